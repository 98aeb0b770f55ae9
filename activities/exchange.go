package activities

import (
	"context"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// replacement is the release that follows the change, if one is due: what is
// there is looked up under lock, so that two returns cannot both take the last
// unit. What is not there stays: the next step tries again.
func (w *work) replacement(ctx context.Context, change *returns.Change) (*returns.Change, error) {
	if change.Action.Stays() || !w.ret.ReplacementDue() {
		return nil, nil //nolint:nilnil // most changes release nothing
	}
	var skus []string
	for _, line := range w.ret.Exchange.Lines {
		skus = append(skus, line.SKU)
	}
	levels, err := db.Queries.StockLock(ctx, w.tx, skus, []string{string(returns.BucketAvailable)})
	if err != nil {
		return nil, err
	}
	available := map[string]int64{}
	for _, level := range levels {
		available[level.SKU] = level.Quantity
	}
	return w.ret.ReleaseReplacement(change, available), nil
}

func (w *work) saveExchange(ctx context.Context) error {
	exchange := w.ret.Exchange
	if exchange == nil {
		return nil
	}
	if err := db.Queries.ExchangeUpsert(ctx, w.tx, sqlc.ExchangeUpsertParams{
		ReturnID: w.ret.ID, Currency: w.ret.Currency, Value: exchange.Value,
		Status: string(exchange.Status), ReleasedAt: exchange.ReleasedAt,
	}); err != nil {
		return err
	}
	for i, line := range exchange.Lines {
		if err := db.Queries.ExchangeLineUpsert(ctx, w.tx, sqlc.ExchangeLineUpsertParams{
			ReturnID: w.ret.ID, Position: i + 1, SKU: line.SKU, Quantity: line.Quantity, UnitPrice: line.UnitPrice.Minor,
		}); err != nil {
			return err
		}
	}
	return nil
}

func loadExchange(ctx context.Context, tx pgx.Tx, ret *returns.Return) (*returns.Exchange, error) {
	if ret.RefundTo != returns.RefundToExchange {
		return nil, nil //nolint:nilnil // most returns have none
	}
	rows, err := db.Queries.ExchangesOfMany(ctx, tx, []string{ret.ID})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	lines, err := db.Queries.ExchangeLinesOfMany(ctx, tx, []string{ret.ID})
	exchange := &returns.Exchange{
		Value: rows[0].Value, Status: returns.ExchangeStatus(rows[0].Status), ReleasedAt: rows[0].ReleasedAt,
	}
	for _, line := range lines {
		exchange.Lines = append(exchange.Lines, returns.ExchangeLine{
			SKU: line.SKU, Quantity: line.Quantity, UnitPrice: returns.Money{Minor: line.UnitPrice, Currency: ret.Currency},
		})
	}
	return exchange, err
}
