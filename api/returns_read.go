package api

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// GetReturn answers with one return.
func (s *server) GetReturn(ctx context.Context, r GetReturnRequestObject) (GetReturnResponseObject, error) {
	view, err := s.returnView(ctx, r.ID)
	return GetReturn200JSONResponse(view), err
}

// returnView reads a return by its id or RMA number.
func (s *server) returnView(ctx context.Context, id string) (view Return, err error) {
	return view, s.read(ctx, func(tx pgx.Tx) error {
		row, err := findReturn(ctx, tx, id)
		if err != nil {
			return err
		}
		views, err := returnViews(ctx, tx, []sqlc.ReturnFindRow{row})
		if err == nil {
			view = views[0]
		}
		return err
	})
}

// findReturn finds a return that the caller may see. Somebody else's is not
// there, and cannot be told from one that never was.
func findReturn(ctx context.Context, conn sqlc.DBTX, id string) (sqlc.ReturnFindRow, error) {
	rma, _ := returns.ParseRMANumber(id)
	row, err := db.Queries.ReturnFind(ctx, conn, id, rma)
	if db.NotFound(err) || (err == nil && !callOf(ctx).owns(row.Return.CustomerID)) {
		return row, returns.Refuse(returns.CodeNotFound, "there is no return %s", strconv.Quote(id))
	}
	return row, err
}

// ListReturns answers with a page of returns.
func (s *server) ListReturns(ctx context.Context, r ListReturnsRequestObject) (ListReturnsResponseObject, error) {
	if r.Params.Format.Whole() {
		return s.exportReturns(ctx, r)
	}
	filter, err := returnFilter(ctx, r.Params)
	if err != nil {
		return nil, err
	}
	read, sortKey := returnsBy(r.Params.Sort)
	list := ListReturns200JSONResponse{}
	err = s.read(ctx, func(tx pgx.Tx) error {
		rows, err := read(ctx, tx, filter)
		if err != nil {
			return err
		}
		rows, list.NextCursor = page(rows, r.Params.Limit, func(row sqlc.ReturnFindRow) []string { return sortKey(row.Return) })
		list.Items, err = returnViews(ctx, tx, rows)
		return err
	})
	return list, err
}

func returnFilter(ctx context.Context, params ListReturnsParams) (sqlc.ReturnPageNewestParams, error) {
	filter := sqlc.ReturnPageNewestParams{
		Owner: callOf(ctx).owner(), Customer: key(params.Customer), OrderNumber: key(params.Order), Assignee: assignee(ctx, params.Assignee),
		Q: key(params.Q), Reason: params.Reason, SKU: key(params.SKU), Statuses: []string{}, Most: most(params.Limit),
	}
	for _, status := range params.Status {
		filter.Statuses = append(filter.Statuses, string(status))
	}
	if params.Q != nil {
		if rma, ok := returns.ParseRMANumber(*params.Q); ok {
			filter.RMANumber = &rma
		}
	}
	var err error
	if filter.Since, filter.Before, err = span(params.From, params.To); err != nil {
		return filter, err
	}
	filter.AfterAt, filter.AfterID, err = readTimeCursor(params.Cursor)
	return filter, err
}

type returnPage = func(context.Context, sqlc.DBTX, sqlc.ReturnPageNewestParams) ([]sqlc.ReturnFindRow, error)

// returnsBy is the query for an order of the list, and the key its cursor holds.
func returnsBy(sort *ListReturnsParamsSort) (returnPage, func(sqlc.Return) []string) {
	byOpening := func(r sqlc.Return) []string { return timeKey(r.OpenedAt, r.ID) }
	switch {
	case sort != nil && *sort == SortOldest:
		return func(ctx context.Context, conn sqlc.DBTX, filter sqlc.ReturnPageNewestParams) ([]sqlc.ReturnFindRow, error) {
			rows, err := db.Queries.ReturnPageOldest(ctx, conn, sqlc.ReturnPageOldestParams(filter))
			return asFound(rows), err
		}, byOpening
	case sort != nil && *sort == SortDeadline:
		return func(ctx context.Context, conn sqlc.DBTX, filter sqlc.ReturnPageNewestParams) ([]sqlc.ReturnFindRow, error) {
			rows, err := db.Queries.ReturnPageDeadline(ctx, conn, sqlc.ReturnPageDeadlineParams(filter))
			return asFound(rows), err
		}, func(r sqlc.Return) []string { return timeKey(*r.WaitDeadline, r.ID) }
	}
	return func(ctx context.Context, conn sqlc.DBTX, filter sqlc.ReturnPageNewestParams) ([]sqlc.ReturnFindRow, error) {
		rows, err := db.Queries.ReturnPageNewest(ctx, conn, filter)
		return asFound(rows), err
	}, byOpening
}

// asFound gives the rows of all pages, which sqlc names apart, one type.
func asFound[R sqlc.ReturnPageNewestRow | sqlc.ReturnPageOldestRow | sqlc.ReturnPageDeadlineRow](rows []R) []sqlc.ReturnFindRow {
	found := make([]sqlc.ReturnFindRow, len(rows))
	for i, row := range rows {
		found[i] = sqlc.ReturnFindRow(row)
	}
	return found
}
