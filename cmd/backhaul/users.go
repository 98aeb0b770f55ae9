package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/accounts"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// userCommands are for whoever runs the service, above all for the first admin.
type userCommands struct {
	Add         userAddCommand         `cmd:"" help:"Add a user who can sign in."`
	List        userListCommand        `cmd:"" help:"List users."`
	Disable     userDisableCommand     `cmd:"" help:"Sign a user out everywhere and refuse their tokens."`
	Enable      userEnableCommand      `cmd:"" help:"Let a disabled user in again."`
	SetPassword userSetPasswordCommand `cmd:"" help:"Set a user's password and sign them out everywhere."`
}

// newPassword is where a password comes from.
type newPassword struct {
	PasswordStdin bool `help:"Read the password from the first line of standard input; else one is made up and printed."`
}

// read returns the password, and whether it was made up here.
func (n newPassword) read(in io.Reader) (password string, madeUp bool, err error) {
	if !n.PasswordStdin {
		return accounts.NewSecret()[:20], true, nil
	}
	line, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", false, err
	}
	return strings.TrimRight(line, "\r\n"), false, nil
}

type userAddCommand struct {
	database
	newPassword
	ID       string `arg:"" help:"Id of the person, such as ana."`
	Role     string `required:"" enum:"${roles}" help:"One of ${enum}."`
	Name     string `help:"The name, as the audit trail shows it; the id unless given."`
	Email    string `help:"To sign in with instead of the id, and where reminders for the role go."`
	Customer string `help:"With --role customer: the customer's id in the orders."`
}

// Run prints a password that was made up on stdout, once.
func (c userAddCommand) Run(ctx context.Context, out output) error {
	user := accounts.User{ID: c.ID, Name: c.Name, Email: c.Email, Role: returns.Role(c.Role), CreatedAt: time.Now()}
	if c.Customer != "" {
		user.CustomerID = &c.Customer
	}
	return c.database.with(ctx, func(pool *pgxpool.Pool) error {
		if err := accounts.Add(ctx, pool, operator(), user); err != nil {
			return err
		}
		return setPassword(ctx, pool, c.ID, c.newPassword, out)
	})
}

type userSetPasswordCommand struct {
	database
	newPassword
	ID string `arg:"" help:"Id of the user."`
}

// Run prints a password that was made up on stdout, once.
func (c userSetPasswordCommand) Run(ctx context.Context, out output) error {
	return c.database.with(ctx, func(pool *pgxpool.Pool) error { return setPassword(ctx, pool, c.ID, c.newPassword, out) })
}

func setPassword(ctx context.Context, pool *pgxpool.Pool, id string, from newPassword, out output) error {
	password, madeUp, err := from.read(os.Stdin)
	if err != nil {
		return err
	}
	if _, err := accounts.NewPasswords(1).Apply(ctx, pool, operator(), time.Now(), id, accounts.Change{Password: &password}); err != nil {
		return err
	}
	if !madeUp {
		fmt.Fprintln(out.stderr, "the password of", id, "is set")
		return nil
	}
	fmt.Fprintf(out.stderr, "the password of %s; it is shown only now:\n", id)
	fmt.Fprintln(out.stdout, password)
	return nil
}

type userListCommand struct{ database }

// Run prints a table.
func (c userListCommand) Run(ctx context.Context, out output) error {
	return c.database.with(ctx, func(pool *pgxpool.Pool) error {
		users, err := db.Queries.UserPage(ctx, pool, sqlc.UserPageParams{Most: 100_000})
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(out.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "ID\tNAME\tEMAIL\tROLE\tPASSWORD\tSTATE")
		for _, row := range users {
			user, password, state := accounts.UserOf(row), "no", "active"
			if user.HasPassword {
				password = "yes"
			}
			if user.DisabledAt != nil {
				state = "disabled " + day(user.DisabledAt)
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", user.ID, user.Name, user.Email, user.Role, password, state)
		}
		return table.Flush()
	})
}

type userDisableCommand struct {
	database
	ID string `arg:"" help:"Id of the user."`
}

// Run signs the user out; the next request is refused.
func (c userDisableCommand) Run(ctx context.Context, out output) error {
	return c.database.disable(ctx, c.ID, true, out)
}

type userEnableCommand struct {
	database
	ID string `arg:"" help:"Id of the user."`
}

// Run lets the user in again, with the password and tokens from before.
func (c userEnableCommand) Run(ctx context.Context, out output) error {
	return c.database.disable(ctx, c.ID, false, out)
}

func (d database) disable(ctx context.Context, id string, disabled bool, out output) error {
	return d.with(ctx, func(pool *pgxpool.Pool) error {
		_, err := accounts.NewPasswords(1).Apply(ctx, pool, operator(), time.Now(), id, accounts.Change{Disabled: &disabled})
		if err == nil {
			fmt.Fprintln(out.stdout, map[bool]string{true: "disabled", false: "enabled"}[disabled], id)
		}
		return err
	})
}

// with runs do on a pool of its own.
func (d database) with(ctx context.Context, do func(pool *pgxpool.Pool) error) error {
	pool, err := d.open(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	return do(pool)
}
