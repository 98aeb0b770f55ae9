package reports

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"backhaul/exports"
	"backhaul/returns"
)

// Workbook writes all reports of the period as XLSX, one sheet each, with charts
// that the spreadsheet draws itself. Amounts are numbers in the cells, one row for
// each currency where there are several.
func (r *Reader) Workbook(ctx context.Context, w io.Writer) error {
	book := &workbook{file: excelize.NewFile(), chinese: r.ask.Language == "zh-CN"}
	defer book.file.Close()
	for _, sheet := range []func(context.Context, *workbook) error{
		r.summarySheet, r.trendSheet, r.reasonSheet, r.productSheet, r.categorySheet, r.customerSheet, r.stepSheet, r.refundSheet,
		r.dispositionSheet, r.policySheet, r.reviewerSheet, r.carrierSheet,
	} {
		if err := sheet(ctx, book); err != nil {
			return err
		}
	}
	if err := book.file.DeleteSheet("Sheet1"); err != nil { // the one that every new file has
		return err
	}
	book.file.SetActiveSheet(0)
	return book.file.Write(w)
}

// workbook is a file that grows sheet by sheet.
type workbook struct {
	file    *excelize.File
	chinese bool
}

// chart says how a sheet's table is drawn: the first column against some others.
type chart struct {
	kind    excelize.ChartType
	columns []int
}

// sheet writes a table and its chart. The title and the heads are words of
// words.go, in the reader's language.
func (b *workbook) sheet(title string, heads []string, rows [][]any, drawn chart) error {
	name := b.word(title)
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	bold, err := b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	table := make([]any, len(heads))
	for i, head := range heads {
		table[i] = b.word(head)
	}
	for i, row := range append([][]any{table}, rows...) {
		for at, cell := range row {
			if text, is := cell.(string); is { // names of goods, people and reasons come from elsewhere
				row[at] = exports.Text(text)
			}
		}
		if err := b.file.SetSheetRow(name, "A"+strconv.Itoa(i+1), &row); err != nil {
			return err
		}
	}
	if err := b.file.SetRowStyle(name, 1, 1, bold); err != nil {
		return err
	}
	if err := b.file.SetColWidth(name, "A", "B", 24); err != nil {
		return err
	}
	if len(drawn.columns) == 0 || len(rows) == 0 {
		return nil
	}
	last, within := min(len(rows), 400)+1, "'"+name+"'"
	var series []excelize.ChartSeries
	for _, column := range drawn.columns {
		letter, err := excelize.ColumnNumberToName(column)
		if err != nil {
			return err
		}
		series = append(series, excelize.ChartSeries{
			Name:       fmt.Sprintf("%s!$%s$1", within, letter),
			Categories: fmt.Sprintf("%s!$A$2:$A$%d", within, last),
			Values:     fmt.Sprintf("%s!$%s$2:$%s$%d", within, letter, letter, last),
		})
	}
	beside, err := excelize.CoordinatesToCellName(len(heads)+2, 2)
	if err != nil {
		return err
	}
	return b.file.AddChart(name, beside, &excelize.Chart{
		Type: drawn.kind, Series: series, Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: name}}},
		Dimension: excelize.ChartDimension{Width: 720, Height: 400},
	})
}

func (b *workbook) word(english string) string {
	if chinese, known := words[english]; known && b.chinese {
		return chinese
	}
	return english
}

// number is an amount as a spreadsheet adds it up.
func number(money returns.Money) float64 {
	value, _ := strconv.ParseFloat(money.Decimal(), 64) // written by us
	return value
}

// inAll adds amounts up when they are in one currency; several stay apart as text.
func inAll(list []returns.Money) any {
	switch len(list) {
	case 0:
		return 0
	case 1:
		return number(list[0])
	}
	text := ""
	for _, money := range list {
		text += money.String() + " "
	}
	return text
}

func rate(value *float64) any {
	if value == nil {
		return ""
	}
	return *value
}

func hours(seconds *int64) any {
	if seconds == nil {
		return ""
	}
	return float64(*seconds) / 3600
}
