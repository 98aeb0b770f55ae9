package imports

import (
	"context"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/returns"
)

// flush takes the waiting returns into the books, in one transaction: their orders
// are locked, each return is held against what those have left, and all goes in by
// COPY. A dry run books in memory.
func (j *pastJob) flush(ctx context.Context) error {
	if len(j.waiting) > 0 {
		var report Report
		tried := j.tried
		err := db.InTx(ctx, j.pool, func(tx pgx.Tx) error {
			report = *j.report
			report.Rejected = slices.Clone(report.Rejected)
			tried = map[string]*returns.Order{}
			return j.store(ctx, tx, &report, tried)
		})
		if err != nil {
			return err
		}
		*j.report = report
		if j.options.DryRun {
			maps.Copy(j.tried, tried)
		}
	}
	j.waiting, j.rows = j.waiting[:0], 0
	if j.options.Progress != nil {
		j.options.Progress(j.done)
	}
	return nil
}

// store judges what waits, one return after the other, and writes what is taken.
func (j *pastJob) store(ctx context.Context, tx pgx.Tx, report *Report, tried map[string]*returns.Order) error {
	if err := db.Queries.PastTurn(ctx, tx); err != nil {
		return err
	}
	known, err := j.known(ctx, tx)
	if err != nil {
		return err
	}
	books, err := j.openBooks(ctx, tx, tried)
	if err != nil {
		return err
	}
	written := &pastRows{from: j.from, by: j.by, now: books.now}
	for _, group := range j.waiting {
		digest, isKnown := known[group.number]
		outcome, err := j.judge(group, books, digest, isKnown, written)
		if err == nil {
			for range group.rows {
				report.count(outcome)
			}
			continue
		}
		if err := j.refuse(report, group, err); err != nil {
			return err
		}
	}
	if j.options.DryRun || len(written.returns) == 0 {
		return nil
	}
	if err := written.write(ctx, tx); err != nil {
		return err
	}
	return audit.Append(ctx, tx, audit.Entry{
		Kind: audit.ReturnsImported, Who: j.by, Subject: j.from, At: books.now,
		Data: map[string]any{"returns": len(written.returns), "first": written.numbers[0], "last": written.numbers[len(written.numbers)-1]},
	})
}

// judge takes one return, or refuses it.
func (j *pastJob) judge(group *pastGroup, books *books, digest string, isKnown bool, written *pastRows) (outcome, error) {
	rows := make([]returns.PastRow, len(group.rows))
	for i, read := range group.rows {
		rows[i] = read.value.domain()
	}
	order, found := books.orders[rows[0].OrderNumber]
	if !found {
		return unchanged, returns.OrderNotFound(rows[0].OrderNumber)
	}
	past, err := returns.ReadPast(j.from, rows, order, books.reasons, books.now)
	if err != nil {
		return unchanged, err
	}
	if isKnown {
		if digest != past.Digest() {
			return unchanged, returns.RefuseField("return_number", "already_imported",
				"the return %s was imported before and said something else; what is in the books stays as it is", past.Number)
		}
		return unchanged, nil
	}
	ret, change, err := returns.ImportPast(returns.Import{
		ID: returns.PastReturnID(j.from, past.Number), Past: past, Order: order, Policy: books.policy, Reasons: books.reasons,
		By: returns.By{ID: "import", Actor: j.by.Actor, Origin: j.by.Origin}, Now: books.now,
	})
	if err != nil {
		return unchanged, err
	}
	order.Hold(change)
	return created, written.add(past, ret, change)
}

func (r pastRow) domain() returns.PastRow {
	return returns.PastRow{
		Number: r.Number, OrderNumber: r.OrderNumber, LineNo: r.LineNo, SKU: r.SKU, Quantity: *r.Quantity, Reason: r.Reason,
		Status: returns.Status(r.Status), OpenedAt: r.opened, ClosedAt: r.closed, Disposition: returns.Disposition(r.Disposition),
		Goods: r.Goods, Tax: r.Tax, RefundedShipping: r.Shipping,
	}
}

// known are the digests of those of the waiting returns that were imported before.
func (j *pastJob) known(ctx context.Context, tx pgx.Tx) (map[string]string, error) {
	numbers := make([]string, len(j.waiting))
	for i, group := range j.waiting {
		numbers[i] = group.number
	}
	rows, err := db.Queries.PastKnown(ctx, tx, j.from, numbers)
	known := make(map[string]string, len(rows))
	for _, row := range rows {
		known[row.ImportedNumber] = row.Digest
	}
	return known, err
}
