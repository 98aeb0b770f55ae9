package activities

import (
	"context"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/forms"
	"backhaul/returns"
)

// loadReasons reads the reasons that may be chosen now, with the forms of those
// that the request names.
func loadReasons(ctx context.Context, tx pgx.Tx, request returns.Request) ([]returns.Reason, error) {
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
		reasons[i] = returns.Reason{Code: row.Code, ByCustomer: row.ByCustomer, Categories: row.Categories}
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

// withRules adds the policy's rules and what they may know of the customer.
// Rules that do not compile any more leave the request to a person.
func (w *work) withRules(ctx context.Context, opening *returns.Opening, a *Activities) error {
	if len(opening.Policy.Rules) == 0 {
		return nil
	}
	set, err := a.rules.Of(opening.Policy)
	if err != nil {
		a.Log.Error("the rules of a policy cannot be read", "policy", opening.Policy.ID, "version", opening.Policy.Version, "error", err)
		return nil
	}
	known, err := db.Queries.CustomerFacts(ctx, w.tx, sqlc.CustomerFactsParams{
		CustomerID: w.customer.CustomerID, OrderNumber: w.customer.OrderNumber, ReturnID: opening.ID,
		Since: opening.Now.AddDate(-1, 0, 0), Before: opening.Now,
	})
	if err != nil {
		return err
	}
	opening.Customer = returns.Customer{
		ID: w.customer.CustomerID, Country: w.customer.CustomerCountry, Orders: known.Orders, Returns: known.Returns,
	}
	opening.Rules = set.Judge()
	return nil
}
