package api

import (
	"bytes"
	"net/http"
	"reflect"
	"runtime"

	"github.com/bytedance/sonic"
	"golang.org/x/sync/errgroup"
)

// Pages of returns and orders are the largest answers, hundreds of kilobytes of small
// objects, and the verdicts in them are read from JSON first. Sonic does that in less
// than half of the time of encoding/json and in the same way, but for what writes
// itself as JSON, which it takes as it is: our amounts, times, and fields as they are
// stored. Where it does not know the processor or Go, it is encoding/json.
var rapid = sonic.Config{
	EscapeHTML: true, SortMapKeys: true, CopyString: true, ValidateString: true, NoValidateJSONMarshaler: true,
}.Froze()

// warmRapid compiles ahead what the first page would wait for.
func warmRapid() error {
	for _, kind := range []reflect.Type{reflect.TypeFor[[]Return](), reflect.TypeFor[[]Order]()} {
		if err := sonic.Pretouch(kind); err != nil {
			return err
		}
	}
	return nil
}

// returnsAnswer is a page of returns.
type returnsAnswer ReturnList

// VisitListReturnsResponse writes the page.
func (a returnsAnswer) VisitListReturnsResponse(w http.ResponseWriter) error {
	return writePage(w, a.Items, a.NextCursor)
}

// ordersAnswer is a page of orders.
type ordersAnswer OrderList

// VisitListOrdersResponse writes the page.
func (a ordersAnswer) VisitListOrdersResponse(w http.ResponseWriter) error {
	return writePage(w, a.Items, a.NextCursor)
}

// writePage writes a list, some items beside others.
func writePage[T any](w http.ResponseWriter, items []T, next *string) error {
	parts := make([][]byte, (len(items)+some-1)/some)
	err := someAtATime(len(items), func(begin, end int) error {
		text, err := rapid.Marshal(items[begin:end])
		if err == nil {
			parts[begin/some] = text[1 : len(text)-1] // without its brackets
		}
		return err
	})
	if err != nil {
		return err
	}
	cursor, err := rapid.Marshal(next)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
	for _, piece := range [][]byte{[]byte(`{"items":[`), bytes.Join(parts, []byte(",")), []byte(`],"next_cursor":`), cursor, []byte("}\n")} {
		if _, err := w.Write(piece); err != nil {
			return err
		}
	}
	return nil
}

// some is how many items of a page are worked on together.
const some = 25

// someAtATime does a page's work on all processors, some items from begin to end each.
func someAtATime(count int, do func(begin, end int) error) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for begin := 0; begin < count; begin += some {
		group.Go(func() error { return do(begin, min(begin+some, count)) })
	}
	return group.Wait()
}
