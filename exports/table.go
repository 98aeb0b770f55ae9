package exports

import (
	"fmt"
	"io"
	"strconv"
	"time"
)

// Format is how a table is written.
type Format string

// The formats. JSON is an answer page by page, NDJSON has an object in each line,
// and the others are tables.
const (
	FormatJSON   Format = "json"
	FormatNDJSON Format = "ndjson"
	FormatCSV    Format = "csv"
	FormatXLSX   Format = "xlsx"
)

// MediaType is what HTTP calls the format.
func (f Format) MediaType() string {
	switch f {
	case FormatXLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case FormatNDJSON:
		return "application/x-ndjson"
	case FormatCSV:
		return "text/csv"
	default:
		return "application/json"
	}
}

// Whole reports whether the format holds a list as a whole, and not a page of it.
func (f Format) Whole() bool { return f != FormatJSON && f != "" }

// Number is a decimal number in digits, which a spreadsheet may calculate with.
type Number string

// Table is a table being written row by row, in memory that does not grow with it.
// Cells are strings, [Number], int, int64, bool, [time.Time], or nil for nothing.
type Table interface {
	Row(cells ...any) error
	// Close writes what is still held back; without it the table is not complete.
	Close() error
}

// New begins a table with the names of its columns.
func New(w io.Writer, format Format, columns ...string) (Table, error) {
	switch format {
	case FormatCSV:
		table, err := NewCSV(w, columns...)
		return csvTable{table}, err
	case FormatXLSX:
		return newXLSX(w, columns)
	default:
	}
	return nil, fmt.Errorf("exports: there is no format %q", format)
}

type csvTable struct{ CSV }

// Row writes the cells as text; only those that hold words can hold a formula.
func (t csvTable) Row(cells ...any) error {
	row := make([]string, len(cells))
	for i, cell := range cells {
		switch cell := cell.(type) {
		case nil:
		case string:
			row[i] = Text(cell)
		case Number:
			row[i] = string(cell)
		case int:
			row[i] = strconv.Itoa(cell)
		case int64:
			row[i] = strconv.FormatInt(cell, 10)
		case bool:
			row[i] = strconv.FormatBool(cell)
		case time.Time:
			row[i] = cell.UTC().Format(time.RFC3339)
		default:
			return fmt.Errorf("exports: a cell cannot be a %T", cell)
		}
	}
	return t.writer.Write(row)
}

// Close writes what is still held back.
func (t csvTable) Close() error { return t.Flush() }
