package main

import (
	"context"
	"fmt"
	"time"

	"backhaul/reports"
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
