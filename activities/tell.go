package activities

import (
	"context"

	"backhaul/returns"
	"backhaul/subscriptions"
)

// tell writes what other systems are told of the event, for the webhooks that
// listen to it. The workers send it afterwards.
func (w *work) tell(ctx context.Context, seq int, change *returns.Change) error {
	r := w.ret
	about := subscriptions.Return{
		ReturnID: r.ID, RMANumber: r.RMANumber, OrderNumber: r.OrderNumber, Seq: seq,
		Action: change.Action, ActorRole: change.By.Actor.Role, Status: change.To, PreviousStatus: change.From,
		Method: r.Method, RefundTo: r.RefundTo, Amount: r.Estimate.Money(r.Estimate.Total), Lines: []subscriptions.Line{},
	}
	for _, line := range r.Lines {
		about.Lines = append(about.Lines, subscriptions.Line{LineNo: line.LineNo, SKU: line.SKU, Requested: line.Requested, Approved: line.Approved})
	}
	if task := r.Task; task != nil {
		about.Refund = &subscriptions.Refund{TaskID: task.ID, State: task.State}
		about.Amount = task.Amounts.Money(task.Amounts.ToPay())
	}
	return subscriptions.Tell(ctx, w.tx, about, change.At)
}
