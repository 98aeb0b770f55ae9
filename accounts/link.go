package accounts

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"backhaul/returns"
)

// LinkLife is how long a customer's link is good for.
const LinkLife = 30 * time.Minute

// What a link says it is from and for. Nothing else of ours has this audience,
// so that no other token passes for a link, nor a link for another token.
const (
	linkIssuer   = "backhaul"
	linkAudience = "backhaul/customer"
)

// LinkKeys sign customers' links. The first one signs, all of them are
// believed: put a new key first, and take the old one out a day later.
type LinkKeys []LinkKey

// LinkKey is a secret of at least 32 bytes and the name by which a link says
// that it is the one.
type LinkKey struct {
	Name   string
	Secret []byte
}

// ParseLinkKeys reads name:secret, with the secret in base64, separated by commas.
func ParseLinkKeys(text string) (LinkKeys, error) {
	var keys LinkKeys
	for entry := range strings.SplitSeq(text, ",") {
		name, secret, found := strings.Cut(strings.TrimSpace(entry), ":")
		raw, err := base64.StdEncoding.DecodeString(secret)
		if !found || name == "" || err != nil || len(raw) < 32 {
			return nil, fmt.Errorf("key %d is not name:secret with at least 32 bytes of secret in base64; make one with: openssl rand -base64 32", len(keys)+1)
		}
		keys = append(keys, LinkKey{Name: name, Secret: raw})
	}
	return keys, nil
}

// Link is whom a link lets in, and until when.
type Link struct {
	CustomerID string
	ExpiresAt  time.Time
}

// Sign makes the token of a link for a customer.
func (k LinkKeys) Sign(customerID string, now time.Time) (token string, link Link, err error) {
	if len(k) == 0 {
		return "", link, returns.Refuse(returns.CodeUnavailable, "there are no customers' links here: the shop has set no key to sign them with")
	}
	link = Link{CustomerID: customerID, ExpiresAt: now.Add(LinkLife).Truncate(time.Second)}
	claims := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{
		Issuer: linkIssuer, Audience: jwt.ClaimStrings{linkAudience}, Subject: customerID, ID: returns.NewID("lnk"),
		IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(link.ExpiresAt),
	})
	claims.Header["kid"] = k[0].Name
	token, err = claims.SignedString(k[0].Secret)
	return token, link, err
}

// Read checks a link's token. The algorithm is ours to choose, not the token's,
// and a key is found by its name among ours, whatever the token says.
func (k LinkKeys) Read(token string, now time.Time) (Link, error) {
	var claims jwt.RegisteredClaims
	_, err := jwt.ParseWithClaims(token, &claims, k.key,
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithIssuer(linkIssuer), jwt.WithAudience(linkAudience),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithTimeFunc(func() time.Time { return now }))
	if err != nil {
		return Link{}, err
	}
	if claims.Subject == "" {
		return Link{}, errors.New("the link names no customer")
	}
	return Link{CustomerID: claims.Subject, ExpiresAt: claims.ExpiresAt.UTC()}, nil
}

func (k LinkKeys) key(token *jwt.Token) (any, error) {
	for _, key := range k {
		if token.Header["kid"] == key.Name {
			return key.Secret, nil
		}
	}
	return nil, errors.New("the link was signed with a key that is not ours, or not any more")
}

// LooksLikeLink tells a link's token from an API token by its form alone.
func LooksLikeLink(token string) bool { return strings.Count(token, ".") == 2 }
