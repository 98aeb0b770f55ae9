package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"backhaul/returns"
)

// tenders draws what an order was paid with, some of it refunded already.
func tenders(t *rapid.T) []returns.Payment {
	payments := make([]returns.Payment, rapid.IntRange(1, 6).Draw(t, "payments"))
	for i := range payments {
		captured := rapid.Int64Range(1, 10_000).Draw(t, "captured")
		payments[i] = returns.Payment{
			Seq: i + 1, Captured: captured, Refunded: rapid.Int64Range(0, captured).Draw(t, "refunded"),
			Method: rapid.SampledFrom(returns.PaymentMethods()).Draw(t, "method"),
		}
	}
	return payments
}

func left(payments []returns.Payment) (sum int64) {
	for _, payment := range payments {
		sum += payment.Left()
	}
	return sum
}

// Whatever was paid and refunded before: the parts are the amount, none is more
// than its payment has left, and the money among them is what is to be paid.
func TestSplit_WhateverWasPaid_SumsToTheAmountWithinEachPayment(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		payments := tenders(t)
		total := rapid.Int64Range(0, left(payments)+100).Draw(t, "total")
		exchanged := rapid.Int64Range(0, total).Draw(t, "exchanged")
		parts, err := returns.Split(returns.Amounts{Currency: "GBP", Total: total, Exchanged: exchanged}, payments)
		if total > left(payments) {
			require.Equal(t, returns.CodeAmount, returns.CodeOf(err))
			return
		}
		require.NoError(t, err)
		var sum, money int64
		for i, part := range parts {
			payment := payments[part.Payment-1]
			require.LessOrEqual(t, part.Amount, payment.Left())
			require.Positive(t, part.Amount)
			require.GreaterOrEqual(t, min(part.ToPay(), part.Exchanged), int64(0))
			if i < len(parts)-1 {
				require.Equal(t, payment.Left(), part.Amount, "a payment is filled before the next")
			}
			sum, money = sum+part.Amount, money+part.ToPay()
		}
		require.Equal(t, total, sum)
		require.Equal(t, total-exchanged, money)
	})
}

// What each payment has refunded in the end depends on the sum of the refunds,
// not on how many there were or in which order they came.
func TestSplit_OfOneSumInAnyPieces_EndsAtTheSamePayments(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		payments := tenders(t)
		for i := range payments {
			payments[i].Refunded = 0
		}
		pieces := rapid.SliceOfN(rapid.Int64Range(0, 3_000), 1, 8).Draw(t, "pieces")
		var total int64
		for i := range pieces {
			pieces[i] = min(pieces[i], left(payments)-total)
			total += pieces[i]
		}
		apply := func(amounts []int64) []returns.Payment {
			after := append([]returns.Payment{}, payments...)
			for _, amount := range amounts {
				parts, err := returns.Split(returns.Amounts{Total: amount}, after)
				require.NoError(t, err)
				for _, part := range parts {
					after[part.Payment-1].Refunded += part.Amount
				}
			}
			return after
		}
		shuffled := rapid.Permutation(pieces).Draw(t, "another order")
		require.Equal(t, apply([]int64{total}), apply(pieces))
		require.Equal(t, apply(pieces), apply(shuffled))
	})
}

// paidInParts has the order paid by one to three payments of what it cost.
func paidInParts(t *rapid.T, order *returns.Order) *returns.Order {
	paid := order.ShippingPaid
	for _, line := range order.Lines {
		paid += line.Goods + line.Tax
	}
	parts := evenly(1, 1, 2, 3).Draw(t, "payments")
	for i, captured := range returns.Allocate(paid, []int64{3, 2, 4}[:parts]) {
		order.Payments = append(order.Payments, returns.Payment{
			Seq: i + 1, Captured: captured, Method: evenly(returns.PaidByCard, returns.PaidByGiftCard).Draw(t, "method"),
		})
	}
	return order
}
