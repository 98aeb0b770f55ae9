package verify

import (
	"context"
	"fmt"
	"strings"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// unitChecks are about invariants 1 and 3: what orders hold, and where goods are.
var unitChecks = []check{
	{"reserved and returned units", 1, heldUnits},
	{"units within bought", 1, unitsWithinBought},
	{"stock levels", 3, stockLevels},
	{"stock never negative", 3, stockNeverNegative},
	{"goods of return lines", 3, goodsOfLines},
	{"strays", 3, strays},
	{"held goods", 3, heldGoods},
	{"goods of ended returns", 3, goodsOfEnded},
	{"units within approved", 3, unitsWithinApproved},
	{"inspections", 3, inspections},
}

func heldUnits(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyHolds(ctx, s.tx, s.limit())
	return violations(s, s.counts.OrderLines, rows, err, func(r sqlc.VerifyHoldsRow) (int64, Finding) {
		subject := orderLine(r.OrderNumber, r.LineNo)
		if !r.Found {
			return r.Total, Finding{subject, fmt.Sprintf("returns of this line reserve %d and have returned %d units, but the order has no such line", r.ReservedDue, r.ReturnedDue)}
		}
		return r.Total, Finding{subject, differences(
			difference{"reserved units", r.Reserved, r.ReservedDue, "by its open returns"},
			difference{"returned units", r.Returned, r.ReturnedDue, "by what its returns brought back"},
		)}
	})
}

func unitsWithinBought(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyBought(ctx, s.tx, s.limit())
	return violations(s, s.counts.OrderLines, rows, err, func(r sqlc.VerifyBoughtRow) (int64, Finding) {
		return r.Total, Finding{orderLine(r.OrderNumber, r.LineNo), fmt.Sprintf(
			"%d units were bought, but %d are reserved, %d returned and %d refunded", r.Quantity, r.Reserved, r.Returned, r.RefundedUnits)}
	})
}

func stockLevels(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyLevels(ctx, s.tx, s.limit())
	return violations(s, s.counts.StockLevels, rows, err, func(r sqlc.VerifyLevelsRow) (int64, Finding) {
		return r.Total, Finding{stock(r.SKU, r.Location, r.Bucket), fmt.Sprintf(
			"the level is %d, but the movements add up to %d; the movements are the truth", r.Quantity, r.Moved)}
	})
}

func stockNeverNegative(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyLevelsNegative(ctx, s.tx, s.limit())
	return violations(s, s.counts.StockLevels, rows, err, func(r sqlc.VerifyLevelsNegativeRow) (int64, Finding) {
		return r.Total, Finding{stock(r.SKU, r.Location, r.Bucket), fmt.Sprintf(
			"the level is %d: more was taken out than was there", r.Quantity)}
	})
}

func goodsOfLines(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyGoods(ctx, s.tx, s.limit())
	return violations(s, s.counts.ReturnLines, rows, err, func(r sqlc.VerifyGoodsRow) (int64, Finding) {
		return r.Total, Finding{returnLine(r.ReturnID, r.LineNo), fmt.Sprintf(
			"its units put %d of %s into %s, but its stock movements %d", r.Due, r.SKU, r.Bucket, r.Moved)}
	})
}

func strays(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyStrays(ctx, s.tx, s.limit())
	return violations(s, s.counts.Returns, rows, err, func(r sqlc.VerifyStraysRow) (int64, Finding) {
		return r.Total, Finding{ofReturn(r.ReturnID), fmt.Sprintf(
			"its strays put %d of %s into %s, but its stock movements %d", r.Due, r.SKU, r.Bucket, r.Moved)}
	})
}

func goodsOfEnded(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyUndone(ctx, s.tx, s.limit())
	return violations(s, s.counts.Returns-s.counts.OpenReturns, rows, err, func(r sqlc.VerifyUndoneRow) (int64, Finding) {
		return r.Total, Finding{ofReturn(r.ReturnID), fmt.Sprintf(
			"it is %s, but %d of %s are still in %s in its name", r.Status, r.Units, r.SKU, r.Bucket)}
	})
}

func unitsWithinApproved(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyUnits(ctx, s.tx, s.limit())
	return violations(s, s.counts.ReturnLines, rows, err, func(r sqlc.VerifyUnitsRow) (int64, Finding) {
		return r.Total, Finding{returnLine(r.ReturnID, r.LineNo), fmt.Sprintf(
			"each of these may not be more than the one before: %d units requested, %d approved, %d arrived (and %d missing), %d inspected; none may be negative",
			r.Requested, r.Approved, r.Arrived, r.Missing, r.Inspected)}
	})
}

func inspections(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyInspections(ctx, s.tx, s.limit())
	return violations(s, s.counts.ReturnLines, rows, err, func(r sqlc.VerifyInspectionsRow) (int64, Finding) {
		detail := differences(
			difference{"missing units", int64(r.Missing), int64(r.MissingSeen), "by its inspections"},
			difference{"inspected units", int64(r.Inspected), int64(r.InspectedSeen), "by its inspections"},
		)
		if detail == "" {
			detail = fmt.Sprintf("its %d inspected units went elsewhere than its inspections say", r.Inspected)
		}
		return r.Total, Finding{returnLine(r.ReturnID, r.LineNo), detail}
	})
}

// difference is a number that is stored, and the one that it should be.
type difference struct {
	what        string
	stored, due int64
	why         string
}

// differences says which of the numbers differ, and says nothing of the others.
func differences(all ...difference) string {
	var said []string
	for _, d := range all {
		if d.stored != d.due {
			said = append(said, fmt.Sprintf("%s: %d stored, %d %s", d.what, d.stored, d.due, d.why))
		}
	}
	return strings.Join(said, "; ")
}

// The subjects of findings.

func ofReturn(id string) string { return "return " + id }

func returnLine(id string, lineNo int) string { return fmt.Sprintf("return %s line %d", id, lineNo) }

func order(number string) string { return "order " + number }

func orderLine(number string, lineNo int) string {
	return fmt.Sprintf("order %s line %d", number, lineNo)
}

func payment(number string, seq int) string { return fmt.Sprintf("order %s payment %d", number, seq) }

func refund(taskID string) string { return "refund " + taskID }

func stock(sku, location, bucket string) string {
	return fmt.Sprintf("stock of %s at %s, %s", sku, location, bucket)
}
