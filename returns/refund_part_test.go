package returns_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// giftAndCards gives the order other payments: store credit of 10.00, then a card of
// 14.00 and one of the rest. Two mugs are refunded as 14.00 and 10.00.
func giftAndCards(order *returns.Order) *returns.Order {
	order.Payments = []returns.Payment{
		{Seq: 1, Captured: 1000, Method: returns.PaidByStoreCredit, Provider: returns.StoreCreditLedger},
		{Seq: 2, Captured: 1400, Method: returns.PaidByCard, Provider: "psp"},
		{Seq: 3, Captured: 7700, Method: returns.PaidByCard, Provider: "psp"},
	}
	return order
}

// parts says of each part to which payment it goes, how much, and where it stands.
func (s *story) parts() string {
	texts := []string{}
	for _, part := range s.r().Task.Parts {
		texts = append(texts, fmt.Sprintf("%d:%d %s", part.Payment, part.Amount, part.State))
	}
	return strings.Join(texts, ", ")
}

func (s *story) says(payment int, state returns.ProviderState) *returns.Change {
	outcome := returns.ProviderOutcome{State: state, Reference: fmt.Sprintf("re_%d", payment), Payment: payment}
	if state == returns.ProviderFailed {
		outcome.Reason = "card closed"
	}
	return s.did(s.r().ProviderSays(returns.By{ID: returns.NewID("psp"), Actor: returns.System()}, outcome, s.now))
}

func TestRefund_OrderPaidByThree_MoneyGoesBackFirstAndStoreCreditLast(t *testing.T) {
	t.Parallel()
	shop := newShop(t, giftAndCards(mugsAndLamp()))
	s := shop.opens().until(returns.RefundPending)
	require.Equal(t, "2:1400 planned, 3:1000 planned", s.parts())
	rest := shop.opens(lines(returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "damaged"}, returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "damaged"}))
	rest.until(returns.RefundPending)
	require.Equal(t, "3:6700 planned, 1:500 planned", rest.parts(), "what the first refund left of the cards, then the credit")
}

func TestRefund_OnePartFails_OnlyThatPartIsTriedAgain(t *testing.T) {
	t.Parallel()
	s := newShop(t, giftAndCards(mugsAndLamp())).opens().until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	require.Equal(t, 2, s.r().Task.ToSend().Payment)
	s.says(2, returns.ProviderSettled)
	require.Equal(t, returns.RefundPending, s.r().Status())
	require.Equal(t, 3, s.r().Task.ToSend().Payment)
	require.Equal(t, returns.ActionSettleRefund, s.r().Next(), "the other part is sent by the next step")
	s.says(3, returns.ProviderFailed)
	require.Equal(t, "2:1400 settled, 3:1000 failed", s.parts())
	require.Equal(t, returns.TaskManualPayout, s.r().Task.State, "a person pays or retries the rest")
	require.Equal(t, "the part of 10.00 GBP that goes to payment 3 failed: card closed", s.r().Attention.String())
	require.Equal(t, int64(2400), s.refunded, "what is still owed stays held")
	s.refusesRefund(returns.CodeTransition, decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundReject, Note: "no"}))
	s.refusesRefund(returns.CodeInvalid, decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundRetry, Payment: 2}))

	s.finance(returns.RefundRetry)
	require.Equal(t, "2:1400 settled, 3:1000 submitted", s.parts())
	part := *s.r().Task.ToSend()
	require.Equal(t, "refund:"+s.r().ID+":1:3:2", returns.RefundKey(s.r().ID, 1, part), "under a key of its own")
	s.says(3, returns.ProviderSettled)
	require.Equal(t, returns.Refunded, s.r().Status())
	require.Equal(t, "re_2, re_3", s.r().Task.Reference)
	require.Equal(t, []string{"customer:refunded"}, s.told())
}

func TestRefund_OnePartFails_IsPaidByHandAlone(t *testing.T) {
	t.Parallel()
	s := newShop(t, giftAndCards(mugsAndLamp())).opens().until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.says(2, returns.ProviderPending)
	s.says(3, returns.ProviderFailed)
	require.Equal(t, returns.TaskSubmitted, s.r().Task.State, "the other part is still on its way")
	paid := returns.DecideRefund{Action: returns.RefundMarkPaid, Reference: "bank 7"}
	require.Contains(t, s.refusesRefund(returns.CodeTransition, decides("ann", returns.RoleFinance, paid)), "may still pay it")
	paid.Payment = 3
	s.decideRefund(decides("ann", returns.RoleFinance, paid))
	require.Equal(t, "2:1400 submitted, 3:1000 settled", s.parts())
	require.Equal(t, returns.RefundPending, s.r().Status())
	require.Contains(t, s.refusesRefund(returns.CodeInvalid, decides("ann", returns.RoleFinance, paid)), "nothing of the refund is left")
	s.says(2, returns.ProviderSettled)
	require.Equal(t, returns.Refunded, s.r().Status())
	require.Equal(t, "re_2, bank 7", s.r().Task.Reference)
	require.False(t, s.r().Task.News(returns.ProviderOutcome{State: returns.ProviderFailed, Payment: 3}), "a person paid it")
}

func TestRefund_EveryPartFails_FreesAllAndIsRetriedAsAWhole(t *testing.T) {
	t.Parallel()
	s := newShop(t, giftAndCards(mugsAndLamp())).opens().until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.says(2, returns.ProviderFailed)
	require.Equal(t, returns.TaskSubmitted, s.r().Task.State)
	s.says(3, returns.ProviderFailed)
	require.Equal(t, returns.TaskFailedFinal, s.r().Task.State)
	require.Zero(t, s.refunded)
	one := clone(s.r())
	_, err := one.DecideRefund(decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundMarkPaid, Reference: "bank", Payment: 3}), s.order, s.now)
	require.NoError(t, err)
	require.Equal(t, returns.TaskManualPayout, one.Task.State, "paying one part holds the whole again")
	s.finance(returns.RefundRetry)
	require.Equal(t, returns.RefundTaskID(s.r().ID, 2), s.r().Task.ID)
	require.Equal(t, "2:1400 planned, 3:1000 planned", s.parts())
	s.until(returns.Completed)
}

func TestRefund_OnePartFailsDaysLater_OpensTheReturnForThatPart(t *testing.T) {
	t.Parallel()
	for _, status := range []returns.Status{returns.Refunded, returns.Completed} {
		s := newShop(t, giftAndCards(mugsAndLamp())).opens().until(returns.RefundPending)
		s.finance(returns.RefundApprove)
		s.says(2, returns.ProviderSettled)
		s.says(3, returns.ProviderSettled)
		s.until(status)
		s.says(3, returns.ProviderFailed)
		require.Equal(t, returns.RefundPending, s.r().Status())
		require.Nil(t, s.last.ClosedTask)
		require.Equal(t, "2:1400 settled, 3:1000 failed", s.parts())
		require.Equal(t, "the refund re_3 failed after it had been reported as paid: card closed", s.r().Attention.String())
		require.Equal(t, []string{"customer:refund_failed", "finance:refund_to_decide"}, s.told())
		s.finance(returns.RefundMarkPaid)
		require.Equal(t, "re_2, bank 1", s.r().Task.Reference)
		s.until(returns.Completed)
	}
}

func TestRefund_FinanceSetsAnotherAmount_IsSplitAnew(t *testing.T) {
	t.Parallel()
	s := newShop(t, giftAndCards(mugsAndLamp())).opens().until(returns.RefundPending)
	s.decideRefund(decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundApprove, Amount: pounds(1200), Note: "worn"}))
	require.Equal(t, "2:1200 submitted", s.parts())
	require.Equal(t, int64(1200), s.refunded)
}

func TestExchange_OfAnOrderPaidByThree_PaysTheFirstPaymentsAndHoldsTheOthers(t *testing.T) {
	t.Parallel()
	s := newShop(t, giftAndCards(mugsAndLamp())).opens(forLamps(900)).until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	require.Equal(t, "2:1400 submitted, 3:1000 submitted", s.parts())
	require.Equal(t, int64(100), s.r().Task.Parts[1].ToPay())
	s.says(2, returns.ProviderSettled)
	s.says(3, returns.ProviderSettled)
	require.True(t, s.r().ReplacementDue())

	goods := newShop(t, giftAndCards(mugsAndLamp())).opens(forLamps(1100)).until(returns.RefundPending)
	goods.finance(returns.RefundApprove)
	require.Equal(t, "2:1400 submitted, 3:1000 planned", goods.parts(), "the second part is goods only")
	goods.says(2, returns.ProviderSettled)
	require.Equal(t, "2:1400 settled, 3:1000 settled", goods.parts(), "goods go with the money")
}

func TestRefund_PaymentsDoNotHoldTheAmount_IsRefused(t *testing.T) {
	t.Parallel()
	order := giftAndCards(mugsAndLamp())
	order.Payments = order.Payments[:2]
	s := newShop(t, order).opens().until(returns.Inspected)
	order.Payments[1].Refunded = 400
	s.refuses(returns.CodeAmount, func(r *returns.Return) (*returns.Change, error) {
		return r.RequestRefund(returns.By{ID: "auto", Actor: returns.System()}, s.order, s.now)
	})
	order.Payments[1].Refunded = 0
}
