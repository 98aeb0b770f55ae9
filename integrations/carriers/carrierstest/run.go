package carrierstest

import (
	"context"
	"crypto/rand"
	"testing"
	"time"

	"backhaul/integrations/carriers"
)

// Subject is a carrier under test.
type Subject struct {
	Carrier carriers.Carrier
	// OnOrder lists what is booked for a key and not called off, from the carrier's
	// own books, not from its answers. Nil for one that is booked by hand.
	OnOrder func(key string) []string
	// LoseNextAnswer makes the carrier do the next booking and drop the answer,
	// and HandOver gives it the parcel. Every subject with OnOrder has both.
	LoseNextAnswer func()
	HandOver       func(trackingNumber string) error
}

// Run holds the carrier to every rule, each against a fresh subject.
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

// booking is a plain one, under a key that was never used.
func booking() carriers.Booking {
	id := rand.Text()
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	return carriers.Booking{
		Key: "pickup:" + id + ":1", ReturnID: id, RMANumber: "RMA-7K4PQ-92QXD", Carrier: "Express",
		From:        carriers.Place{Address: "1 High Street", Contact: "Li Lei", Phone: "+86 138 0000 0000"},
		WindowStart: start, WindowEnd: start.Add(2 * time.Hour),
	}
}
