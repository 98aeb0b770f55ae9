package returns

// An order may have got a discount because it reached a minimum, as with a
// coupon. When what the customer keeps no longer reaches it, the policy may take
// the discount of the kept goods back, so that nobody buys for the minimum and
// sends the rest back. What was taken back is withheld from the order, and is
// given back as far as later returns bring those goods too: who returns
// everything gets back everything that was paid.

// discountAtStake is the part of the order's discount that falls on the goods
// that stay with the customer once the claims are refunded, when they do not
// reach the discount's minimum any more; zero otherwise.
func (o *Order) discountAtStake(claims []Claim) int64 {
	if o.DiscountMinimum == 0 {
		return 0
	}
	var value, discount int64
	for _, line := range o.Lines {
		kept := line.Quantity - line.RefundedUnits
		for _, claim := range claims {
			if claim.Line.LineNo == line.LineNo {
				kept -= claim.Quantity
			}
		}
		value += share(line.beforeDiscount(), kept, line.Quantity)
		discount += share(line.Discount, kept, line.Quantity)
	}
	if value >= o.DiscountMinimum {
		return 0
	}
	return discount
}

// beforeDiscount is the line's price without the order's discount, with tax
// where prices include it: what the minimum was compared with.
func (l OrderLine) beforeDiscount() int64 {
	if l.TaxIncluded {
		return l.Goods + l.Tax + l.Discount
	}
	return l.Goods + l.Discount
}

// discountDue is how much more of the discount is to be withheld, or, when
// negative, given back. Nothing is taken where the policy does not say so, nor
// from a return that is in any part the shop's doing.
func (r *Return) discountDue(order *Order, claims []Claim, shopsDoing bool) int64 {
	due := order.discountAtStake(claims) - order.DiscountWithheld
	if due > 0 && (!r.Policy.TakeDiscountBack || shopsDoing) {
		// Less than nothing is withheld when a refund that withheld some has
		// failed after a later one gave it back: that is set right here.
		return max(0, -order.DiscountWithheld)
	}
	return due
}

// withheld is what the refund withholds of the order's discount; negative when
// it gives back what others withheld.
func (a Amounts) withheld() int64 { return a.DiscountTakenBack - a.DiscountGivenBack }
