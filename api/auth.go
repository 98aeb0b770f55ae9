package api

import (
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// authenticate finds the user behind the bearer token. The token is hashed and
// the hash looked up, whatever it looks like, so that the time it takes tells
// nothing about it.
func (s *server) authenticate(c *gin.Context) {
	this := callOf(c)
	if this.op.public {
		c.Next()
		return
	}
	scheme, token, _ := strings.Cut(c.GetHeader("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		c.Header("WWW-Authenticate", `Bearer realm="backhaul"`)
		s.fail(c, returns.Refuse(codeUnauthenticated, "send a token: Authorization: Bearer <token>"))
		return
	}
	now := s.Now()
	hash := sha256.Sum256([]byte(strings.TrimSpace(token)))
	user, err := db.Queries.TokenUser(c, s.DB, hash[:], &now)
	if db.NotFound(err) {
		c.Header("WWW-Authenticate", `Bearer realm="backhaul", error="invalid_token"`)
		s.fail(c, returns.Refuse(codeUnauthenticated, "the token is unknown, has expired or was revoked"))
		return
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	this.actor = returns.Actor{ID: user.ID, Role: returns.Role(user.Role), Name: user.Name}
	this.customer = user.CustomerID
	s.noteUse(c, user, now)
	c.Next()
}

// noteUse keeps when a token was last used, to the minute: a busy token must
// not cost a write per request.
func (s *server) noteUse(c *gin.Context, user sqlc.TokenUserRow, now time.Time) {
	stale := now.Add(-time.Minute)
	if user.LastUsedAt != nil && user.LastUsedAt.After(stale) {
		return
	}
	err := db.Queries.TokenUsed(c, s.DB, sqlc.TokenUsedParams{ID: user.TokenID, UsedAt: &now, Stale: &stale})
	if err != nil { // the request itself is none the worse for it
		s.Logger.Warn("the use of a token could not be noted", "request_id", callOf(c).id, "token", user.TokenID, "error", err)
	}
}

// authorize holds the role against the table in routes.go.
func (s *server) authorize(c *gin.Context) {
	this := callOf(c)
	if !this.op.public && !slices.Contains(this.op.roles, this.actor.Role) {
		s.fail(c, returns.Refuse(returns.CodeForbidden, "the role %s may not do this; one of these may: %s",
			this.actor.Role, listed(this.op.roles)))
		return
	}
	c.Next()
}

// owner is the customer whose things the caller may see, nil for everybody's.
func (c *call) owner() *string {
	if c.actor.Role != returns.RoleCustomer {
		return nil
	}
	if c.customer == nil {
		return new(string) // nobody's; the database does not hold such a user
	}
	return c.customer
}

// owns reports whether the caller may see what belongs to the customer.
func (c *call) owns(customerID string) bool {
	owner := c.owner()
	return owner == nil || *owner == customerID
}

func listed[T ~string](words []T) string {
	texts := make([]string, len(words))
	for i, word := range words {
		texts[i] = string(word)
	}
	return strings.Join(texts, ", ")
}
