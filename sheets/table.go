package sheets

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"backhaul/exports"
	"backhaul/returns"
)

// Format is how a file is written.
type Format string

// The formats: tables, for [Open], and one JSON value in each line, for [OpenLines].
const (
	CSV    Format = "csv"
	XLSX   Format = "xlsx"
	NDJSON Format = "ndjson"
)

// MalformedRow is the code of a row that cannot be read at all.
const MalformedRow returns.Code = "malformed_row"

// Columns says which columns a table must have and which it may have. Others are
// read past.
type Columns struct{ Required, Optional []string }

// All lists the required columns and then the others.
func (c Columns) All() []string { return slices.Concat(c.Required, c.Optional) }

// Table is a table being read.
type Table struct {
	source  source
	columns map[string]int
	unused  []string
	width   int
	format  Format
}

// source gives the cells of row after row and their numbers, [io.EOF] at the
// end, and a [returns.Error] for a row that cannot be read.
type source interface {
	next() (cells []string, number int, err error)
	close() error
}

// Open reads the first row. It refuses what is no table of the format, and one
// that lacks a required column, by its own name and by those of headings.
func Open(file io.Reader, format Format, columns Columns, headings Headings) (*Table, error) {
	var from source
	var err error
	switch format {
	case CSV:
		from, err = openCSV(file)
	case XLSX:
		from, err = openXLSX(file)
	default:
		err = fmt.Errorf("sheets: no table has the format %q", format)
	}
	if err != nil {
		return nil, err
	}
	table := &Table{source: from, format: format, columns: map[string]int{}}
	if err := table.readHeader(columns, headings); err != nil {
		_ = from.close()
		return nil, err
	}
	return table, nil
}

// Next reads one row. A [returns.Error] is about that row alone; [io.EOF] is the
// end.
func (t *Table) Next() (Row, error) {
	cells, number, err := t.source.next()
	row := Row{Number: number, cells: cells, columns: t.columns, format: t.format}
	for err == nil && t.format == XLSX && row.Empty() { // workbooks have such rows where something was deleted
		row.cells, row.Number, err = t.source.next()
	}
	switch {
	case err != nil:
		return row, err
	case t.format == CSV && len(row.cells) != t.width:
		return row, returns.Refuse(MalformedRow, "the row has %s cells, the header has %s", len(row.cells), t.width)
	case !utf8.ValidString(strings.Join(row.cells, "")):
		return row, returns.Refuse(MalformedRow, "the row is not UTF-8; save the file as UTF-8")
	}
	return row, nil
}

// Close lets go of what was opened for reading.
func (t *Table) Close() error { return t.source.close() }

// Row is one row of a table.
type Row struct {
	// Number is that of the row in a spreadsheet, where the header is row 1.
	Number  int
	cells   []string
	columns map[string]int
	format  Format
}

// Get is the text in the column, without space around it; "" when there is none.
// An apostrophe that an export of ours put before what looks like a formula is
// not part of it.
func (r Row) Get(column string) string {
	i, there := r.columns[column]
	if !there || i >= len(r.cells) {
		return ""
	}
	text := strings.TrimSpace(r.cells[i])
	if bare, found := strings.CutPrefix(text, "'"); found && exports.Text(bare) == text {
		return bare
	}
	return text
}

// Empty tells that nothing stands in the row.
func (r Row) Empty() bool {
	return !slices.ContainsFunc(r.cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// Time reads the first of the columns that is filled, nil when none is. A date is
// midnight UTC; in a workbook it may be a date of the spreadsheet's own.
func (r Row) Time(columns ...string) (*time.Time, *returns.Error) {
	for _, column := range columns {
		text := r.Get(column)
		if text == "" {
			continue
		}
		if at, ok := r.serial(text); ok {
			return &at, nil
		}
		return ParseTime(column, text)
	}
	return nil, nil //nolint:nilnil // no time is a fine answer
}

// ParseTime reads a time as people write it into a cell. A date is midnight UTC.
func ParseTime(column, text string) (*time.Time, *returns.Error) {
	for _, layout := range []string{time.DateOnly, time.RFC3339, time.DateTime} {
		if at, err := time.Parse(layout, text); err == nil {
			return &at, nil
		}
	}
	return nil, returns.RefuseField(column, "not_a_time", "%s is not a date such as 2026-01-31 or a time such as 2026-01-31T10:00:00Z", Quote(text))
}

// serial reads days since 1900, as workbooks store dates.
func (r Row) serial(text string) (time.Time, bool) {
	var days float64
	if r.format != XLSX {
		return time.Time{}, false
	}
	if n, err := fmt.Sscanf(text+" ", "%g ", &days); n != 1 || err != nil || days < 1 || days > 2_958_465 {
		return time.Time{}, false
	}
	at, err := excelize.ExcelDateToTime(days, false)
	return at.Round(time.Second), err == nil
}
