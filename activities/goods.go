package activities

import (
	"context"
	"encoding/json"

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
		if err := db.Queries.ReturnStrayInsert(ctx, w.tx, sqlc.ReturnStrayInsertParams{
			ReturnID: w.ret.ID, EventSeq: seq, Position: i + 1, SKU: stray.SKU, Quantity: stray.Quantity,
			Disposition: string(stray.Disposition), LineNo: lineOrNone(stray.LineNo), Note: stray.Note,
		}); err != nil {
			return err
		}
	}
	return nil
}

// lineOrNone is null for goods that belong to no line of the return.
func lineOrNone(lineNo int) *int {
	if lineNo == 0 {
		return nil
	}
	return &lineNo
}

func scansOf(shipment returns.Shipment) json.RawMessage {
	if len(shipment.Scans) == 0 {
		return json.RawMessage("[]")
	}
	return jsonOf(shipment.Scans)
}
