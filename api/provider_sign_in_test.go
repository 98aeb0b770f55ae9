package api_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"backhaul/identity"
	"backhaul/identity/identitytest"
	"backhaul/returns"
)

const callback = ownOrigin + "/v1/session/provider/callback"

var anaThere = identitytest.Account{Subject: "248289761001", Name: "Ana Marsh", Email: "ana@example.org", Groups: []string{"desk"}, GroupsInUserinfo: true}

// providerSetup is an API whose people sign in at a provider.
func providerSetup(t *testing.T) (*bundle, *identitytest.Provider) {
	t.Helper()
	b, there := setup(t), identitytest.Start(t, callback)
	var err error
	b.identity, err = identity.New(identity.Settings{
		Issuer: there.URL, ClientID: identitytest.ClientID, ClientSecret: identitytest.ClientSecret, Callback: callback,
		RoleClaim: "groups", Roles: []identity.RoleFor{{Value: "chiefs", Role: returns.RoleAdmin}, {Value: "desk", Role: returns.RoleReviewer}},
	})
	require.NoError(t, err)
	b.restart()
	return b, there
}

// browser is a stranger's, without anything that only a page of ours would send.
func (b *bundle) browser() caller { return caller{b: b, header: http.Header{}} }

// goesOut begins a sign-in; the caller has the attempt's cookie then.
func (c caller) goesOut(to string) (out caller, address string) {
	c.b.t.Helper()
	begun := c.get("/v1/session/provider?to=" + url.QueryEscape(to))
	require.Equal(c.b.t, http.StatusSeeOther, begun.status, "%s", begun.body)
	return c.with("Cookie", cookieOf(begun)), begun.header.Get("Location")
}

// comesBack walks through the provider and back, and returns the last answer.
func (c caller) comesBack(there *identitytest.Provider, as identitytest.Account, to string) answer {
	c.b.t.Helper()
	out, address := c.goesOut(to)
	return out.get(strings.TrimPrefix(there.Visit(c.b.t, address, as), ownOrigin))
}

// sessionOf is the cookie of the session that an answer begins.
func (a answer) sessionOf() string {
	a.t.Helper()
	for _, line := range a.header.Values("Set-Cookie") {
		if strings.HasPrefix(line, "backhaul=") {
			cookie, _, _ := strings.Cut(line, ";")
			return cookie
		}
	}
	a.t.Fatalf("no session has begun: %s", a.header.Get("Location"))
	return ""
}

func (a answer) turnedAway(reason string) {
	a.t.Helper()
	require.Equal(a.t, http.StatusSeeOther, a.status, "%s", a.body)
	require.Equal(a.t, "/sign-in?problem="+reason, a.header.Get("Location"))
	for _, line := range a.header.Values("Set-Cookie") {
		require.False(a.t, strings.HasPrefix(line, "backhaul="), line)
	}
}

func TestProviderSignIn_WholeFlow_BeginsASessionOfAUserWithTheMappedRole(t *testing.T) {
	t.Parallel()
	b, there := providerSetup(t)
	begun := b.browser().get("/v1/session/provider?to=/review")
	for _, attribute := range []string{"backhaul-sign-in=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"} {
		require.Contains(t, begun.header.Get("Set-Cookie"), attribute)
	}
	back := b.browser().from("198.51.100.7").comesBack(there, anaThere, "/review?status=requested")
	require.Equal(t, "/review?status=requested", back.header.Get("Location"))
	require.Contains(t, strings.Join(back.header.Values("Set-Cookie"), "\n"), "backhaul-sign-in=; Path=/; Max-Age=0", "the attempt is over")

	ana := b.stranger().with("Cookie", back.sessionOf())
	session := ana.get("/v1/session").ok()
	require.Equal(t, "session", session["by"])
	me := session["user"].(object)
	require.Equal(t, "Ana Marsh", me["name"])
	require.Equal(t, "reviewer", me["role"])
	ana.get("/v1/users").refused(http.StatusForbidden, "forbidden")
	ana.with("Origin", "https://evil.example").post("/v1/tokens", object{"name": "x"}).refused(http.StatusForbidden, "cross_origin")

	user := b.userOf(me["id"].(string))
	require.Equal(t, there.URL, user["issuer"])
	require.Equal(t, "ana@example.org", user["email"])
	require.Equal(t, false, user["has_password"])
	id := me["id"].(string)
	require.Equal(t, []string{
		`user.created ` + id + ` {"issuer":"` + there.URL + `","role":"reviewer","subject":"248289761001"} by ` + id,
		`session.opened ` + id + ` null by ` + id,
	}, b.trail("."))
	opened := items(b.as(returns.RoleAuditor).get("/v1/audit?kind=user.created").ok())[0]["origin"].(object)
	require.Equal(t, "provider "+there.URL, opened["via"])
	require.Equal(t, "198.51.100.7", opened["address"])

	require.Equal(t, http.StatusNoContent, ana.send(http.MethodDelete, "/v1/session", nil).status)
	ana.get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
}

func (b *bundle) userOf(id string) object {
	b.t.Helper()
	for _, user := range items(b.as(returns.RoleAdmin).get("/v1/users?limit=200").ok()) {
		if user["id"] == id {
			return user
		}
	}
	return nil
}

func TestProviderSignIn_Twice_IsOneUserWithTheProvidersLatestWord(t *testing.T) {
	t.Parallel()
	b, there := providerSetup(t)
	first := b.stranger().with("Cookie", b.browser().comesBack(there, anaThere, "/").sessionOf())
	id := first.get("/v1/me").ok()["id"].(string)
	again := b.stranger().with("Cookie", b.browser().comesBack(there, anaThere, "/").sessionOf())
	require.Equal(t, id, again.get("/v1/me").ok()["id"])
	first.get("/v1/me").ok()

	risen := anaThere
	risen.Groups, risen.Name = []string{"chiefs"}, "Ana Marsh-Hill"
	third := b.stranger().with("Cookie", b.browser().comesBack(there, risen, "/").sessionOf())
	require.Equal(t, "admin", third.get("/v1/me").ok()["role"])
	again.get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated") // with another role everybody starts anew
	require.Contains(t, b.trail("user.changed"), `user.changed `+id+` {"name":true,"role":{"from":"reviewer","to":"admin"}} by `+id)

	var users int
	require.NoError(t, b.db.QueryRow(t.Context(), "select count(*) from users where issuer is not null").Scan(&users))
	require.Equal(t, 1, users)
	// The same name and address at the provider, and still somebody else.
	namesake := anaThere
	namesake.Subject = "another"
	other := b.stranger().with("Cookie", b.browser().comesBack(there, namesake, "/").sessionOf())
	require.NotEqual(t, id, other.get("/v1/me").ok()["id"])
}

func TestProviderSignIn_AddressOfALocalUser_DoesNotBecomeThem(t *testing.T) {
	t.Parallel()
	b, there := providerSetup(t)
	b.withPassword("ana", returns.RoleAdmin)
	session := b.stranger().with("Cookie", b.browser().comesBack(there, anaThere, "/").sessionOf())
	me := session.get("/v1/me").ok()
	require.NotEqual(t, "ana", me["id"])
	require.Equal(t, "reviewer", me["role"])
	require.Equal(t, "ana", b.stranger().signIn("ana@example.org", goodPassword).ok()["user"].(object)["id"], "and does not keep them out")
}

func TestProviderSignIn_WithoutARole_IsRefusedAndEndsWhatWasOpen(t *testing.T) {
	t.Parallel()
	b, there := providerSetup(t)
	nobody := anaThere
	nobody.Groups = []string{"gardeners"}
	b.browser().comesBack(there, nobody, "/").turnedAway("no_role")
	var users int
	require.NoError(t, b.db.QueryRow(t.Context(), "select count(*) from users where issuer is not null").Scan(&users))
	require.Zero(t, users)
	require.Equal(t, []string{`session.refused  {"reason":"no_role"} by nobody`}, b.trail("."))

	ana := b.stranger().with("Cookie", b.browser().comesBack(there, anaThere, "/").sessionOf())
	ana.get("/v1/me").ok()
	b.browser().comesBack(there, nobody, "/").turnedAway("no_role")
	ana.get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
}

func TestProviderSignIn_OfADisabledUser_IsRefusedWhateverTheProviderSays(t *testing.T) {
	t.Parallel()
	b, there := providerSetup(t)
	ana := b.stranger().with("Cookie", b.browser().comesBack(there, anaThere, "/").sessionOf())
	path := "/v1/users/" + ana.get("/v1/me").ok()["id"].(string)
	admin := b.as(returns.RoleAdmin)
	admin.send(http.MethodPatch, path, object{"disabled": true}).ok()
	ana.get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
	b.browser().comesBack(there, anaThere, "/").turnedAway("user_disabled")
	risen := anaThere
	risen.Groups = []string{"chiefs"}
	b.browser().comesBack(there, risen, "/").turnedAway("user_disabled")
	admin.send(http.MethodPatch, path, object{"disabled": false}).ok()
	b.browser().comesBack(there, anaThere, "/").sessionOf()

	// Here they can neither get another role nor a password, which would outlast the provider's word.
	admin.send(http.MethodPatch, path, object{"role": "admin"}).refused(http.StatusConflict, "conflict")
	admin.send(http.MethodPatch, path, object{"password": goodPassword}).refused(http.StatusConflict, "conflict")
}

func TestProviderSignIn_AnswerThatIsNotToThisBrowser_LetsNobodyIn(t *testing.T) {
	t.Parallel()
	b, there := providerSetup(t)
	eve := identitytest.Account{Subject: "eve", Name: "Eve", Groups: []string{"chiefs"}}
	path := func(as identitytest.Account, address string) string {
		return strings.TrimPrefix(there.Visit(t, address, as), ownOrigin)
	}
	// An attacker begins, and has a victim's browser end it: it would work in the attacker's name.
	_, address := b.browser().goesOut("/")
	evesAnswer := path(eve, address)
	victim, _ := b.browser().goesOut("/")
	victim.get(evesAnswer).turnedAway("not_proven")
	b.browser().get(evesAnswer).turnedAway("not_proven")

	out, address := b.browser().goesOut("/")
	right := path(anaThere, address)
	for name, wrong := range map[string]caller{
		"a cookie that is none":   out.with("Cookie", "backhaul-sign-in=evil"),
		"one with another nonce":  out.with("Cookie", tampered(t, out, "nonce", "evil")),
		"one with another state":  out.with("Cookie", tampered(t, out, "state", "evil")),
		"one of another verifier": out.with("Cookie", tampered(t, out, "verifier", strings.Repeat("x", 43))),
	} {
		_, fresh := b.browser().goesOut("/")
		require.NotEmpty(t, fresh, name)
		wrong.get(right).turnedAway("not_proven")
	}
	out, address = b.browser().goesOut("/")
	right = path(anaThere, address)
	out.get(right).sessionOf()
	out.get(right).turnedAway("not_proven") // a code is good once
	out.get("/v1/session/provider/callback?error=access_denied&error_description=x&state=" + mustQuery(t, right).Get("state")).turnedAway("provider_declined")
}

// tampered is the caller's attempt with another value in it.
func tampered(t *testing.T, out caller, field, value string) string {
	t.Helper()
	text, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(out.header.Get("Cookie"), "backhaul-sign-in="))
	require.NoError(t, err)
	var attempt map[string]string
	require.NoError(t, json.Unmarshal(text, &attempt))
	require.Contains(t, attempt, field)
	attempt[field] = value
	return "backhaul-sign-in=" + base64.RawURLEncoding.EncodeToString(must(t, attempt))
}

func mustQuery(t *testing.T, address string) url.Values {
	t.Helper()
	parsed, err := url.Parse(address)
	require.NoError(t, err)
	return parsed.Query()
}

func TestProviderSignIn_ForgedOrExpiredIDToken_LetsNobodyIn(t *testing.T) {
	t.Parallel()
	b, there := providerSetup(t)
	for name, forge := range map[string]func(jwt.MapClaims) string{
		"expired": func(claims jwt.MapClaims) string { claims["exp"] = 1; return there.Sign(claims) },
		"forged": func(claims jwt.MapClaims) string {
			return there.SignWith(jwt.SigningMethodHS256, []byte(identitytest.ClientSecret), claims)
		},
	} {
		there.Forge(forge)
		t.Log(name)
		b.browser().comesBack(there, anaThere, "/").turnedAway("not_proven")
	}
}

func TestProviderSignIn_ProviderAway_IsSaidOnThePage_AndLocalUsersComeIn(t *testing.T) {
	t.Parallel()
	b, there := providerSetup(t)
	b.withPassword("ana", returns.RoleReviewer)
	there.Close()
	b.browser().get("/v1/session/provider").turnedAway("provider_away")
	require.Contains(t, b.log.String(), "provider_away")
	require.Empty(t, b.trail("session"), "that is nobody's try")
	b.stranger().signIn("ana", goodPassword).ok()
}

func TestProviderSignIn_ReturnAddress_NeverLeadsToAnotherSite(t *testing.T) {
	t.Parallel()
	b, there := providerSetup(t)
	for to, want := range map[string]string{
		"https://evil.example": "/", "//evil.example": "/", `/\evil.example`: "/", `\\evil.example`: "/", "/\t/evil.example": "/",
		"javascript:alert(1)": "/", "evil.example": "/", "/\r\nSet-Cookie: x=y": "/", "/%zz": "/", "": "/",
		"/v1/users": "/", "/sign-in?to=/sign-in": "/", "/@evil.example": "/@evil.example", "/review#1": "/review#1",
	} {
		out, address := b.browser().goesOut(to)
		back := strings.TrimPrefix(there.Visit(t, address, anaThere), ownOrigin)
		require.Equal(t, want, out.get(back).header.Get("Location"), "%q", to)

		out, address = b.browser().goesOut("/")
		back = strings.TrimPrefix(there.Visit(t, address, anaThere), ownOrigin)
		out = out.with("Cookie", tampered(t, out, "to", to))
		require.Equal(t, want, out.get(back).header.Get("Location"), "%q, written into the cookie", to)
	}
}

func TestProviderSignIn_LocalUsersSwitchedOff_ComeInNoMore_AndTokensGoOn(t *testing.T) {
	t.Parallel()
	b, there := providerSetup(t)
	b.order("A-1")
	b.withPassword("ana", returns.RoleReviewer)
	ana := b.stranger().signedIn(b.stranger().signIn("ana", goodPassword))
	ana.get("/v1/me").ok()
	b.localOff = true
	b.restart()
	b.stranger().signIn("ana", goodPassword).refused(http.StatusForbidden, "forbidden")
	ana.get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
	b.stranger().with("Cookie", b.browser().comesBack(there, anaThere, "/").sessionOf()).get("/v1/me").ok()
	b.as(returns.RoleIntegration).get("/v1/me").ok()
	link := b.stranger().openPortal("A-1", "ana@example.org").ok()["token"]
	visit := b.stranger().post("/v1/portal/session", object{"token": link})
	b.stranger().signedIn(visit).get("/v1/orders/A-1").ok()
}

func TestProviderSignIn_WithoutAProvider_IsNotThere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.browser().get("/v1/session/provider").refused(http.StatusNotFound, "not_found")
	b.browser().get("/v1/session/provider/callback?code=x&state=y").refused(http.StatusNotFound, "not_found")
}
