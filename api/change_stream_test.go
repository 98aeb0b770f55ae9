package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/api"
	"backhaul/db"
	"backhaul/returns"
)

// stream is one open GET /v1/events.
type stream struct {
	t      *testing.T
	lines  *bufio.Scanner
	cancel context.CancelFunc
}

type event struct{ id, name, data string }

func (b *bundle) stream(base string, role returns.Role, lastEventID string) *stream {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 30*time.Second)
	b.t.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/v1/events", http.NoBody)
	require.NoError(b.t, err)
	request.Header.Set("Authorization", "Bearer token-usr-"+string(role))
	if lastEventID != "" {
		request.Header.Set("Last-Event-ID", lastEventID)
	}
	response, err := http.DefaultClient.Do(request) //nolint:bodyclose // ends with the request's context
	require.NoError(b.t, err)
	require.Equal(b.t, http.StatusOK, response.StatusCode)
	require.Equal(b.t, "text/event-stream", response.Header.Get("Content-Type"))
	require.Equal(b.t, "no-store", response.Header.Get("Cache-Control"))
	return &stream{t: b.t, lines: bufio.NewScanner(response.Body), cancel: cancel}
}

// next returns the next event, leaving out comments.
func (s *stream) next() (e event) {
	s.t.Helper()
	for s.lines.Scan() {
		key, value, _ := strings.Cut(s.lines.Text(), ": ")
		switch key {
		case "id":
			e.id = value
		case "event":
			e.name = value
		case "data":
			e.data = value
		case "":
			if e.name != "" {
				return e
			}
		}
	}
	require.Fail(s.t, "the stream has ended", "%v", s.lines.Err())
	return e
}

func (e event) says() (said object) {
	_ = json.Unmarshal([]byte(e.data), &said)
	return said
}

func (b *bundle) serve() string {
	server := httptest.NewServer(b.handler)
	b.t.Cleanup(server.Close)
	return server.URL
}

func TestChanges_AreHeardByWhomMayReadThem(t *testing.T) {
	t.Parallel()
	b := setup(t)
	base := b.serve()
	b.order("A-1")
	reviewer, customer := b.stream(base, returns.RoleReviewer, ""), b.stream(base, returns.RoleCustomer, "")
	require.Equal(t, "ready", reviewer.next().name)
	require.Equal(t, "ready", customer.next().name)

	b.as(returns.RoleWarehouse).post("/v1/stock/adjustments", adjustment(3)).ok()
	id := b.open("A-1", 1, now)

	heard := reviewer.next()
	require.Equal(t, object{"topic": "stock", "sku": "MUG"}, heard.says())
	heard = reviewer.next()
	require.Equal(t, "change", heard.name)
	require.Equal(t, object{"topic": "return", "return_id": id, "order_number": "A-1"}, heard.says())
	require.Equal(t, id, customer.next().says()["return_id"], "stock is none of the customer's business")
}

func TestChanges_OfOtherCustomers_AreNotHeard(t *testing.T) {
	t.Parallel()
	b := setup(t)
	base := b.serve()
	other := orderBody()
	other["customer"] = object{"id": "99999", "name": "Somebody Else"}
	b.as(returns.RoleIntegration).put("/v1/orders/B-1", other).ok()
	b.order("A-1")
	customer := b.stream(base, returns.RoleCustomer, "")
	require.Equal(t, "ready", customer.next().name)

	b.open("B-1", 1, now)
	mine := b.open("A-1", 1, now)

	require.Equal(t, mine, customer.next().says()["return_id"])
}

func TestChanges_MissedMeanwhile_AreToldOnReturn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	base := b.serve()
	b.order("A-1")
	first := b.stream(base, returns.RoleReviewer, "")
	require.Equal(t, "ready", first.next().name)
	seen := b.open("A-1", 1, now)
	heard := first.next()
	require.Equal(t, seen, heard.says()["return_id"])
	first.cancel()
	missed := b.open("A-1", 1, now)

	again := b.stream(base, returns.RoleReviewer, heard.id)
	require.Equal(t, "ready", again.next().name)
	require.Equal(t, missed, again.next().says()["return_id"])
}

func TestChanges_AfterAnUnknownEvent_ReadEverythingAgain(t *testing.T) {
	t.Parallel()
	b := setup(t)
	again := b.stream(b.serve(), returns.RoleReviewer, "123456")
	require.Equal(t, "reset", again.next().name)
}

func TestChanges_OfThousandsAtOnce_AreOneChange(t *testing.T) {
	t.Parallel()
	b := setup(t)
	reviewer := b.stream(b.serve(), returns.RoleReviewer, "")
	require.Equal(t, "ready", reviewer.next().name)
	_, err := b.db.Exec(t.Context(), `insert into stock_movements (key, sku, location, bucket, quantity, reason, actor_id, at)
		select 'test:' || n, 'SKU-' || n, 'main', 'available', 1, 'counted', 'usr-admin', now() from generate_series(1, 2000) n`)
	require.NoError(t, err)
	require.Equal(t, object{"topic": "everything"}, reviewer.next().says())
}

func TestChanges_StreamsEndWithTheProcess(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx, stop := context.WithCancel(t.Context())
	handler, err := api.New(ctx, api.Config{DB: b.db, Temporal: away(t), DecisionTimeout: 5 * time.Second})
	require.NoError(t, err)
	b.handler = handler
	open := b.stream(b.serve(), returns.RoleReviewer, "")
	require.Equal(t, "ready", open.next().name)
	stop()
	for range 2 { // the empty line behind an event may still come
		if !open.lines.Scan() {
			return
		}
	}
	require.Fail(t, "nothing more comes, so that a server stops without waiting")
}

func TestChanges_AreForgottenAfterAWhile(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	b.open("A-1", 1, now)
	forgotten, err := db.Queries.ChangesForget(t.Context(), b.db, time.Now().Add(-time.Hour))
	require.NoError(t, err)
	require.Zero(t, forgotten)
	forgotten, err = db.Queries.ChangesForget(t.Context(), b.db, time.Now().Add(time.Hour))
	require.NoError(t, err)
	require.Positive(t, forgotten)
}
