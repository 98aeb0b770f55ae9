package api

import (
	"context"
	"io"

	"backhaul/imports"
	"backhaul/locales"
)

// ImportStock takes a file of counted stock.
func (s *server) ImportStock(ctx context.Context, r ImportStockRequestObject) (ImportStockResponseObject, error) {
	report, err := s.importRows(ctx, r.Body, func(file io.Reader, format imports.Format) (imports.Report, error) {
		return imports.Stock(ctx, s.DB, file, format, callOf(ctx).who(), imports.Options{Now: s.Now(), DryRun: r.Params.DryRun})
	})
	if err != nil {
		return nil, err
	}
	return ImportStock200JSONResponse(report), nil
}

// ImportReasons takes a file of reasons.
func (s *server) ImportReasons(ctx context.Context, r ImportReasonsRequestObject) (ImportReasonsResponseObject, error) {
	report, err := s.importRows(ctx, r.Body, func(file io.Reader, format imports.Format) (imports.Report, error) {
		return imports.Reasons(ctx, s.DB, file, format, callOf(ctx).who(), imports.Options{Now: s.Now(), DryRun: r.Params.DryRun})
	})
	if err != nil {
		return nil, err
	}
	return ImportReasons200JSONResponse(report), nil
}

// importRows takes one file at a time, and says what was rejected in the caller's
// language.
func (s *server) importRows(
	ctx context.Context, body io.Reader, take func(file io.Reader, format imports.Format) (imports.Report, error),
) (imports.Report, error) {
	select {
	case s.importing <- struct{}{}:
		defer func() { <-s.importing }()
	case <-ctx.Done():
		return imports.Report{}, ctx.Err()
	}
	this, format := callOf(ctx), imports.CSV
	switch this.media {
	case "application/x-ndjson":
		format = imports.NDJSON
	case mediaXLSX:
		format = imports.XLSX
	}
	file := &upload{Reader: body}
	report, err := take(file, format)
	if file.err != nil {
		err = file.err
	}
	for i := range report.Rejected {
		report.Rejected[i].Message = locales.Field(this.language, report.Rejected[i].Reason)
	}
	return report, err
}
