// Package portal mails customers the links they ask for.
//
// Whoever asks gets the same answer at once, right or wrong: the API only writes
// down what was typed (see [Ask]), and nothing is looked up. A [Mailer] looks later
// whether it is an order's number and contact, and then mails a fresh link to the
// order's own address, never to one that was typed. What is written down is gone
// when the mail has gone, or after an hour.
//
// It may import accounts, audit, db, returns and the letters of notify.
package portal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/accounts"
	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/integrations/notify"
	"backhaul/returns"
)

const (
	// forgotten is when a request is dropped that could not be mailed: a customer
	// who still waits has asked again.
	forgotten = time.Hour
	// again is when a mail is tried again that could not be sent. It is above the
	// time that one sending may take.
	again = time.Minute
)

// Ask writes a request down, whatever it holds.
func Ask(ctx context.Context, conn sqlc.DBTX, orderNumber, contact string, from returns.Origin, now time.Time) error {
	origin, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return db.Queries.LinkRequestInsert(ctx, conn, sqlc.LinkRequestInsertParams{
		ID: returns.NewID("lrq"), OrderNumber: orderNumber, Contact: contact, Origin: origin, AskedAt: now,
	})
}

// Link is the page that lets a customer in. The token is behind the #, which
// browsers send to no server and write into no Referer.
func Link(public *url.URL, token string) string {
	return public.JoinPath("portal").String() + "#" + token
}

// Letterbox sends a letter, at least once; one with the same id is known by it.
type Letterbox interface {
	SendLetter(ctx context.Context, letter notify.Letter) error
}

// Mailer sends the links that were asked for. Run as many as there are workers.
type Mailer struct {
	DB      *pgxpool.Pool
	Letters Letterbox
	Keys    accounts.LinkKeys
	// Public is where people reach the service.
	Public *url.URL
	Log    *slog.Logger
}

// Keep sends what is due until the context ends.
func (m Mailer) Keep(ctx context.Context, every time.Duration, now func() time.Time) {
	for ctx.Err() == nil {
		if err := m.SendDue(ctx, now()); err != nil && ctx.Err() == nil {
			m.Log.WarnContext(ctx, "links that customers have asked for cannot be mailed; trying again", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(every):
		}
	}
}

// SendDue sends what is due now. A mail that cannot be sent does not hold up the
// others; it is due again a minute later.
func (m Mailer) SendDue(ctx context.Context, now time.Time) error {
	if _, err := db.Queries.LinkRequestsForget(ctx, m.DB, now.Add(-forgotten)); err != nil {
		return err
	}
	var failed error
	for {
		request, err := db.Queries.LinkRequestTake(ctx, m.DB, now.Add(again), now)
		if db.NotFound(err) {
			return failed
		}
		if err != nil {
			return errors.Join(failed, err)
		}
		if err := m.send(ctx, request, now); err != nil {
			failed = errors.Join(failed, fmt.Errorf("request %s: %w", request.ID, err))
		}
	}
}

func (m Mailer) send(ctx context.Context, request sqlc.LinkRequest, now time.Time) error {
	order, err := db.Queries.OrderReader(ctx, m.DB, request.OrderNumber)
	if err != nil && !db.NotFound(err) {
		return err
	}
	right := accounts.IsContact(request.Contact, order.CustomerEmail, order.CustomerPhone)
	if !right || order.CustomerEmail == "" { // by telephone, and there is nowhere to mail to
		_, err := db.Queries.LinkRequestDone(ctx, m.DB, request.ID)
		return err
	}
	token, _, err := m.Keys.Sign(order.CustomerID, now)
	if err != nil {
		return err
	}
	letter, err := letterOf(request.ID, order.CustomerEmail, filled{
		Order: order.OrderNumber, Link: Link(m.Public, token), Language: order.CustomerLanguage, Minutes: int(accounts.LinkLife.Minutes()),
	})
	if err != nil {
		return err
	}
	switch err := m.Letters.SendLetter(ctx, letter); {
	case notify.Permanent(err): // the order's address takes no mail, and nothing was sent
		m.Log.WarnContext(ctx, "a customer's link cannot be mailed to the order's address", "order", order.OrderNumber, "error", err)
		_, err := db.Queries.LinkRequestDone(ctx, m.DB, request.ID)
		return err
	case err != nil:
		return err
	}
	return m.done(ctx, request, order, now)
}

// done takes the request away and notes who was sent a link, together.
func (m Mailer) done(ctx context.Context, request sqlc.LinkRequest, order sqlc.OrderReaderRow, now time.Time) error {
	var from returns.Origin
	if err := json.Unmarshal(request.Origin, &from); err != nil {
		return err
	}
	return db.InTx(ctx, m.DB, func(tx pgx.Tx) error {
		rows, err := db.Queries.LinkRequestDone(ctx, tx, request.ID)
		if err != nil || rows == 0 {
			return err
		}
		return audit.Append(ctx, tx, audit.Entry{
			Kind: audit.LinkMailed, Who: audit.Who{Actor: accounts.Visitor(order.CustomerID).Actor(), Origin: from},
			Subject: order.CustomerID, Data: map[string]any{"order_number": order.OrderNumber}, At: now,
		})
	})
}
