package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/accounts"
	"backhaul/db"
	"backhaul/returns"
)

// sampleCustomer is the customer that the dev customer's token belongs to; the
// sample has orders of theirs.
const sampleCustomer = "13047"

// seedTokens makes one user and one token per role and writes them to a file
// that only the owner can read. Tokens of an earlier start are kept.
func seedTokens(ctx context.Context, pool *pgxpool.Pool, file string) (map[string]string, error) {
	tokens := map[string]string{}
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &tokens)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s cannot be read: %w; remove it, and new tokens are made", file, err)
	}
	for _, role := range returns.Roles() {
		hash := sha256.Sum256([]byte(tokens[string(role)]))
		known, err := db.Queries.TokenHashKnown(ctx, pool, hash[:])
		if err != nil {
			return nil, err
		}
		if known {
			continue
		}
		user := newUser{
			ID: "dev-" + string(role), Name: "Dev " + string(role), Role: role,
			Email: string(role) + "@backhaul.localhost",
		}
		if role == returns.RoleCustomer {
			user.CustomerID = sampleCustomer
		}
		if tokens[string(role)], _, err = createToken(ctx, pool, user, 0); err != nil {
			return nil, err
		}
	}
	text, err = json.MarshalIndent(tokens, "", "  ")
	if err != nil {
		return nil, err
	}
	return tokens, os.WriteFile(file, append(text, '\n'), 0o600)
}

// seedPassword gives the users of seedTokens one password and writes it to a
// file that only the owner can read. One of an earlier start is kept.
func seedPassword(ctx context.Context, pool *pgxpool.Pool, file string) error {
	password, err := readTrimmed(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if password == "" {
		password = accounts.NewSecret()[:20]
		if err := os.WriteFile(file, []byte(password+"\n"), 0o600); err != nil {
			return err
		}
	}
	passwords := accounts.NewPasswords(1)
	for _, role := range returns.Roles() {
		id := "dev-" + string(role)
		if _, err := passwords.SignIn(ctx, pool, id, password); err == nil {
			continue
		}
		if _, err := passwords.Apply(ctx, pool, operator(), time.Now(), id, accounts.Change{Password: &password}); err != nil {
			return err
		}
	}
	return nil
}

func readTrimmed(file string) (string, error) {
	text, err := os.ReadFile(file)
	return strings.TrimSpace(string(text)), err
}
