package returns_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// feeCases says what lines that come back whole refund when fees concern the
// refund as one. A line is what was paid, "+" tax, "@" an agreed amount; want is
// the total of each line.
var feeCases = map[string]struct {
	currency       string
	lines          string
	percent        int
	shipping, back string // outbound shipping given back; what sending back costs
	want           string
	wantBack, sum  string // what is charged for sending back; the refund
}{
	"sending back is charged":             {"USD", "10.00", 0, "0.00", "6.00", "4.00", "6.00", "4.00"},
	"fee larger than goods":               {"USD", "1.00", 0, "0.00", "6.00", "0.00", "1.00", "0.00"},
	"fee equal to goods":                  {"USD", "6.00", 0, "0.00", "6.00", "0.00", "6.00", "0.00"},
	"nothing can be taken of a free item": {"USD", "0.00", 0, "0.00", "6.00", "0.00", "0.00", "0.00"},
	"spread by value":                     {"USD", "10.00 20.00", 0, "0.00", "6.00", "8.00 16.00", "6.00", "24.00"},
	"the odd cent goes to the first":      {"USD", "10.00 10.00 10.00", 0, "0.00", "1.00", "9.66 9.67 9.67", "1.00", "29.00"},
	"a free line pays nothing":            {"USD", "0.00 10.00", 0, "0.00", "6.00", "0.00 4.00", "6.00", "4.00"},
	"one cent of two":                     {"USD", "0.01 0.01", 0, "0.00", "0.01", "0.00 0.01", "0.01", "0.01"},
	"spread in yen":                       {"JPY", "1000 500", 0, "0", "100", "933 467", "100", "1400"},
	"spread in dinar":                     {"KWD", "1.000 2.000", 0, "0.000", "0.100", "0.967 1.933", "0.100", "2.900"},
	"tax pays its share too":              {"GBP", "10.00+2.00", 0, "0.00", "6.00", "6.00", "6.00", "6.00"},
	"after the restocking fee":            {"USD", "10.00 20.00", 15, "0.00", "6.00", "6.50 13.00", "6.00", "19.50"},
	"restocking took all":                 {"USD", "10.00", 100, "0.00", "6.00", "0.00", "0.00", "0.00"},
	"an agreed amount is spared":          {"USD", "10.00@5.00 20.00", 0, "0.00", "6.00", "5.00 14.00", "6.00", "19.00"},
	"an agreed amount pays no fee at all": {"USD", "10.00@5.00", 15, "0.00", "6.00", "5.00", "0.00", "5.00"},
	"the rest cannot pay the whole fee":   {"USD", "10.00@5.00 2.00", 0, "0.00", "6.00", "5.00 0.00", "2.00", "5.00"},
	"shipping is given back":              {"USD", "10.00", 0, "5.00", "0.00", "10.00", "0.00", "15.00"},
	"shipping of a free item":             {"USD", "0.00", 0, "5.00", "0.00", "0.00", "0.00", "5.00"},
	"fees are never taken of shipping":    {"USD", "1.00", 0, "5.00", "6.00", "0.00", "1.00", "5.00"},
	"shipping without lines":              {"USD", "", 0, "5.00", "6.00", "", "0.00", "5.00"},
}

func TestCompute_FeesOfTheWholeRefund_AreSpreadOverTheLines(t *testing.T) {
	t.Parallel()
	for name, tt := range feeCases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var claims []returns.Claim
			for _, line := range strings.Fields(tt.lines) {
				line, agreed, isAgreed := strings.Cut(line, "@")
				goods, tax, hasTax := strings.Cut(line, "+")
				p := paid{goods: goods, tax: tax, units: 1, currency: tt.currency, percent: tt.percent}
				if !hasTax {
					p.tax = returns.Money{Currency: tt.currency}.Decimal()
				}
				back := "1"
				if isAgreed {
					back += "@" + agreed
				}
				claims = append(claims, p.claim(t, p.line(t), back))
			}
			amounts := returns.Compute(tt.currency, claims, returns.Fees{
				Shipping: minor(t, tt.shipping, tt.currency), ReturnShipping: minor(t, tt.back, tt.currency),
			})
			var totals []string
			for _, line := range amounts.Lines {
				totals = append(totals, amounts.Money(line.Total).Decimal())
			}
			require.Equal(t, tt.want, strings.Join(totals, " "))
			require.Equal(t, tt.wantBack, amounts.Money(amounts.ReturnShipping).Decimal())
			require.Equal(t, tt.shipping, amounts.Money(amounts.Shipping).Decimal())
			require.Equal(t, tt.sum, amounts.Money(amounts.Total).Decimal())
		})
	}
}

func TestAllocate_SplitsByLargestRemainder(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		total   int64
		weights []int64
		want    []int64
	}{
		"a discount over two lines":       {4200, []int64{15000, 6000}, []int64{3000, 1200}},
		"equal remainders, earlier first": {100, []int64{1, 1, 1}, []int64{34, 33, 33}},
		"the largest remainder first":     {10, []int64{1, 5}, []int64{2, 8}},
		"less than one each":              {2, []int64{1, 1, 1}, []int64{1, 1, 0}},
		"nothing to split":                {0, []int64{1, 2}, []int64{0, 0}},
		"no weight: the first takes it":   {5, []int64{0, 0}, []int64{5, 0}},
		"a line without weight gets none": {5, []int64{0, 1}, []int64{0, 5}},
		"nobody to give to":               {5, nil, []int64{}},
		"taking away":                     {-100, []int64{1, 1, 1}, []int64{-34, -33, -33}},
		"beyond 64 bit products":          {9e15, []int64{9e15, 9e15}, []int64{45e14, 45e14}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, returns.Allocate(tt.total, tt.weights))
		})
	}
}
