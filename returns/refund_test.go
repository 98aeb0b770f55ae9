package returns_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// paid is an order line: what was paid for all units, and how.
type paid struct {
	goods, tax string // of all units; goods without tax
	units      int
	currency   string
	gross      bool // prices included the tax
	percent    int  // restocking fee
}

// refundCases says, per line that was paid, which units come back one after the
// other and what is refunded for each: goods, "+" tax, "-" fee. "2" is two
// units, "2@9.00" two units for which 9.00 was agreed, "2@9.00/3" two accepted
// units of three for which 9.00 was agreed.
var refundCases = map[string]struct {
	paid paid
	back string
	want string
}{
	// The table of docs/domain.md.
	"thirds":              {paid{"10.00", "0.00", 3, "USD", false, 0}, "1 1 1", "3.33 3.34 3.33"},
	"no minor unit":       {paid{"1000", "0", 3, "JPY", false, 0}, "1 1 1", "333 334 333"},
	"three decimals":      {paid{"1.000", "0.000", 7, "KWD", false, 0}, "3 4", "0.429 0.571"},
	"half away from zero": {paid{"0.05", "0.00", 2, "USD", false, 0}, "1 1", "0.03 0.02"},
	"fee":                 {paid{"9.99", "0.00", 1, "USD", false, 15}, "1", "9.99-1.50"},
	"tax apart":           {paid{"10.00", "0.83", 3, "USD", false, 0}, "2 1", "6.67+0.55 3.33+0.28"},

	// Where other systems were a penny or more off.
	"woocommerce 64668, all at once":      {paid{"149.37", "29.88", 10, "GBP", true, 0}, "10", "149.37+29.88"},
	"woocommerce 64668, in three":         {paid{"149.37", "29.88", 10, "GBP", true, 0}, "3 3 4", "44.82+8.96 44.80+8.97 59.75+11.95"},
	"woocommerce 66884, two then four":    {paid{"71.39", "6.43", 6, "EUR", true, 0}, "2 4", "23.80+2.14 47.59+4.29"},
	"woocommerce-ios 17630, net and tax":  {paid{"0.88", "0.12", 1, "USD", true, 0}, "1", "0.88+0.12"},
	"solidus, order discount":             {paid{"290.00", "0.00", 3, "USD", false, 0}, "1 1 1", "96.67 96.66 96.67"},
	"spree 14678, three asked, two came":  {paid{"269.97", "0.00", 3, "USD", false, 0}, "2", "179.98"},
	"prestashop 42502, discounted line":   {paid{"120.00", "0.00", 1, "EUR", false, 0}, "1", "120.00"},
	"sonata 177, ten percent off":         {paid{"270.00", "0.00", 3, "EUR", false, 0}, "2 1", "180.00 90.00"},
	"hyperswitch 13182, sixty twice":      {paid{"100.00", "0.00", 2, "USD", false, 0}, "1@60.00 1@60.00", "60.00 40.00"},
	"gumroad 3749, yen are not hundredth": {paid{"5800", "0", 1, "JPY", false, 0}, "1", "5800"},
	"sfcc 31, yen are not times hundred":  {paid{"500", "0", 1, "JPY", false, 0}, "1", "500"},

	// Partitions.
	"all units at once":              {paid{"10.00", "0.00", 3, "USD", false, 0}, "3", "10.00"},
	"two, then the last":             {paid{"10.00", "0.00", 3, "USD", false, 0}, "2 1", "6.67 3.33"},
	"one, then the rest":             {paid{"10.00", "0.00", 3, "USD", false, 0}, "1 2", "3.33 6.67"},
	"a free item":                    {paid{"0.00", "0.00", 2, "USD", false, 0}, "1 1", "0.00 0.00"},
	"one cent over three":            {paid{"0.01", "0.00", 3, "USD", false, 0}, "1 1 1", "0.00 0.01 0.00"},
	"two cents over three":           {paid{"0.02", "0.00", 3, "USD", false, 0}, "1 1 1", "0.01 0.00 0.01"},
	"sevenths":                       {paid{"1.00", "0.00", 7, "EUR", false, 0}, "1 1 1 1 1 1 1", "0.14 0.15 0.14 0.14 0.14 0.15 0.14"},
	"one yen over two":               {paid{"1", "0", 2, "JPY", false, 0}, "1 1", "1 0"},
	"hundred yen over six":           {paid{"100", "0", 6, "JPY", false, 0}, "1 1 1 1 1 1", "17 16 17 17 16 17"},
	"one fils over two":              {paid{"0.001", "0.000", 2, "KWD", false, 0}, "1 1", "0.001 0.000"},
	"dinar thirds":                   {paid{"10.000", "0.000", 3, "BHD", false, 0}, "1 1 1", "3.333 3.334 3.333"},
	"four decimals":                  {paid{"1.0000", "0.0000", 3, "CLF", false, 0}, "1 1 1", "0.3333 0.3334 0.3333"},
	"a third off, stored":            {paid{"66.67", "0.00", 3, "EUR", false, 0}, "1 1 1", "22.22 22.23 22.22"},
	"no unit accepted":               {paid{"10.00", "0.00", 3, "USD", false, 0}, "0", "0.00"},
	"no unit, then one":              {paid{"10.00", "0.00", 3, "USD", false, 0}, "0 1", "0.00 3.33"},
	"a million units, one back":      {paid{"1234567.89", "0.00", 1000000, "USD", false, 0}, "1 999999", "1.23 1234566.66"},
	"amounts beyond 64 bit products": {paid{"70000000000000.00", "0.00", 1000000, "USD", false, 0}, "999999 1", "69999930000000.00 70000000.00"},

	// Tax.
	"tax apart without minor unit":      {paid{"11000", "1100", 3, "KRW", false, 0}, "1 1 1", "3667+367 3666+366 3667+367"},
	"tax alone":                         {paid{"0.00", "1.00", 2, "USD", false, 0}, "1 1", "0.00+0.50 0.00+0.50"},
	"a cent of goods and a cent of tax": {paid{"0.01", "0.01", 2, "USD", false, 0}, "1 1", "0.01+0.01 0.00"},
	"tax included, thirds":              {paid{"8.33", "1.67", 3, "GBP", true, 0}, "1 1 1", "2.77+0.56 2.79+0.55 2.77+0.56"},
	"tax included, half a cent":         {paid{"9.34", "0.65", 2, "EUR", true, 0}, "1 1", "4.67+0.33 4.67+0.32"},
	"tax included, yen":                 {paid{"982", "98", 4, "JPY", true, 0}, "1 1 1 1", "245+25 246+24 245+25 246+24"},
	"tax included, all at once":         {paid{"8.33", "1.67", 3, "GBP", true, 0}, "3", "8.33+1.67"},
	"tax included, never below zero":    {paid{"0.01", "0.01", 4, "GBP", true, 0}, "1 1 1 1", "0.01 0.00+0.01 0.00 0.00"},

	// Agreed amounts.
	"agreed below the share":                {paid{"10.00", "0.00", 3, "USD", false, 0}, "1@2.00 2", "2.00 6.67"},
	"agreed above the share, the rest caps": {paid{"10.00", "0.00", 3, "USD", false, 0}, "1@8.00 2", "8.00 2.00"},
	"agreed all of it, nothing is left":     {paid{"10.00", "0.00", 3, "USD", false, 0}, "1@10.00 2", "10.00 0.00"},
	"agreed above what was paid":            {paid{"10.00", "0.00", 3, "USD", false, 0}, "1@12.00", "10.00"},
	"agreed nothing":                        {paid{"10.00", "0.00", 3, "USD", false, 0}, "1@0.00 2", "0.00 6.67"},
	"agreed for all units":                  {paid{"10.00", "0.00", 3, "USD", false, 0}, "3@9.00", "9.00"},
	"agreed twice, then by arithmetic":      {paid{"10.00", "0.00", 3, "USD", false, 0}, "1@6.00 1@6.00 1", "6.00 4.00 0.00"},
	"agreed after arithmetic":               {paid{"10.00", "0.00", 3, "USD", false, 0}, "1 1@9.00 1", "3.33 6.67 0.00"},
	"agreed for three, two accepted":        {paid{"10.00", "0.00", 3, "USD", false, 0}, "2@9.00/3", "6.00"},
	"agreed for three, one accepted":        {paid{"10.00", "0.00", 3, "USD", false, 0}, "1@10.00/3", "3.33"},
	"agreed for three, none accepted":       {paid{"10.00", "0.00", 3, "USD", false, 0}, "0@9.00/3 3", "0.00 10.00"},
	"agreed in yen":                         {paid{"1000", "0", 3, "JPY", false, 0}, "2@501 1", "501 333"},
	"agreed splits into goods and tax":      {paid{"10.00", "2.00", 2, "GBP", false, 0}, "1@3.00 1", "2.50+0.50 5.00+1.00"},
	"agreed, then goods and tax cap apart":  {paid{"10.00", "2.00", 2, "GBP", false, 0}, "1@11.00 1", "9.17+1.83 0.83+0.17"},
	"agreed, goods already rounded up":      {paid{"0.02", "0.01", 3, "GBP", false, 0}, "1@0.01 1@0.01 1@0.01", "0.01 0.01 0.00+0.01"},
	"agreed, no fee is taken of it":         {paid{"9.99", "0.00", 1, "USD", false, 15}, "1@5.00", "5.00"},

	// Restocking fees.
	"fee of each third":            {paid{"10.00", "0.00", 3, "USD", false, 15}, "1 1 1", "3.33-0.50 3.34-0.50 3.33-0.50"},
	"fee of everything":            {paid{"10.00", "0.00", 1, "USD", false, 100}, "1", "10.00-10.00"},
	"fee of more than everything":  {paid{"10.00", "0.00", 1, "USD", false, 150}, "1", "10.00-10.00"},
	"fee rounds half up":           {paid{"0.10", "0.00", 1, "USD", false, 5}, "1", "0.10-0.01"},
	"fee too small to take":        {paid{"0.49", "0.00", 1, "USD", false, 1}, "1", "0.49"},
	"fee leaves the tax alone":     {paid{"10.00", "2.00", 1, "GBP", false, 20}, "1", "10.00+2.00-2.00"},
	"fee without the included tax": {paid{"8.33", "1.67", 1, "GBP", true, 10}, "1", "8.33+1.67-0.83"},
	"fee in yen":                   {paid{"999", "0", 1, "JPY", false, 15}, "1", "999-150"},
	"fee in dinar":                 {paid{"1.000", "0.000", 1, "KWD", false, 12}, "1", "1.000-0.120"},
	"fee of no unit":               {paid{"10.00", "0.00", 3, "USD", false, 15}, "0", "0.00"},
}

func TestCompute_LinesComingBackInTurn_RefundWhatWasPaid(t *testing.T) {
	t.Parallel()
	require.GreaterOrEqual(t, len(refundCases), 60)
	for name, tt := range refundCases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			line := tt.paid.line(t)
			var got []string
			for _, back := range strings.Fields(tt.back) {
				claim := tt.paid.claim(t, line, back)
				amounts := returns.Compute(tt.paid.currency, []returns.Claim{claim}, returns.Fees{})
				refunded := amounts.Lines[0]
				require.Equal(t, refunded.Goods+refunded.Tax-refunded.Fee, refunded.Total)
				require.Equal(t, refunded.Total, amounts.Total)
				line.RefundedUnits += refunded.Quantity
				line.RefundedGoods += refunded.Goods
				line.RefundedTax += refunded.Tax
				got = append(got, wrote(amounts, refunded))
			}
			require.Equal(t, tt.want, strings.Join(got, " "))
		})
	}
}

func (p paid) line(t *testing.T) returns.OrderLine {
	t.Helper()
	return returns.OrderLine{
		LineNo: 1, Quantity: p.units, TaxIncluded: p.gross, Goods: minor(t, p.goods, p.currency), Tax: minor(t, p.tax, p.currency),
	}
}

// claim reads "2", "2@9.00" or "2@9.00/3".
func (p paid) claim(t *testing.T, line returns.OrderLine, back string) returns.Claim {
	t.Helper()
	units, agreed, isAgreed := strings.Cut(back, "@")
	quantity, err := strconv.Atoi(units)
	require.NoError(t, err)
	claim := returns.Claim{Line: line, Quantity: quantity, AgreedFor: quantity, RestockingPercent: p.percent}
	if !isAgreed {
		return claim
	}
	amount, of, isPart := strings.Cut(agreed, "/")
	if isPart {
		claim.AgreedFor, err = strconv.Atoi(of)
		require.NoError(t, err)
	}
	agreedMinor := minor(t, amount, p.currency)
	claim.Agreed = &agreedMinor
	return claim
}

func minor(t *testing.T, amount, currency string) int64 {
	t.Helper()
	money, err := returns.ParseMoney(amount, currency)
	require.NoError(t, err)
	require.Equal(t, amount, money.Decimal(), "the table writes amounts with the currency's decimals")
	return money.Minor
}

// wrote writes a line's amounts as the table does: goods, +tax and -fee if any.
func wrote(amounts returns.Amounts, line returns.LineAmount) string {
	text := amounts.Money(line.Goods).Decimal()
	if line.Tax != 0 {
		text += "+" + amounts.Money(line.Tax).Decimal()
	}
	if line.Fee != 0 {
		text += "-" + amounts.Money(line.Fee).Decimal()
	}
	return text
}
