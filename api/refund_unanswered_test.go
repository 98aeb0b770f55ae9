package api_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/integrations/payments"
	"backhaul/returns"
)

// deaf is a payment provider that never answers.
type deaf struct{}

var errDeaf = errors.New("connection refused")

func (deaf) Refund(context.Context, payments.Refund) (payments.Outcome, error) {
	return payments.Outcome{}, errDeaf
}

func (deaf) Lookup(context.Context, string) (payments.Outcome, bool, error) {
	return payments.Outcome{}, false, errDeaf
}

func TestRefundTask_ProviderNeverAnswers_FinanceSeesSinceWhenAndMayOverrideAfterADay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.as(returns.RoleIntegration).put("/v1/orders/A-1", paidByTwo()).ok()
	id := b.open("A-1", 1, now)
	b.toFinance(id, now)
	at := func(later time.Duration) *activities.Activities {
		steps := b.steps(now.Add(later))
		steps.Payments = map[string]payments.Provider{"psp": deaf{}}
		return steps
	}
	decide := func(later time.Duration, change func(*returns.DecideRefund)) error {
		d := returns.DecideRefund{By: by(returns.RoleFinance), Action: returns.RefundMarkPaid, Payment: 1, Reference: "BANK-1", Note: "the customer cannot wait", Override: true}
		change(&d)
		_, err := at(later).DecideRefund(t.Context(), activities.Input[returns.DecideRefund]{ReturnID: id, Decision: d})
		return err
	}
	part := func() object {
		task := b.as(returns.RoleFinance).get("/v1/refund-tasks?return=" + id).ok()["items"].([]any)[0].(object)
		ofReturn := b.as(returns.RoleFinance).get("/v1/returns/" + id).ok()["refund"].(object)["parts"]
		require.Equal(t, task["parts"], ofReturn, "the task and the return say the same")
		return task["parts"].([]any)[0].(object)
	}
	require.NoError(t, decide(0, func(d *returns.DecideRefund) { *d = returns.DecideRefund{By: d.By, Action: returns.RefundApprove} }))
	require.Nil(t, part()["unanswered_since"])
	_, err := at(0).PayRefund(t.Context(), activities.Input[returns.By]{ReturnID: id, Decision: by(returns.RoleSystem), Since: now.Add(-9 * time.Minute)})
	require.NoError(t, err)

	require.Equal(t, "2026-01-10T11:51:00Z", part()["unanswered_since"])
	require.Equal(t, "submitted", part()["state"])
	require.Contains(t, b.as(returns.RoleFinance).get("/v1/returns/" + id).ok()["attention"], "the payment provider does not answer since 2026-01-10T11:51:00Z")
	customers := b.as(returns.RoleCustomer).get("/v1/returns/" + id).ok()["refund"].(object)["parts"].([]any)[0].(object)
	require.Nil(t, customers["unanswered_since"], "it is for finance")

	early := decide(23*time.Hour, func(*returns.DecideRefund) {})
	require.ErrorContains(t, early, "from 2026-01-11T11:51:00Z on record your own payment with override and a note")
	require.Error(t, decide(25*time.Hour, func(d *returns.DecideRefund) { d.Override = false }), "nobody pays twice by mistake")
	require.Error(t, decide(25*time.Hour, func(d *returns.DecideRefund) { d.Note = "" }))
	require.NoError(t, decide(25*time.Hour, func(*returns.DecideRefund) {}))
	require.Equal(t, "settled", part()["state"])
	require.Equal(t, true, part()["by_hand"])
	require.Equal(t, "BANK-1", part()["reference"])
	require.Equal(t, "2026-01-10T11:51:00Z", part()["unanswered_since"], "the provider is asked all the same")
}
