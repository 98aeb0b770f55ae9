// Package webhooks signs and checks the messages that carriers and payment
// providers send of their own accord, by the Standard Webhooks scheme
// (HMAC-SHA256 over id, timestamp and body; www.standardwebhooks.com).
//
// The arithmetic is the scheme's own library; here are the window in which a
// message counts, and the words for whoever sent one that does not.
package webhooks

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// The headers of a signed message. The id names the message: a repeat has the same.
const (
	HeaderID        = "Webhook-Id"
	HeaderTimestamp = "Webhook-Timestamp"
	HeaderSignature = "Webhook-Signature"
)

// Window is how far a message's timestamp may be from now, either way, so that
// one that was overheard cannot be played again later.
const Window = 5 * time.Minute

// minKey is the least number of bytes of a key, as the scheme asks for.
const minKey = 24

// Why a message does not count.
var (
	ErrUnsigned = errors.New("the headers webhook-id, webhook-timestamp and webhook-signature are required")
	ErrStale    = errors.New("the webhook-timestamp is more than five minutes from now")
	ErrForged   = errors.New("the webhook-signature does not fit the message and the secret")
)

// Secret is a key that both sides know. Its zero value is of no use.
type Secret struct{ key *standardwebhooks.Webhook }

// NewSecret reads a key as providers hand it out: base64, with or without the
// prefix whsec_. The error never shows the key.
func NewSecret(text string) (Secret, error) {
	key, err := standardwebhooks.NewWebhook(text)
	// Four letters of base64 are three bytes.
	if err != nil || len(strings.TrimRight(strings.TrimPrefix(text, "whsec_"), "="))*3/4 < minKey {
		return Secret{}, fmt.Errorf("a webhook secret is base64 of at least %d random bytes, such as whsec_$(openssl rand -base64 32)", minKey)
	}
	return Secret{key: key}, nil
}

// Sign returns the headers of the message.
func (s Secret) Sign(id string, at time.Time, body []byte) (http.Header, error) {
	signature, err := s.key.Sign(id, at, body)
	if err != nil {
		return nil, err
	}
	header := http.Header{}
	header.Set(HeaderID, id)
	header.Set(HeaderTimestamp, strconv.FormatInt(at.Unix(), 10))
	header.Set(HeaderSignature, signature)
	return header, nil
}

// Verify checks signature and time of a message and returns its id. The error
// is [ErrUnsigned], [ErrStale] or [ErrForged].
func (s Secret) Verify(header http.Header, body []byte, now time.Time) (id string, err error) {
	id = header.Get(HeaderID)
	seconds, err := strconv.ParseInt(header.Get(HeaderTimestamp), 10, 64)
	if err != nil || id == "" || header.Get(HeaderSignature) == "" {
		return "", ErrUnsigned
	}
	// The library would look at the clock itself; the caller tells the time here.
	if err := s.key.VerifyIgnoringTimestamp(body, header); err != nil {
		return "", ErrForged
	}
	if at := time.Unix(seconds, 0); at.Before(now.Add(-Window)) || at.After(now.Add(Window)) {
		return "", ErrStale
	}
	return id, nil
}
