package orders

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/returns"
	"backhaul/sheets"
)

// Options of an import.
type Options struct {
	// Currency is that of rows which name none.
	Currency string
	// Now is the date of orders whose rows have none.
	Now time.Time
	// Headings are those of a table that names columns in its own way.
	Headings sheets.Headings
	// DryRun reports what would be taken and changes nothing.
	DryRun bool
	// Progress, when set, is told after each order how many of how many are
	// done. The total is 0 while it is not known.
	Progress func(done, total int)
}

// Report is what an import took and what it did not.
type Report struct {
	// Accepted and RejectedCount are numbers of rows.
	Accepted      int `json:"accepted"`
	RejectedCount int `json:"rejected_count"`
	// Rejected holds the first of them only.
	Rejected []Rejection `json:"rejected"`
	Orders   Counts      `json:"orders"`
	// UnusedColumns are the headings of a table that say nothing to us.
	UnusedColumns []string `json:"unused_columns,omitempty"`
}

// Counts says what became of the orders of the accepted rows.
type Counts struct {
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
}

// Rejection is a row that was not taken, and why. Rows count from 1, which in a
// CSV file is the header.
type Rejection struct {
	Row         int    `json:"row"`
	OrderNumber string `json:"order_number,omitempty"`
	// Field is the column that was wrong, or the place in the order.
	Field   string `json:"field,omitempty"`
	Code    string `json:"code"`
	Message string `json:"message"`
	// Reason is the message before it was written in a language.
	Reason returns.FieldError `json:"-"`
}

// maxRejections bounds the report of a file that is wrong from top to bottom.
const maxRejections = 1000

// Import stores every order of the file, many of them in each transaction. Rows
// that are wrong are reported and never stop the others. It refuses a file of
// which no row can be read, and fails when the file or the database cannot be
// read on; importing the file again then goes on where it stopped.
func Import(ctx context.Context, pool *pgxpool.Pool, file io.Reader, format sheets.Format, options Options) (Report, error) {
	now := options.Now.UTC().Truncate(time.Microsecond)
	return readFile(ctx, file, format, options, func(ctx context.Context, orders []incoming) ([]result, error) {
		return storeMany(ctx, pool, orders, now, options.DryRun)
	})
}

// readFile is Import with the storing handed in, so that a test can read a hundred
// thousand files without a database.
func readFile(ctx context.Context, file io.Reader, format sheets.Format, options Options, store storeFunc) (Report, error) {
	job := &job{store: store, options: options}
	job.report.Rejected = []Rejection{}
	var err error
	switch format {
	case sheets.CSV, sheets.XLSX:
		err = job.table(ctx, file, format)
	case sheets.NDJSON:
		err = job.ndjson(ctx, file)
	default:
		err = fmt.Errorf("orders: there is no format %q", format)
	}
	if err == nil {
		err = job.flush(ctx)
	}
	return job.report, err
}

// storeFunc stores orders, each of another number, and says what became of each.
type storeFunc func(ctx context.Context, orders []incoming) ([]result, error)

type job struct {
	store   storeFunc
	options Options
	report  Report
	// waiting are orders that were read and are not stored yet.
	waiting []waiting
	numbers map[string]bool
	done    int
}

// waiting is an order that is to be stored, nil for one that was rejected whole.
type waiting struct {
	order *gathered
	sale  *sale
	total int
}

// ordersAtOnce is how many orders one transaction stores.
const ordersAtOnce = 1000

// gathered is one order of the file with the rows it came from.
type gathered struct {
	input Input
	rows  []int
	// seen counts its rows, the rejected ones too.
	seen int
	// partial tells that some of its rows were rejected: then lines that the
	// order has already are left alone.
	partial bool
}

// put checks one order and has it stored with others; total is how many there are
// in all, if that is known. It returns only errors that end the import.
func (j *job) put(ctx context.Context, order *gathered, total int) error {
	s, err := order.input.check()
	if err != nil && len(order.rows) > 1 {
		// Something is wrong with single lines: let the others go on.
		if err = j.dropWrongLines(order, err); err == nil {
			s, err = order.input.check()
		}
	}
	next := waiting{order: order, total: total}
	switch {
	case err != nil:
		if err := j.rejectAll(order, err); err != nil {
			return err
		}
	case len(order.rows) > 0:
		if j.numbers[s.number] { // the same order once more: it is to find the first
			if err := j.flush(ctx); err != nil {
				return err
			}
		}
		next.sale = &s
	}
	if j.numbers == nil {
		j.numbers = map[string]bool{}
	}
	j.numbers[s.number] = true
	if j.waiting = append(j.waiting, next); len(j.waiting) < ordersAtOnce {
		return nil
	}
	return j.flush(ctx)
}

// flush stores what waits, and counts its rows.
func (j *job) flush(ctx context.Context) error {
	var orders []incoming
	for _, w := range j.waiting {
		if w.sale != nil {
			orders = append(orders, incoming{*w.sale, w.order.partial})
		}
	}
	var results []result
	if len(orders) > 0 {
		var err error
		if results, err = j.store(ctx, orders); err != nil {
			return err
		}
	}
	for _, w := range j.waiting {
		if w.sale != nil {
			if err := j.count(w.order, results[0]); err != nil {
				return err
			}
			results = results[1:]
		}
		j.done++
		j.progress(max(j.done, w.order.lastRow(w.total)), w.total)
	}
	j.waiting, j.numbers = nil, nil
	return nil
}

// count notes what became of an order's rows.
func (j *job) count(order *gathered, r result) error {
	if r.err != nil {
		return j.rejectAll(order, r.err)
	}
	j.report.Accepted += len(order.rows)
	switch r.outcome {
	case Created:
		j.report.Orders.Created++
	case Updated:
		j.report.Orders.Updated++
	case Unchanged:
		j.report.Orders.Unchanged++
	}
	return nil
}

// rejectAll rejects every row of an order; what is no refusal ends the import.
func (j *job) rejectAll(order *gathered, err error) error {
	refusal, ok := errors.AsType[*returns.Error](err)
	if !ok {
		return fmt.Errorf("order %s: %w", order.input.OrderNumber, err)
	}
	for _, row := range order.rows {
		j.reject(row, order.input.OrderNumber, refusal)
	}
	return nil
}

// lastRow is the progress where the total is not known.
func (g *gathered) lastRow(total int) int {
	if total > 0 || len(g.rows) == 0 {
		return 0
	}
	return g.rows[len(g.rows)-1]
}

// dropWrongLines rejects the rows whose own lines are wrong and leaves the
// order with the others. It returns err again when no line is to blame, or all
// of them are.
func (j *job) dropWrongLines(order *gathered, err error) error {
	refusal, ok := errors.AsType[*returns.Error](err)
	if !ok {
		return err
	}
	wrong := map[int]returns.FieldError{}
	for _, field := range refusal.Fields {
		var at int
		if n, _ := fmt.Sscanf(field.Field, "lines[%d]", &at); n != 1 {
			return err
		}
		if _, known := wrong[at]; !known {
			wrong[at] = field
		}
	}
	if len(wrong) == 0 {
		return err
	}
	var lines []InputLine
	var rows []int
	for i, line := range order.input.Lines {
		if field, isWrong := wrong[i]; isWrong {
			j.rejectField(order.rows[i], order.input.OrderNumber, field)
			continue
		}
		lines, rows = append(lines, line), append(rows, order.rows[i])
	}
	order.input.Lines, order.rows, order.partial = lines, rows, true
	return nil
}

// reject reports a row, by the first thing that was wrong with it.
func (j *job) reject(row int, orderNumber string, refusal *returns.Error) {
	j.rejectField(row, orderNumber, refusal.Reason())
}

func (j *job) rejectField(row int, orderNumber string, reason returns.FieldError) {
	j.report.RejectedCount++
	if len(j.report.Rejected) < maxRejections {
		j.report.Rejected = append(j.report.Rejected, Rejection{
			Row: row, OrderNumber: orderNumber, Field: reason.Field, Code: reason.Code, Message: reason.Message(), Reason: reason,
		})
	}
}

func (j *job) progress(done, total int) {
	if j.options.Progress != nil {
		j.options.Progress(done, total)
	}
}
