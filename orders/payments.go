package orders

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
	"backhaul/sheets"
)

// InputPayment is one of several payments that the customer made for an order.
type InputPayment struct {
	// Provider captured it and pays it back; by hand unless given. store_credit
	// is the store credit that is kept here.
	Provider  string `json:"provider,omitempty"`
	Reference string `json:"reference,omitempty"`
	// Method is how the customer paid, other unless given.
	Method   returns.PaymentMethod `json:"method,omitempty"`
	Captured Price                 `json:"captured"`
}

// maxPayments bounds what one order is paid with.
const maxPayments = 20

// byHand is the provider of payments that finance pays back.
const byHand = "manual"

var providerName = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)

// salePayment is a payment that has been checked, in minor units.
type salePayment struct {
	provider, reference string
	method              returns.PaymentMethod
	captured            int64
}

func (p *problems) payments(in Input) []salePayment {
	if in.Payment != nil && len(in.Payments) > 0 {
		p.add("payment", "not_here", "give payment or payments, not both")
	}
	if len(in.Payments) > maxPayments {
		p.add("payments", "out_of_range", "an order has at most %s payments, not %s", maxPayments, len(in.Payments))
		return nil
	}
	var out []salePayment
	sum := int64(0)
	for i, payment := range in.Payments {
		field := fmt.Sprintf("payments[%d]", i)
		one := salePayment{provider: payment.Provider, method: payment.Method, reference: p.text(field+".reference", payment.Reference, 200)}
		if one.method == "" {
			one.method = returns.PaidByOther
		}
		if one.provider == "" {
			one.provider = byHand
			if one.method == returns.PaidByStoreCredit {
				one.provider = returns.StoreCreditLedger
			}
		}
		switch {
		case !slices.Contains(returns.PaymentMethods(), one.method):
			p.add(field+".method", "unknown_method", "%s is not a way to pay that is known here", sheets.Quote(string(one.method)))
		case !providerName.MatchString(one.provider):
			p.add(field+".provider", "not_a_name", "%s is not the name of a payment provider", sheets.Quote(one.provider))
		case one.provider == returns.StoreCreditLedger && one.method != returns.PaidByStoreCredit:
			p.add(field+".method", "not_here", "what was paid with store credit has the method store_credit, not %s", one.method)
		}
		one.captured = p.amount(field+".captured", &payment.Captured, in.Currency)
		if one.captured == 0 {
			p.add(field+".captured", "out_of_range", "a payment is more than zero")
		}
		sum = min(sum+one.captured, math.MaxInt64/2)
		out = append(out, one)
	}
	if sum > maxMinor {
		p.add("payments", "out_of_range", "the sum of the payments is too large an amount")
	}
	return out
}

// tender is what the order was paid with, given what is stored of it: the list
// that came in, or one payment of the total, or several stored ones as they are.
func (s sale) tender(stored []sqlc.OrderPaymentsStoredRow) ([]salePayment, error) {
	next := s.payments
	if next == nil && s.payment == nil && len(stored) > 1 {
		next = storedPayments(stored)
	}
	if next == nil {
		next = []salePayment{s.onePayment(stored)}
	}
	sum := int64(0)
	for _, payment := range next {
		sum += payment.captured
	}
	if sum != s.paid() {
		return nil, returns.RefuseField("payments", "sum_differs", "the payments of the order add up to %s, but its total is %s; send payments that add up to it",
			s.money(sum), s.money(s.paid()))
	}
	for i, was := range storedPayments(stored) {
		if !stored[i].InUse {
			continue
		}
		switch {
		case i >= len(next), next[i].provider != was.provider, next[i].reference != was.reference, next[i].method != was.method:
			return nil, refuseInUse("payments", "payment %s of order %s has refunds; it can be neither removed nor changed, only its amount can", i+1, s.number)
		case next[i].captured < stored[i].Refunded:
			return nil, refuseInUse("payments", "%s of payment %s of order %s was refunded; less cannot have been paid",
				s.money(stored[i].Refunded), i+1, s.number)
		}
	}
	return next, nil
}

// onePayment is the payment of an order that was paid in one piece. What has
// refunds stays with its provider, whatever is said now.
func (s sale) onePayment(stored []sqlc.OrderPaymentsStoredRow) salePayment {
	one := salePayment{provider: byHand, method: returns.PaidByOther}
	inUse := false
	if len(stored) > 0 {
		one, inUse = storedPayments(stored)[0], stored[0].InUse
	}
	if s.payment != nil && !inUse {
		one.provider, one.reference = s.payment.Provider, s.payment.Reference
	}
	one.captured = s.paid()
	return one
}

func storedPayments(rows []sqlc.OrderPaymentsStoredRow) []salePayment {
	payments := make([]salePayment, len(rows))
	for i, row := range rows {
		payments[i] = salePayment{provider: row.Provider, reference: row.Reference, method: returns.PaymentMethod(row.Method), captured: row.Captured}
	}
	return payments
}

// paidAs reports whether the payments stand as they are stored.
func (s sale) paidAs(stored []sqlc.OrderPaymentsStoredRow) bool {
	return slices.Equal(s.payments, storedPayments(stored))
}

func (s sale) money(minor int64) returns.Money {
	return returns.Money{Minor: minor, Currency: s.currency}
}

func (s sale) writePayments(ctx context.Context, tx pgx.Tx) error {
	for i, payment := range s.payments {
		if err := db.Queries.OrderPaymentUpsert(ctx, tx, sqlc.OrderPaymentUpsertParams{
			OrderNumber: s.number, Seq: i + 1, Provider: payment.provider, Method: string(payment.method),
			Reference: payment.reference, Captured: payment.captured,
		}); err != nil {
			return err
		}
	}
	return db.Queries.OrderPaymentsDeleteAfter(ctx, tx, s.number, len(s.payments))
}
