package activities

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"go.temporal.io/sdk/temporal"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/integrations/carriers"
	"backhaul/returns"
)

// This file is about carriers that are asked for something. What they book is
// kept in steps: pickup.go for parcels to the shop, held.go for those to customers.

// carrierAway is the type of the error that says: the carrier was asked and has
// not answered. Whether it has booked, it will say when it is asked again.
const carrierAway = "carrier_away"

// bookingKey is the same for every try of one decision, so that a repeat books
// nothing new.
func bookingKey(action returns.Action, returnID, decisionID string) string {
	prefix := "pickup:"
	if action == returns.ActionSendBack {
		prefix = "send_back:"
	}
	return prefix + returnID + ":" + decisionID
}

// book asks the return, and then has the carrier book the parcel. When the
// decision was taken before it books nothing.
func (a *Activities) book(
	ctx context.Context, by returns.By, booking carriers.Booking, try func(*work, *carriers.Booking) error,
) (returns.Shipment, error) {
	repeat, err := a.ask(ctx, booking.ReturnID, by, func(w *work) error {
		booking.RMANumber = w.ret.RMANumber
		return try(w, &booking)
	})
	if err != nil || repeat {
		return returns.Shipment{}, err
	}
	booked, err := a.Carriers.Named(booking.Carrier).Book(ctx, booking)
	if err != nil {
		return returns.Shipment{}, a.noticeCarrier(ctx, booking, err)
	}
	shipment := returns.Shipment{
		Key: booking.Key, Carrier: booked.Carrier, Reference: booked.Reference, TrackingNumber: booked.TrackingNumber,
		WindowStart: pointerTo(booked.WindowStart), WindowEnd: pointerTo(booked.WindowEnd), ByHand: booked.ByHand,
	}
	if label := booked.Label; label != nil {
		// The label first: a shipment tells that its label is there.
		shipment.LabelKey, shipment.LabelType = labelKey(booking.Key), label.ContentType
		if err := a.Labels.Put(ctx, shipment.LabelKey, label.ContentType, bytes.NewReader(label.Content)); err != nil {
			return returns.Shipment{}, err
		}
	}
	return shipment, nil
}

// noticeCarrier tells why nothing is booked: the carrier will not, or it is away.
// While it is away the return shows that, where nothing more urgent stands.
func (a *Activities) noticeCarrier(ctx context.Context, booking carriers.Booking, failed error) error {
	if _, refused := errors.AsType[*returns.Error](failed); refused || ctx.Err() != nil {
		return failed
	}
	if err := db.Queries.ReturnAttentionReplace(ctx, a.DB, sqlc.ReturnAttentionReplaceParams{
		ID: booking.ReturnID, Attention: attentionColumn(returns.CarrierAway(booking.Carrier)),
	}); err != nil {
		return err
	}
	return temporal.NewApplicationErrorWithOptions(failed.Error(), carrierAway, temporal.ApplicationErrorOptions{
		NonRetryable: true, Cause: failed, Details: []any{carriers.RetryAfter(failed)},
	})
}

// CarrierIsAway reports whether an activity failed because a carrier does not
// answer, and after which time the carrier wants to be asked again; zero when it
// did not say.
func CarrierIsAway(err error) (after time.Duration, away bool) {
	application, ok := errors.AsType[*temporal.ApplicationError](err)
	if !ok || application.Type() != carrierAway {
		return 0, false
	}
	if application.HasDetails() && application.Details(&after) != nil {
		after = 0
	}
	return after, true
}

// UnusedBooking names a booking that a carrier may have taken down though the
// decision that asked for it was not taken in the end.
type UnusedBooking struct {
	ReturnID   string         `json:"return_id"`
	Action     returns.Action `json:"action"`
	DecisionID string         `json:"decision_id"`
	Carrier    string         `json:"carrier"`
}

// DropBooking tells the carrier that nobody needs the booking, unless it has
// become a parcel of the return after all.
func (a *Activities) DropBooking(ctx context.Context, in UnusedBooking) error {
	key := bookingKey(in.Action, in.ReturnID, in.DecisionID)
	shipments, err := db.Queries.ReturnShipmentsGet(ctx, a.DB, in.ReturnID)
	if err != nil {
		return toTemporal(err)
	}
	for _, shipment := range shipments {
		if shipment.Key == key {
			return nil
		}
	}
	_, err = a.Carriers.Named(in.Carrier).Void(ctx, key, carriers.Booked{Carrier: in.Carrier})
	return toTemporal(err)
}

// labelKey is where the label of a booking is kept.
func labelKey(bookingKey string) string {
	sum := sha256.Sum256([]byte(bookingKey))
	return "label_" + hex.EncodeToString(sum[:])
}
