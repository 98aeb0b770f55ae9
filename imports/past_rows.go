package imports

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// books are what returns are held against: their orders, locked, and the shop's
// reasons and policy.
type books struct {
	orders  map[string]*returns.Order
	reasons []returns.Reason
	policy  returns.Policy
	now     time.Time
}

// openBooks locks the orders of what waits. Orders that a dry run has booked on are
// taken as it left them, and put into tried.
func (j *pastJob) openBooks(ctx context.Context, tx pgx.Tx, tried map[string]*returns.Order) (*books, error) {
	b := &books{orders: map[string]*returns.Order{}, now: j.options.Now.UTC().Truncate(time.Microsecond)}
	var numbers []string
	for _, group := range j.waiting {
		number := group.rows[0].value.OrderNumber
		if order, there := j.tried[number]; there {
			b.orders[number] = copyOf(order)
		} else {
			numbers = append(numbers, number)
		}
	}
	slices.Sort(numbers)
	if err := b.lock(ctx, tx, slices.Compact(numbers)); err != nil {
		return nil, err
	}
	for number, order := range b.orders {
		tried[number] = order
	}
	reasons, err := db.Queries.ReasonsAll(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, reason := range reasons {
		b.reasons = append(b.reasons, returns.Reason{Code: reason.Code, ByCustomer: reason.ByCustomer})
	}
	active, err := db.Queries.PolicyActive(ctx, tx)
	if err != nil {
		return nil, err
	}
	b.policy, err = db.PolicyOf(active)
	return b, err
}

func (b *books) lock(ctx context.Context, tx pgx.Tx, numbers []string) error {
	rows, err := db.Queries.PastOrdersLock(ctx, tx, numbers)
	if err != nil {
		return err
	}
	lines, err := db.Queries.OrderLinesOfMany(ctx, tx, numbers)
	if err != nil {
		return err
	}
	payments, err := db.Queries.PaymentsOfMany(ctx, tx, numbers)
	if err != nil {
		return err
	}
	linesOf, paymentsOf := map[string][]sqlc.OrderLine{}, map[string][]sqlc.Payment{}
	for _, line := range lines {
		linesOf[line.OrderNumber] = append(linesOf[line.OrderNumber], line)
	}
	for _, payment := range payments {
		paymentsOf[payment.OrderNumber] = append(paymentsOf[payment.OrderNumber], payment)
	}
	for _, row := range rows {
		order := db.OrderOf(row, linesOf[row.OrderNumber])
		order.Payments = db.PaymentsOf(paymentsOf[row.OrderNumber])
		b.orders[row.OrderNumber] = order
	}
	return nil
}

// copyOf lets a transaction that is tried again begin from where the first began.
func copyOf(order *returns.Order) *returns.Order {
	again := *order
	again.Lines, again.Payments = slices.Clone(order.Lines), slices.Clone(order.Payments)
	return &again
}

// pastRows are the rows of returns that are to be written.
type pastRows struct {
	from    string
	by      audit.Who
	now     time.Time
	numbers []string

	returns, lines, inspections, events, tasks, taskLines, parts [][]any

	held     sqlc.PastLinesHoldParams
	payments sqlc.PastPaymentsHoldParams
	orders   []string
	shipping []int64
}

// add notes what one return writes.
func (p *pastRows) add(past returns.Past, r *returns.Return, change *returns.Change) error {
	p.numbers = append(p.numbers, past.Number)
	said := map[string]json.RawMessage{}
	for name, value := range map[string]any{
		"data": change.Data, "by": r.RequestedBy, "verdict": r.Verdict, "estimate": r.Estimate, "origin": change.By.Origin,
	} {
		text, err := json.Marshal(value)
		if err != nil {
			return fmt.Errorf("the %s of return %s: %w", name, past.Number, err)
		}
		said[name] = text
	}
	if change.By.Origin == (returns.Origin{}) {
		said["origin"] = nil
	}
	p.returns = append(p.returns, []any{
		r.ID, "", r.OrderNumber, r.CustomerID, r.Currency, string(r.Status()), string(r.Tracks.Stage), string(r.Tracks.Logistics),
		string(r.Tracks.Goods), string(r.Tracks.Refund), string(r.Tracks.Dispute), string(r.Method), string(r.RefundTo), said["by"],
		r.Policy.ID, r.Policy.Version, said["verdict"], said["estimate"], r.Digest(), 1, r.OpenedAt, change.At, *r.ClosedAt,
		past.From, past.Number,
	})
	for _, line := range r.Lines {
		u := line.Units
		p.lines = append(p.lines, []any{
			r.ID, line.LineNo, line.SKU, line.Description, line.Requested, line.Approved, line.Reason, line.ByCustomer,
			u.Arrived, u.Available, u.Refurbish, u.Quarantine, u.Scrap, u.Vendor, u.Lost,
		})
	}
	for i, line := range change.Inspected {
		p.inspections = append(p.inspections, []any{r.ID, 1, i + 1, line.LineNo, line.Quantity, string(line.Disposition)})
	}
	event := returns.Event{
		ReturnID: r.ID, Seq: 1, Action: change.Action, DecisionID: change.By.ID, Actor: change.By.Actor,
		From: change.From, To: change.To, Data: said["data"], Origin: change.By.Origin, At: change.At,
	}
	p.events = append(p.events, []any{
		r.ID, event.Seq, string(event.Action), event.DecisionID, event.Actor.ID, string(event.Actor.Role), event.Actor.Name,
		string(event.From), string(event.To), event.Data, event.Refused, said["origin"], event.At, event.Hash(nil),
	})
	p.hold(r, change)
	return p.addTask(r)
}

// addTask notes the refund, which was paid on the day on which the return ended.
func (p *pastRows) addTask(r *returns.Return) error {
	task := r.Task
	if task == nil {
		return nil
	}
	amounts, err := json.Marshal(task.Amounts)
	if err != nil {
		return err
	}
	by, err := json.Marshal(task.ApprovedBy)
	if err != nil {
		return err
	}
	p.tasks = append(p.tasks, []any{
		task.ID, r.ID, task.Seq, r.OrderNumber, task.Amounts.Currency, task.Amounts.Total, int64(0), json.RawMessage(amounts),
		string(task.State), json.RawMessage(by), task.ByHand, task.Reference, *r.ClosedAt, *r.ClosedAt,
	})
	for _, line := range task.Amounts.Lines {
		p.taskLines = append(p.taskLines, []any{task.ID, line.LineNo, line.Quantity, line.Goods, line.Tax, line.Fee, line.Total})
	}
	for _, part := range task.Parts {
		p.parts = append(p.parts, []any{
			task.ID, r.OrderNumber, part.Payment, part.Amount, part.Exchanged, string(part.State), part.Attempt, part.ByHand, part.Reference,
		})
	}
	return nil
}

// hold notes what the order counts from now on.
func (p *pastRows) hold(r *returns.Return, change *returns.Change) {
	for _, h := range change.Holds {
		p.held.OrderNumbers, p.held.LineNos = append(p.held.OrderNumbers, r.OrderNumber), append(p.held.LineNos, h.LineNo)
		p.held.Returned, p.held.RefundedUnits = append(p.held.Returned, h.Returned), append(p.held.RefundedUnits, h.RefundedUnits)
		p.held.RefundedGoods, p.held.RefundedTaxes = append(p.held.RefundedGoods, h.RefundedGoods), append(p.held.RefundedTaxes, h.RefundedTax)
	}
	for _, h := range change.PaymentHolds {
		p.payments.OrderNumbers = append(p.payments.OrderNumbers, r.OrderNumber)
		p.payments.Seqs, p.payments.Amounts = append(p.payments.Seqs, h.Payment), append(p.payments.Amounts, h.Refunded)
	}
	if change.RefundedShipping != 0 {
		p.orders, p.shipping = append(p.orders, r.OrderNumber), append(p.shipping, change.RefundedShipping)
	}
}

// write stores everything: rows that others refer to go first.
func (p *pastRows) write(ctx context.Context, tx pgx.Tx) error {
	if err := p.number(ctx, tx); err != nil {
		return err
	}
	for _, part := range []struct {
		table   string
		columns []string
		rows    [][]any
	}{
		{"returns", []string{
			"id", "rma_number", "order_number", "customer_id", "currency", "status", "stage", "logistics", "goods", "refund", "dispute",
			"method", "refund_to", "requested_by", "policy_id", "policy_version", "verdict", "estimate", "digest", "version",
			"opened_at", "updated_at", "closed_at", "imported_from", "imported_number",
		}, p.returns},
		{"return_lines", []string{
			"return_id", "line_no", "sku", "description", "requested", "approved", "reason", "by_customer",
			"arrived", "available", "refurbish", "quarantine", "scrap", "vendor", "lost",
		}, p.lines},
		{"inspections", []string{"return_id", "event_seq", "position", "line_no", "quantity", "disposition"}, p.inspections},
		{"return_events", []string{
			"return_id", "seq", "action", "decision_id", "actor_id", "actor_role", "actor_name", "status_from", "status_to", "data",
			"refused", "origin", "at", "hash",
		}, p.events},
		{"refund_tasks", []string{
			"id", "return_id", "seq", "order_number", "currency", "amount", "exchanged", "amounts", "state", "approved_by", "by_hand",
			"reference", "created_at", "updated_at",
		}, p.tasks},
		{"refund_lines", []string{"task_id", "line_no", "quantity", "goods", "tax", "fee", "total"}, p.taskLines},
		{"refund_parts", []string{
			"task_id", "order_number", "payment_seq", "amount", "exchanged", "state", "attempt", "by_hand", "reference",
		}, p.parts},
	} {
		if _, err := tx.CopyFrom(ctx, pgx.Identifier{part.table}, part.columns, pgx.CopyFromRows(part.rows)); err != nil {
			return err
		}
	}
	if err := db.Queries.PastLinesHold(ctx, tx, p.held); err != nil {
		return err
	}
	if err := db.Queries.PastPaymentsHold(ctx, tx, p.payments); err != nil {
		return err
	}
	return db.Queries.PastShippingHold(ctx, tx, p.orders, p.shipping)
}

// number gives each return an RMA number that no other has.
func (p *pastRows) number(ctx context.Context, tx pgx.Tx) error {
	open, used := slices.Clone(p.returns), map[string]bool{}
	for attempt := 0; len(open) > 0; attempt++ {
		numbers := make([]string, len(open))
		for i, row := range open {
			numbers[i] = returns.RMANumber(row[0].(string), attempt) //nolint:forcetypeassert // add put an id there
		}
		rows, err := db.Queries.PastNumbersTaken(ctx, tx, numbers)
		if err != nil {
			return err
		}
		for _, number := range rows {
			used[number] = true
		}
		var again [][]any
		for i, row := range open {
			if used[numbers[i]] {
				again = append(again, row)
				continue
			}
			used[numbers[i]], row[1] = true, numbers[i]
		}
		open = again
	}
	return nil
}
