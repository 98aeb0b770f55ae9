package accounts

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// Guess is one thing that a sign-in guesses at, and how patient we are with it.
type Guess struct {
	subject []byte
	// free is how many may fail before there is a delay.
	free int
	// longest ends the growth of the delay, which doubles from one second.
	longest time.Duration
	// shared is true of an address: many people may be behind it, and one of
	// them who is right says nothing about the others.
	shared bool
}

// forgiven is when a subject that was quiet begins anew.
const forgiven = 24 * time.Hour

// GuessesAtPassword are what a sign-in counts against. The user from this
// address waits first. The user from anywhere waits for a short while only:
// nobody may shut a user out by guessing. The address waits for all it tries.
func GuessesAtPassword(login, address string) []Guess {
	return []Guess{
		guess(3, 15*time.Minute, false, "password", login, address),
		guess(20, 30*time.Second, false, "password", login),
		guess(30, 15*time.Minute, true, "password from", address),
	}
}

// GuessesAtContact are what a customer's access counts against: an order and a
// contact belong together, or not.
func GuessesAtContact(number, address string) []Guess {
	return []Guess{
		guess(3, 15*time.Minute, false, "contact", number, address),
		guess(20, 30*time.Second, false, "contact", number),
		guess(30, 15*time.Minute, true, "contact from", address),
	}
}

// GuessesAtLink are what asking for links by mail counts against, right or wrong:
// nobody may fill somebody's mailbox.
func GuessesAtLink(number, address string) []Guess {
	return []Guess{
		guess(3, 15*time.Minute, false, "link", number, address),
		guess(6, 30*time.Minute, false, "link", number),
		guess(30, 15*time.Minute, true, "link from", address),
	}
}

func guess(free int, longest time.Duration, shared bool, what ...string) Guess {
	subject := sha256.Sum256(fmt.Appendf(nil, "%q", what))
	return Guess{subject: subject[:], free: free, longest: longest, shared: shared}
}

// delay is how long the subject waits after its failures-th failure.
func (g Guess) delay(failures int) time.Duration {
	beyond := failures - g.free
	if beyond <= 0 {
		return 0
	}
	if beyond > 20 { // 2^20 seconds are above every limit
		return g.longest
	}
	return min(time.Second<<(beyond-1), g.longest)
}

// TooManyError says that whoever asks has to wait. The same call may succeed later.
type TooManyError struct{ RetryAfter time.Duration }

func (e *TooManyError) Error() string { return fmt.Sprintf("too many; again after %s", e.RetryAfter) }

// TakeGuess counts a guess as failed before it is tried, so that many at once
// get no more tries than one after the other. It is a [TooManyError] while one
// of the subjects has to wait. Call [ForgiveGuess] when the guess was right.
func TakeGuess(ctx context.Context, pool *pgxpool.Pool, now time.Time, guesses []Guess) error {
	ordered := slices.SortedFunc(slices.Values(guesses), func(a, b Guess) int { return bytes.Compare(a.subject, b.subject) })
	return db.InTx(ctx, pool, func(tx pgx.Tx) error {
		for _, g := range ordered {
			row, err := db.Queries.GuessCount(ctx, tx, sqlc.GuessCountParams{Subject: g.subject, At: now, Forgiven: now.Add(-forgiven)})
			if err != nil {
				return err
			}
			if wait := row.BlockedUntil.Sub(now); wait > 0 {
				return &TooManyError{RetryAfter: wait} // and nothing is counted
			}
			if delay := g.delay(row.Failures); delay > 0 {
				if err := db.Queries.GuessBlock(ctx, tx, now.Add(delay), g.subject); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// ForgiveGuess takes a guess back that was right.
func ForgiveGuess(ctx context.Context, pool *pgxpool.Pool, guesses []Guess) error {
	ordered := slices.SortedFunc(slices.Values(guesses), func(a, b Guess) int { return bytes.Compare(a.subject, b.subject) })
	return db.InTx(ctx, pool, func(tx pgx.Tx) error {
		for _, g := range ordered {
			var err error
			if g.shared {
				err = db.Queries.GuessTakeBack(ctx, tx, g.subject)
			} else {
				err = db.Queries.GuessForgive(ctx, tx, g.subject)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
