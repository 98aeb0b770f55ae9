package db

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db/sqlc"
)

// Queries are the generated queries; every one takes the pool or the
// transaction it runs in.
var Queries = sqlc.New()

// Open prepares a pool without connecting, so that a service starts, and says
// that it is not ready, while PostgreSQL is away.
func Open(ctx context.Context, url string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("DATABASE_URL cannot be read: %w", err)
	}
	config.ConnConfig.ConnectTimeout = 3 * time.Second
	config.ConnConfig.RuntimeParams["application_name"] = "backhaul"
	// A statement that waits this long waits for a lock that will not come.
	config.ConnConfig.RuntimeParams["statement_timeout"] = "30s"
	config.ConnConfig.RuntimeParams["lock_timeout"] = "10s"
	// Lists have optional filters: a plan is right for the values it was made with only.
	config.ConnConfig.RuntimeParams["plan_cache_mode"] = "force_custom_plan"
	// All queries are short; compiling one, because its filters could match much, takes longer than it.
	config.ConnConfig.RuntimeParams["jit"] = "off"
	config.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		conn.TypeMap().RegisterType(&pgtype.Type{Name: "jsonb", OID: pgtype.JSONBOID, Codec: &pgtype.JSONBCodec{Marshal: json.Marshal, Unmarshal: readJSON}})
		return nil
	}
	return pgxpool.NewWithConfig(ctx, config)
}

// readJSON takes JSON that stays as it is without a look at it: PostgreSQL has checked
// it, and a list has thousands of such columns.
func readJSON(text []byte, into any) error {
	if raw, ok := into.(*json.RawMessage); ok {
		*raw = bytes.Clone(text)
		return nil
	}
	return json.Unmarshal(text, into)
}

// InTx runs do in one transaction on the primary. A deadlock or serialization
// failure is tried again: PostgreSQL promises that nothing of it happened.
func InTx(ctx context.Context, pool *pgxpool.Pool, do func(tx pgx.Tx) error) error {
	const tries = 5
	var err error
	for range tries {
		err = pgx.BeginFunc(ctx, pool, do)
		if !isTransient(err) {
			return err
		}
	}
	return err
}

// NotFound reports whether a query for one row found none.
func NotFound(err error) bool { return errors.Is(err, pgx.ErrNoRows) }

// Violated returns the name of the constraint that refused the change, or "".
func Violated(err error) string {
	if pgErr, ok := errors.AsType[*pgconn.PgError](err); ok && len(pgErr.Code) == 5 && pgErr.Code[:2] == "23" {
		return pgErr.ConstraintName
	}
	return ""
}

// Away reports whether err says that PostgreSQL cannot be reached or is
// shutting down, so that the same call may succeed later.
func Away(err error) bool {
	if err == nil {
		return false
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return true
	}
	if errors.Is(err, io.ErrUnexpectedEOF) { // the server went away in the middle of an answer
		return true
	}
	if pgErr, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch pgErr.Code[:2] {
		case "08", "53", "57": // connection, resources, operator intervention
			return true
		}
	}
	return pgconn.SafeToRetry(err) || pgconn.Timeout(err)
}

func isTransient(err error) bool {
	pgErr, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (pgErr.Code == "40001" || pgErr.Code == "40P01")
}
