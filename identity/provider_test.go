package identity_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"backhaul/identity"
	"backhaul/identity/identitytest"
	"backhaul/returns"
)

const callback = "http://127.0.0.1/v1/session/provider/callback"

var ana = identitytest.Account{Subject: "248289761001", Name: "Ana Marsh", Email: "ana@example.org", Groups: []string{"everybody", "desk"}}

func setup(t *testing.T, change func(*identity.Settings)) (*identity.Provider, *identitytest.Provider) {
	t.Helper()
	there := identitytest.Start(t, callback)
	settings := identity.Settings{
		Issuer: there.URL, ClientID: identitytest.ClientID, ClientSecret: identitytest.ClientSecret, Callback: callback,
		RoleClaim: "groups", Roles: []identity.RoleFor{{Value: "chiefs", Role: returns.RoleAdmin}, {Value: "desk", Role: returns.RoleReviewer}},
	}
	if change != nil {
		change(&settings)
	}
	here, err := identity.New(settings)
	require.NoError(t, err)
	return here, there
}

// comeBack begins a sign-in and walks through the provider.
func comeBack(t *testing.T, here *identity.Provider, there *identitytest.Provider, as identitytest.Account) (identity.Attempt, identity.Answer) {
	t.Helper()
	address, attempt, err := here.Begin(t.Context(), "/review")
	require.NoError(t, err)
	back, err := url.Parse(there.Visit(t, address, as))
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(back.String(), callback+"?"), back)
	query := back.Query()
	return attempt, identity.Answer{Code: query.Get("code"), State: query.Get("state"), Issuer: query.Get("iss"), Error: query.Get("error")}
}

func refused(t *testing.T, err error) identity.Reason {
	t.Helper()
	var refusal *identity.Refusal
	require.ErrorAs(t, err, &refusal)
	return refusal.Reason
}

func TestProvider_WholeFlow_SaysWhoItIsAndWhichRoleTheyHave(t *testing.T) {
	t.Parallel()
	here, there := setup(t, nil)
	address, attempt, err := here.Begin(t.Context(), "/review")
	require.NoError(t, err)
	asked, err := url.Parse(address)
	require.NoError(t, err)
	require.Equal(t, "code", asked.Query().Get("response_type"))
	require.Equal(t, "S256", asked.Query().Get("code_challenge_method"))
	require.NotContains(t, address, attempt.Verifier, "only its hash goes there")
	require.Equal(t, "/review", attempt.To)

	for _, account := range []identitytest.Account{ana, {Subject: ana.Subject, Name: ana.Name, Email: ana.Email, Groups: ana.Groups, GroupsInUserinfo: true}} {
		attempt, answer := comeBack(t, here, there, account)
		person, err := here.Finish(t.Context(), attempt, answer)
		require.NoError(t, err)
		require.Equal(t, there.URL, person.Issuer)
		require.Equal(t, "248289761001", person.Subject)
		require.Equal(t, returns.RoleReviewer, person.Role)
		if account.GroupsInUserinfo { // that is where this provider says names and addresses
			require.Equal(t, "Ana Marsh", person.Name)
			require.Equal(t, "ana@example.org", person.Email)
		}
	}
}

func TestProvider_Role_IsTheFirstOfTheMappingAndNeverAGuess(t *testing.T) {
	t.Parallel()
	here, there := setup(t, nil)
	for name, account := range map[string]struct {
		groups []string
		role   returns.Role
	}{
		"in the mapping's order": {[]string{"desk", "chiefs"}, returns.RoleAdmin},
		"one":                    {[]string{"desk"}, returns.RoleReviewer},
		"another":                {[]string{"Desk", "desk ", "admin", "reviewer"}, ""},
		"no claim":               {nil, ""},
		"an empty one":           {[]string{}, ""},
	} {
		attempt, answer := comeBack(t, here, there, identitytest.Account{Subject: "1", Groups: account.groups})
		person, err := here.Finish(t.Context(), attempt, answer)
		require.Equal(t, account.role, person.Role, name)
		if account.role == "" {
			require.Equal(t, identity.NoRole, refused(t, err), name)
		} else {
			require.NoError(t, err, name)
		}
	}
}

func TestProvider_RoleClaim_MayBeOneTextOrAPathIntoTheClaims(t *testing.T) {
	t.Parallel()
	for path, claim := range map[string]any{
		"realm_access.roles":         map[string]any{"roles": []string{"desk"}},
		"https://shop.example/roles": "desk",
	} {
		here, there := setup(t, func(s *identity.Settings) { s.RoleClaim = path })
		there.Forge(func(claims jwt.MapClaims) string {
			claims[strings.Split(path, ".roles")[0]] = claim
			return there.Sign(claims)
		})
		attempt, answer := comeBack(t, here, there, ana)
		person, err := here.Finish(t.Context(), attempt, answer)
		require.NoError(t, err, path)
		require.Equal(t, returns.RoleReviewer, person.Role)
	}
}

func TestProvider_AddressThatIsNotVerified_IsNotBelieved(t *testing.T) {
	t.Parallel()
	here, there := setup(t, nil)
	account := ana
	account.EmailUnverified, account.GroupsInUserinfo = true, true
	attempt, answer := comeBack(t, here, there, account)
	person, err := here.Finish(t.Context(), attempt, answer)
	require.NoError(t, err)
	require.Empty(t, person.Email)
}

func TestProvider_AnswerToAnotherSignIn_IsRefused(t *testing.T) {
	t.Parallel()
	here, there := setup(t, nil)
	for name, spoil := range map[string]func(*identity.Attempt, *identity.Answer){
		"another state":       func(_ *identity.Attempt, a *identity.Answer) { a.State = "evil" },
		"no state":            func(_ *identity.Attempt, a *identity.Answer) { a.State = "" },
		"no attempt":          func(b *identity.Attempt, a *identity.Answer) { *b = identity.Attempt{}; a.State = "" },
		"another nonce":       func(b *identity.Attempt, _ *identity.Answer) { b.Nonce = "evil" },
		"no nonce":            func(b *identity.Attempt, _ *identity.Answer) { b.Nonce = "" },
		"another verifier":    func(b *identity.Attempt, _ *identity.Answer) { b.Verifier = strings.Repeat("x", 43) },
		"a code that is none": func(_ *identity.Attempt, a *identity.Answer) { a.Code = "evil" },
		"no code":             func(_ *identity.Attempt, a *identity.Answer) { a.Code = "" },
		"from another issuer": func(_ *identity.Attempt, a *identity.Answer) { a.Issuer = "https://evil.example" },
		"an attacker's answer": func(_ *identity.Attempt, a *identity.Answer) {
			_, *a = comeBack(t, here, there, identitytest.Account{Subject: "eve", Groups: ana.Groups})
		},
	} {
		attempt, answer := comeBack(t, here, there, ana)
		spoil(&attempt, &answer)
		_, err := here.Finish(t.Context(), attempt, answer)
		require.Equal(t, identity.Unproven, refused(t, err), name)
	}
	attempt, answer := comeBack(t, here, there, ana)
	_, err := here.Finish(t.Context(), attempt, answer)
	require.NoError(t, err, "what the others are like but for one thing")
	_, err = here.Finish(t.Context(), attempt, answer)
	require.Equal(t, identity.Unproven, refused(t, err), "a code is good once")
	_, err = here.Finish(t.Context(), attempt, identity.Answer{State: attempt.State, Error: "access_denied"})
	require.Equal(t, identity.Declined, refused(t, err))
}

func TestProvider_IDTokenThatIsNot_IsRefused(t *testing.T) {
	t.Parallel()
	here, there := setup(t, nil)
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	public := x509.MarshalPKCS1PublicKey(&there.Key.PublicKey)
	with := func(claim string, value any) func(jwt.MapClaims) string {
		return func(claims jwt.MapClaims) string {
			claims[claim] = value
			return there.Sign(claims)
		}
	}
	signIn := func() error {
		attempt, answer := comeBack(t, here, there, ana)
		_, err := here.Finish(t.Context(), attempt, answer)
		return err
	}
	there.Forge(there.Sign)
	require.NoError(t, signIn(), "what the others are like but for one thing")
	for name, forge := range map[string]func(jwt.MapClaims) string{
		"expired":                  with("exp", time.Now().Add(-time.Hour).Unix()),
		"of another issuer":        with("iss", "https://evil.example"),
		"for another client":       with("aud", "another"),
		"for many, and not for us": with("azp", "another"),
		"of nobody":                with("sub", ""),
		"with another nonce":       with("nonce", "evil"),
		"with another key":         func(c jwt.MapClaims) string { return there.SignWith(jwt.SigningMethodRS256, other, c) },
		"without a signature": func(c jwt.MapClaims) string {
			return there.SignWith(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, c)
		},
		"HS256 with the public key": func(c jwt.MapClaims) string { return there.SignWith(jwt.SigningMethodHS256, public, c) },
		"HS256 with our own secret": func(c jwt.MapClaims) string {
			return there.SignWith(jwt.SigningMethodHS256, []byte(identitytest.ClientSecret), c)
		},
		"cut off":   func(c jwt.MapClaims) string { return there.Sign(c)[:100] },
		"not there": func(jwt.MapClaims) string { return "" },
		"changed after it was signed": func(c jwt.MapClaims) string {
			mine, theirs := there.Sign(c), with("sub", "eve")(c)
			return theirs[:strings.LastIndex(theirs, ".")] + mine[strings.LastIndex(mine, "."):]
		},
	} {
		there.Forge(forge)
		require.Equal(t, identity.Unproven, refused(t, signIn()), name)
	}
}

func TestProvider_Away_IsToldFromWhatIsWrong(t *testing.T) {
	t.Parallel()
	here, there := setup(t, nil)
	attempt, answer := comeBack(t, here, there, ana)
	there.Close()
	_, err := here.Finish(t.Context(), attempt, answer)
	require.Equal(t, identity.Away, refused(t, err), "gone in the middle")

	never, gone := setup(t, nil)
	gone.Close()
	_, _, err = never.Begin(t.Context(), "/")
	require.Equal(t, identity.Away, refused(t, err), "gone before the first")

	wrong, there := setup(t, func(s *identity.Settings) { s.ClientSecret = "not it" })
	attempt, answer = comeBack(t, wrong, there, ana)
	_, err = wrong.Finish(t.Context(), attempt, answer)
	require.Equal(t, identity.Away, refused(t, err), "the provider does not know this service")
	require.NotContains(t, err.Error(), "not it")
}

func TestNew_SettingsThatLetNobodyOrAnybodyIn_AreRefused(t *testing.T) {
	t.Parallel()
	good := identity.Settings{
		Issuer: "https://login.example.com", ClientID: "backhaul", RoleClaim: "groups",
		Roles: []identity.RoleFor{{Value: "desk", Role: returns.RoleReviewer}},
	}
	_, err := identity.New(good)
	require.NoError(t, err)
	for name, spoil := range map[string]func(*identity.Settings){
		"no issuer":        func(s *identity.Settings) { s.Issuer = "" },
		"a bare host":      func(s *identity.Settings) { s.Issuer = "login.example.com" },
		"over plain http":  func(s *identity.Settings) { s.Issuer = "http://login.example.com" },
		"no client":        func(s *identity.Settings) { s.ClientID = "" },
		"no role claim":    func(s *identity.Settings) { s.RoleClaim = "" },
		"nobody's mapping": func(s *identity.Settings) { s.Roles = nil },
	} {
		settings := good
		spoil(&settings)
		_, err := identity.New(settings)
		require.Error(t, err, name)
	}
}

func TestParseRoles_ReadsValueAndRole_AndRefusesWhatIsNone(t *testing.T) {
	t.Parallel()
	roles, err := identity.ParseRoles("chiefs=admin, cn=desk,ou=shop=reviewer")
	require.Error(t, err, "a comma parts entries, so cn=desk has no role: %v", roles)
	roles, err = identity.ParseRoles("chiefs=admin, cn=desk=reviewer")
	require.NoError(t, err)
	require.Equal(t, []identity.RoleFor{{Value: "chiefs", Role: returns.RoleAdmin}, {Value: "cn=desk", Role: returns.RoleReviewer}}, roles)
	for _, wrong := range []string{"", "chiefs", "=admin", "chiefs=", "chiefs=emperor", "chiefs=system", "chiefs=customer", "chiefs=admin,"} {
		_, err := identity.ParseRoles(wrong)
		require.Error(t, err, wrong)
	}
}
