package orders

import (
	"context"
	"errors"
	"io"

	"backhaul/returns"
	"backhaul/sheets"
)

// ndjson stores order after order as their lines are read.
func (j *job) ndjson(ctx context.Context, file io.Reader) error {
	lines := sheets.OpenLines(file)
	for {
		record, row, err := lines.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if refusal, ok := errors.AsType[*returns.Error](err); ok {
			j.reject(row, "", refusal)
			continue
		}
		if err != nil {
			return err
		}
		order := &gathered{rows: []int{row}}
		if err := sheets.Decode(record, &order.input); err != nil {
			j.reject(row, order.input.OrderNumber, err)
			continue
		}
		if order.input.Currency == "" {
			order.input.Currency = j.options.Currency
		}
		if err := j.put(ctx, order, 0); err != nil {
			return err
		}
	}
}
