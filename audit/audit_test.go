package audit_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/dbtest"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

var now = time.Date(2026, 1, 10, 12, 0, 0, 0, time.UTC)

func entry(subject string) audit.Entry {
	return audit.Entry{
		Kind: audit.UserChanged, Subject: subject, Data: map[string]string{"role": "auditor"}, At: now,
		Who: audit.Who{
			Actor:  returns.Actor{ID: "ana", Role: returns.RoleAdmin, Name: "Ana"},
			Origin: returns.Origin{Address: "192.0.2.1", Via: "token tok_1", UserAgent: "curl"},
		},
	}
}

func TestAppend_ManyAtOnce_AreOneChain(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	const writers = 12
	var group sync.WaitGroup
	errs := make(chan error, writers)
	for range writers {
		group.Go(func() { errs <- audit.Record(t.Context(), pool, entry("ben")) })
	}
	group.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	rows, err := db.Queries.VerifyAuditPage(t.Context(), pool, 0, 100)
	require.NoError(t, err)
	require.Len(t, rows, writers)
	var previous []byte
	for i, row := range rows {
		require.EqualValues(t, i+1, row.Seq)
		require.Equal(t, audit.Hash(previous, row), row.Hash)
		previous = row.Hash
	}
	head, err := db.Queries.AuditHead(t.Context(), pool)
	require.NoError(t, err)
	require.Equal(t, sqlc.AuditHeadRow{Seq: writers, Hash: previous}, head)
}

func TestAppend_TextThatTheDatabaseCannotHold_IsRecordedAllTheSame(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	require.NoError(t, audit.Record(t.Context(), pool, entry("a\x00b\xffc")))
	rows, err := db.Queries.VerifyAuditPage(t.Context(), pool, 0, 1)
	require.NoError(t, err)
	require.Equal(t, "a\uFFFDb\uFFFDc", rows[0].Subject)
}

func TestService_ByItsRights_AddsToTheTrailAndChangesNothingInIt(t *testing.T) {
	t.Parallel()
	owner := dbtest.New(t)
	service := dbtest.AsService(t, owner)
	require.NoError(t, audit.Record(t.Context(), service, entry("ben")))
	for name, sql := range map[string]string{
		"change an entry":            `update audit_events set actor_id = 'nobody'`,
		"remove an entry":            `delete from audit_events`,
		"empty the trail":            `truncate audit_events`,
		"move the end":               `update audit_head set seq = 0`,
		"remove the end":             `delete from audit_head`,
		"change a return's event":    `update return_events set actor_id = 'nobody'`,
		"remove a return's event":    `delete from return_events`,
		"empty the events":           `truncate return_events cascade`,
		"change a stock movement":    `update stock_movements set quantity = 1`,
		"remove a stock movement":    `delete from stock_movements`,
		"change store credit":        `update store_credit_movements set amount = 1`,
		"switch the guard off":       `alter table audit_events disable trigger all`,
		"switch all triggers off":    `set session_replication_role = replica`,
		"drop the guard":             `drop trigger audit_events_append_only on audit_events`,
		"replace the guard":          `create or replace function refuse_change_of_ledger() returns trigger language plpgsql as 'begin return null; end'`,
		"drop the trail":             `drop table audit_events`,
		"become the owner":           `set role postgres`,
		"rewrite what was migrated":  `delete from goose_db_version`,
		"pose as one who redacts":    `select set_config('backhaul.redacting', 'return_events', false); update return_events set actor_id = 'nobody'`,
		"shadow the trail elsewhere": `create table public.audit_shadow ()`,
	} {
		_, err := service.Exec(t.Context(), sql)
		require.Error(t, err, name)
		require.Regexp(t, "permission denied|must be owner", err.Error(), name)
	}
	// PostgreSQL only warns that this gives nothing.
	_, err := service.Exec(t.Context(), `grant update on audit_events, return_events to backhaul_test_service`)
	require.NoError(t, err)
	may, err := db.MayRewrite(t.Context(), service)
	require.NoError(t, err)
	require.False(t, may)
	may, err = db.MayRewrite(t.Context(), owner)
	require.NoError(t, err)
	require.True(t, may)
}

func TestTrail_EvenItsOwner_IsStoppedFromAMistake(t *testing.T) {
	t.Parallel()
	owner := dbtest.New(t)
	require.NoError(t, audit.Record(t.Context(), owner, entry("ben")))
	for _, sql := range []string{`update audit_events set actor_id = 'nobody'`, `delete from audit_events`, `truncate audit_events`} {
		_, err := owner.Exec(t.Context(), sql)
		require.ErrorContains(t, err, "audit_events is append-only", sql)
	}
}
