package activities

import (
	"context"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// credit settles an approved task as store credit: one movement of the ledger,
// in the transaction that settles the task. No provider is asked.
func (w *work) credit(ctx context.Context, change *returns.Change) error {
	task := w.ret.Task
	return db.Queries.StoreCreditRefund(ctx, w.tx, sqlc.StoreCreditRefundParams{
		Key: refundKey(w.ret.ID, task.Seq), CustomerID: w.ret.CustomerID, Currency: task.Amounts.Currency, Amount: task.Amounts.Total,
		Reference: w.ret.RMANumber, TaskID: &task.ID, ActorID: change.By.Actor.ID, At: change.At,
	})
}

// payCredit is PayRefund for a return that is refunded as store credit.
func (a *Activities) payCredit(ctx context.Context, in Input[returns.By]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision, func(w *work) (*returns.Change, error) {
		settled := returns.ProviderOutcome{State: returns.ProviderSettled, Reference: "store credit " + w.ret.Task.ID}
		change, err := w.ret.ProviderSays(in.Decision, settled, a.now())
		if err != nil {
			return nil, err
		}
		return change, w.credit(ctx, change)
	})
}
