package returns

import (
	"slices"
	"strconv"
)

// Stray is goods that came with a return and were not approved: more units than
// agreed, or another article. They are never refunded. They stand in the stock
// under their own SKU and belong to no line of the return.
type Stray struct {
	SKU      string `json:"sku"`
	Quantity int    `json:"quantity"`
	// Disposition is where they go; back to the customer, when it is not said.
	Disposition Disposition `json:"disposition,omitempty"`
	// LineNo is the line in whose place they came, 0 when they came besides.
	LineNo int    `json:"line_no,omitempty"`
	Note   string `json:"note,omitempty"`
	// Open tells that a person has still to say where they go.
	Open bool `json:"-"`
}

// bucket is where the goods stand.
func (s Stray) bucket() Bucket {
	if s.Open {
		return BucketArrived
	}
	return Dispositions()[s.Disposition]
}

// takeIn writes stray goods down and puts them where they go.
func (c *Change) takeIn(stray Stray) {
	c.Strays = append(c.Strays, stray)
	c.Movements = append(c.Movements, Movement{SKU: stray.SKU, Bucket: stray.bucket(), Quantity: stray.Quantity})
}

// checkStray refuses what cannot be a stray, and fills in where it goes.
func (r *Return) checkStray(field string, stray Stray) (Stray, error) {
	if stray.SKU == "" {
		return stray, RefuseField(field+".sku", "required", "say which article it is")
	}
	if stray.Quantity < 1 || stray.Quantity > maxUnits {
		return stray, RefuseField(field+".quantity", "out_of_range", "the quantity must be between 1 and %s, not %s", maxUnits, stray.Quantity)
	}
	if _, found := r.line(stray.LineNo); stray.LineNo != 0 && !found {
		return stray, RefuseField(field+".line_no", "unknown_line", "line %s is not in this return", stray.LineNo)
	}
	if stray.Disposition == "" {
		stray.Disposition = ReturnToCustomer
	}
	if bucket := Dispositions()[stray.Disposition]; bucket == "" {
		return stray, RefuseField(field+".disposition", "unknown_disposition", "%s is no place for goods that came; choose restock, refurbish, quarantine, scrap, return_to_vendor or return_to_customer", strconv.Quote(string(stray.Disposition)))
	}
	return stray, nil
}

// turnAway lets go of arrived units, of each line as many as surplus says, as of
// goods that nobody agreed to: they go back to the customer.
func (r *Return) turnAway(change *Change, surplus func(*Line) int) {
	r.Lines = slices.Clone(r.Lines)
	arrived := 0
	for i := range r.Lines {
		line := &r.Lines[i]
		if units := surplus(line); units > 0 {
			change.Movements = append(change.Movements, r.transfer(line, units, BucketArrived, "")...)
			change.takeIn(Stray{
				SKU: line.SKU, Quantity: units, Disposition: ReturnToCustomer, LineNo: line.LineNo,
				Note: "arrived before it was agreed to",
			})
			line.Units.Arrived -= units
			line.Units.Damaged = min(line.Units.Damaged, line.Units.Arrived)
		}
		arrived += line.Units.Arrived
	}
	if arrived == 0 && r.Tracks.Goods == GoodsArrived {
		r.Tracks.Goods = GoodsNone
	}
}

// Difference is how the inspection's amount differs from the approved one.
type Difference struct {
	Approved Money            `json:"approved"`
	Found    Money            `json:"found"`
	Lines    []LineDifference `json:"lines"`
}

// LineDifference is a line of which other units were accepted than approved.
type LineDifference struct {
	LineNo   int `json:"line_no"`
	Approved int `json:"approved"`
	Accepted int `json:"accepted"`
}

// bindApproval asks the reviewer anew when the inspection changed the amount by
// more than the policy tolerates: an approval is of its content.
func (r *Return) bindApproval(change *Change, approved int64) {
	found := r.Estimate.Total
	if r.acceptedUnits() == 0 || r.Policy.Tolerance.Allows(r.Currency, approved, found) {
		return
	}
	r.Difference = &Difference{Approved: Money{approved, r.Currency}, Found: Money{found, r.Currency}}
	for i := range r.Lines {
		if line := &r.Lines[i]; line.Approved != r.accepted(line) {
			r.Difference.Lines = append(r.Difference.Lines, LineDifference{line.LineNo, line.Approved, r.accepted(line)})
		}
	}
	r.attend("amount_differs", "the inspection comes to %s, %s was approved; decide anew", r.Difference.Found, r.Difference.Approved)
	change.notify(RoleReviewer, "staff_task")
}

// FoundCondition is how many accepted units were found in a condition.
type FoundCondition struct {
	Condition string `json:"condition"`
	Units     int    `json:"units"`
}

// found notes the condition of units that were accepted.
func (l *Line) found(condition string, units int) {
	l.Found = slices.Clone(l.Found)
	for i := range l.Found {
		if l.Found[i].Condition == condition {
			l.Found[i].Units += units
			return
		}
	}
	l.Found = append(l.Found, FoundCondition{condition, units})
}

// worse are the units of the line that were found in a condition whose fee is
// higher than that of the condition the customer named.
func (p Policy) worse(line *Line) []WorseUnits {
	var worse []WorseUnits
	for _, found := range line.Found {
		if percent := p.restockingPercent(line.Reason, found.Condition); percent > p.restockingPercent(line.Reason, line.Condition) {
			worse = append(worse, WorseUnits{found.Units, percent})
		}
	}
	return worse
}

// askAPersonToKeep sends a customer's wish to keep the goods and have the money
// back to a person, whatever the policy would do by itself.
func (v *Verdict) askAPersonToKeep(method Method, by Actor) {
	if method != MethodKeepItem || by.IsStaff() || v.Decision == VerdictReject {
		return
	}
	v.Decision = VerdictReview
	v.Clauses = append(v.Clauses, Clause{Clause: "keep_item", Outcome: ClauseUnknown, Facts: map[string]string{"method": string(method)}})
}
