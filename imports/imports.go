package imports

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"backhaul/returns"
	"backhaul/sheets"
)

// Options of an import.
type Options struct {
	// Now is the time of rows that name none.
	Now time.Time
	// Headings are those of a table that names columns in its own way.
	Headings sheets.Headings
	// DryRun reports what would be taken and changes nothing.
	DryRun bool
	// Progress, when set, is told how many rows are done.
	Progress func(rows int)
}

// Report is what an import took and what it did not, in rows.
type Report struct {
	Accepted  int `json:"accepted"`
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`

	Rejections
	// UnusedColumns are the headings of a table that say nothing to us.
	UnusedColumns []string `json:"unused_columns,omitempty"`
}

// Rejections are the rows of a file that were not taken.
type Rejections struct {
	RejectedCount int `json:"rejected_count"`
	// Rejected holds the first of them only.
	Rejected []Rejection `json:"rejected"`
}

// Rejection is a row that was not taken, and why. Rows count from 1, which in a
// table is the header.
type Rejection struct {
	Row int `json:"row"`
	// Field is the column that was wrong; empty when it was the row.
	Field   string `json:"field,omitempty"`
	Code    string `json:"code"`
	Message string `json:"message"`
	// Reason is the message before it was written in a language.
	Reason returns.FieldError `json:"-"`
}

// maxRejections bounds the report of a file that is wrong from top to bottom.
const maxRejections = 1000

// numbered is a value and the row that it came from.
type numbered[T any] struct {
	row   int
	value T
}

// source is how the rows of a file are read: as rows of a table, or as JSON.
type source[T any] struct {
	columns  sheets.Columns
	headings sheets.Headings
	row      func(sheets.Row) (T, error)
	// check refuses a value that cannot be, and completes it.
	check func(T) (T, error)
}

// read gives row after row that can be taken and reports the others. It fails
// when the file cannot be read on, or when take does.
func (s source[T]) read(file io.Reader, format sheets.Format, report *Report, take func(numbered[T]) error) error {
	next, closing, err := s.open(file, format, report)
	if err != nil {
		return err
	}
	defer closing()
	for {
		read, err := next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			read.value, err = s.check(read.value)
		}
		if err == nil {
			err = take(read)
		}
		if err := report.Reject(read.row, err); err != nil {
			return err
		}
	}
}

func (s source[T]) open(file io.Reader, format sheets.Format, report *Report) (next func() (numbered[T], error), closing func(), err error) {
	switch format {
	case sheets.CSV, sheets.XLSX:
		table, err := sheets.Open(file, format, s.columns, s.headings)
		if err != nil {
			return nil, nil, err
		}
		report.UnusedColumns = table.Unused()
		return func() (read numbered[T], err error) {
			row, err := table.Next()
			if read.row = row.Number; err == nil {
				read.value, err = s.row(row)
			}
			return read, err
		}, func() { _ = table.Close() }, nil // only read
	case sheets.NDJSON:
		lines := sheets.OpenLines(file)
		return func() (read numbered[T], err error) {
			line, number, err := lines.Next()
			if read.row = number; err == nil {
				if refusal := sheets.Decode(line, &read.value); refusal != nil {
					err = refusal
				}
			}
			return read, err
		}, func() {}, nil
	}
	return nil, nil, fmt.Errorf("imports: there is no format %q", format)
}

// Reject reports a refused row, and gives back what is no refusal of a row.
func (r *Rejections) Reject(row int, err error) error {
	refusal, ok := errors.AsType[*returns.Error](err)
	if !ok || row == 0 {
		return err
	}
	reason := refusal.Reason()
	r.RejectedCount++
	if len(r.Rejected) < maxRejections {
		r.Rejected = append(r.Rejected, Rejection{
			Row: row, Field: reason.Field, Code: reason.Code, Message: reason.Message(), Reason: reason,
		})
	}
	return nil
}

// sort puts the rejected rows in the order of the file; some are found wrong later
// than others.
func (r *Report) sort() {
	slices.SortStableFunc(r.Rejected, func(a, b Rejection) int { return a.Row - b.Row })
}

// outcome is what a row that was taken led to.
type outcome int

const (
	unchanged outcome = iota
	created
	updated
)

func (r *Report) count(o outcome) {
	r.Accepted++
	switch o {
	case created:
		r.Created++
	case updated:
		r.Updated++
	case unchanged:
		r.Unchanged++
	}
}
