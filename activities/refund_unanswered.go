package activities

import (
	"context"
	"errors"
	"sync"
	"time"

	"backhaul/integrations/payments"
	"backhaul/returns"
)

// This file is about how long a payment provider is waited for. What follows when
// it does not answer is in returns/refund_unanswered.go.

const (
	// answerWithin is how long one call of a provider may take, so that several fit
	// into the time that a step has.
	answerWithin = 20 * time.Second
	// providerPatience is for how long a step is tried again while its provider does
	// not answer. A decision about the return has to wait for no longer than that.
	providerPatience = 8 * time.Minute
)

// givesUp reports whether a provider that gave no answer has been asked since then
// for long enough, or would be when it wants to be asked again.
func (a *Activities) givesUp(since time.Time, err error) bool {
	if err == nil || isRefusal(err) || since.IsZero() { // zero: asked before there was an end to it
		return false
	}
	return a.now().Add(payments.RetryAfter(err)).Sub(since) >= providerPatience
}

func isRefusal(err error) bool {
	_, refused := errors.AsType[*returns.Error](err)
	return refused
}

func unanswered(asked partToPay, since time.Time) returns.ProviderOutcome {
	since = since.UTC().Truncate(time.Microsecond)
	return returns.ProviderOutcome{State: returns.ProviderUnanswered, Payment: asked.part.Payment, Since: &since}
}

// heard is what became of asking about one part; no state when there is nothing to say.
type heard struct {
	partToPay
	outcome returns.ProviderOutcome
	err     error
}

// askAll asks about all parts at once, so that one provider that hangs takes no
// time from the others.
func (a *Activities) askAll(ctx context.Context, parts []partToPay, sendAgain bool) []heard {
	all := make([]heard, len(parts))
	var asking sync.WaitGroup
	for i, part := range parts {
		asking.Go(func() {
			all[i].partToPay = part
			all[i].outcome, all[i].err = a.askAbout(ctx, part, sendAgain)
		})
	}
	asking.Wait()
	return all
}

func (a *Activities) askAbout(ctx context.Context, asked partToPay, sendAgain bool) (returns.ProviderOutcome, error) {
	if sendAgain && asked.part.ToSendAgain() {
		return a.pay(ctx, asked)
	}
	outcome, found, err := a.lookUp(ctx, asked)
	switch {
	case err != nil || found:
		return outcome, err
	case asked.part.InQuestion():
		return returns.ProviderOutcome{State: returns.ProviderNotFound, Payment: asked.part.Payment}, nil
	}
	return returns.ProviderOutcome{}, nil
}
