package api_test

import (
	"context"
	"strings"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"backhaul/activities"
	"backhaul/db"
	"backhaul/returns"
	"backhaul/workflows"
)

// clerk is a Temporal that takes decisions itself, by the steps that a worker
// would take.
type clerk struct {
	client.Client
	steps *activities.Activities
	// returnID is the one return there is, for complaints that start a workflow.
	returnID string
}

// heard is the handle of an update that has been answered.
type heard struct {
	client.WorkflowUpdateHandle
	err error
}

func (h heard) Get(context.Context, any) error { return h.err }

func (c clerk) UpdateWorkflow(ctx context.Context, o client.UpdateWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	id := strings.TrimPrefix(o.WorkflowID, "return/")
	switch d := o.Args[0].(type) {
	case returns.Review:
		return take(ctx, c.steps.Review, id, d)
	case returns.ClaimReview:
		return take(ctx, c.steps.Claim, id, d)
	case returns.ReleaseReview:
		return take(ctx, c.steps.Release, id, d)
	case returns.AssignReview:
		return take(ctx, c.steps.Assign, id, d)
	case returns.Acknowledge:
		return take(ctx, c.steps.Acknowledge, id, d)
	}
	return c.updateComplaint(ctx, strings.TrimPrefix(o.WorkflowID, "dispute/"), o)
}

// updateComplaint knows a complaint's workflow while the complaint is open, as
// Temporal does.
func (c clerk) updateComplaint(ctx context.Context, id string, o client.UpdateWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	row, err := db.Queries.ReturnGet(ctx, c.steps.DB, id)
	if state := returns.DisputeState(row.Dispute); err != nil || state == returns.DisputeNone || state.Decided() {
		return nil, serviceerror.NewNotFound("workflow not found")
	}
	switch d := o.Args[0].(type) {
	case returns.AnswerComplaint:
		return take(ctx, c.steps.AnswerComplaint, id, d)
	case returns.EscalateComplaint:
		return take(ctx, c.steps.EscalateComplaint, id, d)
	case returns.DecideComplaint:
		return take(ctx, c.steps.DecideComplaint, id, d)
	}
	panic("the clerk does not know " + o.UpdateName)
}

func (clerk) NewWithStartWorkflowOperation(client.StartWorkflowOptions, any, ...any) client.WithStartWorkflowOperation {
	return nil
}

func (c clerk) UpdateWithStartWorkflow(ctx context.Context, o client.UpdateWithStartWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	switch d := o.UpdateOptions.Args[0].(type) {
	case returns.Complaint:
		return take(ctx, c.steps.Complain, c.returnID, d)
	case returns.Receive:
		return take(ctx, c.steps.ReceiveLate, c.returnID, d)
	case returns.DecideStray:
		return take(ctx, c.steps.DecideStray, c.returnID, d)
	case returns.SendBack:
		return take(ctx, c.steps.SendBack, c.returnID, d)
	case returns.CarrierEvent:
		return take(ctx, c.steps.ReportSendBack, c.returnID, d)
	case returns.DecideSendBack:
		return take(ctx, c.steps.DecideSendBack, c.returnID, d)
	}
	panic("the clerk does not know " + o.UpdateOptions.UpdateName)
}

func (c clerk) ExecuteWorkflow(ctx context.Context, _ client.StartWorkflowOptions, _ any, args ...any) (client.WorkflowRun, error) {
	in := args[0].(workflows.RemarkInput)
	if in.Note != nil {
		handle, err := take(ctx, c.steps.AddNote, in.ReturnID, *in.Note)
		return written{handle: handle}, err
	}
	handle, err := take(ctx, c.steps.Rate, in.ReturnID, *in.Feedback)
	return written{handle: handle}, err
}

// written is the run of a remark's workflow that has ended.
type written struct {
	client.WorkflowRun
	handle client.WorkflowUpdateHandle
}

func (w written) Get(ctx context.Context, _ any) error { return w.handle.Get(ctx, nil) }

func take[D any](
	ctx context.Context, step func(context.Context, activities.Input[D]) (returns.Snapshot, error), id string, d D,
) (client.WorkflowUpdateHandle, error) {
	_, err := step(ctx, activities.Input[D]{ReturnID: id, Decision: d})
	return heard{err: err}, nil
}
