package activities_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"sync"

	"backhaul/integrations/carriers"
	"backhaul/integrations/notify"
	"backhaul/integrations/payments"
	"backhaul/returns"
)

var errAway = errors.New("connection refused")

// bank is a payment provider with books. It can pay and lose its answer, or be
// away.
type bank struct {
	mu sync.Mutex
	// loses answers of Refund, and away fails every call, that many times.
	loses, away int
	answer      payments.State // settled when empty
	echo        *returns.Money // what it says it paid; nil when it does not say
	books       []payments.Refund
	failed      map[string]bool // keys that failed after all
}

func (b *bank) Refund(_ context.Context, refund payments.Refund) (payments.Outcome, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.away > 0 {
		b.away--
		return payments.Outcome{}, errAway
	}
	// Deliberately naive: it pays whatever it is asked. That nothing is paid
	// twice is the activity's doing, which looks the key up first.
	b.books = append(b.books, refund)
	if b.loses > 0 {
		b.loses--
		return payments.Outcome{}, errAway
	}
	return b.outcome(refund), nil
}

func (b *bank) Lookup(_ context.Context, key string) (payments.Outcome, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.away > 0 {
		b.away--
		return payments.Outcome{}, false, errAway
	}
	for _, paid := range b.books {
		if paid.Key == key {
			return b.outcome(paid), true, nil
		}
	}
	return payments.Outcome{}, false, nil
}

func (b *bank) outcome(refund payments.Refund) payments.Outcome {
	state := b.answer
	if state == "" {
		state = payments.Settled
	}
	if b.failed[refund.Key] {
		state = payments.Failed
	}
	return payments.Outcome{State: state, Reference: "bank " + refund.Key, Reason: "the card is closed", Amount: b.echo}
}

// says changes what the bank answers from now on, also about what it paid.
func (b *bank) says(state payments.State) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.answer = state
}

// fails says from now on that it did not pay the key after all.
func (b *bank) fails(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failed = map[string]bool{key: true}
}

func (b *bank) paid() []payments.Refund {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.books)
}

// express is a carrier that books by machine. A repeated key finds its booking.
type express struct {
	mu          sync.Mutex
	away        int
	busy        error // what it answers instead of booking
	booked      []carriers.Booking
	void        []string
	inHand      bool
	beforeVoids func() // what happens elsewhere while it is told
}

func (e *express) Book(_ context.Context, booking carriers.Booking) (carriers.Booked, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.away > 0 {
		e.away--
		return carriers.Booked{}, errAway
	}
	if e.busy != nil {
		return carriers.Booked{}, e.busy
	}
	if !slices.ContainsFunc(e.booked, func(b carriers.Booking) bool { return b.Key == booking.Key }) {
		e.booked = append(e.booked, booking)
	}
	return carriers.Booked{
		Carrier: "Express", Reference: "EX " + booking.Key, TrackingNumber: "TN" + booking.Key[len(booking.Key)-1:],
		WindowStart: booking.WindowStart, WindowEnd: booking.WindowEnd,
		Label: &carriers.Label{ContentType: "image/png", Content: []byte("bars of " + booking.Key)},
	}, nil
}

func (e *express) Void(_ context.Context, key string, _ carriers.Booked) (carriers.VoidResult, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if meanwhile := e.beforeVoids; meanwhile != nil {
		e.beforeVoids = nil
		meanwhile()
	}
	if e.away > 0 {
		e.away--
		return carriers.VoidResult{}, errAway
	}
	if e.inHand {
		return carriers.VoidResult{}, returns.Refuse(returns.CodeConflict, "the courier has the parcel in hand")
	}
	e.void = append(e.void, key)
	return carriers.VoidResult{}, nil
}

// shelf keeps labels, or is full that many times.
type shelf struct {
	mu   sync.Mutex
	full int
	kept map[string]string
}

func (s *shelf) Put(_ context.Context, key, _ string, r io.Reader) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.full > 0 {
		s.full--
		return errAway
	}
	content, err := io.ReadAll(r)
	s.kept[key] = string(content)
	return err
}

// post keeps the messages it is given, or is away that many times.
type post struct {
	mu   sync.Mutex
	away int
	sent []notify.Message
}

func (p *post) Send(_ context.Context, message notify.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.away > 0 {
		p.away--
		return errAway
	}
	p.sent = append(p.sent, message)
	return nil
}

func (p *post) ids() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	ids := make([]string, len(p.sent))
	for i, message := range p.sent {
		ids[i] = message.ID
	}
	return ids
}
