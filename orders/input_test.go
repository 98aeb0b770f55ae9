package orders

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// plain is an order of one line that nothing is wrong with.
func plain(change func(*Input)) Input {
	in := Input{
		OrderNumber: "536367", Customer: Customer{ID: "13047", Country: "United Kingdom"}, Currency: "GBP",
		OrderedAt: time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC),
		Lines:     []InputLine{{LineNo: 1, SKU: "84879", Quantity: 32, UnitPrice: Price{Amount: "1.69"}}},
	}
	if change != nil {
		change(&in)
	}
	return in
}

func price(amount string) *Price { return &Price{Amount: amount} }

func TestInput_Lines_StorePaidAmounts(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change     func(*Input)
		goods, tax []int64
		paid       int64
	}{
		"price times quantity": {nil, []int64{5408}, []int64{0}, 5408},
		"shipping is captured too": {
			func(in *Input) { in.ShippingPaid = price("4.95") }, []int64{5408}, []int64{0}, 5903,
		},
		"line discount and tax on top": {
			func(in *Input) { in.Lines[0].Discount, in.Lines[0].Tax = price("4.08"), price("10.00") }, []int64{5000}, []int64{1000}, 6000,
		},
		"tax inside the price": {
			func(in *Input) { in.PricesIncludeTax = true; in.Lines[0].Tax = price("9.01") }, []int64{4507}, []int64{901}, 5408,
		},
		"order discount by largest remainder": {
			func(in *Input) {
				in.Discount = price("10.00")
				in.Lines = []InputLine{
					{LineNo: 1, SKU: "A", Quantity: 1, UnitPrice: Price{Amount: "100"}},
					{LineNo: 2, SKU: "B", Quantity: 1, UnitPrice: Price{Amount: "100"}},
					{LineNo: 3, SKU: "C", Quantity: 1, UnitPrice: Price{Amount: "100"}},
				}
			}, []int64{9666, 9667, 9667}, []int64{0, 0, 0}, 29000,
		},
		"more decimals than the currency": {
			func(in *Input) { in.Lines[0].UnitPrice.Amount = "0.125" }, []int64{400}, []int64{0}, 400,
		},
		"a gift costs nothing": {
			func(in *Input) { in.Lines[0].UnitPrice.Amount = "0" }, []int64{0}, []int64{0}, 0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := plain(tt.change).check()
			require.NoError(t, err)
			var goods, tax []int64
			for _, line := range s.lines {
				goods, tax = append(goods, line.goods), append(tax, line.tax)
			}
			require.Equal(t, tt.goods, goods)
			require.Equal(t, tt.tax, tax)
			require.Equal(t, tt.paid, s.paid())
		})
	}
}

func TestInput_WrongValues_NameTheField(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change      func(*Input)
		field, code string
	}{
		"no order number":            {func(in *Input) { in.OrderNumber = "" }, "order_number", "required"},
		"NUL in the order number":    {func(in *Input) { in.OrderNumber = "53\x0067" }, "order_number", "invisible_character"},
		"right-to-left override":     {func(in *Input) { in.OrderNumber = "53\u202e67" }, "order_number", "invisible_character"},
		"zero-width space":           {func(in *Input) { in.Lines[0].SKU = "848\u200b79" }, "lines[0].sku", "invisible_character"},
		"space at the end":           {func(in *Input) { in.OrderNumber = "536367 " }, "order_number", "invisible_character"},
		"unknown currency":           {func(in *Input) { in.Currency = "XXX" }, "currency", "unknown_currency"},
		"no customer":                {func(in *Input) { in.Customer.ID = "" }, "customer.id", "required"},
		"line break in a name":       {func(in *Input) { in.Customer.Name = "Ana\r\nBcc: x@example.org" }, "customer.name", "control_character"},
		"line break in an address":   {func(in *Input) { in.Customer.Email = "ana@example.org\nBcc: x@y" }, "customer.email", "control_character"},
		"display name for address":   {func(in *Input) { in.Customer.Email = "Ana <ana@example.org>" }, "customer.email", "not_an_address"},
		"unknown language":           {func(in *Input) { in.Customer.Language = "fr" }, "customer.language", "unknown_language"},
		"no lines":                   {func(in *Input) { in.Lines = nil }, "lines", "out_of_range"},
		"no units":                   {func(in *Input) { in.Lines[0].Quantity = 0 }, "lines[0].quantity", "out_of_range"},
		"too many units":             {func(in *Input) { in.Lines[0].Quantity = 1 << 40 }, "lines[0].quantity", "out_of_range"},
		"negative price":             {func(in *Input) { in.Lines[0].UnitPrice.Amount = "-1" }, "lines[0].unit_price", "out_of_range"},
		"price with a sign":          {func(in *Input) { in.Lines[0].UnitPrice.Amount = "£1.69" }, "lines[0].unit_price", "not_a_decimal"},
		"price with an exponent":     {func(in *Input) { in.Lines[0].UnitPrice.Amount = "1e309" }, "lines[0].unit_price", "not_a_decimal"},
		"price beyond all sums":      {func(in *Input) { in.Lines[0].UnitPrice.Amount = "9999999999999999" }, "lines[0].unit_price", "out_of_range"},
		"price in another money":     {func(in *Input) { in.Lines[0].UnitPrice.Currency = "EUR" }, "lines[0].unit_price", "wrong_currency"},
		"tax with half a penny":      {func(in *Input) { in.Lines[0].Tax = price("0.005") }, "lines[0].tax", "too_many_decimals"},
		"discount above the price":   {func(in *Input) { in.Lines[0].Discount = price("54.09") }, "lines[0].discount", "out_of_range"},
		"discount above the order":   {func(in *Input) { in.Discount = price("54.09") }, "discount", "out_of_range"},
		"minimum without a discount": {func(in *Input) { in.DiscountMinimum = price("50") }, "discount_minimum", "out_of_range"},
		"minimum above the order": {func(in *Input) {
			in.Discount, in.DiscountMinimum = price("4.08"), price("54.09")
		}, "discount_minimum", "out_of_range"},
		"more tax than price": {func(in *Input) {
			in.PricesIncludeTax = true
			in.Lines[0].Tax = price("54.09")
		}, "lines[0].tax", "out_of_range"},
		"one line twice": {func(in *Input) { in.Lines = append(in.Lines, in.Lines[0]) }, "lines[1].line_no", "duplicate_line"},
		"sum beyond all sums": {func(in *Input) {
			in.Lines[0].UnitPrice.Amount, in.Lines[0].Quantity = "90000000", 1_000_000
			in.ShippingPaid = price("1000000000000")
		}, "lines", "out_of_range"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := plain(tt.change).check()
			refusal, ok := errors.AsType[*returns.Error](err)
			require.True(t, ok, "refused, but with %v", err)
			require.Equal(t, returns.CodeInvalid, refusal.Code)
			require.Equal(t, tt.field, refusal.Fields[0].Field)
			require.Equal(t, tt.code, refusal.Fields[0].Code)
		})
	}
}

func TestInput_CustomerInChina_ReadsChinese(t *testing.T) {
	t.Parallel()
	for country, want := range map[string]string{"CN": "zh-CN", "China": "zh-CN", "中国": "zh-CN", "United Kingdom": "en", "": "en"} {
		s, err := plain(func(in *Input) { in.Customer.Country = country }).check()
		require.NoError(t, err)
		require.Equal(t, want, s.customer.Language, country)
	}
}

func TestPrice_OnlyStringsAndMoneyObjects(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Price{
		`"1.69"`:                             {Amount: "1.69"},
		`{"amount":"1.69","currency":"GBP"}`: {Amount: "1.69", Currency: "GBP"},
	} {
		var got Price
		require.NoError(t, json.Unmarshal([]byte(text), &got))
		require.Equal(t, want, got)
		again, err := json.Marshal(got)
		require.NoError(t, err)
		require.JSONEq(t, text, string(again))
	}
	for _, text := range []string{`1.69`, `0.1`, `true`, `["1.69"]`, `{"amount":1.69,"currency":"GBP"}`, `{"amount":"1.69"}`, `{"amount":"1","currency":"GBP","x":1}`} {
		var got Price
		require.Error(t, json.Unmarshal([]byte(text), &got), text)
	}
}

func TestTidy_TheSamePriceIsWrittenTheSameWay(t *testing.T) {
	t.Parallel()
	for amount, want := range map[string]string{"2.1": "2.10", "2.100": "2.10", "02.10": "2.10", "2": "2.00", "0.125": "0.125", "0": "0.00"} {
		require.Equal(t, want, tidy(amount, "GBP"))
	}
	require.Equal(t, "500", tidy("500.0", "JPY"))
}

func FuzzPrice(f *testing.F) {
	for _, seed := range []string{`"1.69"`, `{"amount":"1","currency":"GBP"}`, `1e309`, `"`, `{`, `null`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var p Price
		if json.Unmarshal([]byte(text), &p) != nil {
			return
		}
		s, err := plain(func(in *Input) { in.Lines[0].UnitPrice = p }).check()
		if err == nil {
			require.GreaterOrEqual(t, s.lines[0].goods, int64(0))
			again, err := returns.PriceTimes(s.lines[0].unitPrice, 32, "GBP")
			require.NoError(t, err)
			require.Equal(t, s.lines[0].goods, again.Minor, "a tidied price is the same price")
		}
	})
}
