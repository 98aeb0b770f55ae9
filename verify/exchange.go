package verify

import (
	"context"
	"fmt"

	"backhaul/db"
	"backhaul/db/sqlc"
)

func exchanges(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyExchanges(ctx, s.tx, s.limit())
	return violations(s, s.counts.Returns, rows, err, func(r sqlc.VerifyExchangesRow) (int64, Finding) {
		detail := fmt.Sprintf("it is %s and its exchange is %q, which do not belong together", r.Status, r.Exchange)
		switch {
		case r.OddStock:
			detail = fmt.Sprintf("its exchange is %q, but what left the stock for it says otherwise", r.Exchange)
		case r.OddValue:
			detail = "the value of its exchange is not the sum of its lines"
		}
		return r.Total, Finding{ofReturn(r.ReturnID), detail}
	})
}

func exchanged(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyExchanged(ctx, s.tx, s.limit())
	return violations(s, s.counts.RefundTasks, rows, err, func(r sqlc.VerifyExchangedRow) (int64, Finding) {
		return r.Total, Finding{refund(r.ID), fmt.Sprintf(
			"%s of it are given as goods, but its exchange is worth %s of it", money(r.Exchanged, r.Currency), money(r.Due, r.Currency))}
	})
}
