package activities_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"

	"backhaul/activities"
	"backhaul/db/dbtest"
	"backhaul/integrations/carriers"
	"backhaul/integrations/payments"
	"backhaul/returns"
)

// opening is the moment at which the tests begin; the order was delivered the
// day before.
var opening = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// shop is a database with one order of two lines, the parts that the
// activities work with, and a clock.
type shop struct {
	*activities.Activities
	t testing.TB
	// books is a pool of the test's own, whatever the activities use.
	books   *pgxpool.Pool
	clock   atomic.Pointer[time.Time]
	bank    *bank
	express *express
	shelf   *shelf
	post    *post
}

func newShop(t testing.TB) *shop {
	t.Helper()
	return shopOn(t, dbtest.New(t))
}

// shopOn is newShop over a pool of the test's own making.
func shopOn(t testing.TB, pool *pgxpool.Pool) *shop {
	t.Helper()
	s := &shop{t: t, books: pool, bank: &bank{}, express: &express{}, shelf: &shelf{kept: map[string]string{}}, post: &post{}}
	set, err := carriers.NewSet(map[string]carriers.Carrier{"Express": s.express})
	require.NoError(t, err)
	s.Activities = &activities.Activities{
		DB: pool, Carriers: set, Labels: s.shelf, Mail: s.post, Log: slog.New(slog.DiscardHandler),
		Payments: map[string]payments.Provider{"bank": s.bank, "manual": payments.Manual{}},
		Now:      func() time.Time { return *s.clock.Load() },
	}
	s.at(0)
	s.order("ORD-1")
	// What comes back in parts is refunded by itself; a test says so where it is not.
	s.exec(`set local session_replication_role = replica; update policies set terms = terms || '{"tolerance": {"percent": 100}}'`)
	for _, staff := range []string{"admin", "reviewer", "finance", "warehouse", "logistics", "support"} {
		s.exec(`insert into users (id, name, email, role, created_at) values ($1, $1, $1 || '@shop.example', $1, $2)`, staff, opening)
	}
	return s
}

// order sells two lines: three lamps and two vases, 51.00 GBP with shipping.
func (s *shop) order(number string) {
	s.t.Helper()
	s.exec(`insert into orders (order_number, customer_id, customer_name, customer_email, currency, ordered_at, delivered_at,
		shipping_paid, created_at, updated_at) values ($1, 'C-1', 'Ada Byron', 'ada@example.com', 'GBP', $2, $3, 500, $2, $2)`,
		number, opening.AddDate(0, 0, -4), opening.AddDate(0, 0, -1))
	s.exec(`insert into order_lines (order_number, line_no, sku, quantity, unit_price, goods, tax) values
		($1, 1, 'LAMP', 3, '10.00', 3000, 600), ($1, 2, 'VASE', 2, '5.00', 1000, 0)`, number)
	s.exec(`insert into payments (order_number, seq, provider, reference, captured) values ($1, 1, 'bank', 'pay_1', 5100)`, number)
}

func (s *shop) exec(sql string, args ...any) {
	s.t.Helper()
	_, err := s.books.Exec(s.t.Context(), sql, args...)
	require.NoError(s.t, err)
}

// value reads one text from the database.
func (s *shop) value(sql string, args ...any) (text string) {
	s.t.Helper()
	require.NoError(s.t, s.books.QueryRow(s.t.Context(), sql, args...).Scan(&text))
	return text
}

// attention is why a person should look at the only return, in English.
func (s *shop) attention() string {
	s.t.Helper()
	var attention returns.Attention
	require.NoError(s.t, json.Unmarshal([]byte(s.value(`select coalesce(attention::text, 'null') from returns`)), &attention))
	return attention.String()
}

// at sets the clock to some hours after the opening.
func (s *shop) at(hours int) {
	now := opening.Add(time.Duration(hours) * time.Hour)
	s.clock.Store(&now)
}

// run runs one activity by its name, as a worker would: its input and its
// result go through JSON.
func (s *shop) run(activity string, input any) (returns.Snapshot, error) {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestActivityEnvironment()
	env.SetTestTimeout(time.Minute)
	env.RegisterActivity(s.Activities)
	result, err := env.ExecuteActivity(activity, input)
	var snapshot returns.Snapshot
	if err == nil && result.HasValue() {
		err = result.Get(&snapshot)
	}
	return snapshot, err
}

// do runs an activity that must succeed.
func (s *shop) do(activity string, input any) returns.Snapshot {
	s.t.Helper()
	snapshot, err := s.run(activity, input)
	require.NoError(s.t, err, activity)
	return snapshot
}

// play runs the steps, one an hour.
func (s *shop) play(steps ...step) (last returns.Snapshot) {
	s.t.Helper()
	for _, step := range steps {
		last = s.do(step.activity, step.input(s))
	}
	return last
}

// dump writes out every table, so that two states can be compared whole. Only
// the numbers of stock movements and of noted changes are left out, in which a
// rollback leaves gaps, and by the database's clock when a change was noted.
func (s *shop) dump() string {
	s.t.Helper()
	return s.dumpWithout()
}

// dumpWithout is dump but for some tables.
func (s *shop) dumpWithout(left ...string) string {
	s.t.Helper()
	ctx := context.WithoutCancel(s.t.Context())
	rows, err := s.books.Query(ctx, `select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
		and table_name <> all(coalesce($1::text[], '{}')) order by 1`, left)
	require.NoError(s.t, err)
	var tables []string
	for rows.Next() {
		var table string
		require.NoError(s.t, rows.Scan(&table))
		tables = append(tables, table)
	}
	require.NoError(s.t, rows.Err())
	var dump strings.Builder
	for _, table := range tables {
		skip := []string{}
		switch table {
		case "stock_movements":
			skip = []string{"id"}
		case "changes":
			skip = []string{"id", "at"}
		}
		dump.WriteString("== " + table + "\n" + s.value(
			`select coalesce(string_agg(line, E'\n' order by line), '') from (select (to_jsonb(t) - $1::text[])::text line from `+table+` t) l`, skip) + "\n")
	}
	return dump.String()
}

// refused holds that an activity was refused for good, with the code.
func refused(t testing.TB, err error, code returns.Code) {
	t.Helper()
	refusal, ok := activities.AsRefusal(err)
	require.True(t, ok, "want the refusal %s, got: %v", code, err)
	require.Equal(t, code, refusal.Code, refusal.Error())
}
