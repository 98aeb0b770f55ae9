package returns

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// RefundPart is what of a refund goes back to one payment of the order. Each
// part is paid, fails and is tried again for itself; where the task stands
// follows from its parts.
type RefundPart struct {
	// Payment is the sequence of the order's payment.
	Payment int
	// Amount is held of the payment, minor units; Exchanged of it is given as goods.
	Amount, Exchanged int64
	State             PartState
	// Attempt counts the payouts that were tried, each under a key of its own.
	Attempt int
	// ByHand, Reference and Doubt say of the part what [RefundTask] says of all.
	ByHand    bool
	Reference string
	Doubt     string
	// Reason is why its provider failed to pay it, in the provider's words.
	Reason string
	// UnansweredSince is since when its provider does not say what became of it;
	// nil while it does. See refund_unanswered.go.
	UnansweredSince *time.Time
}

// PartState is where one part of a refund stands.
type PartState string

// The states of a part.
const (
	PartPlanned   PartState = "planned"
	PartSubmitted PartState = "submitted"
	PartSettled   PartState = "settled"
	PartFailed    PartState = "failed"
)

// ToPay is what of the part flows as money.
func (p RefundPart) ToPay() int64 { return p.Amount - p.Exchanged }

// toSend reports whether the part is approved and no provider has it yet.
func (p RefundPart) toSend() bool { return p.unsent() && p.ToPay() > 0 && p.UnansweredSince == nil }

// unsent reports whether no provider has said yet that it has the part.
func (p RefundPart) unsent() bool {
	return p.State == PartSubmitted && !p.ByHand && p.Reference == "" && p.Doubt == ""
}

// underWay reports whether a provider has accepted the part and not said yet
// what became of it.
func (p RefundPart) underWay() bool {
	return p.State == PartSubmitted && !p.ByHand && p.Reference != "" && p.Doubt == "" && p.UnansweredSince == nil
}

// AtProvider reports whether a provider has, or may have, the part, so that it
// can be asked what became of it.
func (p RefundPart) AtProvider() bool {
	return !p.ByHand && p.ToPay() > 0 && (p.State == PartSubmitted || p.State == PartSettled)
}

// RefundKey names one attempt to pay one part, here and at the provider. The
// first attempt at an order's first payment has the key that a refund had while
// an order could have one payment only: refunds under way are found under it.
func RefundKey(returnID string, seq int, part RefundPart) string {
	key := "refund:" + returnID + ":" + strconv.Itoa(seq)
	if part.Payment != 1 || part.Attempt > 1 {
		key += ":" + strconv.Itoa(part.Payment)
	}
	if part.Attempt > 1 {
		key += ":" + strconv.Itoa(part.Attempt)
	}
	return key
}

// paidByProvider reports whether all is settled, and a provider paid some of it.
func (t *RefundTask) paidByProvider() bool {
	return t != nil && t.State == TaskSettled && t.first(RefundPart.AtProvider) != nil
}

// ToSend is the first part that is approved and that no provider has yet, or nil.
func (t *RefundTask) ToSend() *RefundPart {
	if t == nil {
		return nil
	}
	return t.first(RefundPart.toSend)
}

// part is the task's part for the payment, or nil. Zero stands for the first
// one that is not settled, or for the first: messages from before there were
// parts name none.
func (t *RefundTask) part(payment int) *RefundPart {
	if payment == 0 {
		if open := t.first(func(p RefundPart) bool { return p.State != PartSettled }); open != nil {
			return open
		}
		return t.first(func(RefundPart) bool { return true })
	}
	return t.first(func(p RefundPart) bool { return p.Payment == payment })
}

func (t *RefundTask) first(is func(RefundPart) bool) *RefundPart {
	if at := slices.IndexFunc(t.Parts, is); at >= 0 {
		return &t.Parts[at]
	}
	return nil
}

// any reports whether a part that flows as money is in one of the states.
func (t *RefundTask) any(states ...PartState) bool {
	return t.first(func(p RefundPart) bool { return p.ToPay() > 0 && slices.Contains(states, p.State) }) != nil
}

// setParts moves every part that is not settled to the state.
func (t *RefundTask) setParts(state PartState) {
	for i := range t.Parts {
		if part := &t.Parts[i]; part.State != PartSettled {
			part.State = state
		}
	}
}

// submit sends the money of the parts on its way; goods go with the settlement.
func (t *RefundTask) submit() {
	for i := range t.Parts {
		if part := &t.Parts[i]; part.ToPay() > 0 && part.State == PartPlanned {
			part.State = PartSubmitted
		}
	}
}

// byParts is where the parts say that an approved task stands. While money is on
// its way the task is submitted; when some of it arrived and the rest failed, a
// person has to pay the rest, and the whole stays held.
func (t *RefundTask) byParts() TaskState {
	switch {
	case t.any(PartSubmitted, PartPlanned):
		return TaskSubmitted
	case !t.any(PartFailed):
		return TaskSettled
	case t.any(PartSettled):
		return TaskManualPayout
	}
	return TaskFailedFinal
}

// sumUp sets what the task says of all its parts.
func (t *RefundTask) sumUp() {
	if len(t.Parts) == 0 {
		return // nothing to refund: what was noted of the task stays
	}
	references, byHand := []string{}, true
	open := t.any(PartPlanned, PartSubmitted, PartFailed)
	t.Doubt = ""
	for _, part := range t.Parts {
		if part.Reference != "" && !slices.Contains(references, part.Reference) {
			references = append(references, part.Reference)
		}
		if !open || (part.State != PartSettled && part.ToPay() > 0) {
			byHand = byHand && part.ByHand
		}
		if t.Doubt == "" {
			t.Doubt = part.Doubt
		}
	}
	t.ByHand = byHand
	t.Reference = strings.Join(references, ", ")
}

// plan splits the task's amount over what the order's payments have left, with
// what the task holds of them already counted as free.
func (t *RefundTask) plan(order *Order) error {
	payments := slices.Clone(order.Payments)
	for _, part := range t.held().parts {
		for i := range payments {
			if payments[i].Seq == part.Payment {
				payments[i].Refunded -= part.Amount
			}
		}
	}
	parts, err := Split(t.Amounts, payments)
	if err != nil {
		return err
	}
	for i := range parts {
		parts[i].ByHand = t.ByHand
		if was := t.part(parts[i].Payment); was != nil {
			parts[i].Attempt = was.Attempt // a key that was used is not used again
		}
	}
	t.Parts = parts
	return nil
}
