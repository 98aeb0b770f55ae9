package subscriptions

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// Reseal encrypts with today's key what a former one has encrypted, so that the
// former key can be taken away. The secrets stay the same: receivers notice nothing.
// One that cannot be read is left as it is, and the others go on.
func (s *Sender) Reseal(ctx context.Context) error {
	rows, err := db.Queries.WebhookSubscriptionPage(ctx, s.DB, "", Most)
	if err != nil {
		return err
	}
	var failed error
	for _, row := range rows {
		if s.isCurrent(row) {
			continue
		}
		failed = errors.Join(failed, db.InTx(ctx, s.DB, func(tx pgx.Tx) error { return s.resealOne(ctx, tx, row.ID) }))
	}
	return failed
}

func (s *Sender) isCurrent(row sqlc.WebhookSubscription) bool {
	return s.Keys.Current(row.Secret) && (row.FormerSecret == nil || s.Keys.Current(row.FormerSecret))
}

func (s *Sender) resealOne(ctx context.Context, tx pgx.Tx, id string) error {
	row, err := db.Queries.WebhookSubscriptionLock(ctx, tx, id)
	if db.NotFound(err) || (err == nil && s.isCurrent(row)) {
		return nil // deleted meanwhile, or another worker was first
	}
	if err != nil {
		return err
	}
	if row.FormerUntil != nil && !s.now().Before(*row.FormerUntil) {
		row.FormerSecret, row.FormerUntil = nil, nil
	}
	for _, sealed := range []*[]byte{&row.Secret, &row.FormerSecret} {
		if *sealed == nil || s.Keys.Current(*sealed) {
			continue
		}
		text, err := s.Keys.OpenText(id, *sealed)
		if err != nil {
			return fmt.Errorf("the secret of the webhook subscription %s cannot be read: %w", id, err)
		}
		if *sealed, err = s.Keys.SealText(id, text); err != nil {
			return err
		}
	}
	return db.Queries.WebhookSecretReplace(ctx, tx, sqlc.WebhookSecretReplaceParams{
		ID: id, Secret: row.Secret, FormerSecret: row.FormerSecret, FormerUntil: row.FormerUntil,
	})
}
