package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/tools/common/schema"
	temporalsql "go.temporal.io/server/tools/sql"
)

// The databases of the stack. Backhaul's own belongs to a role that migrates it, and is used by another that may not
// rewrite the audit trail, as in production. Neither is a superuser.
const (
	backhaulDatabase   = "backhaul"
	backhaulOwner      = "backhaul_owner"
	backhaulRole       = "backhaul"
	temporalDatabase   = "temporal"
	visibilityDatabase = "temporal_visibility"
)

// createDatabases makes the role and the databases that are missing.
func createDatabases(ctx context.Context, p *postgres) error {
	conn, err := pgx.Connect(ctx, p.url(superuser, "postgres"))
	if err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))

	roleExists := "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)"
	for _, role := range []string{backhaulOwner, backhaulRole} {
		if err := createMissing(ctx, conn, roleExists, role, "CREATE ROLE "+role+" LOGIN"); err != nil {
			return err
		}
	}
	databaseExists := "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)"
	for _, database := range []struct{ name, owner string }{
		{backhaulDatabase, backhaulOwner},
		{temporalDatabase, superuser},
		{visibilityDatabase, superuser},
	} {
		create := fmt.Sprintf("CREATE DATABASE %s OWNER %s", database.name, database.owner)
		if err := createMissing(ctx, conn, databaseExists, database.name, create); err != nil {
			return err
		}
	}
	return handOver(ctx, p)
}

// handOver gives the owner what an earlier version made as the service's role, which owned everything then.
func handOver(ctx context.Context, p *postgres) error {
	conn, err := pgx.Connect(ctx, p.url(superuser, backhaulDatabase))
	if err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "REASSIGN OWNED BY "+backhaulRole+" TO "+backhaulOwner); err != nil {
		return fmt.Errorf("hand the schema over to %s: %w", backhaulOwner, err)
	}
	return nil
}

func createMissing(ctx context.Context, conn *pgx.Conn, existsQuery, name, createStatement string) error {
	var exists bool
	if err := conn.QueryRow(ctx, existsQuery, name).Scan(&exists); err != nil {
		return fmt.Errorf("look for %s: %w", name, err)
	}
	if exists {
		return nil
	}
	if _, err := conn.Exec(ctx, createStatement); err != nil {
		return fmt.Errorf("%s: %w", createStatement, err)
	}
	return nil
}

// migrateTemporal brings the schemas of Temporal's two databases to the version of the server that is linked in. The
// steps are in the server's module. It always walks the numbered steps, never the shortcut that makes the newest
// schema in one go: they can be run again after a start that was killed in their middle, the shortcut cannot.
func migrateTemporal(p *postgres, logger log.Logger) error {
	results := make(chan error, 2)
	for database, steps := range map[string]string{
		temporalDatabase:   "postgresql/v12/temporal",
		visibilityDatabase: "postgresql/v12/visibility",
	} {
		go func() { results <- migrateDatabase(sqlStore(p, database, 1), steps, logger) }()
	}
	return errors.Join(<-results, <-results)
}

func migrateDatabase(store *config.SQL, steps string, logger log.Logger) error {
	db, err := temporalsql.NewConnection(store, logger)
	if err != nil {
		return fmt.Errorf("connect to database %s: %w", store.DatabaseName, err)
	}
	defer db.Close()
	if _, err := db.ReadSchemaVersion(); err != nil { // no version yet, or no table of versions
		empty := schema.NewSetupSchemaTask(db, &schema.SetupConfig{InitialVersion: "0.0"}, logger)
		if err := empty.Run(); err != nil {
			return fmt.Errorf("prepare database %s for Temporal's schema: %w", store.DatabaseName, err)
		}
	}
	update := schema.NewUpdateSchemaTask(db, &schema.UpdateConfig{SchemaName: steps}, logger)
	if err := update.Run(); err != nil {
		return fmt.Errorf("bring database %s to Temporal's schema %s: %w", store.DatabaseName, steps, err)
	}
	return nil
}
