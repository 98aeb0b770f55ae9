package api_test

import (
	"fmt"
	"net/http"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/api"
	"backhaul/db/dbtest"
)

// discard takes an answer in and remembers how long it was.
type discard struct {
	header http.Header
	bytes  int64
}

func (d *discard) Header() http.Header { return d.header }
func (*discard) WriteHeader(int)       {}
func (d *discard) Write(p []byte) (int, error) {
	d.bytes += int64(len(p))
	return len(p), nil
}

// peak is the most memory that the process has ever had, in MB, since the last
// time that it was asked; 0 where the system does not say.
func peak() float64 {
	text, _ := os.ReadFile("/proc/self/status")
	_, after, _ := strings.Cut(string(text), "VmHWM:")
	fields := strings.Fields(after)
	if len(fields) == 0 {
		return 0
	}
	kb, _ := strconv.ParseFloat(fields[0], 64)
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // begins a new peak
	return kb / 1024
}

// BenchmarkExport_Orders exports 1,000, 50,000 and then 100,000 order lines, and
// prints the peak of the process's memory for each. It does not grow with the rows:
// a workbook holds up to 16 MB of its sheet before it begins a temporary file.
func BenchmarkExport_Orders(b *testing.B) {
	pool := dbtest.New(b)
	exec := func(sql string) {
		_, err := pool.Exec(b.Context(), "set local session_replication_role = replica; "+sql)
		require.NoError(b, err)
	}
	exec(`insert into users (id, name, role) values ('usr-admin', 'Ana', 'admin');
		insert into api_tokens (id, user_id, name, hash) values ('tok', 'usr-admin', 'bench', sha256('token-usr-admin'));
		insert into orders (order_number, customer_id, currency, ordered_at)
			select 'N-' || n, case when n <= 250 then 'few' when n <= 12750 then 'half' else 'C-' || n % 5000 end, 'GBP', now() - make_interval(secs => n) from generate_series(1, 25000) n;
		insert into order_lines (order_number, line_no, sku, description, quantity, unit_price, goods)
			select 'N-' || n, l, 'SKU-' || (n + l) % 997, 'A mug of many colors', 2, '9.99', 1998 from generate_series(1, 25000) n, generate_series(1, 4) l;
		insert into payments (order_number, seq, captured) select 'N-' || n, 1, 7992 from generate_series(1, 25000) n;
		analyze orders; analyze order_lines; analyze payments`)
	handler, err := api.New(b.Context(), api.Config{DB: pool, Temporal: nil, TaskQueue: "nobody"})
	require.NoError(b, err)
	for _, format := range []string{"csv", "ndjson", "xlsx"} {
		for _, filter := range []struct{ name, query string }{{"1000", "&customer=few"}, {"50000", "&customer=half"}, {"100000", ""}} {
			b.Run(fmt.Sprintf("%s/%s", format, filter.name), func(b *testing.B) {
				for b.Loop() {
					debug.FreeOSMemory()
					peak()           // of what was before
					before := peak() // of this moment
					out := &discard{header: http.Header{}}
					request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, "/v1/orders?format="+format+filter.query, http.NoBody)
					require.NoError(b, err)
					request.Header.Set("Authorization", "Bearer token-usr-admin")
					handler.ServeHTTP(out, request)
					require.Greater(b, out.bytes, int64(10_000))
					b.ReportMetric(before, "MB-before")
					b.ReportMetric(peak(), "MB-peak")
					b.ReportMetric(float64(out.bytes)/(1<<20), "MB-file")
				}
			})
		}
	}
}
