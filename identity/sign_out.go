package identity

import (
	"context"
	"net/url"
	"time"
)

// patienceAtSignOut is short: whoever signs out waits for it, and has left here already.
const patienceAtSignOut = 3 * time.Second

// SignOutPage is where to send the browser of somebody who has signed out here, so
// that the next one at this desk does not come in by the provider's own session
// (OpenID Connect RP-Initiated Logout). It is "" when the settings leave that out, the
// provider has no such page, or cannot be asked now.
func (p *Provider) SignOutPage(ctx context.Context) string {
	if p.settings.AfterSignOut == "" {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, patienceAtSignOut)
	defer cancel()
	found, err := p.discover(ctx)
	if err != nil {
		return ""
	}
	var says struct {
		EndSession string `json:"end_session_endpoint"`
	}
	if found.Claims(&says) != nil || says.EndSession == "" {
		return ""
	}
	page, err := url.Parse(says.EndSession)
	if err != nil || page.Host == "" || (page.Scheme != "https" && (page.Scheme != "http" || !onThisMachine(page.Hostname()))) {
		return ""
	}
	query := page.Query() // the provider's own parameters stay
	query.Set("client_id", p.settings.ClientID)
	query.Set("post_logout_redirect_uri", p.settings.AfterSignOut)
	page.RawQuery = query.Encode()
	return page.String()
}
