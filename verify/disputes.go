package verify

import (
	"context"
	"fmt"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// disputes holds each complaint against the track of its return, and looks for
// complaints whose deadline passed without anything happening.
func disputes(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyDisputes(ctx, s.tx, grace.Seconds(), s.limit())
	return violations(s, s.counts.Returns, rows, err, func(r sqlc.VerifyDisputesRow) (int64, Finding) {
		detail := fmt.Sprintf("its complaint is %s, but what is recorded of it says otherwise: answered at %s, decided at %s",
			r.Dispute, moment(r.AnsweredAt), moment(r.DecidedAt))
		switch {
		case !r.Recorded:
			detail = fmt.Sprintf("its complaint is %s, but no complaint is recorded", r.Dispute)
		case r.Dispute == "none":
			detail = "a complaint is recorded, but its track says that there is none"
		case r.Overdue:
			detail = fmt.Sprintf("its complaint is %s and waits for %s; its deadline passed and nothing happened: its workflow is stuck or gone", r.Dispute, r.WaitFor)
		}
		return r.Total, Finding{ofReturn(r.ReturnID), detail}
	})
}
