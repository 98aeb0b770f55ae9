package workflows

import (
	"context"
	"errors"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"backhaul/activities"
	"backhaul/returns"
)

// StartBatch starts the workflow of a batch that was stored. Calling it again
// finds the same workflow; when it has ended, it looks once more and ends again.
func StartBatch(ctx context.Context, c client.Client, taskQueue string, in BatchInput) error {
	_, err := c.ExecuteWorkflow(ctx, batchOptions(taskQueue, in), Batch, in)
	return fromTemporal(err)
}

// DecideBatch sends a command to a batch and waits until it is stored. A batch that
// has nothing to do any more has no workflow; it gets a new one.
func DecideBatch(
	ctx context.Context, c client.Client, taskQueue string, in BatchInput, action returns.BatchAction, d returns.BatchDecision,
) (activities.BatchTaken, error) {
	for try := 1; ; try++ {
		var taken activities.BatchTaken
		handle, err := c.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
			StartWorkflowOperation: c.NewWithStartWorkflowOperation(batchOptions(taskQueue, in), Batch, in),
			UpdateOptions: client.UpdateWorkflowOptions{
				UpdateID: d.ID, UpdateName: string(action), Args: []any{d}, WaitForStage: client.WorkflowUpdateStageCompleted,
			},
		})
		if err == nil {
			err = handle.Get(ctx, &taken)
		}
		// The command may have met the workflow in the moment of its end.
		if _, ended := errors.AsType[*serviceerror.NotFound](err); ended && try < 3 {
			continue
		}
		return taken, fromTemporal(err)
	}
}

func batchOptions(taskQueue string, in BatchInput) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID:                       BatchID(in.BatchID),
		TaskQueue:                taskQueue,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		StaticSummary:            "batch " + in.BatchID,
	}
}

// Flows is how the steps of a batch open returns and decide about them: as the
// API does, through each return's own workflow.
type Flows struct {
	Client    client.Client
	TaskQueue string
}

// Open opens a return; see [Open].
func (f Flows) Open(ctx context.Context, in activities.OpenInput) error {
	return Open(ctx, f.Client, f.TaskQueue, Input{
		ReturnID: in.ReturnID, By: in.By, Request: in.Request, OwnOrdersOf: in.OwnOrdersOf,
	})
}

// Decide sends a decision; see [Decide].
func (f Flows) Decide(ctx context.Context, returnID string, action returns.Action, decisionID string, decision any) error {
	return Decide(ctx, f.Client, returnID, action, decisionID, decision)
}
