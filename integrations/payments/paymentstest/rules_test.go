package paymentstest_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/payments"
	"backhaul/integrations/payments/paymentstest"
	"backhaul/returns"
)

// bank is a provider that keeps the contract, and can be told to break it.
type bank struct {
	mu       sync.Mutex
	refunds  map[string]payments.Refund
	paid     map[string][]returns.Money
	answers  int
	loseNext bool
	flaws    map[string]bool
}

func (b *bank) Refund(ctx context.Context, refund payments.Refund) (payments.Outcome, error) {
	if err := refund.Check(); err != nil && !b.flaws["pays anything"] {
		return payments.Outcome{}, err
	}
	if err := ctx.Err(); err != nil && !b.flaws["deaf to giving up"] {
		return payments.Outcome{}, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	before, repeated := b.refunds[refund.Key]
	if repeated && before != refund && !b.flaws["takes any amount"] {
		return payments.Outcome{}, returns.Refuse(returns.CodeConflict, "the key is taken")
	}
	if !repeated || b.flaws["forgets keys"] {
		b.refunds[refund.Key] = refund
		amount := refund.Amount
		if b.flaws["pays a penny less"] {
			amount.Minor--
		}
		b.paid[refund.Key] = append(b.paid[refund.Key], amount)
	}
	if b.loseNext {
		b.loseNext = false
		if b.flaws["turns a lost answer into a refusal"] {
			return payments.Outcome{}, returns.Refuse(returns.CodeConflict, "no answer")
		}
		return payments.Outcome{}, errors.New("connection reset")
	}
	return b.outcome(refund.Key), nil
}

func (b *bank) Lookup(ctx context.Context, key string) (payments.Outcome, bool, error) {
	if err := ctx.Err(); err != nil && !b.flaws["deaf to giving up"] {
		return payments.Outcome{}, false, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	_, found := b.refunds[key]
	if b.flaws["finds nothing"] {
		found = false
	}
	if b.flaws["finds everything"] {
		found = true
	}
	return b.outcome(key), found, nil
}

func (b *bank) outcome(key string) payments.Outcome {
	b.answers++
	reference := "bank/" + key
	switch {
	case b.flaws["gives no reference"]:
		reference = ""
	case b.flaws["gives a new reference each time"]:
		reference = fmt.Sprintf("bank/%d", b.answers)
	case b.flaws["gives one reference to all"]:
		reference = "bank"
	}
	return payments.Outcome{State: payments.Settled, Reference: reference}
}

func subject(flaws ...string) paymentstest.Subject {
	b := &bank{refunds: map[string]payments.Refund{}, paid: map[string][]returns.Money{}, flaws: map[string]bool{}}
	for _, flaw := range flaws {
		b.flaws[flaw] = true
	}
	return paymentstest.Subject{
		Provider: b,
		Payment:  "card",
		Paid: func(key string) []returns.Money {
			b.mu.Lock()
			defer b.mu.Unlock()
			return b.paid[key]
		},
		LoseNextAnswer: func() { b.loseNext = true },
	}
}

func TestRun_ProviderThatKeepsTheContract_Passes(t *testing.T) {
	t.Parallel()
	paymentstest.Run(t, func(*testing.T) paymentstest.Subject { return subject() })
}

func TestRules_ProviderWithAFlaw_BreaksTheRuleThatForbidsIt(t *testing.T) {
	t.Parallel()
	broken := map[string]bool{}
	for flaw, rules := range map[string][]string{
		"forgets keys": {
			"the same key twice pays once", "the same key from many at once pays once",
			"a lost answer is found again and not paid again",
		},
		"pays a penny less":                  {"a refund is paid as asked for", "two keys are two refunds"},
		"takes any amount":                   {"a key with another amount is refused"},
		"finds nothing":                      {"what was refunded is found", "a lost answer is found again and not paid again"},
		"finds everything":                   {"a key never used is not found"},
		"gives no reference":                 {"a refund is paid as asked for"},
		"gives a new reference each time":    {"what was refunded is found", "the same key twice pays once"},
		"gives one reference to all":         {"two keys are two refunds"},
		"turns a lost answer into a refusal": {"a lost answer is found again and not paid again"},
		"pays anything":                      {"nothing and less than nothing cannot be refunded", "a refund without a key is refused"},
		"deaf to giving up":                  {"a caller who gave up pays nothing"},
	} {
		for _, rule := range paymentstest.Rules() {
			err := rule.Check(t.Context(), subject(flaw))
			if err != nil {
				broken[rule.Name] = true
			}
			for _, name := range rules {
				if name == rule.Name {
					require.Error(t, err, "a provider that %s got past %q", flaw, rule.Name)
				}
			}
		}
	}
	for _, rule := range paymentstest.Rules() {
		require.True(t, broken[rule.Name], "no flaw breaks %q: it holds nobody to anything", rule.Name)
		require.NoError(t, rule.Check(t.Context(), subject()))
	}
}
