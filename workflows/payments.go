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
				r.checkRefund(ctx, event.TaskID, false)
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
		r.checkRefund(ctx, task, false)
		r.busy--
	}
}

// watches are how long after each look at a refund that counts as paid the next
// one follows: the first, third and sixth day, within the week that a refunded
// return stays open by default.
var watches = []time.Duration{24 * time.Hour, 48 * time.Hour, 72 * time.Hour}

// watchRefund looks a few times whether a refund that counts as paid has failed
// since, while the return waits for its completion: the webhook that says so may
// get lost. After the end only a webhook opens the return again.
func (r *flow) watchRefund(ctx workflow.Context) {
	for {
		if workflow.Await(ctx, func() bool { return r.Paid != "" && !r.Status.Ended() }) != nil {
			return
		}
		if workflow.GetVersion(ctx, "watch-paid-refund", workflow.DefaultVersion, 1) == workflow.DefaultVersion {
			return // a history from before there was a watch
		}
		task := r.Paid
		over := func() bool { return r.Paid != task || r.Status.Ended() }
		for _, after := range watches {
			timing, stop := workflow.WithCancel(ctx)
			timer := workflow.NewTimerWithOptions(timing, after, workflow.TimerOptions{Summary: "look whether the refund has failed since"})
			err := workflow.Await(ctx, func() bool { return timer.IsReady() || over() })
			stop()
			if err != nil {
				return
			}
			if over() {
				break
			}
			r.busy++
			r.checkRefund(ctx, task, false)
			r.busy--
		}
		if workflow.Await(ctx, over) != nil {
			return
		}
	}
}

// checkRefund takes no turn: a decision must not wait for a provider that is
// away, and whichever is stored second sees the other. Only who has the turn may
// have something sent again.
func (r *flow) checkRefund(ctx workflow.Context, taskID string, sendAgain bool) {
	snapshot, err := call(provider(ctx), act.CheckRefund, activities.Input[activities.RefundCheck]{
		ReturnID: r.ReturnID, Decision: activities.RefundCheck{
			By:     returns.By{ID: fmt.Sprintf("check_refund:%s:%d", taskID, r.Version), Actor: returns.System()},
			TaskID: taskID, SendAgain: sendAgain,
		},
		Since: workflow.Now(ctx),
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
