package returns

import (
	"strconv"
	"time"
)

// Method is how the goods come back, or that they need not.
type Method string

// The methods.
const (
	MethodPickup   Method = "pickup"
	MethodDropOff  Method = "drop_off"
	MethodInStore  Method = "in_store"
	MethodKeepItem Method = "keep_item"
)

// RefundTo is the form the money takes.
type RefundTo string

// The forms.
const (
	RefundToOriginal    RefundTo = "original"
	RefundToStoreCredit RefundTo = "store_credit"
	RefundToExchange    RefundTo = "exchange"
)

// Request is what somebody asks for when opening a return.
type Request struct {
	OrderNumber string         `json:"order_number"`
	Lines       []RequestLine  `json:"lines"`
	Method      Method         `json:"method"`
	Pickup      *PickupDetails `json:"pickup,omitempty"`
	Evidence    []string       `json:"evidence,omitempty"`
	RefundTo    RefundTo       `json:"refund_to,omitempty"`
	// CreditTo is the customer who gets the store credit when it is not the one who
	// bought: goods that were a gift come back from whom they were given to.
	CreditTo string `json:"credit_to,omitempty"`
	// Exchange is what the customer gets instead of money, with refund_to exchange.
	Exchange *ExchangeRequest `json:"exchange,omitempty"`
	Note     string           `json:"note,omitempty"`
}

// RequestLine asks for some units of one order line, named by its number or,
// when that is clear enough, by its SKU.
type RequestLine struct {
	LineNo    int            `json:"line_no,omitempty"`
	SKU       string         `json:"sku,omitempty"`
	Quantity  int            `json:"quantity"`
	Reason    string         `json:"reason"`
	Condition string         `json:"condition,omitempty"`
	Note      string         `json:"note,omitempty"`
	Fields    map[string]any `json:"fields,omitempty"`
}

// PickupDetails is where and when a courier may fetch the goods.
type PickupDetails struct {
	Address     string     `json:"address"`
	Contact     string     `json:"contact,omitempty"`
	Phone       string     `json:"phone,omitempty"`
	WindowStart *time.Time `json:"window_start,omitempty"`
	WindowEnd   *time.Time `json:"window_end,omitempty"`
}

// Reason is why goods come back. Reasons are data; these codes are built in:
// damaged, defective, wrong_item, not_as_described, changed_mind,
// ordered_by_mistake, late, other.
type Reason struct {
	Code string
	// ByCustomer tells whose doing it is: the customer then pays return
	// shipping where the policy has a price for it.
	ByCustomer bool
	// Categories are those of the goods it is for; none for all goods.
	Categories []string
	// Check refuses what was filled into the reason's own form, by the paths of
	// the fields under the given one; nil for a reason without a form.
	Check func(field string, filledIn map[string]any) []FieldError
}

// Order is a sold order with what has been returned and refunded of it.
type Order struct {
	Number           string
	CustomerID       string
	Currency         string
	OrderedAt        time.Time
	ShippedAt        *time.Time
	DeliveredAt      *time.Time
	ShippingPaid     int64
	ShippingRefunded int64
	// DiscountMinimum is what the goods had to come to for the order's discount,
	// minor units; zero when the discount asks for nothing. DiscountWithheld is
	// what refunds have taken back of it; see discount.go.
	DiscountMinimum  int64
	DiscountWithheld int64
	Lines            []OrderLine
	// Payments are what the customer paid with, by their sequence.
	Payments []Payment
}

// OrderLine is one line as it was paid. Amounts are minor units.
type OrderLine struct {
	LineNo      int
	SKU         string
	Description string
	Category    string
	Quantity    int
	// Shipped is how many of the units were shipped, nil when the shop does not
	// tell: then all of them count as shipped.
	Shipped *int
	// Goods and Tax are what was paid for all units. Goods is without tax,
	// whether or not prices included it.
	Goods, Tax int64
	// Discount is the line's part of the order's discount, which Goods is without.
	Discount int64
	// TaxIncluded tells that the price was gross, so that the gross is what
	// must never round.
	TaxIncluded bool
	// Reserved units are being returned; Returned units have come back.
	Reserved, Returned int
	// Refunded counts what was refunded or is on its way.
	RefundedUnits int
	RefundedGoods int64
	RefundedTax   int64
}

// Returnable is how many units may still be asked back: of those that were
// shipped, what is not on its way back and has not come back.
func (l OrderLine) Returnable() int { return l.shipped() - l.Reserved - l.Returned }

func (l OrderLine) shipped() int {
	if l.Shipped != nil {
		return *l.Shipped
	}
	return l.Quantity
}

// Left is how much of what was paid for the line has not been refunded.
func (l OrderLine) Left() int64 { return l.Goods + l.Tax - l.RefundedGoods - l.RefundedTax }

// Line returns the order line with the number.
func (o *Order) Line(lineNo int) (*OrderLine, bool) {
	for i := range o.Lines {
		if o.Lines[i].LineNo == lineNo {
			return &o.Lines[i], true
		}
	}
	return nil, false
}

// resolve finds the order lines that a request line means. A SKU that stands
// on several lines at one price takes units from them in order; at different
// prices the request must name the line.
func (o *Order) resolve(field string, want RequestLine) ([]RequestLine, error) {
	if want.LineNo != 0 {
		line, found := o.Line(want.LineNo)
		if !found {
			return nil, RefuseField(field+".line_no", "unknown_line", "order %s has no line %s", o.Number, want.LineNo)
		}
		if want.SKU != "" && want.SKU != line.SKU {
			return nil, RefuseField(field+".sku", "wrong_sku", "line %s of order %s is %s, not %s", line.LineNo, o.Number, line.SKU, want.SKU)
		}
		want.SKU = line.SKU
		return []RequestLine{want}, nil
	}
	var candidates []*OrderLine
	for i := range o.Lines {
		if want.SKU != "" && o.Lines[i].SKU == want.SKU {
			candidates = append(candidates, &o.Lines[i])
		}
	}
	if len(candidates) == 0 {
		return nil, RefuseField(field+".sku", "unknown_sku", "order %s has no line with the SKU %s", o.Number, strconv.Quote(want.SKU))
	}
	if !samePrice(candidates) {
		return nil, RefuseField(field+".sku", "ambiguous_sku", "the SKU %s stands on several lines of order %s at different prices; name the line_no", want.SKU, o.Number)
	}
	return spread(want, candidates), nil
}

func samePrice(lines []*OrderLine) bool {
	first := lines[0]
	for _, line := range lines[1:] {
		if (first.Goods+first.Tax)*int64(line.Quantity) != (line.Goods+line.Tax)*int64(first.Quantity) {
			return false
		}
	}
	return true
}

// spread takes units from the lines in order. What no line can give is asked of
// the last one, so that the refusal names it.
func spread(want RequestLine, lines []*OrderLine) []RequestLine {
	var parts []RequestLine
	left := want.Quantity
	for _, line := range lines {
		if take := min(left, line.Returnable()); take > 0 {
			parts = append(parts, want.on(line, take))
			left -= take
		}
	}
	switch {
	case left > 0 && len(parts) == 0:
		parts = append(parts, want.on(lines[len(lines)-1], left))
	case left > 0:
		parts[len(parts)-1].Quantity += left
	}
	return parts
}

// on is the same wish for some units of one order line.
func (want RequestLine) on(line *OrderLine, quantity int) RequestLine {
	want.LineNo, want.SKU, want.Quantity = line.LineNo, line.SKU, quantity
	return want
}
