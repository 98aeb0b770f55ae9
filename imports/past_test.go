package imports_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/audit"
	"backhaul/imports"
	"backhaul/orders"
	"backhaul/returns"
	"backhaul/sheets"
)

const pastHeader = "return_number,order_number,line_no,sku,quantity,reason,status,opened_at,closed_at,disposition,refunded_goods,refunded_tax,refunded_shipping"

// sells stores two orders, each with a line of 3 lamps for 30.00 and one of 2 mugs
// for 10.00 with 2.00 tax, and 5.00 shipping.
func (s *shop) sells() {
	s.t.Helper()
	file := `order_number,line_no,sku,quantity,unit_price,tax,customer_id,currency,date,shipping_paid
1001,1,LAMP,3,10.00,0,carl,GBP,2026-01-02,5.00
1001,2,MUG,2,5.00,2.00,carl,GBP,2026-01-02,5.00
1002,1,LAMP,3,10.00,0,dora,GBP,2026-01-03,5.00
1002,2,MUG,2,5.00,2.00,dora,GBP,2026-01-03,5.00
`
	report, err := orders.Import(s.t.Context(), s.db, strings.NewReader(file), sheets.CSV, orders.Options{Now: noon, Currency: "GBP"})
	require.NoError(s.t, err)
	require.Equal(s.t, 4, report.Accepted, "%+v", report.Rejected)
}

func admin() audit.Who {
	return audit.Who{Actor: returns.Actor{ID: "ada", Role: returns.RoleAdmin, Name: "Ada"}, Origin: returns.Origin{Address: "192.0.2.1"}}
}

func past(format sheets.Format, dry bool) take {
	return func(ctx context.Context, pool *pgxpool.Pool, file string) (imports.Report, error) {
		return imports.PastReturns(ctx, pool, strings.NewReader(file), format, "oldshop", admin(), imports.Options{Now: noon, DryRun: dry})
	}
}

const orderNow = `select string_agg(concat_ws(' ', l.order_number, l.line_no, l.reserved, l.returned, l.refunded_units, l.refunded_goods, l.refunded_tax), ', '
	order by l.order_number, l.line_no) || '; ' || (select string_agg(concat_ws(' ', p.refunded, o.shipping_refunded), ', ' order by p.order_number)
	from payments p join orders o on o.order_number = p.order_number) from order_lines l`

var endedReturns = []string{
	pastHeader,
	"R-1,1001,1,LAMP,2,damaged,completed,2026-02-01,2026-02-10,restock,20.00,,5.00",
	"R-1,1001,2,,1,changed_mind,completed,2026-02-01,2026-02-10,scrap,5.00,1.00,",
	"R-2,1001,,LAMP,1,late,rejected,2026-02-11,2026-02-12,,,,",
	"R-3,1002,2,MUG,2,other,completed,2026-02-03,2026-02-20,keep_item,10.00,2.00,",
	"R-4,1002,1,LAMP,1,late,completed,2026-02-04,2026-02-20,lost,10.00,0,0",
}

func TestPastReturns_CountLikeReturnsThatEndedHere(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.sells()
	report := s.takes(past(sheets.CSV, false), endedReturns...)
	require.Equal(t, "5 new, 0 changed, 0 as they were, 0 rejected", counts(report), "%+v", report.Rejected)
	require.Equal(t, "1001 1 0 2 2 2000 0, 1001 2 0 1 1 500 100, 1002 1 0 1 1 1000 0, 1002 2 0 2 2 1000 200; 3100 500, 2200 0", s.value(orderNow))
	require.Equal(t, "R-1 completed drop_off 1, R-2 rejected drop_off 1, R-3 completed keep_item 1, R-4 completed drop_off 1", s.value(
		`select string_agg(concat_ws(' ', imported_number, status, method, version), ', ' order by imported_number) from returns where imported_from = 'oldshop'`))
	require.Equal(t, "0 0 0", s.value(`select concat_ws(' ', (select count(*) from stock_movements), (select count(*) from notifications), (select count(*) from shipments))`),
		"no stock, no mail, no carrier")
	require.Equal(t, "4 ada admin 2026-05-04", s.value(`select concat_ws(' ', count(*), min(actor_id), min(actor_role), min(at)::date) from return_events where action = 'import'`))
	require.Equal(t, "1 oldshop ada 4", s.value(`select concat_ws(' ', count(*), min(subject), min(actor_id), min(data->>'returns')) from audit_events where kind = 'returns.imported'`))
	s.balances()
}

func TestPastReturns_ImportedTwice_ChangeNothing_AndSayWhenTheyDiffer(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.sells()
	s.takes(past(sheets.CSV, false), endedReturns...)
	was := s.value(orderNow)
	again := s.takes(past(sheets.CSV, false), endedReturns...)
	require.Equal(t, "0 new, 0 changed, 5 as they were, 0 rejected", counts(again))
	require.Equal(t, was, s.value(orderNow))
	require.Equal(t, "4 4", s.value(`select concat_ws(' ', (select count(*) from returns), (select count(*) from return_events))`))

	changed := s.takes(past(sheets.CSV, false), pastHeader, strings.Replace(endedReturns[5], "10.00", "9.00", 1))
	require.Equal(t, []string{"2 return_number already_imported"}, rejections(changed))
	require.Equal(t, was, s.value(orderNow))
	s.balances()
}

func TestPastReturns_BadRows_AreReportedWithRowAndColumn_AndTheOthersGoOn(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.sells()
	report := s.takes(past(sheets.CSV, false), pastHeader,
		"A,1001,1,,1,damaged,in_transit,2026-02-01,2026-02-10,,,,", // 2
		"B,1001,1,,1,damaged,sold,2026-02-01,2026-02-10,,,,",
		"C,1001,1,,1,nonsense,completed,2026-02-01,2026-02-10,restock,1,,",
		"D,9999,1,,1,damaged,completed,2026-02-01,2026-02-10,restock,1,,",
		"E,1001,7,,1,damaged,completed,2026-02-01,2026-02-10,restock,1,,",
		"F,1001,1,,4,damaged,completed,2026-02-01,2026-02-10,restock,1,,",
		"G,1001,1,,1,damaged,completed,2026-02-01,2026-02-10,restock,30.01,,",
		"H,1001,2,,1,damaged,completed,2026-02-01,2026-02-10,restock,1.00,2.01,",
		"I,1001,1,,1,damaged,completed,2026-02-01,2026-02-10,restock,,,5.01", // 10
		"J,1001,1,,1,damaged,completed,2026-02-10,2026-02-01,restock,1,,",
		"K,1001,1,,1,damaged,completed,2025-12-01,2026-02-01,restock,1,,",
		"L,1001,1,,1,damaged,completed,2026-02-01,2027-02-01,restock,1,,",
		"M,1001,1,,1,damaged,completed,2026-02-01,2026-02-10,,1,,",
		"N,1001,1,,1,damaged,cancelled,2026-02-01,2026-02-10,restock,,,",
		"O,1001,1,,1,damaged,cancelled,2026-02-01,2026-02-10,,1.00,,",
		"P,1001,1,,1,damaged,completed,2026-02-01,2026-02-10,restock,1.001,,",
		"Q,1001,1,,many,damaged,completed,2026-02-01,2026-02-10,restock,1,,",
		"R,1001,,,1,damaged,completed,2026-02-01,2026-02-10,restock,1,,",
		"S,1001,1,,1,damaged,completed,soon,2026-02-10,restock,1,,", // 20
		"T,1001,1,,1,damaged,completed,,2026-02-10,restock,1,,",
		"U,1001,1,,1,damaged,completed,2026-02-01,2026-02-10,restock,-1,,",
		"V,1001,1,,0,damaged,completed,2026-02-01,2026-02-10,restock,1,,",
		"W,1001,1,,1,damaged,completed,2026-02-01,2026-02-10,restock,1.00,,", // 24
	)
	require.Equal(t, []string{
		"2 status still_open", "3 status unknown_status", "4 reason unknown_reason", "5 order_number unknown_order", "6 line_no unknown_line",
		"7 quantity quantity_exceeded", "8 refunded_goods amount_exceeded", "9 refunded_tax amount_exceeded", "10 refunded_shipping amount_exceeded",
		"11 closed_at out_of_range", "12 opened_at out_of_range", "13 closed_at out_of_range", "14 disposition unknown_disposition",
		"15 disposition not_completed", "16 refunded_goods not_completed", "17 refunded_goods too_many_decimals", "18 quantity not_an_integer",
		"19 sku required", "20 opened_at not_a_time", "21 opened_at required", "22 refunded_goods negative", "23 quantity out_of_range",
	}, rejections(report))
	require.Equal(t, "1 new, 0 changed, 0 as they were, 22 rejected", counts(report))
	s.balances()
}

func TestPastReturns_OfSeveralRows_GoInWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.sells()
	good := func(number, line string) string {
		return number + ",1001," + line + ",,1,damaged,completed,2026-02-01,2026-02-10,restock,1,,"
	}
	report := s.takes(past(sheets.CSV, false), pastHeader,
		good("A", "1"), strings.Replace(good("A", "2"), "damaged", "nonsense", 1), // 2, 3
		good("B", "1"), strings.Replace(good("B", "2"), "02-10", "02-11", 1), // 4, 5
		good("C", "1"), good("C", "1"), // 6, 7
		good("D", "1"), strings.Replace(good("D", "2"), "restock", "keep_item", 1), // 8, 9
		good("E", "1"), "E,1001", good("F", "2"), // 10 to 12
		good("G", "1"), good("H", "1"), good("G", "2"), // 13 to 15
	)
	require.Equal(t, []string{
		"2 return_number return_refused", "3 reason unknown_reason", "4 return_number return_refused", "5 closed_at rows_differ",
		"6 return_number return_refused", "7 line_no duplicate_line", "8 return_number return_refused", "9 disposition rows_differ",
		"10 return_number return_refused", "11  malformed_row", "12 return_number return_refused", "15 return_number rows_apart",
	}, rejections(report))
	require.Equal(t, "G, H", s.value(`select string_agg(imported_number, ', ' order by imported_number) from returns`))
	s.balances()
}

func TestPastReturns_UnitsThatAnOpenReturnHolds_AreRefused(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.sells()
	s.exec(`update order_lines set reserved = 2 where order_number = '1001' and line_no = 1`)
	report := s.takes(past(sheets.CSV, false), endedReturns[:3]...)
	require.Equal(t, []string{"2 quantity quantity_exceeded", "3 return_number return_refused"}, rejections(report))
	require.Contains(t, report.Rejected[0].Message, "line 1 of order 1001: 2 asked for, but only 1 of 3 can still be returned")
}

func TestPastReturns_OfOneOrder_AddUp_InADryRunToo(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.sells()
	file := []string{pastHeader}
	for i := range 4 {
		file = append(file, fmt.Sprintf("R-%d,1001,1,,1,damaged,completed,2026-02-01,2026-02-10,restock,10.00,,", i))
	}
	dry := s.takes(past(sheets.CSV, true), file...)
	require.Equal(t, []string{"5 quantity quantity_exceeded"}, rejections(dry))
	require.Equal(t, "0", s.value(`select count(*)::text from returns`))
	require.Equal(t, dry, s.takes(past(sheets.CSV, false), file...))
	s.balances()
}

func TestPastReturns_OfNDJSON_IsOneLineOfAReturnEach(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.sells()
	row := func(number string) string {
		return `{"return_number": "` + number + `", "order_number": "1001", "sku": "LAMP", "quantity": 1, "reason": "late", "status": "completed",
			"opened_at": "2026-02-01", "closed_at": "2026-02-02T10:00:00Z", "disposition": "restock", "refunded_goods": "10.00"}`
	}
	line := func(text string) string { return strings.ReplaceAll(text, "\n", " ") }
	report := s.takes(past(sheets.NDJSON, false), line(row("A")), strings.Replace(line(row("B")), `"quantity": 1`, `"quantity": "1"`, 1), `{}`, line(row("C")))
	require.Equal(t, []string{"2 quantity wrong_type", "3 return_number required", "4 return_number return_refused"}, rejections(report))
	require.Equal(t, "A", s.value(`select string_agg(imported_number, ', ') from returns`))
}

func TestPastReturns_ASystemWithoutAName_IsRefusedWhole(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	_, err := imports.PastReturns(t.Context(), s.db, strings.NewReader(pastHeader), sheets.CSV, "Old Shop", admin(), imports.Options{Now: noon})
	require.ErrorContains(t, err, `"Old Shop" does not name the system`)
}

func TestPastReturns_AreInTheReports_ButNobodysDecision(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.sells()
	s.takes(past(sheets.CSV, false), endedReturns...)
	total := func(measure, dimension, key string) string {
		return s.value(`select coalesce(sum(`+measure+`), 0)::text from report_now where dimension = $1 and key = $2 and length(period) = 7`, dimension, key)
	}
	require.Equal(t, "4", total("returns", "total", ""))
	require.Equal(t, "5", total("lines", "total", ""))
	require.Equal(t, "6", total("returned_units", "total", ""), "the rejected one came back from nobody")
	require.Equal(t, "5300", total("refunded_amount", "total", ""))
	require.Equal(t, "2", total("lines", "reason", "late"))
	require.Equal(t, "0", total("rejected_by_hand", "total", ""), "nobody here rejected it")
	require.Equal(t, "0", s.value(`select count(*)::text from report_now where dimension = 'policy'`), "no policy judged it")
	require.Equal(t, "4", s.value(`select coalesce(sum(returns), 0)::text from report_now where dimension = 'total' and period = '2026-02'`), "they count when they were opened")
}
