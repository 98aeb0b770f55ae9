package api

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"backhaul/accounts"
	"backhaul/audit"
	"backhaul/identity"
	"backhaul/returns"
)

// Signing in at the organization's own provider: two calls of a browser, out and
// back, with a cookie in between that only this service reads. Whatever goes
// wrong leads to the page for signing in, with one word that the page explains;
// the details are in the log.

// attemptLife is how long somebody may take at the provider.
const attemptLife = 10 * time.Minute

// userDisabled is the one reason that is ours and not the provider's.
const userDisabled identity.Reason = "user_disabled"

// StartSignIn sends the browser to the provider.
func (s *server) StartSignIn(ctx context.Context, r StartSignInRequestObject) (StartSignInResponseObject, error) {
	if s.Identity == nil {
		return nil, errNoProvider()
	}
	to := ""
	if r.Params.To != nil {
		to = *r.Params.To
	}
	address, attempt, err := s.Identity.Begin(ctx, ownPath(to))
	if err != nil {
		back, err := s.turnedAway(ctx, err)
		return StartSignIn303Response{Headers: StartSignIn303ResponseHeaders{Location: back}}, err
	}
	text, err := json.Marshal(attempt)
	if err != nil {
		return nil, err
	}
	callOf(ctx).setCookie(s.attemptCookie(base64.RawURLEncoding.EncodeToString(text), attemptLife))
	return StartSignIn303Response{Headers: StartSignIn303ResponseHeaders{Location: address}}, nil
}

// FinishSignIn lets in whom the provider vouches for and the shop's mapping
// gives a role. The attempt is over, whatever comes of it.
func (s *server) FinishSignIn(ctx context.Context, r FinishSignInRequestObject) (FinishSignInResponseObject, error) {
	if s.Identity == nil {
		return nil, errNoProvider()
	}
	this := callOf(ctx)
	var attempt identity.Attempt
	if text, err := base64.RawURLEncoding.DecodeString(this.attempt); err == nil {
		_ = json.Unmarshal(text, &attempt) // one that cannot be read is none, and has no state
	}
	this.setCookie(s.attemptCookie("", -time.Second))
	value := func(parameter *string) string {
		if parameter == nil {
			return ""
		}
		return *parameter
	}
	person, err := s.Identity.Finish(ctx, attempt, identity.Answer{
		Code: value(r.Params.Code), State: value(r.Params.State), Issuer: value(r.Params.Iss), Error: value(r.Params.Error),
	})
	to := ownPath(attempt.To)
	if err == nil {
		err = s.admit(ctx, person)
	}
	if err != nil {
		to, err = s.turnedAway(ctx, err)
	}
	return FinishSignIn303Response{Headers: FinishSignIn303ResponseHeaders{Location: to}}, err
}

func (s *server) admit(ctx context.Context, person identity.Person) error {
	this := callOf(ctx)
	this.via = "provider " + person.Issuer
	user, err := accounts.Admit(ctx, s.DB, this.origin(), s.Now().UTC(), accounts.Vouched(person))
	if err == nil {
		_, err = s.startSession(ctx, user)
	}
	return err
}

// turnedAway is where the browser goes that does not come in. What is neither a
// refusal of the provider nor of ours is an error like any other.
func (s *server) turnedAway(ctx context.Context, err error) (back string, other error) {
	reason := userDisabled
	refusal, refused := errors.AsType[*identity.Refusal](err)
	switch {
	case refused:
		reason = refusal.Reason
	case returns.CodeOf(err) != accounts.CodeSignIn:
		return "", err
	}
	if refused && refusal.Subject != "" { // whoever has lost the role has lost it in every browser
		if err := accounts.TurnAway(ctx, s.DB, s.Identity.Issuer(), refusal.Subject); err != nil {
			return "", err
		}
	}
	s.Logger.WarnContext(ctx, "nobody has signed in", "request_id", callOf(ctx).id, "reason", reason, "error", err)
	if reason != identity.Away { // that is nobody's try
		if err := s.note(ctx, audit.SessionRefused, "", map[string]any{"reason": reason}); err != nil {
			return "", err
		}
	}
	return "/sign-in?problem=" + url.QueryEscape(string(reason)), nil
}

// attemptCookie holds a sign-in that has begun. Lax, since the way back comes from
// the provider's site.
func (s *server) attemptCookie(value string, life time.Duration) *http.Cookie {
	cookie := s.cookie(value, time.Time{}) //nolint:gosec // set as cookie has it
	cookie.Name += attemptSuffix
	cookie.MaxAge = int(life / time.Second)
	return cookie
}

// attemptSuffix sets the name of its cookie apart from the session's.
const attemptSuffix = "-sign-in"

// ownPath is the page to go to, or the first one when it is not one of ours: a
// link must not lead people to another site by way of this one.
func ownPath(to string) string {
	page, err := url.Parse(to)
	if err != nil || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\t\r\n") ||
		page.Scheme != "" || page.Host != "" || strings.HasPrefix(page.Path, "/v1/") || strings.HasPrefix(page.Path, "/sign-in") {
		return "/"
	}
	return page.String()
}

func errNoProvider() error {
	return returns.Refuse(returns.CodeNotFound, "there is no sign-in by a provider here; sign in with name and password")
}
