package api

import (
	"context"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// paymentViews shows the payments of orders.
func paymentViews(ctx context.Context, tx pgx.Tx, orders []sqlc.Order) (map[string][]OrderPayment, error) {
	numbers, currency := make([]string, len(orders)), map[string]string{}
	for i, row := range orders {
		numbers[i], currency[row.OrderNumber] = row.OrderNumber, row.Currency
	}
	rows, err := db.Queries.PaymentsOfMany(ctx, tx, numbers)
	views := map[string][]OrderPayment{}
	for _, row := range rows {
		money := func(minor int64) Money { return Money{Minor: minor, Currency: currency[row.OrderNumber]} }
		view := OrderPayment{
			Payment: row.Seq, Provider: row.Provider, Reference: row.Reference, Method: returns.PaymentMethod(row.Method),
			Captured: money(row.Captured), Refunded: money(row.Refunded),
		}
		views[row.OrderNumber] = append(views[row.OrderNumber], view)
	}
	return views, err
}

// partViews shows what goes back to which payment, by refund task.
func partViews(ctx context.Context, tx sqlc.DBTX, currencyOf map[string]string) (map[string][]RefundPart, error) {
	ids := make([]string, 0, len(currencyOf))
	for id := range currencyOf {
		ids = append(ids, id)
	}
	rows, err := db.Queries.RefundPartsOfMany(ctx, tx, ids)
	views := map[string][]RefundPart{}
	for i, part := range db.PartsOf(rows) {
		row := rows[i]
		money := func(minor int64) Money { return Money{Minor: minor, Currency: currencyOf[row.RefundPart.TaskID]} }
		view := RefundPart{
			Payment: part.Payment, Provider: row.Provider, PaymentReference: row.PaymentReference, Method: returns.PaymentMethod(row.Method),
			Amount: money(part.Amount), ToPay: money(part.ToPay()), State: part.State, Attempt: part.Attempt, ByHand: part.ByHand,
			Reference: part.Reference, Doubt: part.Doubt, Reason: part.Reason, UnansweredSince: part.UnansweredSince,
		}
		if callOf(ctx).owner() != nil {
			view.Doubt, view.Reason, view.UnansweredSince = "", "", nil // for finance
		}
		views[row.RefundPart.TaskID] = append(views[row.RefundPart.TaskID], view)
	}
	return views, err
}
