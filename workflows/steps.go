package workflows

import (
	"context"
	"fmt"
	"time"

	"go.temporal.io/sdk/workflow"

	"backhaul/activities"
	"backhaul/returns"
)

// act gives the activities' names; it is never dereferenced.
var act *activities.Activities

// call runs an activity with the types that the SDK would erase.
func call[I, O any](ctx workflow.Context, activity func(context.Context, I) (O, error), in I) (out O, err error) {
	err = workflow.ExecuteActivity(ctx, activity, in).Get(ctx, &out)
	return out, err
}

// confirm gives the second confirmation in the policy's name.
func (r *flow) confirm(ctx workflow.Context) error {
	return r.own(ctx, returns.ActionConfirm, func(by returns.By) (returns.Snapshot, error) {
		return call(quick(ctx), act.Confirm, activities.Input[returns.Confirm]{
			ReturnID: r.ReturnID, Decision: returns.Confirm{By: by},
		})
	})
}

// requestRefund fixes the amount and opens the task for finance.
func (r *flow) requestRefund(ctx workflow.Context) error {
	return r.own(ctx, returns.ActionRequestRefund, func(by returns.By) (returns.Snapshot, error) {
		return call(quick(ctx), act.RequestRefund, activities.Input[returns.By]{ReturnID: r.ReturnID, Decision: by})
	})
}

// payRefund has the payment's provider pay what finance approved.
func (r *flow) payRefund(ctx workflow.Context) error {
	return r.own(ctx, returns.ActionSettleRefund, func(by returns.By) (returns.Snapshot, error) {
		return call(provider(ctx), act.PayRefund, activities.Input[returns.By]{ReturnID: r.ReturnID, Decision: by, Since: workflow.Now(ctx)})
	})
}

// own takes a step that is the service's own. When it is refused, a person must
// look: the return waits, with the reason shown, and never fails. The step is
// tried again after the next decision or deadline.
func (r *flow) own(ctx workflow.Context, action returns.Action, step func(by returns.By) (returns.Snapshot, error)) error {
	before := r.Version
	err := r.exclusively(ctx, func() error {
		if r.Version != before {
			return nil // a decision came first; look again whose turn it is
		}
		snapshot, err := step(r.bySystem(action))
		if err == nil {
			r.accept(snapshot)
		}
		return err
	})
	if err == nil || ctx.Err() != nil {
		return err
	}
	if err := r.raiseAttention(ctx, action, err); err != nil {
		return err
	}
	r.halted = true
	defer func() { r.halted = false }()
	if action == r.Next {
		return r.waitSince(ctx, before)
	}
	return workflow.Await(ctx, func() bool { return r.Version != before }) // the deadline itself was refused
}

func (r *flow) raiseAttention(ctx workflow.Context, action returns.Action, refused error) error {
	workflow.GetLogger(ctx).Error("a step of the service was refused", "step", action, "error", refused)
	why, ok := activities.AsRefusal(refused)
	if !ok {
		why = &returns.Error{Format: "%s", Args: []string{reasonOf(refused)}}
	}
	return workflow.ExecuteActivity(quick(ctx), act.RaiseAttention, activities.AttentionInput{
		ReturnID: r.ReturnID, Attention: returns.StepRefused(action, why),
	}).Get(ctx, nil)
}

// settled reports that no quick step of the service is due, so that the answer
// to a decision shows all that follows from it: an inspection, its refund task.
func (r *flow) settled() bool {
	return r.halted || (r.Next != returns.ActionConfirm && r.Next != returns.ActionRequestRefund)
}

// wait blocks until somebody has moved the return, or until the deadline that
// the policy set, and then does what the policy says.
func (r *flow) wait(ctx workflow.Context) error { return r.waitSince(ctx, r.Version) }

func (r *flow) waitSince(ctx workflow.Context, seen int) error {
	moved := func() bool { return r.Version != seen || r.historyIsLong(ctx) }
	deadline, then := r.Deadline, r.Then
	if passed, err := r.passes(ctx, deadline, then, moved); err != nil || !passed {
		return err
	}
	return r.own(ctx, then, func(by returns.By) (returns.Snapshot, error) {
		return call(quick(ctx), act.PassDeadline, activities.Input[activities.Deadline]{
			ReturnID: r.ReturnID, Decision: activities.Deadline{By: by, At: *deadline},
		})
	})
}

// passes blocks until somebody has moved what is waited for, or until the deadline
// if there is one, and reports whether it was the deadline.
func (r *flow) passes(ctx workflow.Context, deadline *time.Time, then returns.Action, moved func() bool) (bool, error) {
	if deadline == nil {
		return false, workflow.Await(ctx, moved)
	}
	// AwaitWithTimeout would leave its timer behind, to wake the return in vain.
	timing, stop := workflow.WithCancel(ctx)
	timer := workflow.NewTimerWithOptions(timing, deadline.Sub(workflow.Now(ctx)), workflow.TimerOptions{Summary: string(then)})
	err := workflow.Await(ctx, func() bool { return moved() || timer.IsReady() })
	stop()
	return err == nil && !moved(), err
}

// sendMessages sends what the steps intended, beside the story: a mail server
// that is away delays the mail and nothing else.
func (r *flow) sendMessages(ctx workflow.Context) {
	r.beside(ctx, func() bool { return r.Messages }, func() {
		r.Messages = false
		if err := workflow.ExecuteActivity(mail(ctx), act.SendMessages, r.ReturnID).Get(ctx, nil); err != nil {
			workflow.GetLogger(ctx).Error("messages could not be sent", "error", err)
		}
	})
}

// callOffPickups tells carriers of bookings that are void, until they know.
func (r *flow) callOffPickups(ctx workflow.Context) {
	r.beside(ctx, func() bool { return r.CallOff }, func() {
		r.CallOff = false
		snapshot, err := call(provider(ctx), act.CallOffPickups, activities.Input[returns.By]{
			ReturnID: r.ReturnID, Decision: r.bySystem(returns.ActionCallOffPickup),
		})
		if err != nil {
			_ = r.raiseAttention(ctx, returns.ActionCallOffPickup, err) // fails only when the workflow is cancelled
			return
		}
		r.accept(snapshot)
	})
}

// beside runs work whenever there is some, until the workflow is cancelled.
func (r *flow) beside(ctx workflow.Context, due func() bool, work func()) {
	for workflow.Await(ctx, due) == nil {
		r.busy++
		work()
		r.busy--
	}
}

// exclusively takes turns, so that two decisions at the same moment see one
// another's outcome.
func (r *flow) exclusively(ctx workflow.Context, do func() error) error {
	if err := r.turn.Lock(ctx); err != nil {
		return err
	}
	defer r.turn.Unlock()
	return do()
}

// bySystem identifies a step of the service by what it follows, so that a
// repeat is recognized and no clock or chance is in it.
func (r *flow) bySystem(action returns.Action) returns.By {
	return returns.By{ID: fmt.Sprintf("%s:%d", action, r.Version), Actor: returns.System()}
}
