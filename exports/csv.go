// Package exports writes tables for people who open them in a spreadsheet.
//
// A cell that a spreadsheet would take for a formula is written as text: names,
// notes and order numbers come from strangers, and =HYPERLINK(…) in one of them
// must not run on a clerk's machine. It imports nothing of ours.
package exports

import (
	"encoding/csv"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns the cell's content so that no spreadsheet takes it for a formula:
// with an apostrophe before it when its first character, leaving out space and
// marks that are not seen, may begin one, in any width.
func Text(content string) string {
	seen := strings.TrimLeftFunc(content, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r)
	})
	first, _ := utf8.DecodeRuneInString(seen)
	// A tab or line break alone makes some spreadsheets look at what follows.
	begins, _ := utf8.DecodeRuneInString(content)
	if strings.ContainsRune("=+-@|%＝＋－﹣−＠﹫﹦﹢", first) || begins == '\t' || begins == '\r' || begins == '\n' {
		return "'" + content
	}
	return content
}

// CSV writes a table.
type CSV struct{ writer *csv.Writer }

// NewCSV begins a table with the names of its columns, after a byte order mark,
// without which Excel reads Chinese as noise.
func NewCSV(w io.Writer, columns ...string) (CSV, error) {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return CSV{}, err
	}
	table := CSV{csv.NewWriter(w)}
	return table, table.writer.Write(columns)
}

// Row adds a row; every cell is text.
func (c CSV) Row(cells ...string) error {
	row := make([]string, len(cells))
	for i, cell := range cells {
		row[i] = Text(cell)
	}
	return c.writer.Write(row)
}

// Flush writes what is still held back.
func (c CSV) Flush() error {
	c.writer.Flush()
	return c.writer.Error()
}
