package accounts

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
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
	// HasPassword is false for who cannot sign in with one: they have tokens only,
	// or sign in at a provider.
	HasPassword bool
	// Issuer is the provider that vouches for the user, by the name Subject; both
	// are empty for a local user.
	Issuer, Subject string
}

// Actor is the user as the audit trail names them.
func (u User) Actor() returns.Actor { return returns.Actor{ID: u.ID, Role: u.Role, Name: u.Name} }

// UserOf reads a stored user.
func UserOf(row sqlc.User) User {
	user := User{
		ID: row.ID, Name: row.Name, Email: row.Email, Role: returns.Role(row.Role), CustomerID: row.CustomerID,
		CreatedAt: row.CreatedAt, DisabledAt: row.DisabledAt, HasPassword: row.PasswordHash != nil,
	}
	if row.Issuer != nil && row.Subject != nil {
		user.Issuer, user.Subject = *row.Issuer, *row.Subject
	}
	return user
}

// Add stores a new user, who cannot sign in yet, and notes who added them.
func Add(ctx context.Context, pool *pgxpool.Pool, who audit.Who, user User) error {
	if err := checkCustomer(user); err != nil {
		return err
	}
	return db.InTx(ctx, pool, func(tx pgx.Tx) error {
		made, err := makeUser(ctx, tx, who, user)
		if err == nil && !made {
			return returns.Refuse(returns.CodeConflict, "there is a user %s already", strconv.Quote(user.ID))
		}
		return err
	})
}

// makeUser reports false, and does nothing, when there is a user of the id.
func makeUser(ctx context.Context, tx pgx.Tx, who audit.Who, user User) (bool, error) {
	if user.Name == "" {
		user.Name = user.ID
	}
	row := sqlc.UserMakeParams{
		ID: user.ID, Name: user.Name, Email: user.Email, Role: string(user.Role), CustomerID: user.CustomerID, CreatedAt: user.CreatedAt,
	}
	said := map[string]any{"role": user.Role}
	if user.Issuer != "" {
		row.Issuer, row.Subject = &user.Issuer, &user.Subject
		said["issuer"], said["subject"] = user.Issuer, user.Subject
	}
	rows, err := db.Queries.UserMake(ctx, tx, row)
	if err != nil || rows == 0 {
		return false, err
	}
	return true, audit.Append(ctx, tx, audit.Entry{Kind: audit.UserCreated, Who: who, Subject: user.ID, At: user.CreatedAt, Data: said})
}

// Put makes the stored user as the given one in role, name and e-mail, whether
// new or not, in the caller's transaction; an empty name or e-mail stays as it
// is. It is for whoever runs the service, whose word counts for more than what is
// stored. A user of the role customer stays the same customer.
func Put(ctx context.Context, tx pgx.Tx, who audit.Who, user User) error {
	if err := checkCustomer(user); err != nil {
		return err
	}
	made, err := makeUser(ctx, tx, who, user)
	if err != nil || made {
		return err
	}
	row, err := db.Queries.UserLock(ctx, tx, user.ID)
	if err != nil {
		return err
	}
	was := UserOf(row)
	if was.CustomerID != nil && user.CustomerID != nil && *was.CustomerID != *user.CustomerID {
		return returns.Refuse(returns.CodeConflict, "the user %s is the customer %s already", strconv.Quote(user.ID), strconv.Quote(*was.CustomerID))
	}
	user.Name, user.Email, user.DisabledAt = cmp.Or(user.Name, was.Name), cmp.Or(user.Email, was.Email), was.DisabledAt
	return update(ctx, tx, who, user.CreatedAt, was, user, nil)
}

func checkCustomer(user User) error {
	if (user.Role == returns.RoleCustomer) != (user.CustomerID != nil) {
		return returns.RefuseField("customer_id", "role_mismatch", "a user of the role customer has a customer_id, and no other user has one")
	}
	return nil
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
