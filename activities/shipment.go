package activities

import (
	"context"
	"encoding/json"
	"fmt"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// The ways a parcel can go: to the shop, or back to the customer.
const (
	inbound  = "inbound"
	outbound = "outbound"
)

// shipmentOf is the parcel of a row.
func shipmentOf(row sqlc.Shipment) (returns.Shipment, error) {
	parcel := returns.Shipment{
		Seq: row.Seq, Key: row.Key, Carrier: row.Carrier, Reference: row.Reference, TrackingNumber: row.TrackingNumber,
		State: returns.LogisticsState(row.State), WindowStart: row.WindowStart, WindowEnd: row.WindowEnd, Attempts: row.Attempts,
		ByHand: row.ByHand, CalledOff: row.CalledOff, Booked: returns.LogisticsState(row.Booked), Settled: row.Settled,
		LabelKey: row.LabelKey, LabelType: row.LabelType,
	}
	for _, part := range []struct {
		column json.RawMessage
		into   any
	}{{row.Scans, &parcel.Scans}, {row.Contents, &parcel.Contents}} {
		if err := json.Unmarshal(part.column, part.into); err != nil {
			return parcel, fmt.Errorf("parcel %d of return %s holds JSON that cannot be read: %w", row.Seq, row.ReturnID, err)
		}
	}
	return parcel, nil
}

func (w *work) saveShipments(ctx context.Context, direction string, parcels []returns.Shipment) error {
	for _, s := range parcels {
		if err := db.Queries.ReturnShipmentUpsert(ctx, w.tx, sqlc.ReturnShipmentUpsertParams{
			ReturnID: w.ret.ID, Seq: s.Seq, Key: s.Key, Carrier: s.Carrier, Reference: s.Reference, TrackingNumber: s.TrackingNumber,
			State: string(s.State), WindowStart: s.WindowStart, WindowEnd: s.WindowEnd, Attempts: s.Attempts,
			ByHand: s.ByHand, CalledOff: s.CalledOff, Booked: string(s.Booked), Scans: listOf(s.Scans),
			Direction: direction, Contents: listOf(s.Contents), Settled: s.Settled,
			LabelKey: s.LabelKey, LabelType: s.LabelType,
		}); err != nil {
			return err
		}
	}
	return nil
}

// listOf writes a list, which is never null.
func listOf[T any](list []T) json.RawMessage {
	if len(list) == 0 {
		return json.RawMessage("[]")
	}
	return jsonOf(list)
}
