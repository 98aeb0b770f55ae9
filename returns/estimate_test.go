package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// asked is a line of a request: units of a line, for a reason.
func asked(lineNo, quantity int, reason string) returns.RequestLine {
	return returns.RequestLine{LineNo: lineNo, Quantity: quantity, Reason: reason, Condition: "opened"}
}

// everything asks the whole order back.
func everything(reason string) func(*returns.Opening) {
	return lines(asked(1, 3, reason), asked(2, 1, reason))
}

func TestEstimate_FeesAndShipping_FollowThePolicy(t *testing.T) {
	t.Parallel()
	charging := terms(func(p *returns.Terms) {
		p.ReturnShipping, p.RefundShipping = map[string]int64{"GBP": 600}, true
		p.RestockingFees = []returns.RestockingFee{
			{Reason: "changed_mind", Condition: "opened", Percent: 20}, {Reason: "changed_mind", Percent: 10},
		}
	})
	free := func(*returns.Opening) {}
	for name, tt := range map[string]struct {
		options                             []func(*returns.Opening)
		restocking, sendBack, outbound, sum int64
	}{
		"the shop's doing, part of the order":    {[]func(*returns.Opening){charging}, 0, 0, 0, 2400},
		"the shop's doing, the whole order":      {[]func(*returns.Opening){charging, everything("damaged")}, 0, 0, 500, 10100},
		"the customer's doing":                   {[]func(*returns.Opening){charging, lines(asked(1, 1, "changed_mind"))}, 200, 600, 0, 400},
		"the customer's doing, the whole order":  {[]func(*returns.Opening){charging, everything("changed_mind")}, 1600, 600, 0, 7400},
		"the customer's doing, brought in":       {[]func(*returns.Opening){charging, lines(asked(1, 1, "changed_mind")), method(returns.MethodInStore)}, 200, 0, 0, 1000},
		"the customer's doing, dropped off":      {[]func(*returns.Opening){charging, lines(asked(1, 1, "changed_mind")), method(returns.MethodDropOff)}, 200, 600, 0, 400},
		"the customer's doing, kept":             {[]func(*returns.Opening){charging, lines(asked(1, 1, "changed_mind")), method(returns.MethodKeepItem)}, 200, 0, 0, 1000},
		"both, the whole order":                  {[]func(*returns.Opening){charging, lines(asked(1, 3, "damaged"), asked(2, 1, "changed_mind"))}, 1000, 600, 0, 8000},
		"another condition, the next fee":        {[]func(*returns.Opening){charging, lines(returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "changed_mind"})}, 100, 600, 0, 500},
		"no fees in the policy":                  {[]func(*returns.Opening){free, everything("changed_mind")}, 0, 0, 0, 9600},
		"no shipping back in the policy":         {[]func(*returns.Opening){free, everything("damaged")}, 0, 0, 0, 9600},
		"sending back has no price in the money": {[]func(*returns.Opening){terms(func(p *returns.Terms) { p.ReturnShipping = map[string]int64{"EUR": 600} }), everything("changed_mind")}, 0, 0, 0, 9600},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			estimate := opens(t, tt.options...).r().Estimate
			require.Equal(t, tt.restocking, estimate.RestockingFee)
			require.Equal(t, tt.sendBack, estimate.ReturnShipping)
			require.Equal(t, tt.outbound, estimate.Shipping)
			require.Equal(t, tt.sum, estimate.Total)
			require.Equal(t, "GBP", estimate.Currency)
		})
	}
}

func TestEstimate_ShippingGoesBackOnce_WithTheLastUnit(t *testing.T) {
	t.Parallel()
	withShipping := terms(func(p *returns.Terms) { p.RefundShipping = true })
	first := opens(t, withShipping, lines(asked(1, 3, "damaged"))).until(returns.Refunded)
	require.Zero(t, first.r().Task.Amounts.Shipping)

	second := first.shop.opens(withShipping, lines(asked(2, 1, "damaged"))).until(returns.RefundPending)
	require.Equal(t, int64(500), second.r().Task.Amounts.Shipping)
	second.finance(returns.RefundReject)
	require.Zero(t, second.order.ShippingRefunded, "a refused refund frees it")
	second.approve()
	require.Equal(t, int64(500), second.r().Task.Amounts.Shipping)
	second.until(returns.Completed)
	require.Equal(t, int64(500), second.order.ShippingRefunded)
}

func TestEstimate_AnOfferedAmount_IsTheWholeRefund(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.RefundShipping = true }), everything("damaged"))
	s.offer(returns.Offer{Amount: pounds(3000)})
	s.answer(returns.Answer{Accept: ptr(true)})
	require.Equal(t, int64(3000), s.r().Estimate.Total, "no shipping on top of it")
	s.until(returns.Refunded)
	require.Equal(t, int64(3000), s.r().Task.Amounts.Total)
}

func TestEstimate_FeesAreForUnitsThatAreRefunded(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.ReturnShipping = map[string]int64{"GBP": 600} }),
		lines(asked(1, 1, "damaged"), asked(2, 1, "changed_mind")))
	require.Equal(t, int64(600), s.r().Estimate.ReturnShipping)
	s.approve(returns.ReviewLine{LineNo: 2, ApprovedQuantity: ptr(0)})
	require.Zero(t, s.r().Estimate.ReturnShipping, "only the damaged mug comes back")
}

func TestEstimate_PreviewAndFinal_AreOneNumber(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) {
		p.ReturnShipping, p.RestockingFees = map[string]int64{"GBP": 600}, []returns.RestockingFee{{Percent: 15}}
	}), lines(asked(1, 2, "changed_mind")))
	preview := s.r().Estimate
	s.until(returns.Refunded)
	require.Equal(t, preview, s.r().Task.Amounts)
	require.Equal(t, preview, s.r().Compute(mugsAndLamp()))
}

func TestEstimate_WhatWasRefundedMeanwhile_IsNotRefundedAgain(t *testing.T) {
	t.Parallel()
	first := opens(t, lines(asked(1, 1, "damaged")))
	second := first.shop.opens(lines(asked(1, 2, "damaged")))
	first.approve(returns.ReviewLine{LineNo: 1, ApprovedAmount: pounds(3000)}) // of 36.00 for all three
	first.until(returns.Refunded)
	second.until(returns.Refunded)
	require.Equal(t, int64(600), second.r().Task.Amounts.Total)
	require.Zero(t, first.order.Lines[0].Left())
}
