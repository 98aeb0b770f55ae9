package activities

import (
	"context"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// saveGoods writes down what was said of units in this step: where an
// inspection put them, and which goods came that nobody had approved.
func (w *work) saveGoods(ctx context.Context, seq int, change *returns.Change) error {
	for i, line := range change.Inspected {
		if err := db.Queries.ReturnInspectionInsert(ctx, w.tx, sqlc.ReturnInspectionInsertParams{
			ReturnID: w.ret.ID, EventSeq: seq, Position: i + 1, LineNo: line.LineNo, Quantity: line.Quantity,
			Condition: line.Condition, Grade: line.Grade, Disposition: string(line.Disposition),
			WrongSku: line.WrongSKU, Note: line.Note,
		}); err != nil {
			return err
		}
	}
	for i, stray := range change.Strays {
		if err := db.Queries.ReturnStrayInsert(ctx, w.tx, w.strayRow(seq, i+1, change.At, stray)); err != nil {
			return err
		}
	}
	return w.saveHeld(ctx, change)
}

// lineOrNone is null for goods that belong to no line of the return.
func lineOrNone(lineNo int) *int {
	if lineNo == 0 {
		return nil
	}
	return &lineNo
}
