package activities

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"backhaul/integrations/payments"
	"backhaul/returns"
)

// RefundCheck asks the provider what became of a refund task. It comes from the
// service's own timer, or because the provider said that something happened.
type RefundCheck struct {
	returns.By
	TaskID string `json:"task_id"`
	// SendAgain also sends what a provider has not answered for and is found not to
	// have. It needs the return's turn, so that nobody pays it by hand meanwhile.
	SendAgain bool `json:"send_again,omitempty"`
}

// partToPay is one part of a refund and the payment that it goes back to.
type partToPay struct {
	part             returns.RefundPart
	returnID, taskID string
	key              string
	amount           returns.Money
	payment          returns.Payment
	// asCredit tells that the customer's store credit takes it, and no provider is asked.
	asCredit bool
}

func (w *work) partToPay(part returns.RefundPart) partToPay {
	task := w.ret.Task
	out := partToPay{
		part: part, returnID: w.ret.ID, taskID: task.ID, key: returns.RefundKey(w.ret.ID, task.Seq, part),
		amount: task.Amounts.Money(part.ToPay()),
	}
	if at := slices.IndexFunc(w.order.Payments, func(p returns.Payment) bool { return p.Seq == part.Payment }); at >= 0 {
		out.payment = w.order.Payments[at]
	}
	out.asCredit = w.ret.RefundTo == returns.RefundToStoreCredit || out.payment.Provider == returns.StoreCreditLedger
	return out
}

// CheckRefund looks the parts of a task up at their providers and records what
// is new: paid, failed, or failed after it had been reported as paid. What a
// message said is never believed, only what the look-up says. A task that was
// closed meanwhile, or what a person paid, is left alone, unless the provider still
// owes an answer.
func (a *Activities) CheckRefund(ctx context.Context, in Input[RefundCheck]) (returns.Snapshot, error) {
	var parts []partToPay
	if _, err := a.ask(ctx, in.ReturnID, in.Decision.By, func(w *work) error {
		if w.ret.Task == nil || w.ret.Task.ID != in.Decision.TaskID {
			return nil
		}
		for _, part := range w.ret.Task.Parts {
			if asked := w.partToPay(part); (part.AtProvider() || part.InQuestion()) && !asked.asCredit {
				parts = append(parts, asked)
			}
		}
		return nil
	}); err != nil {
		return returns.Snapshot{}, toTemporal(err)
	}
	var failed error
	for _, heard := range a.askAll(ctx, parts, in.Decision.SendAgain) { // one provider that is away does not hide what the others say
		outcome, err := heard.outcome, heard.err
		if silent := heard.part.UnansweredSince != nil; err != nil && (silent && !isRefusal(err) || a.givesUp(in.Since, err)) {
			outcome, err = unanswered(heard.partToPay, in.Since), nil
		}
		if err == nil && outcome.State != "" {
			_, err = a.recordNews(ctx, in, outcome)
		}
		failed = errors.Join(failed, err)
	}
	if failed != nil {
		return returns.Snapshot{}, toTemporal(failed)
	}
	return a.step(ctx, in.ReturnID, in.Decision.By, func(*work) (*returns.Change, error) {
		return nil, nil //nolint:nilnil // the news are recorded; this reads how the return stands
	})
}

// recordNews writes down what a provider says of one part, when it is new. Each
// part's news is an event of its own.
func (a *Activities) recordNews(ctx context.Context, in Input[RefundCheck], outcome returns.ProviderOutcome) (returns.Snapshot, error) {
	by := in.Decision.By
	if outcome.Payment > 1 {
		by.ID += ":" + strconv.Itoa(outcome.Payment)
	}
	return a.step(ctx, in.ReturnID, by, func(w *work) (*returns.Change, error) {
		if w.ret.Task.ID != in.Decision.TaskID || !w.ret.Task.News(outcome) {
			return nil, nil //nolint:nilnil // nothing new is a fine answer
		}
		return w.ret.ProviderSays(by, outcome, a.now())
	})
}

// pay has the provider refund the part, unless it did so before.
func (a *Activities) pay(ctx context.Context, asked partToPay) (returns.ProviderOutcome, error) {
	outcome, found, err := a.lookUp(ctx, asked)
	if err != nil || found {
		return outcome, err
	}
	provider, refund, err := a.providerOf(asked)
	if err != nil {
		return returns.ProviderOutcome{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	said, err := provider.Refund(ctx, refund)
	if err != nil {
		return returns.ProviderOutcome{}, fmt.Errorf("refund %s: %w", refund.Key, err)
	}
	return judge(said, asked), nil
}

// lookUp asks what became of the part's key.
func (a *Activities) lookUp(ctx context.Context, asked partToPay) (returns.ProviderOutcome, bool, error) {
	provider, refund, err := a.providerOf(asked)
	if err != nil {
		return returns.ProviderOutcome{}, false, err
	}
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	said, found, err := provider.Lookup(ctx, refund.Key)
	if err != nil {
		return returns.ProviderOutcome{}, false, fmt.Errorf("look up %s: %w", refund.Key, err)
	}
	return judge(said, asked), found, nil
}

// providerOf finds who captured the payment, and what it is to be asked.
func (a *Activities) providerOf(asked partToPay) (payments.Provider, payments.Refund, error) {
	provider, known := a.Payments[asked.payment.Provider]
	if !known {
		return nil, payments.Refund{}, returns.Refuse(returns.CodeInvalid, "the payment provider %s is not configured", strconv.Quote(asked.payment.Provider))
	}
	return provider, payments.Refund{
		Key: asked.key, Payment: asked.payment.Reference, ReturnID: asked.returnID, Amount: asked.amount,
	}, nil
}

// judge takes the provider's word, unless it speaks of another amount than it
// was asked for.
func judge(said payments.Outcome, asked partToPay) returns.ProviderOutcome {
	outcome := returns.ProviderOutcome{
		State: returns.ProviderState(said.State), Reference: said.Reference, Reason: said.Reason, Payment: asked.part.Payment,
	}
	if said.Amount != nil && *said.Amount != asked.amount && said.State != payments.Failed {
		outcome.State = returns.ProviderDoubtful
		outcome.Reason = fmt.Sprintf("%s were asked for, but it says %s", asked.amount, *said.Amount)
	}
	return outcome
}
