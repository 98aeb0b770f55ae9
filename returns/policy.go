package returns

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Policy is a version of the shop's rules, as data. A return pins the version
// it was opened under, so that changing the rules never changes a running case.
type Policy struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Terms
}

// Terms are the rules of a policy version.
type Terms struct {
	Name string `json:"name"`
	// TimeZone is the shop's, in which a window's last day ends.
	TimeZone string   `json:"time_zone"`
	Windows  []Window `json:"windows"`
	// FinalSaleSKUs and ExcludedCategories cannot be returned.
	FinalSaleSKUs      []string `json:"final_sale_skus,omitempty"`
	ExcludedCategories []string `json:"excluded_categories,omitempty"`
	// Photos is how many photos a reason asks for.
	Photos map[string]int `json:"photos,omitempty"`
	// AutoApprove approves without a reviewer what passes every clause.
	AutoApprove bool `json:"auto_approve,omitempty"`
	// Confirm says who gives the second confirmation: auto, staff or customer.
	Confirm   string    `json:"confirm"`
	RestockAt RestockAt `json:"restock_at"`
	// ReturnShipping is what the customer pays, per currency in minor units,
	// when the return is the customer's doing.
	ReturnShipping map[string]int64 `json:"return_shipping,omitempty"`
	RestockingFees []RestockingFee  `json:"restocking_fees,omitempty"`
	// RefundShipping gives the outbound shipping back with the last unit when
	// the return is the shop's doing.
	RefundShipping bool `json:"refund_shipping,omitempty"`
	// ClaimMinutes is how long a reviewer's claim keeps others from deciding;
	// zero is [DefaultClaimMinutes].
	ClaimMinutes int `json:"claim_minutes,omitempty"`
	// Deadlines says, per status, what happens when nobody acts, in order.
	Deadlines map[Status][]Deadline `json:"deadlines"`
}

// Window is how long goods may be sent back. Empty Reason or Category matches
// every one; the first window that matches counts.
type Window struct {
	Reason   string `json:"reason,omitempty"`
	Category string `json:"category,omitempty"`
	Days     int    `json:"days"`
	// Anchor is the day the window counts from: ordered or delivered. That day
	// is day zero, and the last day counts to its end in the shop's zone.
	Anchor string `json:"anchor"`
}

// RestockingFee is a percentage of the goods without tax. Empty Reason or
// Condition matches every one; the first fee that matches counts.
type RestockingFee struct {
	Reason    string `json:"reason,omitempty"`
	Condition string `json:"condition,omitempty"`
	Percent   int    `json:"percent"`
}

// Deadline is what happens when a status has waited for some hours.
type Deadline struct {
	Hours int `json:"hours"`
	// Then is remind, escalate, approve, expire or complete.
	Then Action `json:"then"`
}

// Verdicts of a policy.
const (
	VerdictApprove = "approve"
	VerdictReview  = "review"
	VerdictReject  = "reject"
)

// Outcomes of a clause. Advice is a failed clause that does not bind, because
// staff opened the return; Unknown is one whose facts are missing.
const (
	ClausePass    = "pass"
	ClauseFail    = "fail"
	ClauseAdvice  = "advice"
	ClauseUnknown = "unknown"
)

// Verdict is what the policy said when the return was opened, and why.
type Verdict struct {
	PolicyID      string   `json:"policy_id"`
	PolicyVersion int      `json:"policy_version"`
	Decision      string   `json:"decision"`
	Clauses       []Clause `json:"clauses"`
}

// Passed reports whether the return met every clause, so that nothing in it asks
// for a person.
func (v Verdict) Passed() bool {
	return !slices.ContainsFunc(v.Clauses, func(c Clause) bool { return c.Outcome != ClausePass })
}

// Clause is one rule with the facts it saw.
type Clause struct {
	Clause  string            `json:"clause"`
	LineNo  int               `json:"line_no,omitempty"`
	Outcome string            `json:"outcome"`
	Facts   map[string]string `json:"facts"`
}

// Evaluate judges a request. It binds a customer; for staff a failed clause is
// advice, and their override stands in the verdict. What it cannot judge goes
// to a person.
func (p Policy) Evaluate(order *Order, lines []Line, photos int, by Actor, now time.Time) Verdict {
	verdict := Verdict{PolicyID: p.ID, PolicyVersion: p.Version, Decision: VerdictReview}
	for i := range lines {
		orderLine, _ := order.Line(lines[i].LineNo)
		verdict.Clauses = append(verdict.Clauses,
			p.window(order, orderLine, lines[i].Reason, now),
			p.finalSale(orderLine),
			p.photos(lines[i], photos))
	}
	passed := true
	for i := range verdict.Clauses {
		clause := &verdict.Clauses[i]
		if clause.Outcome == ClauseFail && by.IsStaff() {
			clause.Outcome = ClauseAdvice
		}
		switch clause.Outcome {
		case ClauseFail:
			verdict.Decision = VerdictReject
			passed = false
		case ClauseAdvice, ClauseUnknown:
			passed = false
		}
	}
	if passed && p.AutoApprove {
		verdict.Decision = VerdictApprove
	}
	return verdict
}

func (p Policy) window(order *Order, line *OrderLine, reason string, now time.Time) Clause {
	clause := Clause{Clause: "window", LineNo: line.LineNo, Outcome: ClausePass, Facts: map[string]string{}}
	i := slices.IndexFunc(p.Windows, func(w Window) bool {
		return (w.Reason == "" || w.Reason == reason) && (w.Category == "" || strings.EqualFold(w.Category, line.Category))
	})
	if i < 0 {
		clause.Outcome = ClauseFail
		clause.Facts["days"] = "0"
		return clause
	}
	window := p.Windows[i]
	anchor, from := order.OrderedAt, "ordered"
	if window.Anchor == "delivered" && order.DeliveredAt != nil {
		anchor, from = *order.DeliveredAt, "delivered"
	}
	zone := p.zone()
	day, today := calendarDay(anchor.In(zone)), calendarDay(now.In(zone))
	lastDay := day.AddDate(0, 0, window.Days)
	clause.Facts["days"] = fmt.Sprint(window.Days)
	clause.Facts["counted_from"] = from
	clause.Facts["anchor"] = day.Format(time.DateOnly)
	clause.Facts["last_day"] = lastDay.Format(time.DateOnly)
	clause.Facts["today"] = today.Format(time.DateOnly)
	switch {
	case !today.After(lastDay):
	case from != window.Anchor:
		// Delivery is not known: the window may still be open, a person decides.
		clause.Outcome = ClauseUnknown
	default:
		clause.Outcome = ClauseFail
	}
	return clause
}

// calendarDay is the date alone. Days are counted and compared as dates, since
// in some zones a day has no midnight when the clocks go forward.
func calendarDay(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func (p Policy) finalSale(line *OrderLine) Clause {
	clause := Clause{Clause: "final_sale", LineNo: line.LineNo, Outcome: ClausePass, Facts: map[string]string{"sku": line.SKU}}
	if line.Category != "" {
		clause.Facts["category"] = line.Category
	}
	excluded := slices.ContainsFunc(p.ExcludedCategories, func(c string) bool { return strings.EqualFold(c, line.Category) })
	if excluded || slices.Contains(p.FinalSaleSKUs, line.SKU) {
		clause.Outcome = ClauseFail
	}
	return clause
}

// photos counts. Too few send the return to a person rather than away: the
// reviewer can ask for them.
func (p Policy) photos(line Line, given int) Clause {
	needed := p.Photos[line.Reason]
	clause := Clause{Clause: "photos", LineNo: line.LineNo, Outcome: ClausePass, Facts: map[string]string{
		"reason": line.Reason, "needed": fmt.Sprint(needed), "given": fmt.Sprint(given),
	}}
	if given < needed {
		clause.Outcome = ClauseUnknown
	}
	return clause
}

func (p Policy) zone() *time.Location {
	if zone, err := time.LoadLocation(p.TimeZone); err == nil {
		return zone
	}
	return time.UTC
}

func (p Policy) restockingPercent(reason, condition string) int {
	for _, fee := range p.RestockingFees {
		if (fee.Reason == "" || fee.Reason == reason) && (fee.Condition == "" || fee.Condition == condition) {
			return fee.Percent
		}
	}
	return 0
}
