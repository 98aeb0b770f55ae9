package returns

import (
	"encoding/json"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Money is an amount in the minor units of its currency: 1234 GBP is £12.34,
// 1234 JPY is ¥1234. It is never a float.
type Money struct {
	Minor    int64
	Currency string
}

// IsZero reports whether the amount is zero.
func (m Money) IsZero() bool { return m.Minor == 0 }

// Decimal writes the amount with exactly the currency's decimals, "12.34".
func (m Money) Decimal() string {
	exponent := exponentOf(m.Currency)
	negative := m.Minor < 0
	digits := strconv.FormatUint(magnitude(m.Minor), 10)
	if exponent > 0 {
		if pad := exponent + 1 - len(digits); pad > 0 {
			digits = strings.Repeat("0", pad) + digits
		}
		digits = digits[:len(digits)-exponent] + "." + digits[len(digits)-exponent:]
	}
	if negative {
		return "-" + digits
	}
	return digits
}

// String writes the amount for logs and errors, "12.34 GBP".
func (m Money) String() string { return m.Decimal() + " " + m.Currency }

type moneyJSON struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

// MarshalJSON writes {"amount":"12.34","currency":"GBP"}. Nothing in it needs to be
// escaped, and a page of returns has thousands of them.
func (m Money) MarshalJSON() ([]byte, error) {
	return []byte(`{"amount":"` + m.Decimal() + `","currency":"` + m.Currency + `"}`), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Money) UnmarshalJSON(data []byte) error {
	var wire moneyJSON
	if err := json.Unmarshal(data, &wire); err != nil {
		return err
	}
	parsed, err := ParseMoney(wire.Amount, wire.Currency)
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// maxMinor keeps sums of many amounts far away from overflow: 90 trillion in a
// currency with two decimals.
const maxMinor = math.MaxInt64 / 1024

// ParseMoney reads a decimal amount such as "12.34". It refuses an unknown
// currency, more decimals than the currency has, and amounts out of range.
func ParseMoney(amount, currency string) (Money, error) {
	exponent, known := ExponentOf(currency)
	if !known {
		return Money{}, RefuseField("currency", "unknown_currency", "%s is not an ISO 4217 currency code", strconv.Quote(currency))
	}
	value, err := parseDecimal(amount)
	if err != nil {
		return Money{}, err
	}
	scaled := value.Mul(value, new(big.Rat).SetInt(pow10(exponent)))
	if !scaled.IsInt() {
		return Money{}, RefuseField("amount", "too_many_decimals", "%s has more decimals than %s, which has %s", amount, currency, exponent)
	}
	minor := scaled.Num()
	if !minor.IsInt64() || magnitude(minor.Int64()) > maxMinor {
		return Money{}, RefuseField("amount", "out_of_range", "%s is too large an amount", amount)
	}
	return Money{Minor: minor.Int64(), Currency: currency}, nil
}

// PriceTimes returns unitPrice × quantity rounded half away from zero to the
// currency's minor unit. A unit price may have more decimals than the currency.
func PriceTimes(unitPrice string, quantity int, currency string) (Money, error) {
	exponent, known := ExponentOf(currency)
	if !known {
		return Money{}, RefuseField("currency", "unknown_currency", "%s is not an ISO 4217 currency code", strconv.Quote(currency))
	}
	price, err := parseDecimal(unitPrice)
	if err != nil {
		return Money{}, err
	}
	total := price.Mul(price, new(big.Rat).SetInt(pow10(exponent)))
	total.Mul(total, new(big.Rat).SetInt64(int64(quantity)))
	minor := roundHalfAway(total.Num(), total.Denom())
	if !minor.IsInt64() || magnitude(minor.Int64()) > maxMinor {
		return Money{}, RefuseField("unit_price", "out_of_range", "%s × %s is too large an amount", unitPrice, quantity)
	}
	return Money{Minor: minor.Int64(), Currency: currency}, nil
}

// parseDecimal accepts an optional sign, digits and one point. Exponents,
// fractions and infinities, which big.Rat would take, are refused.
func parseDecimal(text string) (*big.Rat, error) {
	digits := strings.TrimPrefix(text, "-")
	whole, fraction, hasPoint := strings.Cut(digits, ".")
	if !allDigits(whole) || (hasPoint && !allDigits(fraction)) || len(digits) > 24 {
		return nil, RefuseField("amount", "not_a_decimal", "%s is not a decimal amount such as \"12.34\"", strconv.Quote(text))
	}
	value, _ := new(big.Rat).SetString(text)
	return value, nil
}

func allDigits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n) //nolint:gosec // two's complement: right for the least int64 too
	}
	return uint64(n)
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// roundHalfAway divides with rounding half away from zero.
func roundHalfAway(numerator, denominator *big.Int) *big.Int {
	twice := new(big.Int).Lsh(new(big.Int).Abs(numerator), 1)
	twice.Add(twice, denominator)
	result := twice.Quo(twice, new(big.Int).Lsh(denominator, 1))
	if numerator.Sign() < 0 {
		result.Neg(result)
	}
	return result
}
