package payloads

import (
	"bytes"
	"errors"
	"fmt"
)

// ErrNoKey says that there is no key to encrypt with.
var ErrNoKey = errors.New("there is no payload key to encrypt with")

// SealText encrypts a secret that the database keeps. It opens again only for
// the same owner, such as a row's id, so that nobody can move it to another row.
// The error is [ErrNoKey].
func (c *Codec) SealText(owner, text string) ([]byte, error) {
	if c == nil {
		return nil, ErrNoKey
	}
	with := c.keys[0]
	return with.aead.Seal([]byte(with.id+"\x00"), nil, []byte(text), bound(with.id, owner)), nil //nolint:gosec // the nonce is random, made inside
}

// OpenText decrypts what SealText has encrypted with any of the keys. The error
// is [ErrUnreadable].
func (c *Codec) OpenText(owner string, sealed []byte) (string, error) {
	id, secret, _ := bytes.Cut(sealed, []byte{0})
	if c == nil || c.find(string(id)) == nil {
		return "", fmt.Errorf("%w: there is no key %q", ErrUnreadable, id)
	}
	text, err := c.find(string(id)).aead.Open(nil, nil, secret, bound(string(id), owner))
	if err != nil {
		return "", fmt.Errorf("%w: it does not fit the key %s", ErrUnreadable, id)
	}
	return string(text), nil
}

// Current reports whether a text is encrypted with the key that encrypts now. Without
// keys nothing can be made better, and it is.
func (c *Codec) Current(sealed []byte) bool {
	id, _, _ := bytes.Cut(sealed, []byte{0})
	return c == nil || string(id) == c.keys[0].id
}

// bound keeps a text's seal apart from a payload's, which is bound to the key alone.
func bound(id, owner string) []byte { return []byte("text\x00" + id + "\x00" + owner) }
