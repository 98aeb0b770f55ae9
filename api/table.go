package api

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"backhaul/exports"
)

// readerPatience is how long a caller may take in nothing of a table.
const readerPatience = time.Minute

// table is an answer that is written while its rows are read.
type table struct {
	// context is the request's: the generated code hands an answer none.
	context context.Context //nolint:containedctx // see above
	format  exports.Format
	// name is that of the file, without its ending.
	name    string
	columns []string
	// items hands over one thing after the other, with the rows that it makes.
	items func(ctx context.Context, put func(item any, rows ...[]any) error) error
}

// write writes the table. What goes wrong before its first row is still answered
// with a problem.
func (t table) write(w http.ResponseWriter) error {
	out := &patientWriter{ResponseWriter: w, connection: http.NewResponseController(w)}
	var to *writer
	begin := func() (err error) {
		if to != nil {
			return nil
		}
		header := w.Header()
		header.Set("Content-Type", t.format.MediaType())
		header.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", t.name+"."+string(t.format)))
		to, err = t.writer(out)
		return err
	}
	err := t.items(t.context, func(item any, rows ...[]any) error {
		if err := begin(); err != nil {
			return err
		}
		return to.put(item, rows)
	})
	if err == nil {
		err = begin()
	}
	if err == nil {
		err = to.close()
	}
	return err
}

// writer is a table, or a file of JSON lines.
type writer struct {
	put   func(item any, rows [][]any) error
	close func() error
}

func (t table) writer(out io.Writer) (*writer, error) {
	if t.format == exports.FormatNDJSON {
		buffered := bufio.NewWriterSize(out, 64<<10)
		encoder := json.NewEncoder(buffered)
		return &writer{put: func(item any, _ [][]any) error { return encoder.Encode(item) }, close: buffered.Flush}, nil
	}
	to, err := exports.New(out, t.format, t.columns...)
	if err != nil {
		return nil, err
	}
	return &writer{close: to.Close, put: func(_ any, rows [][]any) error {
		for _, row := range rows {
			if err := to.Row(row...); err != nil {
				return err
			}
		}
		return nil
	}}, nil
}

// The operations whose answer is a table.

func (t table) VisitExportBatchResponse(w http.ResponseWriter) error           { return t.write(w) }
func (t table) VisitGetBatchTemplateResponse(w http.ResponseWriter) error      { return t.write(w) }
func (t table) VisitGetOrderTemplateResponse(w http.ResponseWriter) error      { return t.write(w) }
func (t table) VisitGetPastReturnTemplateResponse(w http.ResponseWriter) error { return t.write(w) }
func (t table) VisitGetReasonTemplateResponse(w http.ResponseWriter) error     { return t.write(w) }
func (t table) VisitGetStockTemplateResponse(w http.ResponseWriter) error      { return t.write(w) }
func (t table) VisitGetReconciliationTemplateResponse(w http.ResponseWriter) error {
	return t.write(w)
}
func (t table) VisitReconcileRefundsResponse(w http.ResponseWriter) error   { return t.write(w) }
func (t table) VisitListReasonsResponse(w http.ResponseWriter) error        { return t.write(w) }
func (t table) VisitListOrdersResponse(w http.ResponseWriter) error         { return t.write(w) }
func (t table) VisitListReturnsResponse(w http.ResponseWriter) error        { return t.write(w) }
func (t table) VisitListBatchesResponse(w http.ResponseWriter) error        { return t.write(w) }
func (t table) VisitListDisputesResponse(w http.ResponseWriter) error       { return t.write(w) }
func (t table) VisitListRefundTasksResponse(w http.ResponseWriter) error    { return t.write(w) }
func (t table) VisitListStockResponse(w http.ResponseWriter) error          { return t.write(w) }
func (t table) VisitListStockMovementsResponse(w http.ResponseWriter) error { return t.write(w) }

// patientWriter lets a slow caller take time, and one that has gone away none.
type patientWriter struct {
	http.ResponseWriter
	connection *http.ResponseController
}

func (w *patientWriter) Write(data []byte) (int, error) {
	// Where there is no connection, in tests, there is nothing to limit.
	_ = w.connection.SetWriteDeadline(time.Now().Add(readerPatience))
	return w.ResponseWriter.Write(data)
}
