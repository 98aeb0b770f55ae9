package returns_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// silent has the part's provider not answer since now.
func (s *story) silent(payment int) *returns.Change {
	since := s.now
	outcome := returns.ProviderOutcome{State: returns.ProviderUnanswered, Payment: payment, Since: &since}
	require.True(s.t, s.r().Task.News(outcome))
	change := s.did(s.r().ProviderSays(returns.By{ID: returns.NewID("psp"), Actor: returns.System()}, outcome, s.now))
	require.False(s.t, s.r().Task.News(outcome), "it is said once")
	return change
}

func (s *story) later(hours int) { s.now = s.now.Add(time.Duration(hours) * time.Hour) }

var byHand = returns.DecideRefund{Action: returns.RefundMarkPaid, Reference: "bank 1", Note: "the provider is down", Override: true}

// overridden is a refund that finance paid by hand while its provider was silent.
func overridden(t *testing.T) *story {
	t.Helper()
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.silent(1)
	s.later(24)
	s.decideRefund(decides("ann", returns.RoleFinance, byHand))
	require.Equal(t, returns.Refunded, s.r().Status())
	require.Equal(t, s.r().Task.ID, s.r().Snapshot().Unanswered, "the provider is asked all the same")
	return s
}

func TestProvider_DoesNotAnswer_NobodyElseWaitsForIt(t *testing.T) {
	t.Parallel()
	s := newShop(t, giftAndCards(mugsAndLamp())).opens().until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.silent(2)
	require.Equal(t, []string{"finance:refund_to_decide"}, s.told())
	require.Equal(t, 3, s.r().Task.ToSend().Payment, "the other part goes on")
	s.says(3, returns.ProviderSettled)
	require.Equal(t, "2:1400 submitted, 3:1000 settled", s.parts())
	require.Equal(t, "the payment provider does not answer since 2026-03-02T19:00:00Z about the part of 14.00 GBP that goes to payment 2", s.r().Attention.String())
	require.Empty(t, s.r().Next())
	require.Equal(t, returns.RoleFinance, s.r().Wait.For)
	snapshot := s.r().Snapshot()
	require.Equal(t, s.r().Task.ID, snapshot.Unanswered)
	require.Empty(t, snapshot.UnderWay)
	require.Equal(t, int64(2400), s.refunded, "it may have been paid, so that it counts")

	s.says(2, returns.ProviderSettled)
	require.Equal(t, returns.Refunded, s.r().Status())
	require.Empty(t, s.r().Attention.String()+s.r().Snapshot().Unanswered)
}

func TestProvider_DoesNotAnswerThenSaysPending_IsAskedAsUsual(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.silent(1)
	s.says(1, returns.ProviderPending)
	require.Equal(t, s.r().Task.ID, s.r().Snapshot().UnderWay)
	s.silent(1) // what it had accepted
	require.Empty(t, s.r().Snapshot().UnderWay)
	require.False(t, s.r().Task.Parts[0].ToSendAgain(), "the provider has it already")
	s.says(1, returns.ProviderPending)
	require.Empty(t, s.r().Attention.String()+s.r().Snapshot().Unanswered)
}

func TestMarkPaid_ProviderDoesNotAnswer_TakesTimeANoteAndTheRight(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(m *returns.Terms) {
		m.FinanceMayOverrideAfterHours = 6
		m.ApprovalLimits = map[returns.Role]returns.PerCurrency{returns.RoleFinance: {"GBP": 2000}}
	})).until(returns.RefundPending)
	s.decideRefund(decides("root", returns.RoleAdmin, returns.DecideRefund{Action: returns.RefundApprove}))
	s.silent(1)
	plain, noNote := byHand, byHand
	plain.Override, noNote.Note = false, ""
	for _, action := range []string{returns.RefundReject, returns.RefundRetry} {
		s.refusesRefund(returns.CodeTransition, decides("root", returns.RoleAdmin, returns.DecideRefund{Action: action, Note: "no"}))
	}
	s.later(5)
	require.Contains(t, s.refusesRefund(returns.CodeTransition, decides("root", returns.RoleAdmin, byHand)), "from 2026-03-03T01:00:00Z on")
	s.later(1)
	s.refusesRefund(returns.CodeTransition, decides("root", returns.RoleAdmin, plain))
	s.refusesRefund(returns.CodeInvalid, decides("root", returns.RoleAdmin, noNote))
	s.refusesRefund(returns.CodeForbidden, decides("ann", returns.RoleFinance, byHand))
	s.refusesRefund(returns.CodeInvalid, decides("root", returns.RoleAdmin, returns.DecideRefund{Action: returns.RefundApprove, Override: true}))
	s.decideRefund(decides("root", returns.RoleAdmin, byHand))
	require.Equal(t, returns.Refunded, s.r().Status())
}

func TestProvider_PaidAfterAll_CountsOnceAndAPersonReconciles(t *testing.T) {
	t.Parallel()
	for _, ended := range []bool{false, true} {
		s := overridden(t)
		if ended {
			s.passDeadline()
		}
		status := s.r().Status()
		s.says(1, returns.ProviderSettled)
		require.Equal(t, status, s.r().Status())
		require.Equal(t, "paid twice? Finance paid the refund by hand as bank 1, and the payment provider says that it paid it as re_1; get one of the two payments back", s.r().Attention.String())
		require.Contains(t, s.r().Task.Doubt, "paid twice?", "it stays with the refund")
		require.Equal(t, "bank 1", s.r().Task.Reference)
		require.Equal(t, int64(2400), s.refunded)
		require.Equal(t, []string{"finance:refund_to_decide"}, s.told())
		require.Empty(t, s.r().Snapshot().Unanswered)
		s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
			return r.ProviderSays(returns.By{ID: "again", Actor: returns.System()}, returns.ProviderOutcome{State: returns.ProviderSettled, Payment: 1}, s.now)
		})
	}
}

func TestProvider_HadNotPaid_ClosesTheQuestion(t *testing.T) {
	t.Parallel()
	for _, state := range []returns.ProviderState{returns.ProviderNotFound, returns.ProviderFailed} {
		s := overridden(t)
		require.False(t, s.r().Task.News(returns.ProviderOutcome{State: returns.ProviderPending, Payment: 1}), "pending says nothing yet")
		s.r().Attention = returns.Attend("other", "something else")
		s.says(1, state)
		require.Equal(t, returns.Refunded, s.r().Status())
		require.Equal(t, "something else", s.r().Attention.String(), "what else asks for a look still does")
		require.Empty(t, s.r().Task.Doubt+s.r().Snapshot().Unanswered)
		require.Empty(t, s.told())
		require.Equal(t, int64(2400), s.refunded)
	}
}
