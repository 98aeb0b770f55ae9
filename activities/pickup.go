package activities

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"backhaul/db"
	"backhaul/integrations/carriers"
	"backhaul/returns"
)

// SchedulePickup books the parcel's way back with its carrier, then records it.
func (a *Activities) SchedulePickup(ctx context.Context, in Input[returns.SchedulePickup]) (returns.Snapshot, error) {
	d := in.Decision
	d.Carrier = cmp.Or(d.Carrier, carriers.ManualName)
	shipment, err := a.book(ctx, d.By, carriers.Booking{
		Key: bookingKey(returns.ActionSchedulePickup, in.ReturnID, d.ID), ReturnID: in.ReturnID, Carrier: d.Carrier,
		WindowStart: timeOf(d.WindowStart), WindowEnd: timeOf(d.WindowEnd), TrackingNumber: d.TrackingNumber,
	}, func(w *work, booking *carriers.Booking) error {
		booking.From = placeOf(w.ret.Pickup)
		_, err := w.ret.SchedulePickup(d, returns.Shipment{}, a.now())
		return err
	})
	if err != nil {
		return returns.Snapshot{}, toTemporal(err)
	}
	return a.step(ctx, in.ReturnID, d.By, func(w *work) (*returns.Change, error) {
		return w.ret.SchedulePickup(d, shipment, a.now())
	})
}

// ReportCarrier records what a carrier, or the clerk who called it, says.
func (a *Activities) ReportCarrier(ctx context.Context, in Input[returns.CarrierEvent]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.ReportCarrier(in.Decision, a.now())
	})
}

// CallOffPickups tells carriers of bookings that are void. It is tried until
// every carrier knows; logistics calls those that were booked by hand.
func (a *Activities) CallOffPickups(ctx context.Context, in Input[returns.By]) (returns.Snapshot, error) {
	shipments, err := db.Queries.ReturnShipmentsGet(ctx, a.DB, in.ReturnID)
	if err != nil {
		return returns.Snapshot{}, toTemporal(err)
	}
	told := map[int]bool{}
	for _, shipment := range shipments {
		if returns.LogisticsState(shipment.State) != returns.Voided || shipment.CalledOff {
			continue
		}
		_, err := a.Carriers.Named(shipment.Carrier).Void(ctx, shipment.Key, carriers.Booked{
			Carrier: shipment.Carrier, Reference: shipment.Reference, TrackingNumber: shipment.TrackingNumber,
			WindowStart: timeOf(shipment.WindowStart), WindowEnd: timeOf(shipment.WindowEnd), ByHand: shipment.ByHand,
		})
		// A carrier that has the parcel in hand cannot be called off any more.
		if err != nil && returns.CodeOf(err) != returns.CodeConflict {
			return returns.Snapshot{}, toTemporal(err)
		}
		told[shipment.Seq] = true
	}
	return a.step(ctx, in.ReturnID, in.Decision, func(w *work) (*returns.Change, error) {
		for _, shipment := range w.ret.ToCallOff() {
			if !told[shipment.Seq] {
				return nil, fmt.Errorf("the booking %s has become void meanwhile; its carrier is told on the next try", shipment.Key)
			}
		}
		if len(w.ret.ToCallOff()) == 0 {
			return nil, nil //nolint:nilnil // another step has told them
		}
		return w.ret.CallOff(in.Decision, a.now()), nil
	})
}

func placeOf(pickup *returns.PickupDetails) carriers.Place {
	if pickup == nil {
		return carriers.Place{}
	}
	return carriers.Place{Address: pickup.Address, Contact: pickup.Contact, Phone: pickup.Phone}
}

func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func pointerTo(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
