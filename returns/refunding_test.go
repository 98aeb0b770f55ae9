package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestRequestRefund_FixesTheAmountAndOpensATask(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Inspected)
	s.requestRefund()
	task := s.r().Task
	require.Equal(t, returns.RefundPending, s.r().Status())
	require.Equal(t, returns.RefundTaskID(s.r().ID, 1), task.ID)
	require.Equal(t, returns.TaskAwaitingFinance, task.State)
	require.Equal(t, int64(2400), task.Amounts.Total)
	require.Nil(t, task.ApprovedBy)
	require.Equal(t, []returns.Hold{{LineNo: 1, RefundedUnits: 2, RefundedGoods: 2000, RefundedTax: 400}}, s.last.Holds)
	require.Equal(t, []returns.PaymentHold{{Payment: 1, Refunded: 2400}}, s.last.PaymentHolds)
	require.Equal(t, returns.RoleFinance, s.r().Wait.For)
}

func TestRequestRefund_WithoutAnApproval_IsRefused(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Inspected)
	require.Contains(t, s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
		r.Approval = nil
		return r.RequestRefund(returns.By{Actor: returns.System()}, s.order, noon)
	}), "no approval")
}

func TestRequestRefund_BeforeItIsDue_IsRefused(t *testing.T) {
	t.Parallel()
	request := func(r *returns.Return) (*returns.Change, error) {
		return r.RequestRefund(returns.By{Actor: returns.System()}, mugsAndLamp(), noon)
	}
	opens(t).until(returns.Confirmed).refuses(returns.CodeTransition, request) // the goods are still expected

	refused := opens(t).until(returns.RefundPending)
	refused.finance(returns.RefundReject)
	require.Equal(t, "no refund is due: the return is inspected and waits for reviewer", refused.refuses(returns.CodeTransition, request))

	nothing := opens(t).until(returns.Received)
	nothing.inspectAll(returns.ReturnToCustomer)
	nothing.refuses(returns.CodeTransition, request)
}

func TestRequestRefund_OfNothing_IsSettledAtOnce(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.ReturnShipping = map[string]int64{"GBP": 9900} }),
		lines(returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "changed_mind"})).until(returns.Inspected)
	s.requestRefund()
	require.Equal(t, returns.Refunded, s.r().Status())
	require.Zero(t, s.r().Task.Amounts.Total)
	require.Equal(t, int64(1200), s.r().Task.Amounts.ReturnShipping)
	require.Equal(t, s.r().Approval.By, *s.r().Task.ApprovedBy)
	require.Equal(t, []string{"customer:refunded"}, s.told())
	s.until(returns.Completed)
}

func TestRefund_PaidByAProvider(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	require.Equal(t, returns.TaskSubmitted, s.r().Task.State)
	require.Equal(t, s.last.By.Actor, *s.r().Task.ApprovedBy)
	require.Equal(t, returns.ActionSettleRefund, s.r().Next())
	require.Equal(t, returns.RoleSystem, s.r().Wait.For)

	s.providerSays(returns.ProviderPending)
	require.Equal(t, returns.RefundPending, s.r().Status())
	require.Equal(t, returns.Action(""), s.r().Next(), "what is under way is not sent again")

	s.providerSays(returns.ProviderSettled)
	require.Equal(t, returns.Refunded, s.r().Status())
	require.Equal(t, "re_1", s.r().Task.Reference)
	require.Equal(t, []string{"customer:refunded"}, s.told())
}

func TestRefund_PaidByHand(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.providerSays(returns.ProviderByHand)
	require.Equal(t, returns.Action(""), s.r().Next())
	require.Equal(t, returns.RoleFinance, s.r().Wait.For, "finance pays and notes the reference")
	s.finance(returns.RefundMarkPaid)
	require.Equal(t, returns.Refunded, s.r().Status())
	require.Equal(t, "bank 1", s.r().Task.Reference)

	s = opens(t).until(returns.RefundPending)
	s.finance(returns.RefundMarkPaid)
	require.Equal(t, returns.Refunded, s.r().Status())
	require.Equal(t, s.last.By.Actor, *s.r().Task.ApprovedBy, "whoever paid at once approved it")
}

func TestRefund_Failed_IsRetriedUnderANewTask(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.providerSays(returns.ProviderFailed)
	require.Equal(t, returns.RefundPending, s.r().Status())
	require.Equal(t, returns.TaskFailedFinal, s.r().Task.State)
	require.Equal(t, "the refund failed: card closed", s.r().Attention.String())
	require.Equal(t, []string{"finance:refund_to_decide"}, s.told())
	require.Equal(t, []returns.PaymentHold{{Payment: 1, Refunded: -2400}}, s.last.PaymentHolds, "what has failed holds no money")

	s.finance(returns.RefundRetry)
	require.Equal(t, returns.TaskAwaitingFinance, s.r().Task.State)
	require.Equal(t, returns.RefundTaskID(s.r().ID, 2), s.r().Task.ID, "a key that failed is not used again")
	require.Equal(t, []returns.PaymentHold{{Payment: 1, Refunded: 2400}}, s.last.PaymentHolds)
	s.finance(returns.RefundApprove)
	require.Equal(t, returns.ActionSettleRefund, s.r().Next(), "it is sent anew")
	s.providerSays(returns.ProviderSettled)
	require.Equal(t, returns.Refunded, s.r().Status())
}

func TestRefund_Rejected_TheReviewerDecidesAnew(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundReject)
	require.Equal(t, returns.Inspected, s.r().Status())
	require.Equal(t, "finance refused the refund: as agreed", s.r().Attention.String())
	require.Equal(t, []returns.Hold{{LineNo: 1, RefundedUnits: -2, RefundedGoods: -2000, RefundedTax: -400}}, s.last.Holds)
	require.Equal(t, []returns.PaymentHold{{Payment: 1, Refunded: -2400}}, s.last.PaymentHolds)
	require.Equal(t, returns.RoleReviewer, s.r().Wait.For)
	require.Equal(t, returns.Action(""), s.r().Next(), "not asked again by itself")

	s.approve(returns.ReviewLine{LineNo: 1, ApprovedAmount: pounds(1500)})
	require.Equal(t, returns.RefundPending, s.r().Status())
	require.Equal(t, returns.RefundTaskID(s.r().ID, 2), s.r().Task.ID)
	require.Equal(t, int64(1500), s.r().Task.Amounts.Total)
	require.Equal(t, s.last.By.Actor, s.r().Approval.By)
	require.Empty(t, s.r().Attention)
	s.until(returns.Completed)
	require.Equal(t, int64(1500), s.order.Lines[0].RefundedGoods+s.order.Lines[0].RefundedTax)
}

func TestRefund_RejectedAndThenTheReturnToo_GoesBackToTheCustomer(t *testing.T) {
	t.Parallel()
	rejection := returns.Review{Decision: returns.DecisionReject, Note: "not ours"}
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundReject)
	s.review(rejection)
	require.Equal(t, returns.SentBack, s.r().Status())
	require.Equal(t, []string{"customer:rejected"}, s.told())
	require.Equal(t, 2, s.units(returns.BucketSendBack))
	require.Zero(t, s.units(returns.BucketAvailable))
	require.Equal(t, 3, s.order.Lines[0].Returnable())

	s = opens(t, method(returns.MethodKeepItem)).until(returns.RefundPending)
	require.Equal(t, 1, s.order.Lines[0].Returnable())
	s.finance(returns.RefundReject)
	s.review(rejection)
	require.Equal(t, s.before, s.order.Lines)
	require.Empty(t, s.stock)
}

func TestReview_AfterTheInspection_AnAmountIsForTheAcceptedUnits(t *testing.T) {
	t.Parallel()
	for accepted := 1; accepted <= 3; accepted++ {
		for _, amount := range []int64{0, 1, 777, 1000, 2000, 3600} {
			s := opens(t, lines(returns.RequestLine{LineNo: 1, Quantity: 3, Reason: "damaged"})).until(returns.InTransit)
			s.receiveAll()
			s.inspect(returns.InspectedLine{LineNo: 1, Quantity: accepted, Disposition: returns.Restock})
			if accepted < 3 {
				s.inspectAll(returns.ReturnToCustomer)
			}
			if accepted == 3 {
				s.requestRefund()
				s.finance(returns.RefundReject)
			}
			s.approve(returns.ReviewLine{LineNo: 1, ApprovedQuantity: &accepted, ApprovedAmount: pounds(amount)})
			require.Equal(t, amount, s.r().Task.Amounts.Total, "%d of 3 accepted", accepted)
		}
	}
}

func TestReview_AfterTheInspection_SettlesAmountsOnly(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundReject)
	for name, tt := range map[string]struct {
		decision    returns.Review
		field, code string
	}{
		"a question":         {returns.Review{Decision: returns.DecisionRequestInfo, Note: "why"}, "decision", "unknown_decision"},
		"an offer":           {returns.Review{Decision: returns.DecisionCounterOffer}, "decision", "unknown_decision"},
		"no word why":        {returns.Review{Decision: returns.DecisionReject}, "note", "required"},
		"fewer units":        {returns.Review{Decision: returns.DecisionApprove, Lines: []returns.ReviewLine{{LineNo: 1, ApprovedQuantity: ptr(1)}}}, "lines[0].approved_quantity", "settled"},
		"a line not of this": {returns.Review{Decision: returns.DecisionApprove, Lines: []returns.ReviewLine{{LineNo: 2}}}, "lines[0].line_no", "unknown_line"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.decision.By = as(returns.RoleReviewer)
			_, err := clone(s.r()).Review(tt.decision, s.order, noon)
			requireField(t, err, tt.field, tt.code)
		})
	}
}

func TestReview_AfterTheInspection_LeavesTheDecisionAsItCame(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundReject)
	decision := returns.Review{Decision: returns.DecisionApprove, Lines: []returns.ReviewLine{{LineNo: 1, ApprovedQuantity: ptr(2)}}}
	s.review(decision)
	require.Equal(t, 2, *decision.Lines[0].ApprovedQuantity, "the audit trail keeps what was asked")
}

func TestDecideRefund_WhatCannotBe_IsRefused(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	decide := func(d returns.DecideRefund) func(*returns.Return) (*returns.Change, error) {
		d.By = as(returns.RoleFinance)
		return func(r *returns.Return) (*returns.Change, error) { return r.DecideRefund(d, s.order, noon) }
	}
	for field, d := range map[string]returns.DecideRefund{
		"reference": {Action: returns.RefundMarkPaid}, "note": {Action: returns.RefundReject},
	} {
		_, err := decide(d)(clone(s.r()))
		requireField(t, err, field, "required")
	}
	_, err := decide(returns.DecideRefund{Action: "burn"})(clone(s.r()))
	requireField(t, err, "action", "unknown_action")
	require.Contains(t, s.refuses(returns.CodeTransition, decide(returns.DecideRefund{TaskID: "rfd_other_1", Action: returns.RefundApprove})), "is closed")
	require.Contains(t, s.refuses(returns.CodeTransition, decide(returns.DecideRefund{Action: returns.RefundRetry})), "cannot follow")

	s.did(decide(returns.DecideRefund{Action: returns.RefundApprove})(s.r())) // the open task need not be named
	s.refuses(returns.CodeTransition, decide(returns.DecideRefund{Action: returns.RefundApprove}))
	require.Contains(t, s.refuses(returns.CodeTransition, decide(returns.DecideRefund{Action: returns.RefundReject, Note: "stop"})),
		"can no longer be refused")
	s.finance(returns.RefundMarkPaid)
	s.refuses(returns.CodeTransition, decide(returns.DecideRefund{Action: returns.RefundMarkPaid, Reference: "twice"}))
}

func TestProviderSays_OutOfTurn_IsRefused(t *testing.T) {
	t.Parallel()
	says := func(state returns.ProviderState) func(*returns.Return) (*returns.Change, error) {
		return func(r *returns.Return) (*returns.Change, error) {
			return r.ProviderSays(returns.By{Actor: returns.System()}, returns.ProviderOutcome{State: state, Reference: "re_9"}, noon)
		}
	}
	all := []returns.ProviderState{returns.ProviderByHand, returns.ProviderPending, returns.ProviderSettled, returns.ProviderFailed}
	unapproved, settled := opens(t).until(returns.RefundPending), opens(t).until(returns.Refunded)
	for _, state := range all {
		require.Contains(t, unapproved.refuses(returns.CodeTransition, says(state)), "nobody has approved")
		settled.refuses(returns.CodeTransition, says(state)) // paid by hand, so that no provider can fail
	}
}
