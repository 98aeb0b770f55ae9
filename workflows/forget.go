package workflows

import (
	"context"
	"errors"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
)

// Histories is what Temporal keeps, for those who have it deleted.
type Histories struct {
	Client    client.Client
	Namespace string
}

// Forget deletes the histories of a return that has ended: its own, those of its
// complaint and of its held goods, and of what was remarked about it. It fails
// while one of them runs, and may be called again. Temporal removes them from its
// own store some moments later.
func (h Histories) Forget(ctx context.Context, returnID string) error {
	request := &workflowservice.ListWorkflowExecutionsRequest{
		PageSize: 100,
		Query: fmt.Sprintf("WorkflowId IN ('%s', '%s', '%s') OR WorkflowId STARTS_WITH '%s'",
			WorkflowID(returnID), DisputeID(returnID), HeldID(returnID), remarkID(returnID, "")),
	}
	for {
		page, err := h.Client.ListWorkflow(ctx, request)
		if err != nil {
			return fromTemporal(err)
		}
		for _, execution := range page.GetExecutions() {
			if execution.GetStatus() == enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING {
				return fmt.Errorf("the workflow %s still runs", execution.GetExecution().GetWorkflowId())
			}
			_, err := h.Client.WorkflowService().DeleteWorkflowExecution(ctx, &workflowservice.DeleteWorkflowExecutionRequest{
				Namespace: h.Namespace, WorkflowExecution: execution.GetExecution(),
			})
			if _, gone := errors.AsType[*serviceerror.NotFound](err); err != nil && !gone {
				return fromTemporal(err)
			}
		}
		if request.NextPageToken = page.GetNextPageToken(); len(request.NextPageToken) == 0 {
			return nil
		}
	}
}
