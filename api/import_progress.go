package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// progressEvery is how often an import says how far it is. What ends sooner has
// said nothing by then, so that a wrong file is still answered with a problem.
const progressEvery = 200 * time.Millisecond

// telling is an import, or a comparison, that says how far it is while it goes: lines of JSON such
// as {"done": 1200, "total": 0}, and the report as the last one.
type telling struct {
	run func(tell func(done, total int)) (any, error)
}

// tells reports whether the caller is told. An answer that is kept for repeats
// can only be given whole.
func tells(ctx context.Context, wanted bool) bool { return wanted && callOf(ctx).key == "" }

func (t telling) write(w http.ResponseWriter) error {
	connection := http.NewResponseController(w)
	w.Header().Set("Content-Type", mediaNDJSON)
	w.Header().Set("X-Accel-Buffering", "no") // a proxy passes each line on at once
	lines := json.NewEncoder(w)
	said := time.Now()
	report, err := t.run(func(done, total int) {
		if time.Since(said) < progressEvery {
			return
		}
		said = time.Now()
		// A caller who has gone is noticed by the import itself.
		_ = lines.Encode(struct {
			Done  int `json:"done"`
			Total int `json:"total"`
		}{done, total})
		_ = connection.Flush()
	})
	if err != nil {
		return err
	}
	return lines.Encode(report)
}

// VisitImportOrdersResponse writes it; so do the others.
func (t telling) VisitImportOrdersResponse(w http.ResponseWriter) error { return t.write(w) }

// VisitImportStockResponse writes it.
func (t telling) VisitImportStockResponse(w http.ResponseWriter) error { return t.write(w) }

// VisitImportReasonsResponse writes it.
func (t telling) VisitImportReasonsResponse(w http.ResponseWriter) error { return t.write(w) }

// VisitImportReturnsResponse writes it.
func (t telling) VisitImportReturnsResponse(w http.ResponseWriter) error { return t.write(w) }

// VisitReconcileRefundsResponse writes it.
func (t telling) VisitReconcileRefundsResponse(w http.ResponseWriter) error { return t.write(w) }
