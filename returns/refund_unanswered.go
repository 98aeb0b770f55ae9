package returns

import "time"

// This file is about payment providers that do not answer. What became of a part
// is then not known: it stays held, nobody else waits for it, and the provider is
// asked again and again under the same key. When that takes too long, finance may
// pay by hand; the provider is asked all the same, since it may have paid as well.

// DefaultOverrideHours is after how many hours without an answer finance may pay
// by hand, when the policy does not say.
const DefaultOverrideHours = 24

// InQuestion reports whether finance paid the part by hand though its provider may
// have paid it too, and the provider has not said yet whether it did.
func (p RefundPart) InQuestion() bool { return p.ByHand && p.UnansweredSince != nil }

// ToSendAgain reports whether the part is to be sent once more, under the same
// key, when its provider is found not to have it.
func (p RefundPart) ToSendAgain() bool { return p.unsent() && p.UnansweredSince != nil }

// silent reports whether the part waits for a provider that does not answer.
func (p RefundPart) silent() bool { return !p.ByHand && p.UnansweredSince != nil }

// unanswered reports whether a provider is to be asked again what became of a part.
func (t *RefundTask) unanswered() bool {
	return t != nil && t.State.InEffect() && t.first(func(p RefundPart) bool { return p.UnansweredSince != nil }) != nil
}

// noteUnanswered tells people that the provider does not say what became of the part.
func (r *Return) noteUnanswered(change *Change, part *RefundPart, since *time.Time) (*Change, error) {
	if part.UnansweredSince == nil {
		part.UnansweredSince = since
		change.notify(RoleFinance, "refund_to_decide")
	}
	return r.settleParts(change)
}

func (r *Return) attendToSilence(part *RefundPart) {
	since := moment(*part.UnansweredSince)
	if len(r.Task.Parts) == 1 {
		r.attend("refund_unanswered", "the payment provider does not answer since %s", since)
		return
	}
	r.attend("refund_unanswered", "the payment provider does not answer since %s about the part of %s that goes to payment %s",
		since, r.Task.Amounts.Money(part.ToPay()), part.Payment)
}

// mayPayByHand refuses to record a payment of what the provider may still pay, or
// may have paid, unless it has been silent for long enough and a person says that
// it is not waited for.
func (r *Return) mayPayByHand(part *RefundPart, d DecideRefund, now time.Time) error {
	if part.underWay() {
		return Refuse(CodeTransition, "the payment provider has accepted the refund as %s and may still pay it; wait for its answer, or the customer is paid twice", part.Reference)
	}
	if !part.silent() {
		return nil
	}
	hours := r.Policy.FinanceMayOverrideAfterHours
	if hours == 0 {
		hours = DefaultOverrideHours
	}
	from := part.UnansweredSince.Add(time.Duration(hours) * time.Hour)
	if !d.Override || now.Before(from) {
		return Refuse(CodeTransition, "the payment provider does not answer since %s and may have paid already; wait for its answer, or from %s on record your own payment with override and a note",
			moment(*part.UnansweredSince), moment(from))
	}
	if d.Note == "" {
		return RefuseField("note", "required", "say why the payment provider is not waited for")
	}
	return r.mayRelease(d.Actor, r.Task.Amounts.Money(part.ToPay()))
}

// closeQuestion records what the provider says at last of a part that finance has
// paid by hand. That part stays settled and counts once, whatever the provider
// did; when it paid too, a person has to get one of the two payments back. What
// else asks for a look still does.
func (r *Return) closeQuestion(change *Change, part *RefundPart, outcome ProviderOutcome, attention Attention) (*Change, error) {
	if !r.Task.News(outcome) {
		return nil, Refuse(CodeTransition, "the refund is %s; %s cannot follow", r.Tracks.Refund, string(outcome.State))
	}
	r.Attention = attention
	part.UnansweredSince = nil
	if outcome.State == ProviderSettled || outcome.State == ProviderDoubtful {
		part.Doubt = "paid twice? Finance paid it by hand as " + part.Reference + ", and the payment provider as " + outcome.Reference
		r.attend("refund_paid_twice", "paid twice? Finance paid the refund by hand as %s, and the payment provider says that it paid it as %s; get one of the two payments back",
			part.Reference, outcome.Reference)
		change.notify(RoleFinance, "refund_to_decide")
	}
	r.Task.sumUp()
	return r.finish(change)
}
