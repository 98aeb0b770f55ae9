package main

import (
	"context"
	"fmt"

	"backhaul/db"
)

// migrateCommand brings the schema up to date. Several may run at once.
type migrateCommand struct{ database }

// Run applies what is missing and says what it applied.
func (c migrateCommand) Run(ctx context.Context, out output) error {
	applied, err := db.Migrate(ctx, c.DatabaseURL)
	if err != nil {
		return fmt.Errorf("%s: %w", masked(c.DatabaseURL), err)
	}
	for _, name := range applied {
		fmt.Fprintln(out.stdout, "applied", name)
	}
	if len(applied) == 0 {
		fmt.Fprintln(out.stdout, "the schema is up to date")
	}
	return nil
}
