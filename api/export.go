package api

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"backhaul/audit"
	"backhaul/exports"
	"backhaul/orders"
	"backhaul/returns"
	"backhaul/sheets"
)

// This file is about lists that are asked for whole. An export is the list itself,
// page after page, so that it shows what the filter shows and nothing is held in
// memory but a page; export_lists.go says what stands in the columns.

// columns is a table's header, and the rows that one item of a list makes.
type columns[T any] struct {
	names []string
	rows  func(T) [][]any
}

// listPage reads a page of a list from a cursor on.
type listPage[T any] func(ctx context.Context, cursor *string) (items []T, next *string, err error)

// export writes a whole list, and notes in the audit trail who took it.
func export[T any](ctx context.Context, s *server, format exports.Format, name string, params any, to columns[T], page listPage[T]) (table, error) {
	now := s.Now()
	err := audit.Record(ctx, s.DB, audit.Entry{
		Kind: audit.ListExported, Who: callOf(ctx).who(), Subject: name, At: now,
		Data: map[string]any{"format": format, "filters": filtersOf(params)},
	})
	return table{
		context: ctx, format: format, name: name + "-" + now.UTC().Format("20060102-150405"), columns: to.names,
		items: func(ctx context.Context, put func(any, ...[]any) error) error {
			var cursor *string
			for {
				items, next, err := page(ctx, cursor)
				if err != nil {
					return err
				}
				for _, item := range items {
					if err := put(item, to.rows(item)...); err != nil {
						return err
					}
				}
				if next == nil {
					return nil
				}
				cursor = next
			}
		},
	}, err
}

// filtersOf names the parameters that were given. Their values may be personal, and
// the audit trail is for ever.
func filtersOf(params any) []string {
	var given map[string]any
	text, err := json.Marshal(params)
	if err == nil {
		err = json.Unmarshal(text, &given)
	}
	names := []string{}
	for name, value := range given {
		if err == nil && value != nil && !slices.Contains([]string{"limit", "cursor", "format"}, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// single is for items that make one row.
func single[T any](names []string, cells func(T) []any) columns[T] {
	return columns[T]{names, func(item T) [][]any { return [][]any{cells(item)} }}
}

func amount(m Money) exports.Number { return exports.Number(m.Decimal()) }

func when(at *time.Time) any {
	if at == nil {
		return nil
	}
	return *at
}

func whole(number *int) any {
	if number == nil {
		return nil
	}
	return *number
}

// GetOrderTemplate answers with the header of a table of orders, and an example.
func (s *server) GetOrderTemplate(ctx context.Context, r GetOrderTemplateRequestObject) (GetOrderTemplateResponseObject, error) {
	return template(ctx, r.Params.Format, "orders", orders.Columns, "536367", "84879", 32, exports.Number("1.69"), 1, "Assorted bird ornament"), nil
}

// template is a table to fill in: its header, and the first cells of an example.
func template(ctx context.Context, format exports.Format, name string, known sheets.Columns, example ...any) table {
	names := slices.Concat(known.Required, known.Optional)
	return table{
		context: ctx, format: format, name: name, columns: names,
		items: func(_ context.Context, put func(any, ...[]any) error) error {
			return put(nil, append(example, make([]any, len(names)-len(example))...))
		},
	}
}

// discountOf is what a line's unit price times its quantity is more than was paid,
// so that the table can be imported again.
func discountOf(line OrderLine, currency string) exports.Number {
	gross, err := returns.PriceTimes(line.UnitPrice.Amount, line.Quantity, currency)
	if err != nil {
		return "0"
	}
	paid := line.Paid.Minor
	if !line.TaxIncluded {
		paid -= line.Tax.Minor
	}
	return amount(Money{Minor: gross.Minor - paid, Currency: currency})
}
