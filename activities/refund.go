package activities

import (
	"context"
	"time"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// RequestRefund fixes the amount under the order's lock and opens the refund
// task. From here on the amount counts against what was paid.
func (a *Activities) RequestRefund(ctx context.Context, in Input[returns.By]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision, func(w *work) (*returns.Change, error) {
		return w.ret.RequestRefund(in.Decision, w.order, a.now())
	})
}

// DecideRefund applies finance's decision about the open task.
func (a *Activities) DecideRefund(ctx context.Context, in Input[returns.DecideRefund]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.DecideRefund(in.Decision, w.order, a.now())
	})
}

// PayRefund pays one part of an approved task: the first that no provider has
// yet. It looks the part's key up before it creates anything, so that an answer
// that was lost is found and nothing is paid twice. The parts after it are paid
// by the next calls. When the provider has not answered for long enough, that is
// what is recorded, so that nothing else has to wait for it.
func (a *Activities) PayRefund(ctx context.Context, in Input[returns.By]) (returns.Snapshot, error) {
	var asked partToPay
	repeat, err := a.ask(ctx, in.ReturnID, in.Decision, func(w *work) error {
		part := w.ret.Task.ToSend()
		if part != nil {
			asked = w.partToPay(*part)
		}
		paid := returns.ProviderOutcome{State: returns.ProviderSettled, Payment: asked.part.Payment}
		_, err := w.ret.ProviderSays(in.Decision, paid, a.now())
		if err == nil && part == nil {
			err = returns.Refuse(returns.CodeTransition, "nothing of the refund is left to send to a provider")
		}
		return err
	})
	if err == nil && asked.asCredit {
		return a.payCredit(ctx, in, asked.part.Payment)
	}
	var outcome returns.ProviderOutcome
	if err == nil && !repeat {
		outcome, err = a.pay(ctx, asked)
		if a.givesUp(in.Since, err) {
			outcome, err = unanswered(asked, in.Since), nil
		}
	}
	if err != nil {
		return returns.Snapshot{}, toTemporal(err)
	}
	return a.step(ctx, in.ReturnID, in.Decision, func(w *work) (*returns.Change, error) {
		if outcome.State == returns.ProviderUnanswered && !w.ret.Task.News(outcome) {
			return nil, nil //nolint:nilnil // a webhook has told meanwhile
		}
		return w.ret.ProviderSays(in.Decision, outcome, a.now())
	})
}

// saveRefund stores the refund task when the step touched it, and moves what
// the payments and the order's shipping have refunded or on its way.
func (w *work) saveRefund(ctx context.Context, change *returns.Change) error {
	task := w.ret.Task
	if task == nil || !touchesRefund(change.Action) {
		return nil
	}
	if change.ClosedTask != nil { // before the new one, of which a return has one in effect
		if err := w.saveTask(ctx, change.ClosedTask, change.At); err != nil {
			return err
		}
	}
	if err := w.saveTask(ctx, task, change.At); err != nil {
		return err
	}
	for _, hold := range change.PaymentHolds {
		if err := db.Queries.OrderPaymentHold(ctx, w.tx, sqlc.OrderPaymentHoldParams{
			OrderNumber: w.ret.OrderNumber, Seq: hold.Payment, Amount: hold.Refunded,
		}); err != nil {
			return err
		}
	}
	if change.RefundedShipping != 0 || change.WithheldDiscount != 0 {
		return db.Queries.OrderHold(ctx, w.tx, sqlc.OrderHoldParams{
			OrderNumber: w.ret.OrderNumber, Shipping: change.RefundedShipping, Discount: change.WithheldDiscount,
		})
	}
	return nil
}

func (w *work) saveTask(ctx context.Context, task *returns.RefundTask, at time.Time) error {
	if err := db.Queries.RefundTaskUpsert(ctx, w.tx, sqlc.RefundTaskUpsertParams{
		ID: task.ID, ReturnID: w.ret.ID, Seq: task.Seq, OrderNumber: w.ret.OrderNumber, Currency: task.Amounts.Currency,
		Amount: task.Amounts.Total, Exchanged: task.Amounts.Exchanged, Amounts: jsonOf(task.Amounts), State: string(task.State), ByHand: task.ByHand,
		FirstApprovedBy: jsonOrNull(task.FirstApprovedBy), ApprovedBy: jsonOrNull(task.ApprovedBy),
		Reference: task.Reference, Note: task.Note, Doubt: task.Doubt, UpdatedAt: at,
	}); err != nil {
		return err
	}
	for _, line := range task.Amounts.Lines {
		if err := db.Queries.RefundLineUpsert(ctx, w.tx, sqlc.RefundLineUpsertParams{
			TaskID: task.ID, LineNo: line.LineNo, Quantity: line.Quantity,
			Goods: line.Goods, Tax: line.Tax, Fee: line.Fee, Total: line.Total,
		}); err != nil {
			return err
		}
	}
	return w.saveTaskParts(ctx, task)
}

func (w *work) saveTaskParts(ctx context.Context, task *returns.RefundTask) error {
	payments := []int{}
	for _, part := range task.Parts {
		payments = append(payments, part.Payment)
	}
	if err := db.Queries.RefundPartsDeleteExcept(ctx, w.tx, task.ID, payments); err != nil {
		return err
	}
	for _, part := range task.Parts {
		if err := db.Queries.RefundPartUpsert(ctx, w.tx, sqlc.RefundPartUpsertParams{
			TaskID: task.ID, OrderNumber: w.ret.OrderNumber, PaymentSeq: part.Payment, Amount: part.Amount, Exchanged: part.Exchanged,
			State: string(part.State), Attempt: part.Attempt, ByHand: part.ByHand, Reference: part.Reference, Doubt: part.Doubt, Reason: part.Reason,
			UnansweredSince: part.UnansweredSince,
		}); err != nil {
			return err
		}
	}
	return nil
}

func touchesRefund(action returns.Action) bool {
	switch action {
	case returns.ActionRequestRefund, returns.ActionDecideRefund, returns.ActionSettleRefund, returns.ActionReview:
		return true
	default:
		return false
	}
}
