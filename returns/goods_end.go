package returns

import (
	"strconv"
	"time"
)

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
		// What a carrier lost cannot be sent back: it never came.
		if lost := line.Units.Lost; lost > 0 {
			line.Units.Missing, line.Units.Lost = line.Units.Missing+lost, 0
			change.Inspected = append(change.Inspected, InspectedLine{LineNo: line.LineNo, Quantity: lost, Disposition: Missing})
		}
	}
}

// toSendBack counts the units that wait to go back to the customer.
func (r *Return) toSendBack() int {
	units := 0
	for _, line := range r.Lines {
		units += line.Units.SendBack
	}
	return units
}

// Close ends a return early: a lost parcel, or goods that are not refunded. Of
// goods that arrived and are not inspected yet it says where they go: sent
// back, they go back to the customer unless a line says otherwise; written off,
// a line says so for each. Units that were inspected stay where they are, unless
// they are sent back too.
func (r *Return) Close(d Close, now time.Time) (*Change, error) {
	change, err := r.begin(ActionClose, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if err := r.checkClaim(d.Actor, now); err != nil {
		return nil, err
	}
	if d.Outcome != SentBack && d.Outcome != WrittenOff {
		return nil, RefuseField("outcome", "unknown_outcome", "%s is not an outcome; choose sent_back or written_off", strconv.Quote(string(d.Outcome)))
	}
	if change.From != Received && len(d.Lines) > 0 {
		return nil, RefuseField("lines", "nothing_open", "no unit waits for its inspection; close the return without lines")
	}
	switch {
	case change.From == InTransit && d.Outcome == SentBack, r.Method == MethodKeepItem && d.Outcome == SentBack:
		return nil, RefuseField("outcome", "nothing_arrived", "nothing has arrived that could be sent back; close the return as written_off")
	case change.From == InTransit:
		r.undo(change, Stage(d.Outcome))
	case change.From == Received:
		if err := r.closeReceived(change, d); err != nil {
			return nil, err
		}
	case d.Outcome == SentBack || r.Method == MethodKeepItem:
		r.giveBack(change)
	}
	r.Tracks.Stage = Stage(d.Outcome)
	change.notify(RoleCustomer, "closed")
	return r.finish(change)
}

// closeReceived gives every unit of the return its place: what arrived goes
// where the lines say, what did not is written missing.
func (r *Return) closeReceived(change *Change, d Close) error {
	lines, err := r.dispose(change, d.Lines)
	if err != nil {
		return err
	}
	var rest []InspectedLine
	for _, line := range lines {
		if open := line.Units.Arrived - line.Units.Disposed(); open > 0 {
			if d.Outcome == WrittenOff {
				return RefuseField("lines", "units_open", "say where the %s uninspected units of line %s go", open, line.LineNo)
			}
			rest = append(rest, InspectedLine{LineNo: line.LineNo, Quantity: open, Disposition: ReturnToCustomer, Note: d.Note})
		}
		if missing := line.outstanding(); missing > 0 {
			rest = append(rest, InspectedLine{LineNo: line.LineNo, Quantity: missing, Disposition: Missing, Note: d.Note})
		}
	}
	r.Lines = lines
	if r.Lines, err = r.dispose(change, rest); err != nil {
		return err
	}
	r.Tracks.Goods = GoodsInspected
	r.settleUnits(change)
	if d.Outcome == SentBack {
		r.giveBack(change)
	}
	for i := range r.Shipments { // parcels still to be fetched are not wanted any more
		if r.Shipments[i].waits() {
			r.Shipments[i].void(change.At)
		}
	}
	return nil
}

// reviewLost refunds a parcel that its carrier has lost, at the shop's risk.
func (r *Return) reviewLost(change *Change, d Review, order *Order) (*Change, error) {
	if r.Tracks.Logistics != Lost {
		return nil, Refuse(CodeTransition, "the parcel is %s; only what a carrier has lost can be refunded before it arrives", r.Tracks.Logistics)
	}
	if d.Decision != DecisionApprove {
		return nil, RefuseField("decision", "unknown_decision", "a lost parcel can be refunded anyway with approve; %s is not possible, but the return can be closed", strconv.Quote(d.Decision))
	}
	lines := append([]Line(nil), r.Lines...)
	for i := range lines {
		line := &lines[i]
		lost := line.outstanding()
		line.Units.Lost += lost
		change.Movements = append(change.Movements, r.transfer(line, lost, BucketExpected, "")...)
	}
	r.Lines = lines
	r.Tracks.Goods = GoodsInspected
	r.settleUnits(change)
	agreed, err := r.withAmounts(d.Lines, order)
	if err != nil {
		return nil, err
	}
	r.Lines = agreed
	r.Estimate = r.Compute(order)
	r.approvedBy(d.Actor, change.At)
	if err := r.requestRefund(change, order); err != nil {
		return nil, err
	}
	change.Data = map[string]any{"decision": d, "task_id": r.Task.ID, "amounts": r.Task.Amounts}
	return r.finish(change)
}
