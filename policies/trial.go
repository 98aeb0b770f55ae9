package policies

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
	"backhaul/rules"
)

// What a trial reads and shows at most.
const (
	maxTried = 2_000
	maxShown = 200
)

// Trial is what a policy would have decided about the returns of a period.
type Trial struct {
	// Tried is how many returns were judged; Truncated tells that the period has
	// more, and only the newest were.
	Tried     int  `json:"tried"`
	Truncated bool `json:"truncated"`
	// Was and Would count the verdicts: approve, review, reject.
	Was   map[string]int `json:"was"`
	Would map[string]int `json:"would"`
	// DifferentCount is how many verdicts differ; Different the newest of them.
	DifferentCount int          `json:"different_count"`
	Different      []Difference `json:"different"`
}

// Difference is a return about which the policy would have decided otherwise.
type Difference struct {
	ReturnID  string    `json:"return_id"`
	RMANumber string    `json:"rma_number"`
	OpenedAt  time.Time `json:"opened_at"`
	Was       string    `json:"was"`
	Would     string    `json:"would"`
	// Status is what came of the return.
	Status returns.Status `json:"status"`
	// Clauses are those that did not pass, or a rule's that approved.
	Clauses []returns.Clause `json:"clauses"`
}

// Try judges the returns that were opened in the period by another policy, as
// far as what is stored lets it: orders are taken as they are now. It runs in
// one read-only transaction and changes nothing.
func Try(ctx context.Context, tx pgx.Tx, policy returns.Policy, set *rules.Set, since, before time.Time) (Trial, error) {
	trial := Trial{Was: verdicts(), Would: verdicts(), Different: []Difference{}}
	rows, err := db.Queries.PolicyTestReturns(ctx, tx, sqlc.PolicyTestReturnsParams{Since: since, Before: before, Most: maxTried + 1})
	if err != nil {
		return trial, err
	}
	if len(rows) > maxTried {
		rows, trial.Truncated = rows[:maxTried], true
	}
	parts, err := loadParts(ctx, tx, rows)
	if err != nil {
		return trial, err
	}
	for i := range rows {
		if err := trial.add(ctx, tx, &rows[i], parts, policy, set); err != nil {
			return trial, err
		}
	}
	return trial, nil
}

func verdicts() map[string]int {
	return map[string]int{returns.VerdictApprove: 0, returns.VerdictReview: 0, returns.VerdictReject: 0}
}

type parts struct {
	lines  map[string][]sqlc.ReturnLine
	bought map[string][]sqlc.OrderLine
}

func loadParts(ctx context.Context, tx pgx.Tx, rows []sqlc.PolicyTestReturnsRow) (parts, error) {
	found := parts{map[string][]sqlc.ReturnLine{}, map[string][]sqlc.OrderLine{}}
	ids, numbers := make([]string, len(rows)), make([]string, len(rows))
	for i := range rows {
		ids[i], numbers[i] = rows[i].Return.ID, rows[i].Order.OrderNumber
	}
	lines, err := db.Queries.PolicyTestLines(ctx, tx, ids)
	if err != nil {
		return found, err
	}
	for _, line := range lines {
		found.lines[line.ReturnID] = append(found.lines[line.ReturnID], line)
	}
	bought, err := db.Queries.PolicyTestOrderLines(ctx, tx, numbers)
	if err != nil {
		return found, err
	}
	for _, line := range bought {
		found.bought[line.OrderNumber] = append(found.bought[line.OrderNumber], line)
	}
	return found, nil
}

func (t *Trial) add(ctx context.Context, tx pgx.Tx, row *sqlc.PolicyTestReturnsRow, parts parts, policy returns.Policy, set *rules.Set) error {
	c, was, err := caseOf(row, parts, policy)
	if err != nil {
		return fmt.Errorf("return %s holds JSON that cannot be read: %w", row.Return.ID, err)
	}
	if len(policy.Rules) > 0 {
		known, err := db.Queries.CustomerFacts(ctx, tx, sqlc.CustomerFactsParams{
			CustomerID: row.Order.CustomerID, OrderNumber: row.Order.OrderNumber, ReturnID: row.Return.ID,
			Since: c.Now.AddDate(-1, 0, 0), Before: c.Now,
		})
		if err != nil {
			return err
		}
		c.Customer = returns.Customer{ID: row.Order.CustomerID, Country: row.Order.CustomerCountry, Orders: known.Orders, Returns: known.Returns}
		c.Rules = set.Judge()
	}
	would := policy.Evaluate(c)
	t.Tried++
	t.Was[was.Decision]++
	t.Would[would.Decision]++
	if was.Decision == would.Decision {
		return nil
	}
	t.DifferentCount++
	if len(t.Different) < maxShown {
		difference := Difference{
			ReturnID: row.Return.ID, RMANumber: row.Return.RMANumber, OpenedAt: row.Return.OpenedAt,
			Was: was.Decision, Would: would.Decision, Status: returns.Status(row.Return.Status), Clauses: []returns.Clause{},
		}
		for _, clause := range would.Clauses {
			if clause.Outcome != returns.ClausePass || clause.Rule != "" {
				difference.Clauses = append(difference.Clauses, clause)
			}
		}
		t.Different = append(t.Different, difference)
	}
	return nil
}

// caseOf is the request as it came in. What has been refunded since is left
// out, as it was not refunded then.
func caseOf(row *sqlc.PolicyTestReturnsRow, parts parts, policy returns.Policy) (c returns.Case, was returns.Verdict, err error) {
	c = returns.Case{Order: db.OrderOf(row.Order, parts.bought[row.Order.OrderNumber]), Now: row.Return.OpenedAt}
	for i := range c.Order.Lines {
		line := &c.Order.Lines[i]
		line.RefundedUnits, line.RefundedGoods, line.RefundedTax = 0, 0, 0
	}
	c.Order.ShippingRefunded, c.Order.DiscountWithheld = 0, 0
	if err := json.Unmarshal(row.Request, &c.Request); err != nil {
		return c, was, err
	}
	if err := json.Unmarshal(row.Return.RequestedBy, &c.By); err != nil {
		return c, was, err
	}
	if err := json.Unmarshal(row.Return.Verdict, &was); err != nil {
		return c, was, err
	}
	for _, line := range parts.lines[row.Return.ID] {
		asked := returns.Line{
			LineNo: line.LineNo, SKU: line.SKU, Description: line.Description, Requested: line.Requested, Approved: line.Requested,
			Reason: line.Reason, Condition: line.Condition, Note: line.Note, ByCustomer: line.ByCustomer,
		}
		if len(line.Fields) > 0 {
			if err := json.Unmarshal(line.Fields, &asked.Fields); err != nil {
				return c, was, err
			}
		}
		c.Lines = append(c.Lines, asked)
	}
	asked := returns.Return{Currency: row.Return.Currency, Method: c.Request.Method, Policy: policy, Lines: c.Lines}
	c.Refund = asked.Compute(c.Order)
	return c, was, nil
}
