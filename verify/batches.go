package verify

import (
	"context"
	"fmt"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// batchChecks are about batches: what they say of themselves is what their rows
// say, and each row that was opened has its return, once.
var batchChecks = []check{
	{"counts of batches", 8, batchCounts},
	{"returns of batches", 8, batchReturns},
}

func batchCounts(ctx context.Context, s *session) (answer, error) {
	looked, err := db.Queries.VerifyBatchCount(ctx, s.tx)
	if err != nil {
		return answer{}, err
	}
	rows, err := db.Queries.VerifyBatches(ctx, s.tx, s.limit())
	return violations(s, looked, rows, err, func(r sqlc.VerifyBatchesRow) (int64, Finding) {
		return r.Total, Finding{"batch " + r.BatchID, fmt.Sprintf("its %s: %s stored, %s by its rows", r.What, r.Said, r.Counted)}
	})
}

func batchReturns(ctx context.Context, s *session) (answer, error) {
	looked, err := db.Queries.VerifyBatchCount(ctx, s.tx)
	if err != nil {
		return answer{}, err
	}
	rows, err := db.Queries.VerifyBatchReturns(ctx, s.tx, s.limit())
	return violations(s, looked, rows, err, func(r sqlc.VerifyBatchReturnsRow) (int64, Finding) {
		detail := fmt.Sprintf("it is %s, but there is no return %s", r.Outcome, r.ReturnID)
		if r.Found {
			detail = fmt.Sprintf("it is %s, but the return %s was opened for it", r.Outcome, r.ReturnID)
		}
		return r.Total, Finding{fmt.Sprintf("batch %s row %d", r.BatchID, r.Row), detail}
	})
}
