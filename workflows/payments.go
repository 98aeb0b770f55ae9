package workflows

import (
	"context"
	"errors"
	"fmt"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/workflow"

	"backhaul/activities"
	"backhaul/returns"
)

// SignalPaymentEvent tells a return that its payment provider has news of a
// refund. It is a hint and no more: what became of the refund is looked up.
const SignalPaymentEvent = "payment_event"

// PaymentEvent names the refund task that something happened to.
type PaymentEvent struct {
	TaskID string `json:"task_id"`
}

// ReportPayment hands a provider's event to the return's workflow. When it has
// ended, because the refund counted as paid, it is started anew and goes on
// from what is stored: a refund that fails late opens the return again.
func ReportPayment(ctx context.Context, c client.Client, taskQueue, returnID string, status returns.Status, event PaymentEvent) error {
	_, err := c.SignalWithStartWorkflow(ctx, WorkflowID(returnID), SignalPaymentEvent, event, client.StartWorkflowOptions{
		TaskQueue:             taskQueue,
		WorkflowIDReusePolicy: enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		StaticSummary:         "payment event of refund " + event.TaskID,
	}, Return, Input{
		ReturnID: returnID,
		// Version zero, so that the first look at the database replaces it.
		Resume: &returns.Snapshot{ReturnID: returnID, Status: status},
	})
	return fromTemporal(err)
}

// hearPayments looks a refund up whenever its provider says that there is news.
func (r *flow) hearPayments(ctx workflow.Context) {
	inbox := workflow.GetSignalChannel(ctx, SignalPaymentEvent)
	r.inboxes = append(r.inboxes, inbox)
	workflow.GoNamed(ctx, SignalPaymentEvent, func(ctx workflow.Context) {
		for {
			var event PaymentEvent
			if !inbox.Receive(ctx, &event) {
				return
			}
			r.handling++
			if workflow.Await(ctx, func() bool { return r.opened || r.refused != nil }) == nil && r.opened {
				r.checkRefund(ctx, event.TaskID)
			}
			r.handling--
		}
	})
}

// pollRefund asks the provider what became of a refund that it accepted, at
// growing intervals, for as long as it does not say. Webhooks get lost.
func (r *flow) pollRefund(ctx workflow.Context) {
	for polls := 0; ; polls++ {
		if workflow.Await(ctx, func() bool { return r.UnderWay != "" }) != nil {
			return
		}
		task := r.UnderWay
		timing, stop := workflow.WithCancel(ctx)
		timer := workflow.NewTimerWithOptions(timing, pollAfter(polls), workflow.TimerOptions{Summary: "ask the payment provider"})
		err := workflow.Await(ctx, func() bool { return timer.IsReady() || r.UnderWay != task })
		stop()
		if err != nil {
			return
		}
		if r.UnderWay != task {
			polls = -1
			continue
		}
		r.busy++
		r.checkRefund(ctx, task)
		r.busy--
	}
}

// checkRefund takes no turn: a decision must not wait for a provider that is
// away, and whichever is stored second sees the other.
func (r *flow) checkRefund(ctx workflow.Context, taskID string) {
	snapshot, err := call(provider(ctx), act.CheckRefund, activities.Input[activities.RefundCheck]{
		ReturnID: r.ReturnID, Decision: activities.RefundCheck{
			By:     returns.By{ID: fmt.Sprintf("check_refund:%s:%d", taskID, r.Version), Actor: returns.System()},
			TaskID: taskID,
		},
	})
	switch {
	case err == nil:
		r.accept(snapshot)
	case ctx.Err() == nil:
		err = r.raiseAttention(ctx, returns.ActionSettleRefund, err)
	}
	if err != nil && !errors.Is(err, workflow.ErrCanceled) {
		workflow.GetLogger(ctx).Error("a refund could not be checked", "task", taskID, "error", err)
	}
}

// pollAfter is how long to wait before the next look: soon at first, since most
// refunds settle at once, then every half hour.
func pollAfter(polls int) time.Duration {
	waits := []time.Duration{time.Minute, 5 * time.Minute, 10 * time.Minute, 20 * time.Minute, 30 * time.Minute}
	return waits[min(polls, len(waits)-1)]
}
