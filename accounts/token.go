package accounts

import (
	"context"
	"time"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Token is an API token as its owner sees it again: all but the secret.
type Token struct {
	ID, UserID, Name string
	// Role is what the token may do, never more than its user.
	Role returns.Role
	// Prefix is how the secret begins.
	Prefix    string
	CreatedAt time.Time
	// ExpiresAt is nil for a token without an end, as the command line can make one.
	ExpiresAt  *time.Time
	RevokedAt  *time.Time
	LastUsedAt *time.Time
}

// tokenMark is how all tokens begin, so that people and scanners know one that
// has come to where it does not belong.
const tokenMark = "bkh_"

// shownOfToken is how much of a token is kept to know it again: the mark and 25 bits.
const shownOfToken = len(tokenMark) + 5

// AddToken stores a token and returns its secret, which is shown only this
// once, and sets the token's prefix. The token's id must be new.
func AddToken(ctx context.Context, conn sqlc.DBTX, token *Token) (secret string, err error) {
	secret = tokenMark + NewSecret()
	token.Prefix = secret[:shownOfToken]
	role := string(token.Role)
	err = db.Queries.TokenInsert(ctx, conn, sqlc.TokenInsertParams{
		ID: token.ID, UserID: token.UserID, Name: token.Name, Hash: HashOf(secret), Prefix: token.Prefix,
		Role: &role, CreatedAt: &token.CreatedAt, ExpiresAt: token.ExpiresAt,
	})
	if db.Violated(err) == "api_tokens_pkey" {
		return "", returns.Refuse(returns.CodeConflict, "this token was made already, and its secret was shown then; if it is lost, revoke the token %s and make another", token.ID)
	}
	return secret, err
}

// TokenOf reads a stored token of a user of that role.
func TokenOf(row sqlc.ApiToken, owner returns.Role) Token {
	token := Token{
		ID: row.ID, UserID: row.UserID, Name: row.Name, Role: owner, Prefix: row.Prefix, CreatedAt: row.CreatedAt,
		ExpiresAt: row.ExpiresAt, RevokedAt: row.RevokedAt, LastUsedAt: row.LastUsedAt,
	}
	if row.Role != nil {
		token.Role = returns.Role(*row.Role)
	}
	return token
}
