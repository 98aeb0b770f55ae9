package policies

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/forms"
	"backhaul/returns"
	"backhaul/rules"
)

// Asked is a request for a return that nobody has made yet.
type Asked struct {
	Request returns.Request
	By      returns.Actor
	// OwnOrdersOf, when set, is the customer who may ask about their own orders only.
	OwnOrdersOf string
	Now         time.Time
}

// Preview says what would come of a request if it were made now: the verdict of
// the active policy, by the same code that opens returns, and what would be
// refunded. It runs in a read-only transaction, reserves nothing and keeps
// nothing; until the request is made, somebody else may take the units.
func Preview(ctx context.Context, tx pgx.Tx, asked Asked) (*returns.Return, error) {
	row, err := db.Queries.OrderGet(ctx, tx, asked.Request.OrderNumber)
	if db.NotFound(err) {
		return nil, returns.OrderNotFound(asked.Request.OrderNumber)
	}
	if err != nil {
		return nil, err
	}
	lines, err := db.Queries.OrderLinesGet(ctx, tx, row.OrderNumber)
	if err != nil {
		return nil, err
	}
	payments, err := db.Queries.PaymentsOfMany(ctx, tx, []string{row.OrderNumber})
	if err != nil {
		return nil, err
	}
	policyRow, err := db.Queries.PolicyActive(ctx, tx)
	if err != nil {
		return nil, err
	}
	opening := returns.Opening{
		Request: asked.Request, Order: db.OrderOf(row, lines), OwnOrdersOf: asked.OwnOrdersOf,
		By: returns.By{Actor: asked.By}, Now: asked.Now,
	}
	opening.Order.Payments = db.PaymentsOf(payments)
	if opening.Policy, err = db.PolicyOf(policyRow); err != nil {
		return nil, err
	}
	if opening.Reasons, err = reasonsFor(ctx, tx, asked.Request); err != nil {
		return nil, err
	}
	if err := withRules(ctx, tx, &opening, row); err != nil {
		return nil, err
	}
	ret, _, err := returns.Open(opening)
	return ret, err
}

// reasonsFor reads the reasons that may be chosen now, with the forms of those
// that the request names.
func reasonsFor(ctx context.Context, tx pgx.Tx, request returns.Request) ([]returns.Reason, error) {
	rows, err := db.Queries.ReasonsActive(ctx, tx)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, line := range request.Lines {
		named[line.Reason] = true
	}
	reasons := make([]returns.Reason, len(rows))
	for i, row := range rows {
		reasons[i] = returns.Reason{Code: row.Code, ByCustomer: row.ByCustomer}
		if len(row.Fields) == 0 || !named[row.Code] {
			continue
		}
		form, err := forms.Compile("fields", row.Fields)
		if err != nil {
			return nil, err
		}
		reasons[i].Check = form.Check
	}
	return reasons, nil
}

// withRules adds the policy's rules and what they may know of the customer. As
// when a return is opened, rules that do not compile leave it to a person.
func withRules(ctx context.Context, tx pgx.Tx, opening *returns.Opening, order sqlc.Order) error {
	if len(opening.Policy.Rules) == 0 {
		return nil
	}
	set, err := rules.Compile(opening.Policy.Rules)
	if err != nil {
		return nil //nolint:nilerr // see above
	}
	known, err := db.Queries.CustomerFacts(ctx, tx, sqlc.CustomerFactsParams{
		CustomerID: order.CustomerID, OrderNumber: order.OrderNumber, Since: opening.Now.AddDate(-1, 0, 0), Before: opening.Now,
	})
	if err != nil {
		return err
	}
	opening.Customer = returns.Customer{ID: order.CustomerID, Country: order.CustomerCountry, Orders: known.Orders, Returns: known.Returns}
	opening.Rules = set.Judge()
	return nil
}
