package paymentstest

import (
	"context"
	"crypto/rand"
	"testing"

	"backhaul/integrations/payments"
	"backhaul/returns"
)

// Subject is a provider under test.
type Subject struct {
	Provider payments.Provider
	// Payment is a captured payment of at least 100.00 USD.
	Payment string
	// Paid tells what left the account for a key, from the provider's own
	// books, not from its answers. Nil when the provider never pays by itself.
	Paid func(key string) []returns.Money
	// LoseNextAnswer makes the provider do the next refund and drop the answer.
	// Every subject with Paid has it.
	LoseNextAnswer func()
}

// Run holds the provider to every rule, each against a fresh subject.
func Run(t *testing.T, fresh func(t *testing.T) Subject) {
	t.Helper()
	for _, rule := range Rules() {
		t.Run(rule.Name, func(t *testing.T) {
			t.Parallel()
			if err := rule.Check(t.Context(), fresh(t)); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// Rule is one sentence of the contract. Check returns nil when it is kept.
type Rule struct {
	Name  string
	Check func(ctx context.Context, s Subject) error
}

func (s Subject) refund(minor int64) payments.Refund {
	id := rand.Text()
	return payments.Refund{
		Key:      "refund:" + id + ":1",
		Payment:  s.Payment,
		Amount:   returns.Money{Minor: minor, Currency: "USD"},
		ReturnID: id,
	}
}

// paid is nil as well for a provider that moves nothing.
func (s Subject) paid(key string) []returns.Money {
	if s.Paid == nil {
		return nil
	}
	return s.Paid(key)
}
