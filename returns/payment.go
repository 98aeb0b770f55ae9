package returns

import (
	"cmp"
	"slices"
)

// Payment is one captured payment of an order. Amounts are minor units of the
// order's currency.
type Payment struct {
	// Seq is its place in the order in which the shop took the payments, from 1.
	Seq int
	// Provider captured the money and pays it back; [StoreCreditLedger] is our own.
	Provider string
	// Reference is the provider's, for the payment.
	Reference string
	Method    PaymentMethod
	Captured  int64
	// Refunded is what was given back of it, or is on its way.
	Refunded int64
}

// Left is how much of the payment has not been refunded.
func (p Payment) Left() int64 { return p.Captured - p.Refunded }

// PaymentMethod is how the customer paid.
type PaymentMethod string

// The methods.
const (
	PaidByCard         PaymentMethod = "card"
	PaidByBankTransfer PaymentMethod = "bank_transfer"
	PaidByWallet       PaymentMethod = "wallet"
	PaidByCash         PaymentMethod = "cash"
	PaidByOther        PaymentMethod = "other"
	PaidByGiftCard     PaymentMethod = "gift_card"
	PaidByStoreCredit  PaymentMethod = "store_credit"
)

// PaymentMethods lists the methods.
func PaymentMethods() []PaymentMethod {
	return []PaymentMethod{
		PaidByCard, PaidByBankTransfer, PaidByWallet, PaidByCash, PaidByOther, PaidByGiftCard, PaidByStoreCredit,
	}
}

// StoreCreditLedger names the store credit that is kept here where a payment
// names its provider: what was paid with it is credited again.
const StoreCreditLedger = "store_credit"

// spendableHereOnly reports whether the money was of use in this shop only.
func (m PaymentMethod) spendableHereOnly() bool { return m == PaidByGiftCard || m == PaidByStoreCredit }

// RefundOrder sorts payments into the order in which they are refunded: money
// first, in the order in which it was captured, then gift cards and store credit.
// A customer who paid with both gets back first what is of use everywhere; and
// since each payment is filled before the next, what each of them has refunded
// depends on the sum alone, not on how many refunds it took.
func RefundOrder(payments []Payment) []Payment {
	sorted := slices.Clone(payments)
	slices.SortFunc(sorted, func(a, b Payment) int {
		if a.Method.spendableHereOnly() != b.Method.spendableHereOnly() {
			if b.Method.spendableHereOnly() {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Seq, b.Seq)
	})
	return sorted
}

// Split spreads a refund over the payments, none of which gives more than it has
// left. Of an exchange, the money comes from the first payments and the goods
// stand for the rest. It refuses what the payments together do not have.
func Split(amounts Amounts, payments []Payment) ([]RefundPart, error) {
	parts := []RefundPart{}
	total, toPay := amounts.Total, amounts.ToPay()
	for _, payment := range RefundOrder(payments) {
		amount := min(total, max(payment.Left(), 0))
		if amount == 0 {
			continue
		}
		money := min(toPay, amount)
		parts = append(parts, RefundPart{Payment: payment.Seq, Amount: amount, Exchanged: amount - money, State: PartPlanned, Attempt: 1})
		total, toPay = total-amount, toPay-money
	}
	if total > 0 {
		return nil, Refuse(CodeAmount, "the order's payments have %s left to refund, not %s",
			amounts.Money(amounts.Total-total), amounts.Money(amounts.Total))
	}
	return parts, nil
}
