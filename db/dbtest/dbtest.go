// Package dbtest gives every test a fresh, migrated PostgreSQL database.
//
// The schema is built once per version of the migrations, as a template; each
// test gets a clone, which takes some tens of milliseconds, and may run in
// parallel with every other.
package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/db"
	"backhaul/returns"
)

// New returns a pool on a database of the test's own, dropped at its end.
func New(t testing.TB) *pgxpool.Pool {
	t.Helper()
	pool, err := db.Open(t.Context(), URL(t))
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	return pool
}

// URL is New for tests that start programs: it returns the database's URL.
func URL(t testing.TB) string {
	t.Helper()
	server := os.Getenv("BACKHAUL_TEST_DATABASE_URL")
	require.NotEmpty(t, server, "this test needs PostgreSQL: run `make test`, or `bin/devstack exec -- go test ./…`")

	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	admin, err := pgx.Connect(ctx, server)
	require.NoError(t, err)
	defer admin.Close(ctx)

	template := template(t, ctx, admin, server)
	name := "test_" + returns.NewID("db")
	_, err = admin.Exec(ctx, "create database "+name+" template "+template)
	require.NoError(t, err)
	t.Cleanup(func() { drop(server, name) })
	return withDatabase(t, server, name)
}

// template makes the migrated database that tests clone, once per content of
// the migrations. An advisory lock holds other test processes back meanwhile.
func template(t testing.TB, ctx context.Context, admin *pgx.Conn, server string) string {
	name := "template_" + migrationsHash(t)
	const key = 7_020_951
	_, err := admin.Exec(ctx, "select pg_advisory_lock($1)", key)
	require.NoError(t, err)
	defer admin.Exec(ctx, "select pg_advisory_unlock($1)", key) //nolint:errcheck // the session ends right after

	var exists bool
	require.NoError(t, admin.QueryRow(ctx, "select exists (select from pg_database where datname = $1)", name).Scan(&exists))
	if exists {
		return name
	}
	building := name + "_building"
	_, err = admin.Exec(ctx, "drop database if exists "+building)
	require.NoError(t, err)
	_, err = admin.Exec(ctx, "create database "+building)
	require.NoError(t, err)
	_, err = db.Migrate(ctx, withDatabase(t, server, building))
	require.NoError(t, err)
	_, err = admin.Exec(ctx, "alter database "+building+" rename to "+name)
	require.NoError(t, err)
	return name
}

func migrationsHash(t testing.TB) string {
	files, err := fs.Glob(db.Migrations(), "*.sql")
	require.NoError(t, err)
	hash := sha256.New()
	for _, file := range files {
		text, err := fs.ReadFile(db.Migrations(), file)
		require.NoError(t, err)
		hash.Write([]byte(file))
		hash.Write(text)
	}
	return hex.EncodeToString(hash.Sum(nil)[:8])
}

// drop ends what a failed test may have left connected.
func drop(server, name string) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	admin, err := pgx.Connect(ctx, server)
	if err != nil {
		return // the throw-away server is gone, and the database with it
	}
	defer admin.Close(ctx)
	_, _ = admin.Exec(ctx, "drop database if exists "+name+" with (force)")
}

func withDatabase(t testing.TB, server, name string) string {
	address, err := url.Parse(server)
	require.NoError(t, err)
	address.Path = "/" + name
	return address.String()
}

// AsService returns a pool on the test's database with the rights that the
// service has in production: not the owner's.
func AsService(t testing.TB, owner *pgxpool.Pool) *pgxpool.Pool {
	t.Helper()
	const role = "backhaul_test_service" // shared by all tests; rights are per database
	_, err := owner.Exec(t.Context(), `do $$ begin
		perform pg_advisory_xact_lock(7020952);
		if not exists (select from pg_roles where rolname = '`+role+`') then create role `+role+` login; end if;
	end $$`)
	require.NoError(t, err)
	granted, err := db.GrantService(t.Context(), owner.Config().ConnString(), role)
	require.NoError(t, err)
	require.True(t, granted)
	address, err := url.Parse(owner.Config().ConnString())
	require.NoError(t, err)
	address.User = url.User(role)
	pool, err := db.Open(t.Context(), address.String())
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	return pool
}
