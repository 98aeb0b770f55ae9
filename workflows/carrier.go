package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"backhaul/activities"
	"backhaul/returns"
)

// A carrier that is away is asked again after a while, then after twice as long.
const (
	firstAgain   = time.Second
	longestAgain = 30 * time.Minute
)

// patiently takes a decision for which a carrier is asked. While the carrier is
// away the decision waits and the return goes on: it gives up its turn, and is
// tried again after a while, or when somebody has moved the return. It is refused
// when that has made it pointless; what the carrier may have booked for it
// meanwhile is called off.
func (r *flow) patiently(ctx workflow.Context, action returns.Action, d any, take func() error) error {
	if action != returns.ActionSchedulePickup && action != returns.ActionSendBack {
		return take()
	}
	booking, another := bookingOf(r.ReturnID, action, d)
	booked := r.booked
	for again := firstAgain; ; again = min(2*again, longestAgain) {
		err := take()
		after, away := activities.CarrierIsAway(err)
		if err == nil {
			r.booked++
		}
		if !away {
			if err != nil && again > firstAgain {
				r.unused = append(r.unused, booking)
			}
			return err
		}
		if err := r.untilMoved(ctx, action, max(again, after)); err != nil {
			return err
		}
		if r.booked != booked && !another {
			r.unused = append(r.unused, booking)
			return activities.Refusal(returns.Refuse(returns.CodeConflict, "a parcel was booked while this one waited for its carrier; book again if you want"))
		}
	}
}

// untilMoved waits for a while, or until a step has moved the return.
func (r *flow) untilMoved(ctx workflow.Context, action returns.Action, pause time.Duration) error {
	seen, deadline := r.Version, workflow.Now(ctx).Add(pause)
	_, err := r.passes(ctx, &deadline, action, func() bool { return r.Version != seen })
	return err
}

// bookingOf is what the carrier may have booked for a decision; another tells that
// it takes no other booking's place.
func bookingOf(returnID string, action returns.Action, d any) (booking activities.UnusedBooking, another bool) {
	booking = activities.UnusedBooking{ReturnID: returnID, Action: action}
	switch d := d.(type) {
	case returns.SchedulePickup:
		booking.DecisionID, booking.Carrier, another = d.ID, d.Carrier, d.Another
	case returns.SendBack:
		booking.DecisionID, booking.Carrier = d.ID, d.Carrier
	}
	return booking, another
}

// dropBookings tells carriers of bookings that nobody needs, until they know.
func (r *flow) dropBookings(ctx workflow.Context) {
	r.beside(ctx, func() bool { return len(r.unused) > 0 }, func() {
		booking := r.unused[0]
		r.unused = r.unused[1:]
		if err := workflow.ExecuteActivity(provider(ctx), act.DropBooking, booking).Get(ctx, nil); err != nil {
			_ = r.raiseAttention(ctx, returns.ActionCallOffPickup, err) // fails only when the workflow is cancelled
		}
	})
}
