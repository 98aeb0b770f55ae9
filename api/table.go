package api

import (
	"context"
	"fmt"
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
	// rows hands over row after row.
	rows func(ctx context.Context, row func(cells ...any) error) error
}

// write writes the table. What goes wrong before the first row is still answered
// with a problem.
func (t table) write(w http.ResponseWriter) error {
	out := &patientWriter{ResponseWriter: w, connection: http.NewResponseController(w)}
	var to exports.Table
	begin := func() (err error) {
		if to == nil {
			header := w.Header()
			header.Set("Content-Type", t.format.MediaType())
			header.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", t.name+"."+string(t.format)))
			to, err = exports.New(out, t.format, t.columns...)
		}
		return err
	}
	err := t.rows(t.context, func(cells ...any) error {
		if err := begin(); err != nil {
			return err
		}
		return to.Row(cells...)
	})
	if err == nil {
		err = begin()
	}
	if err == nil {
		err = to.Close()
	}
	return err
}

// The operations whose answer is a table.

func (t table) VisitExportBatchResponse(w http.ResponseWriter) error      { return t.write(w) }
func (t table) VisitGetBatchTemplateResponse(w http.ResponseWriter) error { return t.write(w) }

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
