package api

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"backhaul/locales"
	"backhaul/returns"
)

// ExplainedClause is a clause of a verdict with what it says to a reader.
type ExplainedClause struct {
	returns.Clause
	// Explanation says which rule it is, what it saw and what came of it.
	Explanation string `json:"explanation"`
}

// explainVerdict is the verdict with what its clauses say.
func explainVerdict(tag language.Tag, verdict returns.Verdict, reasons map[string]string) Verdict {
	explained := Verdict{
		PolicyID: verdict.PolicyID, PolicyVersion: verdict.PolicyVersion, Decision: verdict.Decision,
		Clauses: make([]ExplainedClause, len(verdict.Clauses)),
	}
	for i := range verdict.Clauses {
		clause := &verdict.Clauses[i]
		explained.Clauses[i] = ExplainedClause{Clause: *clause, Explanation: explainClause(tag, clause, reasons)}
	}
	return explained
}

// explainClause says what a clause saw and what came of it. reasons are the labels
// of the reasons by their codes.
func explainClause(tag language.Tag, c *returns.Clause, reasons map[string]string) string {
	saw, outcome := "", explainOutcome(tag, c.Outcome)
	switch c.Clause {
	case "window":
		saw = explainWindow(tag, c)
	case "final_sale":
		saw = explainFinalSale(tag, c)
	case "photos":
		reason := c.Facts["reason"]
		if label := reasons[reason]; label != "" {
			reason = label
		}
		saw = say(tag, "Photos that the reason “%s” needs: %s; photos that came: %s.", reason, c.Facts["needed"], c.Facts["given"])
	case "keep_item":
		saw = say(tag, "The customer asks to keep the goods and to have the money back.")
	case "rule":
		saw = explainRule(tag, c)
		if c.Because != nil {
			outcome = explainRuleOutcome(tag, c.Outcome)
		}
	default: // what an older version of the program judged
		saw = c.Clause + ": " + spokenFacts(c.Facts) + "."
	}
	if c.LineNo == 0 {
		return say(tag, "%s %s", saw, outcome)
	}
	return say(tag, "Line %s: %s %s", strconv.Itoa(c.LineNo), saw, outcome)
}

func explainWindow(tag language.Tag, c *returns.Clause) string {
	facts := c.Facts
	if facts["last_day"] == "" {
		return say(tag, "The policy gives no days for returning such goods for this reason.")
	}
	from := say(tag, "the order")
	switch facts["counted_from"] {
	case returns.AnchorShipped:
		from = say(tag, "the dispatch")
	case returns.AnchorDelivered:
		from = say(tag, "the delivery")
	}
	if c.Outcome == returns.ClauseUnknown {
		return say(tag, "The day from which the %s-day window counts is not known. From %s on %s, it ended on %s by the shop's calendar; the return was asked for on %s.",
			facts["days"], from, facts["anchor"], facts["last_day"], facts["today"])
	}
	return say(tag, "The %s-day window from %s on %s ends on %s by the shop's calendar; the return was asked for on %s.",
		facts["days"], from, facts["anchor"], facts["last_day"], facts["today"])
}

func explainFinalSale(tag language.Tag, c *returns.Clause) string {
	sku, category := c.Facts["sku"], c.Facts["category"]
	switch {
	case c.Outcome == returns.ClausePass:
		return say(tag, "%s is not on final sale.", sku)
	case category != "":
		return say(tag, "%s, of the category “%s”, is on final sale.", sku, category)
	default:
		return say(tag, "%s is on final sale.", sku)
	}
}

// explainOutcome says what came of a clause of the program's own.
func explainOutcome(tag language.Tag, outcome string) string {
	switch outcome {
	case returns.ClausePass:
		return say(tag, "That meets the policy.")
	case returns.ClauseFail:
		return say(tag, "That does not meet the policy, which rejects the return.")
	case returns.ClauseAdvice:
		return say(tag, "That does not meet the policy, but staff asked for the return and may decide otherwise.")
	default:
		return say(tag, "A person decides.")
	}
}

// explainRule says what a rule of the shop's own found, with the facts it looked at.
func explainRule(tag language.Tag, c *returns.Clause) string {
	facts := maps.Clone(c.Facts)
	failed := facts["failed"]
	delete(facts, "failed")
	switch {
	case c.Rule == "":
		return say(tag, "The rules of this policy could not be read.")
	case c.Because == nil:
		return say(tag, "The rule “%s” could not be judged: %s.", c.Rule, failed)
	}
	because := c.Because.En
	if tag == locales.Chinese {
		because = c.Because.Zh
	}
	if len(facts) == 0 {
		return say(tag, "The rule “%s” applies: “%s”.", c.Rule, because)
	}
	return say(tag, "The rule “%s” applies: “%s” (%s).", c.Rule, because, spokenFacts(facts))
}

func explainRuleOutcome(tag language.Tag, outcome string) string {
	switch outcome {
	case returns.ClausePass:
		return say(tag, "It approves the line.")
	case returns.ClauseFail:
		return say(tag, "It rejects the return.")
	case returns.ClauseAdvice:
		return say(tag, "It would reject the return, but staff asked for it and may decide otherwise.")
	default:
		return say(tag, "It asks for a person, who decides.")
	}
}

// spokenFacts lists facts by their names in rules, which the shop wrote itself.
func spokenFacts(facts map[string]string) string {
	pairs := make([]string, 0, len(facts))
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		pairs = append(pairs, name+" = "+facts[name])
	}
	return strings.Join(pairs, ", ")
}
