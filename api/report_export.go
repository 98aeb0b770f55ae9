package api

import (
	"bytes"
	"context"
	"fmt"

	"backhaul/reports"
)

// ExportReports answers with all reports of a period in one file.
func (s *server) ExportReports(ctx context.Context, r ExportReportsRequestObject) (ExportReportsResponseObject, error) {
	asHTML := r.Params.Format == ReportsAsHTML
	file, err := report(ctx, s, asked(r.Params.From, r.Params.To, r.Params.Currency, someParts),
		func(ctx context.Context, reader *reports.Reader) (*bytes.Buffer, error) {
			file := &bytes.Buffer{}
			if asHTML {
				return file, reader.Digest(ctx, file)
			}
			return file, reader.Workbook(ctx, file)
		})
	if err != nil {
		return nil, err
	}
	size := int64(file.Len())
	if asHTML {
		return ExportReports200TextHTMLResponse{Body: file, ContentLength: size}, nil
	}
	name := fmt.Sprintf(`attachment; filename="returns-%s.xlsx"`, s.Now().UTC().Format("2006-01-02"))
	return ExportReports200ApplicationVndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{
		Body: file, ContentLength: size, Headers: ExportReports200ResponseHeaders{ContentDisposition: &name},
	}, nil
}
