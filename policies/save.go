// Package policies keeps the shop's rules: policy versions that are saved,
// activated and tried out on past returns, and the reasons of returns.
//
// A saved version never changes, since returns pin it; another one takes its
// place. Nothing here touches a return that is open.
package policies

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
	"backhaul/rules"
)

// Check refuses terms that cannot be meant, rules that do not compile included,
// and names every wrong field.
func Check(ctx context.Context, conn sqlc.DBTX, terms returns.Terms) (*rules.Set, error) {
	rows, err := db.Queries.ReasonsAll(ctx, conn)
	if err != nil {
		return nil, err
	}
	codes := make([]string, len(rows))
	for i, row := range rows {
		codes[i] = row.Code
	}
	set, wrongRules := rules.Compile(terms.Rules)
	return set, both(terms.Validate(codes), wrongRules)
}

// both puts two refusals into one, so that a form shows all that is wrong.
func both(first, second error) error {
	one, ok := errors.AsType[*returns.Error](first)
	if !ok {
		return errors.Join(first, second)
	}
	if other, ok := errors.AsType[*returns.Error](second); ok {
		one.Fields = append(one.Fields, other.Fields...)
	}
	return one
}

// Save stores terms as the next version of the policy, which is not active yet.
// The same terms as the newest version's are that version, so that a repeat
// makes no second one.
func Save(ctx context.Context, pool *pgxpool.Pool, id string, terms returns.Terms, by audit.Who, now time.Time) (saved sqlc.Policy, err error) {
	text, err := json.Marshal(terms)
	if err != nil {
		return saved, err
	}
	return saved, db.InTx(ctx, pool, func(tx pgx.Tx) error {
		if err := db.Queries.PoliciesLock(ctx, tx); err != nil {
			return err
		}
		if _, err := Check(ctx, tx, terms); err != nil {
			return err
		}
		newest, err := db.Queries.PolicyNewest(ctx, tx, id)
		if err == nil && sameTerms(newest, text) {
			saved = newest
			return nil
		}
		if err != nil && !db.NotFound(err) {
			return err
		}
		saved, err = db.Queries.PolicyInsert(ctx, tx, sqlc.PolicyInsertParams{PolicyID: id, Terms: text, CreatedBy: by.Actor.ID, CreatedAt: now})
		if err != nil {
			return err
		}
		return audit.Append(ctx, tx, audit.Entry{
			Kind: audit.PolicySaved, Who: by, Subject: id, Data: versionOf(saved), At: now,
		})
	})
}

// sameTerms compares as the terms are written here, whatever the order of the
// stored text.
func sameTerms(stored sqlc.Policy, text []byte) bool {
	policy, err := db.PolicyOf(stored)
	if err != nil {
		return false
	}
	was, err := json.Marshal(policy.Terms)
	return err == nil && bytes.Equal(was, text)
}

// Activate makes one version the policy of returns that are opened from now on.
// Version 0 is the newest. Returns that run keep the version they have.
func Activate(ctx context.Context, pool *pgxpool.Pool, id string, version int, by audit.Who, now time.Time) (active sqlc.Policy, err error) {
	return active, db.InTx(ctx, pool, func(tx pgx.Tx) error {
		if err := db.Queries.PoliciesLock(ctx, tx); err != nil {
			return err
		}
		row, err := Find(ctx, tx, id, version)
		if err != nil {
			return err
		}
		policy, err := db.PolicyOf(row)
		if err != nil {
			return err
		}
		if _, err := Check(ctx, tx, policy.Terms); err != nil {
			return err // its reasons or our rules have changed since it was saved
		}
		if err := db.Queries.PolicyDeactivate(ctx, tx); err != nil {
			return err
		}
		if active, err = db.Queries.PolicyActivate(ctx, tx, id, row.Version); err != nil || row.Active {
			return err // what was active already is no change
		}
		return audit.Append(ctx, tx, audit.Entry{
			Kind: audit.PolicyActivated, Who: by, Subject: id, Data: versionOf(active), At: now,
		})
	})
}

// versionOf is what the audit trail keeps; the terms stand in the version itself,
// which never changes.
func versionOf(row sqlc.Policy) map[string]int { return map[string]int{"version": row.Version} }

// Find reads a version of a policy; version 0 is the newest.
func Find(ctx context.Context, conn sqlc.DBTX, id string, version int) (row sqlc.Policy, err error) {
	if version == 0 {
		row, err = db.Queries.PolicyNewest(ctx, conn, id)
	} else {
		row, err = db.Queries.PolicyGet(ctx, conn, id, version)
	}
	if db.NotFound(err) && version != 0 {
		return row, returns.Refuse(returns.CodeNotFound, "there is no version %s of a policy %s", version, strconv.Quote(id))
	}
	if db.NotFound(err) {
		return row, returns.Refuse(returns.CodeNotFound, "there is no policy %s", strconv.Quote(id))
	}
	return row, err
}
