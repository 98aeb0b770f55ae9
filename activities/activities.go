package activities

import (
	"context"
	"io"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/integrations/carriers"
	"backhaul/integrations/notify"
	"backhaul/integrations/payments"
	"backhaul/rules"
)

// Activities are the business steps with what they work on. Method names are
// wire format: histories refer to them.
type Activities struct {
	DB       *pgxpool.Pool
	Carriers carriers.Set
	// Payments finds the provider that captured a payment, by name.
	Payments map[string]payments.Provider
	// Labels is where the labels of parcels are kept, among the photos.
	Labels Labels
	Mail   Mailer
	// Letters are mails about no return, such as the monthly digest.
	Letters Letterbox
	Log     *slog.Logger
	// Flows is how batches open and decide returns.
	Flows Flows
	// Now is the clock; nil means the machine's.
	Now func() time.Time

	rules rules.Cache
}

// Mailer sends one message. A message with the same id may be sent again; its
// recipient can tell.
type Mailer interface {
	Send(ctx context.Context, message notify.Message) error
}

// Labels keeps the labels that carriers give. The same key again replaces what is
// kept under it.
type Labels interface {
	Put(ctx context.Context, key, contentType string, r io.Reader) error
}

// now is cut to what the database keeps, so that a hash over it can be checked.
func (a *Activities) now() time.Time {
	if a.Now != nil {
		return a.Now().UTC().Truncate(time.Microsecond)
	}
	return time.Now().UTC().Truncate(time.Microsecond)
}
