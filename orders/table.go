package orders

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"backhaul/returns"
	"backhaul/sheets"
)

// table gathers the rows of each order, wherever they stand, and then stores the
// orders in the sequence of their first rows.
func (j *job) table(ctx context.Context, file io.Reader, format sheets.Format) error {
	table, err := sheets.Open(file, format, Columns, j.options.Headings)
	if err != nil {
		return err
	}
	defer table.Close()
	j.report.UnusedColumns = table.Unused()
	orders := map[string]*gathered{}
	var sequence []*gathered
	for {
		row, err := next(table)
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
			j.reject(row.Number, number, refusal)
		}
	}
	for _, order := range sequence {
		if err := j.put(ctx, order, len(sequence)); err != nil {
			return err
		}
	}
	return nil
}

// take adds a row to the order.
func (g *gathered) take(r row, currency string) *returns.Error {
	line := InputLine{LineNo: g.seen, SKU: r.Get("sku"), Description: r.Get("description"), Category: r.Get("category")}
	var err error
	if line.Quantity, err = strconv.Atoi(r.Get("quantity")); err != nil {
		return returns.RefuseField("quantity", "not_an_integer", "the quantity must be a whole number, not %s", sheets.Quote(r.Get("quantity")))
	}
	if given := r.Get("line_no"); given != "" {
		if line.LineNo, err = strconv.Atoi(given); err != nil {
			return returns.RefuseField("line_no", "not_an_integer", "the line number must be a whole number, not %s", sheets.Quote(given))
		}
	}
	if given := r.Get("shipped_quantity"); given != "" {
		shipped, err := strconv.Atoi(given)
		if err != nil {
			return returns.RefuseField("shipped_quantity", "not_an_integer", "the quantity must be a whole number, not %s", sheets.Quote(given))
		}
		line.Shipped = &shipped
	}
	line.UnitPrice = Price{Amount: r.Get("unit_price")}
	line.Discount, line.Tax = r.price("discount"), r.price("tax")
	head, refusal := r.head(currency)
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
	g.rows = append(g.rows, r.Number)
	return nil
}

// agrees refuses a row that says another thing of the order than those before.
func (g *gathered) agrees(head Input) *returns.Error {
	switch {
	case head.Currency != g.input.Currency:
		return returns.RefuseField("currency", "contradiction", "earlier rows of the order say %s, this one says %s", g.input.Currency, head.Currency)
	case head.PricesIncludeTax != g.input.PricesIncludeTax:
		return returns.RefuseField("prices_include_tax", "contradiction", "earlier rows of the order say %s, this one says %s", g.input.PricesIncludeTax, head.PricesIncludeTax)
	case head.Customer.ID != g.input.Customer.ID:
		return returns.RefuseField("customer_id", "contradiction", "earlier rows of the order say %s, this one says %s", g.input.Customer.ID, head.Customer.ID)
	}
	return nil
}

// head reads what the row says of the whole order.
func (r row) head(currency string) (Input, *returns.Error) {
	head := Input{
		Currency: strings.ToUpper(r.Get("currency")), ShippingPaid: r.price("shipping_paid"),
		Customer: Customer{
			ID: r.Get("customer_id"), Name: r.Get("customer_name"), Email: r.Get("email"), Phone: r.Get("phone"),
			Country: r.Get("country"), Language: r.Get("language"),
		},
	}
	switch given := r.Get("prices_include_tax"); strings.ToLower(given) {
	case "", "false", "no", "0":
	case "true", "yes", "1":
		head.PricesIncludeTax = true
	default:
		return head, returns.RefuseField("prices_include_tax", "not_a_boolean", "prices_include_tax is true or false, not %s", sheets.Quote(given))
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
	ordered, refusal := r.Time("ordered_at", "date")
	if refusal != nil {
		return head, refusal
	}
	if ordered != nil {
		head.OrderedAt = *ordered
	}
	if head.ShippedAt, refusal = r.Time("shipped_at"); refusal != nil {
		return head, refusal
	}
	head.DeliveredAt, refusal = r.Time("delivered_at")
	return head, refusal
}

// row is one row of a table of order lines.
type row struct{ sheets.Row }

// Columns are those of a table of orders, one line of an order in each row.
var Columns = sheets.Columns{
	Required: []string{"order_number", "sku", "quantity", "unit_price"},
	Optional: []string{
		"line_no", "description", "category", "shipped_quantity", "discount", "tax", "customer_id", "customer_name", "email", "phone",
		"country", "language", "currency", "date", "ordered_at", "shipped_at", "delivered_at", "shipping_paid",
		"prices_include_tax",
	},
}

// next reads one row. A [returns.Error] is about that row alone.
func next(table *sheets.Table) (row, error) {
	read, err := table.Next()
	r := row{read}
	if err == nil && r.orderNumber() == "" {
		err = returns.RefuseField("order_number", "required", "%s is missing", "order_number")
	}
	return r, err
}

func (r row) orderNumber() string { return Key(r.Get("order_number")) }

func (r row) price(column string) *Price {
	if amount := r.Get(column); amount != "" {
		return &Price{Amount: amount}
	}
	return nil
}
