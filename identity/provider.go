package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync/atomic"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"backhaul/returns"
)

// patience is how long the provider may take for one answer.
const patience = 10 * time.Second

// Provider is an OpenID Connect provider. It is safe for concurrent use.
type Provider struct {
	settings Settings
	client   *http.Client
	// found is what the provider says of itself, once it was asked. Its signing keys
	// are asked for again when a token names a new one.
	found atomic.Pointer[oidc.Provider]
}

// New checks the settings. Nothing is asked of the provider yet.
func New(settings Settings) (*Provider, error) {
	if settings.Scopes == nil {
		settings.Scopes = []string{"profile", "email"}
	}
	if settings.Now == nil {
		settings.Now = time.Now
	}
	return &Provider{settings: settings, client: &http.Client{Timeout: patience}}, settings.check()
}

// Issuer is the provider's address.
func (p *Provider) Issuer() string { return p.settings.Issuer }

// Person is whom the provider has vouched for.
type Person struct {
	// Issuer and Subject together are who it is, for ever.
	Issuer, Subject string
	Name            string
	// Email is empty unless the provider has verified it.
	Email string
	Role  returns.Role
}

// Attempt is a sign-in that has begun. The browser keeps it, where scripts cannot
// read it and other sites cannot send it, and brings it back to Finish.
type Attempt struct {
	// State ties the provider's answer to this browser, Nonce the ID token to this
	// attempt, and Verifier the code (PKCE).
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	// To is the page that the person wanted to see.
	To string `json:"to"`
}

// Answer is what the browser brings back from the provider.
type Answer struct {
	Code, State string
	// Issuer is who answers, where the provider says so (RFC 9207).
	Issuer string
	// Error is set instead of Code when the provider says no.
	Error string
}

// Begin returns where to send the browser, and what it must bring back. It is a
// [Refusal] while the provider is away.
func (p *Provider) Begin(ctx context.Context, to string) (address string, attempt Attempt, err error) {
	found, err := p.discover(ctx)
	if err != nil {
		return "", attempt, err
	}
	attempt = Attempt{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), To: to}
	return p.oauth(found).AuthCodeURL(attempt.State, oidc.Nonce(attempt.Nonce), oauth2.S256ChallengeOption(attempt.Verifier)), attempt, nil
}

// Finish finds out who has come back. Whatever is not as it must be is a
// [Refusal]; the same answer never lets anybody in twice, since the provider
// takes each code once.
func (p *Provider) Finish(ctx context.Context, attempt Attempt, answer Answer) (Person, error) {
	switch {
	case attempt.State == "" || subtle.ConstantTimeCompare([]byte(attempt.State), []byte(answer.State)) != 1:
		return Person{}, refuse(Unproven, "the answer is not to a sign-in of this browser")
	case answer.Issuer != "" && answer.Issuer != p.settings.Issuer:
		return Person{}, refuse(Unproven, "the answer is from %q and not from %s", answer.Issuer, p.settings.Issuer)
	case answer.Error != "":
		return Person{}, refuse(Declined, "the provider says %q", answer.Error)
	case answer.Code == "":
		return Person{}, refuse(Unproven, "the answer holds no code")
	}
	found, err := p.discover(ctx)
	if err != nil {
		return Person{}, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	tokens, err := p.oauth(found).Exchange(ctx, answer.Code, oauth2.VerifierOption(attempt.Verifier))
	if err != nil {
		return Person{}, exchangeRefusal(err)
	}
	claims, idToken, err := p.verify(ctx, found, tokens, attempt.Nonce)
	if err != nil {
		return Person{}, err
	}
	if claims.at(p.settings.RoleClaim) == nil && found.UserInfoEndpoint() != "" {
		if err := p.ask(ctx, found, tokens, idToken, claims); err != nil {
			return Person{}, err
		}
	}
	role, known := p.settings.role(claims)
	if !known {
		return Person{}, &Refusal{
			Reason: NoRole, Subject: idToken.Subject,
			Cause: fmt.Errorf("no value of the claim %s of the subject %q gives a role", p.settings.RoleClaim, idToken.Subject),
		}
	}
	return Person{Issuer: p.settings.Issuer, Subject: idToken.Subject, Name: claims.name(), Email: claims.email(), Role: role}, nil
}

// discover asks the provider for its addresses, once.
func (p *Provider) discover(ctx context.Context) (*oidc.Provider, error) {
	if found := p.found.Load(); found != nil {
		return found, nil
	}
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, p.client), p.settings.Issuer)
	if err != nil {
		return nil, &Refusal{Reason: Away, Cause: err}
	}
	p.found.Store(found)
	return found, nil
}

func (p *Provider) oauth(found *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.settings.ClientID, ClientSecret: p.settings.ClientSecret, Endpoint: found.Endpoint(),
		RedirectURL: p.settings.Callback, Scopes: append([]string{oidc.ScopeOpenID}, p.settings.Scopes...),
	}
}

// verify believes an ID token whose signature, issuer, audience and time are
// right, and that answers this very attempt.
func (p *Provider) verify(ctx context.Context, found *oidc.Provider, tokens *oauth2.Token, nonce string) (claims, *oidc.IDToken, error) {
	raw, _ := tokens.Extra("id_token").(string)
	verifier := found.VerifierContext(ctx, &oidc.Config{ClientID: p.settings.ClientID, Now: p.settings.Now})
	idToken, err := verifier.Verify(ctx, raw)
	if err != nil {
		return nil, nil, &Refusal{Reason: reasonOf(err), Cause: err}
	}
	said := claims{}
	if err := idToken.Claims(&said); err != nil {
		return nil, nil, &Refusal{Reason: Unproven, Cause: err}
	}
	switch party, _ := said["azp"].(string); {
	case idToken.Subject == "":
		return nil, nil, refuse(Unproven, "the ID token names nobody")
	case nonce == "" || subtle.ConstantTimeCompare([]byte(nonce), []byte(idToken.Nonce)) != 1:
		return nil, nil, refuse(Unproven, "the ID token is for another sign-in")
	case party != "" && party != p.settings.ClientID, party == "" && len(idToken.Audience) > 1:
		return nil, nil, refuse(Unproven, "the ID token is for another client: %q", slices.Concat(idToken.Audience, []string{party}))
	}
	return said, idToken, nil
}

// ask adds what the userinfo says and the ID token does not.
func (p *Provider) ask(ctx context.Context, found *oidc.Provider, tokens *oauth2.Token, idToken *oidc.IDToken, known claims) error {
	if idToken.AccessTokenHash != "" {
		if err := idToken.VerifyAccessToken(tokens.AccessToken); err != nil {
			return &Refusal{Reason: Unproven, Cause: err}
		}
	}
	info, err := found.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if err != nil {
		return &Refusal{Reason: Away, Cause: err}
	}
	if info.Subject != idToken.Subject {
		return refuse(Unproven, "the userinfo is about %q and the ID token about %q", info.Subject, idToken.Subject)
	}
	more := claims{}
	if err := info.Claims(&more); err != nil {
		return &Refusal{Reason: Away, Cause: err}
	}
	for name, value := range more {
		if _, said := known[name]; !said {
			known[name] = value
		}
	}
	return nil
}

// exchangeRefusal tells a code that is not good from a provider that is not well
// or does not know this service.
func exchangeRefusal(err error) error {
	answer, answered := errors.AsType[*oauth2.RetrieveError](err)
	if answered && answer.ErrorCode == "invalid_grant" {
		return &Refusal{Reason: Unproven, Cause: err}
	}
	return &Refusal{Reason: Away, Cause: err}
}

// reasonOf tells keys that could not be fetched from a token that is not good.
func reasonOf(err error) Reason {
	if _, unreached := errors.AsType[*url.Error](err); unreached {
		return Away
	}
	return Unproven
}

func refuse(reason Reason, format string, args ...any) error {
	return &Refusal{Reason: reason, Cause: fmt.Errorf(format, args...)}
}
