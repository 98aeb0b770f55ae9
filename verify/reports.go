package verify

import (
	"context"
	"fmt"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// reportChecks are about invariant 9: what reports and searches are read from.
var reportChecks = []check{
	{"figures of reports", 9, reportFigures},
	{"names of customers", 9, customerNames},
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

// customerNames holds the names that a search looks through against those of orders.
func customerNames(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyCustomerNames(ctx, s.tx, s.limit())
	return violations(s, s.counts.Orders, rows, err, func(r sqlc.VerifyCustomerNamesRow) (int64, Finding) {
		detail := "a search for customers holds a name that no order has"
		if r.Missing {
			detail = "a search does not find a name that an order has"
		}
		return r.Total, Finding{"customer " + r.Customer, detail}
	})
}
