package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// FuzzRefund returns the units of two lines in three steps, at any price, tax,
// fee and agreed amount, with a discount taken back and given back,
// and has finance set any amount. Never is more refunded
// than was paid, by line or in all, and a refund is always the sum of its parts.
func FuzzRefund(f *testing.F) {
	f.Add(int64(1000), int64(0), uint8(3), int64(500), int64(83), uint8(2), uint8(1), uint8(0), int64(0), int64(-1), int64(500), true)
	f.Add(int64(5), int64(1), uint8(2), int64(1), int64(0), uint8(1), uint8(1), uint8(15), int64(600), int64(3), int64(-7), false)
	f.Add(int64(1<<40), int64(1<<38), uint8(7), int64(0), int64(0), uint8(1), uint8(3), uint8(100), int64(9), int64(1<<39), int64(1<<20), true)
	f.Fuzz(func(t *testing.T, goods1, tax1 int64, units1 uint8, goods2, tax2 int64, units2, step, percent uint8, shipping, agreed, adjust int64, included bool) {
		order := &returns.Order{Currency: "GBP", ShippingPaid: bound(shipping), Lines: []returns.OrderLine{
			{LineNo: 1, Quantity: int(units1%20) + 1, Goods: bound(goods1), Tax: bound(tax1), TaxIncluded: included},
			{LineNo: 2, Quantity: int(units2%20) + 1, Goods: bound(goods2), Tax: bound(tax2), TaxIncluded: included},
		}}
		var paid, refunded int64 = order.ShippingPaid, 0
		for _, line := range order.Lines {
			paid += line.Goods + line.Tax
		}
		for round := range 3 {
			claims := make([]returns.Claim, len(order.Lines))
			for i, line := range order.Lines {
				quantity := min(int(step%5)+1, line.Quantity-line.RefundedUnits)
				if round == 2 {
					quantity = line.Quantity - line.RefundedUnits
				}
				claims[i] = returns.Claim{Line: line, Quantity: quantity, RestockingPercent: int(percent % 101)}
				if round == 1 && i == 0 && agreed >= 0 {
					amount := min(bound(agreed), line.Left())
					claims[i].Agreed, claims[i].AgreedFor = &amount, max(quantity, 1)
				}
			}
			fees := returns.Fees{ReturnShipping: bound(adjust) % 1000}
			switch round {
			case 0:
				fees.Discount = bound(agreed) % 1000
			case 2:
				fees.Shipping, fees.Discount = order.ShippingPaid-order.ShippingRefunded, -order.DiscountWithheld
			}
			amounts := returns.Compute("GBP", claims, fees)
			requireSums(t, amounts)
			for i, line := range amounts.Lines {
				order.Lines[i].RefundedUnits += line.Quantity
				order.Lines[i].RefundedGoods += line.Goods
				order.Lines[i].RefundedTax += line.Tax
			}
			order.ShippingRefunded += amounts.Shipping
			order.DiscountWithheld += amounts.DiscountTakenBack - amounts.DiscountGivenBack
			refunded += amounts.Total
			requireWithinPaid(t, order)

			set, err := returns.Adjusted(amounts, amounts.Total+adjust%10_000, order)
			if err != nil {
				require.Contains(t, []returns.Code{returns.CodeAmount, returns.CodeInvalid}, returns.CodeOf(err))
				continue
			}
			requireSums(t, set)
			require.Equal(t, amounts.Total+adjust%10_000, set.Total)
			for i, line := range set.Lines {
				order.Lines[i].RefundedGoods += line.Goods - amounts.Lines[i].Goods
				order.Lines[i].RefundedTax += line.Tax - amounts.Lines[i].Tax
			}
			order.ShippingRefunded += set.Shipping - amounts.Shipping
			order.DiscountWithheld += set.DiscountTakenBack - set.DiscountGivenBack - amounts.DiscountTakenBack + amounts.DiscountGivenBack
			refunded += set.Total - amounts.Total
			requireWithinPaid(t, order)
		}
		require.LessOrEqual(t, refunded, paid, "more was refunded than was paid")
	})
}

// bound keeps an amount in the range that an order can have.
func bound(minor int64) int64 {
	if minor < 0 {
		minor = -(minor + 1)
	}
	return minor % (1 << 45)
}

func requireSums(t *testing.T, amounts returns.Amounts) {
	t.Helper()
	total := amounts.Shipping + amounts.DiscountGivenBack
	for _, line := range amounts.Lines {
		require.GreaterOrEqual(t, min(line.Goods, line.Tax, line.Fee, line.Total), int64(0), "%+v", line)
		require.Equal(t, line.Goods+line.Tax-line.Fee, line.Total)
		total += line.Total
	}
	require.Equal(t, total, amounts.Total)
	require.GreaterOrEqual(t, amounts.Shipping, int64(0))
}

func requireWithinPaid(t *testing.T, order *returns.Order) {
	t.Helper()
	for _, line := range order.Lines {
		require.LessOrEqual(t, line.RefundedGoods, line.Goods, "%+v", line)
		require.LessOrEqual(t, line.RefundedTax, line.Tax, "%+v", line)
	}
	require.LessOrEqual(t, order.ShippingRefunded, order.ShippingPaid)
}
