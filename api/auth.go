package api

import (
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"backhaul/accounts"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// authenticate finds who calls: by the Authorization header, which wins, or by
// the session's cookie.
func (s *server) authenticate(c *gin.Context) {
	this := callOf(c)
	var err error
	switch header := c.GetHeader("Authorization"); {
	case this.op.public:
	case header != "":
		err = s.byHeader(c, this, header)
	default:
		err = s.bySession(c, this)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	c.Next()
}

func (s *server) byHeader(c *gin.Context, this *call, header string) error {
	scheme, token, _ := strings.Cut(header, " ")
	token = strings.TrimSpace(token)
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return notKnown(c, returns.Refuse(codeUnauthenticated, "send a token: Authorization: Bearer <token>"))
	}
	if accounts.LooksLikeLink(token) {
		return s.byLink(c, this, token)
	}
	return s.byToken(c, this, token)
}

// byToken hashes the token and looks the hash up, whatever it looks like, so
// that the time it takes tells nothing about it.
func (s *server) byToken(c *gin.Context, this *call, token string) error {
	now := s.Now()
	user, err := db.Queries.TokenUser(c, s.DB, accounts.HashOf(token), &now)
	role := returns.Role(user.Role)
	if err == nil && user.TokenRole != nil {
		role = returns.Role(*user.TokenRole)
	}
	// Whoever lost a role has lost it with every token.
	if db.NotFound(err) || (err == nil && !contained(role, returns.Role(user.Role))) {
		return notKnown(c, errToken())
	}
	if err != nil {
		return err
	}
	this.actor = returns.Actor{ID: user.ID, Role: role, Name: user.Name}
	this.customer, this.came, this.until = user.CustomerID, ByToken, user.ExpiresAt
	this.via = "token " + user.TokenID
	s.noteUse(c, user, now)
	return nil
}

// byLink lets a customer in who followed a link.
func (s *server) byLink(c *gin.Context, this *call, token string) error {
	link, err := s.LinkKeys.Read(token, s.Now())
	if err != nil {
		return notKnown(c, errToken())
	}
	visitor := accounts.Visitor(link.CustomerID)
	this.actor, this.customer, this.came, this.until = visitor.Actor(), visitor.CustomerID, ByLink, &link.ExpiresAt
	this.via = "link of " + link.CustomerID
	return nil
}

func errToken() *returns.Error {
	return returns.Refuse(codeUnauthenticated, "the token is unknown, has expired or was revoked")
}

// notKnown adds what HTTP wants to hear of a caller without a good token.
func notKnown(c *gin.Context, refusal *returns.Error) error {
	challenge := `Bearer realm="backhaul"`
	if refusal.Format == errToken().Format {
		challenge += `, error="invalid_token"`
	}
	c.Header("WWW-Authenticate", challenge)
	return refusal
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

// contained reports whether a role may do nothing that the other may not.
func contained(role, other returns.Role) bool {
	for _, roles := range access {
		if slices.Contains(roles, role) && !slices.Contains(roles, other) {
			return false
		}
	}
	return role == other || role != returns.RoleCustomer // a customer's own is nobody else's
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
