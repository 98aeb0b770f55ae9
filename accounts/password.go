package accounts

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"backhaul/returns"
)

// Lengths of a password in characters. Length is what counts, so nothing else is
// asked for (NIST SP 800-63B); the upper end keeps hashing cheap to refuse.
const (
	minPassword = 12
	maxPassword = 200
)

// hashing is OWASP's first choice for Argon2id: 19 MiB and two passes in one
// lane, some 20 ms of one core. A stored hash carries its own parameters, and is
// made anew at the next sign-in when these are others.
var hashing = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// absent is the hash of a password nobody has. Whoever has none is checked
// against it, so that strangers cannot tell users by the time it takes.
const absent = "$argon2id$v=19$m=19456,t=2,p=1$YmFja2hhdWwvYWJzZW50IQ$lmgzynjqyHNG0Y25/63Iq3Nhr0e0MkhK/A9AYsRDZaE"

// Passwords hashes and checks passwords, a few at a time: each takes 19 MiB, and
// a crowd at the door must not take them all at once.
type Passwords struct {
	turns  chan struct{}
	hashed atomic.Int64
}

// NewPasswords lets that many be hashed at once.
func NewPasswords(atOnce int) *Passwords { return &Passwords{turns: make(chan struct{}, atOnce)} }

// Hashed counts the passwords that were hashed or checked. Tests hold two
// answers against each other by it, which a clock could not.
func (p *Passwords) Hashed() int64 { return p.hashed.Load() }

// Hash refuses a password that is too short, too long, or the user's own name,
// and returns its hash as a PHC string.
func (p *Passwords) Hash(ctx context.Context, password string, user User) (string, error) {
	switch length := utf8.RuneCountInString(password); {
	case length < minPassword:
		return "", returns.RefuseField("password", "too_short", "a password has at least %s characters; several words are a good one", minPassword)
	case length > maxPassword:
		return "", returns.RefuseField("password", "too_long", "a password has at most %s characters", maxPassword)
	}
	for _, known := range []string{user.ID, user.Name, user.Email} {
		if strings.EqualFold(password, known) {
			return "", returns.RefuseField("password", "guessable", "the password is the user's own name or address; choose another")
		}
	}
	done, err := p.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return argon2id.CreateHash(norm.NFKC.String(password), &hashing)
}

// Check reports whether the password is the hash's, and whether the hash should
// be made anew. Without a hash it takes as long and says no.
func (p *Passwords) Check(ctx context.Context, password string, hash *string) (right, outdated bool, err error) {
	if utf8.RuneCountInString(password) > maxPassword {
		password = "" // nobody's, and no more work than any other
	}
	against := absent
	if hash != nil {
		against = *hash
	}
	done, err := p.turn(ctx)
	if err != nil {
		return false, false, err
	}
	defer done()
	right, used, err := argon2id.CheckHash(norm.NFKC.String(password), against)
	if err != nil {
		return false, false, fmt.Errorf("a stored password hash cannot be read: %w", err)
	}
	return right && hash != nil, *used != hashing, nil
}

func (p *Passwords) turn(ctx context.Context) (done func(), err error) {
	select {
	case p.turns <- struct{}{}:
		p.hashed.Add(1)
		return func() { <-p.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
