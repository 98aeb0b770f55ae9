package returns

import (
	"crypto/sha256"
	"time"
)

// VerdictNone is the verdict of no policy: it was decided in a former system.
const VerdictNone = "none"

// Import is a past return that is to be taken into the books.
type Import struct {
	ID    string
	Past  Past
	Order *Order
	// Policy is the one in force now. It has judged nothing; what is said of the
	// return from here on, such as a complaint, goes by it.
	Policy  Policy
	Reasons []Reason
	By      By
	Now     time.Time
}

// PastReturnID derives the id of a past return from its number in the system it
// comes from, so that a second import finds the first.
func PastReturnID(from, number string) string {
	sum := sha256.Sum256([]byte("past\x00" + from + "\x00" + number))
	return "ret_" + idAlphabet.EncodeToString(sum[:16])
}

// ImportPast writes a past return down as it ended. Its units count as returned
// and its money as refunded of the order's lines, its shipping and its payments,
// so that neither comes back a second time; it refuses what the order does not
// have left, by fields such as rows[0].quantity. The rest is over: no goods move,
// nobody is written to, nothing is waited for.
func ImportPast(in Import) (*Return, *Change, error) {
	past, problems := in.Past, &Error{Code: CodeInvalid}
	for i := range past.Lines {
		in.checkLeft(i, problems)
	}
	if left := in.Order.ShippingPaid - in.Order.ShippingRefunded; past.Shipping > left {
		problems.add(inRow(0, of("refunded_shipping", Refuse(CodeAmount, "order %s has %s of its shipping left to refund, not %s",
			in.Order.Number, in.money(left), in.money(past.Shipping)))))
	}
	amounts := in.amounts()
	parts, err := Split(amounts, in.Order.Payments)
	if err != nil && len(problems.Fields) == 0 {
		problems.add(inRow(0, of("refunded_goods", err)))
	}
	if len(problems.Fields) > 0 {
		return nil, nil, problems
	}
	r := in.ended(amounts)
	change := &Change{
		Action: ActionImport, By: in.By, To: r.Status(), At: in.Now,
		Data: map[string]any{"digest": past.Digest(), "imported": past},
	}
	if r.Status() == Completed {
		in.refunded(r, change, amounts, parts)
	}
	return r, change, nil
}

// checkLeft holds one line against what the order has left of it.
func (in Import) checkLeft(i int, problems *Error) {
	line := in.Past.Lines[i]
	on, _ := in.Order.Line(line.LineNo)
	left := min(on.Returnable(), on.Quantity-on.RefundedUnits)
	if in.Past.Status != Completed {
		left = on.Quantity // nothing of it counts, but nobody can have asked for more
	}
	if line.Quantity > left {
		problems.add(inRow(i, of("quantity", Refuse(CodeQuantity, "line %s of order %s: %s asked for, but only %s of %s can still be returned",
			line.LineNo, in.Order.Number, line.Quantity, left, on.Quantity))))
	}
	for _, part := range []struct {
		field      string
		left, said int64
	}{{"refunded_goods", on.Goods - on.RefundedGoods, line.Goods}, {"refunded_tax", on.Tax - on.RefundedTax, line.Tax}} {
		if part.said > part.left {
			problems.add(inRow(i, of(part.field, Refuse(CodeAmount, "line %s of order %s has %s left to refund, not %s",
				line.LineNo, in.Order.Number, in.money(part.left), in.money(part.said)))))
		}
	}
}

func (in Import) money(minor int64) Money { return Money{Minor: minor, Currency: in.Order.Currency} }

// amounts are what was refunded; of fees the former system keeps the account.
func (in Import) amounts() Amounts {
	amounts := Amounts{Currency: in.Order.Currency, Lines: []LineAmount{}, Shipping: in.Past.Shipping, Total: in.Past.Shipping}
	if in.Past.Status != Completed {
		return amounts
	}
	for _, line := range in.Past.Lines {
		amounts.Lines = append(amounts.Lines, LineAmount{
			LineNo: line.LineNo, Quantity: line.Quantity, Goods: line.Goods, Tax: line.Tax, Total: line.Goods + line.Tax,
		})
		amounts.Total += line.Goods + line.Tax
	}
	return amounts
}

// ended is the return as it stands in the end.
func (in Import) ended(amounts Amounts) *Return {
	past, order := in.Past, in.Order
	closed := past.ClosedAt
	r := &Return{
		ID: in.ID, OrderNumber: order.Number, CustomerID: order.CustomerID, Currency: order.Currency,
		Method: MethodDropOff, RefundTo: RefundToOriginal, RequestedBy: in.By.Actor, Policy: in.Policy,
		Verdict:  Verdict{PolicyID: in.Policy.ID, PolicyVersion: in.Policy.Version, Decision: VerdictNone, Clauses: []Clause{}},
		Tracks:   Tracks{Stage: Stage(past.Status), Logistics: LogisticsNone, Goods: GoodsNone, Refund: NotDue, Dispute: DisputeNone},
		Estimate: amounts, OpenedAt: past.OpenedAt, ClosedAt: &closed,
	}
	for _, said := range past.Lines {
		on, _ := order.Line(said.LineNo)
		line := Line{
			LineNo: said.LineNo, SKU: on.SKU, Description: on.Description, Requested: said.Quantity, Approved: said.Quantity,
			Reason: said.Reason,
		}
		for _, reason := range in.Reasons {
			line.ByCustomer = line.ByCustomer || (reason.Code == said.Reason && reason.ByCustomer)
		}
		switch {
		case said.Disposition == PastKept:
			r.Method = MethodKeepItem
		case said.Disposition == PastLost:
			line.Units.Lost = said.Quantity
		case said.Disposition != "":
			line.Units.Arrived = said.Quantity
			*line.Units.as(said.Disposition) = said.Quantity
		}
		r.Lines = append(r.Lines, line)
	}
	return r
}

// refunded books the goods and the money of a completed return. Whoever imports it
// answers for the money; the number in the former system is where to look it up.
func (in Import) refunded(r *Return, change *Change, amounts Amounts, parts []RefundPart) {
	if r.Method != MethodKeepItem {
		r.Tracks.Goods = GoodsInspected
	}
	r.Tracks.Refund = Settled
	for i := range parts {
		parts[i].State, parts[i].ByHand, parts[i].Reference = PartSettled, true, in.Past.Number
	}
	by := in.By.Actor
	r.Task = &RefundTask{
		ID: RefundTaskID(r.ID, 1), Seq: 1, State: TaskSettled, Amounts: amounts, Parts: parts,
		ApprovedBy: &by, ByHand: true, Reference: in.Past.Number,
	}
	for i, line := range r.Lines {
		change.Holds = append(change.Holds, Hold{LineNo: line.LineNo, Returned: r.accepted(&r.Lines[i])})
		if disposition := in.Past.Lines[i].Disposition; line.Units.Arrived > 0 {
			change.Inspected = append(change.Inspected, InspectedLine{LineNo: line.LineNo, Quantity: line.Units.Arrived, Disposition: disposition})
		}
	}
	change.hold(holding{}, r.Task.held())
}

// Hold books on the order what a change holds of it, as the database does; it is for
// whoever stores several returns of one order together.
func (o *Order) Hold(change *Change) {
	for _, hold := range change.Holds {
		if line, found := o.Line(hold.LineNo); found {
			line.Reserved, line.Returned = line.Reserved+hold.Reserved, line.Returned+hold.Returned
			line.RefundedUnits += hold.RefundedUnits
			line.RefundedGoods, line.RefundedTax = line.RefundedGoods+hold.RefundedGoods, line.RefundedTax+hold.RefundedTax
		}
	}
	o.ShippingRefunded += change.RefundedShipping
	o.DiscountWithheld += change.WithheldDiscount
	for _, hold := range change.PaymentHolds {
		for i := range o.Payments {
			if o.Payments[i].Seq == hold.Payment {
				o.Payments[i].Refunded += hold.Refunded
			}
		}
	}
}
