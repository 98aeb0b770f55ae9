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

// SignIn finds the user by id or e-mail and checks the password. Unknown,
// disabled and without a password are all the same refusal, after the same work.
// Count the guess with [TakeGuess] before.
func (p *Passwords) SignIn(ctx context.Context, pool *pgxpool.Pool, login, password string) (User, error) {
	rows, err := db.Queries.UsersByLogin(ctx, pool, login)
	if err != nil {
		return User{}, err
	}
	var row sqlc.User
	if len(rows) > 0 && (len(rows) == 1 || rows[0].ID == login) && rows[0].DisabledAt == nil {
		row = rows[0]
	}
	right, outdated, err := p.Check(ctx, password, row.PasswordHash)
	if err != nil {
		return User{}, err
	}
	if !right {
		return User{}, errWrongPassword()
	}
	user := UserOf(row)
	if outdated { // a failure here costs nothing: the old hash still holds
		if hash, err := p.Hash(ctx, password, user); err == nil {
			_ = db.Queries.UserPassword(ctx, pool, &hash, user.ID)
		}
	}
	return user, nil
}

// ChangeOwn sets the password of who asks, who has to know the one before, and
// notes it. It ends their other sessions; but is the hash of the one that stays.
func (p *Passwords) ChangeOwn(ctx context.Context, pool *pgxpool.Pool, who audit.Who, now time.Time, current, password string, but []byte) error {
	id := who.Actor.ID
	row, err := find(ctx, pool, id)
	if err != nil {
		return err
	}
	if row.Issuer != nil {
		return returns.Refuse(returns.CodeConflict, "you sign in at %s; change your password there", *row.Issuer)
	}
	right, _, err := p.Check(ctx, current, row.PasswordHash)
	if err != nil {
		return err
	}
	if !right {
		return returns.RefuseField("current", "wrong", "this is not the password there is now")
	}
	hash, err := p.Hash(ctx, password, UserOf(row))
	if err != nil {
		return err
	}
	return db.InTx(ctx, pool, func(tx pgx.Tx) error {
		if err := db.Queries.UserPassword(ctx, tx, &hash, id); err != nil {
			return err
		}
		if _, err := db.Queries.SessionsEnd(ctx, tx, &id, but); err != nil {
			return err
		}
		return audit.Append(ctx, tx, audit.Entry{Kind: audit.PasswordChanged, Who: who, Subject: id, At: now})
	})
}
