package subscriptions

import (
	"context"
	"errors"
	"fmt"
	"html"
	"strings"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/integrations/notify"
	"backhaul/locales"
	"backhaul/returns"
)

// Letterbox sends letters. One with the same id may be sent again; its reader can tell.
type Letterbox interface {
	SendLetter(ctx context.Context, letter notify.Letter) error
}

// Announce tells the admins of subscriptions that were disabled without them,
// once each.
func (s *Sender) Announce(ctx context.Context) error {
	rows, err := db.Queries.WebhookUnannounced(ctx, s.DB)
	if err != nil || len(rows) == 0 {
		return err
	}
	readers, err := db.Queries.UserEmailsByRole(ctx, s.DB, string(returns.RoleAdmin))
	if err != nil {
		return err
	}
	var failed error
	for _, row := range rows {
		if err := s.announce(ctx, row, readers); err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		now := s.now()
		failed = errors.Join(failed, db.Queries.WebhookAnnounced(ctx, s.DB, &now, row.ID))
	}
	return failed
}

func (s *Sender) announce(ctx context.Context, row sqlc.WebhookSubscription, readers []string) error {
	s.Log.WarnContext(ctx, "a webhook subscription was disabled", "subscription", row.ID, "host", hostOf(row.URL), "why", *row.DisabledWhy)
	subject, text := letterOf(row)
	for _, reader := range readers {
		err := s.Letters.SendLetter(ctx, notify.Letter{
			ID: fmt.Sprintf("webhook-%s-%d-%s", row.ID, row.DisabledAt.Unix(), reader), To: reader, Subject: subject,
			Text: text, HTML: "<p>" + strings.ReplaceAll(html.EscapeString(text), "\n\n", "</p>\n<p>") + "</p>",
		})
		if err != nil && !notify.Permanent(err) {
			return err
		}
	}
	return nil
}

// letterOf says it in both languages: nobody knows which one an admin reads.
func letterOf(row sqlc.WebhookSubscription) (subject, text string) {
	what := returns.Attend("webhook_failing", "the webhook subscription %s to %s is disabled: for five days nothing got through; repair it and enable it again", row.ID, hostOf(row.URL))
	if *row.DisabledWhy == "gone" {
		what = returns.Attend("webhook_gone", "the webhook subscription %s to %s is disabled: its receiver answered that it wants no more messages (410)", row.ID, hostOf(row.URL))
	}
	return "Backhaul: " + locales.Attention(locales.English, what),
		locales.Attention(locales.English, what) + "\n\n" + locales.Attention(locales.Chinese, what)
}
