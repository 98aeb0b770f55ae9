package reports

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
)

// Keep moves changes into the figures every so often, until the context ends.
// Reports are right without it, and slow down as changes pile up. Any number of
// workers may do it.
func Keep(ctx context.Context, pool *pgxpool.Pool, every time.Duration, log *slog.Logger) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if err := keep(ctx, pool); err != nil && ctx.Err() == nil {
			log.Warn("the figures of reports could not be kept; trying again", "error", err)
		}
	}
}

// keep folds what has changed. When another policy has moved the shop to another
// time zone, all days begin elsewhere, and everything is worked out anew.
func keep(ctx context.Context, pool *pgxpool.Pool) error {
	stale, err := db.Queries.ReportTimeZoneStale(ctx, pool)
	if err != nil {
		return err
	}
	if stale {
		return Rebuild(ctx, pool)
	}
	pending, err := db.Queries.ReportPending(ctx, pool)
	if err != nil || !pending {
		return err
	}
	_, err = Fold(ctx, pool)
	return err
}

// Fold moves changes into the figures, and returns how many they were.
func Fold(ctx context.Context, pool *pgxpool.Pool) (folded int64, err error) {
	return folded, db.InTx(ctx, pool, func(tx pgx.Tx) error {
		if err := patient(ctx, tx); err != nil {
			return err
		}
		folded, err = db.Queries.ReportFold(ctx, tx)
		return err
	})
}

// Rebuild works all figures out anew from the books. Others may go on working:
// what they change meanwhile is folded later.
func Rebuild(ctx context.Context, pool *pgxpool.Pool) error {
	return pgx.BeginTxFunc(ctx, pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead}, func(tx pgx.Tx) error {
		if err := patient(ctx, tx); err != nil {
			return err
		}
		return db.Queries.ReportRebuild(ctx, tx)
	})
}

// patient lets a statement take as long as there is to do.
func patient(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, "set local statement_timeout = 0; set local jit = off")
	return err
}
