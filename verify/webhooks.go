package verify

import (
	"context"
	"fmt"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// webhookChecks are about what other systems are told: who listens to a kind of
// event has a delivery of every one, sent or still to be sent.
var webhookChecks = []check{
	{"webhooks of events", 8, webhooksOfEvents},
}

func webhooksOfEvents(ctx context.Context, s *session) (answer, error) {
	listening, err := db.Queries.WebhookSubscriptionCount(ctx, s.tx)
	if err != nil {
		return answer{}, err
	}
	rows, err := db.Queries.VerifyWebhooks(ctx, s.tx, s.limit())
	return violations(s, listening, rows, err, func(r sqlc.VerifyWebhooksRow) (int64, Finding) {
		return r.Total, Finding{
			fmt.Sprintf("return %s event %d", r.ReturnID, r.Seq),
			fmt.Sprintf("the webhook subscription %s listens to it and has no message of it", r.SubscriptionID),
		}
	})
}
