package api

import (
	"context"
	"io"

	"backhaul/exports"
	"backhaul/imports"
	"backhaul/locales"
	"backhaul/orders"
	"backhaul/sheets"
)

// ImportOrders takes a whole file of orders. What it rejects it says in the
// caller's language.
func (s *server) ImportOrders(ctx context.Context, r ImportOrdersRequestObject) (ImportOrdersResponseObject, error) {
	options := orders.Options{Now: s.Now(), DryRun: r.Params.DryRun}
	if r.Params.Currency != nil {
		options.Currency = *r.Params.Currency
	}
	headings, err := sheets.ParseHeadings(r.Params.Heading)
	if err != nil {
		return nil, err
	}
	options.Headings = headings
	run := func(tell func(done, total int)) (orders.Report, error) {
		options.Progress = tell
		report, err := takeFile(ctx, s, r.Body, func(file io.Reader, format sheets.Format) (orders.Report, error) {
			return orders.Import(ctx, s.DB, file, format, options)
		})
		for i := range report.Rejected {
			report.Rejected[i].Message = locales.Field(callOf(ctx).language, report.Rejected[i].Reason)
		}
		return report, err
	}
	if tells(ctx, r.Params.Progress) {
		return telling{func(tell func(done, total int)) (any, error) { return run(tell) }}, nil
	}
	report, err := run(nil)
	if err != nil {
		return nil, err
	}
	return ImportOrders200JSONResponse(report), nil
}

// ImportStock takes a file of counted stock.
func (s *server) ImportStock(ctx context.Context, r ImportStockRequestObject) (ImportStockResponseObject, error) {
	take := s.rows(ctx, r.Body, r.Params.Heading, r.Params.DryRun, func(file io.Reader, format sheets.Format, options imports.Options) (imports.Report, error) {
		return imports.Stock(ctx, s.DB, file, format, callOf(ctx).who(), options)
	})
	if tells(ctx, r.Params.Progress) {
		return take.telling(), nil
	}
	report, err := take(nil)
	if err != nil {
		return nil, err
	}
	return ImportStock200JSONResponse(report), nil
}

// ImportReasons takes a file of reasons.
func (s *server) ImportReasons(ctx context.Context, r ImportReasonsRequestObject) (ImportReasonsResponseObject, error) {
	take := s.rows(ctx, r.Body, r.Params.Heading, r.Params.DryRun, func(file io.Reader, format sheets.Format, options imports.Options) (imports.Report, error) {
		return imports.Reasons(ctx, s.DB, file, format, callOf(ctx).who(), options)
	})
	if tells(ctx, r.Params.Progress) {
		return take.telling(), nil
	}
	report, err := take(nil)
	if err != nil {
		return nil, err
	}
	return ImportReasons200JSONResponse(report), nil
}

// ImportReturns takes a file of returns that a former system has ended.
func (s *server) ImportReturns(ctx context.Context, r ImportReturnsRequestObject) (ImportReturnsResponseObject, error) {
	take := s.rows(ctx, r.Body, r.Params.Heading, r.Params.DryRun, func(file io.Reader, format sheets.Format, options imports.Options) (imports.Report, error) {
		return imports.PastReturns(ctx, s.DB, file, format, r.Params.From, callOf(ctx).who(), options)
	})
	if tells(ctx, r.Params.Progress) {
		return take.telling(), nil
	}
	report, err := take(nil)
	if err != nil {
		return nil, err
	}
	return ImportReturns200JSONResponse(report), nil
}

// GetPastReturnTemplate is the table of ended returns to fill in.
func (s *server) GetPastReturnTemplate(ctx context.Context, r GetPastReturnTemplateRequestObject) (GetPastReturnTemplateResponseObject, error) {
	return template(ctx, r.Params.Format, "past-returns", imports.PastReturnColumns,
		"R-2041", "536367", 2, "damaged", "completed", "2010-12-05", "2010-12-20", 1, "84879", "scrap", exports.Number("3.38"), exports.Number("0.00"), exports.Number("0.00")), nil
}

// GetStockTemplate is the table of counted stock to fill in.
func (s *server) GetStockTemplate(ctx context.Context, r GetStockTemplateRequestObject) (GetStockTemplateResponseObject, error) {
	return template(ctx, r.Params.Format, "stock", imports.StockColumns, "84879", 120, "main", "available", "January count", "2026-01-31T18:00:00Z"), nil
}

// GetReasonTemplate is the table of reasons to fill in.
func (s *server) GetReasonTemplate(ctx context.Context, r GetReasonTemplateRequestObject) (GetReasonTemplateResponseObject, error) {
	return template(ctx, r.Params.Format, "reasons", imports.ReasonColumns, "wrong_size", "Wrong size", "尺码不合适", "", true, "shoes;shirts", true, 9, ""), nil
}

// takesRows takes a file of which each row is one thing, and tells how many are
// done where somebody wants to hear.
type takesRows func(tell func(done, total int)) (imports.Report, error)

func (t takesRows) telling() telling {
	return telling{func(tell func(done, total int)) (any, error) { return t(tell) }}
}

// rows says what was rejected in the caller's language.
func (s *server) rows(
	ctx context.Context, body io.Reader, pairs []string, dry bool, take func(file io.Reader, format sheets.Format, options imports.Options) (imports.Report, error),
) takesRows {
	return func(tell func(done, total int)) (imports.Report, error) {
		headings, err := sheets.ParseHeadings(pairs)
		if err != nil {
			return imports.Report{}, err
		}
		options := imports.Options{Now: s.Now(), DryRun: dry, Headings: headings}
		if tell != nil {
			options.Progress = func(rows int) { tell(rows, 0) }
		}
		report, err := takeFile(ctx, s, body, func(file io.Reader, format sheets.Format) (imports.Report, error) { return take(file, format, options) })
		for i := range report.Rejected {
			report.Rejected[i].Message = locales.Field(callOf(ctx).language, report.Rejected[i].Reason)
		}
		return report, err
	}
}

// takeFile takes one file at a time, in the format that the call says it has.
func takeFile[R any](ctx context.Context, s *server, body io.Reader, take func(file io.Reader, format sheets.Format) (R, error)) (report R, err error) {
	select {
	case s.importing <- struct{}{}:
		defer func() { <-s.importing }()
	case <-ctx.Done():
		return report, ctx.Err()
	}
	format := sheets.CSV
	switch callOf(ctx).media {
	case mediaNDJSON:
		format = sheets.NDJSON
	case mediaXLSX:
		format = sheets.XLSX
	}
	return take(body, format)
}
