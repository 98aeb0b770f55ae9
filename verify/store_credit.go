package verify

import (
	"context"
	"fmt"

	"backhaul/db"
	"backhaul/db/sqlc"
)

func storeCredit(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyStoreCredits(ctx, s.tx, s.limit())
	return violations(s, s.counts.Orders, rows, err, func(r sqlc.VerifyStoreCreditsRow) (int64, Finding) {
		return r.Total, Finding{"customer " + r.CustomerID, fmt.Sprintf(
			"the store credit is %s, but its movements add up to %s", money(r.Balance, r.Currency), money(r.Due, r.Currency))}
	})
}

func creditRefunds(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyCreditRefunds(ctx, s.tx, s.limit())
	return violations(s, s.counts.RefundTasks, rows, err, func(r sqlc.VerifyCreditRefundsRow) (int64, Finding) {
		return r.Total, Finding{refund(r.ID), fmt.Sprintf(
			"it is for %s; %d movements of store credit name it, over %s: a settled refund to store credit has one, over its amount, and others have none",
			money(r.Amount, r.Currency), r.Movements, money(r.Credited, r.Currency))}
	})
}
