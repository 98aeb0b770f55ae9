package api

import (
	"context"
	"slices"
	"strings"
	"time"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// returnsFilter says which returns a page is to show, and after which it begins.
type returnsFilter struct {
	sqlc.ReturnPageNewestParams
	// Statuses are those to show; none for all.
	Statuses []string
	// SKU and Reason are of one and the same line.
	SKU, Reason *string
}

func returnFilter(ctx context.Context, params ListReturnsParams) (returnsFilter, error) {
	filter := returnsFilter{
		ReturnPageNewestParams: sqlc.ReturnPageNewestParams{
			Owner: callOf(ctx).owner(), Customer: key(params.Customer), OrderNumber: key(params.Order),
			Assignee: assignee(ctx, params.Assignee), WaitingFor: (*string)(params.WaitingFor),
			Q: key(params.Q), Most: most(params.Limit),
		},
		SKU: key(params.SKU), Reason: params.Reason,
	}
	for _, status := range params.Status {
		filter.Statuses = append(filter.Statuses, string(status))
	}
	slices.Sort(filter.Statuses)
	filter.Statuses = slices.Compact(filter.Statuses)
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

// page reads a page. Each status is read by itself, because an index holds the
// order within one only; what they have together is no more than the page needs.
func (f returnsFilter) page(ctx context.Context, conn sqlc.DBTX, order returnsOrder) ([]sqlc.ReturnFindRow, error) {
	if len(f.Statuses) == 0 {
		return f.read(ctx, conn, order)
	}
	var found []sqlc.ReturnFindRow
	for i := range f.Statuses {
		f.Status = &f.Statuses[i]
		rows, err := f.read(ctx, conn, order)
		if err != nil {
			return nil, err
		}
		found = append(found, rows...)
	}
	if len(f.Statuses) > 1 {
		slices.SortFunc(found, order.compare)
	}
	return found[:min(len(found), int(f.Most))], nil
}

// read reads a page of one status, or of all.
func (f returnsFilter) read(ctx context.Context, conn sqlc.DBTX, order returnsOrder) ([]sqlc.ReturnFindRow, error) {
	if f.SKU == nil && f.Reason == nil {
		return order.all(ctx, conn, f.ReturnPageNewestParams)
	}
	return order.ofLines(ctx, conn, sqlc.ReturnPageNewestOfLinesParams{
		SKU: f.SKU, Reason: f.Reason, Since: f.Since, Before: f.Before, AfterAt: f.AfterAt, AfterID: f.AfterID, Owner: f.Owner,
		Customer: f.Customer, Status: f.Status, OrderNumber: f.OrderNumber, Assignee: f.Assignee, WaitingFor: f.WaitingFor,
		Q: f.Q, RMANumber: f.RMANumber, Most: f.Most,
	})
}

// returnsOrder is an order in which returns are listed.
type returnsOrder struct {
	all     func(context.Context, sqlc.DBTX, sqlc.ReturnPageNewestParams) ([]sqlc.ReturnFindRow, error)
	ofLines func(context.Context, sqlc.DBTX, sqlc.ReturnPageNewestOfLinesParams) ([]sqlc.ReturnFindRow, error)
	// at is the time that they are ordered by, and what cursors hold; then comes the id.
	at       func(sqlc.ReturnFindRow) time.Time
	backward bool
}

func (o returnsOrder) compare(a, b sqlc.ReturnFindRow) int {
	order := o.at(a).Compare(o.at(b))
	if order == 0 {
		order = strings.Compare(a.Return.ID, b.Return.ID)
	}
	if o.backward {
		return -order
	}
	return order
}

func returnsBy(sort *ListReturnsParamsSort) returnsOrder {
	opened := func(row sqlc.ReturnFindRow) time.Time { return row.Return.OpenedAt }
	switch {
	case sort != nil && *sort == SortOldest:
		return returnsOrder{
			all: func(ctx context.Context, conn sqlc.DBTX, params sqlc.ReturnPageNewestParams) ([]sqlc.ReturnFindRow, error) {
				return asFound(db.Queries.ReturnPageOldest(ctx, conn, sqlc.ReturnPageOldestParams(params)))
			},
			ofLines: func(ctx context.Context, conn sqlc.DBTX, params sqlc.ReturnPageNewestOfLinesParams) ([]sqlc.ReturnFindRow, error) {
				return asFound(db.Queries.ReturnPageOldestOfLines(ctx, conn, sqlc.ReturnPageOldestOfLinesParams(params)))
			},
			at: opened,
		}
	case sort != nil && *sort == SortDeadline:
		return returnsOrder{
			all: func(ctx context.Context, conn sqlc.DBTX, params sqlc.ReturnPageNewestParams) ([]sqlc.ReturnFindRow, error) {
				return asFound(db.Queries.ReturnPageDeadline(ctx, conn, sqlc.ReturnPageDeadlineParams(params)))
			},
			ofLines: func(ctx context.Context, conn sqlc.DBTX, params sqlc.ReturnPageNewestOfLinesParams) ([]sqlc.ReturnFindRow, error) {
				return asFound(db.Queries.ReturnPageDeadlineOfLines(ctx, conn, sqlc.ReturnPageDeadlineOfLinesParams(params)))
			},
			at: func(row sqlc.ReturnFindRow) time.Time { return *row.Return.WaitDeadline },
		}
	}
	return returnsOrder{
		all: func(ctx context.Context, conn sqlc.DBTX, params sqlc.ReturnPageNewestParams) ([]sqlc.ReturnFindRow, error) {
			return asFound(db.Queries.ReturnPageNewest(ctx, conn, params))
		},
		ofLines: func(ctx context.Context, conn sqlc.DBTX, params sqlc.ReturnPageNewestOfLinesParams) ([]sqlc.ReturnFindRow, error) {
			return asFound(db.Queries.ReturnPageNewestOfLines(ctx, conn, params))
		},
		at: opened, backward: true,
	}
}

// asFound gives the rows of all pages, which sqlc names apart, one type.
func asFound[R sqlc.ReturnPageNewestRow | sqlc.ReturnPageOldestRow | sqlc.ReturnPageDeadlineRow |
	sqlc.ReturnPageNewestOfLinesRow | sqlc.ReturnPageOldestOfLinesRow | sqlc.ReturnPageDeadlineOfLinesRow](rows []R, err error) ([]sqlc.ReturnFindRow, error) {
	found := make([]sqlc.ReturnFindRow, len(rows))
	for i, row := range rows {
		found[i] = sqlc.ReturnFindRow(row)
	}
	return found, err
}
