package returns

import "time"

// ProviderOutcome is what a payment provider says of a refund.
type ProviderOutcome struct {
	State     ProviderState `json:"state"`
	Reference string        `json:"reference,omitempty"`
	Reason    string        `json:"reason,omitempty"`
}

// ProviderState is where a refund stands with its provider.
type ProviderState string

// The states of a refund at a provider.
const (
	ProviderByHand  ProviderState = "by_hand"
	ProviderPending ProviderState = "pending"
	ProviderSettled ProviderState = "settled"
	ProviderFailed  ProviderState = "failed"
	// ProviderDoubtful: the provider speaks of another amount than it was asked
	// for. Money may have moved; a person finds out.
	ProviderDoubtful ProviderState = "doubtful"
)

// News reports whether the outcome says anything that the task does not.
func (t *RefundTask) News(outcome ProviderOutcome) bool {
	switch outcome.State {
	case ProviderPending:
		return t.State == TaskSubmitted && t.Reference == ""
	case ProviderByHand:
		return t.State == TaskSubmitted && !t.ByHand
	case ProviderSettled:
		return t.State == TaskSubmitted && !t.ByHand
	case ProviderDoubtful:
		return t.State == TaskSubmitted && t.Doubt == ""
	case ProviderFailed: // what a person paid by hand since does not fail with it
		return !t.ByHand && (t.State == TaskSubmitted || t.State == TaskSettled) && t.Amounts.ToPay() > 0
	}
	return false
}

// ProviderSays records what the payment provider answered to an approved task.
func (r *Return) ProviderSays(by By, outcome ProviderOutcome, now time.Time) (*Change, error) {
	change, err := r.begin(ActionSettleRefund, by, now, outcome)
	if err != nil {
		return nil, err
	}
	task := r.Task
	if task.ApprovedBy == nil {
		return nil, Refuse(CodeTransition, "nobody has approved the refund %s yet, so that no provider can have paid it", task.ID)
	}
	if outcome.State == ProviderFailed && task.State == TaskSettled {
		return r.failLate(change, outcome)
	}
	if task.State != TaskSubmitted || task.ByHand {
		return nil, Refuse(CodeTransition, "the refund is %s; %s cannot follow", r.Tracks.Refund, string(outcome.State))
	}
	task.Reference = outcome.Reference
	switch outcome.State {
	case ProviderByHand:
		task.ByHand = true
	case ProviderPending:
	case ProviderSettled:
		task.Doubt = ""
		return r.settle(change)
	case ProviderDoubtful:
		task.Doubt = outcome.Reason
		r.Attention = "the payment provider's answer is in doubt: " + outcome.Reason
		change.notify(RoleFinance, "refund_to_decide")
	case ProviderFailed:
		if err := r.moveTask(change, TaskFailedFinal); err != nil {
			return nil, err
		}
		r.Attention = "the refund failed: " + outcome.Reason
		change.notify(RoleFinance, "refund_to_decide")
	}
	return r.finish(change)
}

// settle records that the money has reached the customer.
func (r *Return) settle(change *Change) (*Change, error) {
	if err := r.moveTask(change, TaskSettled); err != nil {
		return nil, err
	}
	change.notify(RoleCustomer, "refunded")
	return r.finish(change)
}

// failLate takes "success" back: the refund failed days later. The return is
// open again, even when it had ended, with a new task for finance; what it held
// of the payment passes from the old task to the new.
func (r *Return) failLate(change *Change, outcome ProviderOutcome) (*Change, error) {
	failed := r.Task
	if !failed.News(outcome) {
		return nil, Refuse(CodeTransition, "the refund %s was not paid by the provider, so that it cannot have failed there", failed.ID)
	}
	before := failed.held()
	failed.State, failed.Note = TaskLateFailed, outcome.Reason
	change.ClosedTask = failed
	r.Task = failed.next(r.ID, failed.Amounts)
	// With the goods gone the amount must stay held: finance pays what failed by hand.
	r.Task.ByHand = r.Exchange.is(ExchangeReleased)
	r.Tracks.Stage, r.Tracks.Refund = StageConfirmed, AwaitingFinance
	change.hold(before, r.Task.held())
	r.Attention = "the refund " + failed.Reference + " failed after it had been reported as paid: " + outcome.Reason
	change.notify(RoleCustomer, "refund_failed")
	change.notify(RoleFinance, "refund_to_decide")
	return r.finish(change)
}
