package imports_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/imports"
	"backhaul/sheets"
)

const levelsNow = `select coalesce(string_agg(concat_ws(' ', sku, location, bucket, quantity), ', ' order by sku, location, bucket), '') from stock_levels`

func (s *shop) movements() string { return s.value(`select count(*)::text from stock_movements`) }

func (s *shop) moves(sku string, quantity int, at time.Time) {
	s.t.Helper()
	s.exec(`insert into stock_movements (key, sku, bucket, quantity, reason, actor_id, at) values ($1, $2, 'available', $3, 'sold', 'x', $4)`,
		fmt.Sprint(sku, quantity, at), sku, quantity, at)
}

func TestStock_CountedLevels_GoThroughTheLedgerWithTheirReason(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.moves("LAMP", 7, noon.Add(-time.Hour))
	file := []string{"sku,location,bucket,quantity,reason", "LAMP,,,5,January count", "MUG,north,quarantine,3,", "VASE,main,available,0,none left"}
	report := s.takes(at(noon, sheets.CSV, false), file...)
	require.Equal(t, "2 new, 1 changed, 0 as they were, 0 rejected", counts(report))
	require.Equal(t, "LAMP main available 5, MUG north quarantine 3, VASE main available 0", s.value(levelsNow))
	require.Equal(t, "-2 January count wanda", s.value(`select concat_ws(' ', quantity, reason, actor_id) from stock_movements where sku = 'LAMP' and key like 'count:%'`))
	require.Equal(t, "3 counted wanda", s.value(`select concat_ws(' ', quantity, reason, actor_id) from stock_movements where sku = 'MUG'`))
	s.balances()

	moved := s.movements()
	again := s.takes(at(noon.Add(time.Minute), sheets.CSV, false), file...)
	require.Equal(t, "0 new, 0 changed, 3 as they were, 0 rejected", counts(again))
	require.Equal(t, moved, s.movements(), "a repeat moves nothing")
}

func TestStock_CountedSomeTimeAgo_KeepsWhatHasMovedSince(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.moves("LAMP", 10, noon.Add(-48*time.Hour))
	s.moves("LAMP", -4, noon.Add(-time.Hour)) // sold after the count
	file := []string{"sku,quantity,counted_at", "LAMP,9,2026-05-03T12:00:00Z"}
	for _, want := range []string{"0 new, 1 changed, 0 as they were, 0 rejected", "0 new, 0 changed, 1 as they were, 0 rejected"} {
		require.Equal(t, want, counts(s.takes(at(noon, sheets.CSV, false), file...)))
		require.Equal(t, "LAMP main available 5", s.value(levelsNow), "nine were there, and four have gone since")
	}
	s.moves("LAMP", -1, noon.Add(time.Hour))
	require.Equal(t, "0 new, 0 changed, 1 as they were, 0 rejected", counts(s.takes(at(noon.Add(2*time.Hour), sheets.CSV, false), file...)))
	require.Equal(t, "LAMP main available 4", s.value(levelsNow), "a late repeat does not undo a sale")

	for _, corrected := range []string{"10", "9", "10", "9"} {
		report := s.takes(at(noon.Add(3*time.Hour), sheets.CSV, false), "sku,quantity,counted_at", "LAMP,"+corrected+",2026-05-03T12:00:00Z")
		require.Equal(t, "0 new, 1 changed, 0 as they were, 0 rejected", counts(report), "a count may be corrected, and back again")
	}
	require.Equal(t, "LAMP main available 4", s.value(levelsNow))

	report := s.takes(at(noon.Add(3*time.Hour), sheets.CSV, false), "sku,quantity,counted_at", "LAMP,3,2026-05-03T12:00:00Z")
	require.Equal(t, []string{"2 quantity stock_insufficient"}, rejections(report), "five have gone since")
	s.balances()
}

func TestStock_BadRows_AreReportedWithRowAndColumn_AndTheOthersGoOn(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	report := s.takes(at(noon, sheets.CSV, false), "sku,location,bucket,quantity,reason,counted_at",
		"A,,,1,,", // 2
		",,,1,,",
		"B,,,many,,",
		"C,,,-1,,",
		"D,,expected,1,,",
		"E,no where,,1,,",
		"F,,,1,,tomorrow",
		"G,,,1,,2027-01-01",
		"A,main,available,2,,", // 10
		"H,,,1,"+strings.Repeat("x", 501)+",",
		"I,,,1", // 12
		"J,,,1,,",
	)
	require.Equal(t, []string{
		"3 sku required", "4 quantity not_an_integer", "5 quantity out_of_range", "6 bucket not_countable", "7 location invalid",
		"8 counted_at not_a_time", "9 counted_at out_of_range", "10 sku duplicate", "11 reason too_long", "12  malformed_row",
	}, rejections(report))
	require.Equal(t, "2 new, 0 changed, 0 as they were, 10 rejected", counts(report))
	require.Equal(t, "A main available 1, J main available 1", s.value(levelsNow))
}

func TestStock_OfNDJSON_IsOneCountALine(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	report := s.takes(at(noon, sheets.NDJSON, false),
		`{"sku": "A", "quantity": 4, "bucket": "scrap"}`, "", `{"sku": "B"}`, `{"sku": "C", "quantity": "4"}`, `{"sku": "D", "quantity": 1, "price": 2}`, `no`)
	require.Equal(t, []string{"3 quantity required", "4 quantity wrong_type", "5  malformed_row", "6  malformed_row"}, rejections(report))
	require.Equal(t, "A main scrap 4", s.value(levelsNow))
}

func TestStock_DryRun_SaysTheSameAndChangesNothing(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	file := []string{"sku,quantity", "A,4", "B,x"}
	dry := s.takes(at(noon, sheets.CSV, true), file...)
	require.Empty(t, s.value(levelsNow))
	require.Equal(t, dry, s.takes(at(noon, sheets.CSV, false), file...))
}

func TestStock_ManyRows_AreStoredInSeveralTransactions(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	lines := []string{"sku,quantity"}
	for i := range 2500 {
		lines = append(lines, fmt.Sprintf("SKU-%d,%d", i, 1+i%7))
	}
	done := 0
	report, err := imports.Stock(t.Context(), s.db, strings.NewReader(strings.Join(lines, "\n")), sheets.CSV, who(),
		imports.Options{Now: noon, Progress: func(rows int) { done = rows }})
	require.NoError(t, err)
	require.Equal(t, "2500 new, 0 changed, 0 as they were, 0 rejected", counts(report))
	require.Equal(t, 2500, done)
	require.Equal(t, "2500", s.value(`select count(*)::text from stock_levels`))
	s.balances()
}

func TestStock_NoTableOfStock_IsRefusedWhole(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	_, err := at(noon, sheets.CSV, false)(t.Context(), s.db, "sku\nA\n")
	require.ErrorContains(t, err, "the file has no column quantity")
	_, err = at(noon, sheets.XLSX, false)(t.Context(), s.db, "sku,quantity\nA,1\n")
	require.Error(t, err)
}
