package batches

import (
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"

	"backhaul/orders"
	"backhaul/returns"
	"backhaul/sheets"
)

// Columns are those of a table of returns, one line of a return in each row.
// Rows of one order that follow one another, and say the same of the whole
// return, are one return.
var Columns = sheets.Columns{
	Required: []string{"order_number", "quantity", "reason", "condition"},
	Optional: []string{
		"line_no", "sku", "line_note", "method", "refund_to", "note", "pickup_address", "pickup_contact", "pickup_phone",
	},
}

// Table reads returns from a table.
type Table struct {
	table *sheets.Table
	check Check
	// ahead is the first row of the next return, which was read to see that the one
	// before has ended.
	ahead *Row
	// wrong rows stand behind the return that was being put together when they came.
	wrong []failed
	ended error
}

type failed struct {
	row Row
	err error
}

// OpenTable reads the header. It refuses what is no such table. Each row is held
// against check by itself, so that what is wrong is said of the row it stands in.
func OpenTable(file io.Reader, format sheets.Format, headings sheets.Headings, check Check) (*Table, error) {
	table, err := sheets.Open(file, format, Columns, headings)
	if err != nil {
		return nil, err
	}
	return &Table{table: table, check: check}, nil
}

// Name is none: a table has no place for it.
func (*Table) Name() string { return "" }

// Close lets go of what was opened for reading.
func (t *Table) Close() error { return t.table.Close() }

// Next puts the next return together.
func (t *Table) Next() (Row, error) {
	for t.ended == nil && len(t.wrong) == 0 {
		row, err := t.read()
		if _, isWrong := errors.AsType[*returns.Error](err); isWrong && row.Number > 0 {
			t.wrong = append(t.wrong, failed{row, err})
			break
		}
		if err != nil {
			t.ended = err
			break
		}
		if t.ahead == nil {
			t.ahead = &row
			continue
		}
		if sameReturn(t.ahead.Request, row.Request) {
			t.ahead.Request.Lines = append(t.ahead.Request.Lines, row.Request.Lines...)
			continue
		}
		done := *t.ahead
		t.ahead = &row
		return done, nil
	}
	if len(t.wrong) > 0 {
		first := t.wrong[0]
		t.wrong = t.wrong[1:]
		return first.row, first.err
	}
	if t.ahead != nil && errors.Is(t.ended, io.EOF) {
		done := *t.ahead
		t.ahead = nil
		return done, nil
	}
	return Row{}, t.ended
}

// sameReturn reports whether two rows speak of the same return.
func sameReturn(a, b returns.Request) bool {
	a.Lines, b.Lines = nil, nil
	return reflect.DeepEqual(a, b)
}

// read reads one row of the table.
func (t *Table) read() (Row, error) {
	cells, err := t.table.Next()
	row := Row{Number: cells.Number}
	row.Request.OrderNumber = orders.Key(cells.Get("order_number"))
	if err != nil {
		return row, err
	}
	line := returns.RequestLine{
		SKU: orders.Key(cells.Get("sku")), Reason: cells.Get("reason"), Condition: cells.Get("condition"), Note: cells.Get("line_note"),
	}
	if line.Quantity, err = count("quantity", cells.Get("quantity")); err != nil {
		return row, err
	}
	if given := cells.Get("line_no"); given != "" {
		if line.LineNo, err = count("line_no", given); err != nil {
			return row, err
		}
	}
	row.Request.Method = returns.Method(cells.Get("method"))
	if row.Request.Method == "" {
		row.Request.Method = returns.MethodDropOff
	}
	row.Request.RefundTo = returns.RefundTo(cells.Get("refund_to"))
	row.Request.Note = cells.Get("note")
	pickup := returns.PickupDetails{
		Address: cells.Get("pickup_address"), Contact: cells.Get("pickup_contact"), Phone: cells.Get("pickup_phone"),
	}
	if pickup != (returns.PickupDetails{}) {
		row.Request.Pickup = &pickup
	}
	row.Request.Lines = []returns.RequestLine{line}
	return row, inColumns(t.check(row.Request))
}

// inColumns gives a refusal's fields the names of the table's columns.
func inColumns(err error) error {
	refusal, ok := errors.AsType[*returns.Error](err)
	if !ok {
		return err
	}
	for i, field := range refusal.Fields {
		name := strings.TrimPrefix(field.Field, "lines[0].")
		switch {
		case name != field.Field && name == "note":
			name = "line_note"
		case strings.HasPrefix(name, "pickup."):
			name = "pickup_" + strings.TrimPrefix(name, "pickup.")
		}
		refusal.Fields[i].Field = name
	}
	return refusal
}

// count reads a number of at least 1.
func count(column, text string) (int, error) {
	number, err := strconv.Atoi(text)
	if err != nil || number < 1 {
		return 0, returns.RefuseField(column, "not_an_integer", "%s must be a whole number from 1 on, not %s", column, sheets.Quote(text))
	}
	return number, nil
}
