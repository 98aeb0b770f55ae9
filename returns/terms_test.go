package returns_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestWindow_FromShipping_CountsFromThatDay(t *testing.T) {
	t.Parallel()
	shipped := noon.AddDate(0, 0, -12)
	for name, tt := range map[string]struct {
		shipped *time.Time
		days    int
		outcome string
		from    string
	}{
		"on the last day":        {&shipped, 12, returns.ClausePass, "shipped"},
		"a day too late":         {&shipped, 11, returns.ClauseFail, "shipped"},
		"not known, still open":  {nil, 14, returns.ClausePass, "ordered"},
		"not known, maybe over":  {nil, 13, returns.ClauseUnknown, "ordered"},
		"known, the order older": {&shipped, 13, returns.ClausePass, "shipped"},
	} {
		order := mugsAndLamp()
		order.ShippedAt = tt.shipped
		outcome, facts := clause(t, verdict(returns.RoleCustomer, noon, 0, order, func(p *returns.Terms) {
			p.Windows = []returns.Window{{Days: tt.days, Anchor: returns.AnchorShipped}}
		}), "window")
		require.Equal(t, tt.outcome, outcome, name)
		require.Equal(t, tt.from, facts["counted_from"], name)
	}
}

func TestReturnShipping_IsPaidByWhomThePolicySays(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		reason string
		paidBy map[string]string
		fee    int64
	}{
		"the customer's doing":                    {"changed_mind", nil, 300},
		"the shop's doing":                        {"damaged", nil, 0},
		"the customer's doing, the shop pays":     {"changed_mind", map[string]string{"changed_mind": returns.PaidByShop}, 0},
		"the shop's doing, the customer pays":     {"damaged", map[string]string{"damaged": returns.PaidByCustomer}, 300},
		"another reason is spoken of, own doing":  {"changed_mind", map[string]string{"damaged": returns.PaidByCustomer}, 300},
		"another reason is spoken of, shop's own": {"damaged", map[string]string{"changed_mind": returns.PaidByShop}, 0},
	} {
		s := opens(t, lines(asked(1, 1, tt.reason)), terms(func(p *returns.Terms) {
			p.ReturnShipping, p.ReturnShippingPaidBy = returns.PerCurrency{"GBP": 300}, tt.paidBy
		}))
		require.Equal(t, tt.fee, s.r().Estimate.ReturnShipping, name)
	}
}

func TestOutboundShipping_Always_GoesBackWhateverTheReason(t *testing.T) {
	t.Parallel()
	always := terms(func(p *returns.Terms) { p.RefundShippingAlways = true })
	require.Equal(t, int64(500), opens(t, always, everything("changed_mind")).r().Estimate.Shipping)
	require.Zero(t, opens(t, always).r().Estimate.Shipping, "part of the order keeps its shipping")
}

func TestTolerance_IsPercentOrAmount(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		tolerance           returns.Tolerance
		approved, inspected int64
		want                bool
	}{
		"none, the same":           {returns.Tolerance{}, 1000, 1000, true},
		"none, a penny less":       {returns.Tolerance{}, 1000, 999, false},
		"five percent less":        {returns.Tolerance{Percent: 5}, 1000, 950, true},
		"five percent more":        {returns.Tolerance{Percent: 5}, 1000, 1050, true},
		"a penny beyond":           {returns.Tolerance{Percent: 5}, 1000, 949, false},
		"within the amount":        {returns.Tolerance{Amount: returns.PerCurrency{"GBP": 100}}, 1000, 900, true},
		"beyond the amount":        {returns.Tolerance{Amount: returns.PerCurrency{"GBP": 100}}, 1000, 899, false},
		"an amount in other money": {returns.Tolerance{Amount: returns.PerCurrency{"EUR": 100}}, 1000, 999, false},
		"either is enough":         {returns.Tolerance{Percent: 1, Amount: returns.PerCurrency{"GBP": 100}}, 1000, 900, true},
		"nothing was approved":     {returns.Tolerance{Percent: 100}, 0, 1, false},
	} {
		require.Equal(t, tt.want, tt.tolerance.Allows("GBP", tt.approved, tt.inspected), name)
	}
}

func TestReturn_NobodyReviews_IsApprovedWhereThePolicySaysSo(t *testing.T) {
	t.Parallel()
	approving := terms(deadline(returns.Requested, 2, returns.Deadline{Hours: 100, Then: returns.ActionApprove}))
	s := opens(t, approving)
	s.passDeadline() // reminds
	s.passDeadline() // escalates
	require.Equal(t, returns.ActionApprove, s.r().Wait.Then)
	s.passDeadline()
	require.Equal(t, returns.Approved, s.r().Status())
	require.Equal(t, returns.Approval{By: returns.System(), At: s.now, Amount: &returns.Money{Minor: 2400, Currency: "GBP"}}, *s.r().Approval)
	require.Equal(t, []string{"customer:approved"}, s.told())
	require.Equal(t, 2, s.r().Lines[0].Approved)
	s.until(returns.Completed)
}

func TestReturn_NobodyReviews_IsNeverApprovedAgainstAClause(t *testing.T) {
	t.Parallel()
	atOnce := func(p *returns.Terms) {
		p.Deadlines[returns.Requested] = []returns.Deadline{{Hours: 1, Then: returns.ActionApprove}}
	}
	tooLate := func(in *returns.Opening) { in.By, in.Now = as(returns.RoleSupport), noon.AddDate(0, 0, 90) }
	in := opening(mugsAndLamp(), terms(atOnce), tooLate)
	in.ID = returns.NewReturnID("late", "1")
	r, _, err := returns.Open(in)
	require.NoError(t, err)
	require.Equal(t, returns.ActionEscalate, r.Wait.Then, "staff asked for what the policy advises against")

	photos := opens(t, terms(func(p *returns.Terms) { atOnce(p); p.Photos = map[string]int{"damaged": 1} }))
	require.Equal(t, returns.ActionEscalate, photos.r().Wait.Then, "a photo is missing")

	looked := opens(t, terms(atOnce))
	require.Equal(t, returns.ActionApprove, looked.r().Wait.Then)
	looked.now = looked.now.Add(time.Minute)
	looked.offer(returns.Offer{KeepItem: true})
	no := false
	looked.answer(returns.Answer{Accept: &no})
	require.Equal(t, returns.Requested, looked.r().Status())
	require.Equal(t, returns.ActionEscalate, looked.r().Wait.Then, "a reviewer has offered less")
	looked.passDeadline()
	require.Equal(t, returns.Requested, looked.r().Status())
	require.NotEmpty(t, looked.r().Attention)
}

func TestRefund_AsApprovedAndWithinTheLimit_IsApprovedByThePolicy(t *testing.T) {
	t.Parallel()
	limit := func(minor int64) func(*returns.Opening) {
		return terms(func(p *returns.Terms) { p.AutoRefundLimit = returns.PerCurrency{"GBP": minor} })
	}
	s := opens(t, limit(2400)).until(returns.Inspected)
	s.requestRefund()
	require.Equal(t, returns.TaskSubmitted, s.r().Task.State)
	require.Equal(t, returns.System(), *s.r().Task.ApprovedBy)
	require.Equal(t, returns.ActionSettleRefund, s.r().Next(), "the provider pays next")
	s.providerSays(returns.ProviderSettled)
	require.Equal(t, returns.Refunded, s.r().Status())

	for name, options := range map[string][]func(*returns.Opening){
		"a penny above the limit":    {limit(2399)},
		"a limit in other money":     {terms(func(p *returns.Terms) { p.AutoRefundLimit = returns.PerCurrency{"EUR": 99999} })},
		"no limit":                   {},
		"two people must approve it": {limit(9999), terms(func(p *returns.Terms) { p.FourEyesAbove = returns.PerCurrency{"GBP": 2399} })},
	} {
		s := opens(t, options...).until(returns.Inspected)
		s.requestRefund()
		require.Equal(t, returns.TaskAwaitingFinance, s.r().Task.State, name)
		require.Nil(t, s.r().Task.ApprovedBy, name)
	}
}

func TestRefund_OtherThanApproved_GoesToFinanceWhateverTheLimit(t *testing.T) {
	t.Parallel()
	generous := terms(func(p *returns.Terms) { p.AutoRefundLimit = returns.PerCurrency{"GBP": 999_999} })
	tolerant := terms(func(p *returns.Terms) { p.Tolerance.Percent = 50 })
	s := opens(t, generous, tolerant).until(returns.Received)
	s.inspect(
		returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Restock},
		returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.ReturnToCustomer})
	s.requestRefund()
	require.Equal(t, returns.TaskAwaitingFinance, s.r().Task.State, "one of the two mugs goes back to the customer")

	// What finance has refused once is not paid without finance.
	refused := opens(t, terms(func(p *returns.Terms) { p.AutoRefundLimit = returns.PerCurrency{"GBP": 1} })).until(returns.RefundPending)
	refused.r().Policy.AutoRefundLimit["GBP"] = 999_999
	refused.finance(returns.RefundReject)
	refused.review(returns.Review{Decision: returns.DecisionApprove})
	require.Equal(t, returns.TaskAwaitingFinance, refused.r().Task.State)
}

func TestRefund_ForGoodsThatStay_WantsAPersonSomewhere(t *testing.T) {
	t.Parallel()
	generous := terms(func(p *returns.Terms) {
		p.AutoRefundLimit, p.AutoApprove, p.Confirm = returns.PerCurrency{"GBP": 999_999}, true, returns.ConfirmAuto
	})
	byStaff := func(in *returns.Opening) { in.By = as(returns.RoleSupport) } // a customer's wish would go to a person
	kept := opens(t, generous, byStaff, method(returns.MethodKeepItem))
	require.Equal(t, returns.Approved, kept.r().Status())
	kept.until(returns.RefundPending)
	require.Equal(t, returns.TaskAwaitingFinance, kept.r().Task.State, "the policy alone gives no money for goods that stay")

	reviewed := opens(t, terms(func(p *returns.Terms) { p.AutoRefundLimit = returns.PerCurrency{"GBP": 999_999} }), method(returns.MethodKeepItem))
	reviewed.until(returns.RefundPending)
	require.Equal(t, returns.TaskSubmitted, reviewed.r().Task.State, "a reviewer has approved it")
}
