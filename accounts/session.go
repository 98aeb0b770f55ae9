package accounts

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// CodeSignIn is the refusal of a name and password that do not belong together.
const CodeSignIn returns.Code = "sign_in_refused"

func errWrongPassword() error {
	return returns.Refuse(CodeSignIn, "the name or the password is wrong, or the user is disabled")
}

// NewSecret is what a token or a cookie is made of: 256 random bits, so that a
// plain SHA-256 of it cannot be guessed.
func NewSecret() string {
	var raw [32]byte
	rand.Read(raw[:]) // never fails since Go 1.24
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw[:]))
}

// HashOf is how a secret is stored and looked up, whatever it looks like.
func HashOf(secret string) []byte {
	hash := sha256.Sum256([]byte(secret))
	return hash[:]
}

// Terms are how long sessions live: idle without a request, and at most.
type Terms struct{ Idle, Longest time.Duration }

// visit is the longest that a customer stays who came by order number and contact.
const visit = 2 * time.Hour

// Session is a signed-in browser.
type Session struct {
	// Hash finds the session; the cookie cannot be told from it.
	Hash []byte
	// User is who signed in. A customer who came by order number has the role
	// customer and the id "customer:" and the customer's.
	User User
	// IdleAt is when the session ends unless it is used, and ExpiresAt when it
	// ends in any case.
	IdleAt, ExpiresAt time.Time
}

// Begin starts a session and returns its cookie. There is a new one for every
// sign-in, so that a cookie that somebody planted before is worth nothing. It runs in
// the transaction that says so on the audit trail.
func (t Terms) Begin(ctx context.Context, tx pgx.Tx, now time.Time, user User) (Session, string, error) {
	cookie := NewSecret()
	if user.isVisitor() {
		t.Longest = min(t.Longest, visit)
	}
	session := Session{Hash: HashOf(cookie), User: user, IdleAt: now.Add(t.Idle), ExpiresAt: now.Add(t.Longest)}
	row := sqlc.SessionInsertParams{Hash: session.Hash, UserID: &user.ID, StartedAt: now, ExpiresAt: session.ExpiresAt}
	if user.isVisitor() {
		row.UserID, row.CustomerID = nil, user.CustomerID
	}
	return session, cookie, db.Queries.SessionInsert(ctx, tx, row)
}

// Find returns the session of a cookie, and false when there is none, or it is
// over, or its user is disabled. It notes the use, to the minute.
func (t Terms) Find(ctx context.Context, pool *pgxpool.Pool, now time.Time, cookie string) (Session, bool, error) {
	session := Session{Hash: HashOf(cookie)}
	row, err := db.Queries.SessionFind(ctx, pool, sqlc.SessionFindParams{Hash: session.Hash, Now: now, IdleSince: now.Add(-t.Idle)})
	if db.NotFound(err) {
		return session, false, nil
	}
	if err != nil {
		return session, false, err
	}
	session.IdleAt, session.ExpiresAt = now.Add(t.Idle), row.ExpiresAt
	switch {
	case row.UserID != nil:
		session.User = User{ID: *row.UserID, Name: row.Name, Role: returns.Role(row.Role), CustomerID: row.CustomerID, Issuer: row.Issuer}
	default:
		session.User = Visitor(*row.CustomerID)
	}
	if row.SeenAt.Before(now.Add(-time.Minute)) {
		err = db.Queries.SessionSeen(ctx, pool, sqlc.SessionSeenParams{Hash: session.Hash, SeenAt: now, Stale: now.Add(-time.Minute)})
	}
	return session, true, err
}

// End ends one session. One that is over already stays so.
func End(ctx context.Context, tx pgx.Tx, hash []byte) error {
	return db.Queries.SessionEnd(ctx, tx, hash)
}

// visitorPrefix sets the ids of customers without a user apart from users' ids,
// which hold no colon.
const visitorPrefix = "customer:"

// Visitor is a customer who came by order number and contact, without being a user.
func Visitor(customerID string) User {
	return User{ID: visitorPrefix + customerID, Name: "Customer " + customerID, Role: returns.RoleCustomer, CustomerID: &customerID}
}

// IsLocal reports whether the user is one of the service's own, whom neither a
// provider vouches for nor an order's contact.
func (u User) IsLocal() bool { return u.Issuer == "" && !u.isVisitor() }

func (u User) isVisitor() bool { return strings.HasPrefix(u.ID, visitorPrefix) }
