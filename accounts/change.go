package accounts

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Change is what is different about a user; nil stays as it is.
type Change struct {
	Name, Email *string
	Role        *returns.Role
	Disabled    *bool
	Password    *string
}

// Apply changes a user and notes who did. Whoever gets another role or password,
// or is disabled, is signed out everywhere at once. One admin always remains.
func (p *Passwords) Apply(ctx context.Context, pool *pgxpool.Pool, who audit.Who, now time.Time, id string, change Change) (changed User, err error) {
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
	err = db.InTx(ctx, pool, func(tx pgx.Tx) error {
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
		if was.Issuer != "" && (change.Password != nil || (change.Role != nil && *change.Role != was.Role)) {
			return returns.Refuse(returns.CodeConflict, "%s signs in at %s, which also gives the role; change it there, or disable the user here", strconv.Quote(id), was.Issuer)
		}
		changed = was.with(change, now)
		if err := checkCustomer(changed); err != nil {
			return err
		}
		isAdmin := changed.Role == returns.RoleAdmin && changed.DisabledAt == nil
		if !isAdmin && slices.Contains(admins, id) && len(admins) == 1 {
			return returns.Refuse(returns.CodeConflict, "%s is the only admin; make another one first", strconv.Quote(id))
		}
		if hash != nil {
			changed.HasPassword = true
		}
		return update(ctx, tx, who, now, was, changed, hash)
	})
	return changed, err
}

// update stores what is different and notes it, and nothing when nothing is. It
// holds the user's row, and signs them out as Apply says.
func update(ctx context.Context, tx pgx.Tx, who audit.Who, now time.Time, was, changed User, hash *string) error {
	difference := differenceOf(was, changed, hash != nil)
	if len(difference) == 0 {
		return nil
	}
	if err := db.Queries.UserUpdate(ctx, tx, sqlc.UserUpdateParams{
		ID: was.ID, Name: changed.Name, Email: changed.Email, Role: string(changed.Role), CustomerID: changed.CustomerID, DisabledAt: changed.DisabledAt,
	}); err != nil {
		return err
	}
	if hash != nil {
		if err := db.Queries.UserPassword(ctx, tx, hash, was.ID); err != nil {
			return err
		}
	}
	if hash != nil || changed.Role != was.Role || changed.DisabledAt != nil {
		if _, err := db.Queries.SessionsEnd(ctx, tx, &was.ID, nil); err != nil {
			return err
		}
	}
	return audit.Append(ctx, tx, audit.Entry{Kind: audit.UserChanged, Who: who, Subject: was.ID, At: now, Data: difference})
}

// differenceOf is what the trail says of a change: roles from and to, and of all
// else that it is different, and never what a name, address or password was.
func differenceOf(was, is User, password bool) map[string]any {
	difference := map[string]any{}
	if was.Role != is.Role {
		difference["role"] = map[string]any{"from": was.Role, "to": is.Role}
	}
	if (was.DisabledAt == nil) != (is.DisabledAt == nil) {
		difference["disabled"] = is.DisabledAt != nil
	}
	for what, differs := range map[string]bool{"name": was.Name != is.Name, "email": was.Email != is.Email, "password": password} {
		if differs {
			difference[what] = true
		}
	}
	return difference
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
