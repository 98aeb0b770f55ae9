package orders

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// incoming is a checked order; with merge, lines that it has already and the sale
// does not name stay.
type incoming struct {
	sale
	merge bool
}

// result is what became of an order; err is a refusal, or nil.
type result struct {
	outcome Outcome
	err     error
}

// storeMany stores orders of a file, each with another number. New ones, which
// most are, go in by COPY, all in one transaction; those that stand already as
// they came in are left alone. What changes an order is stored by itself, under
// its lock, as by [Put]: there may be returns of it.
func storeMany(ctx context.Context, pool *pgxpool.Pool, orders []incoming, now time.Time, dry bool) ([]result, error) {
	results := make([]result, len(orders))
	var changed []int
	const tries = 3
	for try := 1; ; try++ {
		changed = changed[:0]
		err := db.InTx(ctx, pool, func(tx pgx.Tx) error {
			known, err := readKnown(ctx, tx, orders)
			if err != nil {
				return err
			}
			var fresh []sale
			for i, order := range orders {
				was, isKnown := known[order.number]
				if isKnown && !was.same(order) {
					changed = append(changed, i)
					continue
				}
				results[i].outcome = Unchanged
				if isKnown {
					continue
				}
				results[i].outcome = Created
				if order.payments, results[i].err = order.tender(nil); results[i].err != nil {
					continue
				}
				if order.orderedAt.IsZero() {
					order.orderedAt = now
				}
				fresh = append(fresh, order.sale)
			}
			if err := copyIn(ctx, tx, fresh); err != nil || !dry {
				return err
			}
			return errDryRun
		})
		// Somebody else has stored one of them in this moment.
		if db.Violated(err) == "orders_pkey" && try < tries {
			continue
		}
		if err != nil && !errors.Is(err, errDryRun) {
			return nil, err
		}
		break
	}
	for _, i := range changed {
		results[i].outcome, results[i].err = orders[i].store(ctx, pool, now, orders[i].merge, dry)
	}
	return results, nil
}

// known is an order as it is stored.
type known struct {
	order    sqlc.Order
	lines    []sqlc.OrderLine
	payments []sqlc.OrderPaymentsStoredRow
}

// same reports whether the order stands as it came in.
func (k *known) same(order incoming) bool {
	next := order.over(k.order, k.lines, order.merge)
	var err error
	if next.payments, err = next.tender(k.payments); err != nil {
		return false
	}
	return next.same(k.order, k.lines) && next.paidAs(k.payments)
}

// readKnown reads those of the orders that are stored already.
func readKnown(ctx context.Context, tx pgx.Tx, orders []incoming) (map[string]*known, error) {
	numbers := make([]string, len(orders))
	for i, order := range orders {
		numbers[i] = order.number
	}
	rows, err := db.Queries.OrdersOfMany(ctx, tx, numbers)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	byNumber := make(map[string]*known, len(rows))
	for _, row := range rows {
		byNumber[row.OrderNumber] = &known{order: row}
	}
	lines, err := db.Queries.OrderLinesOfMany(ctx, tx, numbers)
	if err != nil {
		return nil, err
	}
	for _, line := range lines {
		k := byNumber[line.OrderNumber]
		k.lines = append(k.lines, line)
	}
	payments, err := db.Queries.OrderPaymentsStoredOfMany(ctx, tx, numbers)
	for _, payment := range payments {
		k := byNumber[payment.OrderNumber]
		k.payments = append(k.payments, sqlc.OrderPaymentsStoredRow(payment))
	}
	return byNumber, err
}

// copyIn writes new orders with their lines and payments.
func copyIn(ctx context.Context, tx pgx.Tx, orders []sale) error {
	if len(orders) == 0 {
		return nil
	}
	var heads, lines, payments [][]any
	for _, s := range orders {
		row := s.row()
		heads = append(heads, []any{
			row.OrderNumber, row.CustomerID, row.CustomerName, row.CustomerEmail, row.CustomerPhone, row.CustomerCountry,
			row.CustomerLanguage, row.Currency, row.OrderedAt, row.ShippedAt, row.DeliveredAt, row.ShippingPaid, row.DiscountMinimum,
		})
		for _, l := range s.lines {
			lines = append(lines, []any{
				s.number, l.lineNo, l.sku, l.description, l.category, l.quantity, l.told(), l.unitPrice, l.goods, l.tax, l.taxIncluded, l.orderDiscount,
			})
		}
		for i, p := range s.payments {
			payments = append(payments, []any{s.number, i + 1, p.provider, string(p.method), p.reference, p.captured})
		}
	}
	for _, part := range []struct {
		table   string
		columns []string
		rows    [][]any
	}{
		{"orders", []string{
			"order_number", "customer_id", "customer_name", "customer_email", "customer_phone", "customer_country",
			"customer_language", "currency", "ordered_at", "shipped_at", "delivered_at", "shipping_paid", "discount_minimum",
		}, heads},
		{"order_lines", []string{
			"order_number", "line_no", "sku", "description", "category", "quantity", "shipped_quantity", "unit_price", "goods", "tax", "tax_included", "order_discount",
		}, lines},
		{"payments", []string{"order_number", "seq", "provider", "method", "reference", "captured"}, payments},
	} {
		if _, err := tx.CopyFrom(ctx, pgx.Identifier{part.table}, part.columns, pgx.CopyFromRows(part.rows)); err != nil {
			return err
		}
	}
	return nil
}
