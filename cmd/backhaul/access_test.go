package main

import (
	"bytes"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"

	"backhaul/accounts"
	"backhaul/api"
	"backhaul/db"
	"backhaul/db/dbtest"
	"backhaul/returns"
)

const linkKey = "a:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="

func TestServe_WithWhatIsForTrials_IsRefusedAnywhereButOnThisMachine(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	_, _, err := createToken(t.Context(), pool, newUser{ID: "dev-admin", Role: returns.RoleAdmin}, 0)
	require.NoError(t, err)
	trial := func(public string) error {
		address, err := url.Parse(public)
		require.NoError(t, err)
		return checkSafe(t.Context(), address, pool, "postgres://backhaul:development@db/backhaul", entering{}, listening{FakepspSecret: "whsec_x"}, telling{WebhooksToLoopback: true})
	}
	for _, here := range []string{"http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "http://shop.localhost"} {
		require.NoError(t, trial(here), here)
	}
	err = trial("http://returns.example.com")
	for _, complaint := range []string{"BACKHAUL_PUBLIC_URL", "BACKHAUL_LINK_KEYS", "BACKHAUL_FAKEPSP_SECRET", "BACKHAUL_WEBHOOKS_TO_LOOPBACK", "DATABASE_URL", "dev-admin"} {
		require.ErrorContains(t, err, complaint)
	}

	const public = "https://returns.example.com"
	address, err := url.Parse(public)
	require.NoError(t, err)
	check := func() error {
		return checkSafe(t.Context(), address, pool, "postgres://backhaul@db/backhaul", entering{linking: linking{LinkKeys: linkKey}}, listening{}, telling{})
	}
	require.ErrorContains(t, check(), "dev-admin")
	_, err = pool.Exec(t.Context(), "update users set disabled_at = now()")
	require.NoError(t, err)
	require.NoError(t, check())
}

func TestPublicURL_IsTheAddressOnThisMachine_AndHasToBeSaidElsewhere(t *testing.T) {
	t.Parallel()
	public, err := entering{}.public(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080})
	require.NoError(t, err)
	require.Equal(t, "http://127.0.0.1:8080", public.String())
	_, err = entering{}.public(&net.TCPAddr{IP: net.IPv4zero, Port: 8080})
	require.ErrorContains(t, err, "BACKHAUL_PUBLIC_URL")
	for _, wrong := range []string{"returns.example.com", "ftp://returns.example.com", "https://", "://"} {
		_, err = entering{linking: linking{PublicURL: wrong}}.public(nil)
		require.ErrorContains(t, err, "BACKHAUL_PUBLIC_URL", wrong)
	}
}

func TestEntering_BadSettings_AreNamed(t *testing.T) {
	t.Parallel()
	here := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}
	var config api.Config
	require.NoError(t, entering{linking: linking{LinkKeys: linkKey}, identifying: identifying{LocalUsers: true}}.into(&config, here, slog.New(slog.DiscardHandler)))
	require.Equal(t, "a", config.LinkKeys[0].Name)
	require.ErrorContains(t, entering{linking: linking{LinkKeys: "short"}, identifying: identifying{LocalUsers: true}}.into(&config, here, slog.New(slog.DiscardHandler)), "BACKHAUL_LINK_KEYS")
	_, err := api.New(t.Context(), api.Config{PublicURL: &url.URL{Scheme: "http", Host: "returns.example.com"}})
	require.ErrorContains(t, err, "https://")
	_, err = api.New(t.Context(), api.Config{TrustedProxies: []string{"not an address"}})
	require.Error(t, err)
}

//nolint:paralleltest // it sets the environment
func TestReturnAddress_OfTheEnvironment_IsALineForEachBar(t *testing.T) {
	for said, want := range map[string][]string{
		"":                                    nil,
		"1 Dock Street, Leeds":                {"1 Dock Street, Leeds"},
		"Returns|1 Dock Street|Leeds LS1 4AP": {"Returns", "1 Dock Street", "Leeds LS1 4AP"},
		" Returns | 1 Dock Street ||":         {"Returns", "1 Dock Street"},
		"退货部|上海市静安区南京西路 1 号": {"退货部", "上海市静安区南京西路 1 号"},
	} {
		t.Setenv("BACKHAUL_RETURN_ADDRESS", said)
		var settings struct{ entering }
		parser, err := kong.New(&settings)
		require.NoError(t, err)
		_, err = parser.Parse(nil)
		require.NoError(t, err)
		var config api.Config
		require.NoError(t, settings.into(&config, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}, slog.New(slog.DiscardHandler)))
		require.Equal(t, want, config.ReturnAddress, said)
	}
}

func TestUsers_AreAddedListedAndDisabledByTheCommandLine(t *testing.T) {
	t.Parallel()
	address := dbtest.URL(t)
	command := func(args ...string) string {
		var out, diagnostics bytes.Buffer
		require.NoError(t, run(t.Context(), append(args, "--database-url", address), &out, &diagnostics), diagnostics.String())
		return out.String()
	}
	pool, err := db.Open(t.Context(), address)
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	passwords := accounts.NewPasswords(1)

	password := strings.TrimSpace(command("users", "add", "--role", "admin", "--email", "ana@example.com", "ana"))
	user, err := passwords.SignIn(t.Context(), pool, "ana@example.com", password)
	require.NoError(t, err)
	require.Equal(t, returns.RoleAdmin, user.Role)
	require.Contains(t, command("users", "list"), "ana@example.com")

	other := strings.TrimSpace(command("users", "set-password", "ana"))
	_, err = passwords.SignIn(t.Context(), pool, "ana", password)
	require.Equal(t, accounts.CodeSignIn, returns.CodeOf(err))
	_, err = passwords.SignIn(t.Context(), pool, "ana", other)
	require.NoError(t, err)

	command("users", "add", "--role", "admin", "second")
	command("users", "disable", "ana")
	require.Contains(t, command("users", "list"), "disabled "+time.Now().UTC().Format(time.DateOnly))
	_, err = passwords.SignIn(t.Context(), pool, "ana", other)
	require.Error(t, err)
	command("users", "enable", "ana")
	_, err = passwords.SignIn(t.Context(), pool, "ana", other)
	require.NoError(t, err)
}

func TestSeed_OneUserPerRoleSignsIn_WithTheSamePasswordAfterARestart(t *testing.T) {
	t.Parallel()
	pool, dir := dbtest.New(t), t.TempDir()
	for range 2 {
		_, err := seedTokens(t.Context(), pool, dir+"/dev-tokens.json")
		require.NoError(t, err)
		require.NoError(t, seedPassword(t.Context(), pool, dir+"/dev-password"))
	}
	text, err := readTrimmed(dir + "/dev-password")
	require.NoError(t, err)
	for _, role := range returns.Roles() {
		user, err := accounts.NewPasswords(1).SignIn(t.Context(), pool, "dev-"+string(role), text)
		require.NoError(t, err)
		require.Equal(t, role, user.Role)
	}
}

func TestProvider_Settings_MakeACallbackAtThePublicURL_AndSayWhatIsMissing(t *testing.T) {
	t.Parallel()
	public, err := url.Parse("https://returns.example.com")
	require.NoError(t, err)
	var config api.Config
	good := identifying{
		OIDCIssuer: "https://login.example.com", OIDCClientID: "backhaul", OIDCClientSecret: "a secret",
		OIDCRoleClaim: "groups", OIDCRoles: "desk=reviewer", LocalUsers: true,
	}
	require.NoError(t, good.into(&config, public))
	require.Equal(t, "https://login.example.com", config.Identity.Issuer())
	require.False(t, config.LocalUsersOff)
	require.Equal(t, "login.example.com", good.button())
	for wanted, spoil := range map[string]func(*identifying){
		"BACKHAUL_OIDC_ROLES":  func(i *identifying) { i.OIDCRoles = "desk" },
		"client id":            func(i *identifying) { i.OIDCClientID = "" },
		"https://":             func(i *identifying) { i.OIDCIssuer = "http://login.example.com" },
		"BACKHAUL_LOCAL_USERS": func(i *identifying) { i.OIDCIssuer, i.LocalUsers = "", false },
	} {
		settings := good
		spoil(&settings)
		err := settings.into(&config, public)
		require.ErrorContains(t, err, wanted)
		require.NotContains(t, err.Error(), "a secret")
	}
	require.Empty(t, identifying{}.button())
}
