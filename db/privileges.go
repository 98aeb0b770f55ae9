package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// GrantService gives the role what the service needs, and takes from it what
// would let it rewrite the past: ledgers, which are the tables that refuse every
// change by a trigger, can only be read and added to. url is the schema's owner.
// Run it after every migration; it covers what is new.
//
// It reports false, and changes nothing, when the role is the owner itself: then
// only the triggers protect the ledgers, and their owner can drop them.
func GrantService(ctx context.Context, url, role string) (bool, error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return false, fmt.Errorf("DATABASE_URL: %w", err)
	}
	defer conn.Close(ctx)
	var owner string
	if err := conn.QueryRow(ctx, "select tableowner from pg_tables where schemaname = 'public' and tablename = 'return_events'").Scan(&owner); err != nil {
		return false, err
	}
	if owner == role {
		return false, nil
	}
	err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		ledgers, err := ledgers(ctx, tx)
		if err != nil {
			return err
		}
		to := pgx.Identifier{role}.Sanitize()
		statements := []string{
			"grant usage on schema public to " + to,
			"revoke create on schema public from public",
			"grant select, insert, update, delete on all tables in schema public to " + to,
			"grant usage on all sequences in schema public to " + to,
			"revoke insert, update, delete on audit_head, goose_db_version from " + to,
			// These change a ledger as its owner would, and only as the trail has announced it.
			"grant execute on function redact_return(text, bigint), redact_visits(text, bigint) to " + to,
		}
		for _, table := range ledgers {
			statements = append(statements, "revoke update, delete, truncate on "+pgx.Identifier{table}.Sanitize()+" from "+to)
		}
		for _, statement := range statements {
			if _, err := tx.Exec(ctx, statement); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		return nil
	})
	return err == nil, err
}

// ledgers lists the append-only tables, as their triggers say it.
func ledgers(ctx context.Context, tx pgx.Tx) ([]string, error) {
	rows, err := tx.Query(ctx, `
		select distinct c.relname from pg_trigger t
		join pg_class c on c.oid = t.tgrelid
		join pg_proc p on p.oid = t.tgfoid
		where p.proname = 'refuse_change_of_ledger' order by c.relname`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// MayRewrite reports whether whoever uses the connection could change the audit
// trail: it is a superuser, owns the table, or was given the right.
func MayRewrite(ctx context.Context, conn interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
},
) (may bool, err error) {
	return may, conn.QueryRow(ctx, `select has_table_privilege('return_events', 'update')
		or has_table_privilege('audit_events', 'delete') or has_table_privilege('audit_head', 'update')`).Scan(&may)
}
