package api

import (
	"encoding/json"
	"errors"
	"fmt"

	"backhaul/db/sqlc"
	"backhaul/returns"
)

// shipmentView shows a parcel with what happened to it.
func shipmentView(row sqlc.Shipment) (Shipment, error) {
	view := Shipment{
		Seq: row.Seq, Direction: row.Direction, Contents: []returns.HeldUnits{}, Carrier: row.Carrier, TrackingNumber: row.TrackingNumber,
		State: returns.LogisticsState(row.State), WindowStart: row.WindowStart, WindowEnd: row.WindowEnd,
		Attempts: row.Attempts, ByHand: row.ByHand, Scans: []returns.Scan{},
	}
	if err := errors.Join(json.Unmarshal(row.Scans, &view.Scans), json.Unmarshal(row.Contents, &view.Contents)); err != nil {
		return view, fmt.Errorf("parcel %d of return %s holds JSON that cannot be read: %w", row.Seq, row.ReturnID, err)
	}
	if row.LabelKey != "" {
		at := fmt.Sprintf("/v1/returns/%s/shipments/%d/label", row.ReturnID, row.Seq)
		view.LabelURL = &at
	}
	return view, nil
}

// strayView shows goods that came and were not approved.
func strayView(row sqlc.ReturnStray) returns.Stray {
	view := returns.Stray{
		SKU: row.SKU, Quantity: row.Quantity, Note: row.Note,
	}
	if row.Disposition != nil { // a person has said where they go
		view.Disposition = returns.Disposition(*row.Disposition)
	}
	if row.LineNo != nil {
		view.LineNo = *row.LineNo
	}
	return view
}
