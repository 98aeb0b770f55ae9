package returns

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Review applies a reviewer's decision.
func (r *Return) Review(d Review, order *Order, now time.Time) (*Change, error) {
	change, err := r.begin(ActionReview, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if err := r.checkClaim(d.Actor, now); err != nil {
		return nil, err
	}
	switch r.Status() {
	case Inspected:
		return r.reviewInspected(change, d, order)
	case InTransit:
		return r.reviewLost(change, d, order)
	default:
	}
	r.Offer = nil // a new decision takes the place of an offer that stands
	switch d.Decision {
	case DecisionApprove:
		err = r.approve(change, d.Lines, order, d.Actor)
	case DecisionReject:
		if d.Note == "" {
			return nil, RefuseField("note", "required", "say why the return is rejected; the customer reads it")
		}
		r.undo(change, StageRejected)
		change.notify(RoleCustomer, "rejected")
	case DecisionRequestInfo:
		if d.Note == "" {
			return nil, RefuseField("note", "required", "say what the customer should send or answer")
		}
		r.Tracks.Stage = StageInfoNeeded
		change.notify(RoleCustomer, "info_needed")
	case DecisionCounterOffer:
		err = r.counterOffer(change, d.Offer, order)
	default:
		err = RefuseField("decision", "unknown_decision", "%s is not a decision; choose approve, reject, request_info or counter_offer", strconv.Quote(d.Decision))
	}
	if err != nil {
		return nil, err
	}
	return r.finish(change)
}

// approve agrees to lines and releases the units that were not approved.
func (r *Return) approve(change *Change, exceptions []ReviewLine, order *Order, by Actor) error {
	agreed, err := r.withExceptions(exceptions, order)
	if err != nil {
		return err
	}
	for i, line := range agreed {
		if less := r.Lines[i].Approved - line.Approved; less != 0 {
			change.Holds = append(change.Holds, Hold{LineNo: line.LineNo, Reserved: -less})
		}
	}
	r.Lines = agreed
	r.turnAway(change, func(line *Line) int {
		if r.Method == MethodKeepItem {
			return line.Units.Arrived
		}
		return line.Units.Arrived - line.Approved
	})
	r.Tracks.Stage = StageApproved
	r.Estimate = r.Compute(order)
	r.approvedBy(by, change.At)
	change.notify(RoleCustomer, "approved")
	return nil
}

// withExceptions returns the lines as they would be approved.
func (r *Return) withExceptions(exceptions []ReviewLine, order *Order) ([]Line, error) {
	lines := append([]Line(nil), r.Lines...)
	seen := map[int]bool{}
	for i, exception := range exceptions {
		field := fmt.Sprintf("lines[%d]", i)
		at := -1
		for j := range lines {
			if lines[j].LineNo == exception.LineNo {
				at = j
			}
		}
		if at < 0 || seen[exception.LineNo] {
			return nil, RefuseField(field+".line_no", "unknown_line", "line %s is not in this return, or is named twice", exception.LineNo)
		}
		seen[exception.LineNo] = true
		line := &lines[at]
		if quantity := exception.ApprovedQuantity; quantity != nil {
			if *quantity < 0 || *quantity > line.Requested {
				return nil, RefuseField(field+".approved_quantity", "out_of_range", "line %s: between 0 and %s units can be approved, not %s", line.LineNo, line.Requested, *quantity)
			}
			line.Approved = *quantity
		}
		if amount := exception.ApprovedAmount; amount != nil {
			orderLine, _ := order.Line(line.LineNo)
			if err := checkAgreed(field+".approved_amount", *amount, r.Currency, orderLine.Left()); err != nil {
				return nil, err
			}
			line.Agreed = &amount.Minor
		}
	}
	units := 0
	for _, line := range lines {
		units += line.Approved
	}
	if units == 0 {
		return nil, RefuseField("lines", "nothing_approved", "no unit would be approved; reject the return instead")
	}
	return lines, nil
}

func checkAgreed(field string, amount Money, currency string, left int64) error {
	if amount.Currency != currency {
		return RefuseField(field, "wrong_currency", "the order was paid in %s, not %s", currency, amount.Currency)
	}
	if amount.Minor < 0 {
		return RefuseField(field, "out_of_range", "the amount %s is negative", amount)
	}
	if amount.Minor > left {
		return Refuse(CodeAmount, "%s is more than the %s that was paid and not yet refunded", amount, Money{left, currency})
	}
	return nil
}

func (r *Return) counterOffer(change *Change, offer *Offer, order *Order) error {
	if offer == nil || (offer.Amount == nil && !offer.KeepItem && len(offer.Lines) == 0) {
		return RefuseField("offer", "required", "say what is offered: an amount, keep_item, or lines with fewer units")
	}
	lines, err := r.withExceptions(offer.Lines, order)
	if err != nil {
		return err
	}
	if offer.Amount != nil {
		left := int64(0)
		for _, part := range leftOf(lines, order) {
			left += part
		}
		if err := checkAgreed("offer.amount", *offer.Amount, r.Currency, left); err != nil {
			return err
		}
	}
	offer.By = change.By.Actor
	r.Offer = offer
	r.Tracks.Stage = StageCounterOffered
	change.notify(RoleCustomer, "counter_offered")
	return nil
}

// Answer applies the customer's answer to a question or to an offer.
func (r *Return) Answer(d Answer, order *Order, now time.Time) (*Change, error) {
	change, err := r.begin(ActionAnswer, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if r.Tracks.Stage == StageCounterOffered {
		if d.Accept == nil {
			return nil, RefuseField("accept", "required", "say whether the offer is accepted: true or false")
		}
		if *d.Accept {
			if err := r.takeOffer(change, order); err != nil {
				return nil, err
			}
			return r.finish(change)
		}
		r.Offer = nil
	} else if d.Note == "" && len(d.Evidence) == 0 {
		return nil, RefuseField("note", "required", "send an answer or a photo")
	}
	r.Tracks.Stage = StageRequested
	return r.finish(change)
}

// leftOf is, per line, what may still be refunded for it; nothing for a line of
// which no unit is approved.
func leftOf(lines []Line, order *Order) []int64 {
	left := make([]int64, len(lines))
	for i, line := range lines {
		if orderLine, found := order.Line(line.LineNo); found && line.Approved > 0 {
			left[i] = orderLine.Left()
		}
	}
	return left
}

// takeOffer approves what was offered. An amount is spread over the lines in
// proportion to what they would refund, or, when it is more than that, to what
// they have left, so that no part is more than its line can give.
func (r *Return) takeOffer(change *Change, order *Order) error {
	offer := *r.Offer
	if offer.KeepItem {
		r.Method = MethodKeepItem
	}
	if err := r.approve(change, offer.Lines, order, offer.By); err != nil {
		return err
	}
	if offer.Amount != nil {
		weights, sum := make([]int64, len(r.Lines)), int64(0)
		for i, line := range r.Estimate.Lines {
			weights[i] = line.Goods + line.Tax
			sum += weights[i]
		}
		if offer.Amount.Minor > sum {
			weights = leftOf(r.Lines, order)
		}
		for i, part := range Allocate(offer.Amount.Minor, weights) {
			r.Lines[i].Agreed = &part
		}
		r.Estimate = r.Compute(order)
		r.approvedBy(offer.By, change.At)
	}
	return nil
}

// Confirm is the second confirmation. It books the goods as expected stock.
func (r *Return) Confirm(d Confirm, now time.Time) (*Change, error) {
	change, err := r.begin(ActionConfirm, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if d.Actor.Role == RoleCustomer && r.Policy.Confirm != ConfirmByCustomer {
		return nil, Refuse(CodeForbidden, "the shop's staff confirm this return")
	}
	if d.Digest != "" && d.Digest != r.Digest() {
		return nil, Refuse(CodeContentChanged, "lines or amounts have changed since they were shown; read the return again and confirm what stands now")
	}
	r.Tracks.Stage = StageConfirmed
	if r.Method != MethodKeepItem {
		r.bookGoods(change)
	}
	change.notify(RoleCustomer, "confirmed")
	return r.finish(change)
}

// Cancel withdraws a return whose goods have not arrived.
func (r *Return) Cancel(d Cancel, now time.Time) (*Change, error) {
	change, err := r.begin(ActionCancel, d.By, now, d)
	if err != nil {
		return nil, err
	}
	r.undo(change, StageCancelled)
	change.notify(RoleCustomer, "cancelled")
	return r.finish(change)
}

// undo ends the return as if it had not been: nothing reserved, nothing
// expected, no parcel on its way. What arrived before anybody had agreed to it
// goes back to the customer.
func (r *Return) undo(change *Change, end Stage) {
	for i := range r.Lines {
		line := &r.Lines[i]
		change.Holds = append(change.Holds, Hold{LineNo: line.LineNo, Reserved: -line.Approved})
		if r.Tracks.Goods == GoodsExpected {
			change.Movements = append(change.Movements, r.transfer(line, line.Approved, BucketExpected, "")...)
		}
	}
	r.turnAway(change, func(line *Line) int { return line.Units.Arrived })
	r.Tracks.Goods = GoodsNone
	r.Shipments = slices.Clone(r.Shipments)
	for i := range r.Shipments {
		r.Shipments[i].void(change.At)
	}
	if r.Tracks.Logistics != LogisticsNone {
		r.Tracks.Logistics = Voided
	}
	r.Tracks.Stage = end
}
