package returns

import "strings"

// Minor units by currency, from ISO 4217. A test holds this table to the data of
// github.com/bojanz/currency. ANG and BGN are withdrawn, but orders that were
// paid in them can still come back.
var (
	noDecimals    = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
	threeDecimals = "BHD IQD JOD KWD LYD OMR TND"
	twoDecimals   = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF " +
		"CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD " +
		"HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT " +
		"MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR " +
		"SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU " +
		"UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG"
	minorUnits = exponents()
)

func exponents() map[string]int {
	table := map[string]int{"CLF": 4, "UYW": 4}
	for exponent, codes := range []string{0: noDecimals, 2: twoDecimals, 3: threeDecimals} {
		for _, code := range strings.Fields(codes) {
			table[code] = exponent
		}
	}
	return table
}

// ExponentOf returns how many decimals the currency's minor unit has, and
// whether the code is known at all.
func ExponentOf(currency string) (int, bool) {
	exponent, known := minorUnits[currency]
	return exponent, known
}

// Currencies returns every known code and its number of decimals.
func Currencies() map[string]int {
	out := make(map[string]int, len(minorUnits))
	for code, exponent := range minorUnits {
		out[code] = exponent
	}
	return out
}

func exponentOf(currency string) int { return minorUnits[currency] }
