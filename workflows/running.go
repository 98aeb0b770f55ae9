package workflows

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"backhaul/returns"
)

// Running yields the return of every workflow that runs on the task queue, and
// since when. Temporal's list may be some moments behind.
func Running(ctx context.Context, c client.Client, taskQueue string) iter.Seq2[RunningReturn, error] {
	return func(yield func(RunningReturn, error) bool) {
		request := &workflowservice.ListWorkflowExecutionsRequest{
			PageSize: 500,
			Query:    fmt.Sprintf("WorkflowType = 'Return' and ExecutionStatus = 'Running' and TaskQueue = '%s'", taskQueue),
		}
		for {
			page, err := c.ListWorkflow(ctx, request)
			if err != nil {
				yield(RunningReturn{}, fromTemporal(err))
				return
			}
			for _, execution := range page.GetExecutions() {
				id := strings.TrimPrefix(execution.GetExecution().GetWorkflowId(), WorkflowID(""))
				if !yield(RunningReturn{ReturnID: id, Since: execution.GetStartTime().AsTime()}, nil) {
					return
				}
			}
			if request.NextPageToken = page.GetNextPageToken(); len(request.NextPageToken) == 0 {
				return
			}
		}
	}
}

// RunningReturn is a return whose workflow runs.
type RunningReturn struct {
	ReturnID string
	Since    time.Time
}

// Status asks the workflow of a return for its status; running is false when
// there is none, or when it has ended.
func Status(ctx context.Context, c client.Client, returnID string) (status returns.Status, running bool, err error) {
	described, err := c.DescribeWorkflow(ctx, WorkflowID(returnID), "")
	if _, missing := errors.AsType[*serviceerror.NotFound](err); missing {
		return "", false, nil
	}
	if err != nil || described.WorkflowCloseTime != nil {
		return "", false, fromTemporal(err)
	}
	answer, err := c.QueryWorkflow(ctx, WorkflowID(returnID), "", QueryState)
	if err != nil {
		return "", false, fromTemporal(err)
	}
	var snapshot returns.Snapshot
	err = answer.Get(&snapshot)
	return snapshot.Status, true, err
}
