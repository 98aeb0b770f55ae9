package orders

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
	"backhaul/sheets"
)

// manyLines is a CSV file of so many order lines, four to an order.
func manyLines(lines int) []byte {
	var file bytes.Buffer
	file.WriteString("order_number,sku,description,quantity,unit_price,customer_id,country,date\n")
	for n := range lines {
		fmt.Fprintf(&file, "N-%07d,SKU-%d,A mug of many colors,%d,%d.99,C-%d,United Kingdom,2026-01-02\n", n/4, n%997, 1+n%5, 1+n%40, n/4%5000)
	}
	return file.Bytes()
}

// BenchmarkImport_Orders imports 20,000 lines, and 100,000 in the way that is
// used. One by one is what the import did before.
func BenchmarkImport_Orders(b *testing.B) {
	options := Options{Currency: "GBP", Now: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)}
	for _, size := range []struct {
		name     string
		lines    int
		oneByOne bool
	}{{"one-by-one/20000", 20_000, true}, {"copy/20000", 20_000, false}, {"copy/100000", 100_000, false}} {
		b.Run(size.name, func(b *testing.B) {
			file := manyLines(size.lines)
			for b.Loop() {
				b.StopTimer()
				pool := dbtest.New(b)
				b.StartTimer()
				report, err := readFile(b.Context(), bytes.NewReader(file), sheets.CSV, options, func(ctx context.Context, orders []incoming) ([]result, error) {
					if !size.oneByOne {
						return storeMany(ctx, pool, orders, options.Now, false)
					}
					results := make([]result, len(orders))
					for i, order := range orders {
						results[i].outcome, results[i].err = order.store(ctx, pool, options.Now, order.merge, false)
					}
					return results, nil
				})
				require.NoError(b, err)
				require.Equal(b, size.lines, report.Accepted)
			}
			b.ReportMetric(float64(size.lines)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
		})
	}
}
