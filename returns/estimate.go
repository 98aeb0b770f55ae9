package returns

// Compute works out what the return would refund: for the approved units
// before the inspection, for the accepted ones after it.
func (r *Return) Compute(order *Order) Amounts {
	final := r.Method == MethodKeepItem || r.Tracks.Goods == GoodsInspected
	fees := Fees{}
	byCustomer, byShop, paysShipping := false, false, false
	var claims []Claim
	for i := range r.Lines {
		line := &r.Lines[i]
		orderLine, found := order.Line(line.LineNo)
		if !found {
			continue
		}
		quantity := line.Approved
		if final {
			quantity = r.accepted(line)
		}
		byCustomer = byCustomer || (line.ByCustomer && quantity > 0)
		byShop = byShop || (!line.ByCustomer && quantity > 0)
		paysShipping = paysShipping || (quantity > 0 && r.Policy.customerPays(line))
		claims = append(claims, Claim{
			Line: *orderLine, Quantity: quantity, Agreed: line.Agreed, AgreedFor: line.Approved,
			RestockingPercent: r.Policy.restockingPercent(line.Reason, line.Condition),
		})
		if final {
			claims[len(claims)-1].Worse = r.Policy.worse(line)
		}
	}
	if paysShipping && r.Method != MethodKeepItem && r.Method != MethodInStore {
		fees.ReturnShipping = r.Policy.ReturnShipping[r.Currency]
	}
	offered := r.Offer != nil && r.Offer.Amount != nil // the offer's amount is the whole refund
	giveShippingBack := r.Policy.RefundShippingAlways || (r.Policy.RefundShipping && !byCustomer)
	if giveShippingBack && !offered && r.completesOrder(order, claims) {
		fees.Shipping = order.ShippingPaid - order.ShippingRefunded
	}
	if !offered {
		fees.Discount = r.discountDue(order, claims, byShop)
	}
	return r.Exchange.against(Compute(r.Currency, claims, fees))
}

// completesOrder reports whether with these claims every unit of the order is
// refunded: only then does the outbound shipping go back.
func (r *Return) completesOrder(order *Order, claims []Claim) bool {
	left := 0
	for _, line := range order.Lines {
		left += line.Quantity - line.RefundedUnits
	}
	for _, claim := range claims {
		left -= claim.Quantity
	}
	return left == 0
}
