package workflows_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/db/dbtest"
	"backhaul/integrations/carriers"
	"backhaul/integrations/notify"
	"backhaul/integrations/payments"
	"backhaul/returns"
	"backhaul/workflows"
)

// opening is the moment at which the tests with a skipping clock begin.
var opening = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// shop is a database with one order of three lamps and two vases, delivered a
// day ago, and the activities over it.
type shop struct {
	t     testing.TB
	db    *pgxpool.Pool
	post  *post
	bank  *bank
	steps *activities.Activities
}

func newShop(t testing.TB, now func() time.Time) *shop {
	t.Helper()
	s := &shop{t: t, db: dbtest.New(t), post: &post{}, bank: &bank{}}
	express, err := carriers.NewSet(map[string]carriers.Carrier{"Express": stubborn{}})
	require.NoError(t, err)
	s.steps = &activities.Activities{
		DB: s.db, Carriers: express, Mail: s.post, Log: slog.New(slog.DiscardHandler), Now: now,
		Payments: map[string]payments.Provider{"manual": payments.Manual{}, "bank": s.bank},
	}
	start := now()
	s.exec(`insert into orders (order_number, customer_id, customer_name, customer_email, currency, ordered_at, delivered_at, shipping_paid)
		values ('ORD-1', 'C-1', 'Ada Byron', 'ada@example.com', 'GBP', $1, $2, 500)`, start.AddDate(0, 0, -4), start.AddDate(0, 0, -1))
	s.exec(`insert into order_lines (order_number, line_no, sku, quantity, unit_price, goods, tax) values
		('ORD-1', 1, 'LAMP', 3, '10.00', 3000, 600), ('ORD-1', 2, 'VASE', 2, '5.00', 1000, 0)`)
	s.exec(`insert into payments (order_number, seq, provider, reference, captured) values ('ORD-1', 1, 'manual', 'pay_1', 5100)`)
	for _, staff := range []string{"admin", "reviewer", "finance", "logistics", "support"} {
		s.exec(`insert into users (id, name, email, role) values ($1, $1, $1 || '@shop.example', $1)`, staff)
	}
	return s
}

func (s *shop) exec(sql string, args ...any) {
	s.t.Helper()
	_, err := s.db.Exec(context.WithoutCancel(s.t.Context()), sql, args...)
	require.NoError(s.t, err)
}

// value reads one text from the database.
func (s *shop) value(sql string, args ...any) (text string) {
	s.t.Helper()
	require.NoError(s.t, s.db.QueryRow(context.WithoutCancel(s.t.Context()), sql, args...).Scan(&text))
	return text
}

// policy activates the default policy with changes.
func (s *shop) policy(change func(*returns.Terms)) {
	s.t.Helper()
	var terms returns.Terms
	require.NoError(s.t, json.Unmarshal([]byte(s.value(`select terms::text from policies where active`)), &terms))
	change(&terms)
	s.exec(`update policies set active = false`)
	s.exec(`insert into policies (policy_id, version, active, terms)
		select 'test', count(*) + 1, true, $1 from policies where policy_id = 'test'`, terms)
}

// trail is the audit trail of a return in words; refused decisions stand in
// brackets.
func (s *shop) trail(returnID string) string {
	s.t.Helper()
	return s.value(`select coalesce(string_agg(case when refused = '' then action else '[' || action || ']' end, ' ' order by seq), '')
		from return_events where return_id = $1`, returnID)
}

// mails lists the messages and what became of them.
func (s *shop) mails(returnID string) string {
	s.t.Helper()
	return s.value(`select coalesce(string_agg(kind || ' ' || coalesce(outcome, 'pending'), ', ' order by event_seq, id), '')
		from notifications where return_id = $1`, returnID)
}

func (s *shop) attention(returnID string) string {
	s.t.Helper()
	var attention returns.Attention
	require.NoError(s.t, json.Unmarshal([]byte(s.value(`select coalesce(attention::text, 'null') from returns where id = $1`, returnID)), &attention))
	return attention.String()
}

// reserved is how many units of the order are held by open returns.
func (s *shop) reserved() string { return s.value(`select sum(reserved)::text from order_lines`) }

// request opens a return of one lamp and two vases, worth 22.00 GBP.
func request(returnID string) workflows.Input {
	return workflows.Input{
		ReturnID: returnID, By: by("open", returns.RoleCustomer), OwnOrdersOf: "C-1",
		Request: returns.Request{OrderNumber: "ORD-1", Method: returns.MethodPickup, Lines: []returns.RequestLine{
			{LineNo: 1, Quantity: 1, Reason: "changed_mind"}, {LineNo: 2, Quantity: 2, Reason: "changed_mind"},
		}},
	}
}

// by leaves the system out: nobody outside acts as the system.
func by(id string, role returns.Role) returns.By {
	return returns.By{ID: id, Actor: returns.Actor{ID: string(role) + "-1", Role: role}}
}

var errAway = errors.New("connection refused")

// post keeps the messages it is given, or is away that many times.
type post struct {
	mu   sync.Mutex
	away int
	sent []notify.Template
}

func (p *post) Send(_ context.Context, message notify.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.away > 0 {
		p.away--
		return errAway
	}
	p.sent = append(p.sent, message.Template)
	return nil
}

func (p *post) goAway(times int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.away = times
}

// bank pays whatever it is asked, and remembers.
type bank struct {
	mu   sync.Mutex
	paid map[string]payments.Outcome
	away int
	says []payments.Outcome // to the next refunds; it pays those after them
}

func (b *bank) Refund(_ context.Context, refund payments.Refund) (payments.Outcome, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.away > 0 {
		b.away--
		return payments.Outcome{}, errAway
	}
	if b.paid == nil {
		b.paid = map[string]payments.Outcome{}
	}
	b.paid[refund.Key] = payments.Outcome{State: payments.Settled, Reference: "bank " + refund.Key}
	if len(b.says) > 0 {
		b.paid[refund.Key], b.says = b.says[0], b.says[1:]
	}
	return b.paid[refund.Key], nil
}

func (b *bank) Lookup(_ context.Context, key string) (payments.Outcome, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.away > 0 {
		b.away--
		return payments.Outcome{}, false, errAway
	}
	outcome, found := b.paid[key]
	return outcome, found, nil
}

func (b *bank) goAway(times int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.away = times
}

// hadPaid has it know a refund that it did not answer to.
func (b *bank) hadPaid(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.paid = map[string]payments.Outcome{key: {State: payments.Settled, Reference: "bank " + key}}
}

// settle pays what was pending.
func (b *bank) settle(reference string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for key := range b.paid {
		b.paid[key] = payments.Outcome{State: payments.Settled, Reference: reference}
	}
}

// settleAll pays everything that it was asked for.
func (b *bank) settleAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for key, outcome := range b.paid {
		b.paid[key] = payments.Outcome{State: payments.Settled, Reference: outcome.Reference}
	}
}

// fail takes back everything that was paid.
func (b *bank) fail() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for key, outcome := range b.paid {
		b.paid[key] = payments.Outcome{State: payments.Failed, Reference: outcome.Reference, Reason: "the card is gone"}
	}
}

// stubborn is a carrier that books, and refuses for good to be called off.
type stubborn struct{ carriers.Manual }

func (stubborn) Void(context.Context, string, carriers.Booked) (carriers.VoidResult, error) {
	return carriers.VoidResult{}, returns.Refuse(returns.CodeForbidden, "the account is closed")
}
