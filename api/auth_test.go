package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestToken_MissingUnknownExpiredOrRevoked_Is401(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.user("expired", returns.RoleAdmin, "")
	b.user("revoked", returns.RoleAdmin, "")
	b.user("until-soon", returns.RoleAdmin, "")
	for id, column := range map[string]string{"expired": "expires_at", "revoked": "revoked_at"} {
		_, err := b.db.Exec(t.Context(), "update api_tokens set "+column+" = $1 where user_id = $2", now.Add(-time.Second), id)
		require.NoError(t, err)
	}
	_, err := b.db.Exec(t.Context(), "update api_tokens set expires_at = $1 where user_id = 'until-soon'", now.Add(time.Second))
	require.NoError(t, err)

	for name, header := range map[string]string{
		"nothing": "", "another scheme": "Basic dXNlcjpwYXNz", "no token": "Bearer ", "a scheme alone": "Bearer",
		"an unknown token": "Bearer token-usr-nobody", "a JWT without a signature": "Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.",
		"SQL": "Bearer ' or 1=1 --", "a NUL": "Bearer a\x01b", "an endless one": "Bearer " + strings.Repeat("x", 10_000),
		"expired": "Bearer token-expired", "revoked": "Bearer token-revoked",
	} {
		answer := b.withToken("").with("Authorization", header).get("/v1/me")
		answer.refused(http.StatusUnauthorized, "unauthenticated")
		require.Contains(t, answer.header.Get("WWW-Authenticate"), `Bearer realm="backhaul"`, name)
	}
	b.withToken("").with("Authorization", "bearer token-until-soon").get("/v1/me").ok()
}

func TestMe_SaysWhoTheTokenIs(t *testing.T) {
	t.Parallel()
	b := setup(t)
	require.Equal(t, object{"id": "usr-customer", "name": "Dev usr-customer", "role": "customer", "customer_id": "13047"},
		b.as(returns.RoleCustomer).get("/v1/me").ok())
	require.Nil(t, b.as(returns.RoleFinance).get("/v1/me").ok()["customer_id"])
}

func TestToken_InUse_IsNotedOnceAMinute(t *testing.T) {
	t.Parallel()
	b := setup(t)
	used := func() time.Time {
		var at time.Time
		require.NoError(t, b.db.QueryRow(t.Context(), "select last_used_at from api_tokens where user_id = 'usr-admin'").Scan(&at))
		return at
	}
	b.as(returns.RoleAdmin).get("/v1/me").ok()
	require.WithinDuration(t, now, used(), 0)
	for ago, noted := range map[time.Duration]bool{30 * time.Second: false, 90 * time.Second: true} {
		_, err := b.db.Exec(t.Context(), "update api_tokens set last_used_at = $1 where user_id = 'usr-admin'", now.Add(-ago))
		require.NoError(t, err)
		b.as(returns.RoleAdmin).get("/v1/me").ok()
		require.Equal(t, noted, used().Equal(now), "last used %s ago", ago)
	}
}

// operations reads the document as any client can.
func (b *bundle) operations(visit func(method, path string, op *openapi3.Operation)) {
	b.t.Helper()
	spec, err := openapi3.NewLoader().LoadFromData(b.withToken("").get("/openapi.json").body)
	require.NoError(b.t, err)
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			if public := op.Security != nil && len(*op.Security) == 0; !public {
				visit(method, path, op)
			}
		}
	}
}

func TestCustomer_OnWhatIsAnothers_Gets404OnEveryOperation(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.user("stranger", returns.RoleCustomer, "999")
	b.order("A-1")
	id := b.open("A-1", 1, now)
	photo := b.upload(b.as(returns.RoleCustomer)).ok()["id"].(string)
	stranger := b.withToken("token-stranger")
	bodies := map[string]any{
		"openReturn":   object{"order_number": "A-1", "method": "pickup", "lines": []object{{"line_no": 1, "quantity": 1, "reason": "late", "condition": "opened"}}},
		"answerReturn": object{"note": "mine"}, "confirmReturn": object{}, "cancelReturn": object{},
		"giveFeedback": object{"rating": 1}, "escalateComplaint": object{},
	}
	tried := 0
	b.operations(func(method, path string, op *openapi3.Operation) {
		allowed, _ := op.Extensions["x-roles"].([]any)
		if !slices.Contains(allowed, any("customer")) || (!strings.Contains(path, "{") && op.OperationID != "openReturn") {
			return
		}
		tried++
		target := strings.NewReplacer("/returns/{id}", "/returns/"+id, "/evidence/{id}", "/evidence/"+photo, "{order_number}", "A-1", "{seq}", "1").Replace(path)
		theirs := stranger.send(method, target, bodies[op.OperationID])
		problem := theirs.refused(http.StatusNotFound, "not_found")
		// It cannot be told from what was never there.
		target = strings.NewReplacer("/returns/{id}", "/returns/"+returns.NewID("ret"), "/evidence/{id}", "/evidence/"+returns.NewID("evi"), "{order_number}", "A-2", "{seq}", "1").Replace(path)
		if op.OperationID != "openReturn" {
			require.Equal(t, problem["title"], stranger.send(method, target, bodies[op.OperationID]).refused(404, "not_found")["title"])
		}
	})
	require.Equal(t, 14, tried,
		"orders, returns, events, packing slip, store credit, answer, confirm, cancel, acknowledge, feedback, escalation, evidence and open")
	for _, list := range []string{"/v1/orders", "/v1/returns", "/v1/orders?customer=13047", "/v1/returns?customer=13047", "/v1/returns?q=" + id} {
		require.Empty(t, items(stranger.get(list).ok()), list)
		require.NotEmpty(t, items(b.as(returns.RoleCustomer).get(list).ok()), list)
	}
}
