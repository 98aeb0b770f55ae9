package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/orders"
	"backhaul/returns"
)

// ListStock answers with a page of levels.
func (s *server) ListStock(ctx context.Context, r ListStockRequestObject) (ListStockResponseObject, error) {
	if r.Params.Format.Whole() {
		return s.exportStock(ctx, r)
	}
	filter := sqlc.StockLevelPageParams{SKU: key(r.Params.SKU), Most: most(r.Params.Limit)}
	cursor, err := readCursor(r.Params.Cursor, 3)
	if err != nil {
		return nil, err
	}
	if cursor != nil {
		filter.AfterSku, filter.AfterLocation, filter.AfterBucket = &cursor[0], &cursor[1], &cursor[2]
	}
	rows, err := db.Queries.StockLevelPage(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	list := ListStock200JSONResponse{}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(l sqlc.StockLevel) []string { return []string{l.SKU, l.Location, l.Bucket} })
	list.Items = make([]StockLevel, len(rows))
	for i, row := range rows {
		list.Items[i] = levelView(row)
	}
	return list, nil
}

// ListStockMovements answers with a page of the ledger, newest first.
func (s *server) ListStockMovements(ctx context.Context, r ListStockMovementsRequestObject) (ListStockMovementsResponseObject, error) {
	if r.Params.Format.Whole() {
		return s.exportStockMovements(ctx, r)
	}
	filter := sqlc.StockMovementPageParams{SKU: key(r.Params.SKU), Most: most(r.Params.Limit)}
	var err error
	if filter.ReturnID, err = s.returnFilter(ctx, r.Params.Return); err != nil {
		return nil, err
	}
	cursor, err := readCursor(r.Params.Cursor, 1)
	if err != nil {
		return nil, err
	}
	if cursor != nil {
		before, err := strconv.ParseInt(cursor[0], 10, 64)
		if err != nil {
			return nil, errCursor()
		}
		filter.BeforeID = &before
	}
	rows, err := db.Queries.StockMovementPage(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	list := ListStockMovements200JSONResponse{}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(m sqlc.StockMovement) []string { return []string{strconv.FormatInt(m.ID, 10)} })
	list.Items = make([]StockMovement, len(rows))
	for i, row := range rows {
		list.Items[i] = movementView(row)
	}
	return list, nil
}

// AdjustStock writes one movement. The database refuses a level below zero.
func (s *server) AdjustStock(ctx context.Context, r AdjustStockRequestObject) (AdjustStockResponseObject, error) {
	this, in := callOf(ctx), *r.Body
	in.SKU = orders.Key(in.SKU)
	if in.Location == "" {
		in.Location = "main"
	}
	if in.Quantity == 0 {
		return nil, returns.RefuseField("quantity", "out_of_range", "the quantity 0 would change nothing")
	}
	movement := sqlc.StockAdjustParams{
		Key: adjustmentKey(this), SKU: in.SKU, Bucket: string(in.Bucket), Location: in.Location,
		Quantity: int64(in.Quantity), Reason: in.Reason, ActorID: this.actor.ID, At: s.Now(),
	}
	var answer AdjustStock201JSONResponse
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := db.Queries.StockAdjust(ctx, tx, movement); err != nil {
			return err
		}
		row, err := db.Queries.StockMovementByKey(ctx, tx, movement.Key)
		if err != nil {
			return err
		}
		level, err := db.Queries.StockLevelGet(ctx, tx, sqlc.StockLevelGetParams{SKU: row.SKU, Location: row.Location, Bucket: row.Bucket})
		answer = AdjustStock201JSONResponse{Movement: movementView(row), Level: levelView(level)}
		return err
	})
	if db.Violated(err) == "stock_never_negative" {
		return nil, s.tooLittleStock(ctx, movement)
	}
	return answer, err
}

// tooLittleStock names the level that would not have sufficed.
func (s *server) tooLittleStock(ctx context.Context, movement sqlc.StockAdjustParams) error {
	level, err := db.Queries.StockLevelGet(ctx, s.DB, sqlc.StockLevelGetParams{
		SKU: movement.SKU, Location: movement.Location, Bucket: movement.Bucket,
	})
	if err != nil && !db.NotFound(err) {
		return err
	}
	refusal := returns.Refuse(returns.CodeStock, "%s units of %s are in %s at %s; %s cannot be taken away",
		level.Quantity, movement.SKU, movement.Bucket, movement.Location, -movement.Quantity)
	refusal.Fields = []returns.FieldError{{Field: "quantity", Code: string(returns.CodeStock), Format: refusal.Format, Args: refusal.Args}}
	return refusal
}

// adjustmentKey is the same for every try of one adjustment.
func adjustmentKey(this *call) string {
	if this.key == "" {
		return returns.NewID("adj")
	}
	sum := sha256.Sum256([]byte(this.actor.ID + "\x00" + this.key))
	return "adj:" + hex.EncodeToString(sum[:])
}

func levelView(row sqlc.StockLevel) StockLevel {
	return StockLevel{SKU: row.SKU, Location: row.Location, Bucket: returns.Bucket(row.Bucket), Quantity: row.Quantity}
}

func movementView(row sqlc.StockMovement) StockMovement {
	return StockMovement{
		ID: row.ID, SKU: row.SKU, Location: row.Location, Bucket: returns.Bucket(row.Bucket), Quantity: row.Quantity,
		ReturnID: row.ReturnID, LineNo: row.LineNo, Reason: row.Reason, ActorID: row.ActorID, At: row.At,
	}
}
