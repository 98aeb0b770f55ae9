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

// Format is how a file of orders is written.
type Format string

// The formats.
const (
	CSV    Format = "csv"
	XLSX   Format = "xlsx"
	NDJSON Format = "ndjson"
)

// Options of an import.
type Options struct {
	// Currency is that of rows which name none.
	Currency string
	// Now is the date of orders whose rows have none.
	Now time.Time
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

// Import stores every order of the file, each in a transaction of its own. Rows
// that are wrong are reported and never stop the others. It refuses a file of
// which no row can be read, and fails when the file or the database cannot be
// read on; importing the file again then goes on where it stopped.
func Import(ctx context.Context, pool *pgxpool.Pool, file io.Reader, format Format, options Options) (Report, error) {
	now := options.Now.UTC().Truncate(time.Microsecond)
	return readFile(ctx, file, format, options, func(ctx context.Context, s sale, merge bool) (Outcome, error) {
		return s.store(ctx, pool, now, merge)
	})
}

// readFile is Import with the storing handed in, so that a test can read a hundred
// thousand files without a database.
func readFile(ctx context.Context, file io.Reader, format Format, options Options, store storeFunc) (Report, error) {
	job := &job{store: store, options: options}
	job.report.Rejected = []Rejection{}
	var err error
	switch format {
	case CSV, XLSX:
		err = job.table(ctx, file, sheets.Format(format))
	case NDJSON:
		err = job.ndjson(ctx, file)
	default:
		err = fmt.Errorf("orders: there is no format %q", format)
	}
	return job.report, err
}

// storeFunc stores one order; merge leaves lines alone that it has already.
type storeFunc func(ctx context.Context, s sale, merge bool) (Outcome, error)

type job struct {
	store   storeFunc
	options Options
	report  Report
}

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

// put stores one order and counts its rows. It returns only errors that end
// the import.
func (j *job) put(ctx context.Context, order *gathered) error {
	s, err := order.input.check()
	if err != nil && len(order.rows) > 1 {
		// Something is wrong with single lines: let the others go on.
		if err = j.dropWrongLines(order, err); err == nil {
			s, err = order.input.check()
		}
	}
	var outcome Outcome
	if err == nil && len(order.rows) > 0 {
		outcome, err = j.store(ctx, s, order.partial)
	}
	if err != nil {
		refusal, ok := errors.AsType[*returns.Error](err)
		if !ok {
			return err
		}
		for _, row := range order.rows {
			j.reject(row, order.input.OrderNumber, refusal)
		}
		return nil
	}
	j.report.Accepted += len(order.rows)
	switch outcome {
	case Created:
		j.report.Orders.Created++
	case Updated:
		j.report.Orders.Updated++
	case Unchanged:
		j.report.Orders.Unchanged++
	}
	return nil
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

// reject reports a row. The code is that of the field that was wrong, which
// says more than that something was.
func (j *job) reject(row int, orderNumber string, refusal *returns.Error) {
	reason := returns.FieldError{Code: string(refusal.Code), Format: refusal.Format, Args: refusal.Args}
	if len(refusal.Fields) > 0 {
		reason = refusal.Fields[0]
	}
	j.rejectField(row, orderNumber, reason)
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
