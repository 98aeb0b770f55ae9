package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

const (
	goodPassword = "correct horse battery staple"
	ownOrigin    = "http://127.0.0.1"
)

// withPassword makes a user who can sign in.
func (b *bundle) withPassword(id string, role returns.Role) {
	b.t.Helper()
	admin := b.as(returns.RoleAdmin)
	admin.post("/v1/users", object{"id": id, "role": role, "name": "Ana Marsh", "email": id + "@example.org"}).ok()
	admin.send(http.MethodPatch, "/v1/users/"+id, object{"password": goodPassword}).ok()
}

// stranger calls without a token, from the service's own pages.
func (b *bundle) stranger() caller {
	return caller{b: b, header: http.Header{"Origin": {ownOrigin}}}
}

func (c caller) signIn(login, password string) answer {
	return c.post("/v1/session", object{"login": login, "password": password})
}

// signedIn is the caller with the cookie of a sign-in's answer.
func (c caller) signedIn(with answer) caller {
	c.b.t.Helper()
	require.Equal(c.b.t, http.StatusOK, with.status, "%s", with.body)
	return c.with("Cookie", cookieOf(with))
}

func cookieOf(with answer) string {
	cookie, _, _ := strings.Cut(with.header.Get("Set-Cookie"), ";")
	return cookie
}

func TestSession_SignIn_GivesACookieThatScriptsAndOtherSitesCannotUse(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	answer := b.stranger().signIn("ANA@example.org", goodPassword)
	for _, attribute := range []string{"backhaul=", "HttpOnly", "SameSite=Lax", "Path=/"} {
		require.Contains(t, answer.header.Get("Set-Cookie"), attribute)
	}
	session := answer.ok()
	require.Equal(t, object{"id": "ana", "name": "Ana Marsh", "role": "reviewer", "customer_id": nil}, session["user"])
	require.Equal(t, now.Add(12*time.Hour).Format(time.RFC3339), session["expires_at"])
	require.Contains(t, session["allowed"], object{"operation": "reviewReturn", "method": "POST", "path": "/v1/returns/{id}/review"})
	for _, call := range session["allowed"].([]any) {
		require.NotEqual(t, "decideRefund", call.(object)["operation"], "that is finance's")
	}

	ana := b.stranger().signedIn(answer)
	require.Equal(t, "ana", ana.get("/v1/me").ok()["id"])
	require.Equal(t, "session", ana.get("/v1/session").ok()["by"])
	require.Equal(t, "token", b.as(returns.RoleAdmin).get("/v1/session").ok()["by"])
	ana.get("/v1/users").refused(http.StatusForbidden, "forbidden")

	var kept int
	cookie := strings.TrimPrefix(cookieOf(answer), "backhaul=")
	require.NoError(t, b.db.QueryRow(t.Context(), "select count(*) from sessions where encode(hash, 'escape') = $1", cookie).Scan(&kept))
	require.Zero(t, kept, "the cookie itself is not stored")
	require.NotContains(t, b.log.String(), goodPassword)
	require.NotContains(t, b.log.String(), cookie)
}

func TestSession_SignOut_EndsIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	ana := b.stranger().signedIn(b.stranger().signIn("ana", goodPassword))
	gone := ana.send(http.MethodDelete, "/v1/session", nil)
	require.Equal(t, http.StatusNoContent, gone.status)
	require.Contains(t, gone.header.Get("Set-Cookie"), "Max-Age=0")
	ana.get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
	b.as(returns.RoleAdmin).send(http.MethodDelete, "/v1/session", nil).refused(http.StatusConflict, "conflict")
}

func TestSession_Fixation_ASignInMakesANewCookieAndEndsTheOld(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	planted := b.stranger().with("Cookie", "backhaul=planted-by-an-attacker")
	first := planted.signIn("ana", goodPassword)
	require.NotContains(t, cookieOf(first), "planted")
	planted.get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
	second := b.stranger().signedIn(first).signIn("ana", goodPassword)
	require.NotEqual(t, cookieOf(first), cookieOf(second))
	b.stranger().signedIn(first).get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
	b.stranger().signedIn(second).get("/v1/me").ok()
}

func TestSession_IdleOrTooOld_IsOver(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	for name, tooLong := range map[string]string{
		"idle": "update sessions set seen_at = $1::timestamptz - interval '2 hours'",
		"old":  "update sessions set started_at = $1::timestamptz - interval '13 hours', expires_at = $1",
	} {
		ana := b.stranger().signedIn(b.stranger().signIn("ana", goodPassword))
		ana.get("/v1/me").ok()
		_, err := b.db.Exec(t.Context(), tooLong, now)
		require.NoError(t, err)
		require.Equal(t, "the session is over; sign in again", ana.get("/v1/me").refused(401, "unauthenticated")["detail"], name)
	}
	ana := b.stranger().signedIn(b.stranger().signIn("ana", goodPassword))
	_, err := b.db.Exec(t.Context(), "update sessions set seen_at = $1", now.Add(-90*time.Minute))
	require.NoError(t, err)
	require.Equal(t, now.Add(2*time.Hour).Format(time.RFC3339), ana.get("/v1/session").ok()["idle_at"], "use keeps it going")
}

func TestSession_CrossSite_ChangesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleSupport)
	b.order("A-1")
	ana := b.stranger().signedIn(b.stranger().signIn("ana", goodPassword))
	body := object{"name": "x"}
	for name, call := range map[string]caller{
		"another origin":         ana.with("Origin", "https://evil.example"),
		"a subdomain's origin":   ana.with("Origin", "http://evil.127.0.0.1"),
		"another port":           ana.with("Origin", "http://127.0.0.1:9999"),
		"an opaque origin":       ana.with("Origin", "null"),
		"cross-site metadata":    ana.with("Origin", "https://evil.example").with("Sec-Fetch-Site", "cross-site"),
		"same-site metadata":     ana.with("Origin", "https://evil.example").with("Sec-Fetch-Site", "same-site"),
		"no word of where from":  ana.with("Origin", ""),
		"a form of another site": ana.with("Origin", "https://evil.example").with("Content-Type", "text/plain"),
	} {
		require.NotEmpty(t, call.post("/v1/tokens", body).refused(http.StatusForbidden, "cross_origin")["detail"], name)
	}
	b.stranger().with("Origin", "https://evil.example").signIn("ana", goodPassword).refused(http.StatusForbidden, "cross_origin")
	require.Empty(t, items(ana.get("/v1/tokens").ok()))
	ana.post("/v1/tokens", body).ok()
	ana.with("Sec-Fetch-Site", "same-origin").post("/v1/tokens", body).ok()
	b.as(returns.RoleSupport).with("Origin", "https://evil.example").post("/v1/tokens", body).ok()
	ana.with("Origin", "https://evil.example").get("/v1/me").ok() // reads change nothing, and answers are not for other sites
}

func TestSession_OfAUserWhoIsDisabledOrGetsAnotherRoleOrPassword_IsOver(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	admin := b.as(returns.RoleAdmin)
	for _, change := range []object{{"role": "support"}, {"password": goodPassword}, {"disabled": true}} {
		ana := b.stranger().signedIn(b.stranger().signIn("ana", goodPassword))
		token := ana.post("/v1/tokens", object{"name": "nightly"}).ok()["secret"].(string)
		admin.send(http.MethodPatch, "/v1/users/ana", object{"name": "Ana M."}).ok()
		ana.get("/v1/me").ok()
		admin.send(http.MethodPatch, "/v1/users/ana", change).ok()
		ana.get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
		if change["password"] == nil {
			b.withToken(token).get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
		}
	}
	b.stranger().signIn("ana", goodPassword).refused(http.StatusUnauthorized, "sign_in_refused")
	admin.send(http.MethodPatch, "/v1/users/ana", object{"disabled": false}).ok()
	b.stranger().signIn("ana", goodPassword).ok()
}

func TestSignIn_WrongUnknownDisabledAndWithoutPassword_AreOneAnswer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	b.withPassword("gone", returns.RoleReviewer)
	b.as(returns.RoleAdmin).send(http.MethodPatch, "/v1/users/gone", object{"disabled": true}).ok()
	var first object
	for _, try := range [][2]string{
		{"ana", "wrong horse battery staple"},
		{"nobody", goodPassword},
		{"gone", goodPassword},
		{"usr-admin", goodPassword},
		{"' or 1=1 --", goodPassword},
		{"ana", strings.Repeat("x", 1000)},
	} {
		problem := b.stranger().signIn(try[0], try[1]).refused(http.StatusUnauthorized, "sign_in_refused")
		delete(problem, "request_id")
		if first == nil {
			first = problem
		}
		require.Equal(t, first, problem, try[0])
	}
}
