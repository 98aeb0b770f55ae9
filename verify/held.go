package verify

import (
	"context"
	"fmt"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// heldGoods holds what is noted as held of each return against the stock.
func heldGoods(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyHeld(ctx, s.tx, s.limit())
	return violations(s, s.counts.Returns, rows, err, func(r sqlc.VerifyHeldRow) (int64, Finding) {
		return r.Total, Finding{ofReturn(r.ReturnID), fmt.Sprintf(
			"%d of %s are noted as going back to the customer, but %d stand in send_back in its name", r.Held, r.SKU, r.Moved)}
	})
}

// heldWaits looks for goods that nobody is asked about any more.
func heldWaits(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyHeldWaits(ctx, s.tx, grace.Seconds(), s.limit())
	return violations(s, s.counts.Returns, rows, err, func(r sqlc.VerifyHeldWaitsRow) (int64, Finding) {
		detail := "goods of it came late and are not decided, but nobody is asked about them"
		if r.Noted {
			detail = fmt.Sprintf("what is held of it waits for %s until %s, but nothing happened: its workflow is stuck or gone", r.WaitFor, moment(r.WaitDeadline))
		}
		return r.Total, Finding{ofReturn(r.ReturnID), detail}
	})
}
