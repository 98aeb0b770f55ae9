package api_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// trail lists what the service's own trail holds, oldest first: kind, subject and data.
func (b *bundle) trail(kinds string) (entries []string) {
	b.t.Helper()
	rows, err := b.db.Query(b.t.Context(), `select kind || ' ' || subject || ' ' || data || ' by ' || actor_id from audit_events
		where kind ~ $1 order by seq`, kinds)
	require.NoError(b.t, err)
	defer rows.Close()
	for rows.Next() {
		var entry string
		require.NoError(b.t, rows.Scan(&entry))
		entries = append(entries, entry)
	}
	require.NoError(b.t, rows.Err())
	return entries
}

func TestUsers_EachChange_IsOneEntryThatSaysWhatIsDifferent(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(returns.RoleAdmin)
	admin.post("/v1/users", object{"id": "ana", "role": "reviewer"}).ok()
	for _, change := range []object{
		{"role": "finance"},
		{"disabled": true},
		{"disabled": true},
		{"disabled": false},
		{"name": "Ana Marsh", "email": "ana@example.org"},
		{"name": "Ana Marsh"},
		{"password": goodPassword},
	} {
		admin.send(http.MethodPatch, "/v1/users/ana", change).ok()
	}
	ana := b.stranger().signedIn(b.stranger().signIn("ana", goodPassword))
	require.Equal(t, http.StatusNoContent, ana.put("/v1/session/password", object{"current": goodPassword, "password": "a longer one is a better one"}).status)
	require.Equal(t, []string{
		`user.created ana {"role":"reviewer"} by usr-admin`,
		`user.changed ana {"role":{"from":"reviewer","to":"finance"}} by usr-admin`,
		`user.changed ana {"disabled":true} by usr-admin`,
		`user.changed ana {"disabled":false} by usr-admin`,
		`user.changed ana {"email":true,"name":true} by usr-admin`,
		`user.changed ana {"password":true} by usr-admin`,
		`password.changed ana null by ana`,
	}, b.trail("^(user|password)"), "a repeat that changes nothing is no entry")
}

func TestTokens_MadeAndRevoked_AreOneEntryEach(t *testing.T) {
	t.Parallel()
	b := setup(t)
	support := b.as(returns.RoleSupport)
	made := support.with("Idempotency-Key", "once").post("/v1/tokens", object{"name": "x", "expires_in_days": 1}).ok()
	support.with("Idempotency-Key", "once").post("/v1/tokens", object{"name": "x", "expires_in_days": 1}).refused(http.StatusConflict, "conflict")
	id := made["token"].(object)["id"].(string)
	for range 2 {
		require.Equal(t, http.StatusNoContent, b.as(returns.RoleAdmin).send(http.MethodDelete, "/v1/tokens/"+id, nil).status)
	}
	require.Equal(t, []string{
		`token.created ` + id + ` {"expires_at":"2026-01-11T12:00:00Z","role":"support","user":"usr-support"} by usr-support`,
		`token.revoked ` + id + ` {"user":"usr-support"} by usr-admin`,
	}, b.trail("^token"))
}

// TestAccess_WithoutItsEntryOnTheTrail_DoesNotChange takes the trail away: what
// cannot be recorded must not happen either.
func TestAccess_WithoutItsEntryOnTheTrail_DoesNotChange(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	ana := b.stranger().signedIn(b.stranger().signIn("ana", goodPassword))
	admin := b.as(returns.RoleAdmin)
	state := func() (text string) {
		require.NoError(t, b.db.QueryRow(t.Context(), `select string_agg(t, E'\n' order by t) from (
			select u::text t from users u union all select (t.id, t.revoked_at)::text from api_tokens t union all select encode(hash, 'hex') from sessions) x`).Scan(&text))
		return text
	}
	_, err := b.db.Exec(t.Context(), `alter table audit_events add constraint full_up check (false) not valid`)
	require.NoError(t, err)
	before := state()
	for name, answer := range map[string]answer{
		"add":          admin.post("/v1/users", object{"id": "ben", "role": "admin"}),
		"role":         admin.send(http.MethodPatch, "/v1/users/ana", object{"role": "admin"}),
		"disable":      admin.send(http.MethodPatch, "/v1/users/ana", object{"disabled": true}),
		"password":     admin.send(http.MethodPatch, "/v1/users/ana", object{"password": "a longer one is a better one"}),
		"own password": ana.put("/v1/session/password", object{"current": goodPassword, "password": "a longer one is a better one"}),
		"token":        ana.post("/v1/tokens", object{"name": "x"}),
		"revoke":       admin.send(http.MethodDelete, "/v1/tokens/tok-usr-support", nil),
		"sign in":      b.stranger().post("/v1/session", object{"login": "ana", "password": goodPassword}),
		"sign out":     ana.send(http.MethodDelete, "/v1/session", nil),
	} {
		answer.refused(http.StatusInternalServerError, "internal")
		require.Equal(t, before, state(), name)
	}
}

func TestCodec_WhoeverReads_IsOnTheTrailWithTheReturnTheyRead(t *testing.T) {
	t.Parallel()
	b := codecSetup(t)
	id := returns.NewID("ret")
	sealed := b.as(returns.RoleAdmin).post("/v1/codec/encode", object{"payloads": []object{
		{"metadata": object{"encoding": "anNvbi9wbGFpbg=="}, "data": base64.StdEncoding.EncodeToString([]byte(`{"return_id":"` + id + `","note":"Ana"}`))},
		{"metadata": object{"encoding": "anNvbi9wbGFpbg=="}, "data": base64.StdEncoding.EncodeToString([]byte(`"` + id + `"`))},
		{"metadata": object{"encoding": "anNvbi9wbGFpbg=="}, "data": base64.StdEncoding.EncodeToString([]byte(`[1]`))},
	}}).ok()
	b.as(returns.RoleSupport).post("/v1/codec/decode", sealed).ok()
	b.as(returns.RoleFinance).post("/v1/codec/decode", sealed).refused(http.StatusForbidden, "forbidden")
	require.Equal(t, []string{`payloads.decoded ` + id + ` {"payloads":3} by usr-support`}, b.trail("^payloads"))
	require.NotContains(t, strings.Join(b.trail("."), "\n"), "Ana")

	_, err := b.db.Exec(t.Context(), `alter table audit_events add constraint full_up check (false) not valid`)
	require.NoError(t, err)
	kept := b.as(returns.RoleAuditor).post("/v1/codec/decode", sealed)
	kept.refused(http.StatusInternalServerError, "internal")
	require.NotContains(t, string(kept.body), sealed["payloads"].([]any)[0].(object)["data"], "nobody reads unseen")
}
