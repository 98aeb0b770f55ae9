package carrierstest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"backhaul/integrations/carriers"
	"backhaul/returns"
)

// Rules returns the contract, one rule a sentence.
func Rules() []Rule {
	return []Rule{
		{"a pickup is booked as asked for", bookedAsAsked},
		{"a drop-off needs no window", dropOff},
		{"a label can be printed", printable},
		{"the same key twice books once", twiceBooksOnce},
		{"the same key from many at once books once", manyBookOnce},
		{"two keys are two bookings", twoKeys},
		{"a key with another window is refused", otherWindow},
		{"a lost answer is found again and not booked again", lostAnswer},
		{"a window that ends before it starts is refused", backwards},
		{"a booking without a key is refused", noKey},
		{"what is called off is not on order", calledOff},
		{"calling off twice is no error", calledOffTwice},
		{"calling off what was never booked is no error", neverBooked},
		{"a key that was called off is not booked again", bookedAfterwards},
		{"what the carrier has in hand cannot be called off", inHand},
		{"a caller who gave up books nothing", gaveUp},
	}
}

func bookedAsAsked(ctx context.Context, s Subject) error {
	asked := booking()
	booked, err := s.Carrier.Book(ctx, asked)
	switch {
	case err != nil:
		return err
	case booked.Carrier == "":
		return errors.New("nobody is told which carrier comes")
	case !booked.WindowStart.Equal(asked.WindowStart) || !booked.WindowEnd.Equal(asked.WindowEnd):
		return fmt.Errorf("asked for %s to %s, booked %s to %s", asked.WindowStart, asked.WindowEnd, booked.WindowStart, booked.WindowEnd)
	case booked.ByHand != (s.OnOrder == nil):
		return fmt.Errorf("booked by hand: %t", booked.ByHand)
	case !booked.ByHand && (booked.Reference == "" || booked.TrackingNumber == ""):
		return fmt.Errorf("the booking %+v has no number to find it by", booked)
	}
	return onOrder(s, asked.Key, booked)
}

func dropOff(ctx context.Context, s Subject) error {
	asked := booking()
	asked.WindowStart, asked.WindowEnd = carriers.Booked{}.WindowStart, carriers.Booked{}.WindowEnd
	booked, err := s.Carrier.Book(ctx, asked)
	if err == nil && !booked.WindowStart.IsZero() {
		return fmt.Errorf("no window was asked for, and one was booked: %s", booked.WindowStart)
	}
	return err
}

func printable(ctx context.Context, s Subject) error {
	booked, err := s.Carrier.Book(ctx, booking())
	if err != nil || booked.Label == nil {
		return err
	}
	if !slices.Contains(carriers.LabelTypes(), booked.Label.ContentType) || len(booked.Label.Content) == 0 {
		return fmt.Errorf("a label of the type %q with %d bytes", booked.Label.ContentType, len(booked.Label.Content))
	}
	return nil
}

func twiceBooksOnce(ctx context.Context, s Subject) error {
	asked := booking()
	first, err := s.Carrier.Book(ctx, asked)
	if err != nil {
		return err
	}
	second, err := s.Carrier.Book(ctx, asked)
	if err != nil {
		return err
	}
	if first.Reference != second.Reference || first.TrackingNumber != second.TrackingNumber {
		return fmt.Errorf("the same key gave %s, then %s", first.TrackingNumber, second.TrackingNumber)
	}
	return onOrder(s, asked.Key, first)
}

func manyBookOnce(ctx context.Context, s Subject) error {
	asked := booking()
	var callers sync.WaitGroup
	booked, errs := make([]carriers.Booked, 8), make([]error, 8)
	for i := range errs {
		callers.Go(func() { booked[i], errs[i] = s.Carrier.Book(ctx, asked) })
	}
	callers.Wait()
	for i, err := range errs {
		// A carrier may answer "in progress" to all but one; it may not send them all.
		if err == nil {
			return onOrder(s, asked.Key, booked[i])
		}
	}
	return fmt.Errorf("none of the callers got an answer: %w", errors.Join(errs...))
}

func twoKeys(ctx context.Context, s Subject) error {
	one, err := s.Carrier.Book(ctx, booking())
	if err != nil {
		return err
	}
	other, err := s.Carrier.Book(ctx, booking())
	if err == nil && !one.ByHand && (one.Reference == other.Reference || one.TrackingNumber == other.TrackingNumber) {
		return fmt.Errorf("two keys share the booking %s", one.Reference)
	}
	return err
}

func otherWindow(ctx context.Context, s Subject) error {
	asked := booking()
	booked, err := s.Carrier.Book(ctx, asked)
	if err != nil {
		return err
	}
	later := asked
	later.WindowStart, later.WindowEnd = asked.WindowStart.AddDate(0, 0, 1), asked.WindowEnd.AddDate(0, 0, 1)
	_, err = s.Carrier.Book(ctx, later)
	if !booked.ByHand && returns.CodeOf(err) != returns.CodeConflict {
		return fmt.Errorf("the key was used for another day: want a refusal with %s, got %s", returns.CodeConflict, fmt.Sprint(err))
	}
	return onOrder(s, asked.Key, booked)
}

func lostAnswer(ctx context.Context, s Subject) error {
	if s.OnOrder == nil {
		return nil // nobody is asked, so no answer can be lost
	}
	asked := booking()
	s.LoseNextAnswer()
	if booked, err := s.Carrier.Book(ctx, asked); err == nil || returns.CodeOf(err) != "" {
		return fmt.Errorf("the answer was lost, so the outcome is unknown; got %+v, %s", booked, fmt.Sprint(err))
	}
	before := s.OnOrder(asked.Key)
	booked, err := s.Carrier.Book(ctx, asked)
	if err != nil {
		return err
	}
	if !slices.Equal(before, []string{booked.TrackingNumber}) {
		return fmt.Errorf("the carrier had booked %v, and then answered with %s", before, booked.TrackingNumber)
	}
	return onOrder(s, asked.Key, booked)
}

func backwards(ctx context.Context, s Subject) error {
	asked := booking()
	asked.WindowEnd = asked.WindowStart.Add(-1)
	booked, err := s.Carrier.Book(ctx, asked)
	if returns.CodeOf(err) != returns.CodeInvalid {
		return fmt.Errorf("want a refusal, got %+v, %s", booked, fmt.Sprint(err))
	}
	return nothingOnOrder(s, asked.Key)
}

func noKey(ctx context.Context, s Subject) error {
	asked := booking()
	asked.Key = ""
	booked, err := s.Carrier.Book(ctx, asked)
	if returns.CodeOf(err) != returns.CodeInvalid {
		return fmt.Errorf("want a refusal, got %+v, %s", booked, fmt.Sprint(err))
	}
	return nothingOnOrder(s, "")
}

// onOrder holds that the booking stands once, or is a person's.
func onOrder(s Subject, key string, booked carriers.Booked) error {
	if s.OnOrder == nil {
		return nil
	}
	if got := s.OnOrder(key); !slices.Equal(got, []string{booked.TrackingNumber}) {
		return fmt.Errorf("for the key %s the carrier has %v on order, want %s", key, got, booked.TrackingNumber)
	}
	return nil
}

func nothingOnOrder(s Subject, key string) error {
	if s.OnOrder == nil {
		return nil
	}
	if got := s.OnOrder(key); len(got) > 0 {
		return fmt.Errorf("for the key %s the carrier has %v on order, want nothing", key, got)
	}
	return nil
}
