package bench

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/db"
	"backhaul/db/dbtest"
	"backhaul/generate"
	"backhaul/reconcile"
	"backhaul/sheets"
)

// large are the tables that no list and no report may read from end to end.
var large = []string{
	"returns", "return_lines", "return_events", "orders", "order_lines", "refund_tasks", "stock_movements", "report_figures",
}

// enough returns for PostgreSQL to choose as it does with a million.
const enough = 20_000

// mostRead is how many rows of a large table a statement of a list may look at: a
// page of 200 with what belongs to it, or all lines of one SKU.
const mostRead = 2_000

func TestPlans_ListsReportsAndReconciliation_ReadNoLargeTableFromEndToEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("fills a database with 20,000 returns")
	}
	t.Parallel()
	address := dbtest.URL(t)
	opened, err := db.Open(t.Context(), address)
	require.NoError(t, err)
	config := opened.Config() // as the service asks, so that plans are those that it gets
	opened.Close()
	log := &statements{}
	config.ConnConfig.Tracer = log
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	require.NoError(t, err)
	defer pool.Close()
	now := time.Now()
	require.NoError(t, generate.Fill(t.Context(), pool, generate.Options{Returns: enough, Seed: 1, Now: now}))

	ask, err := newAsker(t.Context(), pool)
	require.NoError(t, err)
	values, err := read(t.Context(), pool, now)
	require.NoError(t, err)
	for _, request := range requests() {
		log.begin()
		answer, err := ask.get(t.Context(), request.path(values))
		require.NoError(t, err)
		values.next = answer.next
		asked := log.end()
		require.NotEmpty(t, asked, request.name)
		for _, statement := range asked {
			statement.explain(t, pool, request.name, request.limit == listLimit, large)
		}
	}

	asked := reconciled(t, pool, log, now)
	asked[0].explain(t, pool, "reconciliation of a file", false, append(slices.Clone(large), "refund_parts"))
	asked[1].explain(t, pool, "reconciliation of what was paid", false, large) // of days that hold much of what there is
}

// reconciled compares a file of the last hundred refunds, and gives what that asks.
func reconciled(t *testing.T, pool *pgxpool.Pool, log *statements, now time.Time) []statement {
	t.Helper()
	rows, err := pool.Query(t.Context(), `select format('%s,%s.%s,%s,%s', rp.reference, rp.amount / 100, lpad((rp.amount % 100)::text, 2, '0'), t.currency, t.updated_at::date)
		from refund_parts rp join refund_tasks t on t.id = rp.task_id where rp.reference <> '' order by t.updated_at desc limit 100`)
	require.NoError(t, err)
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	require.Len(t, lines, 100)
	paid := "reference,amount,currency,paid_at\n" + strings.Join(lines, "\n")
	log.begin()
	report, err := reconcile.Run(t.Context(), pool, strings.NewReader(paid), sheets.CSV, reconcile.Options{Now: now}, func(reconcile.Item) error { return nil })
	require.NoError(t, err)
	asked := log.end()
	require.Equal(t, 100, report.Rows, report.Rejected)
	require.Len(t, asked, 2, "what the file names, and what it does not")
	return asked
}

// explain holds the plan of a statement to what large tables allow.
func (s statement) explain(t *testing.T, pool *pgxpool.Pool, name string, list bool, large []string) {
	t.Helper()
	var plan []struct{ Plan node }
	var text []byte
	require.NoError(t, pool.QueryRow(t.Context(), "explain (analyze, format json) "+s.sql, s.args...).Scan(&text), s.sql)
	require.NoError(t, json.Unmarshal(text, &plan))
	plan[0].Plan.scans(func(n node) {
		if !slices.Contains(large, n.Relation) {
			return
		}
		require.NotEqual(t, "Seq Scan", n.Type, "%s reads %s from end to end:\n%s\n%s", name, n.Relation, s.sql, text)
		if list {
			require.LessOrEqual(t, n.read(), float64(mostRead), "%s looks at too much of %s:\n%s\n%s", name, n.Relation, s.sql, text)
		}
	})
}

// node is a part of a plan, as EXPLAIN writes it.
type node struct {
	Type     string  `json:"Node Type"`
	Relation string  `json:"Relation Name"`
	Rows     float64 `json:"Actual Rows"` // of each loop, like what follows
	Filtered float64 `json:"Rows Removed by Filter"`
	Loops    float64 `json:"Actual Loops"`
	Plans    []node
}

// read is how many rows the node looked at.
func (n node) read() float64 { return (n.Rows + n.Filtered) * n.Loops }

// scans visits all parts that read a table.
func (n node) scans(visit func(node)) {
	if n.Relation != "" {
		visit(n)
	}
	for _, part := range n.Plans {
		part.scans(visit)
	}
}

type statement struct {
	sql  string
	args []any
}

// statements keeps what is asked of the database between begin and end.
type statements struct {
	mutex sync.Mutex
	kept  []statement
	on    bool
}

func (s *statements) begin() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.on, s.kept = true, nil
}

func (s *statements) end() []statement {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.on = false
	return s.kept
}

// TraceQueryStart is pgx's word for a statement that begins.
func (s *statements) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	words := strings.ToLower(data.SQL)
	if s.on && (strings.Contains(words, "select") || strings.Contains(words, "with ")) && !strings.Contains(words, "update ") && !strings.Contains(words, "insert ") {
		s.kept = append(s.kept, statement{data.SQL, slices.Clone(data.Args)})
	}
	return ctx
}

// TraceQueryEnd is there because pgx asks for both.
func (s *statements) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}
