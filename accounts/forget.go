package accounts

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
)

// Forget deletes sessions that are over, and guesses that are forgiven.
func Forget(ctx context.Context, pool *pgxpool.Pool, now time.Time) error {
	_, sessions := db.Queries.SessionsForget(ctx, pool, now)
	_, guesses := db.Queries.GuessesForget(ctx, pool, now.Add(-forgiven))
	return errors.Join(sessions, guesses)
}
