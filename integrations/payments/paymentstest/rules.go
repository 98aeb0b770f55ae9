package paymentstest

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"backhaul/integrations/payments"
	"backhaul/returns"
)

// Rules returns the contract, one rule a sentence.
func Rules() []Rule {
	return []Rule{
		{"a refund is paid as asked for", paidAsAsked},
		{"a key never used is not found", unknownKey},
		{"what was refunded is found", foundAfterwards},
		{"the same key twice pays once", twicePaysOnce},
		{"the same key from many at once pays once", manyPayOnce},
		{"two keys are two refunds", twoKeys},
		{"a key with another amount is refused", otherAmount},
		{"a lost answer is found again and not paid again", lostAnswer},
		{"nothing and less than nothing cannot be refunded", notAboveZero},
		{"a refund without a key is refused", noKey},
		{"a caller who gave up pays nothing", gaveUp},
	}
}

func paidAsAsked(ctx context.Context, s Subject) error {
	asked := s.refund(849)
	outcome, err := s.Provider.Refund(ctx, asked)
	if err != nil {
		return err
	}
	switch outcome.State {
	case payments.ByHand:
		return movedIs(s, asked.Key)
	case payments.Pending, payments.Settled:
		if outcome.Reference == "" {
			return fmt.Errorf("the outcome %+v has no reference to find the money by", outcome)
		}
		return movedIs(s, asked.Key, asked.Amount)
	case payments.Failed:
		return fmt.Errorf("a plain refund failed: %s", outcome.Reason)
	default:
		return fmt.Errorf("the state %q is none of the contract's", outcome.State)
	}
}

func unknownKey(ctx context.Context, s Subject) error {
	outcome, found, err := s.Provider.Lookup(ctx, s.refund(1).Key)
	if err != nil || found {
		return fmt.Errorf("looked up a key never used: %+v, found %t, error %s", outcome, found, fmt.Sprint(err))
	}
	return nil
}

func foundAfterwards(ctx context.Context, s Subject) error {
	asked := s.refund(849)
	outcome, err := s.Provider.Refund(ctx, asked)
	if err != nil {
		return err
	}
	seen, found, err := s.Provider.Lookup(ctx, asked.Key)
	if err != nil {
		return err
	}
	if byHand := outcome.State == payments.ByHand; found == byHand {
		return fmt.Errorf("refunded with %+v, then found %t", outcome, found)
	}
	if found && seen.Reference != outcome.Reference {
		return fmt.Errorf("refunded as %s, found as %s", outcome.Reference, seen.Reference)
	}
	return nil
}

func twicePaysOnce(ctx context.Context, s Subject) error {
	asked := s.refund(849)
	first, err := s.Provider.Refund(ctx, asked)
	if err != nil {
		return err
	}
	second, err := s.Provider.Refund(ctx, asked)
	if err != nil {
		return err
	}
	if first.Reference != second.Reference {
		return fmt.Errorf("the same key gave %s, then %s", first.Reference, second.Reference)
	}
	return movedAtMost(s, asked)
}

func manyPayOnce(ctx context.Context, s Subject) error {
	asked := s.refund(849)
	var callers sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		callers.Go(func() { _, errs[i] = s.Provider.Refund(ctx, asked) })
	}
	callers.Wait()
	for _, err := range errs {
		// A provider may answer "in progress" to all but one; it may not pay them.
		if err == nil {
			return movedAtMost(s, asked)
		}
	}
	return fmt.Errorf("none of the callers got an answer: %w", errors.Join(errs...))
}

func twoKeys(ctx context.Context, s Subject) error {
	first, second := s.refund(100), s.refund(100)
	one, err := s.Provider.Refund(ctx, first)
	if err != nil {
		return err
	}
	other, err := s.Provider.Refund(ctx, second)
	if err != nil {
		return err
	}
	if one.State != payments.ByHand && one.Reference == other.Reference {
		return fmt.Errorf("two keys share the reference %s", one.Reference)
	}
	return errors.Join(movedAtMost(s, first), movedAtMost(s, second))
}

func otherAmount(ctx context.Context, s Subject) error {
	asked := s.refund(849)
	outcome, err := s.Provider.Refund(ctx, asked)
	if err != nil {
		return err
	}
	more := asked
	more.Amount.Minor = 9_00
	_, err = s.Provider.Refund(ctx, more)
	if outcome.State != payments.ByHand && returns.CodeOf(err) != returns.CodeConflict {
		return fmt.Errorf("the key of %s was used for %s: want a refusal with %s, got %s", asked.Amount, more.Amount, returns.CodeConflict, fmt.Sprint(err))
	}
	return movedAtMost(s, asked)
}

func lostAnswer(ctx context.Context, s Subject) error {
	if s.Paid == nil {
		return nil // nothing is paid, so nothing can be lost on the way
	}
	asked := s.refund(849)
	s.LoseNextAnswer()
	if outcome, err := s.Provider.Refund(ctx, asked); err == nil || returns.CodeOf(err) != "" {
		return fmt.Errorf("the answer was lost, so the outcome is unknown; got %+v, %s", outcome, fmt.Sprint(err))
	}
	if _, found, err := s.Provider.Lookup(ctx, asked.Key); err != nil || !found {
		return fmt.Errorf("the refund is there but was not found: %t, %s", found, fmt.Sprint(err))
	}
	if _, err := s.Provider.Refund(ctx, asked); err != nil {
		return err
	}
	return movedIs(s, asked.Key, asked.Amount)
}

func notAboveZero(ctx context.Context, s Subject) error {
	for _, minor := range []int64{0, -1} {
		asked := s.refund(minor)
		outcome, err := s.Provider.Refund(ctx, asked)
		if returns.CodeOf(err) != returns.CodeInvalid {
			return fmt.Errorf("a refund of %s: want a refusal, got %+v, %s", asked.Amount, outcome, fmt.Sprint(err))
		}
		if err := movedIs(s, asked.Key); err != nil {
			return err
		}
	}
	return nil
}

func noKey(ctx context.Context, s Subject) error {
	asked := s.refund(849)
	asked.Key = ""
	outcome, err := s.Provider.Refund(ctx, asked)
	if returns.CodeOf(err) != returns.CodeInvalid {
		return fmt.Errorf("a refund without a key: want a refusal, got %+v, %s", outcome, fmt.Sprint(err))
	}
	return movedIs(s, "")
}

func gaveUp(ctx context.Context, s Subject) error {
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	asked := s.refund(849)
	if outcome, err := s.Provider.Refund(ctx, asked); err == nil {
		return fmt.Errorf("the caller had given up, and was answered %+v", outcome)
	}
	if _, _, err := s.Provider.Lookup(ctx, asked.Key); err == nil {
		return errors.New("the caller had given up, and Lookup claims to know")
	}
	return movedIs(s, asked.Key)
}

// movedAtMost holds that the refund was paid once, or is left to a person.
func movedAtMost(s Subject, asked payments.Refund) error {
	if s.Paid == nil {
		return nil
	}
	return movedIs(s, asked.Key, asked.Amount)
}

func movedIs(s Subject, key string, want ...returns.Money) error {
	got := s.paid(key)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		return fmt.Errorf("for the key %s the account paid %v, want %v", key, got, want)
	}
	return nil
}
