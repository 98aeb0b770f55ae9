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

// Kind is a kind of workflow that something in the database must have while it is
// open; it is the name under which Temporal knows the workflow.
type Kind string

// The kinds.
const (
	KindReturn  Kind = "Return"
	KindDispute Kind = "Dispute"
	KindHeld    Kind = "HeldGoods"
	KindBatch   Kind = "Batch"
)

// id is the id of the workflow of a return or batch.
func (k Kind) id(of string) string {
	switch k {
	case KindDispute:
		return DisputeID(of)
	case KindHeld:
		return HeldID(of)
	case KindBatch:
		return BatchID(of)
	default:
		return WorkflowID(of)
	}
}

// Running yields what has a workflow of the kind that runs on the task queue, and
// since when. Temporal's list may be some moments behind.
func Running(ctx context.Context, c client.Client, taskQueue string, kind Kind) iter.Seq2[RunningWorkflow, error] {
	return func(yield func(RunningWorkflow, error) bool) {
		request := &workflowservice.ListWorkflowExecutionsRequest{
			PageSize: 500,
			Query:    fmt.Sprintf("WorkflowType = '%s' and ExecutionStatus = 'Running' and TaskQueue = '%s'", kind, taskQueue),
		}
		for {
			page, err := c.ListWorkflow(ctx, request)
			if err != nil {
				yield(RunningWorkflow{}, fromTemporal(err))
				return
			}
			for _, execution := range page.GetExecutions() {
				id := strings.TrimPrefix(execution.GetExecution().GetWorkflowId(), kind.id(""))
				if !yield(RunningWorkflow{ID: id, Since: execution.GetStartTime().AsTime()}, nil) {
					return
				}
			}
			if request.NextPageToken = page.GetNextPageToken(); len(request.NextPageToken) == 0 {
				return
			}
		}
	}
}

// RunningWorkflow is a return or batch whose workflow runs.
type RunningWorkflow struct {
	ID    string
	Since time.Time
}

// State asks the workflow of a return or batch how it stands: the return's status,
// the complaint's state, what is due about held goods. A batch's does not say.
// running is false when there is none, or when it has ended.
func State(ctx context.Context, c client.Client, kind Kind, id string) (state string, running bool, err error) {
	described, err := c.DescribeWorkflow(ctx, kind.id(id), "")
	if _, missing := errors.AsType[*serviceerror.NotFound](err); missing {
		return "", false, nil
	}
	if err != nil || described.WorkflowCloseTime != nil {
		return "", false, fromTemporal(err)
	}
	if kind == KindBatch {
		return "", true, nil
	}
	answer, err := c.QueryWorkflow(ctx, kind.id(id), "", QueryState)
	if err != nil {
		return "", false, fromTemporal(err)
	}
	var snapshot returns.Snapshot
	if err := answer.Get(&snapshot); err != nil {
		return "", true, err
	}
	switch {
	case kind == KindDispute:
		return string(snapshot.Tracks.Dispute), true, nil
	case kind == KindHeld && snapshot.Held != nil:
		return string(snapshot.Held.Due), true, nil
	case kind == KindHeld:
		return "", true, nil
	}
	return string(snapshot.Status), true, nil
}
