package workflows

import (
	"context"
	"errors"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/workflow"

	"backhaul/activities"
	"backhaul/returns"
)

// DisputeID is the id of the workflow of a return's complaint.
func DisputeID(returnID string) string { return "dispute/" + returnID }

// DisputeInput is what a complaint's workflow is started with.
type DisputeInput struct {
	ReturnID string `json:"return_id"`
	// Resume is set when a long history was cut; Signals is how many had come by then.
	Resume  *returns.Snapshot `json:"resume,omitempty"`
	Signals int               `json:"signals,omitempty"`
}

// Dispute is the life of one complaint 投诉. It has a workflow of its own, since
// the return's has mostly ended when the customer complains. It listens to the
// same kind of decisions as [Return], in the same way, and between them does what
// the policy's deadlines say: remind, escalate, let an answer stand.
//
// It is started together with the complaint, as an Update or a Signal. When no
// complaint takes, since the time for it is over, it ends by itself.
func Dispute(ctx workflow.Context, in DisputeInput) (returns.DisputeState, error) {
	r := &flow{turn: workflow.NewMutex(ctx), signals: in.Signals, opened: true}
	r.Snapshot = returns.Snapshot{ReturnID: in.ReturnID, Tracks: returns.Tracks{Dispute: returns.DisputeNone}}
	if in.Resume != nil {
		r.accept(*in.Resume)
	}
	if err := r.listenToComplaint(ctx); err != nil {
		return "", err
	}
	workflow.Go(ctx, r.sendMessages)
	complained := func() bool { return r.Tracks.Dispute != returns.DisputeNone }
	if taken, err := r.takes(ctx, complained); err != nil || !taken {
		return r.Tracks.Dispute, err
	}
	for !r.Tracks.Dispute.Decided() {
		if err := r.waitForComplaint(ctx); err != nil {
			return r.Tracks.Dispute, err
		}
		if workflow.GetInfo(ctx).GetContinueAsNewSuggested() && r.idle(ctx) && !r.Tracks.Dispute.Decided() {
			return r.Tracks.Dispute, workflow.NewContinueAsNewError(ctx, Dispute, DisputeInput{
				ReturnID: in.ReturnID, Resume: &r.Snapshot, Signals: r.signals,
			})
		}
	}
	return r.Tracks.Dispute, workflow.Await(ctx, func() bool { return r.idle(ctx) && !r.Messages })
}

func (r *flow) listenToComplaint(ctx workflow.Context) error {
	return errors.Join(
		decision(ctx, r, returns.ActionComplain, act.Complain),
		decision(ctx, r, returns.ActionAnswerComplaint, act.AnswerComplaint),
		decision(ctx, r, returns.ActionEscalateComplaint, act.EscalateComplaint),
		decision(ctx, r, returns.ActionDecideComplaint, act.DecideComplaint),
		workflow.SetQueryHandler(ctx, QueryState, func() (returns.Snapshot, error) { return r.Snapshot, nil }),
	)
}

// patience is how long a workflow waits for the decision that it was started with,
// which comes in the same moment, and may be refused.
const patience = time.Minute

// takes waits until a first decision has opened what the workflow is about. It is
// false when none did.
func (r *flow) takes(ctx workflow.Context, open func() bool) (bool, error) {
	if open() {
		return true, nil
	}
	timing, stop := workflow.WithCancel(ctx)
	timer := workflow.NewTimer(timing, patience)
	err := workflow.Await(ctx, func() bool { return open() || timer.IsReady() })
	stop()
	if err == nil && !open() { // one may be under way
		err = workflow.Await(ctx, func() bool { return open() || r.idle(ctx) })
	}
	return open(), err
}

// waitForComplaint blocks until somebody has moved the complaint, or until its
// deadline, and then does what was announced.
func (r *flow) waitForComplaint(ctx workflow.Context) error {
	seen := r.Version
	moved := func() bool { return r.Version != seen }
	var deadline *time.Time
	var then returns.Action
	if wait := r.Snapshot.Dispute; wait != nil {
		deadline, then = wait.Deadline, wait.Then
	}
	if passed, err := r.passes(ctx, deadline, then, moved); err != nil || !passed {
		return err
	}
	return r.own(ctx, then, func(by returns.By) (returns.Snapshot, error) {
		return call(quick(ctx), act.PassComplaintDeadline, activities.Input[activities.Deadline]{
			ReturnID: r.ReturnID, Decision: activities.Deadline{By: by, At: *deadline},
		})
	})
}

// Complain sends a complaint, and starts its workflow when none runs. It returns
// the domain's refusal, or [returns.CodeUnavailable] when nobody answered in time.
func Complain(ctx context.Context, c client.Client, taskQueue, returnID string, d returns.Complaint) error {
	start := c.NewWithStartWorkflowOperation(client.StartWorkflowOptions{
		ID:                       DisputeID(returnID),
		TaskQueue:                taskQueue,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		StaticSummary:            "complaint about return " + returnID,
	}, Dispute, DisputeInput{ReturnID: returnID})
	handle, err := c.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: start,
		UpdateOptions: client.UpdateWorkflowOptions{
			UpdateID:     d.ID,
			UpdateName:   string(returns.ActionComplain),
			Args:         []any{d},
			WaitForStage: client.WorkflowUpdateStageCompleted,
		},
	})
	if err == nil {
		err = handle.Get(ctx, nil)
	}
	return fromTemporal(err)
}

// DecideDispute sends a decision about a complaint, as [Decide] does about a
// return.
func DecideDispute(ctx context.Context, c client.Client, returnID string, action returns.Action, decisionID string, decision any) error {
	return decideIn(ctx, c, DisputeID(returnID), action, decisionID, decision)
}
