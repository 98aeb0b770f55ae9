package verify

import (
	"context"
	"fmt"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// partsOfRefunds holds each refund against its parts, one for each payment of
// the order that it goes back to.
func partsOfRefunds(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyParts(ctx, s.tx, s.limit())
	return violations(s, s.counts.RefundTasks, rows, err, func(r sqlc.VerifyPartsRow) (int64, Finding) {
		detail := fmt.Sprintf("it is %s, but its parts do not stand so", r.State)
		if r.OddSum {
			detail = fmt.Sprintf("it is for %s, but its parts add up to %s, or give another amount as goods", money(r.Amount, r.Currency), money(r.Parts, r.Currency))
		}
		if !r.OddSum && r.OddQuestions {
			detail = "its provider is asked what became of a part that was never sent to it, or that it has answered about"
		}
		return r.Total, Finding{refund(r.ID), detail}
	})
}
