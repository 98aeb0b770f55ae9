package carrierstest_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/carriers"
	"backhaul/integrations/carriers/carrierstest"
	"backhaul/returns"
)

// courier is a carrier that keeps the contract, and can be told to break it.
type courier struct {
	mu       sync.Mutex
	booked   map[string]carriers.Booking
	orders   map[string][]string
	void     map[string]bool
	inHand   map[string]bool
	number   int
	loseNext bool
	flaw     string
}

func (c *courier) Book(ctx context.Context, b carriers.Booking) (carriers.Booked, error) {
	if err := b.Check(); err != nil && c.flaw != "takes any booking" {
		return carriers.Booked{}, err
	}
	if b.WindowStart.IsZero() && c.flaw == "needs a window" {
		return carriers.Booked{}, returns.RefuseField("window_start", "required", "when?")
	}
	if ctx.Err() != nil && c.flaw != "deaf to giving up" {
		return carriers.Booked{}, ctx.Err()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	before, repeated := c.booked[b.Key]
	if (c.void[b.Key] && c.flaw != "forgets what is void") || (repeated && before != b && c.flaw != "takes the key for any day") {
		return carriers.Booked{}, returns.Refuse(returns.CodeConflict, "the key is taken")
	}
	if !repeated || c.flaw == "forgets keys" {
		c.number++
		c.booked[b.Key] = b
		c.orders[b.Key] = append(c.orders[b.Key], c.tracking())
		if c.loseNext {
			c.loseNext = false
			return carriers.Booked{}, errors.New("connection reset")
		}
	}
	out := carriers.Booked{
		Carrier: "Express", Reference: "BK " + b.Key, TrackingNumber: slices.MaxFunc(c.orders[b.Key], cmp.Compare[string]),
		WindowStart: b.WindowStart, WindowEnd: b.WindowEnd, Label: &carriers.Label{ContentType: "image/png", Content: []byte("P")},
	}
	switch c.flaw {
	case "comes when it likes":
		out.WindowStart, out.WindowEnd = b.WindowEnd, b.WindowEnd
	case "prints on stone":
		out.Label.ContentType = "image/stone"
	}
	return out, nil
}

func (c *courier) tracking() string {
	if c.flaw == "gives one number to all" {
		return "TN"
	}
	return fmt.Sprintf("TN%d", c.number)
}

func (c *courier) Void(ctx context.Context, key string, booked carriers.Booked) (carriers.VoidResult, error) {
	if ctx.Err() != nil && c.flaw != "deaf to giving up" {
		return carriers.VoidResult{}, ctx.Err()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	_, known := c.booked[key]
	switch {
	case c.inHand[booked.TrackingNumber] && c.flaw != "turns around":
		return carriers.VoidResult{}, returns.Refuse(returns.CodeConflict, "it is in hand")
	case !known && c.flaw == "is strict about keys", c.void[key] && c.flaw == "is strict about repeats":
		return carriers.VoidResult{}, returns.Refuse(returns.CodeInvalid, "there is nothing to call off")
	}
	c.void[key] = true
	if c.flaw != "comes all the same" {
		delete(c.orders, key)
	}
	return carriers.VoidResult{}, nil
}

func subject(flaw string) carrierstest.Subject {
	c := &courier{
		booked: map[string]carriers.Booking{}, orders: map[string][]string{}, void: map[string]bool{}, inHand: map[string]bool{}, flaw: flaw,
	}
	return carrierstest.Subject{
		Carrier: c,
		OnOrder: func(key string) []string {
			c.mu.Lock()
			defer c.mu.Unlock()
			return slices.Clone(c.orders[key])
		},
		LoseNextAnswer: func() { c.loseNext = true },
		HandOver: func(number string) error {
			c.inHand[number] = true
			return nil
		},
	}
}

func TestRun_CarrierThatKeepsTheContract_Passes(t *testing.T) {
	t.Parallel()
	carrierstest.Run(t, func(*testing.T) carrierstest.Subject { return subject("") })
}

func TestRules_CarrierWithAFlaw_BreaksTheRuleThatForbidsIt(t *testing.T) {
	t.Parallel()
	broken := map[string]bool{}
	for flaw, rules := range map[string][]string{
		"forgets keys": {
			"the same key twice books once", "the same key from many at once books once",
			"a lost answer is found again and not booked again",
		},
		"comes when it likes":       {"a pickup is booked as asked for"},
		"needs a window":            {"a drop-off needs no window"},
		"prints on stone":           {"a label can be printed"},
		"gives one number to all":   {"two keys are two bookings"},
		"takes the key for any day": {"a key with another window is refused"},
		"takes any booking":         {"a window that ends before it starts is refused", "a booking without a key is refused"},
		"comes all the same":        {"what is called off is not on order"},
		"is strict about repeats":   {"calling off twice is no error"},
		"is strict about keys":      {"calling off what was never booked is no error"},
		"forgets what is void":      {"a key that was called off is not booked again"},
		"turns around":              {"what the carrier has in hand cannot be called off"},
		"deaf to giving up":         {"a caller who gave up books nothing"},
	} {
		for _, rule := range carrierstest.Rules() {
			err := rule.Check(t.Context(), subject(flaw))
			if err != nil {
				broken[rule.Name] = true
			}
			if slices.Contains(rules, rule.Name) {
				require.Error(t, err, "a carrier that %s got past %q", flaw, rule.Name)
			}
		}
	}
	for _, rule := range carrierstest.Rules() {
		require.True(t, broken[rule.Name], "no flaw breaks %q: it holds nobody to anything", rule.Name)
		require.NoError(t, rule.Check(t.Context(), subject("")))
	}
}
