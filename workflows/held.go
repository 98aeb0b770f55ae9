package workflows

import (
	"context"
	"errors"
	"fmt"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"backhaul/activities"
	"backhaul/returns"
)

// HeldID is the id of the workflow of the goods that are held of a return.
func HeldID(returnID string) string { return "held/" + returnID }

// SignalHeldNews tells that workflow how the return stands after one of its steps.
const SignalHeldNews = "held_news"

// HeldInput is what the workflow of held goods is started with.
type HeldInput struct {
	ReturnID string `json:"return_id"`
	// Resume is how the return stands; nil when a decision comes with the start.
	// Signals is how many had come when a long history was cut.
	Resume  *returns.Snapshot `json:"resume,omitempty"`
	Signals int               `json:"signals,omitempty"`
}

// HeldGoods is the life of the goods that the shop holds of a return and may not
// keep: what goes back to the customer, and what came when nobody expected it any
// more. It has a workflow of its own, since the return's has mostly ended by then.
// It listens to the same kind of decisions as [Return], reminds whoever sits on the
// goods, asks a person when they could not be sent back in the policy's time, and
// ends when nothing is held.
func HeldGoods(ctx workflow.Context, in HeldInput) error {
	r := &flow{turn: workflow.NewMutex(ctx), signals: in.Signals, opened: true}
	r.Snapshot = returns.Snapshot{ReturnID: in.ReturnID}
	if in.Resume != nil {
		r.accept(*in.Resume)
	}
	if err := r.listenToHeld(ctx); err != nil {
		return err
	}
	workflow.Go(ctx, r.sendMessages)
	workflow.Go(ctx, r.callOffPickups)
	workflow.Go(ctx, r.dropBookings)
	held := func() bool { return r.Held != nil }
	if _, err := r.takes(ctx, held); err != nil {
		return err
	}
	for held() {
		if err := r.waitForHeld(ctx); err != nil {
			return err
		}
		if workflow.GetInfo(ctx).GetContinueAsNewSuggested() && r.idle(ctx) && held() {
			return workflow.NewContinueAsNewError(ctx, HeldGoods, HeldInput{
				ReturnID: in.ReturnID, Resume: &r.Snapshot, Signals: r.signals,
			})
		}
		if !held() { // more may come while the last messages go out
			if err := workflow.Await(ctx, func() bool { return held() || (r.idle(ctx) && !r.Messages && !r.CallOff) }); err != nil {
				return err
			}
		}
	}
	return workflow.Await(ctx, func() bool { return r.idle(ctx) && !r.Messages && !r.CallOff })
}

func (r *flow) listenToHeld(ctx workflow.Context) error {
	news := workflow.GetSignalChannel(ctx, SignalHeldNews)
	r.inboxes = append(r.inboxes, news)
	workflow.GoNamed(ctx, SignalHeldNews, func(ctx workflow.Context) {
		for {
			var snapshot returns.Snapshot
			if !news.Receive(ctx, &snapshot) {
				return
			}
			if snapshot.ReturnID == r.ReturnID {
				r.accept(snapshot)
			}
		}
	})
	return errors.Join(
		decision(ctx, r, returns.ActionReceiveLate, act.ReceiveLate),
		decision(ctx, r, returns.ActionDecideStray, act.DecideStray),
		decision(ctx, r, returns.ActionSendBack, act.SendBack),
		decision(ctx, r, returns.ActionReportSendBack, act.ReportSendBack),
		decision(ctx, r, returns.ActionDecideSendBack, act.DecideSendBack),
		workflow.SetQueryHandler(ctx, QueryState, func() (returns.Snapshot, error) { return r.Snapshot, nil }),
	)
}

// waitForHeld blocks until something has moved, or until the deadline, and then
// does what was announced.
func (r *flow) waitForHeld(ctx workflow.Context) error {
	seen, wait := r.Version, *r.Held
	moved := func() bool { return r.Version != seen }
	if passed, err := r.passes(ctx, wait.Deadline, wait.Then, moved); err != nil || !passed {
		return err
	}
	return r.own(ctx, wait.Then, func(by returns.By) (returns.Snapshot, error) {
		return call(quick(ctx), act.PassHeldDeadline, activities.Input[activities.Deadline]{
			ReturnID: r.ReturnID, Decision: activities.Deadline{By: by, At: *wait.Deadline},
		})
	})
}

// heldNews is what of held goods their workflow must know; "" when nothing is held
// and nothing was.
func (r *flow) heldNews() string {
	if r.Held == nil {
		return ""
	}
	news := fmt.Sprintf("%s %s", r.Held.Due, r.Held.Then)
	if r.Held.Deadline != nil {
		news += r.Held.Deadline.Format(time.RFC3339Nano)
	}
	return news
}

// tellHeld keeps the workflow of held goods informed of what the return's own steps
// put into it, and starts it when it does not run. In histories from before there
// were held goods no snapshot names any, so that a replay of them does nothing here.
func (r *flow) tellHeld(ctx workflow.Context) {
	r.beside(ctx, func() bool { return r.heldNews() != r.heldTold }, func() {
		told := r.heldNews()
		if r.Held != nil {
			if err := r.startHeld(ctx); err != nil {
				_ = r.raiseAttention(ctx, returns.ActionSendBack, err) // fails only when the workflow is cancelled
			}
		}
		r.heldTold = told
	})
}

func (r *flow) startHeld(ctx workflow.Context) error {
	child := workflow.WithChildOptions(ctx, workflow.ChildWorkflowOptions{
		WorkflowID: HeldID(r.ReturnID), ParentClosePolicy: enumspb.PARENT_CLOSE_POLICY_ABANDON,
		WorkflowIDReusePolicy: enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
	})
	for try := 0; ; try++ {
		snapshot := r.Snapshot
		err := workflow.ExecuteChildWorkflow(child, HeldGoods, HeldInput{ReturnID: r.ReturnID, Resume: &snapshot}).
			GetChildWorkflowExecution().Get(ctx, nil)
		if !temporal.IsWorkflowExecutionAlreadyStartedError(err) {
			return err
		}
		err = workflow.SignalExternalWorkflow(ctx, HeldID(r.ReturnID), "", SignalHeldNews, snapshot).Get(ctx, nil)
		if err == nil || try == 2 { // it ended in between: start it anew
			return err
		}
	}
}

// DecideHeld sends a decision about held goods, and starts their workflow when none
// runs. It returns the domain's refusal, or [returns.CodeUnavailable] when nobody
// answered in time.
func DecideHeld(ctx context.Context, c client.Client, taskQueue, returnID string, action returns.Action, decisionID string, decision any) error {
	start := c.NewWithStartWorkflowOperation(heldOptions(taskQueue, returnID), HeldGoods, HeldInput{ReturnID: returnID})
	handle, err := c.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: start,
		UpdateOptions: client.UpdateWorkflowOptions{
			UpdateID:     decisionID,
			UpdateName:   string(action),
			Args:         []any{decision},
			WaitForStage: client.WorkflowUpdateStageCompleted,
		},
	})
	if err == nil {
		err = handle.Get(ctx, nil)
	}
	return fromTemporal(err)
}

// ReportSendBack tells of a parcel to the customer what its carrier said: a fact, so
// that it is a Signal.
func ReportSendBack(ctx context.Context, c client.Client, taskQueue, returnID string, event returns.CarrierEvent) error {
	_, err := c.SignalWithStartWorkflow(ctx, HeldID(returnID), string(returns.ActionReportSendBack), event,
		heldOptions(taskQueue, returnID), HeldGoods, HeldInput{ReturnID: returnID})
	return fromTemporal(err)
}

func heldOptions(taskQueue, returnID string) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID:                       HeldID(returnID),
		TaskQueue:                taskQueue,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		StaticSummary:            "goods held of return " + returnID,
	}
}
