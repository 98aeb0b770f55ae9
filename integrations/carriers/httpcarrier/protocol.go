package httpcarrier

import (
	"time"

	"backhaul/integrations/carriers"
)

// Booking is a booking as the two sides tell it to each other. The first five
// fields are asked for and said again in the answer; the others are the answer.
type Booking struct {
	Key string `json:"key"`
	// RMANumber is to be readable on the label.
	RMANumber string `json:"rma_number"`
	// Direction is inbound for a parcel to the shop, outbound for one to the customer.
	Direction string `json:"direction"`
	// Place is the customer's, at whichever end of the way it is.
	Place  Place   `json:"place"`
	Window *Window `json:"window,omitempty"` // none for a drop-off

	Reference      string `json:"reference,omitempty"`
	TrackingNumber string `json:"tracking_number,omitempty"`
}

// Place is an address with whom to ask for there.
type Place struct {
	Address string `json:"address"`
	Contact string `json:"contact"`
	Phone   string `json:"phone"`
}

// Window is when the courier may come.
type Window struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Refusal says what the carrier will not do, in words for the shop's staff.
type Refusal struct {
	// Field is window when another window would do; else empty.
	Field  string `json:"field,omitempty"`
	Reason string `json:"reason"`
}

// The ways of a parcel.
const (
	inbound  = "inbound"
	outbound = "outbound"
)

func asked(booking carriers.Booking) Booking {
	out := Booking{
		Key: booking.Key, RMANumber: booking.RMANumber, Direction: inbound, Place: Place(booking.From),
	}
	if booking.To != (carriers.Place{}) {
		out.Direction, out.Place = outbound, Place(booking.To)
	}
	if !booking.WindowStart.IsZero() || !booking.WindowEnd.IsZero() {
		out.Window = &Window{Start: booking.WindowStart.UTC(), End: booking.WindowEnd.UTC()}
	}
	return out
}

// Same reports whether two bookings ask for the same.
func (b Booking) Same(other Booking) bool {
	window := (b.Window == nil) == (other.Window == nil)
	if b.Window != nil && other.Window != nil {
		window = b.Window.Start.Equal(other.Window.Start) && b.Window.End.Equal(other.Window.End)
	}
	return window && b.Key == other.Key && b.RMANumber == other.RMANumber && b.Direction == other.Direction && b.Place == other.Place
}
