package imports

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/orders"
	"backhaul/returns"
	"backhaul/sheets"
)

// This file gathers the rows of returns of a former system, and reports those that
// cannot be taken; past_store.go stores the others.

// pastGroup is one return of the file: its rows, and why it cannot be taken.
type pastGroup struct {
	number string
	rows   []numbered[pastRow]
	// rejected counts rows of it that were refused already.
	rejected int
	// beside is a row next to it that nobody can read; apart is where the return
	// stands already. 0 is none.
	beside, apart int
}

// pastJob takes returns from a file.
type pastJob struct {
	pool    *pgxpool.Pool
	from    string
	by      audit.Who
	options Options
	report  *Report

	current *pastGroup
	// waiting are returns that are complete and not stored yet, with so many rows.
	waiting []*pastGroup
	rows    int
	// done counts the rows that were read, for the progress.
	done int
	// unread is the last row that could not be read, while it may belong to the
	// return that follows.
	unread int
	// seen are the rows in which returns began.
	seen map[string]int
	// tried are orders with what a dry run would have booked of them.
	tried map[string]*returns.Order
}

// take puts a row to its return. A return is complete when the next one begins.
func (j *pastJob) take(ctx context.Context, read numbered[pastRow], unread error) error {
	number, err := orders.CheckKey("return_number", read.value.Number)
	if unread == nil {
		unread = err
	}
	if err != nil { // the row belongs to some return, perhaps to one of those beside it
		if j.current != nil {
			j.current.beside = read.row
		}
		j.unread = read.row
		return j.report.Reject(read.row, unread)
	}
	if j.current == nil || j.current.number != number {
		if err := j.close(ctx); err != nil {
			return err
		}
		j.current = &pastGroup{number: number, beside: j.unread, apart: j.seen[number]}
		if j.current.apart == 0 {
			j.seen[number] = read.row
		}
	}
	j.unread = 0
	if unread == nil {
		unread = read.value.check()
	}
	if unread != nil {
		j.current.rejected++
		return j.report.Reject(read.row, unread)
	}
	read.value.Number = number
	j.current.rows = append(j.current.rows, read)
	if len(j.current.rows) > maxPastLines {
		return j.tooMany(read)
	}
	return nil
}

// maxPastLines bounds the rows of one return, so that no file is held in memory whole.
const maxPastLines = 1000

// tooMany refuses the row, and with it its return.
func (j *pastJob) tooMany(read numbered[pastRow]) error {
	j.current.rows = j.current.rows[:maxPastLines]
	j.current.rejected++
	return j.report.Reject(read.row, returns.RefuseField("return_number", "too_many_rows", "the return %s has more than %s rows", sheets.Quote(j.current.number), maxPastLines))
}

// close lets the return that was read wait to be stored with others.
func (j *pastJob) close(ctx context.Context) error {
	group := j.current
	if j.current = nil; group == nil {
		return nil
	}
	j.done += len(group.rows) + group.rejected
	switch number := sheets.Quote(group.number); {
	case group.apart > 0:
		return j.rejectAll(group, returns.RefuseField("return_number", "rows_apart",
			"the rows of the return %s do not stand together; it began in row %s; sort the file by return_number", number, group.apart))
	case group.beside > 0:
		return j.rejectAll(group, returns.RefuseField("return_number", "return_refused",
			"row %s beside it cannot be read and may belong to the return %s; correct it, and import them together", group.beside, number))
	case group.rejected > 0:
		return j.rejectAll(group, refusedWith(group.number))
	}
	j.rows += len(group.rows)
	if j.waiting = append(j.waiting, group); j.rows < pastAtOnce {
		return nil
	}
	return j.flush(ctx)
}

func refusedWith(number string) *returns.Error {
	return returns.RefuseField("return_number", "return_refused",
		"another row of the return %s was not taken; correct it, and import the rows of the return together", sheets.Quote(number))
}

func (j *pastJob) rejectAll(group *pastGroup, refusal error) error {
	for _, read := range group.rows {
		if err := j.report.Reject(read.row, refusal); err != nil {
			return err
		}
	}
	return nil
}

func (j *pastJob) finish(ctx context.Context) error {
	if err := j.close(ctx); err != nil {
		return err
	}
	return j.flush(ctx)
}

// refuse reports every row of a return that the domain refused, each by what is
// wrong with it.
func (j *pastJob) refuse(report *Report, group *pastGroup, err error) error {
	refusal, ok := errors.AsType[*returns.Error](err)
	if !ok {
		return fmt.Errorf("return %s of %s: %w", group.number, j.from, err)
	}
	wrong := map[int]*returns.Error{}
	for _, field := range refusal.Fields {
		at, name := 0, field.Field
		if n, _ := fmt.Sscanf(field.Field, "rows[%d].%s", &at, &name); n == 2 && wrong[at] == nil {
			field.Field = name
			wrong[at] = &returns.Error{Code: refusal.Code, Format: field.Format, Args: field.Args, Fields: []returns.FieldError{field}}
		}
	}
	for i, read := range group.rows {
		said := wrong[i]
		switch {
		case len(wrong) == 0:
			said = refusal
		case said == nil:
			said = refusedWith(group.number)
		}
		if err := report.Reject(read.row, said); err != nil {
			return err
		}
	}
	return nil
}
