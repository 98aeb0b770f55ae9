package api

import (
	"context"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/returns"
)

// withExchanges shows the replacements of returns that are exchanged, and who
// owes what for them: by the refund as finance has set it, or as it is estimated
// until there is one.
func withExchanges(ctx context.Context, tx pgx.Tx, ids []string, byID map[string]*Return) error {
	rows, err := db.Queries.ExchangesOfMany(ctx, tx, ids)
	if err != nil || len(rows) == 0 {
		return err
	}
	for _, row := range rows {
		view := byID[row.ReturnID]
		amount := func(minor int64) Money { return Money{Minor: minor, Currency: row.Currency} }
		total := view.Refund.Total.Minor
		view.Exchange = &Exchange{
			Status: returns.ExchangeStatus(row.Status), Value: amount(row.Value), ReleasedAt: row.ReleasedAt,
			ShopOwes: amount(max(total-row.Value, 0)), CustomerOwes: amount(max(row.Value-total, 0)),
		}
	}
	lines, err := db.Queries.ExchangeLinesOfMany(ctx, tx, ids)
	for _, line := range lines {
		exchange := byID[line.ReturnID].Exchange
		exchange.Lines = append(exchange.Lines, returns.ExchangeLine{
			SKU: line.SKU, Quantity: line.Quantity, UnitPrice: Money{Minor: line.UnitPrice, Currency: exchange.Value.Currency},
		})
	}
	return err
}
