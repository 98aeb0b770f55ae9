package verify_test

import (
	"context"
	"log/slog"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/db"
	"backhaul/db/dbtest"
	"backhaul/integrations/carriers"
	"backhaul/integrations/payments"
	"backhaul/returns"
)

// shop is a real database with returns that went through the real steps.
type shop struct {
	t     *testing.T
	pool  *pgxpool.Pool
	bank  *bank
	steps *activities.Activities
}

func newShop(t *testing.T, pool *pgxpool.Pool) *shop {
	bank := &bank{answer: settled}
	s := &shop{t: t, pool: pool, bank: bank, steps: &activities.Activities{
		DB: pool, Carriers: carriers.Set{}, Log: slog.New(slog.DiscardHandler),
		Payments: map[string]payments.Provider{"manual": payments.Manual{}, "bank": bank},
	}}
	// What comes back in parts is refunded by itself.
	s.exec(`set local session_replication_role = replica; update policies set terms = terms || '{"tolerance": {"percent": 100}}'`)
	return s
}

func (s *shop) exec(statement string, args ...any) {
	s.t.Helper()
	_, err := s.pool.Exec(s.t.Context(), statement, args...)
	require.NoError(s.t, err, statement)
}

// order sells three mugs and a lamp, tax apart, delivered some days ago.
func (s *shop) order(number string, deliveredDaysAgo int) {
	s.exec(`insert into orders (order_number, customer_id, customer_name, currency, ordered_at, delivered_at, shipping_paid)
		values ($1, 'carla', 'Carla', 'GBP', now() - make_interval(days => $2 + 4), now() - make_interval(days => $2), 500)`,
		number, deliveredDaysAgo)
	s.exec(`insert into order_lines (order_number, line_no, sku, quantity, unit_price, goods, tax) values
		($1, 1, 'MUG', 3, '10.00', 3000, 600), ($1, 2, 'LAMP', 1, '50.00', 5000, 1000)`, number)
	s.exec(`insert into payments (order_number, seq, captured) values ($1, 1, 10100)`, number)
}

// policy makes the terms of later returns those of the first policy with changes.
func (s *shop) policy(changes string) {
	s.exec(`update policies set active = false`)
	s.exec(`insert into policies (policy_id, version, active, terms)
		select policy_id, (select max(version) + 1 from policies), true, terms || $1::jsonb from policies where policy_id = 'plain-30' and version = 1`, changes)
}

// one is the return that a test calls by a name, as its last step left it.
type one struct {
	*shop
	returns.Snapshot
}

// opens asks for units of lines 1 and 2 of an order.
func (s *shop) opens(name, order string, mugs, lamps int, options ...func(*activities.OpenInput)) *one {
	s.t.Helper()
	in := activities.OpenInput{ReturnID: id(name), By: by(returns.RoleCustomer), Request: returns.Request{
		OrderNumber: order, Method: returns.MethodPickup,
	}}
	for i, quantity := range []int{mugs, lamps} {
		if quantity > 0 {
			in.Request.Lines = append(in.Request.Lines, returns.RequestLine{LineNo: i + 1, Quantity: quantity, Reason: "late"})
		}
	}
	for _, option := range options {
		option(&in)
	}
	o := &one{shop: s}
	return o.did(s.steps.Open(s.t.Context(), in))
}

func (o *one) did(snapshot returns.Snapshot, err error) *one {
	o.t.Helper()
	require.NoError(o.t, err)
	o.Snapshot = snapshot
	return o
}

// id is the id of the return that tests call by the name.
func id(name string) string { return returns.NewReturnID("verify", name) }

// by is a new decision of somebody in the role.
func by(role returns.Role) returns.By {
	return returns.By{ID: returns.NewID("dec"), Actor: returns.Actor{ID: "some-" + string(role), Role: role, Name: "Some One"}}
}

func bySystem() returns.By { return returns.By{ID: returns.NewID("dec"), Actor: returns.System()} }

// take runs the step of a decision about the return.
func take[D any](o *one, step func(context.Context, activities.Input[D]) (returns.Snapshot, error), decision D) *one {
	o.t.Helper()
	return o.did(step(o.t.Context(), activities.Input[D]{ReturnID: o.ReturnID, Decision: decision}))
}

func (o *one) review(d returns.Review) *one {
	d.By = by(returns.RoleReviewer)
	return take(o, o.steps.Review, d)
}

func (o *one) approvedAndConfirmed() *one {
	o.review(returns.Review{Decision: returns.DecisionApprove})
	return take(o, o.steps.Confirm, returns.Confirm{By: by(returns.RoleSupport)})
}

func (o *one) pickedUp() *one {
	take(o, o.steps.SchedulePickup, returns.SchedulePickup{By: by(returns.RoleLogistics), TrackingNumber: "T1"})
	return o.carrier(returns.HandedOver)
}

func (o *one) carrier(event returns.LogisticsState) *one {
	return take(o, o.steps.ReportCarrier, returns.CarrierEvent{By: by(returns.RoleLogistics), Event: event})
}

func (o *one) receive(mugs int) *one {
	return take(o, o.steps.Receive, returns.Receive{
		By: by(returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: mugs}},
	})
}

// inspect gives mugs their dispositions, one unit each.
func (o *one) inspect(dispositions ...returns.Disposition) *one {
	d := returns.Inspect{By: by(returns.RoleWarehouse)}
	for _, disposition := range dispositions {
		d.Lines = append(d.Lines, returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: disposition})
	}
	return take(o, o.steps.Inspect, d)
}

func (o *one) refundRequested() *one { return take(o, o.steps.RequestRefund, bySystem()) }

// refundApproved has finance approve, and the provider leave the payment to them.
func (o *one) refundApproved() *one {
	o.finance(returns.RefundApprove)
	return take(o, o.steps.PayRefund, bySystem())
}

func (o *one) finance(action string) *one {
	return take(o, o.steps.DecideRefund, returns.DecideRefund{
		By: by(returns.RoleFinance), Action: action, Reference: "bank-1", Note: "as agreed",
	})
}

func (o *one) passDeadline() *one {
	o.t.Helper()
	require.NotNil(o.t, o.Deadline)
	return take(o, o.steps.PassDeadline, activities.Deadline{By: bySystem(), At: *o.Deadline})
}

// cloneable is a database that is built once and copied for each test.
type cloneable struct{ server, name string }

// build makes the database and lets go of it, since only an idle one can be copied.
func build(t *testing.T, fill func(*shop)) cloneable {
	t.Helper()
	pool, err := db.Open(t.Context(), dbtest.URL(t))
	require.NoError(t, err)
	defer pool.Close()
	fill(newShop(t, pool))
	return cloneable{server: os.Getenv("BACKHAUL_TEST_DATABASE_URL"), name: pool.Config().ConnConfig.Database}
}

// clone opens a copy that lives as long as the test.
func (c cloneable) clone(t *testing.T) *shop {
	t.Helper()
	name := returns.NewID("copy")
	c.admin(t, "create database "+name+" template "+c.name)
	config, err := pgxpool.ParseConfig(c.server)
	require.NoError(t, err)
	config.ConnConfig.Database = name
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	require.NoError(t, err)
	t.Cleanup(func() {
		pool.Close()
		c.admin(t, "drop database "+name+" with (force)")
	})
	return newShop(t, pool)
}

// admin runs a statement about whole databases, also when the test is over.
func (c cloneable) admin(t *testing.T, statement string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	conn, err := pgx.Connect(ctx, c.server)
	require.NoError(t, err)
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, statement)
	require.NoError(t, err)
}
