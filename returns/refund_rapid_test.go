package returns_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"backhaul/returns"
)

// anyLine draws an order line of which nothing was refunded. Small amounts and
// quantities are drawn often: that is where rounding bites.
func anyLine() *rapid.Generator[returns.OrderLine] {
	return rapid.Custom(func(t *rapid.T) returns.OrderLine {
		amount := rapid.OneOf(rapid.Int64Range(0, 20), rapid.Int64Range(0, 100_000), rapid.Int64Range(0, 9e15))
		return returns.OrderLine{
			LineNo: 1, Quantity: rapid.OneOf(rapid.IntRange(1, 12), rapid.IntRange(1, 1_000_000)).Draw(t, "units"),
			Goods: amount.Draw(t, "goods"), Tax: amount.Draw(t, "tax"), TaxIncluded: rapid.Bool().Draw(t, "gross"),
		}
	})
}

// refund books what was refunded for the line.
func refund(line *returns.OrderLine, amount returns.LineAmount) {
	line.RefundedUnits += amount.Quantity
	line.RefundedGoods += amount.Goods
	line.RefundedTax += amount.Tax
}

func TestCompute_AnyPartitionOfTheUnits_SumsToWhatWasPaid(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		line := anyLine().Draw(t, "line")
		for line.RefundedUnits < line.Quantity {
			left := line.Quantity - line.RefundedUnits
			units := left // few steps are enough for large lines
			if line.RefundedUnits < 12 {
				units = rapid.IntRange(1, left).Draw(t, "back")
			}
			amount := returns.Compute("EUR", []returns.Claim{{Line: line, Quantity: units}}, returns.Fees{}).Lines[0]
			require.GreaterOrEqual(t, amount.Goods, int64(0))
			require.GreaterOrEqual(t, amount.Tax, int64(0))
			refund(&line, amount)
		}
		require.Equal(t, line.Goods, line.RefundedGoods)
		require.Equal(t, line.Tax, line.RefundedTax)
		require.Zero(t, line.Left())
	})
}

func TestCompute_GrossPrices_RoundTheGrossOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		line := anyLine().Draw(t, "line")
		line.TaxIncluded = true
		if line.Goods < 2*int64(line.Quantity) {
			line.Goods = 2 * int64(line.Quantity) // below two minor units each, goods may not fall below zero instead
		}
		units := rapid.IntRange(0, line.Quantity).Draw(t, "back")
		amount := returns.Compute("EUR", []returns.Claim{{Line: line, Quantity: units}}, returns.Fees{}).Lines[0]
		require.Equal(t, returns.Apportion(line.Goods+line.Tax, line.Quantity, 0, units), amount.Total)
	})
}

func TestCompute_WhateverWasAgreedBefore_NoLineGivesMoreThanItHasLeft(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		line := anyLine().Draw(t, "line")
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			claim := returns.Claim{
				Line: line, Quantity: rapid.IntRange(0, min(line.Quantity-line.RefundedUnits, 20)).Draw(t, "back"),
				RestockingPercent: rapid.IntRange(0, 120).Draw(t, "percent"),
			}
			if rapid.Bool().Draw(t, "agreed") {
				agreed := rapid.Int64Range(0, 2*(line.Goods+line.Tax)).Draw(t, "amount")
				claim.Agreed, claim.AgreedFor = &agreed, claim.Quantity+rapid.IntRange(0, 3).Draw(t, "not accepted")
			}
			amount := returns.Compute("EUR", []returns.Claim{claim}, returns.Fees{}).Lines[0]
			require.LessOrEqual(t, amount.Goods, line.Goods-line.RefundedGoods)
			require.LessOrEqual(t, amount.Tax, line.Tax-line.RefundedTax)
			for _, part := range []int64{amount.Goods, amount.Tax, amount.Fee, amount.Total} {
				require.GreaterOrEqual(t, part, int64(0))
			}
			refund(&line, amount)
		}
	})
}

func TestCompute_TotalIsTheSumOfLinesAndShipping(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var claims []returns.Claim
		for _, line := range rapid.SliceOfN(anyLine(), 0, 6).Draw(t, "lines") {
			line.Goods, line.Tax = line.Goods/8, line.Tax/8 // sums stay in range, as order imports see to
			claim := returns.Claim{
				Line: line, Quantity: rapid.IntRange(0, line.Quantity).Draw(t, "back"),
				RestockingPercent: rapid.IntRange(0, 100).Draw(t, "percent"),
			}
			if rapid.Bool().Draw(t, "agreed") {
				agreed := rapid.Int64Range(0, line.Left()).Draw(t, "amount")
				claim.Agreed, claim.AgreedFor = &agreed, line.Quantity
			}
			claims = append(claims, claim)
		}
		fees := returns.Fees{
			Shipping: rapid.Int64Range(0, 2000).Draw(t, "shipping"), ReturnShipping: rapid.Int64Range(0, 2000).Draw(t, "sending back"),
			Discount: rapid.Int64Range(-2000, 2000).Draw(t, "discount"),
		}
		amounts := returns.Compute("EUR", claims, fees)
		total, gross, fee := amounts.Shipping+amounts.DiscountGivenBack, amounts.Shipping+amounts.DiscountGivenBack, int64(0)
		for i, line := range amounts.Lines {
			require.GreaterOrEqual(t, line.Total, int64(0))
			require.LessOrEqual(t, line.Total, claims[i].Line.Left())
			require.Equal(t, line.Goods+line.Tax-line.Fee, line.Total)
			total, gross, fee = total+line.Total, gross+line.Goods+line.Tax, fee+line.Fee
		}
		require.Equal(t, total, amounts.Total)
		require.Equal(t, gross-amounts.RestockingFee-amounts.ReturnShipping-amounts.DiscountTakenBack, amounts.Total)
		require.Equal(t, amounts.RestockingFee+amounts.ReturnShipping+amounts.DiscountTakenBack, fee)
		require.LessOrEqual(t, amounts.ReturnShipping, fees.ReturnShipping)
		require.LessOrEqual(t, amounts.DiscountTakenBack-amounts.DiscountGivenBack, max(fees.Discount, 0))
		require.Equal(t, max(-fees.Discount, 0), amounts.DiscountGivenBack)
	})
}

func TestAllocate_SumsToTheTotal_AndIsWithinOneOfTheExactShare(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1e12), 1, 9).Draw(t, "weights")
		total := rapid.OneOf(rapid.Int64Range(-20, 20), rapid.Int64Range(-9e15, 9e15)).Draw(t, "total")
		var whole, sum int64
		for _, weight := range weights {
			whole += weight
		}
		parts := returns.Allocate(total, weights)
		require.Len(t, parts, len(weights))
		for i, part := range parts {
			sum += part
			if whole > 0 {
				exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(total), big.NewInt(weights[i])), big.NewInt(whole))
				off := exact.Sub(exact, new(big.Rat).SetInt64(part))
				require.Negative(t, off.Abs(off).Cmp(big.NewRat(1, 1)), "part %d is %d", i, part)
			}
		}
		require.Equal(t, total, sum)
	})
}
