package api

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"backhaul/accounts"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// ListTokens answers with a page of tokens, newest first.
func (s *server) ListTokens(ctx context.Context, r ListTokensRequestObject) (ListTokensResponseObject, error) {
	this := callOf(ctx)
	filter := sqlc.TokenPageParams{UserID: r.Params.User, Most: most(r.Params.Limit)}
	if this.actor.Role != returns.RoleAdmin {
		if r.Params.User != nil && *r.Params.User != this.actor.ID {
			return ListTokens200JSONResponse{Items: []Token{}}, nil // what there is of others is not theirs to know
		}
		filter.UserID = &this.actor.ID
	}
	var err error
	if filter.AfterAt, filter.AfterID, err = readTimeCursor(r.Params.Cursor); err != nil {
		return nil, err
	}
	rows, err := db.Queries.TokenPage(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	list := ListTokens200JSONResponse{Items: []Token{}}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(last sqlc.TokenPageRow) []string {
		return timeKey(last.ApiToken.CreatedAt, last.ApiToken.ID)
	})
	for _, row := range rows {
		list.Items = append(list.Items, tokenView(accounts.TokenOf(row.ApiToken, returns.Role(row.UserRole))))
	}
	return list, nil
}

// tokenDays is how long a token lives unless it is said.
const tokenDays = 90

// CreateToken makes a token for the caller. It may do no more than the caller
// may now, and does not outlive the token it was made with.
func (s *server) CreateToken(ctx context.Context, r CreateTokenRequestObject) (CreateTokenResponseObject, error) {
	this, now := callOf(ctx), s.Now().UTC().Truncate(time.Microsecond)
	token := accounts.Token{ID: this.keyedID("tok", "token"), UserID: this.actor.ID, Name: r.Body.Name, Role: this.actor.Role, CreatedAt: now}
	if r.Body.Role != nil {
		token.Role = *r.Body.Role
	}
	if !contained(token.Role, this.actor.Role) {
		return nil, returns.RefuseField("role", "more_than_own", "a token may do no more than you: the role %s may do what %s may not", token.Role, this.actor.Role)
	}
	expires := now.AddDate(0, 0, cmp.Or(r.Body.ExpiresInDays, tokenDays))
	if this.came == ByToken && this.until != nil && this.until.Before(expires) {
		expires = *this.until
	}
	token.ExpiresAt = &expires
	var secret string
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
		secret, err = accounts.AddToken(ctx, tx, this.who(), &token)
		return err
	})
	return CreateToken201JSONResponse{Token: tokenView(token), Secret: secret}, err
}

// RevokeToken ends a token at once. One that is revoked already stays so.
func (s *server) RevokeToken(ctx context.Context, r RevokeTokenRequestObject) (RevokeTokenResponseObject, error) {
	this, now := callOf(ctx), s.Now()
	row, err := db.Queries.TokenGet(ctx, s.DB, r.ID)
	if db.NotFound(err) || (err == nil && row.UserID != this.actor.ID && this.actor.Role != returns.RoleAdmin) {
		return nil, returns.Refuse(returns.CodeNotFound, "there is no token %s", strconv.Quote(r.ID))
	}
	if err != nil {
		return nil, err
	}
	_, err = accounts.RevokeToken(ctx, s.DB, this.who(), now, r.ID)
	return RevokeToken204Response{}, err
}

func tokenView(token accounts.Token) Token {
	return Token{
		ID: token.ID, UserID: token.UserID, Name: token.Name, Role: token.Role, Prefix: token.Prefix,
		CreatedAt: token.CreatedAt, ExpiresAt: token.ExpiresAt, LastUsedAt: token.LastUsedAt, RevokedAt: token.RevokedAt,
	}
}
