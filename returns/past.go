package returns

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// This file reads what a former system tells of a return that has ended: row by
// row, as it stands in a file, into a [Past] whose order is known. What becomes of
// it here is in past_import.go.

// PastRow is one order line of a return of a former system, with what is said of
// the whole return in every row. Amounts are decimals of the order's currency, ""
// for nothing.
type PastRow struct {
	// Number is the return's own in the former system.
	Number      string
	OrderNumber string
	// LineNo may be 0 where the SKU says which line it is.
	LineNo   int
	SKU      string
	Quantity int
	Reason   string
	Status   Status
	// OpenedAt is when it was asked for, ClosedAt when it ended.
	OpenedAt, ClosedAt *time.Time
	// Disposition is what became of the goods of a completed return: one of those
	// of an inspection, [PastLost] or [PastKept].
	Disposition                  Disposition
	Goods, Tax, RefundedShipping string
}

// Dispositions that only what is past has: the carrier lost the goods and they were
// refunded anyway, or the customer was let keep them.
const (
	PastLost Disposition = "lost"
	PastKept Disposition = Disposition(MethodKeepItem)
)

// Past is an ended return of a former system. From names the system; amounts are
// minor units of the order's currency.
type Past struct {
	From        string     `json:"imported_from"`
	Number      string     `json:"imported_number"`
	OrderNumber string     `json:"order_number"`
	Currency    string     `json:"currency"`
	Status      Status     `json:"status"`
	OpenedAt    time.Time  `json:"opened_at"`
	ClosedAt    time.Time  `json:"closed_at"`
	Lines       []PastLine `json:"lines"`
	Shipping    int64      `json:"shipping"`
}

// PastLine is what a past return says of one order line.
type PastLine struct {
	LineNo      int         `json:"line_no"`
	SKU         string      `json:"sku"`
	Quantity    int         `json:"quantity"`
	Reason      string      `json:"reason"`
	Disposition Disposition `json:"disposition,omitempty"`
	Goods       int64       `json:"goods"`
	Tax         int64       `json:"tax"`
}

// Digest stands for everything that the past return says, so that a repeat is told
// from a correction.
func (p Past) Digest() string {
	text, err := json.Marshal(p)
	if err != nil {
		panic("returns: a past return cannot be written as JSON: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}

// ReadPast puts the rows of one return together. It refuses what no ended return of
// the order can say, all of it together, by fields such as rows[0].quantity.
func ReadPast(from string, rows []PastRow, order *Order, reasons []Reason, now time.Time) (Past, error) {
	reader := pastReader{rows: rows, order: order, reasons: reasons, now: now, problems: Error{Code: CodeInvalid}}
	first := rows[0]
	past := Past{From: from, Number: first.Number, OrderNumber: first.OrderNumber, Currency: order.Currency, Status: first.Status}
	for i, row := range rows {
		if reader.agrees(i) && reader.ended(i) {
			past.OpenedAt, past.ClosedAt = row.OpenedAt.UTC().Truncate(time.Microsecond), row.ClosedAt.UTC().Truncate(time.Microsecond)
		}
		line, shipping := reader.line(i)
		past.Shipping += shipping
		past.Lines = append(past.Lines, line)
	}
	if len(reader.problems.Fields) > 0 {
		return past, &reader.problems
	}
	return past, nil
}

// pastReader reads the rows of one return.
type pastReader struct {
	rows     []PastRow
	order    *Order
	reasons  []Reason
	now      time.Time
	problems Error
}

// refuse notes what is wrong with a row.
func (p *pastReader) refuse(i int, refusal error) { p.problems.add(inRow(i, refusal)) }

// inRow says of a refusal about one field which row it is about.
func inRow(i int, err error) *Error {
	field := ""
	if refusal, ok := err.(*Error); ok { //nolint:errorlint // it comes straight from the domain, never wrapped
		field = strings.TrimPrefix(refusal.Reason().Field, ".")
	}
	return of(fmt.Sprintf("rows[%d].%s", i, field), err)
}

// agrees holds what a row says of the whole return against the first one.
func (p *pastReader) agrees(i int) bool {
	row, first := p.rows[i], p.rows[0]
	for _, said := range []struct {
		field string
		same  bool
	}{
		{"order_number", row.OrderNumber == first.OrderNumber},
		{"status", row.Status == first.Status},
		{"opened_at", sameTime(row.OpenedAt, first.OpenedAt)},
		{"closed_at", sameTime(row.ClosedAt, first.ClosedAt)},
	} {
		if !said.same {
			p.refuse(i, RefuseField(said.field, "rows_differ", "%s is another one than in the first row of the return %s", said.field, strconv.Quote(row.Number)))
			return false
		}
	}
	return true
}

func sameTime(a, b *time.Time) bool { return (a == nil) == (b == nil) && (a == nil || a.Equal(*b)) }

// ended checks how and when the return ended.
func (p *pastReader) ended(i int) bool {
	row := p.rows[i]
	switch {
	case !slices.Contains(Statuses(), row.Status):
		p.refuse(i, RefuseField("status", "unknown_status", "%s is not how a return ends; choose one of %s", strconv.Quote(string(row.Status)), endings()))
	case !row.Status.Ended():
		p.refuse(i, RefuseField("status", "still_open", "the return is %s and has not ended; end it where it is, or open it here as a new one", row.Status))
	case row.OpenedAt == nil:
		p.refuse(i, RefuseField("opened_at", "required", "%s is missing", "opened_at"))
	case row.ClosedAt == nil:
		p.refuse(i, RefuseField("closed_at", "required", "%s is missing", "closed_at"))
	case row.ClosedAt.Before(*row.OpenedAt):
		p.refuse(i, RefuseField("closed_at", "out_of_range", "the return cannot have ended at %s, before it was opened at %s", row.ClosedAt.Format(time.RFC3339), row.OpenedAt.Format(time.RFC3339)))
	case row.ClosedAt.After(p.now):
		p.refuse(i, RefuseField("closed_at", "out_of_range", "the return cannot have ended at %s, which is still to come", row.ClosedAt.Format(time.RFC3339)))
	case row.OpenedAt.AddDate(0, 0, 1).Before(p.order.OrderedAt): // a day without a time may be the same
		p.refuse(i, RefuseField("opened_at", "out_of_range", "the return cannot have been opened at %s, before the order of %s", row.OpenedAt.Format(time.RFC3339), p.order.OrderedAt.Format(time.RFC3339)))
	default:
		return true
	}
	return false
}

func endings() string {
	var names []string
	for _, status := range Statuses() {
		if status.Ended() {
			names = append(names, string(status))
		}
	}
	return strings.Join(names, ", ")
}

// line reads what the row says of its order line, and of the order's shipping.
func (p *pastReader) line(i int) (line PastLine, shipping int64) {
	row := p.rows[i]
	line = PastLine{Quantity: row.Quantity, Reason: row.Reason, Disposition: row.Disposition}
	if on := p.orderLine(i); on != nil {
		line.LineNo, line.SKU = on.LineNo, on.SKU
	}
	if row.Quantity < 1 || row.Quantity > maxUnits {
		p.refuse(i, RefuseField("quantity", "out_of_range", "the quantity must be between 1 and %s, not %s", maxUnits, row.Quantity))
	}
	if !slices.ContainsFunc(p.reasons, func(r Reason) bool { return r.Code == row.Reason }) {
		p.refuse(i, RefuseField("reason", "unknown_reason", "%s is not a reason; choose one of %s", strconv.Quote(row.Reason), codesOf(p.reasons)))
	}
	p.disposition(i)
	line.Goods = p.amount(i, "refunded_goods", row.Goods)
	line.Tax = p.amount(i, "refunded_tax", row.Tax)
	return line, p.amount(i, "refunded_shipping", row.RefundedShipping)
}

// orderLine finds the line of the order that the row means; nil when it was refused.
func (p *pastReader) orderLine(i int) *OrderLine {
	row := p.rows[i]
	if row.LineNo == 0 {
		named := slices.Clone(p.order.Lines)
		named = slices.DeleteFunc(named, func(l OrderLine) bool { return l.SKU != row.SKU })
		if len(named) > 1 {
			p.refuse(i, RefuseField("line_no", "ambiguous_sku", "the SKU %s stands on several lines of order %s; name the line_no", row.SKU, p.order.Number))
			return nil
		}
	}
	found, err := p.order.resolve("", RequestLine{LineNo: row.LineNo, SKU: row.SKU, Quantity: 1})
	if err != nil {
		p.refuse(i, err)
		return nil
	}
	line, _ := p.order.Line(found[0].LineNo)
	for _, before := range p.rows[:i] {
		if before.LineNo == line.LineNo || (before.LineNo == 0 && before.SKU == line.SKU) {
			p.refuse(i, RefuseField("line_no", "duplicate_line", "line %s of order %s stands in the return twice; add the quantities up", line.LineNo, p.order.Number))
			return nil
		}
	}
	return line
}

// disposition checks what became of the goods: only a completed return kept any,
// and the customer keeps all of them or none.
func (p *pastReader) disposition(i int) {
	row := p.rows[i]
	known := slices.Concat(accepting, []Disposition{PastLost, PastKept})
	switch {
	case row.Status != Completed && row.Disposition != "":
		p.refuse(i, RefuseField("disposition", "not_completed", "a return that ended as %s has no %s; leave the cell empty", row.Status, "disposition"))
	case row.Status == Completed && !slices.Contains(known, row.Disposition):
		p.refuse(i, RefuseField("disposition", "unknown_disposition", "%s is not a disposition; choose one of %s", strconv.Quote(string(row.Disposition)), joined(known)))
	case row.Status == Completed && (row.Disposition == PastKept) != (p.rows[0].Disposition == PastKept):
		p.refuse(i, RefuseField("disposition", "rows_differ", "the customer keeps the goods of all lines of a return, or of none"))
	}
}

// amount reads what was refunded, which only a completed return has.
func (p *pastReader) amount(i int, field, text string) int64 {
	if text == "" {
		return 0
	}
	money, err := ParseMoney(text, p.order.Currency)
	if err != nil {
		p.refuse(i, of(field, err))
		return 0
	}
	switch {
	case money.Minor < 0:
		p.refuse(i, RefuseField(field, "negative", "%s cannot be less than nothing, as %s is", field, money))
	case money.Minor > 0 && p.rows[i].Status != Completed:
		p.refuse(i, RefuseField(field, "not_completed", "a return that ended as %s has no %s; leave the cell empty", p.rows[i].Status, field))
	default:
		return money.Minor
	}
	return 0
}

// of says of a refusal which field it is about.
func of(field string, err error) *Error {
	refusal, ok := err.(*Error) //nolint:errorlint // it comes straight from the domain, never wrapped
	if !ok {
		refusal = Refuse(CodeInvalid, "%s", err)
	}
	reason := refusal.Reason()
	reason.Field = field
	refusal.Fields = []FieldError{reason}
	return refusal
}
