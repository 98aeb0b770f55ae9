package carriers

import (
	"context"
	"strings"

	"backhaul/returns"
)

// ManualName is the carrier that a shop has without any contract.
const ManualName = "manual"

// Manual is a carrier booked by a person. Book takes down what the clerk
// entered; Void says that a person must call the carrier.
//
// It keeps nothing: that one key is booked once is held by the row of the
// shipment, whose key is unique.
type Manual struct{}

var _ Carrier = Manual{}

// Book returns what the clerk reported.
func (Manual) Book(ctx context.Context, booking Booking) (Booked, error) {
	if err := ctx.Err(); err != nil {
		return Booked{}, err
	}
	name := strings.TrimSpace(booking.Carrier)
	if name == "" {
		return Booked{}, returns.RefuseField("carrier", "required", "say which carrier was booked")
	}
	if err := booking.Check(); err != nil {
		return Booked{}, err
	}
	return Booked{
		Carrier:        name,
		TrackingNumber: strings.TrimSpace(booking.TrackingNumber),
		WindowStart:    booking.WindowStart,
		WindowEnd:      booking.WindowEnd,
		ByHand:         true,
	}, nil
}

// Void leaves the call to a person.
func (Manual) Void(ctx context.Context, _ string, _ Booked) (VoidResult, error) {
	return VoidResult{ByHand: true}, ctx.Err()
}
