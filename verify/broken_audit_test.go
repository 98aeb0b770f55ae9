package verify_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/dbtest"
	"backhaul/returns"
	"backhaul/verify"
)

// settingsChanged writes some entries into the service's own trail.
func settingsChanged(s *shop) {
	for _, subject := range []string{"plain-30", "cn-7", "eu-14", "eu-14"} {
		require.NoError(s.t, audit.Record(s.t.Context(), s.pool, audit.Entry{
			Kind: audit.PolicySaved, Subject: subject, Data: map[string]int{"version": 2}, At: time.Now(),
			Who: audit.Who{Actor: returns.Actor{ID: "ana", Role: returns.RoleAdmin}, Origin: returns.Origin{Address: "192.0.2.1"}},
		}))
	}
}

var brokenAudit = []broken{
	{
		name: "an entry says something else", check: "the service's audit trail", subject: "audit entry 2",
		sql: `update audit_events set actor_id = 'ben' where seq = 2`,
	},
	{
		name: "an entry comes from elsewhere", check: "the service's audit trail", subject: "audit entry 3",
		sql: `update audit_events set origin = '{"address":"192.0.2.2"}' where seq = 3`,
	},
	{
		name: "an entry in the middle is gone", check: "the service's audit trail", subject: "audit entry 3",
		sql: `delete from audit_events where seq = 2`,
	},
	{
		name: "the trail's end is cut off", check: "the service's audit trail", subject: "audit trail",
		sql: `delete from audit_events where seq >= 3`,
	},
	{
		name: "the whole trail is gone", check: "the service's audit trail", subject: "audit trail",
		sql: `delete from audit_events`,
	},
	{
		name: "the noted end is gone too", check: "the service's audit trail", subject: "audit trail",
		sql: `delete from audit_head`,
	},
}

func TestRun_TrailCutOffWithItsNotedEnd_IsFoundByTheAnchor(t *testing.T) {
	t.Parallel()
	s := newShop(t, dbtest.New(t))
	settingsChanged(s)
	head, err := db.Queries.AuditHead(t.Context(), s.pool)
	require.NoError(t, err)
	anchor := verify.Anchored(verify.Anchor(head))
	report, err := verify.Run(t.Context(), s.pool, nil, anchor)
	require.NoError(t, err)
	requireOK(t, report)

	// Its owner can cut the end off so that what is left fits together.
	s.exec(`set session_replication_role = replica; delete from audit_events where seq > 2;
		update audit_head set seq = 2, hash = (select hash from audit_events where seq = 2)`)
	report, err = verify.Run(t.Context(), s.pool, nil)
	require.NoError(t, err)
	requireOK(t, report)
	report, err = verify.Run(t.Context(), s.pool, nil, anchor)
	require.NoError(t, err)
	require.Equal(t, "it ends with entry 2, before the anchor 4: its end was cut off",
		checkNamed(t, report, "the service's audit trail").Findings[0].Detail)

	// And write another one in its place.
	s.exec(`set session_replication_role = origin`)
	settingsChanged(s)
	report, err = verify.Run(t.Context(), s.pool, nil, anchor)
	require.NoError(t, err)
	require.Equal(t, "its hash is another than the anchor's: the trail was written anew",
		checkNamed(t, report, "the service's audit trail").Findings[0].Detail)
}
