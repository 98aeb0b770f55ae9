package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"go.temporal.io/sdk/client"

	"backhaul/activities"
	"backhaul/db"
	"backhaul/reports"
	"backhaul/workflows"
)

// reportsCommands look after the figures that reports are read from.
type reportsCommands struct {
	Rebuild reportsRebuildCommand `cmd:"" help:"Work all figures of reports out anew from the books."`
}

// reportsRebuildCommand repairs what `backhaul verify` finds about reports.
type reportsRebuildCommand struct {
	database
}

// Run rebuilds while the service may go on.
func (c reportsRebuildCommand) Run(ctx context.Context, out output) error {
	pool, err := c.database.open(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	began := time.Now()
	if err := reports.Rebuild(ctx, pool); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out.stdout, "All figures were worked out anew in %.1f s.\n", time.Since(began).Seconds())
	return err
}

// digesting says who gets the monthly digest of the reports.
type digesting struct {
	DigestTo   []string `env:"BACKHAUL_DIGEST_TO" help:"Who gets the monthly digest: addresses, in Chinese as zh-CN:li@example.com; administrators unless given (${env})."`
	DigestCron string   `default:"0 7 1 * *" env:"BACKHAUL_DIGEST_CRON" help:"When, in the shop's time zone; empty for never (${env})."`
}

// keep makes or updates the schedule. A worker goes on without, and tries again
// when it starts anew.
func (d digesting) keep(ctx context.Context, pool *pgxpool.Pool, flows client.Client, taskQueue string, log *slog.Logger) {
	settings := workflows.DigestSettings{Cron: d.DigestCron}
	for _, to := range d.DigestTo {
		reader := activities.DigestReader{Email: to}
		if language, address, found := strings.Cut(to, ":"); found {
			reader = activities.DigestReader{Email: address, Language: language}
		}
		settings.Readers = append(settings.Readers, reader)
	}
	var err error
	if settings.Cron == "" {
		err = workflows.DropDigest(ctx, flows, taskQueue)
	} else if settings.TimeZone, err = db.Queries.ReportTimeZone(ctx, pool); err == nil {
		err = workflows.KeepDigest(ctx, flows, taskQueue, settings)
	}
	if err != nil {
		log.Warn("the schedule of the monthly digest could not be kept", "error", err)
	}
}
