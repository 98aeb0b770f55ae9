package erasure_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/verify"
)

func TestRedact_ByTheServicesRole_OnlyWhatTheTrailAnnouncesAndNothingElse(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.order("1001", "carla")
	id := s.opens("1001")
	s.order("1002", "carla")
	open := s.opens("1002")
	take(s, id, s.steps.Cancel, returns.Cancel{By: customer(), Reason: "never again"})
	announce := func(subject, events string) {
		s.exec(`insert into audit_events (seq, kind, actor_id, actor_role, subject, data, origin, at, hash)
			select seq + 1, 'erasure.redacted', 'x', 'system', $1, $2::json, '{}', now(), sha256('x') from audit_head`, subject, events)
	}
	due := `(select json_build_object('events', json_object_agg(seq, encode(hash, 'hex')))::text from redacted_return_events($1))`
	var ofOpen, ofEnded string
	require.NoError(t, s.db.QueryRow(t.Context(), `select `+due, open).Scan(&ofOpen))
	require.NoError(t, s.db.QueryRow(t.Context(), `select `+due, id).Scan(&ofEnded))
	announce(id, `{"events": {"1": "00"}}`) // 1: another hash
	announce("other", ofEnded)              // 2: about another return
	announce(open, ofOpen)                  // 3: right, but the return is open
	for name, call := range map[string][]any{
		"without an announcement":         {id, 99},
		"under another hash":              {id, 1},
		"under another's announcement":    {id, 2},
		"while the return is open":        {open, 3},
		"where there is no such return":   {"ret_none", 1},
		"with the announcement of nobody": {id, nil},
	} {
		_, err := s.db.Exec(t.Context(), `select redact_return($1, $2)`, call...)
		require.Error(t, err, name)
		require.Regexp(t, "does not announce|is open, or there is none", err.Error(), name)
	}
	for _, sql := range []string{
		`update return_events set data = '{}'`,
		`select set_config('backhaul.redacting', 'return_events', false); update return_events set data = '{}'`,
		`create or replace function impersonal(value jsonb, within text) returns jsonb language sql as 'select null::jsonb'`,
	} {
		_, err := s.db.Exec(t.Context(), sql)
		require.Error(t, err, sql)
		require.Regexp(t, "permission denied|must be owner", err.Error())
	}
	said := func() (text string) {
		require.NoError(t, s.db.QueryRow(t.Context(), `select string_agg(e::text, '') from return_events e where return_id = $1`, id).Scan(&text))
		return text
	}
	require.Contains(t, said(), "never again")
	announce(id, ofEnded) // 4
	s.exec(`select redact_return($1, 4)`, id)
	require.NotContains(t, said(), "never again")
	// What was left on can be used for nothing more.
	_, err := s.owner.Exec(t.Context(), `update return_events set data = '{}'`)
	require.ErrorContains(t, err, "return_events is append-only")
}

func TestVerify_OfARedactedEvent_AcceptsExactlyTheAnnouncedHash(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.order("1001", "carla")
	id := s.opens("1001")
	take(s, id, s.steps.Cancel, returns.Cancel{By: customer(), Reason: "never again"})
	var was string
	require.NoError(t, s.owner.QueryRow(t.Context(), `select data::text from return_events where seq = 2`).Scan(&was))
	s.erased()
	s.requireClean()
	for data, detail := range map[string]string{
		`{}`:                        "to something else than the trail announced",
		`{"reason":"never  again"}`: "to something else than the trail announced",
		was:                         "to something else than the trail announced", // the name and the origin are gone all the same
	} {
		s.forced(`update return_events set data = $1 where seq = 2`, data)
		require.Contains(t, findings(s.verified(), "hashes of the audit trail")[0].Detail, detail, data)
	}
	s.forced(`update return_events set data = $1, actor_name = 'Ana Marsh',
		origin = '{"address":"203.0.113.77","via":"session 1","user_agent":"MarshPhone"}' where seq = 2`, was)
	require.Equal(t, "the trail says that it was redacted, but it still holds what was erased",
		findings(s.verified(), "hashes of the audit trail")[0].Detail)
}

// forced changes what its owner can change.
func (s *shop) forced(statement string, args ...any) {
	s.t.Helper()
	tx, err := s.owner.Begin(s.t.Context())
	require.NoError(s.t, err)
	_, err = tx.Exec(s.t.Context(), `set local session_replication_role = replica`)
	require.NoError(s.t, err)
	_, err = tx.Exec(s.t.Context(), statement, args...)
	require.NoError(s.t, err)
	require.NoError(s.t, tx.Commit(s.t.Context()))
}

func findings(report verify.Report, name string) []verify.Finding {
	for _, check := range report.Checks {
		if check.Name == name {
			return check.Findings
		}
	}
	return nil
}
