// Package subscriptions is outgoing webhooks: who wants to be told of what
// happens to returns, and the telling.
//
// A step writes its message in its own transaction ([Tell]); workers send what is
// due ([Sender]), signed by the Standard Webhooks scheme, until it is delivered or
// given up. Everything is a row, so that nothing is lost with a process; a
// receiver may hear of one event twice, under the same webhook-id.
//
// It knows neither HTTP servers nor Temporal. docs/webhooks.md is for receivers.
package subscriptions

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/publicnet"
	"backhaul/returns"
)

// Keys encrypt the secrets that messages are signed with. Owner is the
// subscription's id.
type Keys interface {
	SealText(owner, text string) ([]byte, error)
	OpenText(owner string, sealed []byte) (string, error)
	// Current reports whether a text is encrypted with the key that encrypts now.
	Current(sealed []byte) bool
}

// Desk is where admins keep subscriptions. Every change is on the audit trail.
type Desk struct {
	DB    *pgxpool.Pool
	Keys  Keys
	Rules publicnet.Rules
}

// Most is how many subscriptions there can be: each one costs something with
// every event.
const Most = 50

// FormerSecret is how long messages are signed with the secret before as well,
// so that a receiver can change over in peace.
const FormerSecret = 24 * time.Hour

// Wish is what an admin may set; nil leaves a thing as it is.
type Wish struct {
	URL, Description *string
	Kinds            []string
	Enabled          *bool
}

// Create stores a new subscription and returns its secret, which is shown only
// this once. The id must be new.
func (d Desk) Create(ctx context.Context, id string, wish Wish, by audit.Who, now time.Time) (row sqlc.WebhookSubscription, secret string, err error) {
	row = sqlc.WebhookSubscription{ID: id, CreatedBy: by.Actor.ID, CreatedAt: now, ListeningSince: now}
	if err := d.apply(&row, wish, now); err != nil {
		return row, "", err
	}
	secret = newSecret()
	if row.Secret, err = d.seal(id, secret); err != nil {
		return row, "", err
	}
	return row, secret, db.InTx(ctx, d.DB, func(tx pgx.Tx) error {
		count, err := db.Queries.WebhookSubscriptionCount(ctx, tx)
		if err != nil {
			return err
		}
		if count >= Most {
			return returns.Refuse(returns.CodeConflict, "there are %s webhook subscriptions already, which is the most there can be; delete one first", Most)
		}
		err = db.Queries.WebhookSubscriptionInsert(ctx, tx, sqlc.WebhookSubscriptionInsertParams{
			ID: id, URL: row.URL, Description: row.Description, Kinds: row.Kinds, Secret: row.Secret, CreatedBy: row.CreatedBy, CreatedAt: now,
		})
		if db.Violated(err) == "webhook_subscriptions_pkey" {
			return returns.Refuse(returns.CodeConflict, "this subscription was made already, and its secret was shown then; if it is lost, ask for a new secret of %s", id)
		}
		if err == nil {
			err = update(ctx, tx, row) // it may be made disabled
		}
		if err != nil {
			return err
		}
		return note(ctx, tx, audit.WebhookCreated, row, by, now)
	})
}

// Change sets what the wish names. Enabling begins anew: what failed before does
// not count, and what happened meanwhile is not told.
func (d Desk) Change(ctx context.Context, id string, wish Wish, by audit.Who, now time.Time) (row sqlc.WebhookSubscription, err error) {
	return row, d.locked(ctx, id, func(tx pgx.Tx, found sqlc.WebhookSubscription) error {
		row = found
		if err := d.apply(&row, wish, now); err != nil {
			return err
		}
		if err := update(ctx, tx, row); err != nil {
			return err
		}
		return note(ctx, tx, audit.WebhookChanged, row, by, now)
	})
}

// Rotate makes a new secret and returns it, this once. The one before counts for
// another day. Where one still does, it stays: the receiver may not have got the
// one in between, whose answer was lost.
func (d Desk) Rotate(ctx context.Context, id string, by audit.Who, now time.Time) (row sqlc.WebhookSubscription, secret string, err error) {
	secret = newSecret()
	sealed, err := d.seal(id, secret)
	if err != nil {
		return row, "", err
	}
	until := now.Add(FormerSecret)
	return row, secret, d.locked(ctx, id, func(tx pgx.Tx, found sqlc.WebhookSubscription) error {
		row = found
		if found.FormerUntil == nil || !now.Before(*found.FormerUntil) {
			row.FormerSecret = found.Secret
		}
		row.Secret, row.FormerUntil = sealed, &until
		if err := db.Queries.WebhookSecretReplace(ctx, tx, sqlc.WebhookSecretReplaceParams{
			ID: id, Secret: row.Secret, FormerSecret: row.FormerSecret, FormerUntil: row.FormerUntil,
		}); err != nil {
			return err
		}
		return note(ctx, tx, audit.WebhookSecretChanged, row, by, now)
	})
}

// Delete ends a subscription, with the log of its deliveries. What waits is not sent.
func (d Desk) Delete(ctx context.Context, id string, by audit.Who, now time.Time) error {
	return d.locked(ctx, id, func(tx pgx.Tx, row sqlc.WebhookSubscription) error {
		if err := db.Queries.WebhookSubscriptionDelete(ctx, tx, id); err != nil {
			return err
		}
		return note(ctx, tx, audit.WebhookDeleted, row, by, now)
	})
}

func (d Desk) locked(ctx context.Context, id string, change func(pgx.Tx, sqlc.WebhookSubscription) error) error {
	return db.InTx(ctx, d.DB, func(tx pgx.Tx) error {
		row, err := db.Queries.WebhookSubscriptionLock(ctx, tx, id)
		if db.NotFound(err) {
			return NotFound(id)
		}
		if err != nil {
			return err
		}
		return change(tx, row)
	})
}

// NotFound says that there is no such subscription.
func NotFound(id string) *returns.Error {
	return returns.Refuse(returns.CodeNotFound, "there is no webhook subscription %s", strconv.Quote(id))
}

// apply sets what the wish names, or says what is wrong with it.
func (d Desk) apply(row *sqlc.WebhookSubscription, wish Wish, now time.Time) error {
	if wish.URL != nil {
		if err := d.checkURL(*wish.URL); err != nil {
			return err
		}
		row.URL = *wish.URL
	}
	if wish.Description != nil {
		row.Description = *wish.Description
	}
	if wish.Kinds != nil {
		kinds := slices.Compact(slices.Sorted(slices.Values(wish.Kinds)))
		for _, kind := range kinds {
			if !slices.Contains(returns.MessageKinds(), kind) {
				return returns.RefuseField("kinds", "unknown_kind", "there are no messages of the kind %s", strconv.Quote(kind))
			}
		}
		if !slices.Equal(kinds, row.Kinds) {
			row.Kinds, row.ListeningSince = kinds, now
		}
	}
	switch was := row.DisabledAt == nil; {
	case wish.Enabled == nil || *wish.Enabled == was:
	case *wish.Enabled:
		row.DisabledAt, row.DisabledWhy, row.FailingSince, row.AnnouncedAt, row.ListeningSince = nil, nil, nil, nil, now
	default:
		why := "by_hand"
		row.DisabledAt, row.DisabledWhy = &now, &why
	}
	return nil
}

func (d Desk) checkURL(text string) error {
	err := d.Rules.CheckURL(text)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, publicnet.ErrNotHTTPS):
		return returns.RefuseField("url", "not_https", "the address begins with https://, so that nobody reads along")
	case errors.Is(err, publicnet.ErrCarriesID):
		return returns.RefuseField("url", "not_plain", "the address holds no user name, password or fragment; messages are signed instead")
	case errors.Is(err, publicnet.ErrNotPublic), errors.Is(err, publicnet.ErrOddHost):
		return returns.RefuseField("url", "not_public", "messages go to public addresses only, and never into a private network or to the service itself")
	}
	return returns.RefuseField("url", "not_a_url", "%s is not an address such as https://shop.example.com/returns", strconv.Quote(text[:min(len(text), 100)]))
}

func (d Desk) seal(id, secret string) ([]byte, error) {
	sealed, err := d.Keys.SealText(id, secret)
	if err != nil {
		return nil, returns.Refuse(returns.CodeConflict, "secrets of webhooks are kept encrypted, and the service has no key for that: set BACKHAUL_PAYLOAD_KEYS first")
	}
	return sealed, nil
}

func update(ctx context.Context, tx pgx.Tx, row sqlc.WebhookSubscription) error {
	return db.Queries.WebhookSubscriptionUpdate(ctx, tx, sqlc.WebhookSubscriptionUpdateParams{
		ID: row.ID, URL: row.URL, Description: row.Description, Kinds: row.Kinds, ListeningSince: row.ListeningSince,
		FailingSince: row.FailingSince, DisabledAt: row.DisabledAt, DisabledWhy: row.DisabledWhy, AnnouncedAt: row.AnnouncedAt,
	})
}

// note writes who did what to a subscription. An address may hold a key of the
// receiver's in its query, so that only where it leads to is noted.
func note(ctx context.Context, tx pgx.Tx, kind audit.Kind, row sqlc.WebhookSubscription, by audit.Who, now time.Time) error {
	return audit.Append(ctx, tx, audit.Entry{
		Kind: kind, Who: by, Subject: row.ID, At: now,
		Data: map[string]any{"host": hostOf(row.URL), "kinds": row.Kinds, "enabled": row.DisabledAt == nil},
	})
}

// newSecret makes a secret of 256 bits, as the scheme writes them.
func newSecret() string {
	var raw [32]byte
	rand.Read(raw[:]) // never fails since Go 1.24
	return "whsec_" + base64.StdEncoding.EncodeToString(raw[:])
}
