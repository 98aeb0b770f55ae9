package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"backhaul/returns"
)

// couponOrder is mugsAndLamp with a fifth off, as it came to at least 60.00: 6.00
// off the mugs and 10.00 off the lamp, without tax and shipping.
func couponOrder() *returns.Order {
	order := mugsAndLamp()
	order.ShippingPaid, order.DiscountMinimum = 0, 6000
	order.Lines[0].Goods, order.Lines[0].Tax, order.Lines[0].Discount = 2400, 0, 600
	order.Lines[1].Goods, order.Lines[1].Tax, order.Lines[1].Discount = 4000, 0, 1000
	return order
}

// takesBack is the policy that takes discounts back, with time for many returns.
var takesBack = terms(func(p *returns.Terms) {
	p.TakeDiscountBack = true
	p.Windows = []returns.Window{{Days: 3650, Anchor: returns.AnchorDelivered}}
})

func changedMind(lineNo, quantity int) func(*returns.Opening) {
	return lines(asked(lineNo, quantity, "changed_mind"))
}

func TestDiscount_WhatIsKeptMissesTheMinimum_IsTakenBackAndGivenBackWithTheRest(t *testing.T) {
	t.Parallel()
	lamp := newShop(t, couponOrder()).opens(takesBack, changedMind(2, 1))
	require.Equal(t, int64(600), lamp.r().Estimate.DiscountTakenBack, "the preview says so before anybody sends goods")
	lamp.until(returns.Completed)
	require.Equal(t, int64(3400), lamp.r().Task.Amounts.Total, "40.00 were paid; 6.00 of the mugs' discount go off")
	require.Equal(t, int64(600), lamp.order.DiscountWithheld)

	mug := lamp.shop.opens(takesBack, changedMind(1, 1)).until(returns.Completed)
	require.Equal(t, int64(800+200), mug.r().Task.Amounts.Total, "a third of the mugs' discount is due again")
	mugs := lamp.shop.opens(takesBack, changedMind(1, 2)).until(returns.Completed)
	require.Equal(t, int64(1600+400), mugs.r().Task.Amounts.Total)
	require.Zero(t, lamp.order.DiscountWithheld)
	require.Equal(t, int64(6400), lamp.refunded, "who returns everything gets everything that was paid")
}

func TestDiscount_IsKept(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]func(*returns.Opening){
		"by a policy that does not take it back":   {changedMind(2, 1)},
		"while the rest reaches the minimum":       {takesBack, changedMind(1, 2)},
		"when the return is the shop's doing":      {takesBack, lines(asked(2, 1, "damaged"))},
		"when a part of it is the shop's doing":    {takesBack, lines(asked(2, 1, "changed_mind"), asked(1, 1, "damaged"))},
		"when everything is returned at once":      {takesBack, everything("changed_mind")},
		"when a person has agreed upon the amount": {takesBack, changedMind(2, 1), func(in *returns.Opening) { in.Request.Method = returns.MethodInStore }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t, couponOrder()).opens(options...)
			if name == "when a person has agreed upon the amount" {
				s.offer(returns.Offer{Amount: pounds(4000)})
				s.answer(returns.Answer{Accept: ptr(true)})
			}
			require.Zero(t, s.r().Estimate.DiscountTakenBack)
			require.Zero(t, s.until(returns.Completed).order.DiscountWithheld)
		})
	}
}

func TestDiscount_FinanceGivesItAfterAll_IsNotGivenTwice(t *testing.T) {
	t.Parallel()
	lamp := newShop(t, couponOrder()).opens(takesBack, changedMind(2, 1)).until(returns.RefundPending)
	lamp.did(lamp.r().DecideRefund(returns.DecideRefund{By: as(returns.RoleFinance), Action: returns.RefundApprove, Amount: pounds(4000), Note: "a loyal customer"}, lamp.order, lamp.now))
	require.Zero(t, lamp.order.DiscountWithheld)
	lamp.until(returns.Completed)
	mugs := lamp.shop.opens(takesBack, changedMind(1, 3)).until(returns.Completed)
	require.Equal(t, int64(2400), mugs.r().Task.Amounts.Total)
	require.Equal(t, int64(6400), lamp.refunded)
}

func TestDiscount_RefundThatWithheldIt_Fails_IsSetRightByTheNext(t *testing.T) {
	t.Parallel()
	lamp := newShop(t, couponOrder()).opens(takesBack, changedMind(2, 1)).until(returns.RefundPending)
	lamp.finance(returns.RefundApprove)
	lamp.providerSays(returns.ProviderSettled)
	mugs := lamp.shop.opens(takesBack, changedMind(1, 3)).until(returns.Completed)
	require.Equal(t, int64(3000), mugs.r().Task.Amounts.Total)

	lamp.providerSays(returns.ProviderFailed) // days after it had said that it paid
	require.Equal(t, returns.RefundPending, lamp.r().Status())
	require.Equal(t, int64(3400), lamp.r().Task.Amounts.Total, "the mugs' refund gave those 6.00")
	lamp.until(returns.Completed)
	require.Equal(t, int64(6400), lamp.refunded)
}

// TestDiscount_WhateverComesBackInTurn sends the units of an order back in any
// turn and amounts: what was refunded is always what was paid less the discount
// of the kept goods, as long as they miss the minimum and the refunds have
// covered it; and in the end all that was paid.
func TestDiscount_WhateverComesBackInTurn_InTheEndAllIsRefunded(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		order := mugsAndLamp()
		order.ShippingPaid = 0
		paid := int64(0)
		for i := range order.Lines {
			line := &order.Lines[i]
			line.Quantity = rapid.IntRange(1, 5).Draw(t, "bought")
			line.Goods, line.Tax = rapid.Int64Range(0, 6000).Draw(t, "goods"), rapid.Int64Range(0, 1200).Draw(t, "tax")
			line.Discount, line.TaxIncluded = rapid.Int64Range(0, 3000).Draw(t, "discount"), rapid.Bool().Draw(t, "gross")
			paid += line.Goods + line.Tax
		}
		order.DiscountMinimum = rapid.Int64Range(0, 15000).Draw(t, "minimum")
		shop := newShop(t, order)
		for order.Lines[0].Returnable()+order.Lines[1].Returnable() > 0 {
			line := order.Lines[rapid.IntRange(0, 1).Draw(t, "line")]
			if line.Returnable() == 0 {
				continue
			}
			quantity := rapid.IntRange(1, line.Returnable()).Draw(t, "back")
			shop.opens(takesBack, changedMind(line.LineNo, quantity)).until(returns.Completed)
			require.LessOrEqual(t, shop.refunded, paid)
			require.GreaterOrEqual(t, order.DiscountWithheld, int64(0))
		}
		require.Equal(t, paid, shop.refunded)
	})
}

func TestOpen_CreditOfAGift_IsForStaffAndStoreCreditOnly(t *testing.T) {
	t.Parallel()
	gift := func(refundTo returns.RefundTo, role returns.Role) returns.Opening {
		return opening(mugsAndLamp(), func(in *returns.Opening) {
			in.Request.RefundTo, in.Request.CreditTo, in.By = refundTo, "granny", as(role)
		})
	}
	r, _, err := returns.Open(gift(returns.RefundToStoreCredit, returns.RoleSupport))
	require.NoError(t, err)
	require.Equal(t, "granny", r.CreditTo)
	require.Equal(t, "carla", r.CustomerID)
	_, _, err = returns.Open(gift(returns.RefundToOriginal, returns.RoleSupport))
	require.ErrorContains(t, err, "only when refund_to is store_credit")
	_, _, err = returns.Open(gift(returns.RefundToStoreCredit, returns.RoleCustomer))
	require.ErrorContains(t, err, "ask the shop", "or a thief of an order number takes the money")
}
