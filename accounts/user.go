package accounts

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// User is a person or a system that calls the service.
type User struct {
	ID, Name, Email string
	Role            returns.Role
	// CustomerID is whom a user of the role customer is; nobody else has one.
	CustomerID *string
	CreatedAt  time.Time
	DisabledAt *time.Time
	// HasPassword is false for who cannot sign in, and only has tokens.
	HasPassword bool
}

// Actor is the user as the audit trail names them.
func (u User) Actor() returns.Actor { return returns.Actor{ID: u.ID, Role: u.Role, Name: u.Name} }

// UserOf reads a stored user.
func UserOf(row sqlc.User) User {
	return User{
		ID: row.ID, Name: row.Name, Email: row.Email, Role: returns.Role(row.Role), CustomerID: row.CustomerID,
		CreatedAt: row.CreatedAt, DisabledAt: row.DisabledAt, HasPassword: row.PasswordHash != nil,
	}
}

// Add stores a new user, who cannot sign in yet.
func Add(ctx context.Context, pool *pgxpool.Pool, user User) error {
	if err := checkCustomer(user); err != nil {
		return err
	}
	if user.Name == "" {
		user.Name = user.ID
	}
	err := db.Queries.UserInsert(ctx, pool, sqlc.UserInsertParams{
		ID: user.ID, Name: user.Name, Email: user.Email, Role: string(user.Role), CustomerID: user.CustomerID, CreatedAt: user.CreatedAt,
	})
	if db.Violated(err) == "users_pkey" {
		return returns.Refuse(returns.CodeConflict, "there is a user %s already", strconv.Quote(user.ID))
	}
	return err
}

func checkCustomer(user User) error {
	if (user.Role == returns.RoleCustomer) != (user.CustomerID != nil) {
		return returns.RefuseField("customer_id", "role_mismatch", "a user of the role customer has a customer_id, and no other user has one")
	}
	return nil
}

// Change is what is different about a user; nil stays as it is.
type Change struct {
	Name, Email *string
	Role        *returns.Role
	Disabled    *bool
	Password    *string
}

// Apply changes a user. Whoever gets another role or password, or is disabled,
// is signed out everywhere at once. One admin always remains.
func (p *Passwords) Apply(ctx context.Context, pool *pgxpool.Pool, now time.Time, id string, change Change) (changed User, err error) {
	var hash *string
	if change.Password != nil { // before any lock is taken: it takes a while
		row, err := find(ctx, pool, id)
		if err != nil {
			return changed, err
		}
		made, err := p.Hash(ctx, *change.Password, UserOf(row))
		if err != nil {
			return changed, err
		}
		hash = &made
	}
	return changed, db.InTx(ctx, pool, func(tx pgx.Tx) error {
		admins, err := db.Queries.UsersLockAdmins(ctx, tx)
		if err != nil {
			return err
		}
		row, err := db.Queries.UserLock(ctx, tx, id)
		if db.NotFound(err) {
			return errNoUser(id)
		}
		if err != nil {
			return err
		}
		was := UserOf(row)
		changed = was.with(change, now)
		if err := checkCustomer(changed); err != nil {
			return err
		}
		isAdmin := changed.Role == returns.RoleAdmin && changed.DisabledAt == nil
		if !isAdmin && slices.Contains(admins, id) && len(admins) == 1 {
			return returns.Refuse(returns.CodeConflict, "%s is the only admin; make another one first", strconv.Quote(id))
		}
		if err := db.Queries.UserUpdate(ctx, tx, sqlc.UserUpdateParams{
			ID: id, Name: changed.Name, Email: changed.Email, Role: string(changed.Role), DisabledAt: changed.DisabledAt,
		}); err != nil {
			return err
		}
		if hash != nil {
			changed.HasPassword = true
			if err := db.Queries.UserPassword(ctx, tx, hash, id); err != nil {
				return err
			}
		}
		if hash == nil && changed.Role == was.Role && changed.DisabledAt == nil {
			return nil
		}
		_, err = db.Queries.SessionsEnd(ctx, tx, &id, nil)
		return err
	})
}

func (u User) with(change Change, now time.Time) User {
	if change.Name != nil {
		u.Name = *change.Name
	}
	if change.Email != nil {
		u.Email = *change.Email
	}
	if change.Role != nil {
		u.Role = *change.Role
	}
	switch {
	case change.Disabled == nil:
	case !*change.Disabled:
		u.DisabledAt = nil
	case u.DisabledAt == nil:
		u.DisabledAt = &now
	}
	return u
}

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

// ChangeOwn sets a user's own password, who has to know the one before. It ends
// the user's other sessions; but is the hash of the one that stays.
func (p *Passwords) ChangeOwn(ctx context.Context, pool *pgxpool.Pool, id, current, password string, but []byte) error {
	row, err := find(ctx, pool, id)
	if err != nil {
		return err
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
		_, err := db.Queries.SessionsEnd(ctx, tx, &id, but)
		return err
	})
}

func find(ctx context.Context, pool *pgxpool.Pool, id string) (sqlc.User, error) {
	row, err := db.Queries.UserFind(ctx, pool, id)
	if db.NotFound(err) {
		return row, errNoUser(id)
	}
	return row, err
}

func errNoUser(id string) error {
	return returns.Refuse(returns.CodeNotFound, "there is no user %s", strconv.Quote(id))
}
