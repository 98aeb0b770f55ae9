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

	"backhaul/db/dbtest"
	"backhaul/generate"
)

// large are the tables that no list and no report may read from end to end.
var large = []string{
	"returns", "return_lines", "return_events", "orders", "order_lines", "refund_tasks", "stock_movements", "report_figures",
}

// enough returns for PostgreSQL to choose as it does with a million.
const enough = 20_000

func TestPlans_ListsAndReports_ReadNoLargeTableFromEndToEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("fills a database with 20,000 returns")
	}
	t.Parallel()
	address := dbtest.URL(t)
	config, err := pgxpool.ParseConfig(address)
	require.NoError(t, err)
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
		values.next, err = ask.get(t.Context(), request.path(values))
		require.NoError(t, err)
		asked := log.end()
		require.NotEmpty(t, asked, request.name)
		for _, statement := range asked {
			var plan []struct{ Plan node }
			var text []byte
			require.NoError(t, pool.QueryRow(t.Context(), "explain (format json) "+statement.sql, statement.args...).Scan(&text), statement.sql)
			require.NoError(t, json.Unmarshal(text, &plan))
			for _, scanned := range plan[0].Plan.scans() {
				require.NotContains(t, large, scanned, "%s reads %s from end to end:\n%s", request.name, scanned, statement.sql)
			}
		}
	}
}

// node is a part of a plan, as EXPLAIN writes it.
type node struct {
	Type     string `json:"Node Type"`
	Relation string `json:"Relation Name"`
	Plans    []node
}

// scans lists the tables that are read from end to end.
func (n node) scans() (tables []string) {
	if n.Type == "Seq Scan" {
		tables = append(tables, n.Relation)
	}
	for _, part := range n.Plans {
		tables = append(tables, part.scans()...)
	}
	return tables
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
