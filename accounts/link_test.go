package accounts_test

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"backhaul/accounts"
)

var (
	now = time.Date(2026, 1, 10, 12, 0, 0, 0, time.UTC)
	// secret is what the keys of these tests sign with.
	secret = bytes.Repeat([]byte{7}, 32)
	keys   = accounts.LinkKeys{{Name: "a", Secret: secret}}
)

// good is what a link claims.
func good() jwt.MapClaims {
	return jwt.MapClaims{"iss": "backhaul", "aud": "backhaul/customer", "sub": "13047", "iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(time.Minute).Unix()}
}

func signed(t *testing.T, method jwt.SigningMethod, kid any, key any, claims jwt.MapClaims) string {
	t.Helper()
	token := jwt.NewWithClaims(method, claims)
	if kid != nil {
		token.Header["kid"] = kid
	}
	text, err := token.SignedString(key)
	require.NoError(t, err)
	return text
}

func without(claim string) jwt.MapClaims {
	claims := good()
	delete(claims, claim)
	return claims
}

func with(claim string, value any) jwt.MapClaims {
	claims := good()
	claims[claim] = value
	return claims
}

func TestLink_LetsItsCustomerInUntilItExpires(t *testing.T) {
	t.Parallel()
	token, link, err := keys.Sign("13047", now)
	require.NoError(t, err)
	require.True(t, accounts.LooksLikeLink(token))
	read, err := keys.Read(token, now.Add(accounts.LinkLife-time.Second))
	require.NoError(t, err)
	require.Equal(t, link, read)
	_, err = keys.Read(token, now.Add(accounts.LinkLife))
	require.ErrorIs(t, err, jwt.ErrTokenExpired)
}

func TestLink_Rotation_OldKeysAreBelievedUntilTheyAreTakenOut(t *testing.T) {
	t.Parallel()
	old, _, err := keys.Sign("13047", now)
	require.NoError(t, err)
	fresh := accounts.LinkKey{Name: "b", Secret: bytes.Repeat([]byte{8}, 32)}
	both := append(accounts.LinkKeys{fresh}, keys...)
	_, err = both.Read(old, now)
	require.NoError(t, err)
	newer, _, err := both.Sign("13047", now)
	require.NoError(t, err)
	_, err = keys.Read(newer, now)
	require.Error(t, err, "the first key signs")
	_, err = accounts.LinkKeys{fresh}.Read(old, now)
	require.Error(t, err)
}

func TestLink_Forged_IsRefused(t *testing.T) {
	t.Parallel()
	_, err := keys.Read(signed(t, jwt.SigningMethodHS256, "a", secret, good()), now)
	require.NoError(t, err, "what the others are like but for one thing")

	pair, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	public := x509.MarshalPKCS1PublicKey(&pair.PublicKey)
	for name, token := range map[string]string{
		"alg none":                signed(t, jwt.SigningMethodNone, "a", jwt.UnsafeAllowNoneSignatureType, good()),
		"alg RS256":               signed(t, jwt.SigningMethodRS256, "a", pair, good()),
		"alg HS384":               signed(t, jwt.SigningMethodHS384, "a", secret, good()),
		"HS256 with a public key": signed(t, jwt.SigningMethodHS256, "a", public, good()),
		"another secret":          signed(t, jwt.SigningMethodHS256, "a", bytes.Repeat([]byte{9}, 32), good()),
		"an empty secret":         signed(t, jwt.SigningMethodHS256, "a", []byte{}, good()),
		"no kid":                  signed(t, jwt.SigningMethodHS256, nil, secret, good()),
		"a kid that is a path":    signed(t, jwt.SigningMethodHS256, "../../dev/null", secret, good()),
		"a kid that is a URL":     signed(t, jwt.SigningMethodHS256, "https://evil.example/key", secret, good()),
		"a kid that is a number":  signed(t, jwt.SigningMethodHS256, 1, secret, good()),
		"another issuer":          signed(t, jwt.SigningMethodHS256, "a", secret, with("iss", "evil")),
		"another audience":        signed(t, jwt.SigningMethodHS256, "a", secret, with("aud", "backhaul/staff")),
		"no audience":             signed(t, jwt.SigningMethodHS256, "a", secret, without("aud")),
		"no expiry":               signed(t, jwt.SigningMethodHS256, "a", secret, without("exp")),
		"expired":                 signed(t, jwt.SigningMethodHS256, "a", secret, with("exp", now.Unix())),
		"not yet":                 signed(t, jwt.SigningMethodHS256, "a", secret, with("nbf", now.Add(time.Minute).Unix())),
		"from the future":         signed(t, jwt.SigningMethodHS256, "a", secret, with("iat", now.Add(time.Minute).Unix())),
		"nobody":                  signed(t, jwt.SigningMethodHS256, "a", secret, without("sub")),
		"no signature":            strings.Join(strings.Split(signed(t, jwt.SigningMethodHS256, "a", secret, good()), ".")[:2], ".") + ".",
		"no token":                "..",
	} {
		_, err := keys.Read(token, now)
		require.Error(t, err, name)
	}
}

func TestLinkKeys_TooShortOrWithoutAName_AreRefused(t *testing.T) {
	t.Parallel()
	const long = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="
	parsed, err := accounts.ParseLinkKeys("b:" + long + ", a:" + long)
	require.NoError(t, err)
	require.Len(t, parsed, 2)
	require.Equal(t, "b", parsed[0].Name)
	for _, text := range []string{"", "a", "a:", ":" + long, "a:short", "a:c2hvcnQ=", "a:" + long + ",", "a:not base64 at all, but long enough to be a key"} {
		_, err := accounts.ParseLinkKeys(text)
		require.Error(t, err, text)
		if strings.Contains(text, "not base64") {
			require.NotContains(t, err.Error(), "not base64 at all", "a secret stays out of errors")
		}
	}
}

func TestIsContact_EmailOrPhoneHoweverWritten(t *testing.T) {
	t.Parallel()
	const email, phone = "Ana@Example.org", "+44 20 7946 0000"
	for _, typed := range []string{"ana@example.org", " ANA@EXAMPLE.ORG ", "+442079460000", "020 7946 0000", "0044-20-7946-0000", "(020) 7946.0000"} {
		require.True(t, accounts.IsContact(typed, email, phone), typed)
	}
	for _, typed := range []string{"", "@", "ana@example.or", "ana@example.org.evil", "0000", "9460000", "1 020 7946 0001", "+++", "０２０７９４６００００", "%", "_"} {
		require.False(t, accounts.IsContact(typed, email, phone), typed)
	}
	for _, typed := range []string{"", " ", "0", "00000000000"} {
		require.False(t, accounts.IsContact(typed, "", ""), "an order without contact has none that is right")
	}
}
