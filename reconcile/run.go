package reconcile

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/imports"
	"backhaul/returns"
	"backhaul/sheets"
)

// Options of a reconciliation.
type Options struct {
	Now time.Time
	// Since and Before bound when a refund was paid that has to be in the file. Nil
	// is as far as the file's own dates go.
	Since, Before *time.Time
	// Provider, when set, is whose refunds have to be in the file; by_hand is what
	// finance paid itself.
	Provider *string
	// Currency is that of rows that name none.
	Currency string
	// Headings are those of a file that names columns in its own way.
	Headings sheets.Headings
	// Progress, when set, is told how many references of how many are compared.
	Progress func(done, total int)
}

// Report is what a comparison came to, but for its items.
type Report struct {
	Since, Before time.Time
	// Rows are those that could be read.
	Rows   int
	Totals []Total

	imports.Rejections
	UnusedColumns []string
}

// Total is what the items of one outcome and currency sum up to.
type Total struct {
	Currency string
	Outcome  Outcome
	Count    int
	// InFile and Here are minor units: what the file says, and what stands here.
	InFile, Here int64
}

// atOnce is how many references, or refunds, are asked for at a time.
const atOnce = 1000

type run struct {
	pool    *pgxpool.Pool
	options Options
	put     func(Item) error
	report  Report
	// lines are those of each reference, and order is that of the references.
	lines map[string][]Line
	order []string
	// first and last are the dates in the file.
	first, last time.Time
	totals      map[Total]*Total
}

// Run compares a file with what is stored and hands out item after item: those of
// the file first, then what is only here. Nothing is handed out before the file is
// read to its end.
func Run(ctx context.Context, pool *pgxpool.Pool, file io.Reader, format sheets.Format, options Options, put func(Item) error) (Report, error) {
	r := &run{
		pool: pool, options: options, put: put, lines: map[string][]Line{}, totals: map[Total]*Total{},
		report: Report{Rejections: imports.Rejections{Rejected: []imports.Rejection{}}, Totals: []Total{}},
	}
	err := r.readFile(file, format)
	if err == nil {
		err = r.bound()
	}
	if err == nil {
		err = r.compare(ctx)
	}
	if err == nil {
		err = r.findOnlyHere(ctx)
	}
	for _, total := range r.totals {
		r.report.Totals = append(r.report.Totals, *total)
	}
	slices.SortFunc(r.report.Totals, func(a, b Total) int {
		if a.Currency != b.Currency {
			return strings.Compare(a.Currency, b.Currency)
		}
		return slices.Index(Outcomes(), a.Outcome) - slices.Index(Outcomes(), b.Outcome)
	})
	return r.report, err
}

// bound fixes the days whose refunds have to be in the file: those that were asked
// for, and else the whole days that the file names.
func (r *run) bound() error {
	const day = 24 * time.Hour
	dated := !r.first.IsZero()
	switch {
	case r.options.Since != nil:
		r.report.Since = *r.options.Since
	case dated:
		r.report.Since = r.first.UTC().Truncate(day)
	default:
		return returns.RefuseField("from", "required", "say from which day on refunds have to be in the file; it names no paid_at")
	}
	switch {
	case r.options.Before != nil:
		r.report.Before = *r.options.Before
	case dated:
		r.report.Before = r.last.UTC().Truncate(day).Add(day)
	default:
		r.report.Before = r.options.Now.UTC()
	}
	return nil
}

// compare asks what the references of the file stand for here.
func (r *run) compare(ctx context.Context) error {
	done := 0
	for keys := range slices.Chunk(r.order, atOnce) {
		tasks, numbers := []string{}, []string{}
		for _, key := range keys {
			if returns.LooksLikeRefundTaskID(key) {
				tasks = append(tasks, key)
			} else if number, ok := returns.ParseRMANumber(key); ok && strings.EqualFold(number, key) {
				numbers = append(numbers, number)
			}
		}
		rows, err := db.Queries.RefundPartsByReference(ctx, r.pool, sqlc.RefundPartsByReferenceParams{Refs: keys, TaskIds: tasks, RmaNumbers: numbers})
		if err != nil {
			return err
		}
		parts := map[string][]Part{}
		for _, row := range rows {
			parts[row.Asked] = append(parts[row.Asked], partOf(row))
		}
		for _, key := range keys {
			for _, item := range Match(r.lines[key], parts[key]) {
				if err := r.hand(item); err != nil {
					return err
				}
			}
		}
		if done += len(keys); r.options.Progress != nil {
			r.options.Progress(done, len(r.order))
		}
	}
	return nil
}

// findOnlyHere goes through all that was paid here, and hands out what the file does
// not name: the parts of a task that share a reference as one.
func (r *run) findOnlyHere(ctx context.Context) error {
	from := sqlc.RefundPartsPaidParams{AfterAt: r.report.Since, Before: r.report.Before, Provider: r.options.Provider, Most: atOnce}
	var missing []Part
	flush := func() error {
		if len(missing) == 0 {
			return nil
		}
		item := Item{Outcome: OnlyHere, Parts: missing, Here: here(missing, missing[0].Amount.Currency)}
		missing = nil
		return r.hand(item)
	}
	for {
		rows, err := db.Queries.RefundPartsPaid(ctx, r.pool, from)
		if err != nil {
			return err
		}
		for _, row := range rows {
			part := partOf(sqlc.RefundPartsByReferenceRow{
				TaskID: row.TaskID, ReturnID: row.ReturnID, RMANumber: row.RMANumber, OrderNumber: row.OrderNumber, Currency: row.Currency,
				UpdatedAt: row.UpdatedAt, PaymentSeq: row.PaymentSeq, ToPay: row.ToPay, State: row.State, ByHand: row.ByHand,
				Reference: row.Reference, Provider: row.Provider,
			})
			from.AfterAt, from.AfterID, from.AfterSeq = row.UpdatedAt, row.TaskID, row.PaymentSeq
			if r.named(part) {
				continue
			}
			if len(missing) > 0 && (missing[0].TaskID != part.TaskID || missing[0].Reference != part.Reference) {
				if err := flush(); err != nil {
					return err
				}
			}
			missing = append(missing, part)
		}
		if len(rows) < atOnce {
			return flush()
		}
	}
}

// named reports whether the file names the part, in one of the ways that it may.
func (r *run) named(part Part) bool {
	for _, name := range []string{part.Reference, part.TaskID, part.RMANumber} {
		if _, there := r.lines[folded(name)]; there {
			return true
		}
	}
	return false
}

func (r *run) hand(item Item) error {
	key := Total{Outcome: item.Outcome}
	if item.Line != nil {
		key.Currency = item.Line.Amount.Currency
	} else {
		key.Currency = item.Here.Currency
	}
	total := r.total(key)
	total.Count++
	if item.Line != nil {
		total.InFile += item.Line.Amount.Minor
	}
	if item.Here != nil {
		r.total(Total{Outcome: item.Outcome, Currency: item.Here.Currency}).Here += item.Here.Minor
	}
	return r.put(item)
}

func (r *run) total(key Total) *Total {
	if r.totals[key] == nil {
		total := key
		r.totals[key] = &total
	}
	return r.totals[key]
}

func partOf(row sqlc.RefundPartsByReferenceRow) Part {
	part := Part{
		TaskID: row.TaskID, ReturnID: row.ReturnID, RMANumber: row.RMANumber, OrderNumber: row.OrderNumber, Payment: row.PaymentSeq,
		Provider: row.Provider, ByHand: row.ByHand, Reference: row.Reference,
		Amount: returns.Money{Minor: row.ToPay, Currency: row.Currency}, State: returns.PartState(row.State),
	}
	if part.State == returns.PartSettled {
		part.PaidAt = &row.UpdatedAt
	}
	return part
}
