package activities

import (
	"cmp"
	"context"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// payCredit is PayRefund for a part that goes to store credit, because the return
// asks for it or because it was paid with it: one movement of the ledger, in the
// transaction that settles the part. It is the customer's, or that of whom the
// return names. No provider is asked.
func (a *Activities) payCredit(ctx context.Context, in Input[returns.By], payment int) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision, func(w *work) (*returns.Change, error) {
		task := w.ret.Task
		var asked partToPay
		for _, part := range task.Parts {
			if part.Payment == payment {
				asked = w.partToPay(part)
			}
		}
		settled := returns.ProviderOutcome{State: returns.ProviderSettled, Reference: "store credit " + task.ID, Payment: payment}
		change, err := w.ret.ProviderSays(in.Decision, settled, a.now())
		if err != nil {
			return nil, err
		}
		return change, db.Queries.StoreCreditRefund(ctx, w.tx, sqlc.StoreCreditRefundParams{
			Key: asked.key, CustomerID: cmp.Or(w.ret.CreditTo, w.ret.CustomerID), Currency: asked.amount.Currency, Amount: asked.amount.Minor,
			Reference: w.ret.RMANumber, TaskID: &task.ID, PaymentSeq: &asked.part.Payment, ActorID: change.By.Actor.ID, At: change.At,
		})
	})
}
