package carriers

import (
	"context"
	"time"

	"backhaul/returns"
)

// Carrier books parcels with one carrier, or with many through one account.
//
// An error that is a [returns.Error] will be the same on every try; any other
// may be tried again.
type Carrier interface {
	// Book orders a pickup or a label. The key is derived from what is booked,
	// such as pickup:<return>:<n>, never from chance: calling Book again with
	// the same key gives the same booking and orders nothing more, also when
	// the first answer was lost. An adapter looks the key up with the carrier
	// before it creates anything.
	Book(ctx context.Context, booking Booking) (Booked, error)

	// Void calls the booking off, label included. Calling off what is called off
	// already, or was never booked, is no error; what the carrier has in hand can
	// no longer be called off and is refused with [returns.CodeConflict]. A key
	// that was called off is never booked again.
	Void(ctx context.Context, key string, booked Booked) (VoidResult, error)
}

// Booking is what is asked of the carrier.
type Booking struct {
	Key       string
	ReturnID  string
	RMANumber string
	// Carrier is the name the shop knows it by. Several may share one adapter.
	Carrier string
	// From is where a parcel to the shop is fetched; To is where one to the
	// customer goes. One of the two is empty.
	From Place
	To   Place
	// Window is when the carrier may come. Both zero for a drop-off.
	WindowStart time.Time
	WindowEnd   time.Time
	// TrackingNumber is what a clerk was given who booked by hand; empty when
	// the carrier is to issue one.
	TrackingNumber string
}

// Check refuses a booking that no carrier should be asked for.
func (b Booking) Check() error {
	if b.Key == "" {
		return returns.Refuse(returns.CodeInvalid, "a booking needs a key, so that nothing is booked twice")
	}
	if b.WindowEnd.Before(b.WindowStart) {
		return returns.RefuseField("window_end", "before_start", "the pickup window ends before it starts: check the times")
	}
	return nil
}

// Place is where a parcel is fetched, or goes.
type Place struct {
	Address string
	Contact string
	Phone   string
}

// Booked is what stands after Book: what the customer is told.
type Booked struct {
	Carrier        string
	Reference      string // the carrier's own number of the booking
	TrackingNumber string
	WindowStart    time.Time
	WindowEnd      time.Time
	// Label is what is stuck on the parcel; nil when the carrier gives none.
	Label *Label
	// ByHand: a person made this booking, and only a person can call it off.
	ByHand bool
}

// Label is what is printed and stuck on a parcel.
type Label struct {
	// ContentType is one of [LabelTypes].
	ContentType string
	Content     []byte
}

// LabelTypes returns the content types a label may have.
func LabelTypes() []string { return []string{"image/png", "application/pdf"} }

// VoidResult is what stands after Void.
type VoidResult struct {
	// ByHand: nobody has called the carrier off yet; a task for a person is due.
	ByHand bool
}

// Event is one thing a carrier says of a parcel.
type Event struct {
	// ID tells a repeat from news. With the carrier's name it is unique.
	ID             string
	Carrier        string
	TrackingNumber string
	Kind           EventKind
	At             time.Time
	Place          string
	Note           string
}

// EventKind is what happened. Adapters map the hundreds of codes carriers have
// onto these; a code that fits none is left in Note and moves nothing.
type EventKind string

// The kinds. Each is a state of the logistics track of the same name.
const (
	HandedOver    = EventKind(returns.HandedOver)
	InTransit     = EventKind(returns.LogisticsInTransit)
	Delivered     = EventKind(returns.Delivered)
	FailedAttempt = EventKind(returns.FailedAttempt)
	Lost          = EventKind(returns.Lost)
	Voided        = EventKind(returns.Voided)
)

// EventKinds returns every kind, in the order a parcel may pass through them.
func EventKinds() []EventKind {
	return []EventKind{HandedOver, InTransit, Delivered, FailedAttempt, Lost, Voided}
}

// Logistics returns the state the event says the parcel is in.
func (k EventKind) Logistics() returns.LogisticsState { return returns.LogisticsState(k) }
