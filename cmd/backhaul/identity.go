package main

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"backhaul/api"
	"backhaul/identity"
)

// identifying says at which OpenID Connect provider people sign in, and what its
// groups may do here.
type identifying struct {
	OIDCIssuer       string `name:"oidc-issuer" env:"BACKHAUL_OIDC_ISSUER" placeholder:"https://…" help:"OpenID Connect provider where people sign in (${env})."`
	OIDCClientID     string `name:"oidc-client-id" env:"BACKHAUL_OIDC_CLIENT_ID" help:"What the provider calls this service (${env})."`
	OIDCClientSecret string `name:"oidc-client-secret" env:"BACKHAUL_OIDC_CLIENT_SECRET" help:"What proves to the provider that it is this service (${env})."`
	OIDCRoleClaim    string `name:"oidc-role-claim" default:"groups" env:"BACKHAUL_OIDC_ROLE_CLAIM" help:"The claim that gives the role: a name, or a path such as realm_access.roles (${env})."`
	OIDCRoles        string `name:"oidc-roles" env:"BACKHAUL_OIDC_ROLES" placeholder:"GROUP=ROLE,…" help:"Which of its values gives which role; the first one that somebody has counts, and nobody without one comes in (${env})."`
	OIDCScopes       string `name:"oidc-scopes" default:"profile email" env:"BACKHAUL_OIDC_SCOPES" help:"What is asked for besides openid (${env})."`
	OIDCName         string `name:"oidc-name" env:"BACKHAUL_OIDC_NAME" help:"What people call the provider, on the button that leads there (${env})."`
	OIDCSignOut      bool   `name:"oidc-sign-out" default:"true" negatable:"" env:"BACKHAUL_OIDC_SIGN_OUT" help:"Whether whoever signs out here is signed out at the provider too, where it has a page for that (${env})."`
	LocalUsers       bool   `default:"true" negatable:"" env:"BACKHAUL_LOCAL_USERS" help:"Whether users of the service itself sign in with a password (${env})."`
}

// into sets what the API is told of it; people reach the API at public.
func (i identifying) into(config *api.Config, public *url.URL) error {
	config.LocalUsersOff = !i.LocalUsers
	if i.OIDCIssuer == "" {
		if !i.LocalUsers {
			return errors.New("nobody could sign in: BACKHAUL_LOCAL_USERS is false and BACKHAUL_OIDC_ISSUER is not set")
		}
		return nil
	}
	roles, err := identity.ParseRoles(i.OIDCRoles)
	if err != nil {
		return fmt.Errorf("BACKHAUL_OIDC_ROLES: %w", err)
	}
	after := ""
	if i.OIDCSignOut {
		after = public.JoinPath("/sign-in").String()
	}
	config.Identity, err = identity.New(identity.Settings{
		Issuer: i.OIDCIssuer, ClientID: i.OIDCClientID, ClientSecret: i.OIDCClientSecret,
		Callback: public.JoinPath("/v1/session/provider/callback").String(), AfterSignOut: after,
		RoleClaim: i.OIDCRoleClaim, Roles: roles, Scopes: strings.Fields(i.OIDCScopes),
	})
	if err != nil {
		return fmt.Errorf("BACKHAUL_OIDC_…: %w", err)
	}
	return nil
}

// button is what the page for signing in calls the provider, "" for none.
func (i identifying) button() string {
	if i.OIDCIssuer == "" || i.OIDCName != "" {
		return i.OIDCName
	}
	if issuer, err := url.Parse(i.OIDCIssuer); err == nil && issuer.Host != "" {
		return issuer.Host
	}
	return i.OIDCIssuer
}
