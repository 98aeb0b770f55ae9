package api_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/integrations/payments"
	"backhaul/returns"
)

// refusing is a payment provider that pays nothing.
type refusing struct{}

func (refusing) Refund(context.Context, payments.Refund) (payments.Outcome, error) {
	return payments.Outcome{State: payments.Failed, Reason: "the card has expired"}, nil
}

func (refusing) Lookup(context.Context, string) (payments.Outcome, bool, error) {
	return payments.Outcome{}, false, nil
}

func TestRefundTasks_FailedTaskThatARetryReplaced_IsOpenNoMore(t *testing.T) {
	t.Parallel()
	b := setup(t)
	order := orderBody()
	order["payments"] = []object{{"provider": "psp", "reference": "pay_1", "method": "card", "captured": "89.00"}}
	b.as(returns.RoleIntegration).put("/v1/orders/A-1", order).ok()
	id := b.open("A-1", 1, now)
	b.toFinance(id, now)
	steps := b.steps(now)
	steps.Payments = map[string]payments.Provider{"psp": refusing{}}
	decide := func(action string) {
		_, err := steps.DecideRefund(t.Context(), activities.Input[returns.DecideRefund]{ReturnID: id, Decision: returns.DecideRefund{By: by(returns.RoleFinance), Action: action}})
		require.NoError(t, err)
	}
	decide(returns.RefundApprove)
	_, err := steps.PayRefund(t.Context(), activities.Input[returns.By]{ReturnID: id, Decision: by(returns.RoleSystem), Since: now})
	require.NoError(t, err)
	list := func(filter string) (states []string) {
		for _, task := range items(b.as(returns.RoleFinance).get("/v1/refund-tasks" + filter).ok()) {
			replaced := ""
			if task["replaced"].(bool) {
				replaced = " replaced"
			}
			states = append(states, task["state"].(string)+replaced)
		}
		return states
	}
	require.Equal(t, []string{"failed_final"}, list("?status=open"), "somebody has to act")
	require.Empty(t, list("?status=closed"))

	decide(returns.RefundRetry)
	require.Equal(t, []string{"awaiting_finance"}, list("?status=open"))
	require.Equal(t, []string{"awaiting_finance"}, list("?status=open&return="+id))
	require.Equal(t, []string{"failed_final replaced"}, list("?status=closed"))
	require.Equal(t, []string{"failed_final replaced", "awaiting_finance"}, list("?return="+id), "the history stays readable")
	file := b.as(returns.RoleFinance).get("/v1/refund-tasks?status=open&format=csv")
	require.Equal(t, 2, strings.Count(strings.TrimSpace(string(file.body)), "\n")+1, "the header and the task that is open")
}
