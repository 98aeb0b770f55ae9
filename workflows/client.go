package workflows

import (
	"context"
	"errors"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"

	"backhaul/activities"
	"backhaul/returns"
)

// WorkflowID is the id of a return's workflow.
func WorkflowID(returnID string) string { return "return/" + returnID }

// Open starts a return and waits until it is open. Calling it again with the
// same input finds the same return. It returns the domain's refusal, or
// [returns.CodeUnavailable] when nobody answered in time; the return may then
// still be opened, and the same call finds out.
func Open(ctx context.Context, c client.Client, taskQueue string, in Input) error {
	start := c.NewWithStartWorkflowOperation(client.StartWorkflowOptions{
		ID:        WorkflowID(in.ReturnID),
		TaskQueue: taskQueue,
		// A repeat joins the running return, or hears the same refusal again; under
		// another decision id a return that was refused may be asked for anew.
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY,
		StaticSummary:            "return of order " + in.Request.OrderNumber,
	}, Return, in)
	handle, err := c.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: start,
		UpdateOptions: client.UpdateWorkflowOptions{
			UpdateID:     "open:" + in.By.ID,
			UpdateName:   UpdateOpen,
			WaitForStage: client.WorkflowUpdateStageCompleted,
		},
	})
	if err == nil {
		err = handle.Get(ctx, nil)
	}
	if alreadyEnded(err) {
		return nil // the return was opened by an earlier try and has ended since
	}
	return fromTemporal(err)
}

// Decide sends a decision and waits until it took. It returns the domain's
// refusal, [returns.CodeNotFound] when no such return is running, or
// [returns.CodeUnavailable] when nobody answered in time.
func Decide(ctx context.Context, c client.Client, returnID string, action returns.Action, decisionID string, decision any) error {
	return decideIn(ctx, c, WorkflowID(returnID), action, decisionID, decision)
}

func decideIn(ctx context.Context, c client.Client, workflowID string, action returns.Action, decisionID string, decision any) error {
	handle, err := c.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID:   workflowID,
		UpdateID:     decisionID,
		UpdateName:   string(action),
		Args:         []any{decision},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err == nil {
		err = handle.Get(ctx, nil)
	}
	return fromTemporal(err)
}

// ReportCarrier tells a return what a carrier said of its parcel. It is a fact, so
// that it is a Signal: nobody at the carrier waits for an answer.
func ReportCarrier(ctx context.Context, c client.Client, returnID string, event returns.CarrierEvent) error {
	return fromTemporal(c.SignalWorkflow(ctx, WorkflowID(returnID), "", string(returns.ActionCarrierEvent), event))
}

// LiveState is what the running workflow says of itself.
type LiveState struct {
	returns.Snapshot
	RunID         string            `json:"run_id"`
	HistoryEvents int64             `json:"history_events"`
	Pending       []PendingActivity `json:"pending"`
}

// PendingActivity is a step under way, or waiting to be tried again.
type PendingActivity struct {
	Activity    string     `json:"activity"`
	Attempt     int        `json:"attempt"`
	LastError   string     `json:"last_error,omitempty"`
	NextAttempt *time.Time `json:"next_attempt,omitempty"`
	// Trouble is what keeps the step from being done.
	Trouble Trouble `json:"trouble,omitempty"`
}

// Live asks the workflow itself. It is for people who look into one return;
// lists and pages read the database. reads decrypts the texts of failures.
func Live(ctx context.Context, c client.Client, reads converter.DataConverter, returnID string) (LiveState, error) {
	var live LiveState
	answer, err := c.QueryWorkflow(ctx, WorkflowID(returnID), "", QueryState)
	if err != nil {
		return live, fromTemporal(err)
	}
	if err := answer.Get(&live.Snapshot); err != nil {
		return live, err
	}
	response, err := c.DescribeWorkflow(ctx, WorkflowID(returnID), "")
	if err != nil {
		return live, fromTemporal(err)
	}
	described := response.RawResponse
	live.RunID = described.GetWorkflowExecutionInfo().GetExecution().GetRunId()
	live.HistoryEvents = described.GetWorkflowExecutionInfo().GetHistoryLength()
	live.Pending = []PendingActivity{}
	for _, activity := range described.GetPendingActivities() {
		converter.DecodeCommonFailureAttributes(reads, activity.GetLastFailure())
		pending := PendingActivity{
			Activity: activity.GetActivityType().GetName(), Attempt: int(activity.GetAttempt()),
			LastError: activity.GetLastFailure().GetMessage(), Trouble: troubleOf(activity),
		}
		if next := activity.GetNextAttemptScheduleTime(); next != nil {
			at := next.AsTime()
			pending.NextAttempt = &at
		}
		live.Pending = append(live.Pending, pending)
	}
	return live, nil
}

// fromTemporal is the door from Temporal: refusals come out as they went in,
// and everything that a later try may answer is unavailable.
func fromTemporal(err error) error {
	if err == nil {
		return nil
	}
	if refusal, ok := activities.AsRefusal(err); ok {
		return refusal
	}
	if _, ok := errors.AsType[*serviceerror.NotFound](err); ok {
		return returns.Refuse(returns.CodeNotFound, "no such return is running")
	}
	if away(err) {
		return returns.Refuse(returns.CodeUnavailable, "the service cannot decide this right now; repeat the same request in a moment")
	}
	return err
}

func away(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return true
	}
	if _, ok := errors.AsType[*client.WorkflowUpdateServiceTimeoutOrCanceledError](err); ok {
		return true
	}
	if _, ok := errors.AsType[*serviceerror.Unavailable](err); ok {
		return true
	}
	if _, ok := errors.AsType[*serviceerror.DeadlineExceeded](err); ok {
		return true
	}
	if _, ok := errors.AsType[*serviceerror.Canceled](err); ok {
		return true
	}
	_, ok := errors.AsType[*serviceerror.ResourceExhausted](err)
	return ok
}

func alreadyEnded(err error) bool {
	_, ok := errors.AsType[*serviceerror.WorkflowExecutionAlreadyStarted](err)
	return ok || temporal.IsWorkflowExecutionAlreadyStartedError(err)
}
