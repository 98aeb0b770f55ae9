package returns

import (
	"encoding/json"
	"fmt"
)

// PerCurrency is an amount for each currency, in minor units: a limit, a price.
// A currency that it lacks has none. In JSON the amounts are decimal strings,
// {"GBP":"12.34","JPY":"1500"}, as all money is.
type PerCurrency map[string]int64

// MarshalJSON writes the amounts with their currencies' decimals.
func (p PerCurrency) MarshalJSON() ([]byte, error) {
	texts := make(map[string]string, len(p))
	for currency, minor := range p {
		texts[currency] = Money{Minor: minor, Currency: currency}.Decimal()
	}
	return json.Marshal(texts)
}

// UnmarshalJSON reads what MarshalJSON writes. It refuses an unknown currency
// and more decimals than the currency has.
func (p *PerCurrency) UnmarshalJSON(data []byte) error {
	var texts map[string]string
	if err := json.Unmarshal(data, &texts); err != nil {
		return err
	}
	amounts := make(PerCurrency, len(texts))
	for currency, text := range texts {
		money, err := ParseMoney(text, currency)
		if err != nil {
			return fmt.Errorf("the amount for %s: %w", currency, err)
		}
		amounts[currency] = money.Minor
	}
	*p = amounts
	return nil
}

// covers reports whether the amount has a limit in the currency and is within.
func (p PerCurrency) covers(currency string, minor int64) bool {
	limit, known := p[currency]
	return known && minor <= limit
}
