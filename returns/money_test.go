package returns_test

import (
	"encoding/json"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bojanz/currency"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"backhaul/returns"
)

// anyCurrency draws a known code; every number of decimals comes up often.
func anyCurrency() *rapid.Generator[string] {
	var all []string
	for code := range returns.Currencies() {
		all = append(all, code)
	}
	slices.Sort(all)
	return rapid.OneOf(rapid.SampledFrom([]string{"JPY", "USD", "KWD", "CLF"}), rapid.SampledFrom(all))
}

func TestMoney_WrittenAndRead_IsTheSame(t *testing.T) {
	t.Parallel()
	const limit = math.MaxInt64 / 1024
	rapid.Check(t, func(t *rapid.T) {
		money := returns.Money{
			Minor:    rapid.OneOf(rapid.Int64Range(-1000, 1000), rapid.Int64Range(-limit, limit)).Draw(t, "minor"),
			Currency: anyCurrency().Draw(t, "currency"),
		}
		read, err := returns.ParseMoney(money.Decimal(), money.Currency)
		require.NoError(t, err)
		require.Equal(t, money, read)
		require.Equal(t, money.Minor == 0, read.IsZero())
		require.Equal(t, money.Decimal()+" "+money.Currency, money.String())

		text, err := json.Marshal(money)
		require.NoError(t, err)
		var fromJSON returns.Money
		require.NoError(t, json.Unmarshal(text, &fromJSON))
		require.Equal(t, money, fromJSON)
	})
}

func TestMoney_IsWrittenWithTheCurrencysDecimals(t *testing.T) {
	t.Parallel()
	for want, money := range map[string]returns.Money{
		"12.34":                 {Minor: 1234, Currency: "GBP"},
		"1234":                  {Minor: 1234, Currency: "JPY"},
		"1.234":                 {Minor: 1234, Currency: "KWD"},
		"0.1234":                {Minor: 1234, Currency: "CLF"},
		"0.00":                  {Minor: 0, Currency: "USD"},
		"0":                     {Minor: 0, Currency: "KRW"},
		"0.05":                  {Minor: 5, Currency: "EUR"},
		"-0.05":                 {Minor: -5, Currency: "EUR"},
		"-12.34":                {Minor: -1234, Currency: "EUR"},
		"-92233720368547758.08": {Minor: math.MinInt64, Currency: "EUR"},
	} {
		require.Equal(t, want, money.Decimal())
	}
}

func TestParseMoney_ReadsWhatPeopleWrite(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"12.34": 1234, "12.3": 1230, "12": 1200, "0": 0, "-0": 0, "-0.01": -1, "007.50": 750, "1.2300000": 123,
		"90071992547409.91": 9007199254740991,
	} {
		money, err := returns.ParseMoney(text, "GBP")
		require.NoError(t, err, text)
		require.Equal(t, returns.Money{Minor: want, Currency: "GBP"}, money, text)
	}
}

func TestParseMoney_RefusesWhatIsNoAmount(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ amount, currency, field, code string }{
		"empty":                       {"", "GBP", "amount", "not_a_decimal"},
		"a word":                      {"ten", "GBP", "amount", "not_a_decimal"},
		"not a number":                {"NaN", "GBP", "amount", "not_a_decimal"},
		"infinity":                    {"Inf", "GBP", "amount", "not_a_decimal"},
		"negative infinity":           {"-inf", "GBP", "amount", "not_a_decimal"},
		"an exponent":                 {"1e3", "GBP", "amount", "not_a_decimal"},
		"a capital exponent":          {"1E3", "GBP", "amount", "not_a_decimal"},
		"a binary exponent":           {"1p3", "GBP", "amount", "not_a_decimal"},
		"hexadecimal":                 {"0x10", "GBP", "amount", "not_a_decimal"},
		"an underscore":               {"1_000", "GBP", "amount", "not_a_decimal"},
		"a fraction":                  {"1/2", "GBP", "amount", "not_a_decimal"},
		"a plus sign":                 {"+1", "GBP", "amount", "not_a_decimal"},
		"two signs":                   {"--1", "GBP", "amount", "not_a_decimal"},
		"a sign alone":                {"-", "GBP", "amount", "not_a_decimal"},
		"a point alone":               {".", "GBP", "amount", "not_a_decimal"},
		"nothing before the point":    {".5", "GBP", "amount", "not_a_decimal"},
		"nothing after the point":     {"5.", "GBP", "amount", "not_a_decimal"},
		"two points":                  {"1.2.3", "GBP", "amount", "not_a_decimal"},
		"a comma":                     {"12,34", "GBP", "amount", "not_a_decimal"},
		"a space":                     {"12 .34", "GBP", "amount", "not_a_decimal"},
		"a trailing line":             {"12.34\n", "GBP", "amount", "not_a_decimal"},
		"a currency sign":             {"£12.34", "GBP", "amount", "not_a_decimal"},
		"Arabic digits":               {"١٢", "GBP", "amount", "not_a_decimal"},
		"full-width digits":           {"１２", "CNY", "amount", "not_a_decimal"},
		"more digits than any amount": {strings.Repeat("9", 25), "GBP", "amount", "not_a_decimal"},
		"a thousand digits":           {strings.Repeat("1", 1000), "GBP", "amount", "not_a_decimal"},
		"a third of a penny":          {"12.345", "GBP", "amount", "too_many_decimals"},
		"half a yen":                  {"0.5", "JPY", "amount", "too_many_decimals"},
		"four decimals of a dinar":    {"1.0001", "KWD", "amount", "too_many_decimals"},
		"one more than the largest":   {"90071992547409.92", "GBP", "amount", "out_of_range"},
		"one less than the smallest":  {"-90071992547409.92", "GBP", "amount", "out_of_range"},
		"far too large":               {"99999999999999999999", "GBP", "amount", "out_of_range"},
		"no currency":                 {"12.34", "", "currency", "unknown_currency"},
		"a currency in small letters": {"12.34", "gbp", "currency", "unknown_currency"},
		"a currency that is none":     {"12.34", "OMN", "currency", "unknown_currency"},
		"gold":                        {"12.34", "XAU", "currency", "unknown_currency"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			money, err := returns.ParseMoney(tt.amount, tt.currency)
			require.Zero(t, money)
			requireField(t, err, tt.field, tt.code)
		})
	}
}

// requireField requires a refusal of one input.
func requireField(t require.TestingT, err error, field, code string) {
	var refusal *returns.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, returns.CodeInvalid, refusal.Code)
	require.Len(t, refusal.Fields, 1)
	require.Equal(t, field, refusal.Fields[0].Field)
	require.Equal(t, code, refusal.Fields[0].Code)
	require.Equal(t, refusal.Error(), refusal.Fields[0].Message())
}

func TestParseMoney_WhateverIsTyped_IsADecimalOrRefused(t *testing.T) {
	t.Parallel()
	decimal := regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[-+]?[0-9]{0,25}[.eEx_/, ]?[0-9]{0,6}`)).Draw(t, "text")
		_, err := returns.ParseMoney(text, "EUR")
		if err == nil {
			require.Regexp(t, decimal, text)
		} else {
			require.Equal(t, returns.CodeInvalid, returns.CodeOf(err))
		}
	})
}

func TestMoney_JSON(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(returns.Money{Minor: 1234, Currency: "GBP"})
	require.NoError(t, err)
	require.JSONEq(t, `{"amount":"12.34","currency":"GBP"}`, string(text))

	for _, wrong := range []string{
		`{"amount":12.34,"currency":"GBP"}`, `{"amount":"12.345","currency":"GBP"}`, `{"amount":"1e2","currency":"GBP"}`,
		`{"amount":"12.34"}`, `{"currency":"GBP"}`, `{}`, `"12.34"`, `12.34`, `[]`,
	} {
		money := returns.Money{Minor: 7, Currency: "EUR"}
		require.Error(t, json.Unmarshal([]byte(wrong), &money), wrong)
		require.Equal(t, returns.Money{Minor: 7, Currency: "EUR"}, money, "a refused amount changes nothing")
	}
}

func TestPriceTimes_RoundsHalfAwayFromZero(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		price    string
		quantity int
		currency string
		want     string
	}{
		"whole pennies":                {"2.55", 6, "GBP", "15.30"},
		"more decimals than the money": {"0.333", 3, "USD", "1.00"},
		"half a cent up":               {"0.005", 1, "USD", "0.01"},
		"half a cent of a credit down": {"-0.005", 1, "USD", "-0.01"},
		"just below half":              {"0.0049", 1, "USD", "0.00"},
		"rounded once, not per unit":   {"0.005", 3, "USD", "0.02"},
		"half a yen":                   {"0.5", 1, "JPY", "1"},
		"dinar":                        {"1.2345", 1, "KWD", "1.235"},
		"nothing":                      {"9.99", 0, "EUR", "0.00"},
		"a negative quantity":          {"9.99", -2, "EUR", "-19.98"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			money, err := returns.PriceTimes(tt.price, tt.quantity, tt.currency)
			require.NoError(t, err)
			require.Equal(t, tt.want, money.Decimal())
		})
	}
	_, err := returns.PriceTimes("90071992547409.91", 2, "GBP")
	requireField(t, err, "unit_price", "out_of_range")
	_, err = returns.PriceTimes("ten", 2, "GBP")
	require.Equal(t, returns.CodeInvalid, returns.CodeOf(err))
	_, err = returns.PriceTimes("1.00", 2, "QQQ")
	requireField(t, err, "currency", "unknown_currency")
}

func TestPriceTimes_IsWithinHalfAMinorUnitOfTheProduct(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		price := rapid.StringMatching(`-?[0-9]{1,7}\.[0-9]{1,8}`).Draw(t, "price")
		quantity := rapid.IntRange(0, 100_000).Draw(t, "quantity")
		money, err := returns.PriceTimes(price, quantity, "USD")
		require.NoError(t, err)
		exact, ok := new(big.Rat).SetString(price)
		require.True(t, ok)
		exact.Mul(exact, big.NewRat(int64(quantity)*100, 1))
		off := exact.Sub(exact, new(big.Rat).SetInt64(money.Minor))
		require.LessOrEqual(t, off.Abs(off).Cmp(big.NewRat(1, 2)), 0)
	})
}

func TestCurrencies_AreThoseOfISO4217(t *testing.T) {
	t.Parallel()
	ours := returns.Currencies()
	for _, code := range currency.GetCurrencyCodes() {
		digits, _ := currency.GetDigits(code)
		require.Contains(t, ours, code)
		require.Equal(t, int(digits), ours[code], code)
		delete(ours, code)
	}
	// Withdrawn when the Caribbean guilder and the euro took their place in 2025
	// and 2026; what was paid in them is still refunded.
	require.Equal(t, map[string]int{"ANG": 2, "BGN": 2}, ours)
}
