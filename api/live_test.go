package api_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"

	"backhaul/activities"
	"backhaul/returns"
)

// inTrouble is a Temporal whose return has steps that are not done.
type inTrouble struct {
	client.Client
	pending []*workflowpb.PendingActivityInfo
}

func (c inTrouble) QueryWorkflow(context.Context, string, string, string, ...any) (converter.EncodedValue, error) {
	payloads, err := converter.GetDefaultDataConverter().ToPayloads(returns.Snapshot{
		Status: returns.RefundPending, Tracks: returns.Tracks{
			Stage: returns.StageConfirmed, Logistics: returns.Delivered, Goods: returns.GoodsInspected,
			Refund: returns.Submitted, Dispute: returns.DisputeNone,
		},
	})
	return client.NewValue(payloads), err
}

func (c inTrouble) DescribeWorkflow(context.Context, string, string) (*client.WorkflowExecutionDescription, error) {
	return &client.WorkflowExecutionDescription{
		RawResponse: &workflowservice.DescribeWorkflowExecutionResponse{PendingActivities: c.pending},
	}, nil
}

func pendingStep(activity string, failed error) *workflowpb.PendingActivityInfo {
	step := &workflowpb.PendingActivityInfo{
		ActivityType: &commonpb.ActivityType{Name: activity}, State: enumspb.PENDING_ACTIVITY_STATE_SCHEDULED, Attempt: 3,
	}
	if failed != nil {
		step.LastFailure = temporal.GetDefaultFailureConverter().ErrorToFailure(failed)
	}
	return step
}

func TestLive_AStepInTrouble_HintsAtWhatAPersonCanDo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 1, now)
	away := errors.New("connection refused")
	underWay := pendingStep("Review", nil)
	underWay.State = enumspb.PENDING_ACTIVITY_STATE_STARTED
	b.temporal = inTrouble{pending: []*workflowpb.PendingActivityInfo{
		pendingStep("PayRefund", nil),
		pendingStep("PayRefund", temporal.NewTimeoutError(enumspb.TIMEOUT_TYPE_START_TO_CLOSE, nil)),
		pendingStep("PayRefund", temporal.NewApplicationError("nil map", "PanicError")),
		pendingStep("PayRefund", temporal.NewApplicationError("no route", "ConnectError")),
		pendingStep("PayRefund", temporal.NewApplicationError("429", activities.RetryLater)),
		pendingStep("SendMessages", away), pendingStep("PayRefund", away), pendingStep("SchedulePickup", away), pendingStep("Review", away),
		underWay,
	}}
	b.restart()

	hints := func(language string) (hints []string) {
		live := b.as(returns.RoleSupport).with("Accept-Language", language).get("/v1/returns/" + id + "/live").ok()
		for _, step := range live["pending"].([]any) {
			hint, _ := step.(object)["hint"].(string)
			hints = append(hints, hint)
		}
		require.Equal(t, "no_worker", live["pending"].([]any)[0].(object)["trouble"])
		return hints
	}
	english, chinese := hints("en"), hints("zh-CN")
	require.Contains(t, english[4], "asked again at next_attempt")
	require.Contains(t, english[5], "The mail server is away")
	require.Contains(t, chinese[5], "邮件服务器不可用")
	require.Empty(t, english[9], "what is under way needs nobody")
	seen := map[string]bool{}
	for i := range english[:9] {
		require.Greater(t, len(english[i]), 40, "%d", i)
		require.Regexp(t, `\p{Han}{4}`, chinese[i], "%d", i)
		require.False(t, seen[english[i]] || seen[chinese[i]], "each trouble wants something else: %s", english[i])
		seen[english[i]], seen[chinese[i]] = true, true
	}
}
