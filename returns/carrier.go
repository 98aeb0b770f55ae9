package returns

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// carrierEvents are the facts a carrier may report.
var carrierEvents = []LogisticsState{HandedOver, LogisticsInTransit, Delivered, FailedAttempt, Lost, Refused, Voided}

// aheadAtMost is how far a carrier's clock may be ahead of ours.
const aheadAtMost = 24 * time.Hour

// ReportCarrier records what the carrier says of a parcel. What a carrier's
// machine says under an id of its own is kept even when it changes nothing,
// since such facts come late, twice and out of order; a person who reports what
// cannot be is told so.
func (r *Return) ReportCarrier(d CarrierEvent, now time.Time) (*Change, error) {
	change, err := r.begin(ActionCarrierEvent, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if r.Method == MethodKeepItem {
		return nil, Refuse(CodeTransition, "the customer keeps the goods of this return; no parcel is expected")
	}
	scan, err := d.scan(now)
	if err != nil {
		return nil, err
	}
	r.Shipments = slices.Clone(r.Shipments)
	shipment := r.shipment(d.TrackingNumber)
	was := *shipment
	if d.OccurredAt == nil {
		scan.At = shipment.after(now)
	}
	if told := shipment.add(scan); !told && d.EventID == "" {
		return nil, Refuse(CodeTransition, "the parcel is %s; %s cannot follow", was.State, d.Event)
	}
	if d.TrackingNumber != "" {
		shipment.TrackingNumber = d.TrackingNumber
	}
	if shipment.State == Voided && was.State != Voided {
		shipment.CalledOff = true // the carrier knows: it said so
	}
	r.Tracks.Logistics = r.logistics()
	r.noticeParcel(change, shipment, was)
	return r.finish(change)
}

// scan is what the event says of a parcel, at the time at which it says so.
func (d CarrierEvent) scan(now time.Time) (Scan, error) {
	if !slices.Contains(carrierEvents, d.Event) {
		return Scan{}, RefuseField("event", "unknown_event", "%s is not a carrier event; choose handed_over, in_transit, delivered, failed_attempt, lost, refused or voided", strconv.Quote(string(d.Event)))
	}
	scan := Scan{ID: cmp.Or(d.EventID, d.ID), Event: d.Event, Note: d.Note}
	if d.OccurredAt == nil {
		return scan, nil
	}
	if d.OccurredAt.After(now.Add(aheadAtMost)) {
		return Scan{}, RefuseField("occurred_at", "in_the_future", "the time %s lies in the future", d.OccurredAt.Format(time.RFC3339))
	}
	scan.At = d.OccurredAt.UTC()
	return scan, nil
}

// noticeParcel tells whoever must act on what a parcel has come to.
func (r *Return) noticeParcel(change *Change, shipment *Shipment, was Shipment) {
	if shipment.Attempts > was.Attempts && shipment.State == FailedAttempt {
		r.attend("pickup_failed", "pickup attempt %s failed; book another", shipment.Attempts)
		if shipment.Attempts >= r.Policy.pickupAttempts() {
			r.attend("pickup_failed_often", "pickup failed %s times; call the customer", shipment.Attempts)
			change.notify(RoleLogistics, "staff_task")
			change.notify(RoleCustomer, "pickup_failed")
		}
		return
	}
	if shipment.State == was.State {
		return
	}
	switch shipment.State {
	case Lost:
		r.attend("parcel_lost", "the parcel is lost; write it off, refund it anyway, or wait for it")
		change.notify(RoleReviewer, "staff_task")
	case Refused:
		r.attend("delivery_refused", "the delivery was refused and goes back to the customer; book anew, or cancel")
		change.notify(RoleLogistics, "staff_task")
	case Voided:
		r.attend("pickup_called_off", "the carrier called the pickup off; book another")
		change.notify(RoleLogistics, "staff_task")
	default: // the others are good news
	}
}

// reportSilent notes the parcels of which nothing has been heard for too long.
func (r *Return) reportSilent(change *Change) {
	r.Shipments = slices.Clone(r.Shipments)
	for i := range r.Shipments {
		shipment := &r.Shipments[i]
		if at, watched := shipment.silentFrom(r.Policy.silence()); watched && !at.After(change.At) {
			shipment.add(Scan{ID: "silent:" + strconv.Itoa(len(shipment.Scans)), Event: Silent, At: at})
		}
	}
	r.Tracks.Logistics = r.logistics()
	r.attend("parcel_silent", "nothing has been heard of a parcel for too long; ask the carrier")
	change.notify(RoleLogistics, "staff_task")
}

// shipment is the latest one with the tracking number, else the latest whose
// number is not known; a parcel that nobody booked gets a shipment of its own.
func (r *Return) shipment(trackingNumber string) *Shipment {
	for i := len(r.Shipments) - 1; i >= 0 && trackingNumber != ""; i-- {
		if r.Shipments[i].TrackingNumber == trackingNumber {
			return &r.Shipments[i]
		}
	}
	if n := len(r.Shipments); n > 0 && (trackingNumber == "" || r.Shipments[n-1].TrackingNumber == "") {
		return &r.Shipments[n-1]
	}
	seq := r.nextSeq()
	r.Shipments = append(r.Shipments, Shipment{
		Seq: seq, Key: "unbooked:" + r.ID + ":" + strconv.Itoa(seq), State: LogisticsNone, Booked: LogisticsNone, ByHand: true,
	})
	return &r.Shipments[len(r.Shipments)-1]
}

// CarrierAway says that a carrier was asked for a parcel and does not answer.
func CarrierAway(carrier string) Attention {
	return Attend("carrier_away", "the carrier %s does not answer; the parcel is booked as soon as it does, or book it by hand", carrier)
}

// carrierAnswers takes back that the carrier does not answer. What else asks for
// a person's look still does.
func (r *Return) carrierAnswers(carrier string) {
	if away := CarrierAway(carrier); r.Attention.Code == away.Code && slices.Equal(r.Attention.Args, away.Args) {
		r.Attention = Attention{}
	}
}
