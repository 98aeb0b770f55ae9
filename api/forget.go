package api

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/accounts"
	"backhaul/db"
)

// answersKept is how long a repeated request gets its first answer byte for
// byte. Whoever repeats it later still does nothing twice: what a request
// creates or decides is named after its key.
const answersKept = 7 * 24 * time.Hour

// Forget deletes what is kept for repeats that no longer come, sessions that
// are over, and guesses that are forgiven, now and every hour, until the context ends. A database that is away is tried again.
func Forget(ctx context.Context, pool *pgxpool.Pool, logger *slog.Logger) {
	hourly := time.NewTicker(time.Hour)
	defer hourly.Stop()
	for {
		forgetAnswers(ctx, pool, logger, time.Now())
		if err := accounts.Forget(ctx, pool, time.Now()); err != nil && ctx.Err() == nil {
			logger.Warn("old sessions and failed guesses could not be deleted", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-hourly.C:
		}
	}
}

func forgetAnswers(ctx context.Context, pool *pgxpool.Pool, logger *slog.Logger, now time.Time) {
	forgotten, err := db.Queries.IdempotencyForget(ctx, pool, now.Add(-answersKept))
	switch {
	case err != nil && ctx.Err() == nil:
		logger.Warn("old answers could not be deleted", "error", err)
	case forgotten > 0:
		logger.Info("old answers deleted", "count", forgotten)
	}
}
