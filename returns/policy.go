package returns

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Verdicts of a policy.
const (
	VerdictApprove = "approve"
	VerdictReview  = "review"
	VerdictReject  = "reject"
)

// Outcomes of a clause. Advice is a failed clause that does not bind, because
// staff opened the return; Unknown is one whose facts are missing; Review is a
// rule that asks for a person.
const (
	ClausePass    = "pass"
	ClauseFail    = "fail"
	ClauseAdvice  = "advice"
	ClauseUnknown = "unknown"
	ClauseReview  = "review"
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
	// Clause is window, final_sale, photos, rule or keep_item.
	Clause  string            `json:"clause"`
	LineNo  int               `json:"line_no,omitempty"`
	Outcome string            `json:"outcome"`
	Facts   map[string]string `json:"facts"`
	// Rule is the name of a rule of the shop's own, and Because what it says.
	Rule    string   `json:"rule,omitempty"`
	Because *Because `json:"because,omitempty"`
}

// Evaluate judges a request. It binds a customer; for staff a failed clause is
// advice, and their override stands in the verdict. What it cannot judge goes
// to a person. It approves when every clause of every line passes, and either
// the policy approves such returns or a rule approves each of the lines.
func (p Policy) Evaluate(c Case) Verdict {
	verdict := Verdict{PolicyID: p.ID, PolicyVersion: p.Version, Decision: VerdictReview}
	approved := true
	for i := range c.Lines {
		line := &c.Lines[i]
		sold, _ := c.Order.Line(line.LineNo)
		verdict.Clauses = append(verdict.Clauses,
			p.window(c.Order, sold, line.Reason, c.Now),
			p.finalSale(sold),
			p.photos(*line, len(c.Request.Evidence)))
		clause, byRule := p.rules(&c, line, sold)
		if clause != nil {
			verdict.Clauses = append(verdict.Clauses, *clause)
		}
		approved = approved && (byRule || p.AutoApprove)
	}
	for i := range verdict.Clauses {
		clause := &verdict.Clauses[i]
		if clause.Outcome == ClauseFail && c.By.IsStaff() {
			clause.Outcome = ClauseAdvice
		}
		if clause.Outcome == ClauseFail {
			verdict.Decision = VerdictReject
		}
	}
	if approved && verdict.Passed() {
		verdict.Decision = VerdictApprove
	}
	return verdict
}

func (p Policy) window(order *Order, line *OrderLine, reason string, now time.Time) Clause {
	clause := Clause{Clause: "window", LineNo: line.LineNo, Outcome: ClausePass, Facts: map[string]string{}}
	window, found := p.windowFor(line.Category, reason)
	if !found {
		clause.Outcome = ClauseFail
		clause.Facts["days"] = "0"
		return clause
	}
	anchor, from := order.anchor(window.Anchor)
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
		// That day is not known: the window may still be open, a person decides.
		clause.Outcome = ClauseUnknown
	default:
		clause.Outcome = ClauseFail
	}
	return clause
}

// anchor is the moment a window counts from, and its name: the wanted one, or
// when that is not known the order's, which is the earliest of all.
func (o *Order) anchor(wanted string) (at time.Time, name string) {
	switch {
	case wanted == AnchorDelivered && o.DeliveredAt != nil:
		return *o.DeliveredAt, AnchorDelivered
	case wanted == AnchorShipped && o.ShippedAt != nil:
		return *o.ShippedAt, AnchorShipped
	}
	return o.OrderedAt, AnchorOrdered
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
