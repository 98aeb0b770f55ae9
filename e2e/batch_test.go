package e2e

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// batchRows is how many rows the killed batch has: a few in every run of the
// tests, BACKHAUL_BATCH_ROWS of them in `make test-batch`.
func batchRows(t *testing.T) int {
	t.Helper()
	text := os.Getenv("BACKHAUL_BATCH_ROWS")
	if text == "" {
		return 60
	}
	rows, err := strconv.Atoi(text)
	require.NoError(t, err, "BACKHAUL_BATCH_ROWS")
	return rows
}

func TestBatch_WorkerKilledInTheMiddle_OpensEachReturnOnce(t *testing.T) {
	t.Parallel()
	s := start(t)
	rows := batchRows(t)
	var orders, asked strings.Builder
	orders.WriteString("order_number,sku,quantity,unit_price,customer_id,email,date,delivered_at\n")
	asked.WriteString("order_number,sku,quantity,reason,condition\n")
	for n := range rows {
		fmt.Fprintf(&orders, "SALE-%06d,MUG,1,10.00,C-%d,c%d@example.com,2026-11-20,2026-11-22\n", n, n, n)
		fmt.Fprintf(&asked, "SALE-%06d,MUG,1,late,unopened\n", n)
	}
	imported := s.as(returns.RoleIntegration).with("Content-Type", "text/csv").post("/orders/import?currency=GBP", orders.String()).ok()
	require.EqualValues(t, rows, imported["accepted"])

	started := time.Now()
	// The batch's id, and with it the returns', comes from the key: a fixed one would
	// meet the workflows of an earlier run on the same Temporal.
	created := s.as(returns.RoleSupport).with("Content-Type", "text/csv").with("Idempotency-Key", returns.NewID("sale")).post("/batches?name=Winter+sale", asked.String()).ok()
	batch := "/batches/" + text(created, "id")
	progress := func() (done, total float64) {
		got := s.as(returns.RoleAuditor).get(batch).ok()["progress"].(object)
		return got["done"].(float64), got["total"].(float64)
	}
	for kill := 1; kill <= 2; kill++ {
		s.reaches(fmt.Sprintf("a third is open, kill %d", kill), func() bool { done, total := progress(); return done >= total*float64(kill)/3 })
		s.worker.signal(syscall.SIGKILL)
		done, _ := progress()
		t.Logf("%s: worker killed at %.0f of %d", time.Since(started).Round(time.Second), done, rows)
		s.worker = s.spawn("worker")
	}
	s.reaches("all are open", func() bool { return text(s.as(returns.RoleAuditor).get(batch).ok(), "state") == "done" })
	t.Logf("%s: %d returns open, %.1f a second", time.Since(started).Round(time.Second), rows, float64(rows)/time.Since(started).Seconds())
	done, _ := progress()
	require.EqualValues(t, rows, done)

	seen := map[string]bool{}
	for path := batch + "/rows?limit=200"; ; {
		page := s.as(returns.RoleAuditor).get(path).ok()
		for _, row := range items(page) {
			require.Equal(t, "opened", row["outcome"])
			require.False(t, seen[text(row, "rma_number")])
			seen[text(row, "rma_number")] = true
		}
		cursor := text(page, "next_cursor")
		if cursor == "" {
			break
		}
		path = batch + "/rows?limit=200&cursor=" + cursor
	}
	require.Len(t, seen, rows)
	for path := "/returns?limit=200"; ; {
		page := s.as(returns.RoleAuditor).get(path).ok()
		for _, row := range items(page) {
			require.True(t, seen[text(row, "rma_number")], "a return that no row of the batch has")
			delete(seen, text(row, "rma_number"))
		}
		cursor := text(page, "next_cursor")
		if cursor == "" {
			break
		}
		path = "/returns?limit=200&cursor=" + cursor
	}
	require.Empty(t, seen, "each row's return is there once")
	s.verified()
}

// reaches is eventually for what takes as long as there are rows.
func (s *service) reaches(what string, holds func() bool) {
	s.t.Helper()
	require.Eventually(s.t, holds, time.Hour, 100*time.Millisecond, what)
}
