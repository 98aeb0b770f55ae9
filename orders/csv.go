package orders

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"backhaul/returns"
)

// csv gathers the rows of each order, wherever they stand, and then stores the
// orders in the sequence of their first rows.
func (j *job) csv(ctx context.Context, file io.Reader) error {
	reader, err := openCSV(file)
	if err != nil {
		return err
	}
	orders := map[string]*gathered{}
	var sequence []*gathered
	for {
		row, err := reader.next()
		if errors.Is(err, io.EOF) {
			break
		}
		refusal, isRefusal := errors.AsType[*returns.Error](err)
		if err != nil && !isRefusal {
			return err
		}
		number := row.orderNumber()
		order, known := orders[number]
		if !known {
			order = &gathered{input: Input{OrderNumber: number}}
			orders[number] = order
			sequence = append(sequence, order)
		}
		order.seen++ // a wrong row too, so that the lines behind it keep their numbers when it is put right
		if refusal == nil {
			refusal = order.take(row, j.options.Currency)
		}
		if refusal != nil {
			order.partial = true
			j.reject(row.number, number, refusal)
		}
	}
	for done, order := range sequence {
		if len(order.rows) > 0 {
			if err := j.put(ctx, order); err != nil {
				return fmt.Errorf("order %s: %w", order.input.OrderNumber, err)
			}
		}
		j.progress(done+1, len(sequence))
	}
	return nil
}

// take adds a row to the order.
func (g *gathered) take(row csvRow, currency string) *returns.Error {
	line := InputLine{LineNo: g.seen, SKU: row.get("sku"), Description: row.get("description"), Category: row.get("category")}
	var err error
	if line.Quantity, err = strconv.Atoi(row.get("quantity")); err != nil {
		return returns.RefuseField("quantity", "not_an_integer", "the quantity must be a whole number, not %s", quote(row.get("quantity")))
	}
	if given := row.get("line_no"); given != "" {
		if line.LineNo, err = strconv.Atoi(given); err != nil {
			return returns.RefuseField("line_no", "not_an_integer", "the line number must be a whole number, not %s", quote(given))
		}
	}
	line.UnitPrice = Price{Amount: row.get("unit_price")}
	line.Discount, line.Tax = row.price("discount"), row.price("tax")
	head, refusal := row.head(currency)
	if refusal != nil {
		return refusal
	}
	if len(g.rows) == 0 {
		head.OrderNumber, head.Lines = g.input.OrderNumber, nil
		g.input = head
	} else if refusal := g.agrees(head); refusal != nil {
		return refusal
	}
	g.input.Lines = append(g.input.Lines, line)
	g.rows = append(g.rows, row.number)
	return nil
}

// agrees refuses a row that says another thing of the order than those before.
func (g *gathered) agrees(head Input) *returns.Error {
	switch {
	case head.Currency != g.input.Currency:
		return returns.RefuseField("currency", "contradiction", "earlier rows of the order say %s, this one says %s", g.input.Currency, head.Currency)
	case head.Customer.ID != g.input.Customer.ID:
		return returns.RefuseField("customer_id", "contradiction", "earlier rows of the order say %s, this one says %s", g.input.Customer.ID, head.Customer.ID)
	}
	return nil
}

// head reads what the row says of the whole order.
func (r csvRow) head(currency string) (Input, *returns.Error) {
	head := Input{
		Currency: strings.ToUpper(r.get("currency")), ShippingPaid: r.price("shipping_paid"),
		Customer: Customer{
			ID: r.get("customer_id"), Name: r.get("customer_name"), Email: r.get("email"), Phone: r.get("phone"),
			Country: r.get("country"), Language: r.get("language"),
		},
	}
	if head.Currency == "" {
		head.Currency = currency
	}
	if head.Currency == "" {
		return head, returns.RefuseField("currency", "required", "the row names no currency; add a column currency, or name one for the whole file")
	}
	if head.Customer.ID == "" {
		head.Customer.ID = "guest:" + r.orderNumber()
	}
	ordered, refusal := r.time("ordered_at", "date")
	if refusal != nil {
		return head, refusal
	}
	if ordered != nil {
		head.OrderedAt = *ordered
	}
	if head.ShippedAt, refusal = r.time("shipped_at"); refusal != nil {
		return head, refusal
	}
	head.DeliveredAt, refusal = r.time("delivered_at")
	return head, refusal
}

// csvFile reads rows by the names of their columns.
type csvFile struct {
	reader  *csv.Reader
	columns map[string]int
	width   int
	// extra counts line breaks inside cells, so that rows are numbered as a
	// spreadsheet numbers them.
	extra int
}

type csvRow struct {
	number  int
	cells   []string
	columns map[string]int
}

var (
	requiredColumns = []string{"order_number", "sku", "quantity", "unit_price"}
	optionalColumns = []string{
		"line_no", "description", "category", "discount", "tax", "customer_id", "customer_name", "email", "phone",
		"country", "language", "currency", "date", "ordered_at", "shipped_at", "delivered_at", "shipping_paid",
	}
)

// openCSV reads the header. A byte order mark is skipped, and semicolons or
// tabs are taken as separators when the header has them instead of commas.
func openCSV(file io.Reader) (*csvFile, error) {
	buffered := bufio.NewReaderSize(file, 64<<10)
	if mark, err := buffered.Peek(3); err == nil && bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = buffered.Discard(3)
	}
	start, err := buffered.Peek(4 << 10)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, err
	}
	first, _, _ := bytes.Cut(start, []byte("\n"))
	f := &csvFile{reader: csv.NewReader(buffered), columns: map[string]int{}}
	f.reader.FieldsPerRecord = -1
	for _, separator := range []rune{';', '\t'} {
		if !bytes.ContainsRune(first, ',') && bytes.ContainsRune(first, separator) {
			f.reader.Comma = separator
		}
	}
	header, err := f.reader.Read()
	if errors.Is(err, io.EOF) {
		return nil, returns.Refuse(returns.CodeInvalid, "the file is empty; its first row names the columns")
	}
	if _, wrong := errors.AsType[*csv.ParseError](err); wrong {
		return nil, returns.Refuse(returns.CodeInvalid, "the first row cannot be read as CSV; it names the columns")
	}
	if err != nil {
		return nil, err
	}
	f.width = len(header)
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := f.columns[name]; twice && slices.Contains(append(requiredColumns, optionalColumns...), name) {
			return nil, returns.RefuseField(name, "duplicate_column", "the column %s stands in the file twice", name)
		}
		f.columns[name] = i
	}
	for _, name := range requiredColumns {
		if _, there := f.columns[name]; !there {
			return nil, returns.RefuseField(name, "missing_column", "the file has no column %s; it needs %s", name, strings.Join(requiredColumns, ", "))
		}
	}
	return f, nil
}

// next reads one row. A [returns.Error] is about that row alone.
func (f *csvFile) next() (csvRow, error) {
	cells, err := f.reader.Read()
	row := csvRow{cells: cells, columns: f.columns}
	if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
		row.number, row.cells = wrong.StartLine-f.extra, nil
		f.extra += wrong.Line - wrong.StartLine
		return row, returns.Refuse(codeMalformedRow, "the row cannot be read as CSV: a quote is missing or out of place")
	}
	if err != nil {
		return row, err
	}
	line, _ := f.reader.FieldPos(0)
	row.number = line - f.extra
	for _, cell := range cells {
		f.extra += strings.Count(cell, "\n")
	}
	switch {
	case len(cells) != f.width:
		return row, returns.Refuse(codeMalformedRow, "the row has %s cells, the header has %s", len(cells), f.width)
	case !utf8.ValidString(strings.Join(cells, "")):
		return row, returns.Refuse(codeMalformedRow, "the row is not UTF-8; save the file as UTF-8")
	case row.orderNumber() == "":
		return row, returns.RefuseField("order_number", "required", "%s is missing", "order_number")
	}
	return row, nil
}

func (r csvRow) orderNumber() string { return Key(r.get("order_number")) }

func (r csvRow) get(column string) string {
	if i, there := r.columns[column]; there && i < len(r.cells) {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

func (r csvRow) price(column string) *Price {
	if amount := r.get(column); amount != "" {
		return &Price{Amount: amount}
	}
	return nil
}

// time reads the first of the columns that is filled. A date is midnight UTC.
func (r csvRow) time(columns ...string) (*time.Time, *returns.Error) {
	for _, column := range columns {
		text := r.get(column)
		if text == "" {
			continue
		}
		for _, layout := range []string{time.DateOnly, time.RFC3339, time.DateTime} {
			if at, err := time.Parse(layout, text); err == nil {
				return &at, nil
			}
		}
		return nil, returns.RefuseField(column, "not_a_time", "%s is not a date such as 2026-01-31 or a time such as 2026-01-31T10:00:00Z", quote(text))
	}
	return nil, nil //nolint:nilnil // no time is a fine answer
}
