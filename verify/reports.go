package verify

import (
	"context"
	"fmt"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// reportChecks are about invariant 9: what reports are read from.
var reportChecks = []check{
	{"figures of reports", 9, reportFigures},
}

// reportFigures works every figure out again from the books, by day and by month.
func reportFigures(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyReports(ctx, s.tx, s.limit())
	looked := s.counts.OrderLines + s.counts.Returns + s.counts.ReturnLines + s.counts.RefundTasks
	return violations(s, looked, rows, err, func(r sqlc.VerifyReportsRow) (int64, Finding) {
		subject := fmt.Sprintf("report figures of %s in %s", r.Dimension, r.Period)
		if r.Key != "" {
			subject = fmt.Sprintf("report figures of %s %s in %s", r.Dimension, r.Key, r.Period)
		}
		return r.Total, Finding{subject, fmt.Sprintf(
			"%s is %d, but the books add up to %d; `backhaul reports rebuild` works all figures out anew", r.Measure, r.Stored, r.Due)}
	})
}
