package api

import (
	"context"
	"slices"
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
		views, err := rowViews(ctx, []sqlc.ReturnFindRow{row})
		if err != nil {
			return err
		}
		err = withParts(ctx, tx, views)
		view = views[0]
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
	order := returnsBy(r.Params.Sort)
	list := returnsAnswer{}
	err = s.read(ctx, func(tx pgx.Tx) error {
		rows, err := filter.page(ctx, tx, order)
		if err != nil {
			return err
		}
		rows, list.NextCursor = page(rows, r.Params.Limit, func(row sqlc.ReturnFindRow) []string { return timeKey(order.at(row), row.Return.ID) })
		if list.Items, err = rowViews(ctx, rows); err != nil {
			return err
		}
		for i := range list.Items {
			leaveOutPassed(&list.Items[i].Verdict)
		}
		return withParts(ctx, tx, list.Items)
	})
	return list, err
}

// leaveOutPassed leaves the clauses that say something about the return: that it met
// all others goes without saying, and they would be two fifths of a page.
func leaveOutPassed(verdict *Verdict) {
	verdict.Clauses = slices.DeleteFunc(verdict.Clauses, func(clause ExplainedClause) bool {
		return clause.Outcome == returns.ClausePass && clause.Rule == ""
	})
}
