package api_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/identity"
	"backhaul/identity/identitytest"
	"backhaul/returns"
)

const afterSignOut = ownOrigin + "/sign-in"

// signsOutThere has the API send people to the provider when they sign out.
func (b *bundle) signsOutThere(there *identitytest.Provider) {
	b.t.Helper()
	there.AfterSignOut = afterSignOut
	var err error
	b.identity, err = identity.New(identity.Settings{
		Issuer: there.URL, ClientID: identitytest.ClientID, ClientSecret: identitytest.ClientSecret, Callback: callback,
		AfterSignOut: afterSignOut, RoleClaim: "groups", Roles: []identity.RoleFor{{Value: "desk", Role: returns.RoleReviewer}},
	})
	require.NoError(b.t, err)
	b.restart()
}

func TestProviderSignIn_SigningOut_LeadsThroughTheProviderAndBack(t *testing.T) {
	t.Parallel()
	b, there := providerSetup(t)
	b.signsOutThere(there)
	ana := b.stranger().with("Cookie", b.browser().comesBack(there, anaThere, "/").sessionOf())
	left := ana.send(http.MethodDelete, "/v1/session", nil).ok()
	ana.get("/v1/session").refused(http.StatusUnauthorized, "unauthenticated")

	page, err := url.Parse(left["continue_at"].(string))
	require.NoError(t, err)
	require.Equal(t, there.URL, page.Scheme+"://"+page.Host)
	require.Equal(t, identitytest.ClientID, page.Query().Get("client_id"))
	require.Equal(t, afterSignOut, there.Visit(t, page.String(), anaThere), "the provider knows us, and sends back")
}

func TestProviderSignIn_SigningOut_EndsHereWhateverTheProviderHas(t *testing.T) {
	t.Parallel()
	b, there := providerSetup(t)
	stays := b.stranger().with("Cookie", b.browser().comesBack(there, anaThere, "/").sessionOf())
	require.Equal(t, http.StatusNoContent, stays.send(http.MethodDelete, "/v1/session", nil).status, "the settings leave it out")

	b.signsOutThere(there)
	b.withPassword("ben", returns.RoleReviewer)
	ben := b.stranger().signedIn(b.stranger().signIn("ben", goodPassword))
	require.Equal(t, http.StatusNoContent, ben.send(http.MethodDelete, "/v1/session", nil).status, "a local user was never there")

	ana := b.stranger().with("Cookie", b.browser().comesBack(there, anaThere, "/").sessionOf())
	b.signsOutThere(there) // the service starts again, and has asked the provider nothing yet
	there.Close()
	require.Equal(t, http.StatusNoContent, ana.send(http.MethodDelete, "/v1/session", nil).status, "the provider is away")
	ana.get("/v1/session").refused(http.StatusUnauthorized, "unauthenticated")
}
