package api

import (
	"context"
	"errors"
	"io"

	"backhaul/locales"
	"backhaul/orders"
)

// ImportOrders takes a whole file of orders. What it rejects it says in the
// caller's language.
func (s *server) ImportOrders(ctx context.Context, r ImportOrdersRequestObject) (ImportOrdersResponseObject, error) {
	select {
	case s.importing <- struct{}{}:
		defer func() { <-s.importing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	this, format := callOf(ctx), orders.CSV
	switch this.media {
	case "application/x-ndjson":
		format = orders.NDJSON
	case mediaXLSX:
		format = orders.XLSX
	}
	options := orders.Options{Now: s.Now(), DryRun: r.Params.DryRun}
	if r.Params.Currency != nil {
		options.Currency = *r.Params.Currency
	}
	file := &upload{Reader: r.Body}
	report, err := orders.Import(ctx, s.DB, file, format, options)
	if file.err != nil {
		return nil, file.err
	}
	if err != nil {
		return nil, err
	}
	for i := range report.Rejected {
		report.Rejected[i].Message = locales.Field(this.language, report.Rejected[i].Reason)
	}
	return ImportOrders200JSONResponse(report), nil
}

// upload remembers why a body could not be read to its end: that is the
// caller's problem, and not one of the orders in it.
type upload struct {
	io.Reader
	err error
}

func (u *upload) Read(p []byte) (int, error) {
	n, err := u.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		u.err = err
	}
	return n, err
}
