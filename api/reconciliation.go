package api

import (
	"context"
	"io"
	"slices"
	"strings"

	"backhaul/audit"
	"backhaul/exports"
	"backhaul/imports"
	"backhaul/locales"
	"backhaul/reconcile"
	"backhaul/sheets"
)

const (
	// maxItems is how many items of each outcome an answer holds that is no table.
	maxItems = 1000
	// maxRefunds is how many refunds an item names: somebody may record the same
	// reference for all of them.
	maxRefunds = 20
)

// ReconcileRefunds compares a file of payments with the refunds that count as paid.
func (s *server) ReconcileRefunds(ctx context.Context, r ReconcileRefundsRequestObject) (ReconcileRefundsResponseObject, error) {
	options := reconcile.Options{Now: s.Now(), Provider: r.Params.Provider}
	if r.Params.Currency != nil {
		options.Currency = *r.Params.Currency
	}
	var err error
	if options.Since, options.Before, err = span(r.Params.From, r.Params.To); err != nil {
		return nil, err
	}
	if options.Headings, err = sheets.ParseHeadings(r.Params.Heading); err != nil {
		return nil, err
	}
	compare := func(ctx context.Context, tell func(done, total int), put func(reconcile.Item) error) (reconcile.Report, error) {
		options.Progress = tell
		return s.compare(ctx, r.Body, options, put)
	}
	if r.Params.Format.Whole() {
		return s.reconciliationTable(ctx, r.Params, compare)
	}
	whole := func(tell func(done, total int)) (RefundReconciliation, error) {
		items, counts := []ReconciliationItem{}, map[reconcile.Outcome]int{}
		report, err := compare(ctx, tell, func(item reconcile.Item) error {
			if counts[item.Outcome]++; counts[item.Outcome] <= maxItems {
				items = append(items, itemView(item))
			}
			return nil
		})
		return reconciliationView(report, items), err
	}
	if tells(ctx, r.Params.Progress) {
		return telling{func(tell func(done, total int)) (any, error) { return whole(tell) }}, nil
	}
	view, err := whole(nil)
	if err != nil {
		return nil, err
	}
	return ReconcileRefunds200JSONResponse(view), nil
}

// GetReconciliationTemplate is the table of payments to fill in.
func (s *server) GetReconciliationTemplate(ctx context.Context, r GetReconciliationTemplateRequestObject) (GetReconciliationTemplateResponseObject, error) {
	return template(ctx, r.Params.Format, "payments", reconcile.Columns, "BACS 4711", exports.Number("3.38"), "GBP", "2026-01-12"), nil
}

func (s *server) compare(ctx context.Context, body io.Reader, options reconcile.Options, put func(reconcile.Item) error) (reconcile.Report, error) {
	report, err := takeFile(ctx, s, body, func(file io.Reader, format sheets.Format) (reconcile.Report, error) {
		return reconcile.Run(ctx, s.DB, file, format, options, put)
	})
	for i := range report.Rejected {
		report.Rejected[i].Message = locales.Field(callOf(ctx).language, report.Rejected[i].Reason)
	}
	return report, err
}

type comparing = func(ctx context.Context, tell func(done, total int), put func(reconcile.Item) error) (reconcile.Report, error)

var reconciliationColumns = []string{
	"outcome", "row", "first_row", "reference", "currency", "in_file", "here", "here_currency", "paid_at_in_file", "paid_at_here", "state",
	"provider", "rma_number", "order_number", "task_id", "field", "message",
}

// reconciliationTable is the answer as a table, which holds the rows that could not
// be read too. Who took it is noted in the audit trail, as for every export.
func (s *server) reconciliationTable(ctx context.Context, params ReconcileRefundsParams, compare comparing) (ReconcileRefundsResponseObject, error) {
	now := s.Now()
	err := audit.Record(ctx, s.DB, audit.Entry{
		Kind: audit.ListExported, Who: callOf(ctx).who(), Subject: "refund-reconciliation", At: now,
		Data: map[string]any{"format": params.Format, "filters": filtersOf(params)},
	})
	return table{
		context: ctx, format: params.Format, name: "refund-reconciliation-" + now.UTC().Format("20060102-150405"), columns: reconciliationColumns,
		items: func(ctx context.Context, put func(any, ...[]any) error) error {
			report, err := compare(ctx, nil, func(item reconcile.Item) error { return put(item, itemCells(item)) })
			if err != nil {
				return err
			}
			for _, bad := range report.Rejected {
				if err := put(bad, rejectedCells(bad)); err != nil {
					return err
				}
			}
			return nil
		},
	}, err
}

func itemCells(item reconcile.Item) []any {
	view := itemView(item)
	row := []any{string(item.Outcome), whole(view.Row), whole(view.FirstRow), view.Reference, nil, nil, nil, nil, when(view.PaidAtInFile)}
	if view.InFile != nil {
		row[4], row[5] = view.InFile.Currency, amount(*view.InFile)
	}
	if view.Here != nil {
		row[6], row[7] = amount(*view.Here), view.Here.Currency
	}
	var paidAt any
	each := func(name func(ReconciledRefund) string) string {
		var names []string
		for _, refund := range view.Refunds {
			if !slices.Contains(names, name(refund)) {
				names = append(names, name(refund))
			}
			if refund.PaidAt != nil {
				paidAt = *refund.PaidAt
			}
		}
		return strings.Join(names, " ")
	}
	states := each(func(r ReconciledRefund) string { return string(r.State) })
	return append(row, paidAt, states,
		each(func(r ReconciledRefund) string { return r.Provider }), each(func(r ReconciledRefund) string { return r.RMANumber }),
		each(func(r ReconciledRefund) string { return r.OrderNumber }), each(func(r ReconciledRefund) string { return r.TaskID }), nil, nil)
}

func rejectedCells(bad imports.Rejection) []any {
	row := make([]any, len(reconciliationColumns))
	row[0], row[1], row[len(row)-2], row[len(row)-1] = "rejected", bad.Row, bad.Field, bad.Message
	return row
}

func reconciliationView(report reconcile.Report, items []ReconciliationItem) RefundReconciliation {
	view := RefundReconciliation{
		From: report.Since, Before: report.Before, Rows: report.Rows, Totals: make([]ReconciliationTotal, len(report.Totals)), Items: items,
		RejectedCount: report.RejectedCount, Rejected: report.Rejected, UnusedColumns: report.UnusedColumns,
	}
	for i, total := range report.Totals {
		view.Totals[i] = ReconciliationTotal{
			Currency: total.Currency, Outcome: total.Outcome, Count: total.Count,
			InFile: Money{Minor: total.InFile, Currency: total.Currency}, Here: Money{Minor: total.Here, Currency: total.Currency},
		}
	}
	return view
}

func itemView(item reconcile.Item) ReconciliationItem {
	parts := item.Parts[:min(len(item.Parts), maxRefunds)]
	view := ReconciliationItem{Outcome: item.Outcome, Here: item.Here, Refunds: make([]ReconciledRefund, len(parts))}
	if item.FirstRow != 0 {
		view.FirstRow = &item.FirstRow
	}
	if item.Line != nil {
		view.Row, view.Reference, view.InFile, view.PaidAtInFile = &item.Line.Row, item.Line.Reference, &item.Line.Amount, item.Line.PaidAt
	} else if len(parts) > 0 {
		view.Reference = parts[0].Reference
	}
	for i, part := range parts {
		view.Refunds[i] = ReconciledRefund{
			TaskID: part.TaskID, ReturnID: part.ReturnID, RMANumber: part.RMANumber, OrderNumber: part.OrderNumber, Payment: part.Payment,
			Provider: part.Provider, ByHand: part.ByHand, Reference: part.Reference, Amount: part.Amount, State: part.State, PaidAt: part.PaidAt,
		}
	}
	return view
}
