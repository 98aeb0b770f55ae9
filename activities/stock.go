package activities

import (
	"context"
	"fmt"
	"slices"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// saveMovements books what the change moves in the stock.
func (w *work) saveMovements(ctx context.Context, seq int, change *returns.Change) error {
	if err := w.holdsStock(ctx, change.Movements); err != nil {
		return err
	}
	for i, movement := range change.Movements {
		returnID := w.ret.ID
		if err := db.Queries.StockMovementInsert(ctx, w.tx, sqlc.StockMovementInsertParams{
			Key: fmt.Sprintf("%s:%d:%d", w.ret.ID, seq, i), SKU: movement.SKU, Bucket: string(movement.Bucket),
			Location: "main", Quantity: int64(movement.Quantity), ReturnID: &returnID, LineNo: lineOrNone(movement.LineNo),
			Reason: string(change.Action), ActorID: change.By.Actor.ID, At: change.At,
		}); err != nil {
			return err
		}
	}
	return nil
}

// holdsStock refuses to take units from a bucket that no longer holds them:
// they were sold, or given out as a replacement, since they were put there. The
// levels stay locked until the movements are booked.
func (w *work) holdsStock(ctx context.Context, movements []returns.Movement) error {
	type slot struct {
		sku    string
		bucket returns.Bucket
	}
	change := map[slot]int64{}
	var skus, buckets []string
	for _, movement := range movements {
		change[slot{movement.SKU, movement.Bucket}] += int64(movement.Quantity)
		skus, buckets = append(skus, movement.SKU), append(buckets, string(movement.Bucket))
	}
	if !slices.ContainsFunc(movements, func(m returns.Movement) bool { return m.Quantity < 0 }) {
		return nil
	}
	levels, err := db.Queries.StockLock(ctx, w.tx, skus, buckets)
	if err != nil {
		return err
	}
	held := map[slot]int64{}
	for _, level := range levels {
		held[slot{level.SKU, returns.Bucket(level.Bucket)}] = level.Quantity
	}
	for _, movement := range movements { // in their order, so that the same one is always named
		at := slot{movement.SKU, movement.Bucket}
		if change[at] < 0 && held[at]+change[at] < 0 {
			return returns.Refuse(returns.CodeStock,
				"%s units of %s would leave the stock %s, which holds %s: others have taken them meanwhile; correct the stock by an adjustment, then decide again",
				-change[at], movement.SKU, movement.Bucket, held[at])
		}
	}
	return nil
}
