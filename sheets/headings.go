package sheets

import (
	"io"
	"slices"
	"strings"

	"backhaul/returns"
)

// Headings are what a file calls columns that it does not call by their own names:
// the column by its heading in the file.
type Headings map[string]string

// ParseHeadings reads pairs such as "Order No=order_number".
func ParseHeadings(pairs []string) (Headings, error) {
	headings := Headings{}
	for _, pair := range pairs {
		at := strings.LastIndexByte(pair, '=') // a heading may hold one, a column's name does not
		if at < 1 || at == len(pair)-1 {
			return nil, returns.RefuseField("heading", "malformed", "%s does not say which column a heading is; write it as Order No=order_number", Quote(pair))
		}
		headings[folded(pair[:at])] = folded(pair[at+1:])
	}
	return headings, nil
}

// folded is a heading without what people do not see as a difference.
func folded(heading string) string { return strings.ToLower(strings.TrimSpace(heading)) }

// readHeader finds the columns of the table in its first row.
func (t *Table) readHeader(columns Columns, headings Headings) error {
	header, err := t.firstRow()
	if err != nil {
		return err
	}
	known := columns.All()
	named := map[string]bool{}
	for i, heading := range header {
		name := folded(heading)
		if column, renamed := headings[name]; renamed {
			if !slices.Contains(known, column) {
				return returns.RefuseField("heading", "unknown_column", "%s is no column of this table; its columns are %s", Quote(column), strings.Join(known, ", "))
			}
			named[name] = true
			name = column
		}
		switch _, twice := t.columns[name]; {
		case !slices.Contains(known, name):
			if name != "" {
				t.unused = append(t.unused, strings.TrimSpace(heading))
			}
		case twice:
			return returns.RefuseField(name, "duplicate_column", "the column %s stands in the file twice", name)
		default:
			t.columns[name] = i
		}
	}
	for heading := range headings {
		if !named[heading] {
			return returns.RefuseField("heading", "unknown_heading", "the file has no heading %s", Quote(heading))
		}
	}
	return t.refuseMissing(columns)
}

func (t *Table) firstRow() ([]string, error) {
	header, _, err := t.source.next()
	if err == io.EOF { //nolint:errorlint // as source promises it
		return nil, returns.Refuse(returns.CodeInvalid, "the file is empty; its first row names the columns")
	}
	if returns.CodeOf(err) == MalformedRow {
		return nil, returns.Refuse(returns.CodeInvalid, "the first row cannot be read as CSV; it names the columns")
	}
	t.width = len(header)
	return header, err
}

// refuseMissing names every required column that the file lacks, and then the
// headings that say nothing to us, one of which may be meant.
func (t *Table) refuseMissing(columns Columns) error {
	var refusal *returns.Error
	for _, name := range columns.Required {
		if _, there := t.columns[name]; there {
			continue
		}
		missing := returns.RefuseField(name, "missing_column", "the file has no column %s; it needs %s", name, strings.Join(columns.Required, ", "))
		if refusal == nil {
			refusal = missing
		} else {
			refusal.Fields = append(refusal.Fields, missing.Fields...)
		}
	}
	if refusal == nil {
		return nil
	}
	for _, heading := range t.unused[:min(len(t.unused), maxUnused)] {
		refusal.Fields = append(refusal.Fields,
			returns.RefuseField(heading, "unused_column", "%s is no column of this table; its columns are %s", Quote(heading), strings.Join(columns.All(), ", ")).Fields...)
	}
	return refusal
}

// maxUnused bounds what is said of a file that is something else altogether.
const maxUnused = 50

// Unused are the headings of columns that are read past.
func (t *Table) Unused() []string { return t.unused[:min(len(t.unused), maxUnused)] }
