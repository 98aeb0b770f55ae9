package imports_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
	"backhaul/imports"
	"backhaul/orders"
	"backhaul/sheets"
	"backhaul/verify"
)

func TestPastReturns_WhileAReturnOfTheSameUnitIsOpened_WaitForItAndAreRefused(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.sells()
	opening, err := s.db.Begin(t.Context())
	require.NoError(t, err)
	defer opening.Rollback(context.WithoutCancel(t.Context())) //nolint:errcheck // committed below
	_, err = opening.Exec(t.Context(), `select from orders where order_number = '1001' for update`)
	require.NoError(t, err)
	_, err = opening.Exec(t.Context(), `update order_lines set reserved = 3 where order_number = '1001' and line_no = 1`)
	require.NoError(t, err)

	taken := make(chan imports.Report, 1)
	go func() {
		report, _ := past(sheets.CSV, false)(t.Context(), s.db, strings.Join(endedReturns[:3], "\n"))
		taken <- report
	}()
	require.Eventually(t, func() bool {
		return s.value(`select count(*)::text from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`) == "1"
	}, 10*time.Second, 10*time.Millisecond)
	require.NoError(t, opening.Commit(t.Context()))
	require.Equal(t, []string{"2 quantity quantity_exceeded", "3 return_number return_refused"}, rejections(<-taken))
}

func TestPastReturns_ImportedTwiceAtOnce_AreThereOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.sells()
	taken := make(chan imports.Report, 4)
	for range 4 {
		go func() {
			report, _ := past(sheets.CSV, false)(t.Context(), s.db, strings.Join(endedReturns, "\n"))
			taken <- report
		}()
	}
	created := 0
	for range 4 {
		report := <-taken
		require.Equal(t, 5, report.Accepted, "%+v", report.Rejected)
		created += report.Created
	}
	require.Equal(t, 5, created)
	s.balances()
}

func TestPastReturns_Tampered_AreFoundByVerify(t *testing.T) {
	t.Parallel()
	for check, sql := range map[string]string{
		"reserved and returned units": `update order_lines set returned = returned - 1 where order_number = '1001' and line_no = 1`,
		"refunded per line":           `update order_lines set refunded_goods = refunded_goods - 1 where order_number = '1001' and line_no = 1`,
		"approvals of refunds":        `update refund_tasks set approved_by = '{"id": "somebody", "role": "admin"}' where return_id in (select id from returns where imported_number = 'R-1')`,
		"audit trail and return":      `update returns set imported_from = null, imported_number = null where imported_number = 'R-2'`,
		"hashes of the audit trail":   `update return_events set data = '{}' where return_id in (select id from returns where imported_number = 'R-3')`,
	} {
		t.Run(check, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.sells()
			s.takes(past(sheets.CSV, false), endedReturns...)
			tx, err := s.db.Begin(t.Context())
			require.NoError(t, err)
			_, err = tx.Exec(t.Context(), `set local session_replication_role = replica`)
			require.NoError(t, err)
			_, err = tx.Exec(t.Context(), sql)
			require.NoError(t, err)
			require.NoError(t, tx.Commit(t.Context()))
			report, err := verify.Run(t.Context(), s.db, nil)
			require.NoError(t, err)
			found := []string{}
			for _, one := range report.Checks {
				if one.Found > 0 {
					found = append(found, one.Name)
				}
			}
			require.Contains(t, found, check)
		})
	}
}

// sellsMany stores so many orders of two lamps each, and gives a file with a
// completed return of one lamp of each.
func sellsMany(t testing.TB, pool *pgxpool.Pool, many int) string {
	t.Helper()
	var sold, back strings.Builder
	sold.WriteString("order_number,sku,quantity,unit_price,customer_id,currency,date\n")
	back.WriteString(pastHeader + "\n")
	for i := range many {
		fmt.Fprintf(&sold, "O-%d,LAMP-%d,2,10.00,c-%d,GBP,2026-01-02\n", i, i%997, i%5000)
		fmt.Fprintf(&back, "R-%d,O-%d,,LAMP-%d,1,damaged,completed,2026-02-01,2026-02-1%d,restock,10.00,,\n", i, i, i%997, i%10)
	}
	report, err := orders.Import(t.Context(), pool, strings.NewReader(sold.String()), sheets.CSV, orders.Options{Now: noon, Currency: "GBP"})
	require.NoError(t, err)
	require.Equal(t, many, report.Accepted)
	return back.String()
}

func TestPastReturns_ManyRows_AreStoredInSeveralTransactions(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	file, done := sellsMany(t, s.db, 2500), 0
	report, err := imports.PastReturns(t.Context(), s.db, strings.NewReader(file), sheets.CSV, "oldshop", admin(),
		imports.Options{Now: noon, Progress: func(rows int) { done = rows }})
	require.NoError(t, err)
	require.Equal(t, "2500 new, 0 changed, 0 as they were, 0 rejected", counts(report))
	require.Equal(t, 2500, done)
	require.Equal(t, "3", s.value(`select count(*)::text from audit_events where kind = 'returns.imported'`))
	s.balances()
}

// BenchmarkPastReturns_Import takes 100,000 rows in.
func BenchmarkPastReturns_Import(b *testing.B) {
	const rows = 100_000
	for b.Loop() {
		b.StopTimer()
		pool := dbtest.New(b)
		file := sellsMany(b, pool, rows)
		b.StartTimer()
		report, err := imports.PastReturns(b.Context(), pool, strings.NewReader(file), sheets.CSV, "oldshop", admin(), imports.Options{Now: noon})
		require.NoError(b, err)
		require.Equal(b, rows, report.Created)
	}
	b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
