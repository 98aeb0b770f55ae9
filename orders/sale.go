package orders

import (
	"fmt"
	"math"
	"strings"
	"time"

	"backhaul/returns"
	"backhaul/sheets"
)

const (
	maxUnits  = 1_000_000
	maxLines  = 5_000
	maxLineNo = 1_000_000
	// maxMinor keeps the sum of an order as far from overflow as each amount is.
	maxMinor = math.MaxInt64 / 1024
)

// sale is an order that has been checked, with what was paid for each line.
type sale struct {
	number       string
	customer     Customer
	currency     string
	orderedAt    time.Time // zero when a file does not say
	shippedAt    *time.Time
	deliveredAt  *time.Time
	shippingPaid int64
	// discountMinimum is what the lines had to come to for the order's discount.
	discountMinimum int64
	// discountTold tells that the shop said what is off the whole order.
	discountTold bool
	payment      *Payment // nil leaves what is stored, by hand at first
	payments     []salePayment
	lines        []saleLine
}

// untold stands for a number of shipped units that the shop does not tell.
const untold = -1

// saleLine holds minor units of the order's currency. Goods is without tax.
type saleLine struct {
	lineNo                     int
	sku, description, category string
	quantity                   int
	// shipped is [untold] when the shop does not say how many units it shipped.
	shipped    int
	unitPrice  string
	goods, tax int64
	// orderDiscount is the line's part of the order's discount; goods is without it.
	orderDiscount int64
	taxIncluded   bool
}

// told is how many units were shipped, nil when the shop does not say.
func (l saleLine) told() *int {
	if l.shipped == untold {
		return nil
	}
	return &l.shipped
}

// check refuses what no order can be, naming every wrong field, and works out
// what was paid.
func (in Input) check() (sale, error) {
	p := &problems{}
	out := sale{
		number: p.key("order_number", in.OrderNumber), customer: p.customer(in.Customer),
		currency: in.Currency, orderedAt: in.OrderedAt.UTC().Truncate(time.Microsecond),
		payment: in.Payment, discountTold: in.Discount != nil || in.DiscountMinimum != nil,
	}
	if in.ShippedAt != nil {
		shipped := in.ShippedAt.UTC().Truncate(time.Microsecond)
		out.shippedAt = &shipped
	}
	if in.DeliveredAt != nil {
		delivered := in.DeliveredAt.UTC().Truncate(time.Microsecond)
		out.deliveredAt = &delivered
	}
	if _, known := returns.ExponentOf(in.Currency); !known {
		p.add("currency", "unknown_currency", "%s is not an ISO 4217 currency code", sheets.Quote(in.Currency))
		return sale{}, p.err() // no amount can be read without it
	}
	out.shippingPaid = p.amount("shipping_paid", in.ShippingPaid, in.Currency)
	if len(in.Lines) == 0 || len(in.Lines) > maxLines {
		p.add("lines", "out_of_range", "an order has between 1 and %s lines, not %s", maxLines, len(in.Lines))
		return sale{}, p.err()
	}
	seen := make(map[int]bool, len(in.Lines))
	for i, line := range in.Lines {
		field := fmt.Sprintf("lines[%d]", i)
		if seen[line.LineNo] {
			p.add(field+".line_no", "duplicate_line", "line %s stands in the order twice", line.LineNo)
		}
		seen[line.LineNo] = true
		out.lines = append(out.lines, p.line(field, line, in))
	}
	p.spreadDiscount(&out, in)
	out.payments = p.payments(in)
	if out.paid() > maxMinor {
		p.add("lines", "out_of_range", "the order's sum is too large an amount")
	}
	return out, p.err()
}

// paid is what was captured for the order. It stops adding where sums become
// absurd, so that it cannot overflow.
func (s *sale) paid() int64 {
	sum := s.shippingPaid
	for _, line := range s.lines {
		if sum > maxMinor {
			break
		}
		sum += line.goods + line.tax
	}
	return sum
}

// line works out the line's price less its own discount; the tax is taken out
// of it once the order's discount is split.
func (p *problems) line(field string, in InputLine, order Input) saleLine {
	out := saleLine{
		lineNo: in.LineNo, sku: p.key(field+".sku", in.SKU), quantity: in.Quantity, shipped: untold, taxIncluded: order.PricesIncludeTax,
		description: p.text(field+".description", in.Description, 1000), category: p.text(field+".category", in.Category, 100),
	}
	if in.LineNo < 1 || in.LineNo > maxLineNo {
		p.add(field+".line_no", "out_of_range", "the line number must be between 1 and %s, not %s", maxLineNo, in.LineNo)
	}
	if in.Quantity < 1 || in.Quantity > maxUnits {
		p.add(field+".quantity", "out_of_range", "the quantity must be between 1 and %s, not %s", maxUnits, in.Quantity)
		return out
	}
	if in.Shipped != nil {
		out.shipped = *in.Shipped
		if out.shipped < 0 || out.shipped > in.Quantity {
			p.add(field+".shipped_quantity", "out_of_range", "between none and all %s units can have been shipped, not %s", in.Quantity, out.shipped)
		}
	}
	if !p.ownCurrency(field+".unit_price", in.UnitPrice, order.Currency) {
		return out
	}
	gross, err := returns.PriceTimes(in.UnitPrice.Amount, in.Quantity, order.Currency)
	if err != nil || gross.Minor < 0 || strings.HasPrefix(in.UnitPrice.Amount, "-") {
		p.wrongAmount(field+".unit_price", in.UnitPrice.Amount, err)
		return out
	}
	discount := p.amount(field+".discount", in.Discount, order.Currency)
	if discount > gross.Minor {
		p.add(field+".discount", "out_of_range", "the discount %s is more than the line's price %s",
			returns.Money{Minor: discount, Currency: order.Currency}, gross)
		discount = 0
	}
	out.unitPrice = tidy(in.UnitPrice.Amount, order.Currency)
	out.goods = gross.Minor - discount
	out.tax = p.amount(field+".tax", in.Tax, order.Currency)
	return out
}

// spreadDiscount splits the order's discount over the lines, once and for all,
// and takes the tax out of prices that include it.
func (p *problems) spreadDiscount(s *sale, in Input) {
	weights, sum := make([]int64, len(s.lines)), int64(0)
	for i, line := range s.lines {
		weights[i] = line.goods
		sum = min(sum+line.goods, math.MaxInt64/2)
	}
	discount := p.amount("discount", in.Discount, in.Currency)
	if discount > sum {
		p.add("discount", "out_of_range", "the discount %s is more than the lines' price %s",
			returns.Money{Minor: discount, Currency: in.Currency}, returns.Money{Minor: sum, Currency: in.Currency})
		return
	}
	s.discountMinimum = p.amount("discount_minimum", in.DiscountMinimum, in.Currency)
	if s.discountMinimum > 0 && (discount == 0 || s.discountMinimum > sum) {
		p.add("discount_minimum", "out_of_range", "the discount %s of lines that come to %s cannot have asked for a minimum of %s",
			returns.Money{Minor: discount, Currency: in.Currency}, returns.Money{Minor: sum, Currency: in.Currency},
			returns.Money{Minor: s.discountMinimum, Currency: in.Currency})
	}
	for i, part := range returns.Allocate(discount, weights) {
		s.lines[i].goods -= part
		s.lines[i].orderDiscount = part
	}
	for i := range s.lines {
		line := &s.lines[i]
		if !line.taxIncluded {
			continue
		}
		if line.tax > line.goods {
			p.add(fmt.Sprintf("lines[%d].tax", i), "out_of_range", "the tax %s is more than the line's price %s, which includes it",
				returns.Money{Minor: line.tax, Currency: in.Currency}, returns.Money{Minor: line.goods, Currency: in.Currency})
			continue
		}
		line.goods -= line.tax
	}
}

// tidy writes a unit price with at least the currency's decimals and without
// needless zeros, so that 2.1 and 2.100 are the same price.
func tidy(amount, currency string) string {
	exponent, _ := returns.ExponentOf(currency)
	whole, fraction, _ := strings.Cut(amount, ".")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	fraction = strings.TrimRight(fraction, "0")
	if missing := exponent - len(fraction); missing > 0 {
		fraction += strings.Repeat("0", missing)
	}
	if fraction == "" {
		return whole
	}
	return whole + "." + fraction
}
