package exports

import (
	"archive/zip"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// maxRows is how many rows a sheet can hold; the table goes on in the next one.
const maxRows = excelize.TotalRows

// xlsxTable writes a workbook. Rows beyond some megabytes wait in a temporary
// file until the table is closed.
type xlsxTable struct {
	to      io.Writer
	file    *excelize.File
	sheet   *excelize.StreamWriter
	columns []any
	sheets  int
	row     int
	date    int
}

func newXLSX(w io.Writer, columns []string) (*xlsxTable, error) {
	t := &xlsxTable{to: w, file: excelize.NewFile()}
	for _, column := range columns {
		t.columns = append(t.columns, column)
	}
	var err error
	if t.date, err = t.file.NewStyle(&excelize.Style{NumFmt: 22}); err != nil {
		return nil, err
	}
	return t, t.newSheet()
}

// newSheet ends the sheet and begins another, with its header.
func (t *xlsxTable) newSheet() error {
	if t.sheet != nil {
		if err := t.sheet.Flush(); err != nil {
			return err
		}
	}
	t.sheets++
	name := fmt.Sprintf("Sheet%d", t.sheets)
	if t.sheets > 1 {
		if _, err := t.file.NewSheet(name); err != nil {
			return err
		}
	}
	var err error
	if t.sheet, err = t.file.NewStreamWriter(name); err != nil {
		return err
	}
	t.row = 1
	return t.sheet.SetRow("A1", t.columns)
}

// Row adds a row.
func (t *xlsxTable) Row(cells ...any) error {
	if t.row == maxRows {
		if err := t.newSheet(); err != nil {
			return err
		}
	}
	t.row++
	row := make([]any, len(cells))
	for i, cell := range cells {
		switch cell := cell.(type) {
		case string:
			row[i] = Text(cell) // a workbook is soon saved as CSV
		case Number:
			number, err := strconv.ParseFloat(string(cell), 64)
			if err != nil {
				return fmt.Errorf("exports: %q is no number", cell)
			}
			row[i] = number
		case time.Time:
			row[i] = excelize.Cell{StyleID: t.date, Value: cell.UTC()}
		default:
			row[i] = cell
		}
	}
	return t.sheet.SetRow("A"+strconv.Itoa(t.row), row)
}

// Close writes the workbook out, straight to where it goes: excelize would put the
// whole archive into memory first.
func (t *xlsxTable) Close() error {
	t.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(t.to) })
	err := t.sheet.Flush()
	if err == nil {
		err = t.file.Write(io.Discard)
	}
	if closed := t.file.Close(); err == nil {
		err = closed
	}
	return err
}
