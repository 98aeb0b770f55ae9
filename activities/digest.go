package activities

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/sdk/temporal"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/integrations/notify"
	"backhaul/reports"
	"backhaul/returns"
)

// Letterbox sends letters. One with the same id may be sent again; its recipient
// can tell.
type Letterbox interface {
	SendLetter(ctx context.Context, letter notify.Letter) error
}

// DigestReader is somebody who gets the monthly digest.
type DigestReader struct {
	Email    string `json:"email"`
	Language string `json:"language,omitempty"`
}

// DigestInput asks for the digest of the month before a moment.
type DigestInput struct {
	At time.Time    `json:"at"`
	To DigestReader `json:"to"`
}

// DigestReaders are the administrators, for a shop that names nobody.
func (a *Activities) DigestReaders(ctx context.Context) ([]DigestReader, error) {
	emails, err := db.Queries.UserEmailsByRole(ctx, a.DB, string(returns.RoleAdmin))
	readers := make([]DigestReader, len(emails))
	for i, email := range emails {
		readers[i].Email = email
	}
	return readers, toTemporal(err)
}

// SendDigest mails the digest of the month before to one reader, unless it went
// there already. A repeat after a lost answer is known by its Message-ID.
func (a *Activities) SendDigest(ctx context.Context, in DigestInput) error {
	var letter notify.Letter
	var month string
	err := pgx.BeginTxFunc(ctx, a.DB, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		span, err := reports.MonthBefore(ctx, tx, in.At)
		if err != nil {
			return err
		}
		month = span.From[:len("2006-01")]
		sent, err := db.Queries.ReportDigestSent(ctx, tx, month, in.To.Email)
		if err != nil || sent {
			return err
		}
		reader, err := reports.Read(ctx, tx, reports.Ask{From: span.From, To: span.To, Language: in.To.Language}, in.At)
		if err != nil {
			return err
		}
		letter = notify.Letter{ID: "digest-" + month + "-" + in.To.Email, To: in.To.Email}
		letter.Subject, letter.HTML, err = reader.DigestHTML(ctx)
		letter.Text = letter.Subject
		return err
	})
	if err != nil || letter.ID == "" {
		return toTemporal(err)
	}
	if err := a.Letters.SendLetter(ctx, letter); err != nil {
		if notify.Permanent(err) {
			return temporal.NewNonRetryableApplicationError("the digest cannot be sent to "+in.To.Email, "unsendable", err)
		}
		return err
	}
	return toTemporal(db.Queries.ReportDigestDone(ctx, a.DB, sqlc.ReportDigestDoneParams{Month: month, Recipient: in.To.Email, SentAt: a.now()}))
}
