package api

import (
	"context"
	"strconv"

	"backhaul/batches"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// maxBatchErrors is how many failed rows a batch shows by itself.
const maxBatchErrors = 100

// GetBatch answers with a batch and how far it is.
func (s *server) GetBatch(ctx context.Context, r GetBatchRequestObject) (GetBatchResponseObject, error) {
	view, err := s.batch(ctx, r.ID)
	return GetBatch200JSONResponse(view), err
}

// batch reads a batch with its first failures and what was decided about it.
func (s *server) batch(ctx context.Context, id string) (Batch, error) {
	row, err := s.findBatch(ctx, id)
	if err != nil {
		return Batch{}, err
	}
	view := batchView(row)
	failures, err := db.Queries.BatchErrors(ctx, s.DB, id, maxBatchErrors)
	if err != nil {
		return view, err
	}
	for _, failure := range failures {
		reason, err := rowError(ctx, failure.Error)
		if err != nil {
			return view, err
		}
		view.Progress.Errors = append(view.Progress.Errors, BatchFailure{Row: failure.Row, Error: *reason})
	}
	decisions, err := db.Queries.BatchDecisionsOf(ctx, s.DB, id)
	for _, d := range decisions {
		view.Decisions = append(view.Decisions, BatchDecision{
			Seq: d.Seq, Action: returns.BatchAction(d.Action), At: d.At, Reason: orNull(d.Reason),
			By:    Actor{ID: d.ActorID, Role: returns.Role(d.ActorRole), Name: d.ActorName},
			Total: d.Total, Taken: d.Taken, Refused: d.Refused, Cancelled: d.Cancelled, Waiting: d.Waiting,
		})
	}
	return view, err
}

func batchView(row sqlc.Batch) Batch {
	return Batch{
		ID: row.ID, Name: row.Name, State: returns.BatchState(row.State), CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
		CreatedBy: Actor{ID: row.ActorID, Role: returns.Role(row.ActorRole), Name: row.ActorName},
		Progress: BatchProgress{
			Total: row.Total, Done: row.Opened, Failed: row.Refused + row.Rejected, Cancelled: row.Cancelled, Waiting: row.Waiting,
			Errors: []BatchFailure{},
		},
		Decisions: []BatchDecision{},
	}
}

// ListBatches answers with a page of batches.
func (s *server) ListBatches(ctx context.Context, r ListBatchesRequestObject) (ListBatchesResponseObject, error) {
	if r.Params.Format.Whole() {
		return s.exportBatches(ctx, r)
	}
	filter := sqlc.BatchPageParams{States: texts(r.Params.State), Most: most(r.Params.Limit)}
	var err error
	if filter.AfterAt, filter.AfterID, err = readTimeCursor(r.Params.Cursor); err != nil {
		return nil, err
	}
	rows, err := db.Queries.BatchPage(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	list := ListBatches200JSONResponse{Items: []Batch{}}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(row sqlc.Batch) []string { return timeKey(row.CreatedAt, row.ID) })
	for _, row := range rows {
		list.Items = append(list.Items, batchView(row))
	}
	return list, nil
}

// ListBatchRows answers with a page of a batch's rows.
func (s *server) ListBatchRows(ctx context.Context, r ListBatchRowsRequestObject) (ListBatchRowsResponseObject, error) {
	if _, err := s.findBatch(ctx, r.ID); err != nil {
		return nil, err
	}
	filter := sqlc.BatchRowPageParams{BatchID: r.ID, Outcomes: texts(r.Params.Outcome), Most: most(r.Params.Limit)}
	key, err := readCursor(r.Params.Cursor, 1)
	if err == nil && key != nil {
		if filter.After, err = strconv.Atoi(key[0]); err != nil {
			err = errCursor()
		}
	}
	if err != nil {
		return nil, err
	}
	items, more, err := s.batchRows(ctx, filter, r.Params.Limit)
	list := ListBatchRows200JSONResponse{Items: items}
	if more {
		_, list.NextCursor = page(make([]BatchRow, r.Params.Limit+1), r.Params.Limit, func(BatchRow) []string {
			return []string{strconv.Itoa(items[len(items)-1].Row)}
		})
	}
	return list, err
}

// batchRows reads a page of rows with what was decided about each.
func (s *server) batchRows(ctx context.Context, filter sqlc.BatchRowPageParams, limit int) (items []BatchRow, more bool, err error) {
	rows, err := db.Queries.BatchRowPage(ctx, s.DB, filter)
	if err != nil {
		return nil, false, err
	}
	if more = len(rows) > limit; more {
		rows = rows[:limit]
	}
	items = make([]BatchRow, len(rows))
	at, numbers := make(map[int]int, len(rows)), make([]int, len(rows))
	for i, row := range rows {
		items[i] = BatchRow{
			Row: row.Row, OrderNumber: row.OrderNumber, Outcome: returns.RowOutcome(row.Outcome),
			RMANumber: row.RMANumber, Status: (*returns.Status)(row.Status), Decisions: []BatchRowDecision{},
		}
		if row.RMANumber != nil {
			items[i].ReturnID = &row.ReturnID
		}
		if items[i].Error, err = rowError(ctx, row.Error); err != nil {
			return nil, false, err
		}
		at[row.Row], numbers[i] = i, row.Row
	}
	decisions, err := db.Queries.BatchDecisionsOfRows(ctx, s.DB, filter.BatchID, numbers)
	for _, d := range decisions {
		reason, err := rowError(ctx, d.Error)
		if err != nil {
			return nil, false, err
		}
		item := &items[at[d.Row]]
		item.Decisions = append(item.Decisions, BatchRowDecision{
			Seq: d.Seq, Action: returns.BatchAction(d.Action), Outcome: returns.RowAnswer(d.Outcome), Error: reason,
		})
	}
	return items, more, err
}

// ExportBatch writes a batch's rows as a table, page by page.
func (s *server) ExportBatch(ctx context.Context, r ExportBatchRequestObject) (ExportBatchResponseObject, error) {
	batch, err := s.findBatch(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	return table{
		context: ctx, format: r.Params.Format, name: batch.ID,
		columns: []string{"row", "order_number", "outcome", "rma_number", "status", "return_id", "review", "confirm", "field", "code", "message"},
		items: func(ctx context.Context, put func(any, ...[]any) error) error {
			filter := sqlc.BatchRowPageParams{BatchID: batch.ID, Outcomes: texts(r.Params.Outcome), Most: most(maxLimit)}
			for more := true; more; {
				var items []BatchRow
				if items, more, err = s.batchRows(ctx, filter, maxLimit); err != nil {
					return err
				}
				for _, item := range items {
					if err := put(item, batchCells(item)); err != nil {
						return err
					}
					filter.After = item.Row
				}
			}
			return nil
		},
	}, nil
}

func batchCells(row BatchRow) []any {
	// The latest of each kind counts; a row that failed says why in the last columns.
	answers := map[returns.BatchAction]string{}
	failure := row.Error
	for _, d := range row.Decisions {
		answers[d.Action] = string(d.Outcome)
		if d.Error != nil {
			failure = d.Error
		}
	}
	if failure == nil {
		failure = &RowError{}
	}
	return []any{
		row.Row, row.OrderNumber, string(row.Outcome), orEmpty(row.RMANumber), string(orEmpty(row.Status)), orEmpty(row.ReturnID),
		answers[returns.BatchReview], answers[returns.BatchConfirm], failure.Field, failure.Code, failure.Message,
	}
}

// GetBatchTemplate answers with the header of a table of returns, and an example.
func (s *server) GetBatchTemplate(ctx context.Context, r GetBatchTemplateRequestObject) (GetBatchTemplateResponseObject, error) {
	return template(ctx, r.Params.Format, "returns", batches.Columns, "536367", 2, "changed_mind", "unopened", 1), nil
}

// maxLimit is the longest page of a list.
const maxLimit = 200

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, value := range values {
		out[i] = string(value)
	}
	return out
}

func orEmpty[T any](value *T) (out T) {
	if value != nil {
		out = *value
	}
	return out
}
