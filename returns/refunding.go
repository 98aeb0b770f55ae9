package returns

import (
	"fmt"
	"strconv"
	"time"
)

// RequestRefund fixes the amount and opens the refund task. An amount of zero
// is settled at once: there is nothing to pay. What the policy lets flow by
// itself is approved in its name.
func (r *Return) RequestRefund(by By, order *Order, now time.Time) (*Change, error) {
	change, err := r.begin(ActionRequestRefund, by, now, nil)
	if err != nil {
		return nil, err
	}
	if r.Next() != ActionRequestRefund {
		return nil, Refuse(CodeTransition, "no refund is due: the return is %s and waits for %s", r.Status(), r.Wait.For)
	}
	if err := r.requestRefund(change, order); err != nil {
		return nil, err
	}
	return r.finish(change)
}

func (r *Return) requestRefund(change *Change, order *Order) error {
	if r.Approval == nil {
		return Refuse(CodeTransition, "no approval of the return is recorded, so nothing can be refunded")
	}
	amounts := r.Compute(order)
	seq := 1
	if r.Task != nil {
		seq = r.Task.Seq + 1
	} else if r.Method == MethodKeepItem {
		r.settleUnits(change) // no inspection will
	}
	r.Estimate = amounts
	r.Task = &RefundTask{ID: RefundTaskID(r.ID, seq), Seq: seq, State: TaskAwaitingFinance, Amounts: amounts}
	if err := r.Task.plan(order); err != nil {
		return err
	}
	r.Tracks.Refund = AwaitingFinance
	byPolicy := false
	switch {
	case amounts.squares():
		r.Task.State, r.Task.ApprovedBy = TaskSettled, &r.Approval.By
		r.settleEven()
		r.Tracks.Refund = Settled
		change.notify(RoleCustomer, "refunded")
	case seq == 1 && change.Action == ActionRequestRefund && r.Policy.autoRefunds(r, amounts):
		policy := System()
		byPolicy = true
		r.Task.State, r.Task.ApprovedBy = TaskSubmitted, &policy
		r.Task.submit()
		r.Tracks.Refund = Submitted
		change.notify(RoleCustomer, "refund_pending")
	default:
		change.notify(RoleCustomer, "refund_pending")
	}
	r.sayWhatIsOwed()
	change.hold(holding{}, r.Task.held())
	change.Data = map[string]any{"task_id": r.Task.ID, "amounts": amounts, "approved_by_policy": byPolicy}
	return nil
}

// reviewInspected is the new decision that is asked for when finance refused
// the refund, or when the inspection left nothing to refund.
func (r *Return) reviewInspected(change *Change, d Review, order *Order) (*Change, error) {
	switch d.Decision {
	case DecisionApprove:
		if r.acceptedUnits() == 0 {
			return nil, Refuse(CodeTransition, "no unit was accepted, so there is nothing to refund; close the return instead")
		}
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
	case DecisionReject:
		if d.Note == "" {
			return nil, RefuseField("note", "required", "say why nothing is refunded; the customer reads it")
		}
		r.giveBack(change)
		r.Tracks.Stage = StageSentBack
		if r.toSendBack() == 0 {
			r.Tracks.Stage = StageRejected // the customer kept everything, or nothing came
		}
		change.notify(RoleCustomer, "rejected")
	default:
		return nil, RefuseField("decision", "unknown_decision", "after the inspection a return can be approved with an amount, or rejected; %s is neither", strconv.Quote(d.Decision))
	}
	return r.finish(change)
}

// withAmounts takes agreed amounts only: the inspection has settled the
// quantities, and an amount is for the units it accepted.
func (r *Return) withAmounts(exceptions []ReviewLine, order *Order) ([]Line, error) {
	amounts := make([]ReviewLine, len(exceptions))
	for i, exception := range exceptions {
		amounts[i] = ReviewLine{LineNo: exception.LineNo, ApprovedAmount: exception.ApprovedAmount}
		line, found := r.line(exception.LineNo)
		if quantity := exception.ApprovedQuantity; found && quantity != nil && *quantity != r.accepted(line) {
			return nil, RefuseField(fmt.Sprintf("lines[%d].approved_quantity", i), "settled",
				"%s units of line %s were accepted; that can no longer be changed to %s, only the amount can",
				r.accepted(line), line.LineNo, *quantity)
		}
	}
	lines, err := r.withExceptions(amounts, order)
	if err != nil {
		return nil, err
	}
	for _, exception := range amounts {
		for i := range lines {
			accepted := r.accepted(&lines[i])
			if lines[i].LineNo == exception.LineNo && exception.ApprovedAmount != nil && accepted > 0 {
				// Stored for all approved units, as always: the accepted ones' share of it is the amount.
				agreed := share(exception.ApprovedAmount.Minor, lines[i].Approved, accepted)
				lines[i].Agreed = &agreed
			}
		}
	}
	return lines, nil
}
