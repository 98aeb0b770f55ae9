package api

import (
	"context"
	"time"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// mostNamed is how many customers a search looks at one by one. What more of them
// have in their names is found sooner in the order of time, where it is frequent.
const mostNamed = 1000

// ordersPage reads a page of orders. A search for something rare follows indexes of
// what it may be; one among a customer's orders goes through them.
func ordersPage(ctx context.Context, conn sqlc.DBTX, filter sqlc.OrderPageParams) ([]sqlc.Order, error) {
	if filter.Q == nil || filter.Owner != nil || filter.Customer != nil {
		return db.Queries.OrderPage(ctx, conn, filter)
	}
	customers, err := db.Queries.CustomersNamed(ctx, conn, sqlc.CustomersNamedParams{Part: *filter.Like, ID: *filter.Q, Most: mostNamed + 1})
	if err != nil {
		return nil, err
	}
	if len(customers) > mostNamed {
		return db.Queries.OrderPage(ctx, conn, filter)
	}
	search := sqlc.OrderSearchParams{
		CustomerIds: customers, Q: *filter.Q, Literally: *filter.Like, Most: filter.Most,
		Since: orTime(filter.Since, time.Time{}), Before: orTime(filter.Before, endOfTime), AfterAt: orTime(filter.AfterAt, endOfTime),
	}
	if filter.AfterNumber != nil {
		search.AfterNumber = *filter.AfterNumber
	}
	return db.Queries.OrderSearch(ctx, conn, search)
}

// endOfTime is after all orders.
var endOfTime = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)

func orTime(at *time.Time, otherwise time.Time) time.Time {
	if at == nil {
		return otherwise
	}
	return *at
}
