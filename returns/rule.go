package returns

import "time"

// Rule is a rule of the shop's own, an expression over order, line, customer
// and request. The first rule that is true for a line decides about the line.
// Package rules compiles and judges the expressions.
type Rule struct {
	Name string `json:"name"`
	// When is the expression, in CEL.
	When string `json:"when"`
	// Then is [VerdictApprove], [VerdictReview] or [VerdictReject].
	Then string `json:"then"`
	// Because tells the customer and the reviewer why.
	Because Because `json:"because"`
}

// Because is a reason in the languages that customers are written to in.
type Because struct {
	En string `json:"en"`
	Zh string `json:"zh"`
}

// Case is what a policy judges: a request, with what is known around it.
type Case struct {
	Order   *Order
	Lines   []Line
	Request Request
	// Refund is what would be refunded if all of it were approved.
	Refund   Amounts
	Customer Customer
	By       Actor
	Now      time.Time
	// Rules judges the rules of the policy's version over one line. Without it
	// a policy that has rules leaves everything to a person.
	Rules func(Facts) Ruling
}

// Customer is what is known of who bought, up to the moment of the request.
type Customer struct {
	ID      string
	Country string
	// Orders and Returns count what the customer has bought and asked back in
	// the year before, this order and this return not included.
	Orders, Returns int
}

// Facts are what rules may look at: a case, and the line that is judged.
type Facts struct {
	*Case
	Policy Policy
	Line   *Line
	// Sold is the line of the order that is being returned.
	Sold *OrderLine
}

// DaysSince counts the calendar days in the shop's zone from a moment until
// the request, as windows do.
func (f Facts) DaysSince(moment time.Time) int {
	zone := f.Policy.zone()
	return int(calendarDay(f.Now.In(zone)).Sub(calendarDay(moment.In(zone))).Hours() / 24)
}

// Ruling is what the rules say about one line.
type Ruling struct {
	// Rule is the first one that is true; nil when none is. When Failed is set
	// it is the one that could not be judged.
	Rule *Rule
	// Saw are the facts that the expression looked at, by their names in it.
	Saw map[string]string
	// Failed says why a rule could not be judged. What follows it was not tried.
	Failed string
}

// rules is the clause that the rules add for a line, or nil when none matches.
// approved tells that a rule approves the line.
func (p Policy) rules(c *Case, line *Line, sold *OrderLine) (clause *Clause, approved bool) {
	if len(p.Rules) == 0 {
		return nil, false
	}
	clause = &Clause{Clause: "rule", LineNo: line.LineNo, Outcome: ClauseUnknown, Facts: map[string]string{}}
	if c.Rules == nil {
		clause.Facts["failed"] = "the rules of this policy could not be read"
		return clause, false
	}
	ruling := c.Rules(Facts{Case: c, Policy: p, Line: line, Sold: sold})
	if ruling.Rule == nil && ruling.Failed == "" {
		return nil, false
	}
	if ruling.Saw != nil {
		clause.Facts = ruling.Saw
	}
	if ruling.Rule != nil {
		clause.Rule, clause.Because = ruling.Rule.Name, &ruling.Rule.Because
	}
	switch {
	case ruling.Failed != "":
		clause.Facts["failed"] = ruling.Failed
		clause.Because = nil // it did not come to that
	case ruling.Rule.Then == VerdictApprove:
		clause.Outcome, approved = ClausePass, true
	case ruling.Rule.Then == VerdictReject:
		clause.Outcome = ClauseFail
	default:
		clause.Outcome = ClauseReview
	}
	return clause, approved
}
