package returns

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// Shipment is one parcel's way back. What carriers say of it is kept as scans,
// and its state is what the scans tell in the order in which they happened:
// whatever the order in which they were reported, the state is the same.
type Shipment struct {
	Seq int
	// Key is the booking's at the carrier: a repeat finds the same booking.
	Key string
	// Reference is the carrier's own number of the booking.
	Reference      string
	Carrier        string
	TrackingNumber string
	State          LogisticsState
	// Booked is the state in which the parcel was booked; scans follow it.
	Booked      LogisticsState
	Scans       []Scan
	WindowStart *time.Time
	WindowEnd   *time.Time
	// Attempts counts the pickups in vain, those of the booking it replaced included.
	Attempts int
	// ByHand tells that a person booked it and a person must call it off.
	ByHand bool
	// CalledOff tells that the carrier knows of a voided booking, or that a
	// person was asked to tell it.
	CalledOff bool
	// LabelKey is where the label is kept, LabelType what it is; both empty when the
	// carrier gave none.
	LabelKey  string
	LabelType string
	// Contents is what lies in a parcel to the customer; nothing in one that
	// comes in, which nobody has opened yet.
	Contents []HeldUnits
	// Settled tells that the contents of a parcel to the customer have left the
	// books.
	Settled bool
}

// Scan is one thing that happened to a parcel.
type Scan struct {
	// ID is the carrier's, or the decision's by which somebody reported it.
	ID    string         `json:"id"`
	Event LogisticsState `json:"event"`
	At    time.Time      `json:"at"`
	Note  string         `json:"note,omitempty"`
}

// scanOrder puts scans of one moment into the order in which they can happen.
var scanOrder = []LogisticsState{
	FailedAttempt, HandedOver, LogisticsInTransit, Silent, Lost, Delivered, Refused, Voided,
}

// add takes one more scan in, once, and tells the story anew.
func (s *Shipment) add(scan Scan) (told bool) {
	if slices.ContainsFunc(s.Scans, func(known Scan) bool { return known.ID == scan.ID }) {
		return true
	}
	before := s.failures()
	s.Scans = append(slices.Clone(s.Scans), scan)
	slices.SortFunc(s.Scans, func(a, b Scan) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(slices.Index(scanOrder, a.Event), slices.Index(scanOrder, b.Event)), cmp.Compare(a.ID, b.ID))
	})
	s.Attempts += s.failures() - before
	s.State = s.Booked
	for _, known := range s.Scans {
		if !s.State.CanFollow(known.Event) {
			continue // it cannot be so, or it was overtaken
		}
		s.State = known.Event
		told = told || known.ID == scan.ID
	}
	return told
}

func (s *Shipment) failures() (n int) {
	for _, scan := range s.Scans {
		if scan.Event == FailedAttempt {
			n++
		}
	}
	return n
}

// void takes the booking back, where it is not too late for that.
func (s *Shipment) void(now time.Time) {
	if s.State.CanFollow(Voided) {
		s.add(Scan{ID: "void:" + strconv.Itoa(len(s.Scans)), Event: Voided, At: s.after(now)})
	}
}

// waits reports whether the parcel still waits for its courier or its customer.
func (s *Shipment) waits() bool {
	return s.State == LabelIssued || s.State == PickupBooked || s.State == FailedAttempt
}

// after is now, or just after the last scan where that is not before now: what
// is reported without a time comes after all that is known.
func (s *Shipment) after(now time.Time) time.Time {
	if n := len(s.Scans); n > 0 && !s.Scans[n-1].At.Before(now) {
		return s.Scans[n-1].At.Add(time.Microsecond)
	}
	return now
}

// silentFrom is when the parcel, which is under way, will have been silent for
// too long.
func (s *Shipment) silentFrom(after time.Duration) (at time.Time, watched bool) {
	if after <= 0 || len(s.Scans) == 0 || (s.State != HandedOver && s.State != LogisticsInTransit) {
		return at, false
	}
	return s.Scans[len(s.Scans)-1].At.Add(after), true
}

// logisticsOrder says which parcel the logistics track shows, of several: first
// the ones that need somebody, then the ones that move.
var logisticsOrder = []LogisticsState{
	Lost, Silent, LogisticsInTransit, HandedOver, Delivered, FailedAttempt, PickupBooked, LabelIssued, Refused, Voided,
}

// logistics sums the parcels up.
func (r *Return) logistics() LogisticsState {
	for _, state := range logisticsOrder {
		if slices.ContainsFunc(r.Shipments, func(s Shipment) bool { return s.State == state }) {
			return state
		}
	}
	return LogisticsNone
}

// SchedulePickup records the parcel's way back as the carrier booked it. It
// takes the place of the bookings that still wait for the courier, or of the
// one that it names, or of none when it is for another parcel.
func (r *Return) SchedulePickup(d SchedulePickup, booked Shipment, now time.Time) (*Change, error) {
	change, err := r.begin(ActionSchedulePickup, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if r.Method == MethodKeepItem {
		return nil, Refuse(CodeTransition, "the customer keeps the goods of this return; there is nothing to pick up")
	}
	if r.outstanding() == 0 {
		return nil, Refuse(CodeTransition, "every approved unit has arrived or is written missing; there is nothing to pick up")
	}
	if err := checkWindow("window_end", d.WindowStart, d.WindowEnd); err != nil {
		return nil, err
	}
	if booked.Attempts, err = r.replace(d, now); err != nil {
		return nil, err
	}
	booked.Seq, booked.Booked = r.nextSeq(), PickupBooked
	if r.Method == MethodDropOff {
		booked.Booked = LabelIssued
	}
	booked.State = booked.Booked
	r.Shipments = append(r.Shipments, booked)
	r.Tracks.Logistics = r.logistics()
	change.notify(RoleCustomer, "pickup_scheduled")
	return r.finish(change)
}

// replace voids the bookings that the new one takes the place of, and returns
// how often a courier came in vain for them.
func (r *Return) replace(d SchedulePickup, now time.Time) (attempts int, err error) {
	if d.Another && d.Replaces != 0 {
		return 0, RefuseField("another", "contradiction", "a booking is for another parcel or replaces parcel %s, not both", d.Replaces)
	}
	shipments := slices.Clone(r.Shipments)
	found := false
	for i := range shipments {
		shipment := &shipments[i]
		if d.Another || !shipment.waits() || (d.Replaces != 0 && shipment.Seq != d.Replaces) {
			continue
		}
		found = true
		attempts = max(attempts, shipment.Attempts)
		shipment.void(now)
	}
	if d.Replaces != 0 && !found {
		return 0, RefuseField("replaces", "not_waiting", "parcel %s is not a booking of this return that still waits for its courier", d.Replaces)
	}
	r.Shipments = shipments
	return attempts, nil
}

// outstanding counts the approved units that are still to come.
func (r *Return) outstanding() int {
	units := 0
	for _, line := range r.Lines {
		units += line.outstanding()
	}
	return units
}

// ToCallOff lists the bookings that are void and whose carrier does not know yet.
func (r *Return) ToCallOff() []Shipment {
	var open []Shipment
	for _, shipment := range slices.Concat(r.Shipments, r.SendBacks) {
		if shipment.State == Voided && !shipment.CalledOff {
			open = append(open, shipment)
		}
	}
	return open
}

// parcels are all of them, whichever way they go.
func (r *Return) parcels() []*Shipment {
	var all []*Shipment
	for _, list := range [][]Shipment{r.Shipments, r.SendBacks} {
		for i := range list {
			all = append(all, &list[i])
		}
	}
	return all
}

// CallOff records that the carriers of void bookings know, or that logistics
// was asked to call those that were booked by hand.
func (r *Return) CallOff(by By, now time.Time) *Change {
	change := &Change{Action: ActionCallOffPickup, By: by, From: r.Status(), To: r.Status(), At: now}
	var seqs []int
	for _, shipment := range r.parcels() {
		if shipment.State != Voided || shipment.CalledOff {
			continue
		}
		shipment.CalledOff = true
		seqs = append(seqs, shipment.Seq)
		if shipment.ByHand {
			change.notify(RoleLogistics, "pickup_called_off")
		}
	}
	change.Data = map[string]any{"shipments": seqs}
	return change
}
