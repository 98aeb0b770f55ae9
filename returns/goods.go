package returns

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// SchedulePickup records the parcel's way back as the carrier booked it. An
// earlier booking is void.
func (r *Return) SchedulePickup(d SchedulePickup, booked Shipment, now time.Time) (*Change, error) {
	change, err := r.begin(ActionSchedulePickup, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if r.Method == MethodKeepItem {
		return nil, Refuse(CodeTransition, "the customer keeps the goods of this return; there is nothing to pick up")
	}
	if err := checkWindow("window_end", d.WindowStart, d.WindowEnd); err != nil {
		return nil, err
	}
	state := PickupBooked
	if r.Method == MethodDropOff {
		state = LabelIssued
	}
	for i := range r.Shipments {
		if r.Shipments[i].State.CanFollow(Voided) {
			r.Shipments[i].State = Voided
		}
	}
	booked.Seq, booked.State = len(r.Shipments)+1, state
	if n := len(r.Shipments); n > 0 {
		booked.Attempts = r.Shipments[n-1].Attempts
	}
	r.Shipments = append(r.Shipments, booked)
	r.Tracks.Logistics = state
	change.notify(RoleCustomer, "pickup_scheduled")
	return r.finish(change)
}

// ToCallOff lists the bookings that are void and whose carrier does not know yet.
func (r *Return) ToCallOff() []Shipment {
	var open []Shipment
	for _, shipment := range r.Shipments {
		if shipment.State == Voided && !shipment.CalledOff {
			open = append(open, shipment)
		}
	}
	return open
}

// CallOff records that the carriers of void bookings know, or that logistics
// was asked to call those that were booked by hand.
func (r *Return) CallOff(by By, now time.Time) *Change {
	change := &Change{Action: ActionCallOffPickup, By: by, From: r.Status(), To: r.Status(), At: now}
	var seqs []int
	for i := range r.Shipments {
		shipment := &r.Shipments[i]
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

// carrierEvents are the facts a carrier may report.
var carrierEvents = []LogisticsState{HandedOver, LogisticsInTransit, Delivered, FailedAttempt, Lost}

// maxPickupAttempts is how often a courier comes in vain before a person must look.
const maxPickupAttempts = 3

// ReportCarrier records what the carrier says of the parcel that is under way.
func (r *Return) ReportCarrier(d CarrierEvent, now time.Time) (*Change, error) {
	change, err := r.begin(ActionCarrierEvent, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if r.Method == MethodKeepItem {
		return nil, Refuse(CodeTransition, "the customer keeps the goods of this return; no parcel is expected")
	}
	if !slices.Contains(carrierEvents, d.Event) {
		return nil, RefuseField("event", "unknown_event", "%s is not a carrier event; choose handed_over, in_transit, delivered, failed_attempt or lost", strconv.Quote(string(d.Event)))
	}
	shipment := r.shipment(d.TrackingNumber)
	if !shipment.State.CanFollow(d.Event) {
		return nil, Refuse(CodeTransition, "the parcel is %s; %s cannot follow", shipment.State, d.Event)
	}
	shipment.State = d.Event
	if d.TrackingNumber != "" {
		shipment.TrackingNumber = d.TrackingNumber
	}
	r.Tracks.Logistics = d.Event
	switch d.Event {
	case FailedAttempt:
		shipment.Attempts++
		r.Attention = fmt.Sprintf("pickup attempt %d failed; book another", shipment.Attempts)
		if shipment.Attempts >= maxPickupAttempts {
			r.Attention = fmt.Sprintf("pickup failed %d times; call the customer", shipment.Attempts)
		}
	case Lost:
		r.Attention = "the parcel is lost; close the return or wait for it"
	default: // the others are good news
	}
	return r.finish(change)
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
	seq := len(r.Shipments) + 1
	r.Shipments = append(r.Shipments, Shipment{
		Seq: seq, Key: "unbooked:" + r.ID + ":" + strconv.Itoa(seq), State: LogisticsNone, ByHand: true,
	})
	return &r.Shipments[seq-1]
}

// Receive counts the units of one parcel in.
func (r *Return) Receive(d Receive, now time.Time) (*Change, error) {
	change, err := r.begin(ActionReceive, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if r.Method == MethodKeepItem {
		return nil, Refuse(CodeTransition, "the customer keeps the goods of this return; nothing is expected")
	}
	if len(d.Lines) == 0 {
		return nil, RefuseField("lines", "required", "say how many units of which lines arrived")
	}
	lines := append([]Line(nil), r.Lines...)
	for i, counted := range d.Lines {
		field := fmt.Sprintf("lines[%d]", i)
		line, err := countedLine(lines, field, counted.LineNo, counted.Quantity)
		if err != nil {
			return nil, err
		}
		if outstanding := line.Approved - line.Units.Arrived - line.Units.Missing; counted.Quantity > outstanding {
			refusal := Refuse(CodeQuantity, "line %s: %s counted, but only %s of %s approved units are still to come", line.LineNo, counted.Quantity, outstanding, line.Approved)
			refusal.Fields = []FieldError{{Field: field + ".quantity", Code: string(CodeQuantity), Format: refusal.Format, Args: refusal.Args}}
			return nil, refusal
		}
		line.Units.Arrived += counted.Quantity
		change.Movements = append(change.Movements, r.transfer(line, counted.Quantity, BucketExpected, BucketArrived)...)
	}
	r.Lines = lines
	r.Tracks.Goods = GoodsArrived
	if change.From != Received {
		change.notify(RoleCustomer, "received")
	}
	return r.finish(change)
}

// Inspect gives units their disposition. When every approved unit has one, or
// is written missing, the goods are inspected and the reservation is settled.
func (r *Return) Inspect(d Inspect, order *Order, now time.Time) (*Change, error) {
	change, err := r.begin(ActionInspect, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if len(d.Lines) == 0 {
		return nil, RefuseField("lines", "required", "say which units were inspected and where they go")
	}
	lines := append([]Line(nil), r.Lines...)
	for i, inspected := range d.Lines {
		field := fmt.Sprintf("lines[%d]", i)
		line, err := countedLine(lines, field, inspected.LineNo, inspected.Quantity)
		if err != nil {
			return nil, err
		}
		bucket, known := Dispositions()[inspected.Disposition]
		if !known {
			return nil, RefuseField(field+".disposition", "unknown_disposition", "%s is not a disposition; choose restock, refurbish, quarantine, scrap, return_to_vendor, return_to_customer or missing", strconv.Quote(string(inspected.Disposition)))
		}
		from, open := BucketArrived, line.Units.Arrived-line.Units.Disposed()
		if inspected.Disposition == Missing {
			from, open = BucketExpected, line.Approved-line.Units.Arrived-line.Units.Missing
		}
		if inspected.Quantity > open {
			refusal := Refuse(CodeQuantity, "line %s: %s units given as %s, but only %s are open to it", line.LineNo, inspected.Quantity, inspected.Disposition, open)
			refusal.Fields = []FieldError{{Field: field + ".quantity", Code: string(CodeQuantity), Format: refusal.Format, Args: refusal.Args}}
			return nil, refusal
		}
		*line.Units.as(inspected.Disposition) += inspected.Quantity
		change.Movements = append(change.Movements, r.transfer(line, inspected.Quantity, from, bucket)...)
	}
	r.Lines = lines
	r.Tracks.Goods = r.goods()
	if r.Tracks.Goods == GoodsInspected {
		r.settleUnits(change)
		r.Estimate = r.Compute(order)
		if r.acceptedUnits() == 0 {
			r.Attention = "no unit was accepted; close the return"
		}
	}
	return r.finish(change)
}

// settleUnits turns the reservation into what truly came back, or what the
// customer was let keep.
func (r *Return) settleUnits(change *Change) {
	for i := range r.Lines {
		line := &r.Lines[i]
		change.Holds = append(change.Holds, Hold{
			LineNo: line.LineNo, Reserved: -line.Approved, Returned: r.accepted(line),
		})
	}
}

func countedLine(lines []Line, field string, lineNo, quantity int) (*Line, error) {
	if quantity < 1 || quantity > maxUnits {
		return nil, RefuseField(field+".quantity", "out_of_range", "the quantity must be between 1 and %s, not %s", maxUnits, quantity)
	}
	for i := range lines {
		if lines[i].LineNo == lineNo {
			return &lines[i], nil
		}
	}
	return nil, RefuseField(field+".line_no", "unknown_line", "line %s is not in this return", lineNo)
}

// giveBack leaves the goods with the customer after all: units that the shop had
// accepted go to be sent back, and may be asked back anew.
func (r *Return) giveBack(change *Change) {
	for i := range r.Lines {
		line := &r.Lines[i]
		change.Holds = append(change.Holds, Hold{LineNo: line.LineNo, Returned: -r.accepted(line)})
		if r.Method == MethodKeepItem {
			continue
		}
		for _, disposition := range accepting {
			units := line.Units.as(disposition)
			change.Movements = append(change.Movements, r.transfer(line, *units, Dispositions()[disposition], BucketSendBack)...)
			line.Units.SendBack += *units
			*units = 0
		}
	}
}

// Close ends a return early: a lost parcel, or inspected goods that are not
// refunded. Written off, they stay where the inspection put them.
func (r *Return) Close(d Close, now time.Time) (*Change, error) {
	change, err := r.begin(ActionClose, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if d.Outcome != SentBack && d.Outcome != WrittenOff {
		return nil, RefuseField("outcome", "unknown_outcome", "%s is not an outcome; choose sent_back or written_off", strconv.Quote(string(d.Outcome)))
	}
	switch {
	case change.From == InTransit && d.Outcome == SentBack:
		return nil, RefuseField("outcome", "nothing_arrived", "nothing has arrived that could be sent back; close the return as written_off")
	case change.From == InTransit:
		r.undo(change, Stage(d.Outcome))
	case d.Outcome == SentBack || r.Method == MethodKeepItem:
		r.giveBack(change)
	}
	r.Tracks.Stage = Stage(d.Outcome)
	return r.finish(change)
}
