package returns

import (
	"math/big"
	"slices"
)

// Apportion returns the part of paid, the price of total units, that belongs
// to units more when before units were settled already. Rounding is half away
// from zero on the cumulative amount, so that any sequence of partial returns
// sums to exactly what was paid.
func Apportion(paid int64, total, before, units int) int64 {
	return share(paid, before+units, total) - share(paid, before, total)
}

// share rounds paid × part ÷ whole half away from zero, without overflow.
func share(paid int64, part, whole int) int64 {
	if whole == 0 {
		return 0
	}
	product := new(big.Int).Mul(big.NewInt(paid), big.NewInt(int64(part)))
	return roundHalfAway(product, big.NewInt(int64(whole))).Int64()
}

// Allocate splits total over the weights by largest remainder, so that the
// parts sum to total. Equal remainders go to the earlier part. With no weight
// at all the first part takes everything.
func Allocate(total int64, weights []int64) []int64 {
	parts := make([]int64, len(weights))
	if len(weights) == 0 {
		return parts
	}
	whole := new(big.Int)
	for _, weight := range weights {
		whole.Add(whole, big.NewInt(weight))
	}
	if whole.Sign() == 0 {
		parts[0] = total
		return parts
	}
	remainders := make([]*big.Int, len(weights))
	left := total
	for i, weight := range weights {
		quotient, remainder := new(big.Int).QuoRem(
			new(big.Int).Mul(big.NewInt(total), big.NewInt(weight)), whole, new(big.Int))
		parts[i], remainders[i] = quotient.Int64(), remainder.Abs(remainder)
		left -= parts[i]
	}
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return remainders[b].Cmp(remainders[a]) })
	step := int64(1)
	if left < 0 {
		step = -1
	}
	for i := 0; left != 0; i, left = i+1, left-step {
		parts[order[i%len(order)]] += step
	}
	return parts
}

// Amounts is a refund broken down. All are minor units of Currency; fees are
// positive and have been subtracted from Total.
type Amounts struct {
	Currency       string       `json:"currency"`
	Lines          []LineAmount `json:"lines"`
	Shipping       int64        `json:"shipping"`
	RestockingFee  int64        `json:"restocking_fee"`
	ReturnShipping int64        `json:"return_shipping"`
	// DiscountTakenBack is subtracted like a fee, since what the customer keeps no
	// longer reaches the minimum of the order's discount; DiscountGivenBack is what
	// earlier refunds took so and this one adds.
	DiscountTakenBack int64 `json:"discount_taken_back,omitempty"`
	DiscountGivenBack int64 `json:"discount_given_back,omitempty"`
	// Adjustment is what a person of finance added, or took off when negative; it
	// stands in the lines and in Total already.
	Adjustment int64 `json:"adjustment,omitempty"`
	// Exchanged is the part of Total that is given as goods; the rest is paid.
	Exchanged int64 `json:"exchanged,omitempty"`
	// CustomerOwes is by how much the replacement is worth more than Total.
	CustomerOwes int64 `json:"customer_owes,omitempty"`
	Total        int64 `json:"total"`
}

// LineAmount is what is refunded for some units of one line. Total is goods
// and tax less the line's part of the fees.
type LineAmount struct {
	LineNo   int   `json:"line_no"`
	Quantity int   `json:"quantity"`
	Goods    int64 `json:"goods"`
	Tax      int64 `json:"tax"`
	Fee      int64 `json:"fee"`
	Total    int64 `json:"total"`
}

// Money returns minor units as an amount of the refund's currency.
func (a Amounts) Money(minor int64) Money { return Money{Minor: minor, Currency: a.Currency} }

// Claim is what one line contributes to a refund: units of an order line,
// perhaps at an amount that was agreed instead of the arithmetic's.
type Claim struct {
	Line     OrderLine
	Quantity int
	// Agreed, when set, is the amount for AgreedFor units, tax included.
	Agreed    *int64
	AgreedFor int
	// RestockingPercent is taken of the goods without tax, unless the amount was agreed.
	RestockingPercent int
	// Worse are units found in a condition that costs more than that.
	Worse []WorseUnits
}

// WorseUnits are units of a claim with a restocking percentage of their own.
type WorseUnits struct {
	Units, Percent int
}

// restockingFee takes the percentages of the goods, each of its units' share.
func (c Claim) restockingFee(goods int64) int64 {
	weights, percents := []int64{int64(c.Quantity)}, []int{c.RestockingPercent}
	for _, worse := range c.Worse {
		weights[0] -= int64(worse.Units)
		weights, percents = append(weights, int64(worse.Units)), append(percents, worse.Percent)
	}
	fee := int64(0)
	for i, part := range Allocate(goods, weights) {
		fee += mulDiv(part, int64(percents[i]), 100)
	}
	return min(fee, goods)
}

// Fees are the amounts of a refund that do not belong to one line.
type Fees struct {
	// Shipping is the outbound shipping given back.
	Shipping int64
	// ReturnShipping is what the customer owes for sending the goods back.
	ReturnShipping int64
	// Discount is what is to be withheld of the order's discount; negative is given
	// back. See discount.go.
	Discount int64
}

// Compute works out a refund. Preview and final use it alike. It starts from
// what was paid per line, subtracts the fees, never falls below zero, and never
// gives more for a line than the line has left. An amount that was agreed is
// what is refunded: no fee is taken of it. Total is the sum of the lines'
// totals, of the shipping and of the discount given back.
func Compute(currency string, claims []Claim, fees Fees) Amounts {
	out := Amounts{Currency: currency, Lines: make([]LineAmount, len(claims)), Shipping: fees.Shipping}
	weights := make([]int64, len(claims))
	var sum, chargeable int64
	for i, claim := range claims {
		line := claim.amount()
		out.Lines[i] = line
		out.RestockingFee += line.Fee
		sum += line.Total
		if claim.Agreed == nil {
			weights[i] = line.Total
			chargeable += line.Total
		}
	}
	out.ReturnShipping = min(fees.ReturnShipping, chargeable)
	out.DiscountTakenBack = min(max(fees.Discount, 0), chargeable-out.ReturnShipping)
	out.DiscountGivenBack = max(-fees.Discount, 0)
	for i, part := range Allocate(out.ReturnShipping+out.DiscountTakenBack, weights) {
		out.Lines[i].Fee += part
		out.Lines[i].Total -= part
	}
	out.Total = sum + out.Shipping + out.DiscountGivenBack - out.ReturnShipping - out.DiscountTakenBack
	return out
}

func (c Claim) amount() LineAmount {
	line := c.Line
	out := LineAmount{LineNo: line.LineNo, Quantity: c.Quantity}
	if c.Agreed != nil {
		gross := share(*c.Agreed, c.Quantity, max(c.AgreedFor, 1))
		gross = min(gross, line.Left())
		out.Tax = min(mulDiv(gross, line.Tax, line.Goods+line.Tax), line.Tax-line.RefundedTax)
		// Neither part may take more than it has left; together they never do.
		out.Goods = min(gross-out.Tax, line.Goods-line.RefundedGoods)
		out.Tax = gross - out.Goods
	} else {
		out.Tax = Apportion(line.Tax, line.Quantity, line.RefundedUnits, c.Quantity)
		if line.TaxIncluded { // prices were gross: round the gross, never two parts apart
			out.Goods = Apportion(line.Goods+line.Tax, line.Quantity, line.RefundedUnits, c.Quantity) - out.Tax
		} else {
			out.Goods = Apportion(line.Goods, line.Quantity, line.RefundedUnits, c.Quantity)
		}
		// Earlier refunds at an agreed amount may have taken more than their share.
		out.Goods = max(0, min(out.Goods, line.Goods-line.RefundedGoods))
		out.Tax = max(0, min(out.Tax, line.Tax-line.RefundedTax))
		out.Fee = c.restockingFee(out.Goods)
	}
	out.Total = out.Goods + out.Tax - out.Fee
	return out
}

// mulDiv rounds amount × part ÷ whole half away from zero.
func mulDiv(amount, part, whole int64) int64 {
	if whole == 0 {
		return 0
	}
	product := new(big.Int).Mul(big.NewInt(amount), big.NewInt(part))
	return roundHalfAway(product, big.NewInt(whole)).Int64()
}
