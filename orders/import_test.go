package orders

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/db"
	"backhaul/db/dbtest"
	"backhaul/returns"
	"backhaul/sheets"
)

func importText(t *testing.T, pool *pgxpool.Pool, format sheets.Format, text string) Report {
	t.Helper()
	report, err := Import(t.Context(), pool, strings.NewReader(text), format, Options{
		Currency: "GBP", Now: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC),
	})
	require.NoError(t, err)
	return report
}

// rejections writes them as "row code" for comparing.
func rejections(report Report) []string {
	out := []string{}
	for _, r := range report.Rejected {
		out = append(out, strconv.Itoa(r.Row)+" "+r.Code)
	}
	return out
}

func TestImport_CSV_GathersTheRowsOfAnOrder(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	report := importText(t, pool, sheets.CSV, ""+
		"\ufeffOrder_Number,sku,description,quantity,unit_price,customer_id,country,date,tax\n"+
		"1,A,\"Two\nlines? no, a control character\",1,1.00,c1,China,2026-01-01,\n"+ // row 2
		"2,A,,1,1.00,c2,,2026-01-02,0.20\n"+ // row 3
		"1,B,Bread,3,2.5,c1,China,2026-01-01,\n"+ // row 4
		"1,C,,x,2.5,c1,China,2026-01-01,\n"+ // row 5
		"1,D,,1,2.5,c9,China,2026-01-01,\n"+ // row 6
		"1,E,,1,-2.5,c1,China,2026-01-01,\n"+ // row 7
		"1,F,,1,9.99,c1,China,2026-01-01\n"+ // row 8
		"1,G,,1,7,c1,China,2026-01-01,\n"+ // row 9
		"3,A,,1,1,c3,,yesterday,\n"+ // row 10
		",A,,1,1,c3,,,\n") // row 11
	require.Equal(t, []string{"5 not_an_integer", "6 contradiction", "8 malformed_row", "10 not_a_time", "11 required", "2 control_character", "7 out_of_range"}, rejections(report))
	require.Equal(t, 7, report.RejectedCount)
	require.Equal(t, 3, report.Accepted)
	require.Equal(t, Counts{Created: 2}, report.Orders)

	lines, err := db.Queries.OrderLinesGet(t.Context(), pool, "1")
	require.NoError(t, err)
	require.Len(t, lines, 2)
	require.Equal(t, "B", lines[0].SKU)
	require.Equal(t, 2, lines[0].LineNo, "rejected rows keep their line numbers")
	require.Equal(t, int64(750), lines[0].Goods)
	require.Equal(t, "G", lines[1].SKU)
	require.Equal(t, 7, lines[1].LineNo)
	order, err := db.Queries.OrderGet(t.Context(), pool, "1")
	require.NoError(t, err)
	require.Equal(t, "zh-CN", order.CustomerLanguage)
	require.Equal(t, "2026-01-01", order.OrderedAt.UTC().Format(time.DateOnly))
}

func TestImport_CSV_TellsHowManyUnitsWereShipped(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	report := importText(t, pool, sheets.CSV, "order_number,sku,quantity,shipped_quantity,unit_price,currency,date\n"+
		"1,A,3,2,1.00,GBP,2026-01-01\n1,B,3,,1.00,GBP,2026-01-01\n1,C,3,two,1.00,GBP,2026-01-01\n1,D,3,4,1.00,GBP,2026-01-01\n")
	require.Equal(t, []string{"4 not_an_integer", "5 out_of_range"}, rejections(report))
	lines, err := db.Queries.OrderLinesGet(t.Context(), pool, "1")
	require.NoError(t, err)
	require.Len(t, lines, 2)
	require.Equal(t, new(2), lines[0].ShippedQuantity)
	require.Nil(t, lines[1].ShippedQuantity, "the shop does not say")
}

func TestImport_CSV_APutRightFileFillsInTheLines(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	const head = "order_number,sku,quantity,unit_price\n"
	importText(t, pool, sheets.CSV, head+"1,A,1,1\n1,B,0,1\n1,C,1,1\n")
	report := importText(t, pool, sheets.CSV, head+"1,A,1,1\n1,B,2,1\n1,C,1,1\n")
	require.Empty(t, report.Rejected)
	require.Equal(t, Counts{Updated: 1}, report.Orders)
	lines, err := db.Queries.OrderLinesGet(t.Context(), pool, "1")
	require.NoError(t, err)
	require.Len(t, lines, 3)
	require.Equal(t, "B", lines[1].SKU)

	report = importText(t, pool, sheets.CSV, head+"1,A,1,1\n1,B,wrong,1\n1,C,1,1\n")
	require.Equal(t, 1, report.RejectedCount)
	lines, err = db.Queries.OrderLinesGet(t.Context(), pool, "1")
	require.NoError(t, err)
	require.Len(t, lines, 3, "a row that became wrong does not take its line away")
}

func TestImport_CSV_UnusableFiles_AreRefusedWhole(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, says string }{
		"empty":          {"", "the file is empty; its first row names the columns"},
		"no such column": {"order_number,sku,quantity\n", "the file has no column unit_price; it needs order_number, sku, quantity, unit_price"},
		"column twice":   {"order_number,sku,SKU,quantity,unit_price\n", "the column sku stands in the file twice"},
		"binary":         {"\x00\x01\"\x02\n", "the first row cannot be read as CSV; it names the columns"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Import(t.Context(), nil, strings.NewReader(tt.text), sheets.CSV, Options{})
			require.EqualError(t, err, tt.says)
			require.Equal(t, returns.CodeInvalid, returns.CodeOf(err))
		})
	}
}

func TestImport_CSV_SemicolonsAndSpreadsheetRows(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	report := importText(t, pool, sheets.CSV, "order_number;sku;quantity;unit_price;customer_name\n"+
		"1;A;1;1.00;Ana\n"+
		"2;A;1;1.00;\"Two\n\nlines\"\n"+
		"3;A;1;1.00;\"Ana\"\"\n"+
		"4;A;1;1.00;Bo\n")
	require.Equal(t, []string{"4 malformed_row", "3 control_character"}, rejections(report))
	require.Equal(t, 1, report.Accepted, "the quote of row 4 is never closed")
}

func TestImport_AHopelessFile_ReportsTheFirstThousandRows(t *testing.T) {
	t.Parallel()
	text := "order_number,sku,quantity,unit_price\n" + strings.Repeat("1,A,none,1\n", 1500)
	report, err := Import(t.Context(), nil, strings.NewReader(text), sheets.CSV, Options{Currency: "GBP"})
	require.NoError(t, err)
	require.Len(t, report.Rejected, 1000)
	require.Equal(t, 1500, report.RejectedCount)
}

func TestImport_NDJSON_OneBadLineStopsNoOther(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	good := func(number string) string {
		return `{"order_number":"` + number + `","customer":{"id":"c"},"currency":"GBP","ordered_at":"2026-01-01T00:00:00Z",` +
			`"lines":[{"line_no":1,"sku":"A","quantity":1,"unit_price":{"amount":"1.00","currency":"GBP"}}]}` + "\n"
	}
	report := importText(t, pool, sheets.NDJSON, good("1")+
		"\n"+
		"{not json}\n"+ // 3
		good("2")+
		strings.Replace(good("3"), `"quantity":1`, `"quantity":1.5`, 1)+ // 5
		strings.Replace(good("4"), `"quantity":1`, `"quantity":1,"paid":true`, 1)+ // 6
		strings.Replace(good("5"), `{"amount":"1.00","currency":"GBP"}`, `1.00`, 1)+ // 7
		strings.TrimSpace(good("6"))+good("7")+ // 8
		`{"x":"`+strings.Repeat("x", 4<<20)+"\"}\n"+ // 9
		strings.TrimSpace(good("8")))
	require.Equal(t, []string{"3 malformed_row", "5 wrong_type", "6 malformed_row", "7 not_a_price", "8 malformed_row", "9 malformed_row"}, rejections(report))
	require.Equal(t, 3, report.Accepted)
	require.Equal(t, Counts{Created: 3}, report.Orders)
}

func TestImport_SampleOrders_TwiceIsAsGoodAsOnce(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	sample := func() (Report, int) {
		file, err := os.Open("../examples/online-retail/orders.csv")
		require.NoError(t, err)
		defer file.Close()
		last := 0
		report, err := Import(t.Context(), pool, file, sheets.CSV, Options{Currency: "GBP", Progress: func(done, total int) {
			require.Equal(t, 794, total)
			require.Equal(t, last+1, done)
			last = done
		}})
		require.NoError(t, err)
		return report, last
	}
	report, told := sample()
	require.Equal(t, Report{Accepted: 15343, Rejected: []Rejection{}, Orders: Counts{Created: 794}}, report)
	require.Equal(t, 794, told)
	var captured int64
	require.NoError(t, pool.QueryRow(t.Context(), "select sum(captured)::bigint from payments").Scan(&captured))
	require.Equal(t, int64(35328224), captured, "353,282.24 GBP, as the sample's README says")

	report, _ = sample()
	require.Equal(t, Report{Accepted: 15343, Rejected: []Rejection{}, Orders: Counts{Unchanged: 794}}, report)
}
