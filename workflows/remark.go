package workflows

import (
	"context"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/workflow"

	"backhaul/activities"
	"backhaul/returns"
)

// RemarkInput is a note or a rating. One of the two is set.
type RemarkInput struct {
	ReturnID string            `json:"return_id"`
	Note     *returns.Note     `json:"note,omitempty"`
	Feedback *returns.Feedback `json:"feedback,omitempty"`
}

// Remark writes down one thing that is said about a return. It moves nothing, and
// is as possible years after the return's own workflow has ended; so it is a
// workflow of one step, known by the decision's id. To start it from a batch tool
// is what a Signal is to other decisions.
func Remark(ctx workflow.Context, in RemarkInput) error {
	var err error
	switch {
	case in.Note != nil:
		identify(&in.Note.By, workflow.GetInfo(ctx).WorkflowExecution.ID)
		_, err = call(quick(ctx), act.AddNote, activities.Input[returns.Note]{ReturnID: in.ReturnID, Decision: *in.Note})
	case in.Feedback != nil:
		identify(&in.Feedback.By, workflow.GetInfo(ctx).WorkflowExecution.ID)
		_, err = call(quick(ctx), act.Rate, activities.Input[returns.Feedback]{ReturnID: in.ReturnID, Decision: *in.Feedback})
	default:
		return activities.Refusal(returns.Refuse(returns.CodeInvalid, "a remark is a note or a rating; this is neither"))
	}
	return passOn(err)
}

func remarkID(returnID, decisionID string) string { return "remark/" + returnID + "/" + decisionID }

// WriteRemark has a remark written and waits until it is.
func WriteRemark(ctx context.Context, c client.Client, taskQueue, decisionID string, in RemarkInput) error {
	run, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:                       remarkID(in.ReturnID, decisionID),
		TaskQueue:                taskQueue,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY,
	}, Remark, in)
	if err == nil {
		err = run.Get(ctx, nil)
	}
	if alreadyEnded(err) {
		return nil // written by an earlier try
	}
	return fromTemporal(err)
}
