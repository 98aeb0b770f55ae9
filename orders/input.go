package orders

import (
	"bytes"
	"encoding/json"
	"time"

	"golang.org/x/text/unicode/norm"

	"backhaul/returns"
)

// Input is an order as a shop system sends it.
type Input struct {
	// OrderNumber is in the path of a PUT and in the line of an NDJSON file.
	OrderNumber string     `json:"order_number,omitempty"`
	Customer    Customer   `json:"customer"`
	Currency    string     `json:"currency"`
	OrderedAt   time.Time  `json:"ordered_at"`
	ShippedAt   *time.Time `json:"shipped_at,omitempty"`
	DeliveredAt *time.Time `json:"delivered_at,omitempty"`
	// ShippingPaid is what the customer paid for the shipping.
	ShippingPaid *Price `json:"shipping_paid,omitempty"`
	// Discount is off the whole order and is split over its lines.
	Discount *Price `json:"discount,omitempty"`
	// DiscountMinimum is what the lines had to come to for the discount.
	DiscountMinimum *Price `json:"discount_minimum,omitempty"`
	// PricesIncludeTax tells that unit prices and discounts are gross.
	PricesIncludeTax bool `json:"prices_include_tax,omitempty"`
	// Payment is who captured the money and pays it back; by hand unless given.
	Payment *Payment `json:"payment,omitempty"`
	// Payments are given instead where the customer paid with more than one, in the
	// order in which they were captured. They add up to the order's total.
	Payments []InputPayment `json:"payments,omitempty"`
	Lines    []InputLine    `json:"lines"`
}

// Payment is a captured payment at a payment provider.
type Payment struct {
	Provider  string `json:"provider"`
	Reference string `json:"reference"`
}

// Customer is who bought.
type Customer struct {
	ID      string `json:"id"`
	Name    string `json:"name,omitempty"`
	Email   string `json:"email,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Country string `json:"country,omitempty"`
	// Language of the messages to the customer, en or zh-CN.
	Language string `json:"language,omitempty"`
}

// InputLine is one line as it was sold.
type InputLine struct {
	LineNo      int    `json:"line_no"`
	SKU         string `json:"sku"`
	Description string `json:"description,omitempty"`
	Category    string `json:"category,omitempty"`
	Quantity    int    `json:"quantity"`
	// Shipped is how many of the units were shipped; all of them without it.
	Shipped   *int  `json:"shipped_quantity,omitempty"`
	UnitPrice Price `json:"unit_price"`
	// Discount and Tax are for all units of the line together.
	Discount *Price `json:"discount,omitempty"`
	Tax      *Price `json:"tax,omitempty"`
}

// Price is a decimal amount with as many decimals as the shop gave it. Without
// a currency it is in the order's.
type Price struct {
	Amount   string
	Currency string
}

// UnmarshalJSON reads "12.34" or {"amount":"12.34","currency":"GBP"}. A JSON
// number is refused: on its way it may have been a float.
func (p *Price) UnmarshalJSON(data []byte) error {
	*p = Price{}
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &p.Amount)
	}
	var money struct {
		Amount   *string `json:"amount"`
		Currency *string `json:"currency"`
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&money); err != nil || money.Amount == nil || money.Currency == nil {
		return returns.RefuseField("", "not_a_price", "%s is not a price; write \"12.34\" or {\"amount\":\"12.34\",\"currency\":\"GBP\"}", string(data))
	}
	p.Amount, p.Currency = *money.Amount, *money.Currency
	return nil
}

// MarshalJSON writes the shorter form that says the same.
func (p Price) MarshalJSON() ([]byte, error) {
	if p.Currency == "" {
		return json.Marshal(p.Amount)
	}
	return json.Marshal(map[string]string{"amount": p.Amount, "currency": p.Currency})
}

// Key brings an order number, SKU or customer id into the one form under which
// it is stored and looked up, so that an é is found whichever way it was typed.
func Key(text string) string { return norm.NFC.String(text) }
