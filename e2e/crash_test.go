package e2e

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
	"backhaul/returns"
	"backhaul/workflows"
)

func TestWorker_KilledInTheMiddleOfAReturn_AnotherGoesOn(t *testing.T) {
	t.Parallel()
	s := start(t)
	rma := s.open(s.order(), 2)

	s.worker.signal(syscall.SIGKILL)
	decided := make(chan answer, 1)
	go func() {
		decided <- s.as(returns.RoleReviewer).with("Idempotency-Key", "r").post("/returns/"+rma+"/review", object{"decision": "approve", "note": "fine"})
	}()
	refusal := <-decided // nobody carries it out: the API says so within its patience
	refusal.refused(http.StatusServiceUnavailable, "unavailable")
	require.NotEmpty(t, refusal.header.Get("Retry-After"))

	s.worker = s.spawn("worker")
	s.eventually("the repeated decision takes", func() bool {
		answer := s.as(returns.RoleReviewer).with("Idempotency-Key", "r").post("/returns/"+rma+"/review", object{"decision": "approve", "note": "fine"})
		return answer.status == http.StatusOK
	})
	require.Len(t, items(s.as(returns.RoleAuditor).get("/returns/"+rma+"/events").ok()), 2, "decided once")

	// Killed again and again while the rest of the story runs.
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.patiently(rma, 2)
	}()
	for range 3 {
		s.worker.signal(syscall.SIGKILL)
		s.worker = s.spawn("worker")
	}
	<-done
	require.Equal(t, "refund_pending", s.statusOf(rma))
	require.EqualValues(t, 2000, s.pay(rma, "BACS 2"))
	require.Equal(t, 2, s.stock("MUG", "available"))
	s.verified()
}

// patiently is inspected, repeating with the same key whatever is unavailable,
// as a careful client does.
func (s *service) patiently(rma string, quantity int) {
	path := "/returns/" + rma
	counted := []object{{"line_no": 1, "quantity": quantity}}
	disposed := []object{{"line_no": 1, "quantity": quantity, "condition": "unopened", "disposition": "restock"}}
	for _, step := range []struct {
		role returns.Role
		path string
		body object
	}{
		{returns.RoleSupport, "/confirm", object{}},
		{returns.RoleLogistics, "/pickup", object{"carrier": "manual"}},
		{returns.RoleWarehouse, "/receive", object{"lines": counted}},
		{returns.RoleWarehouse, "/inspect", object{"lines": disposed}},
	} {
		s.eventually(step.path, func() bool {
			return s.as(step.role).with("Idempotency-Key", rma+step.path).post(path+step.path, step.body).status == http.StatusOK
		})
	}
}

func TestReview_SentAsATemporalSignal_DoesWhatTheAPICallDoes(t *testing.T) {
	t.Parallel()
	s := start(t)
	temporal := s.temporalClient()
	opened := s.as(returns.RoleSupport).post("/returns", request(s.order(), 2)).ok()
	rma, id := text(opened, "rma_number"), text(opened, "id")

	require.NoError(t, temporal.SignalWorkflow(t.Context(), workflows.WorkflowID(id), "", "review",
		map[string]any{"decision": "approve", "note": "by phone"}))
	s.eventually("approved", func() bool { return s.statusOf(rma) == "approved" })

	// The same again is refused; its sender gets no answer, so the trail has it.
	require.NoError(t, temporal.SignalWorkflow(t.Context(), workflows.WorkflowID(id), "", "review",
		map[string]any{"decision": "reject", "note": "too late"}))
	s.eventually("the refusal is in the audit trail", func() bool {
		events := items(s.as(returns.RoleAuditor).get("/returns/" + rma + "/events").ok())
		return len(events) == 3 && text(events[2], "refused") != ""
	})
	require.Equal(t, "approved", s.statusOf(rma))
	s.inspected(rma, 2)
	require.EqualValues(t, 2000, s.pay(rma, "BACS 3"))
	s.verified()
}

// gate is a TCP proxy that can be shut, so that what is behind it is away.
type gate struct {
	address string
	mu      sync.Mutex
	open    bool
	conns   []net.Conn
}

func newGate(t *testing.T, target string) *gate {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	g := &gate{address: listener.Addr().String(), open: true}
	t.Cleanup(func() { _ = listener.Close(); g.set(false) })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go g.join(conn, target)
		}
	}()
	return g
}

func (g *gate) join(conn net.Conn, target string) {
	behind, err := new(net.Dialer).DialContext(context.Background(), "tcp", target)
	g.mu.Lock()
	if err != nil || !g.open {
		g.mu.Unlock()
		_ = conn.Close()
		if behind != nil {
			_ = behind.Close()
		}
		return
	}
	g.conns = append(g.conns, conn, behind)
	g.mu.Unlock()
	go func() { _, _ = io.Copy(behind, conn); _ = behind.Close() }()
	_, _ = io.Copy(conn, behind)
	_ = conn.Close()
}

// set opens the gate, or shuts it and cuts what goes through.
func (g *gate) set(open bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open = open
	if !open {
		for _, conn := range g.conns {
			_ = conn.Close()
		}
		g.conns = nil
	}
}

func TestTemporalAway_DecisionsAnswer503AndReadsGoOn(t *testing.T) {
	t.Parallel()
	temporal := newGate(t, temporalAddress(t))
	s := startOver(t, dbtest.URL(t), temporal.address)
	order := s.order()
	rma := s.open(order, 1)

	temporal.set(false)
	away := s.as(returns.RoleReviewer).with("Idempotency-Key", "k").post("/returns/"+rma+"/review", object{"decision": "approve", "note": "fine"})
	away.refused(http.StatusServiceUnavailable, "unavailable")
	require.NotEmpty(t, away.header.Get("Retry-After"))
	s.as(returns.RoleSupport).with("Idempotency-Key", "o").post("/returns", request(order, 1)).refused(http.StatusServiceUnavailable, "unavailable")
	require.Equal(t, http.StatusServiceUnavailable, s.status("/readyz"))
	require.Equal(t, http.StatusOK, s.status("/healthz"))
	require.Equal(t, "requested", s.statusOf(rma), "reads need no Temporal, and nothing is half done")

	temporal.set(true)
	s.eventually("the same requests succeed", func() bool {
		review := s.as(returns.RoleReviewer).with("Idempotency-Key", "k").post("/returns/"+rma+"/review", object{"decision": "approve", "note": "fine"})
		second := s.as(returns.RoleSupport).with("Idempotency-Key", "o").post("/returns", request(order, 1))
		return review.status == http.StatusOK && second.status == http.StatusCreated
	})
	require.Equal(t, "approved", s.statusOf(rma))
	s.verified()
}

func TestPostgresAway_EverythingAnswers503AndNothingIsLost(t *testing.T) {
	t.Parallel()
	real, err := url.Parse(dbtest.URL(t))
	require.NoError(t, err)
	postgres := newGate(t, real.Host)
	proxied := *real
	proxied.Host = postgres.address
	s := startOver(t, proxied.String(), temporalAddress(t))
	order := s.order()
	rma := s.open(order, 1)

	postgres.set(false)
	away := s.as(returns.RoleReviewer).with("Idempotency-Key", "k").post("/returns/"+rma+"/review", object{"decision": "approve", "note": "fine"})
	away.refused(http.StatusServiceUnavailable, "unavailable")
	require.NotEmpty(t, away.header.Get("Retry-After"))
	s.as(returns.RoleSupport).get("/returns/"+rma).refused(http.StatusServiceUnavailable, "unavailable")
	require.Equal(t, http.StatusServiceUnavailable, s.status("/readyz"))
	require.Equal(t, http.StatusOK, s.status("/healthz"))

	postgres.set(true)
	s.eventually("the same request succeeds", func() bool {
		return s.as(returns.RoleReviewer).with("Idempotency-Key", "k").post("/returns/"+rma+"/review", object{"decision": "approve", "note": "fine"}).status == http.StatusOK
	})
	require.Equal(t, "approved", s.statusOf(rma))
	s.verified()
}
