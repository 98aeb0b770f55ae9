package identity

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"backhaul/returns"
)

// Settings say which provider is asked, and what its word is worth here.
type Settings struct {
	// Issuer is the provider's address, as its tokens name it.
	Issuer                 string
	ClientID, ClientSecret string
	// Callback is where the provider sends people back to. It has to be registered there.
	Callback string
	// AfterSignOut is where it sends people who have signed out here and there. It has
	// to be registered too; "" lets them stay signed in there.
	AfterSignOut string
	// RoleClaim is the claim that holds somebody's groups or roles, in the ID token
	// or the userinfo: a name, or a path with dots such as realm_access.roles.
	RoleClaim string
	// Roles say which of its values gives which role. The first one that somebody has counts.
	Roles []RoleFor
	// Scopes are asked for besides openid; profile and email unless given.
	Scopes []string
	// Now is the clock; time.Now unless a test says otherwise.
	Now func() time.Time
}

// RoleFor gives a role to whoever has a value in the role claim.
type RoleFor struct {
	Value string
	Role  returns.Role
}

// ParseRoles reads value=role, separated by commas, as in
// "returns-admins=admin,desk=reviewer".
func ParseRoles(text string) ([]RoleFor, error) {
	var roles []RoleFor
	for entry := range strings.SplitSeq(text, ",") {
		cut := strings.LastIndex(entry, "=") // a group's name may hold one: cn=desk
		if cut < 0 {
			return nil, fmt.Errorf("%q is not value=role, such as returns-admins=admin", entry)
		}
		value, role := strings.TrimSpace(entry[:cut]), returns.Role(strings.TrimSpace(entry[cut+1:]))
		switch {
		case value == "":
			return nil, fmt.Errorf("%q names no value of the claim before its =", entry)
		case role == returns.RoleCustomer:
			return nil, fmt.Errorf("%q: customers come by order number and link, not by the staff's provider", entry)
		case !slices.Contains(returns.Roles(), role):
			return nil, fmt.Errorf("%q: there is no role %q", entry, role)
		}
		roles = append(roles, RoleFor{Value: value, Role: role})
	}
	return roles, nil
}

// check refuses settings with which nobody could sign in, or anybody on the way could.
func (s Settings) check() error {
	issuer, err := url.Parse(s.Issuer)
	switch {
	case err != nil || issuer.Host == "" || (issuer.Scheme != "https" && issuer.Scheme != "http"):
		return fmt.Errorf("the issuer %q is not an address such as https://login.example.com", s.Issuer)
	case issuer.Scheme == "http" && !onThisMachine(issuer.Hostname()):
		return fmt.Errorf("the issuer %s must begin with https://: over http, others on the way could sign in as anybody", s.Issuer)
	case s.ClientID == "":
		return fmt.Errorf("the client id is missing, by which the provider %s knows this service", s.Issuer)
	case s.RoleClaim == "" || len(s.Roles) == 0:
		return fmt.Errorf("nobody could sign in: no value of a claim of %s gives a role", s.Issuer)
	}
	return nil
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}
