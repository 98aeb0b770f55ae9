package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// decides is a decision of somebody of finance, or of another role, by name.
func decides(who string, role returns.Role, d returns.DecideRefund) returns.DecideRefund {
	d.By = returns.By{ID: returns.NewID("dec"), Actor: returns.Actor{ID: who, Role: role, Name: who}}
	return d
}

func (s *story) decideRefund(d returns.DecideRefund) *returns.Change {
	return s.did(s.r().DecideRefund(d, s.order, s.now))
}

func (s *story) refusesRefund(code returns.Code, d returns.DecideRefund) string {
	return s.refuses(code, func(r *returns.Return) (*returns.Change, error) { return r.DecideRefund(d, s.order, s.now) })
}

var approveIt = returns.DecideRefund{Action: returns.RefundApprove}

func TestFourEyes_AboveTheLimit_TwoDifferentPeopleApprove(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(m *returns.Terms) { m.FourEyesAbove = returns.PerCurrency{"GBP": 2399} })).until(returns.RefundPending)
	s.decideRefund(decides("ann", returns.RoleFinance, approveIt))
	require.Equal(t, returns.TaskAwaitingFinance, s.r().Task.State)
	require.Equal(t, "ann", s.r().Task.FirstApprovedBy.ID)
	require.Nil(t, s.r().Task.ApprovedBy)
	require.Equal(t, "a second person must approve the refund of 24.00 GBP", s.r().Attention.String())
	require.Equal(t, []string{"finance:refund_to_decide"}, s.told())

	require.Contains(t, s.refusesRefund(returns.CodeConflict, decides("ann", returns.RoleFinance, approveIt)), "you have approved the refund of 24.00 GBP already")
	require.Contains(t, s.refusesRefund(returns.CodeConflict, decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundMarkPaid, Reference: "b"})), "different person")
	s.decideRefund(decides("bob", returns.RoleAdmin, approveIt))
	require.Equal(t, returns.TaskSubmitted, s.r().Task.State)
	require.Equal(t, "bob", s.r().Task.ApprovedBy.ID)
	require.Equal(t, "ann", s.r().Task.FirstApprovedBy.ID)
}

func TestFourEyes_AtTheLimit_OnePersonIsEnough(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(m *returns.Terms) { m.FourEyesAbove = returns.PerCurrency{"GBP": 2400, "JPY": 1} })).until(returns.RefundPending)
	s.decideRefund(decides("ann", returns.RoleFinance, approveIt))
	require.Equal(t, returns.TaskSubmitted, s.r().Task.State)
}

func TestFourEyes_PaidByHandWithoutTheSecond_IsRefused(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(m *returns.Terms) { m.FourEyesAbove = returns.PerCurrency{"GBP": 100} })).until(returns.RefundPending)
	paid := returns.DecideRefund{Action: returns.RefundMarkPaid, Reference: "bank 1"}
	require.Contains(t, s.refusesRefund(returns.CodeTransition, decides("ann", returns.RoleFinance, paid)), "two people")
	s.decideRefund(decides("ann", returns.RoleFinance, approveIt))
	s.decideRefund(decides("bob", returns.RoleFinance, paid))
	require.Equal(t, returns.Refunded, s.r().Status())
}

func TestFourEyes_AnotherAmount_NeedsBothApprovalsAnew(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(m *returns.Terms) { m.FourEyesAbove = returns.PerCurrency{"GBP": 1000} })).until(returns.RefundPending)
	s.decideRefund(decides("ann", returns.RoleFinance, approveIt))
	less := returns.DecideRefund{Action: returns.RefundApprove, Amount: pounds(2000), Note: "worn"}
	s.decideRefund(decides("bob", returns.RoleFinance, less))
	require.Equal(t, returns.TaskAwaitingFinance, s.r().Task.State, "ann did not approve 20.00")
	require.Equal(t, "bob", s.r().Task.FirstApprovedBy.ID)
	s.decideRefund(decides("ann", returns.RoleFinance, approveIt))
	require.Equal(t, int64(2000), s.r().Task.Amounts.Total)
	require.Equal(t, returns.TaskSubmitted, s.r().Task.State)
}

func TestApprovalLimit_AboveIt_AHigherRoleApproves(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(m *returns.Terms) {
		m.ApprovalLimits = map[returns.Role]returns.PerCurrency{returns.RoleFinance: {"GBP": 2399}}
	})).until(returns.RefundPending)
	require.Equal(t, "the refund of 24.00 GBP is above 23.99 GBP, the limit of finance; somebody with a higher limit must approve it",
		s.refusesRefund(returns.CodeForbidden, decides("ann", returns.RoleFinance, approveIt)))
	s.refusesRefund(returns.CodeForbidden, decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundMarkPaid, Reference: "b"}))
	s.decideRefund(decides("root", returns.RoleAdmin, approveIt))
	require.Equal(t, returns.TaskSubmitted, s.r().Task.State)
}

func TestRequester_MayNotApproveTheRefund_WherePolicySaysSo(t *testing.T) {
	t.Parallel()
	by := func(in *returns.Opening) {
		in.By = returns.By{ID: "o", Actor: returns.Actor{ID: "root", Role: returns.RoleAdmin}}
	}
	s := opens(t, by, terms(func(m *returns.Terms) { m.RequesterMayNotRefund = true })).until(returns.RefundPending)
	require.Contains(t, s.refusesRefund(returns.CodeForbidden, decides("root", returns.RoleAdmin, approveIt)), "you opened this return")
	s.decideRefund(decides("ann", returns.RoleFinance, approveIt))

	s = opens(t, by).until(returns.RefundPending) // the policy does not mind
	s.decideRefund(decides("root", returns.RoleAdmin, approveIt))
}

func TestAdjust_WhateverFinanceSets_StaysWithinWhatWasPaid(t *testing.T) {
	t.Parallel()
	for _, amount := range []int64{0, 1, 999, 2000, 2399, 2400, 2401, 3600} {
		s := opens(t).until(returns.RefundPending)
		s.decideRefund(decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundApprove, Amount: pounds(amount), Note: "good will"}))
		amounts := s.r().Task.Amounts // that they sum up is checked at every step
		require.Equal(t, amount, amounts.Total)
		require.Equal(t, amount-2400, amounts.Adjustment)
		require.Equal(t, "good will", s.r().Task.Note)
		require.Equal(t, amount == 0, s.r().Status() == returns.Refunded, "nothing is left to pay")
	}
	s := opens(t).until(returns.RefundPending)
	more := returns.DecideRefund{Action: returns.RefundApprove, Amount: pounds(3601), Note: "good will"}
	require.Equal(t, "36.01 GBP is more than can be refunded for these lines; at most 36.00 GBP can",
		s.refusesRefund(returns.CodeAmount, decides("ann", returns.RoleFinance, more)))
	for field, d := range map[string]returns.DecideRefund{
		"note":   {Action: returns.RefundApprove, Amount: pounds(100)},
		"amount": {Action: returns.RefundApprove, Amount: &returns.Money{Minor: 100, Currency: "EUR"}, Note: "x"},
	} {
		_, err := clone(s.r()).DecideRefund(decides("ann", returns.RoleFinance, d), s.order, s.now)
		require.Equal(t, returns.CodeInvalid, returns.CodeOf(err))
		require.ErrorContains(t, err, map[string]string{"note": "say why another amount", "amount": "cannot be in EUR"}[field])
	}
	s.refusesRefund(returns.CodeInvalid, decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundReject, Amount: pounds(1), Note: "x"}))
}

func TestByHand_ApprovedAndNotPaid_MayStillBeRefused(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.providerSays(returns.ProviderByHand)
	s.finance(returns.RefundReject)
	require.Equal(t, returns.Inspected, s.r().Status())
	require.Zero(t, s.refunded)
}

func TestMarkPaid_ProviderMayStillPay_IsRefused(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.providerSays(returns.ProviderPending)
	paid := returns.DecideRefund{Action: returns.RefundMarkPaid, Reference: "bank 1"}
	require.Contains(t, s.refusesRefund(returns.CodeTransition, decides("ann", returns.RoleFinance, paid)), "may still pay it")
	require.Equal(t, s.r().Task.ID, s.r().Snapshot().UnderWay)
	s.providerSays(returns.ProviderFailed)
	require.Zero(t, s.refunded)
	s.decideRefund(decides("ann", returns.RoleFinance, paid))
	require.Equal(t, returns.Refunded, s.r().Status(), "paid by other means")
	require.Equal(t, int64(2400), s.refunded)
}

func TestMarkPaid_OthersWereRefundedMeanwhile_IsRefusedAndARetryComputesAnew(t *testing.T) {
	t.Parallel()
	shop := newShop(t, mugsAndLamp())
	s := shop.opens().until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.providerSays(returns.ProviderFailed)
	other := shop.opens(lines(returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "damaged"}))
	other.approve(returns.ReviewLine{LineNo: 1, ApprovedAmount: pounds(2000)})
	other.until(returns.Refunded)

	paid := returns.DecideRefund{Action: returns.RefundMarkPaid, Reference: "bank 1"}
	require.Contains(t, s.refusesRefund(returns.CodeAmount, decides("ann", returns.RoleFinance, paid)), "computed anew")
	s.finance(returns.RefundRetry)
	require.Equal(t, int64(1600), s.r().Task.Amounts.Total, "what the other left of 36.00")
	s.until(returns.Refunded)
	require.Equal(t, int64(3600), shop.refunded)
}

func TestProvider_InDoubt_APersonFindsOut(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.providerSays(returns.ProviderDoubtful)
	require.Equal(t, returns.RefundPending, s.r().Status(), "never success")
	require.Equal(t, "card closed", s.r().Task.Doubt)
	require.Equal(t, int64(2400), s.refunded, "money may have moved")
	require.Empty(t, s.r().Next(), "not sent again")
	require.Empty(t, s.r().Snapshot().UnderWay)
	s.refusesRefund(returns.CodeTransition, decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundRetry}))
	s.finance(returns.RefundMarkPaid)
	require.Equal(t, returns.Refunded, s.r().Status())
	require.Empty(t, s.r().Task.Doubt)
}

func TestLateFailure_OpensTheReturnAgainWithANewTask(t *testing.T) {
	t.Parallel()
	for _, status := range []returns.Status{returns.Refunded, returns.Completed} {
		s := opens(t).until(returns.RefundPending)
		s.finance(returns.RefundApprove)
		s.providerSays(returns.ProviderSettled)
		s.until(status)
		s.providerSays(returns.ProviderFailed)
		require.Equal(t, returns.RefundPending, s.r().Status())
		require.Equal(t, returns.TaskLateFailed, s.last.ClosedTask.State)
		require.Equal(t, returns.RefundTaskID(s.r().ID, 2), s.r().Task.ID)
		require.Equal(t, returns.RoleFinance, s.r().Wait.For)
		require.Contains(t, s.r().Attention.String(), "failed after it had been reported as paid: card closed")
		require.Equal(t, []string{"customer:refund_failed", "finance:refund_to_decide"}, s.told())
		require.Equal(t, int64(2400), s.refunded, "the new task holds what the old one did")
		s.until(returns.Completed)
	}
}

func TestNews_OnlyWhatTheTaskDoesNotSay(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.providerSays(returns.ProviderPending)
	news := func(state returns.ProviderState) bool { return s.r().Task.News(returns.ProviderOutcome{State: state}) }
	require.False(t, news(returns.ProviderPending))
	require.True(t, news(returns.ProviderSettled))
	require.True(t, news(returns.ProviderFailed))
	s.providerSays(returns.ProviderSettled)
	require.False(t, news(returns.ProviderSettled))
	require.True(t, news(returns.ProviderFailed))
	byHand := opens(t).until(returns.Refunded)
	require.False(t, byHand.r().Task.News(returns.ProviderOutcome{State: returns.ProviderFailed}), "a person paid it, not the provider")
}
