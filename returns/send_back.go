package returns

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// This file is about parcels that go out: goods that were not accepted, and
// strays, on their way back to the customer.

// SendBack books a parcel with all that waits to go back to the customer, or
// records one that a clerk has sent.
type SendBack struct {
	By
	Carrier        string     `json:"carrier,omitempty"`
	TrackingNumber string     `json:"tracking_number,omitempty"`
	WindowStart    *time.Time `json:"window_start,omitempty"`
	WindowEnd      *time.Time `json:"window_end,omitempty"`
	Note           string     `json:"note,omitempty"`
}

// What a person may decide about goods that could not be sent back.
const (
	SendBackKeepTrying = "keep_trying"
	SendBackDispose    = "dispose"
	SendBackRestock    = "restock"
	SendBackWriteOff   = "write_off"
)

// DecideSendBack is a person's decision about goods that could not be sent back:
// the term begins anew; or the goods that are in the house are disposed of or
// restocked; or those that the carrier lost are written off.
type DecideSendBack struct {
	By
	Decision string `json:"decision"`
	Note     string `json:"note,omitempty"`
}

// outOfHand reports whether the parcel's contents are not in the house to be
// packed again.
func (s *Shipment) outOfHand() bool {
	return !s.Settled && s.State != Refused && s.State != Voided && s.State != LogisticsNone
}

// loose are the held units that no parcel has.
func (r *Return) loose() []HeldUnits {
	if r.Held == nil {
		return nil
	}
	left := Held{Units: slices.Clone(r.Held.Units)}
	for i := range r.SendBacks {
		if r.SendBacks[i].outOfHand() {
			for _, packed := range r.SendBacks[i].Contents {
				left.add(packed.SKU, -packed.Quantity)
			}
		}
	}
	return left.Units
}

// LooseUnits lists the units that wait to be booked into a parcel.
func (r *Return) LooseUnits() []HeldUnits { return r.loose() }

// nextSeq numbers the parcels of a return, whichever way they go.
func (r *Return) nextSeq() int { return len(r.Shipments) + len(r.SendBacks) + 1 }

// SendBack records the parcel to the customer as its carrier booked it.
func (r *Return) SendBack(d SendBack, booked Shipment, now time.Time) (*Change, error) {
	change, err := r.say(ActionSendBack, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if err := checkWindow("window_end", d.WindowStart, d.WindowEnd); err != nil {
		return nil, err
	}
	contents := r.loose()
	if len(contents) == 0 {
		return nil, Refuse(CodeTransition, "nothing of this return waits to be sent back to the customer")
	}
	booked.Seq, booked.Booked, booked.State, booked.Contents = r.nextSeq(), PickupBooked, PickupBooked, contents
	r.SendBacks = append(slices.Clone(r.SendBacks), booked)
	r.Held.Asked = false
	r.carrierAnswers(d.Carrier)
	change.notify(RoleCustomer, "send_back_booked")
	r.hold(change)
	return change, nil
}

// ReportSendBack records what the carrier says of a parcel to the customer. As
// with parcels that come in, what a machine says is kept, also when it changes
// nothing.
func (r *Return) ReportSendBack(d CarrierEvent, now time.Time) (*Change, error) {
	change, err := r.say(ActionReportSendBack, d.By, now, d)
	if err != nil {
		return nil, err
	}
	scan, err := d.scan(now)
	if err != nil {
		return nil, err
	}
	r.SendBacks = slices.Clone(r.SendBacks)
	parcel := r.sendBack(d.TrackingNumber, scan.ID)
	if parcel == nil {
		return nil, Refuse(CodeTransition, "no parcel %s has gone back to the customer of this return", strconv.Quote(d.TrackingNumber))
	}
	was := *parcel
	if d.OccurredAt == nil {
		scan.At = parcel.after(now)
	}
	if told := parcel.add(scan); !told && d.EventID == "" {
		return nil, Refuse(CodeTransition, "the parcel is %s; %s cannot follow", was.State, d.Event)
	}
	parcel.TrackingNumber = cmp.Or(d.TrackingNumber, parcel.TrackingNumber)
	if parcel.State == Voided && was.State != Voided {
		parcel.CalledOff = true // the carrier knows: it said so
	}
	if parcel.State != was.State && !parcel.Settled {
		r.noticeSendBack(change, parcel)
	}
	r.hold(change)
	return change, nil
}

// noticeSendBack does what follows from the state that a parcel has come to.
func (r *Return) noticeSendBack(change *Change, parcel *Shipment) {
	switch parcel.State {
	case Delivered:
		r.settleParcel(change, parcel)
		change.notify(RoleCustomer, "send_back_delivered")
	case Refused:
		r.Held.Asked = true
		r.attend("send_back_untaken", "the customer did not take the parcel, and it comes back; keep trying, dispose of the goods or restock them")
		change.notify(RoleReviewer, "staff_task")
	case Lost:
		r.Held.Asked = true
		r.attend("send_back_lost", "a parcel to the customer is lost; write it off, or keep trying to find it")
		change.notify(RoleReviewer, "staff_task")
	default: // it is on its way, or waits to be booked again
	}
}

// settleParcel takes the contents out of the books: the customer has them, or
// nobody ever will.
func (r *Return) settleParcel(change *Change, parcel *Shipment) {
	parcel.Settled = true
	for _, packed := range parcel.Contents {
		change.Movements = append(change.Movements, Movement{SKU: packed.SKU, Bucket: BucketSendBack, Quantity: -packed.Quantity})
	}
}

// sendBack is the parcel to the customer that the scan is of already, else the
// latest with the tracking number, else the latest whose number is not known,
// rather one that is still on its way; nil when there is none. Without a number
// it is the latest of all in that order.
func (r *Return) sendBack(trackingNumber, scanID string) *Shipment {
	for _, fits := range []func(*Shipment) bool{
		func(p *Shipment) bool {
			return slices.ContainsFunc(p.Scans, func(known Scan) bool { return known.ID == scanID })
		},
		func(p *Shipment) bool { return trackingNumber != "" && p.TrackingNumber == trackingNumber },
		func(p *Shipment) bool { return (trackingNumber == "" || p.TrackingNumber == "") && !p.Settled },
		func(p *Shipment) bool { return trackingNumber == "" || p.TrackingNumber == "" },
	} {
		for i := len(r.SendBacks) - 1; i >= 0; i-- {
			if parcel := &r.SendBacks[i]; fits(parcel) {
				return parcel
			}
		}
	}
	return nil
}

// DecideSendBack applies a person's decision about goods that did not get back
// to the customer.
func (r *Return) DecideSendBack(d DecideSendBack, now time.Time) (*Change, error) {
	change, err := r.say(ActionDecideSendBack, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if r.Held == nil || len(r.Held.Units) == 0 {
		return nil, Refuse(CodeTransition, "nothing of this return waits to be sent back to the customer")
	}
	if d.Note == "" && d.Decision != SendBackKeepTrying {
		return nil, RefuseField("note", "required", "say why; the customer reads it")
	}
	r.SendBacks = slices.Clone(r.SendBacks)
	switch d.Decision {
	case SendBackKeepTrying:
		r.Held.Since = change.At
	case SendBackDispose:
		err = r.giveUp(change, BucketScrap)
	case SendBackRestock:
		err = r.giveUp(change, BucketAvailable)
	case SendBackWriteOff:
		err = r.writeOffLost(change)
	default:
		err = RefuseField("decision", "unknown_decision", "%s is not a decision; choose keep_trying, dispose, restock or write_off", strconv.Quote(d.Decision))
	}
	if err != nil {
		return nil, err
	}
	r.Held.Asked = false
	r.hold(change)
	return change, nil
}

// giveUp puts the goods that are in the house elsewhere. A booking whose courier
// has not come yet is called off for it.
func (r *Return) giveUp(change *Change, to Bucket) error {
	for i := range r.SendBacks {
		if parcel := &r.SendBacks[i]; parcel.State == PickupBooked {
			parcel.void(change.At)
		}
	}
	loose := r.loose()
	if len(loose) == 0 {
		return Refuse(CodeTransition, "all of it is on its way to the customer; report the parcel delivered, refused or lost first")
	}
	for _, units := range loose {
		change.Movements = append(change.Movements,
			Movement{SKU: units.SKU, Bucket: BucketSendBack, Quantity: -units.Quantity},
			Movement{SKU: units.SKU, Bucket: to, Quantity: units.Quantity})
	}
	change.notify(RoleCustomer, "send_back_ended")
	return nil
}

// writeOffLost takes the goods out of the books that a carrier has lost.
func (r *Return) writeOffLost(change *Change) error {
	found := false
	for i := range r.SendBacks {
		if parcel := &r.SendBacks[i]; parcel.State == Lost && !parcel.Settled {
			r.settleParcel(change, parcel)
			found = true
		}
	}
	if !found {
		return Refuse(CodeTransition, "no parcel to the customer is lost; only what a carrier has lost can be written off")
	}
	change.notify(RoleCustomer, "send_back_ended")
	return nil
}
