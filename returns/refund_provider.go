package returns

import (
	"time"
)

// ProviderOutcome is what a payment provider says of a refund.
type ProviderOutcome struct {
	State     ProviderState `json:"state"`
	Reference string        `json:"reference,omitempty"`
	Reason    string        `json:"reason,omitempty"`
	// Payment is the sequence of the order's payment whose part of the refund it
	// is about; zero in what was recorded while an order had one.
	Payment int `json:"payment,omitempty"`
	// Since, when it does not answer, is since when.
	Since *time.Time `json:"since,omitempty"`
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
	// ProviderUnanswered: it does not say, and was asked for long enough.
	ProviderUnanswered ProviderState = "unanswered"
	// ProviderNotFound: it is sure that it has no such refund.
	ProviderNotFound ProviderState = "not_found"
)

// News reports whether the outcome says anything that the task does not.
func (t *RefundTask) News(outcome ProviderOutcome) bool {
	part := t.part(outcome.Payment)
	switch {
	case part == nil || !t.State.InEffect():
		return false
	case part.InQuestion():
		return outcome.State != ProviderPending && outcome.State != ProviderUnanswered
	case !part.AtProvider():
		return false // what a person paid by hand does not fail with its provider
	}
	silent := part.UnansweredSince != nil
	switch outcome.State {
	case ProviderPending:
		return part.State == PartSubmitted && (part.Reference == "" || silent)
	case ProviderByHand, ProviderSettled:
		return part.State == PartSubmitted
	case ProviderDoubtful:
		return part.State == PartSubmitted && (part.Doubt == "" || silent)
	case ProviderFailed:
		return true
	case ProviderUnanswered:
		return part.State == PartSubmitted && part.Doubt == "" && !silent
	case ProviderNotFound:
	}
	return false
}

// ProviderSays records what the payment provider answered to an approved task.
func (r *Return) ProviderSays(by By, outcome ProviderOutcome, now time.Time) (*Change, error) {
	attention := r.Attention
	change, err := r.begin(ActionSettleRefund, by, now, outcome)
	if err != nil {
		return nil, err
	}
	task := r.Task
	if task.ApprovedBy == nil {
		return nil, Refuse(CodeTransition, "nobody has approved the refund %s yet, so that no provider can have paid it", task.ID)
	}
	part := task.part(outcome.Payment)
	if part != nil && part.InQuestion() {
		return r.closeQuestion(change, part, outcome, attention)
	}
	if part != nil && outcome.State == ProviderFailed && part.State == PartSettled {
		return r.failLate(change, part, outcome)
	}
	if part == nil || part.State != PartSubmitted || part.ByHand {
		return nil, Refuse(CodeTransition, "the refund is %s; %s cannot follow", r.Tracks.Refund, string(outcome.State))
	}
	if outcome.State == ProviderUnanswered {
		return r.noteUnanswered(change, part, outcome.Since)
	}
	part.Reference, part.UnansweredSince = outcome.Reference, nil
	switch outcome.State {
	case ProviderUnanswered, ProviderNotFound: // nothing follows from them here
	case ProviderByHand:
		part.ByHand = true
	case ProviderPending:
	case ProviderSettled:
		part.State, part.Doubt = PartSettled, ""
	case ProviderDoubtful:
		part.Doubt = outcome.Reason
		r.attend("refund_doubtful", "the payment provider's answer is in doubt: %s", outcome.Reason)
		change.notify(RoleFinance, "refund_to_decide")
	case ProviderFailed:
		part.State, part.Reason = PartFailed, outcome.Reason
		r.attend("refund_failed", "the refund failed: %s", outcome.Reason)
		if len(task.Parts) > 1 {
			r.attendToPart(part)
		}
		change.notify(RoleFinance, "refund_to_decide")
	}
	return r.settleParts(change)
}

// settleParts moves the task to where its parts stand, and tells the customer
// when all of the money has come.
func (r *Return) settleParts(change *Change) (*Change, error) {
	if err := r.follow(change); err != nil {
		return nil, err
	}
	if r.Task.State == TaskSettled {
		change.notify(RoleCustomer, "refunded")
	} else if failed := r.Task.first(func(p RefundPart) bool { return p.State == PartFailed }); failed != nil && r.Attention.IsZero() {
		r.attendToPart(failed) // another part had news; this one still needs a person
	} else if silent := r.Task.first(RefundPart.silent); silent != nil && r.Attention.IsZero() {
		r.attendToSilence(silent)
	}
	return r.finish(change)
}

// attendToPart says which part failed, and why.
func (r *Return) attendToPart(part *RefundPart) {
	r.attend("refund_part_failed", "the part of %s that goes to payment %s failed: %s",
		r.Task.Amounts.Money(part.ToPay()), part.Payment, part.Reason)
}

// failLate takes "success" back: the refund failed days later. The return is
// open again, even when it had ended. When all of the money failed, finance has a
// new task, to which passes what the old one held of the payment; when other
// parts arrived, finance pays or retries this one, and the task stays.
func (r *Return) failLate(change *Change, part *RefundPart, outcome ProviderOutcome) (*Change, error) {
	failed := r.Task
	if !failed.News(outcome) {
		return nil, Refuse(CodeTransition, "the refund %s was not paid by the provider, so that it cannot have failed there", failed.ID)
	}
	before, reference := failed.held(), part.Reference
	part.State, part.Reason = PartFailed, outcome.Reason
	r.Tracks.Stage = StageConfirmed
	if failed.any(PartSettled, PartSubmitted) {
		if err := r.follow(change); err != nil {
			return nil, err
		}
	} else {
		failed.State, failed.Note = TaskLateFailed, outcome.Reason
		change.ClosedTask = failed
		r.Task = failed.next(r.ID, failed.Amounts)
		// With the goods gone the amount must stay held: finance pays what failed by hand.
		r.Task.ByHand = r.Exchange.is(ExchangeReleased)
		for _, part := range failed.Parts {
			part.State, part.Attempt, part.Reference, part.Doubt, part.Reason, part.UnansweredSince = PartPlanned, 1, "", "", "", nil
			part.ByHand = r.Task.ByHand
			r.Task.Parts = append(r.Task.Parts, part)
		}
		r.Tracks.Refund = AwaitingFinance
		change.hold(before, r.Task.held())
	}
	r.attend("refund_failed_late", "the refund %s failed after it had been reported as paid: %s", reference, outcome.Reason)
	change.notify(RoleCustomer, "refund_failed")
	change.notify(RoleFinance, "refund_to_decide")
	return r.finish(change)
}
