package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// forLamps exchanges the two mugs, 24.00 with tax, for one lamp at the price.
func forLamps(minor int64) func(*returns.Opening) {
	return func(in *returns.Opening) {
		in.Request.RefundTo = returns.RefundToExchange
		in.Request.Exchange = &returns.ExchangeRequest{Lines: []returns.ExchangeLine{
			{SKU: "LAMP", Quantity: 1, UnitPrice: returns.Money{Minor: minor, Currency: "GBP"}},
		}}
	}
}

func TestExchange_WhoOwesWhat_FollowsFromThePrices(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		price, toPay, owes int64
		state              returns.TaskState
	}{
		"the shop owes":          {2000, 400, 0, returns.TaskAwaitingFinance},
		"nothing for a gift":     {0, 2400, 0, returns.TaskAwaitingFinance},
		"even":                   {2400, 0, 0, returns.TaskSettled},
		"the customer owes":      {3000, 0, 600, returns.TaskAwaitingFinance},
		"the customer owes less": {2401, 0, 1, returns.TaskAwaitingFinance},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := opens(t, forLamps(tt.price)).until(returns.Inspected)
			s.requestRefund()
			task := s.r().Task
			require.Equal(t, tt.state, task.State)
			require.Equal(t, tt.toPay, task.Amounts.ToPay())
			require.Equal(t, tt.owes, task.Amounts.CustomerOwes)
			require.Equal(t, int64(2400), s.refunded, "what is given as goods counts against what was paid")
			require.Equal(t, tt.owes > 0, !s.r().Attention.IsZero())
			require.Equal(t, tt.state == returns.TaskSettled, s.r().ReplacementDue())
		})
	}
}

func TestExchange_CustomerOwes_IsCollectedByAPerson(t *testing.T) {
	t.Parallel()
	s := opens(t, forLamps(3000)).until(returns.RefundPending)
	said := s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
		return r.DecideRefund(returns.DecideRefund{By: as(returns.RoleFinance), Action: returns.RefundApprove}, s.order, s.now)
	})
	require.Contains(t, said, "the customer owes 6.00 GBP")
	s.finance(returns.RefundMarkPaid)
	require.Equal(t, returns.Refunded, s.r().Status())
	require.True(t, s.r().ReplacementDue())
}

func TestExchange_NotInStock_KeepsTheReturnOpenUntilItIs(t *testing.T) {
	t.Parallel()
	s := opens(t, forLamps(2400)).until(returns.Refunded)
	require.Nil(t, s.r().ReleaseReplacement(s.last, map[string]int64{"MUG": 9}))
	require.Equal(t, "the replacement cannot be released; too few units are available of: LAMP 0/1", s.r().Attention.String())
	require.Equal(t, returns.RoleFinance, s.r().Wait.For)
	require.Equal(t, returns.ActionRemind, s.r().Wait.Then)
	s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
		return r.Acknowledge(returns.Acknowledge{By: as(returns.RoleCustomer)}, s.now)
	})
	s.passDeadline()
	s.finance(returns.RefundRetry)
	release := s.r().ReleaseReplacement(s.last, map[string]int64{"LAMP": 1})
	require.Equal(t, []returns.Movement{{SKU: "LAMP", Bucket: returns.BucketAvailable, Quantity: -1}}, release.Movements)
	require.Equal(t, returns.ActionReleaseReplacement, release.Action, "it has an event of its own")
	require.Equal(t, returns.ExchangeReleased, s.r().Exchange.Status)
	require.False(t, s.r().ReplacementDue(), "it is released once")
	s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
		return r.DecideRefund(returns.DecideRefund{By: as(returns.RoleFinance), Action: returns.RefundRetry}, s.order, s.now)
	})
	s.passDeadline()
	require.Equal(t, returns.Completed, s.r().Status())
	require.Equal(t, returns.ExchangeReleased, s.r().Exchange.Status)
}

func TestExchange_ReturnEndsOtherwise_IsCalledOff(t *testing.T) {
	t.Parallel()
	s := opens(t, forLamps(2000))
	s.cancel()
	require.Equal(t, returns.ExchangeCancelled, s.r().Exchange.Status)
	s = opens(t, forLamps(2000), terms(func(p *returns.Terms) { p.FinalSaleSKUs = []string{"MUG"} }))
	require.Equal(t, returns.ExchangeCancelled, s.r().Exchange.Status)
}

func TestExchange_DifferenceFailsLate_IsPaidByHand(t *testing.T) {
	t.Parallel()
	s := opens(t, forLamps(2000)).until(returns.RefundPending)
	s.finance(returns.RefundApprove)
	s.providerSays(returns.ProviderSettled)
	s.r().ReleaseReplacement(s.last, map[string]int64{"LAMP": 1})
	s.providerSays(returns.ProviderFailed)
	require.True(t, s.r().Task.ByHand)
	s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
		return r.DecideRefund(returns.DecideRefund{By: as(returns.RoleFinance), Action: returns.RefundReject, Note: "no"}, s.order, s.now)
	})
	s.finance(returns.RefundMarkPaid)
	require.False(t, s.r().ReplacementDue())
}

func TestExchange_DifferenceNeedsFourEyes_ReleasesAfterTheSecond(t *testing.T) {
	t.Parallel()
	above := func(minor int64) func(*returns.Opening) {
		return terms(func(p *returns.Terms) { p.FourEyesAbove = map[string]int64{"GBP": minor} })
	}
	s := opens(t, forLamps(1000), above(1000)).until(returns.RefundPending)
	s.decideRefund(decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundApprove}))
	require.Equal(t, "a second person must approve the refund of 14.00 GBP", s.r().Attention.String())
	require.False(t, s.r().ReplacementDue(), "one pair of eyes releases nothing")
	s.refusesRefund(returns.CodeConflict, decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundApprove}))
	s.decideRefund(decides("bob", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundApprove}))
	s.providerSays(returns.ProviderSettled)
	require.True(t, s.r().ReplacementDue())

	s = opens(t, forLamps(2000), above(1000)).until(returns.RefundPending)
	s.decideRefund(decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundApprove}))
	require.Equal(t, returns.TaskSubmitted, s.r().Task.State, "the limit is about the money, 4.00 of 24.00")
}

func TestExchange_DifferenceUnderThePolicysLimit_NeedsNobody(t *testing.T) {
	t.Parallel()
	auto := terms(func(p *returns.Terms) { p.AutoRefundLimit = map[string]int64{"GBP": 500} })
	s := opens(t, forLamps(2000), auto).until(returns.Inspected)
	s.requestRefund()
	require.Equal(t, returns.TaskSubmitted, s.r().Task.State)
	require.Equal(t, int64(400), s.r().Task.ToSend().ToPay())
	s.providerSays(returns.ProviderSettled)
	require.True(t, s.r().ReplacementDue())

	s = opens(t, forLamps(3000), auto).until(returns.Inspected)
	s.requestRefund()
	require.Equal(t, returns.TaskAwaitingFinance, s.r().Task.State, "what the customer owes is collected by a person")
}

func TestExchange_FinanceSetsAnotherAmount_TheDifferenceFollows(t *testing.T) {
	t.Parallel()
	s := opens(t, forLamps(2000)).until(returns.RefundPending)
	s.decideRefund(decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundApprove, Amount: pounds(2200), Note: "worn"}))
	require.Equal(t, int64(200), s.r().Task.Amounts.ToPay())
	require.Equal(t, int64(2200), s.refunded)
	s.providerSays(returns.ProviderSettled)
	require.True(t, s.r().ReplacementDue())

	s = opens(t, forLamps(2000)).until(returns.RefundPending)
	s.decideRefund(decides("ann", returns.RoleFinance, returns.DecideRefund{Action: returns.RefundApprove, Amount: pounds(1500), Note: "worn"}))
	require.Equal(t, returns.TaskAwaitingFinance, s.r().Task.State)
	require.Contains(t, s.r().Attention.String(), "the customer owes 5.00 GBP")
	s.finance(returns.RefundMarkPaid)
	require.True(t, s.r().ReplacementDue())
}

func TestExchange_BadRequests_NameTheInput(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change      func(*returns.ExchangeLine)
		field, code string
	}{
		"no SKU":           {func(l *returns.ExchangeLine) { l.SKU = "" }, "exchange.lines[0].sku", "required"},
		"no units":         {func(l *returns.ExchangeLine) { l.Quantity = 0 }, "exchange.lines[0].quantity", "out_of_range"},
		"another currency": {func(l *returns.ExchangeLine) { l.UnitPrice.Currency = "EUR" }, "exchange.lines[0].unit_price.currency", "wrong_currency"},
		"a negative price": {func(l *returns.ExchangeLine) { l.UnitPrice.Minor = -1 }, "exchange.lines[0].unit_price.amount", "out_of_range"},
		"an absurd sum":    {func(l *returns.ExchangeLine) { l.Quantity, l.UnitPrice.Minor = 1_000_000, 1<<52 }, "exchange.lines[0].unit_price.amount", "out_of_range"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := opening(mugsAndLamp(), forLamps(2000), func(in *returns.Opening) { tt.change(&in.Request.Exchange.Lines[0]) })
			in.ID = returns.NewReturnID("test", name)
			_, _, err := returns.Open(in)
			requireField(t, err, tt.field, tt.code)
		})
	}
	in := opening(mugsAndLamp(), forLamps(2000), func(in *returns.Opening) { in.Request.RefundTo = "" })
	_, _, err := returns.Open(in)
	requireField(t, err, "exchange", "not_here")
}
