package activities

import (
	"context"
	"fmt"
	"strconv"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/integrations/payments"
	"backhaul/returns"
)

// RefundCheck asks the provider what became of a refund task. It comes from the
// service's own timer, or because the provider said that something happened.
type RefundCheck struct {
	returns.By
	TaskID string `json:"task_id"`
}

// CheckRefund looks the task up at its provider and records what is new: paid,
// failed, or failed after it had been reported as paid. What a message said is
// never believed, only what the look-up says. A task that was closed meanwhile,
// or that a person paid, is left alone.
func (a *Activities) CheckRefund(ctx context.Context, in Input[RefundCheck]) (returns.Snapshot, error) {
	var task sqlc.RefundTask
	repeat, err := a.ask(ctx, in.ReturnID, in.Decision.By, func(w *work) error {
		if w.ret.Task == nil || w.ret.Task.ID != in.Decision.TaskID || w.ret.Task.ByHand {
			return nil
		}
		var err error
		task, err = db.Queries.RefundTaskLast(ctx, w.tx, in.ReturnID)
		return err
	})
	var outcome returns.ProviderOutcome
	found := false
	if err == nil && !repeat && task.ID != "" {
		outcome, found, err = a.lookUp(ctx, task)
	}
	if err != nil {
		return returns.Snapshot{}, toTemporal(err)
	}
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		if !found || w.ret.Task.ID != task.ID || !w.ret.Task.News(outcome) {
			return nil, nil //nolint:nilnil // nothing new is a fine answer
		}
		return w.ret.ProviderSays(in.Decision.By, outcome, a.now())
	})
}

// pay has the provider refund the task, unless it did so before.
func (a *Activities) pay(ctx context.Context, task sqlc.RefundTask) (returns.ProviderOutcome, error) {
	outcome, found, err := a.lookUp(ctx, task)
	if err != nil || found {
		return outcome, err
	}
	provider, refund, err := a.providerOf(ctx, task)
	if err != nil {
		return returns.ProviderOutcome{}, err
	}
	said, err := provider.Refund(ctx, refund)
	if err != nil {
		return returns.ProviderOutcome{}, fmt.Errorf("refund %s: %w", refund.Key, err)
	}
	return judge(said, refund.Amount), nil
}

// lookUp asks what became of the task's key.
func (a *Activities) lookUp(ctx context.Context, task sqlc.RefundTask) (returns.ProviderOutcome, bool, error) {
	provider, refund, err := a.providerOf(ctx, task)
	if err != nil {
		return returns.ProviderOutcome{}, false, err
	}
	said, found, err := provider.Lookup(ctx, refund.Key)
	if err != nil {
		return returns.ProviderOutcome{}, false, fmt.Errorf("look up %s: %w", refund.Key, err)
	}
	return judge(said, refund.Amount), found, nil
}

// providerOf finds who captured the payment, and what it is to be asked.
func (a *Activities) providerOf(ctx context.Context, task sqlc.RefundTask) (payments.Provider, payments.Refund, error) {
	payment, err := db.Queries.PaymentGet(ctx, a.DB, task.OrderNumber, task.PaymentSeq)
	if err != nil {
		return nil, payments.Refund{}, err
	}
	provider, known := a.Payments[payment.Provider]
	if !known {
		return nil, payments.Refund{}, returns.Refuse(returns.CodeInvalid, "the payment provider %s is not configured", strconv.Quote(payment.Provider))
	}
	return provider, payments.Refund{
		Key: refundKey(task.ReturnID, task.Seq), Payment: payment.Reference, ReturnID: task.ReturnID,
		Amount: returns.Money{Minor: task.Amount - task.Exchanged, Currency: task.Currency},
	}, nil
}

// judge takes the provider's word, unless it speaks of another amount than it
// was asked for.
func judge(said payments.Outcome, asked returns.Money) returns.ProviderOutcome {
	outcome := returns.ProviderOutcome{State: returns.ProviderState(said.State), Reference: said.Reference, Reason: said.Reason}
	if said.Amount != nil && *said.Amount != asked && said.State != payments.Failed {
		outcome.State = returns.ProviderDoubtful
		outcome.Reason = fmt.Sprintf("%s were asked for, but it says %s", asked, *said.Amount)
	}
	return outcome
}

// refundKey names one attempt to refund, here and at the provider.
func refundKey(returnID string, seq int) string {
	return "refund:" + returnID + ":" + strconv.Itoa(seq)
}
