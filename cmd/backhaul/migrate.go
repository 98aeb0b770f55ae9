package main

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
)

// migrateCommand brings the schema up to date. Several may run at once.
type migrateCommand struct {
	OwnerURL string `name:"owner-database-url" env:"BACKHAUL_OWNER_DATABASE_URL" help:"PostgreSQL as the role that owns the schema; the role of DATABASE_URL then gets the rights that the service needs, and not that of rewriting the audit trail (${env})."`
	database
}

// Run applies what is missing and says what it applied.
func (c migrateCommand) Run(ctx context.Context, out output) error {
	owner := c.OwnerURL
	if owner == "" {
		owner = c.DatabaseURL
	}
	applied, err := migrate(ctx, owner, c.DatabaseURL)
	if err != nil {
		return fmt.Errorf("%s: %w", masked(owner), err)
	}
	for _, name := range applied {
		fmt.Fprintln(out.stdout, "applied", name)
	}
	if len(applied) == 0 {
		fmt.Fprintln(out.stdout, "the schema is up to date")
	}
	if c.OwnerURL == "" {
		fmt.Fprintln(out.stderr, "the service owns its schema and could rewrite its audit trail; docs/operations.md says how to part the two roles")
	}
	return nil
}

// migrate brings the schema up to date as its owner, and gives the service's role
// its rights.
func migrate(ctx context.Context, ownerURL, serviceURL string) (applied []string, err error) {
	if applied, err = db.Migrate(ctx, ownerURL); err != nil {
		return nil, err
	}
	service, err := pgx.ParseConfig(serviceURL)
	if err != nil {
		return applied, fmt.Errorf("DATABASE_URL cannot be read: %w", err)
	}
	_, err = db.GrantService(ctx, ownerURL, service.User)
	return applied, err
}
