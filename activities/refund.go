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

// PayRefund has the provider of the payment pay an approved task. It looks the
// task's key up before it creates anything, so that an answer that was lost is
// found and nothing is paid twice.
func (a *Activities) PayRefund(ctx context.Context, in Input[returns.By]) (returns.Snapshot, error) {
	var task sqlc.RefundTask
	asCredit := false
	repeat, err := a.ask(ctx, in.ReturnID, in.Decision, func(w *work) error {
		paid := returns.ProviderOutcome{State: returns.ProviderSettled}
		if _, err := w.ret.ProviderSays(in.Decision, paid, a.now()); err != nil {
			return err
		}
		asCredit = w.ret.RefundTo == returns.RefundToStoreCredit
		var err error
		task, err = db.Queries.RefundTaskLast(ctx, w.tx, in.ReturnID)
		return err
	})
	if err == nil && asCredit {
		return a.payCredit(ctx, in)
	}
	var outcome returns.ProviderOutcome
	if err == nil && !repeat {
		outcome, err = a.pay(ctx, task)
	}
	if err != nil {
		return returns.Snapshot{}, toTemporal(err)
	}
	return a.step(ctx, in.ReturnID, in.Decision, func(w *work) (*returns.Change, error) {
		return w.ret.ProviderSays(in.Decision, outcome, a.now())
	})
}

// saveRefund stores the refund task when the step touched it, and moves what
// the payment and the order's shipping have refunded or on its way.
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
	if change.RefundedTotal != 0 {
		if err := db.Queries.OrderPaymentHold(ctx, w.tx, change.RefundedTotal, w.ret.OrderNumber); err != nil {
			return err
		}
	}
	if change.RefundedShipping != 0 {
		return db.Queries.OrderShippingHold(ctx, w.tx, change.RefundedShipping, w.ret.OrderNumber)
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
