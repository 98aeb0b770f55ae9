package api

import (
	"encoding/json"
	"fmt"

	"backhaul/db/sqlc"
	"backhaul/returns"
)

// shipmentView shows a parcel with what happened to it.
func shipmentView(row sqlc.Shipment) (Shipment, error) {
	view := Shipment{
		Seq: row.Seq, Carrier: row.Carrier, TrackingNumber: row.TrackingNumber,
		State: returns.LogisticsState(row.State), WindowStart: row.WindowStart, WindowEnd: row.WindowEnd,
		Attempts: row.Attempts, ByHand: row.ByHand, Scans: []returns.Scan{},
	}
	if err := json.Unmarshal(row.Scans, &view.Scans); err != nil {
		return view, fmt.Errorf("parcel %d of return %s holds JSON that cannot be read: %w", row.Seq, row.ReturnID, err)
	}
	return view, nil
}

// strayView shows goods that came and were not approved.
func strayView(row sqlc.ReturnStray) returns.Stray {
	view := returns.Stray{
		SKU: row.SKU, Quantity: row.Quantity, Disposition: returns.Disposition(row.Disposition), Note: row.Note,
	}
	if row.LineNo != nil {
		view.LineNo = *row.LineNo
	}
	return view
}
