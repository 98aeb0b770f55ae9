package returns

import (
	"strconv"
	"time"
)

// DecideRefund applies finance's decision about the open task.
func (r *Return) DecideRefund(d DecideRefund, order *Order, now time.Time) (*Change, error) {
	change, err := r.begin(ActionDecideRefund, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if d.TaskID != "" && d.TaskID != r.Task.ID {
		return nil, Refuse(CodeTransition, "the task %s is closed; %s is the open one of this return", d.TaskID, r.Task.ID)
	}
	if r.Tracks.Refund == Settled {
		return r.retryRelease(change, d.Action)
	}
	if d.Override && d.Action != RefundMarkPaid {
		return nil, RefuseField("override", "not_here", "override can be given with mark_paid only, not with %s", strconv.Quote(d.Action))
	}
	if d.Amount != nil && d.Action != RefundApprove {
		return nil, RefuseField("amount", "not_here", "an amount can be given with approve only, not with %s", strconv.Quote(d.Action))
	}
	switch d.Action {
	case RefundApprove:
		return r.approveRefund(change, d, order)
	case RefundMarkPaid:
		return r.markPaid(change, d, order)
	case RefundReject:
		return r.rejectRefund(change, d.Note)
	case RefundRetry:
		return r.retryRefund(change, d, order)
	}
	return nil, RefuseField("action", "unknown_action", "%s is not an action; choose approve, reject, mark_paid or retry", strconv.Quote(d.Action))
}

// approveRefund lets the money flow, or is the first of two approvals.
func (r *Return) approveRefund(change *Change, d DecideRefund, order *Order) (*Change, error) {
	task := r.Task
	if task.State != TaskAwaitingFinance {
		return nil, Refuse(CodeTransition, "the refund is %s; %s cannot follow", r.Tracks.Refund, Submitted)
	}
	if d.Amount != nil {
		if err := r.adjust(change, *d.Amount, d.Note, order); err != nil {
			return nil, err
		}
	}
	if owes := task.Amounts.CustomerOwes; owes > 0 {
		if d.Amount == nil {
			return nil, Refuse(CodeTransition, "the customer owes %s for the replacement; collect it and record the reference with mark_paid", task.Amounts.Money(owes))
		}
		task.Note = d.Note
		r.sayWhatIsOwed()
		return r.finish(change)
	}
	released, err := r.release(change.By.Actor)
	if err != nil {
		return nil, err
	}
	if d.Note != "" {
		task.Note = d.Note
	}
	if !released {
		r.attend("second_approval", "a second person must approve the refund of %s", task.Amounts.Money(task.Amounts.ToPay()))
		change.notify(RoleFinance, "refund_to_decide")
		return r.finish(change)
	}
	task.submit()
	if task.Amounts.ToPay() == 0 { // there is nothing to pay any more
		r.settleEven()
	}
	if err := r.moveTask(change, TaskSubmitted); err != nil {
		return nil, err
	}
	return r.settleParts(change)
}

// release records the approval by the actor. It reports false when this was
// the first of two.
func (r *Return) release(by Actor) (bool, error) {
	task := r.Task
	total := task.Amounts.Money(task.Amounts.ToPay())
	if err := r.mayRelease(by, total); err != nil {
		return false, err
	}
	if r.Policy.needsTwo(total) {
		switch {
		case task.FirstApprovedBy == nil:
			task.FirstApprovedBy = &by
			return false, nil
		case task.FirstApprovedBy.ID == by.ID:
			return false, Refuse(CodeConflict, "you have approved the refund of %s already; above %s a second, different person must approve it",
				total, Money{Minor: r.Policy.FourEyesAbove[total.Currency], Currency: total.Currency})
		}
	}
	task.ApprovedBy = &by
	return true, nil
}

// adjust sets another amount than was computed, within what was paid. An
// approval of the amount before does not count for the new one.
func (r *Return) adjust(change *Change, amount Money, note string, order *Order) error {
	task := r.Task
	if amount.Currency != task.Amounts.Currency {
		return RefuseField("amount", "wrong_currency", "the return is in %s, so its refund cannot be in %s", task.Amounts.Currency, amount.Currency)
	}
	if note == "" {
		return RefuseField("note", "required", "say why another amount is refunded")
	}
	adjusted, err := task.Amounts.adjusted(amount.Minor, order)
	if err != nil {
		return err
	}
	adjusted = r.Exchange.against(adjusted)
	before := task.held()
	task.Amounts, task.FirstApprovedBy = adjusted, nil
	if err := task.plan(order); err != nil {
		return err
	}
	change.hold(before, task.held())
	return nil
}

// markPaid records a payment by hand: of a task that finance pays anyway, or
// of one whose provider failed; all that is open of it, or the part for one payment.
func (r *Return) markPaid(change *Change, d DecideRefund, order *Order) (*Change, error) {
	task := r.Task
	if d.Reference == "" {
		return nil, RefuseField("reference", "required", "give the reference of the payment, such as the bank's")
	}
	if !task.State.InEffect() {
		if err := task.Amounts.fits(order); err != nil {
			return nil, err
		}
		if err := task.plan(order); err != nil {
			return nil, err
		}
		task.setParts(PartFailed) // those that are not paid now still have to be
	}
	chosen, err := r.openParts(d.Payment)
	if err != nil {
		return nil, err
	}
	for _, part := range chosen {
		if err := r.mayPayByHand(part, d, change.At); err != nil {
			return nil, err
		}
	}
	if task.ApprovedBy == nil {
		released, err := r.release(d.Actor)
		if err != nil {
			return nil, err
		}
		if !released {
			return nil, Refuse(CodeTransition, "the refund of %s must be approved by two people before it is paid; approve it first", task.Amounts.Money(task.Amounts.ToPay()))
		}
	}
	task.Reference, task.Note, task.ByHand = d.Reference, d.Note, true
	for _, part := range chosen {
		part.State, part.Reference, part.ByHand, part.Doubt = PartSettled, d.Reference, true, ""
	}
	task.submit() // by paying one part finance has approved the others
	return r.settleParts(change)
}

// openParts are the parts of the task that are not settled: the one for the
// payment, or all.
func (r *Return) openParts(payment int) ([]*RefundPart, error) {
	parts := []*RefundPart{}
	for i := range r.Task.Parts {
		if part := &r.Task.Parts[i]; part.State != PartSettled && (payment == 0 || (part.Payment == payment && part.ToPay() > 0)) {
			parts = append(parts, part)
		}
	}
	if payment != 0 && len(parts) == 0 {
		return nil, RefuseField("payment", "nothing_open", "nothing of the refund is left to pay to payment %s of the order", payment)
	}
	return parts, nil
}

// rejectRefund frees the amount and asks the reviewer for a new decision. What
// a provider has, or may have, can no longer be refused.
func (r *Return) rejectRefund(change *Change, note string) (*Change, error) {
	if note == "" {
		return nil, RefuseField("note", "required", "say why the refund is refused; the reviewer decides anew")
	}
	if r.Exchange.is(ExchangeReleased) {
		return nil, Refuse(CodeTransition, "the replacement has been released already, so the refund can no longer be refused")
	}
	task := r.Task
	// Approved, and with no provider: finance may think again.
	unpaid := task.State == TaskSubmitted && task.ByHand && !task.any(PartSettled, PartFailed)
	if !unpaid && !r.Tracks.Refund.CanFollow(Computed) {
		return nil, Refuse(CodeTransition, "the refund is %s and can no longer be refused", r.Tracks.Refund)
	}
	before := task.held()
	task.State, task.Note = TaskRejected, note
	task.setParts(PartPlanned)
	r.Tracks.Refund = Computed
	r.attend("refund_refused", "finance refused the refund: %s", note)
	change.hold(before, task.held())
	return r.finish(change)
}

// retryRefund closes a task that failed and opens the next, under a key of its
// own: a provider pays nothing for a key that failed. The amount is computed
// anew, as another return may have taken of it meanwhile. When only a part failed,
// that part is tried again within the task, and the others are left alone.
func (r *Return) retryRefund(change *Change, d DecideRefund, order *Order) (*Change, error) {
	failed := r.Task
	if failed.any(PartFailed) && failed.any(PartSettled, PartSubmitted) {
		return r.retryParts(change, d.Payment)
	}
	if failed.State.InEffect() || !failed.State.Open() {
		return nil, Refuse(CodeTransition, "the refund is %s; %s cannot follow", r.Tracks.Refund, AwaitingFinance)
	}
	r.Task = failed.next(r.ID, r.Compute(order))
	if err := r.Task.plan(order); err != nil {
		return nil, err
	}
	r.Tracks.Refund = AwaitingFinance
	r.sayWhatIsOwed()
	change.hold(holding{}, r.Task.held())
	return r.finish(change)
}

// retryParts sends the parts that failed once more, each under a key of its
// own. The whole was approved; who asks for it must be allowed to approve it.
func (r *Return) retryParts(change *Change, payment int) (*Change, error) {
	parts, err := r.openParts(payment)
	if err != nil {
		return nil, err
	}
	if err := r.mayRelease(change.By.Actor, r.Task.Amounts.Money(r.Task.Amounts.ToPay())); err != nil {
		return nil, err
	}
	retried := false
	for _, part := range parts {
		if part.State == PartFailed {
			part.State, part.Reference, part.Doubt, part.Reason = PartSubmitted, "", "", ""
			part.Attempt++
			retried = true
		}
	}
	if !retried {
		return nil, RefuseField("payment", "not_failed", "the part of the refund for payment %s has not failed, so that it cannot be retried", payment)
	}
	return r.settleParts(change)
}
