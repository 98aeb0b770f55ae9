package subscriptions

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/publicnet"
	"backhaul/webhooks"
)

const (
	// timeout is how long a receiver may take to answer.
	timeout = 15 * time.Second
	// lease is how long a try may be under way. After it the worker that took the
	// message is held to be gone, and another sends it again.
	lease = time.Minute
	// atOnce is how many messages of one subscription a worker sends side by side.
	atOnce = 8
	// kept is how long messages and the log of their deliveries are kept.
	kept = 30 * 24 * time.Hour
)

// Sender sends what is due. Any number of workers may have one.
type Sender struct {
	DB   *pgxpool.Pool
	Keys Keys
	// Letters is how admins hear of a subscription that was disabled.
	Letters Letterbox
	Log     *slog.Logger
	// Client calls receivers, see publicnet.Rules.
	Client *http.Client
	// Now is the clock; nil means the machine's.
	Now func() time.Time
}

// NewClient is what calls receivers by the rules.
func NewClient(rules publicnet.Rules) *http.Client { return rules.Client(timeout) }

// Keep sends what is due every so often, until the context ends. Each
// subscription has a goroutine of its own, so that a slow receiver is slow for
// itself alone. What is under way at the end counts as not sent.
func (s *Sender) Keep(ctx context.Context, every time.Duration) {
	ticker, housekeeping := time.NewTicker(every), time.NewTicker(time.Minute)
	defer ticker.Stop()
	defer housekeeping.Stop()
	var busy sync.Map
	var running sync.WaitGroup
	defer running.Wait()
	for {
		select {
		case <-ctx.Done():
			return
		case <-housekeeping.C:
			s.complain(ctx, "the admins could not be told of disabled webhooks", s.Announce(ctx))
			s.complain(ctx, "old webhook messages could not be deleted", s.Forget(ctx))
			s.complain(ctx, "secrets of webhooks could not be encrypted with the new key", s.Reseal(ctx))
		case <-ticker.C:
			due, err := db.Queries.WebhookSubscriptionsDue(ctx, s.DB, s.now())
			s.complain(ctx, "webhooks could not be looked for", err)
			for _, id := range due {
				if _, taken := busy.LoadOrStore(id, true); taken {
					continue
				}
				running.Go(func() {
					defer busy.Delete(id)
					s.complain(ctx, "webhooks could not be sent", s.SendDue(ctx, id))
				})
			}
		}
	}
}

func (s *Sender) complain(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		s.Log.Warn(what+"; trying again", "error", err)
	}
}

// SendDue tries each message of one subscription that is due.
func (s *Sender) SendDue(ctx context.Context, id string) error {
	for {
		row, err := db.Queries.WebhookSubscriptionGet(ctx, s.DB, id)
		if db.NotFound(err) || (err == nil && row.DisabledAt != nil) {
			return nil
		}
		if err != nil {
			return err
		}
		keys, err := s.secrets(row)
		if err != nil {
			return err
		}
		now := s.now()
		claimed, err := db.Queries.WebhookDeliveriesClaim(ctx, s.DB, sqlc.WebhookDeliveriesClaimParams{
			SubscriptionID: id, Now: now, LeaseUntil: now.Add(lease), Most: atOnce,
		})
		if err != nil || len(claimed) == 0 {
			return err
		}
		group, sending := errgroup.WithContext(ctx)
		for _, message := range claimed {
			group.Go(func() error {
				answer, err := s.try(sending, row.URL, keys, message)
				if err != nil { // we are told to stop: nobody knows what became of it
					return err
				}
				return s.record(context.WithoutCancel(sending), id, message, answer)
			})
		}
		if err := group.Wait(); err != nil {
			return err
		}
	}
}

// secrets are what messages are signed with: the newest first.
func (s *Sender) secrets(row sqlc.WebhookSubscription) ([]webhooks.Secret, error) {
	sealed := [][]byte{row.Secret}
	if row.FormerUntil != nil && s.now().Before(*row.FormerUntil) {
		sealed = append(sealed, row.FormerSecret)
	}
	keys := make([]webhooks.Secret, len(sealed))
	for i := range sealed {
		text, err := s.Keys.OpenText(row.ID, sealed[i])
		if err == nil {
			keys[i], err = webhooks.NewSecret(text)
		}
		if err != nil {
			return nil, errors.Join(errors.New("the secret of the webhook subscription "+row.ID+" cannot be read"), err)
		}
	}
	return keys, nil
}

// Forget deletes what is older than a month and waits for nobody, a bite at a time.
func (s *Sender) Forget(ctx context.Context) error {
	for {
		deleted, err := db.Queries.WebhookMessagesForget(ctx, s.DB, s.now().Add(-kept))
		if err != nil || deleted == 0 {
			return err
		}
	}
}

func (s *Sender) now() time.Time {
	if s.Now != nil {
		return s.Now().UTC().Truncate(time.Microsecond)
	}
	return time.Now().UTC().Truncate(time.Microsecond)
}
