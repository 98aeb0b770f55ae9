package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestUsers_AreAddedListedAndChangedByAdmins(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(returns.RoleAdmin)
	added := admin.with("Idempotency-Key", "add-ana").post("/v1/users", object{"id": "ana", "role": "reviewer", "email": "ana@example.org"})
	require.Equal(t, object{
		"id": "ana", "name": "ana", "email": "ana@example.org", "role": "reviewer", "customer_id": nil, "has_password": false,
		"issuer": nil, "created_at": now.Format(time.RFC3339), "disabled_at": nil,
	}, added.ok())
	require.Equal(t, added.body, admin.with("Idempotency-Key", "add-ana").post("/v1/users", object{"id": "ana", "role": "reviewer", "email": "ana@example.org"}).body)
	admin.post("/v1/users", object{"id": "ana", "role": "finance"}).refused(http.StatusConflict, "conflict")

	changed := admin.send(http.MethodPatch, "/v1/users/ana", object{"name": "Ana Marsh", "role": "finance", "password": goodPassword}).ok()
	require.Equal(t, "Ana Marsh", changed["name"])
	require.Equal(t, "finance", changed["role"])
	require.Equal(t, true, changed["has_password"])
	require.Equal(t, "ana@example.org", changed["email"], "what is not named stays")

	page := admin.get("/v1/users?limit=1").ok()
	require.Equal(t, "ana", items(page)[0]["id"])
	require.Equal(t, "usr-admin", items(admin.get("/v1/users?limit=1&cursor=" + page["next_cursor"].(string)).ok())[0]["id"])
	require.Len(t, items(admin.get("/v1/users?role=finance").ok()), 2)
}

func TestUsers_BadInput_ChangesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(returns.RoleAdmin)
	for field, body := range map[string]object{
		"id":          {"id": "Ana Marsh", "role": "admin"},
		"role":        {"id": "ana", "role": "system"},
		"email":       {"id": "ana", "role": "admin", "email": "ana@example.org\r\nBcc: all@example.org"},
		"customer_id": {"id": "ana", "role": "reviewer", "customer_id": "13047"},
	} {
		admin.post("/v1/users", body).refused(http.StatusUnprocessableEntity, "invalid", field)
	}
	admin.post("/v1/users", object{"id": "ana", "role": "customer"}).refused(http.StatusUnprocessableEntity, "invalid", "customer_id")
	admin.post("/v1/users", object{"id": "ana", "role": "reviewer"}).ok()
	for _, password := range []string{"short", strings.Repeat("x", 201), "ana"} {
		admin.send(http.MethodPatch, "/v1/users/ana", object{"password": password}).refused(http.StatusUnprocessableEntity, "invalid", "password")
	}
	admin.send(http.MethodPatch, "/v1/users/ana", object{"name": "a long enough name"}).ok()
	admin.send(http.MethodPatch, "/v1/users/ana", object{"password": "A Long Enough Name"}).refused(http.StatusUnprocessableEntity, "invalid", "password")
	admin.send(http.MethodPatch, "/v1/users/nobody", object{"name": "x"}).refused(http.StatusNotFound, "not_found")
	admin.send(http.MethodPatch, "/v1/users/ana", object{"role": "customer"}).refused(http.StatusUnprocessableEntity, "invalid", "customer_id")
	require.Equal(t, false, items(admin.get("/v1/users?limit=1").ok())[0]["has_password"])
}

func TestUsers_TheLastAdmin_Remains(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(returns.RoleAdmin)
	for _, change := range []object{{"disabled": true}, {"role": "reviewer"}} {
		admin.send(http.MethodPatch, "/v1/users/usr-admin", change).refused(http.StatusConflict, "conflict")
	}
	admin.post("/v1/users", object{"id": "second", "role": "admin"}).ok()
	admin.send(http.MethodPatch, "/v1/users/usr-admin", object{"disabled": true}).ok()
	admin.get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
}

func TestPassword_OfOnesOwn_NeedsTheOneBefore_AndEndsOtherSessions(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	here := b.stranger().signedIn(b.stranger().signIn("ana", goodPassword))
	elsewhere := b.stranger().signedIn(b.stranger().signIn("ana", goodPassword))
	const path, better = "/v1/session/password", "a longer one is a better one"
	here.put(path, object{"current": wrongPassword, "password": better}).refused(http.StatusUnprocessableEntity, "invalid", "current")
	here.put(path, object{"current": goodPassword, "password": "short"}).refused(http.StatusUnprocessableEntity, "invalid", "password")
	token := here.post("/v1/tokens", object{"name": "x"}).ok()["secret"].(string)
	b.withToken(token).put(path, object{"current": goodPassword, "password": better}).refused(http.StatusConflict, "conflict")
	elsewhere.get("/v1/me").ok()

	require.Equal(t, http.StatusNoContent, here.put(path, object{"current": goodPassword, "password": better}).status)
	here.get("/v1/me").ok()
	elsewhere.get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
	b.stranger().signIn("ana", goodPassword).refused(http.StatusUnauthorized, "sign_in_refused")
	b.stranger().signIn("ana", better).ok()
}

func TestPassword_IsStoredAsArgon2id(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	stored := func() (hash string) {
		require.NoError(t, b.db.QueryRow(t.Context(), "select password_hash from users where id = 'ana'").Scan(&hash))
		return hash
	}
	require.True(t, strings.HasPrefix(stored(), "$argon2id$v=19$m=19456,t=2,p=1$"), stored())
	// A hash with the parameters of earlier days still lets in, and is made anew.
	_, err := b.db.Exec(t.Context(), "update users set password_hash = $1 where id = 'ana'", weakHash)
	require.NoError(t, err)
	b.stranger().signIn("ana", goodPassword).ok()
	require.Contains(t, stored(), "m=19456,t=2,p=1")
}

func TestToken_MadeByTheApi_IsShownOnceAndWorksUntilRevoked(t *testing.T) {
	t.Parallel()
	b := setup(t)
	support := b.as(returns.RoleSupport)
	made := support.with("Idempotency-Key", "nightly").post("/v1/tokens", object{"name": "Nightly", "expires_in_days": 30}).ok()
	secret, token := made["secret"].(string), made["token"].(object)
	require.True(t, strings.HasPrefix(secret, token["prefix"].(string)))
	require.Len(t, token["prefix"], 9)
	require.Equal(t, now.AddDate(0, 0, 30).Format(time.RFC3339), token["expires_at"])
	support.with("Idempotency-Key", "nightly").post("/v1/tokens", object{"name": "Nightly", "expires_in_days": 30}).refused(http.StatusConflict, "conflict")

	var copies int
	require.NoError(t, b.db.QueryRow(t.Context(), "select count(*) from idempotency_keys where position($1 in encode(body, 'escape')) > 0", secret).Scan(&copies))
	require.Zero(t, copies, "an answer with a secret is not kept")
	require.NotContains(t, string(support.get("/v1/tokens").body), secret)
	require.NotContains(t, b.log.String(), secret)

	b.withToken(secret).get("/v1/me").ok()
	require.Equal(t, now.Format(time.RFC3339), items(support.get("/v1/tokens").ok())[0]["last_used_at"])
	path := "/v1/tokens/" + token["id"].(string)
	b.as(returns.RoleFinance).send(http.MethodDelete, path, nil).refused(http.StatusNotFound, "not_found")
	require.Equal(t, http.StatusNoContent, support.send(http.MethodDelete, path, nil).status)
	b.withToken(secret).get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
	require.Equal(t, http.StatusNoContent, support.send(http.MethodDelete, path, nil).status)
}

func TestToken_MayDoNoMoreThanItsMaker(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, role := range returns.Roles() {
		for _, wanted := range returns.Roles() {
			answer := b.as(role).post("/v1/tokens", object{"name": "x", "role": wanted})
			switch {
			case role == returns.RoleCustomer:
				answer.refused(http.StatusForbidden, "forbidden")
			case wanted == role, role == returns.RoleAdmin && wanted != returns.RoleCustomer:
				secret := answer.ok()["secret"].(string)
				require.Equal(t, string(wanted), b.withToken(secret).get("/v1/me").ok()["role"])
			default:
				answer.refused(http.StatusUnprocessableEntity, "invalid", "role")
			}
		}
	}
}

func TestToken_MadeWithAToken_DoesNotOutliveIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.as(returns.RoleSupport).post("/v1/tokens", object{"name": "x", "expires_in_days": 1}).ok()["secret"].(string)
	second := b.withToken(first).post("/v1/tokens", object{"name": "y", "expires_in_days": 365}).ok()
	require.Equal(t, now.AddDate(0, 0, 1).Format(time.RFC3339), second["token"].(object)["expires_at"])
}

func TestTokens_OthersAreSeenByAdminsOnly(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.as(returns.RoleSupport).post("/v1/tokens", object{"name": "support's"}).ok()
	require.Empty(t, items(b.as(returns.RoleFinance).get("/v1/tokens?user=usr-support").ok()))
	for _, token := range items(b.as(returns.RoleFinance).get("/v1/tokens").ok()) {
		require.Equal(t, "usr-finance", token["user_id"])
	}
	require.Len(t, items(b.as(returns.RoleAdmin).get("/v1/tokens?user=usr-support").ok()), 2)
	page := b.as(returns.RoleAdmin).get("/v1/tokens?limit=3").ok()
	require.Len(t, items(page), 3)
	require.NotEmpty(t, items(b.as(returns.RoleAdmin).get("/v1/tokens?limit=3&cursor="+page["next_cursor"].(string)).ok()))
}

// weakHash is goodPassword under parameters that nobody should use.
const weakHash = "$argon2id$v=19$m=64,t=1,p=1$8k9PN1k21MmGdH70O/FYJQ$fxUZtnNP/fao7kV+O0rDA5B3Mt8xeEJnB4lu2qF4vCw"
