package returns

// adjusted is the refund at another total that a person set. Less than before
// is taken off the lines in proportion, then off the shipping and the discount
// given back; more gives fees back first, a discount taken back as the last of
// them, and then goods, up to what the order's lines have left.
func (a Amounts) adjusted(total int64, order *Order) (Amounts, error) {
	if total < 0 {
		return a, RefuseField("amount", "out_of_range", "the amount must not be below zero")
	}
	out := a
	out.Lines = append([]LineAmount(nil), a.Lines...)
	out.Adjustment += total - a.Total
	out.Total = total
	if total <= a.Total {
		less := a.Total - total
		fromLines := min(less, a.Total-a.Shipping-a.DiscountGivenBack)
		for i, part := range Allocate(fromLines, weigh(out.Lines, func(l LineAmount) int64 { return l.Total })) {
			out.Lines[i].Fee += part
			out.Lines[i].Total -= part
		}
		fromShipping := min(less-fromLines, a.Shipping)
		out.Shipping -= fromShipping
		out.DiscountGivenBack -= less - fromLines - fromShipping
		return out, nil
	}
	more := total - a.Total
	fees := min(more, sum(out.Lines, func(l LineAmount) int64 { return l.Fee }))
	for i, part := range Allocate(fees, weigh(out.Lines, func(l LineAmount) int64 { return l.Fee })) {
		out.Lines[i].Fee -= part
		out.Lines[i].Total += part
	}
	more -= fees
	// What is given after all is not withheld, or it would be given twice.
	out.DiscountTakenBack = min(a.DiscountTakenBack, sum(out.Lines, func(l LineAmount) int64 { return l.Fee }))
	for i := range out.Lines {
		line, found := order.Line(out.Lines[i].LineNo)
		if !found || out.Lines[i].Quantity == 0 {
			continue
		}
		goods := min(more, line.Goods-line.RefundedGoods)
		tax := min(more-goods, line.Tax-line.RefundedTax)
		out.Lines[i].Goods += goods
		out.Lines[i].Tax += tax
		out.Lines[i].Total += goods + tax
		more -= goods + tax
	}
	if more > 0 {
		return a, RefuseField("amount", "out_of_range", "%s is more than can be refunded for these lines; at most %s can",
			a.Money(total), a.Money(total-more)).coded(CodeAmount)
	}
	return out, nil
}

// fits refuses amounts that the order no longer has left, because they were
// given free and others took of them.
func (a Amounts) fits(order *Order) error {
	for _, amount := range a.Lines {
		line, found := order.Line(amount.LineNo)
		if !found || amount.Quantity > line.Quantity-line.RefundedUnits || amount.Goods > line.Goods-line.RefundedGoods ||
			amount.Tax > line.Tax-line.RefundedTax {
			return Refuse(CodeAmount, "another return has been refunded for line %s meanwhile; retry the refund, so that it is computed anew", amount.LineNo)
		}
	}
	if a.Shipping > order.ShippingPaid-order.ShippingRefunded {
		return Refuse(CodeAmount, "the shipping has been refunded meanwhile; retry the refund, so that it is computed anew")
	}
	if a.DiscountGivenBack > max(order.DiscountWithheld, 0) {
		return Refuse(CodeAmount, "the discount has been given back meanwhile; retry the refund, so that it is computed anew")
	}
	return nil
}

func weigh(lines []LineAmount, of func(LineAmount) int64) []int64 {
	weights := make([]int64, len(lines))
	for i, line := range lines {
		weights[i] = of(line)
	}
	return weights
}

func sum(lines []LineAmount, of func(LineAmount) int64) (total int64) {
	for _, line := range lines {
		total += of(line)
	}
	return total
}

// coded gives a refusal another code.
func (e *Error) coded(code Code) *Error {
	e.Code = code
	return e
}
