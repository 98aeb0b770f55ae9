package imports

import (
	"context"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/orders"
	"backhaul/returns"
	"backhaul/sheets"
)

// PastReturnColumns are those of a table of returns that a former system has ended.
// A row is one order line of a return; the rows of one return stand together.
var PastReturnColumns = sheets.Columns{
	Required: []string{"return_number", "order_number", "quantity", "reason", "status", "opened_at", "closed_at"},
	Optional: []string{"line_no", "sku", "disposition", "refunded_goods", "refunded_tax", "refunded_shipping"},
}

// pastRow is a row as it is read, before anything of it is believed.
type pastRow struct {
	Number      string `json:"return_number"`
	OrderNumber string `json:"order_number"`
	LineNo      int    `json:"line_no"`
	SKU         string `json:"sku"`
	Quantity    *int   `json:"quantity"`
	Reason      string `json:"reason"`
	Status      string `json:"status"`
	OpenedAt    string `json:"opened_at"`
	ClosedAt    string `json:"closed_at"`
	Disposition string `json:"disposition"`
	Goods       string `json:"refunded_goods"`
	Tax         string `json:"refunded_tax"`
	Shipping    string `json:"refunded_shipping"`

	opened, closed *time.Time
}

// pastAtOnce is how many rows one transaction stores, about.
const pastAtOnce = 1000

var formerSystem = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,39}$`)

// PastReturns takes in the ended returns of a former system, which from names. They
// count like returns that ended here: of their order lines as returned and refunded,
// and in reports. Nothing else happens. A return goes in whole or not at all: a row
// that is wrong keeps the others of its return out. What was imported before stays
// as it is.
func PastReturns(
	ctx context.Context, pool *pgxpool.Pool, file io.Reader, format sheets.Format, from string, by audit.Who, options Options,
) (Report, error) {
	report := Report{Rejections: Rejections{Rejected: []Rejection{}}}
	if !formerSystem.MatchString(from) {
		return report, returns.RefuseField("from", "invalid",
			"%s does not name the system that the returns come from; give up to 40 small letters, digits, points, dashes and underscores", sheets.Quote(from))
	}
	job := &pastJob{pool: pool, from: from, by: by, options: options, report: &report, seen: map[string]int{}, tried: map[string]*returns.Order{}}
	rows := source[pastRow]{columns: PastReturnColumns, headings: options.Headings, row: pastRowOf}
	next, closing, err := rows.open(file, format, &report)
	if err != nil {
		return report, err
	}
	defer closing()
	for err == nil {
		read, unread := next()
		if errors.Is(unread, io.EOF) {
			err = job.finish(ctx)
			break
		}
		err = job.take(ctx, read, unread)
	}
	report.sort()
	return report, err
}

func pastRowOf(row sheets.Row) (pastRow, error) {
	read := pastRow{
		Number: row.Get("return_number"), OrderNumber: row.Get("order_number"), SKU: row.Get("sku"), Reason: row.Get("reason"),
		Status: row.Get("status"), Disposition: row.Get("disposition"), Goods: row.Get("refunded_goods"), Tax: row.Get("refunded_tax"),
		Shipping: row.Get("refunded_shipping"),
	}
	var err error
	if text := row.Get("line_no"); text != "" {
		if read.LineNo, err = strconv.Atoi(text); err != nil || read.LineNo < 1 {
			return read, returns.RefuseField("line_no", "not_an_integer", "the line_no must be a whole number from 1, not %s", sheets.Quote(text))
		}
	}
	quantity, err := strconv.Atoi(row.Get("quantity"))
	if err != nil {
		return read, returns.RefuseField("quantity", "not_an_integer", "the quantity must be a whole number, not %s", sheets.Quote(row.Get("quantity")))
	}
	read.Quantity = &quantity
	for column, into := range map[string]**time.Time{"opened_at": &read.opened, "closed_at": &read.closed} {
		at, refusal := row.Time(column)
		if refusal != nil {
			return read, refusal
		}
		*into = at
	}
	return read, nil
}

// check tidies the keys, and reads what NDJSON left as text.
func (r *pastRow) check() (err error) {
	if r.OrderNumber, err = orders.CheckKey("order_number", r.OrderNumber); err != nil {
		return err
	}
	r.Status, r.Disposition = strings.ToLower(r.Status), strings.ToLower(r.Disposition)
	for _, said := range []struct {
		column, text string
		into         **time.Time
	}{{"opened_at", r.OpenedAt, &r.opened}, {"closed_at", r.ClosedAt, &r.closed}} {
		if said.text == "" {
			continue
		}
		at, refusal := sheets.ParseTime(said.column, said.text)
		if refusal != nil {
			return refusal
		}
		*said.into = at
	}
	switch {
	case r.Quantity == nil:
		return returns.RefuseField("quantity", "required", "%s is missing", "quantity")
	case r.LineNo < 0:
		return returns.RefuseField("line_no", "not_an_integer", "the line_no must be a whole number from 1, not %s", r.LineNo)
	case r.LineNo == 0 && r.SKU == "":
		return returns.RefuseField("sku", "required", "name the line of the order by line_no or sku")
	}
	return nil
}
