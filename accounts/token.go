package accounts

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
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

// AddToken stores a token, notes who made it, and returns its secret, which is
// shown only this once. It sets the token's prefix. The token's id must be new.
func AddToken(ctx context.Context, tx pgx.Tx, who audit.Who, token *Token) (secret string, err error) {
	secret = tokenMark + NewSecret()
	token.Prefix = secret[:shownOfToken]
	role := string(token.Role)
	err = db.Queries.TokenInsert(ctx, tx, sqlc.TokenInsertParams{
		ID: token.ID, UserID: token.UserID, Name: token.Name, Hash: HashOf(secret), Prefix: token.Prefix,
		Role: &role, CreatedAt: &token.CreatedAt, ExpiresAt: token.ExpiresAt,
	})
	if db.Violated(err) == "api_tokens_pkey" {
		return "", returns.Refuse(returns.CodeConflict, "this token was made already, and its secret was shown then; if it is lost, revoke the token %s and make another", token.ID)
	}
	if err != nil {
		return "", err
	}
	return secret, audit.Append(ctx, tx, audit.Entry{
		Kind: audit.TokenCreated, Who: who, Subject: token.ID, At: token.CreatedAt,
		Data: map[string]any{"user": token.UserID, "role": token.Role, "expires_at": token.ExpiresAt},
	})
}

// RevokeToken ends a token at once and notes who did. It reports false, and
// changes nothing, when there is no such token, or it is revoked already.
func RevokeToken(ctx context.Context, pool *pgxpool.Pool, who audit.Who, now time.Time, id string) (revoked bool, err error) {
	err = db.InTx(ctx, pool, func(tx pgx.Tx) error {
		user, err := db.Queries.TokenRevoke(ctx, tx, &now, id)
		if revoked = err == nil; !revoked {
			if db.NotFound(err) {
				return nil
			}
			return err
		}
		return audit.Append(ctx, tx, audit.Entry{Kind: audit.TokenRevoked, Who: who, Subject: id, At: now, Data: map[string]any{"user": user}})
	})
	return revoked && err == nil, err
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
