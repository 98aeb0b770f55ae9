package main

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/accounts"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// tokenCommands are for whoever runs the service: tokens of any user. Users make
// their own through the API.
type tokenCommands struct {
	Create tokenCreateCommand `cmd:"" help:"Make a token and print it, once."`
	List   tokenListCommand   `cmd:"" help:"List tokens; the secrets are not stored."`
	Revoke tokenRevokeCommand `cmd:"" help:"Revoke a token at once."`
}

type tokenCreateCommand struct {
	database
	Role     string        `required:"" enum:"${roles}" help:"One of ${enum}."`
	User     string        `required:"" help:"Id of the person or system, such as ana; made when new."`
	Name     string        `help:"The user's name, as the audit trail shows it; the id unless given."`
	Email    string        `help:"Where reminders for the role go."`
	Customer string        `help:"With --role customer: the customer's id in the orders."`
	Expires  time.Duration `help:"How long the token lives, such as 720h; without end unless given."`
}

// Run prints the token on stdout and everything else on stderr.
func (c tokenCreateCommand) Run(ctx context.Context, out output) error {
	pool, err := c.database.open(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	user := newUser{
		ID: c.User, Name: c.Name, Email: c.Email, Role: returns.Role(c.Role), CustomerID: c.Customer,
	}
	secret, id, err := createToken(ctx, pool, user, c.Expires)
	if err != nil {
		return err
	}
	fmt.Fprintf(out.stderr, "token %s of %s, role %s; it is shown only now:\n", id, c.User, c.Role)
	fmt.Fprintln(out.stdout, secret)
	return nil
}

type newUser struct {
	ID, Name, Email string
	Role            returns.Role
	CustomerID      string
}

// createToken makes a token of a user, who is made too when new.
func createToken(ctx context.Context, pool *pgxpool.Pool, user newUser, expires time.Duration) (secret, id string, err error) {
	now := time.Now()
	var customer *string
	if user.CustomerID != "" {
		customer = &user.CustomerID
	}
	var expiresAt *time.Time
	if expires > 0 {
		at := now.Add(expires)
		expiresAt = &at
	}
	id = returns.NewID("tok")
	err = db.InTx(ctx, pool, func(tx pgx.Tx) error {
		if err := accounts.Put(ctx, tx, operator(), accounts.User{
			ID: user.ID, Name: user.Name, Email: user.Email, Role: user.Role, CustomerID: customer, CreatedAt: now,
		}); err != nil {
			return err
		}
		secret, err = accounts.AddToken(ctx, tx, operator(), &accounts.Token{
			ID: id, UserID: user.ID, Name: cmp.Or(user.Name, user.ID), Role: user.Role, CreatedAt: now, ExpiresAt: expiresAt,
		})
		return err
	})
	return secret, id, err
}

type tokenListCommand struct{ database }

// Run prints a table.
func (c tokenListCommand) Run(ctx context.Context, out output) error {
	pool, err := c.database.open(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	tokens, err := db.Queries.TokensList(ctx, pool)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tUSER\tROLE\tCREATED\tLAST USED\tSTATE")
	for _, token := range tokens {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", token.ID, token.UserID, token.Role,
			day(&token.CreatedAt), day(token.LastUsedAt), tokenState(token))
	}
	return table.Flush()
}

func tokenState(token sqlc.TokensListRow) string {
	switch {
	case token.RevokedAt != nil:
		return "revoked " + day(token.RevokedAt)
	case token.ExpiresAt == nil:
		return "valid"
	case token.ExpiresAt.Before(time.Now()):
		return "expired " + day(token.ExpiresAt)
	}
	return "valid until " + day(token.ExpiresAt)
}

func day(t *time.Time) string {
	if t == nil {
		return "-"
	}
	return t.UTC().Format(time.DateOnly)
}

type tokenRevokeCommand struct {
	database
	ID string `arg:"" help:"Id of the token, as token list shows it."`
}

// Run revokes a token; the next request with it is refused.
func (c tokenRevokeCommand) Run(ctx context.Context, out output) error {
	pool, err := c.database.open(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	revoked, err := accounts.RevokeToken(ctx, pool, operator(), time.Now(), c.ID)
	if err != nil {
		return err
	}
	if !revoked {
		return fmt.Errorf("there is no valid token %s; `backhaul token list` shows them", strconv.Quote(c.ID))
	}
	fmt.Fprintln(out.stdout, "revoked", c.ID)
	return nil
}
