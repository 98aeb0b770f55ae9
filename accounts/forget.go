package accounts

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
)

// Forget deletes sessions that are over, sign-ins that never came back, and
// guesses that are forgiven.
func Forget(ctx context.Context, pool *pgxpool.Pool, now time.Time) error {
	_, sessions := db.Queries.SessionsForget(ctx, pool, now)
	_, flows := db.Queries.FlowsForget(ctx, pool, now)
	_, guesses := db.Queries.GuessesForget(ctx, pool, now.Add(-forgiven))
	return errors.Join(sessions, flows, guesses)
}
