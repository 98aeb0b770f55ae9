package generate

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/activities"
	onlineretail "backhaul/examples/online-retail"
	"backhaul/integrations/carriers"
	"backhaul/integrations/payments"
	"backhaul/orders"
	"backhaul/returns"
)

// What stands in a mold where each cast has its own.
const (
	moldOrder    = "MOLD-ORDER-"
	moldCustomer = "mold-customer-"
	moldName     = "Mold Customer "
	moldTracking = "MOLDTRACK"
)

// mold is one return that went through the real steps, or an order without one.
type mold struct {
	number   int
	order    string
	returnID string
	rma      string
	// last is when the last step was; open returns wait until deadline.
	last     time.Time
	deadline *time.Time
	open     bool
}

// teller takes returns through the steps of a story, with a clock of its own.
type teller struct {
	ctx    context.Context
	pool   *pgxpool.Pool
	random *rand.Rand
	sales  [][]orders.InputLine
	now    time.Time
	steps  *activities.Activities
	err    error
	at     returns.Snapshot
	mold   *mold
}

func newTeller(ctx context.Context, pool *pgxpool.Pool, random *rand.Rand) (*teller, error) {
	sales, err := sampleSales()
	t := &teller{ctx: ctx, pool: pool, random: random, sales: sales}
	t.steps = &activities.Activities{
		DB: pool, Carriers: carriers.Set{}, Log: slog.New(slog.DiscardHandler),
		Payments: map[string]payments.Provider{"manual": payments.Manual{}},
		Now:      func() time.Time { return t.now },
	}
	return t, err
}

// sampleSales reads the lines of the sample's orders, three to five of each.
func sampleSales() ([][]orders.InputLine, error) {
	rows, err := csv.NewReader(bytes.NewReader(onlineretail.Orders)).ReadAll()
	if err != nil {
		return nil, err
	}
	var sales [][]orders.InputLine
	last := ""
	for _, row := range rows[1:] {
		if row[0] != last {
			sales, last = append(sales, nil), row[0]
		}
		sale := &sales[len(sales)-1]
		quantity, err := strconv.Atoi(row[3])
		if err != nil {
			return nil, err
		}
		if len(*sale) < 3+len(sales)%3 {
			// The first word of the description is as good a category as any.
			category, _, _ := bytes.Cut([]byte(row[2]), []byte(" "))
			*sale = append(*sale, orders.InputLine{
				LineNo: len(*sale) + 1, SKU: row[1], Description: row[2], Category: string(category), Quantity: min(quantity, 24),
				UnitPrice: orders.Price{Amount: row[4]},
			})
		}
	}
	return slices.DeleteFunc(sales, func(sale []orders.InputLine) bool { return len(sale) < 3 }), nil
}

// sell stores an order that was delivered two days before the clock.
func (t *teller) sell(number int) *mold {
	m := &mold{number: number, order: moldOrder + fmt.Sprintf("%04d", number)}
	delivered := t.now.AddDate(0, 0, -2)
	_, err := orders.Put(t.ctx, t.pool, orders.Input{
		OrderNumber: m.order, Currency: "GBP", OrderedAt: delivered.AddDate(0, 0, -2), DeliveredAt: &delivered,
		Customer: orders.Customer{ID: fmt.Sprintf("%s%04d", moldCustomer, number), Name: fmt.Sprintf("%s%04d", moldName, number), Country: "United Kingdom"},
		Lines:    t.sales[number%len(t.sales)],
	})
	t.fail(err)
	t.mold = m
	return m
}

func (t *teller) fail(err error) {
	if t.err == nil && err != nil {
		t.err = fmt.Errorf("the mold %s, %s: %w", t.mold.order, t.at.Status, err)
	}
}

// after lets some hours pass.
func (t *teller) after(hours float64) *teller {
	t.now = t.now.Add(time.Duration(hours * (0.5 + t.random.Float64()) * float64(time.Hour))).Truncate(time.Microsecond)
	return t
}

func (t *teller) by(role returns.Role) returns.By {
	id := string(role) + strconv.Itoa(1+t.mold.number%7)
	actor := returns.Actor{ID: id, Role: role, Name: "Some " + id}
	switch role {
	case returns.RoleSystem:
		actor = returns.System()
	case returns.RoleCustomer:
		actor = returns.Actor{ID: fmt.Sprintf("%s%04d", moldCustomer, t.mold.number), Role: role, Name: fmt.Sprintf("%s%04d", moldName, t.mold.number)}
	default: // one of the staff
	}
	return returns.By{ID: returns.NewID("dec"), Actor: actor}
}

// take runs one step unless one before it failed.
func take[D any](t *teller, step func(context.Context, activities.Input[D]) (returns.Snapshot, error), decision D) *teller {
	if t.err == nil {
		snapshot, err := step(t.ctx, activities.Input[D]{ReturnID: t.mold.returnID, Decision: decision})
		t.at = snapshot
		t.fail(err)
		t.mold.last, t.mold.deadline = t.now, snapshot.Deadline
	}
	return t
}

// open asks for units of the first three lines.
func (t *teller) open() *teller {
	t.mold.returnID = returns.NewID("ret")
	request := returns.Request{OrderNumber: t.mold.order, Method: returns.MethodPickup, Note: "as we talked about"}
	reasons := []string{"changed_mind", "changed_mind", "late", "ordered_by_mistake", "other"}
	for i, line := range t.sales[t.mold.number%len(t.sales)][:3] {
		request.Lines = append(request.Lines, returns.RequestLine{
			LineNo: line.LineNo, Quantity: 1 + t.random.IntN(line.Quantity), Reason: reasons[(t.mold.number+i*i)%len(reasons)], Condition: "opened",
		})
	}
	snapshot, err := t.steps.Open(t.ctx, activities.OpenInput{ReturnID: t.mold.returnID, By: t.by(returns.RoleCustomer), Request: request})
	t.at = snapshot
	t.fail(err)
	t.mold.last, t.mold.deadline = t.now, snapshot.Deadline
	if t.err == nil {
		t.fail(t.pool.QueryRow(t.ctx, "select rma_number from returns where id = $1", t.mold.returnID).Scan(&t.mold.rma))
	}
	return t
}
