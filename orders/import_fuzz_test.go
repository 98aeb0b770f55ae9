package orders

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/sheets"
)

// FuzzImportCSV reads any file at all. Whatever is in it, every row is either
// taken or reported, once; what is stored is an order that can exist; and the
// same file says the same again.
func FuzzImportCSV(f *testing.F) {
	const header = "order_number,sku,quantity,unit_price,line_no,discount,tax,currency,date,customer_id\n"
	for _, seed := range []string{
		"", "order_number", header, "\ufeff" + header + "1,A,2,9.99,,,,GBP,2026-01-31,C\n",
		header + "1,A,2,9.99,1,1.00,0.83,GBP,2026-01-31,C\n1,B,1,0.125,2,,,GBP,2026-01-31,C\n2,A,0,1,,,,JPY,,\n",
		header + "1,A,1e9,9.99,,,,GBP,,\n1,A,-1,NaN,,,,XXX,,\n1,\"A\nB\",1,1,,,,USD,,\n1,\"A,1,1\n",
		strings.ReplaceAll(header, ",", ";") + "1;=cmd();1;1,50;;;;EUR;;\n", header + "1,A,1,1,1,,,GBP,,\n1,B,1,1,1,,,GBP,,\n",
		header + "１,Ａ,1,1,,,,GBP,,\n\xff\xfe,A,1,1,,,,GBP,,\n", header + "1,A,1,99999999999999,,,,KWD,,\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file string) {
		report, stored := readAny(t, file)
		again, _ := readAny(t, file)
		require.Equal(t, report, again)
		require.LessOrEqual(t, len(report.Rejected), report.RejectedCount)
		if rows, readable := dataRows(file); readable {
			require.Equal(t, rows, report.Accepted+report.RejectedCount, "every row is taken or reported, once")
		}
		numbers := map[string]bool{}
		for _, s := range stored {
			require.False(t, numbers[s.number], "one order is stored once")
			numbers[s.number] = true
			require.NotEmpty(t, s.number)
			seen := map[int]bool{}
			for _, line := range s.lines {
				require.False(t, seen[line.lineNo])
				seen[line.lineNo] = true
				require.Positive(t, line.lineNo)
				require.Positive(t, line.quantity)
				require.GreaterOrEqual(t, line.goods, int64(0))
				require.GreaterOrEqual(t, line.tax, int64(0))
				require.NotEmpty(t, line.sku)
			}
		}
	})
}

func readAny(t *testing.T, file string) (Report, []sale) {
	var stored []sale
	options := Options{Now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), Currency: "GBP"}
	report, err := readFile(context.Background(), strings.NewReader(file), sheets.CSV, options,
		func(_ context.Context, orders []incoming) ([]result, error) {
			results := make([]result, len(orders))
			for i, order := range orders {
				stored = append(stored, order.sale)
				results[i].outcome = Created
			}
			return results, nil
		})
	if err != nil {
		_, refused := errors.AsType[*returns.Error](err)
		require.True(t, refused, "a file is refused in words: %v", err)
	}
	require.Len(t, stored, report.Orders.Created)
	return report, stored
}

// dataRows counts the rows behind the header as package sheets sees them; a file
// whose header says nothing has none.
func dataRows(file string) (rows int, readable bool) {
	table, err := sheets.Open(strings.NewReader(file), sheets.CSV, Columns, nil)
	if err != nil {
		return 0, false
	}
	for ; ; rows++ {
		_, err := table.Next()
		if errors.Is(err, io.EOF) {
			return rows, true
		}
		if _, wrong := errors.AsType[*returns.Error](err); err != nil && !wrong {
			return 0, false
		}
	}
}
