package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

var taskStates = []returns.TaskState{
	returns.TaskAwaitingFinance, returns.TaskSubmitted, returns.TaskSettled, returns.TaskFailedRetryable,
	returns.TaskFailedFinal, returns.TaskManualPayout, returns.TaskLateFailed, returns.TaskRejected,
}

// ListRefundTasks answers with a page of tasks, oldest first.
func (s *server) ListRefundTasks(ctx context.Context, r ListRefundTasksRequestObject) (ListRefundTasksResponseObject, error) {
	if r.Params.Format.Whole() {
		return s.exportRefundTasks(ctx, r)
	}
	filter := sqlc.RefundTaskPageParams{States: []string{}, Most: most(r.Params.Limit)}
	if r.Params.Status != nil {
		open := *r.Params.Status == TasksOpen
		filter.Open = &open
		for _, state := range taskStates {
			if state.Open() == open || state.Failed() {
				filter.States = append(filter.States, string(state))
			}
		}
	}
	var err error
	if filter.ReturnID, err = s.returnFilter(ctx, r.Params.Return); err != nil {
		return nil, err
	}
	if filter.AfterAt, filter.AfterID, err = readTimeCursor(r.Params.Cursor); err != nil {
		return nil, err
	}
	rows, err := db.Queries.RefundTaskPage(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	list := ListRefundTasks200JSONResponse{}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(row sqlc.RefundTaskPageRow) []string {
		return timeKey(row.RefundTask.CreatedAt, row.RefundTask.ID)
	})
	list.Items = make([]RefundTask, len(rows))
	currencyOf := make(map[string]string, len(rows))
	for _, row := range rows {
		currencyOf[row.RefundTask.ID] = row.RefundTask.Currency
	}
	parts, err := partViews(ctx, s.DB, currencyOf)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		if list.Items[i], err = taskView(sqlc.RefundTaskFindRow(row), parts[row.RefundTask.ID]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// returnFilter reads the parameter return, an id or an RMA number.
func (s *server) returnFilter(ctx context.Context, id *string) (*string, error) {
	if id == nil {
		return nil, nil //nolint:nilnil // no filter is a fine filter
	}
	found, err := findReturn(ctx, s.DB, *id)
	return &found.Return.ID, err
}

// DecideRefund is finance's decision about a task.
func (s *server) DecideRefund(ctx context.Context, r DecideRefundRequestObject) (DecideRefundResponseObject, error) {
	task, err := s.refundTask(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	r.Body.TaskID = task.RefundTask.ID
	if _, err := decide(ctx, s, task.RefundTask.ReturnID, returns.ActionDecideRefund, r.Body, &r.Body.By); err != nil {
		return nil, err
	}
	if task, err = s.refundTask(ctx, r.ID); err != nil {
		return nil, err
	}
	parts, err := partViews(ctx, s.DB, map[string]string{r.ID: task.RefundTask.Currency})
	if err != nil {
		return nil, err
	}
	view, err := taskView(task, parts[r.ID])
	return DecideRefund200JSONResponse(view), err
}

func (s *server) refundTask(ctx context.Context, id string) (sqlc.RefundTaskFindRow, error) {
	task, err := db.Queries.RefundTaskFind(ctx, s.DB, id)
	if db.NotFound(err) {
		return task, returns.Refuse(returns.CodeNotFound, "there is no refund task %s", strconv.Quote(id))
	}
	return task, err
}

func taskView(row sqlc.RefundTaskFindRow, parts []RefundPart) (RefundTask, error) {
	task := row.RefundTask
	view := RefundTask{
		ID: task.ID, ReturnID: task.ReturnID, RMANumber: row.RMANumber, ReturnStatus: returns.Status(row.ReturnStatus),
		OrderNumber: task.OrderNumber, CustomerID: row.CustomerID, CreditTo: row.CreditTo, Seq: task.Seq,
		Amount: Money{Minor: task.Amount, Currency: task.Currency}, State: returns.TaskState(task.State), Replaced: row.Replaced, ByHand: task.ByHand,
		Reference: task.Reference, Note: task.Note, Doubt: task.Doubt, CreatedAt: task.CreatedAt, UpdatedAt: task.UpdatedAt,
		Parts: append([]RefundPart{}, parts...),
	}
	var amounts returns.Amounts
	err := json.Unmarshal(task.Amounts, &amounts)
	if err == nil && len(task.FirstApprovedBy) > 0 {
		err = json.Unmarshal(task.FirstApprovedBy, &view.FirstApprovedBy)
	}
	if err == nil && len(task.ApprovedBy) > 0 {
		err = json.Unmarshal(task.ApprovedBy, &view.ApprovedBy)
	}
	if err != nil {
		return view, fmt.Errorf("refund task %s holds JSON that cannot be read: %w", task.ID, err)
	}
	view.ToPay, view.ToCollect = amounts.Money(amounts.ToPay()), amounts.Money(amounts.CustomerOwes)
	view.Lines, view.Adjustment = refundLines(amounts), amounts.Money(amounts.Adjustment)
	return view, nil
}
