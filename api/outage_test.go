package api_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"backhaul/api"
	"backhaul/api/apitest"
	"backhaul/db"
	"backhaul/returns"
)

func TestTemporalAway_Decisions_Are503AndLeaveNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 1, now)
	before := b.as(returns.RoleAdmin).get("/v1/returns/" + id).body
	for path, body := range map[string]any{
		"/v1/returns":                    object{"order_number": "A-1", "method": "pickup", "lines": []object{{"line_no": 1, "quantity": 1, "reason": "late", "condition": "opened"}}},
		"/v1/returns/" + id + "/review":  object{"decision": "approve"},
		"/v1/returns/" + id + "/cancel":  nil,
		"/v1/returns/" + id + "/confirm": nil,
	} {
		for range 2 { // the key is free again at once
			answer := b.as(returns.RoleAdmin).with("Idempotency-Key", path).post(path, body)
			answer.refused(http.StatusServiceUnavailable, "unavailable")
			require.Equal(t, "5", answer.header.Get("Retry-After"))
		}
	}
	answer := b.as(returns.RoleAdmin).get("/v1/returns/" + id + "/live")
	answer.refused(http.StatusServiceUnavailable, "unavailable")
	require.Equal(t, string(before), string(b.as(returns.RoleAdmin).get("/v1/returns/"+id).body), "reads go on")
	require.Len(t, items(b.as(returns.RoleAdmin).get("/v1/returns").ok()), 1)
}

func TestPostgresAway_EveryOperation_Is503(t *testing.T) {
	t.Parallel()
	b := setup(t)
	pool, err := db.Open(t.Context(), "postgres://nobody@127.0.0.1:1/nothing?sslmode=disable")
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	b.handler = b.newAPI(pool)
	b.http = &http.Client{Transport: apitest.Validating(t, b.handler)}
	b.operations(func(method, path string, op *openapi3.Operation) {
		path = strings.NewReplacer("{id}", "x", "{order_number}", "x").Replace(path)
		answer := b.as(returns.RoleAdmin).send(method, path, nil)
		answer.refused(http.StatusServiceUnavailable, "unavailable")
		require.Equal(t, "5", answer.header.Get("Retry-After"), op.OperationID)
		require.NotContains(t, string(answer.body), "127.0.0.1", "addresses are not the caller's business")
	})
}

func TestPool_WhenEveryConnectionIsTaken_ShedsLoad(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range b.db.Config().MaxConns {
		conn, err := b.db.Acquire(t.Context())
		require.NoError(t, err)
		defer conn.Release()
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	request := httptest.NewRequestWithContext(ctx, http.MethodGet, "/v1/me", http.NoBody)
	request.Header.Set("Authorization", "Bearer token-usr-admin")
	recorder := httptest.NewRecorder()
	b.handler.ServeHTTP(recorder, request)
	require.Equal(t, http.StatusServiceUnavailable, recorder.Code)
}

func TestReadiness_NamesWhatIsAway(t *testing.T) {
	t.Parallel()
	b := setup(t)
	answer := b.withToken("").get("/readyz")
	require.Equal(t, http.StatusServiceUnavailable, answer.status)
	require.Equal(t, "5", answer.header.Get("Retry-After"))
	require.Equal(t, object{"status": "not_ready", "checks": object{
		"postgres": "ok", "temporal": "temporal does not answer; the log says why", "worker": "worker does not answer; the log says why",
	}}, answer.object())
	require.Equal(t, object{"status": "ok"}, b.withToken("").get("/healthz").ok())
}

func TestPanic_InAnEndpoint_IsABland500(t *testing.T) {
	t.Parallel()
	b := setup(t)
	handler, err := api.New(t.Context(), api.Config{DB: b.db, Logger: b.logger()}) // no photos: uploading panics
	require.NoError(t, err)
	b.http = &http.Client{Transport: apitest.Validating(t, handler)}
	for range 2 {
		answer := b.upload(b.as(returns.RoleAdmin).with("Idempotency-Key", "k"))
		answer.refused(http.StatusInternalServerError, "internal")
		require.NotContains(t, string(answer.body), "nil pointer")
		require.Contains(t, b.log.String(), answer.header.Get("X-Request-Id"))
	}
	require.Contains(t, b.log.String(), "nil pointer")
}

func TestSlowBody_IsCutOff(t *testing.T) {
	t.Parallel()
	server := api.NewServer(http.NotFoundHandler())
	require.Equal(t, 5*time.Second, server.ReadHeaderTimeout)
	require.Zero(t, server.WriteTimeout, "some answers are streams")

	b := setup(t)
	live := httptest.NewServer(b.handler)
	defer live.Close()
	conn, err := net.Dial("tcp", live.Listener.Addr().String())
	require.NoError(t, err)
	defer conn.Close()
	_, err = conn.Write([]byte("POST /v1/stock/adjustments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token-usr-admin\r\n" +
		"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"sku\":"))
	require.NoError(t, err)
	require.NoError(t, conn.(*net.TCPConn).CloseWrite()) // the rest never comes
	require.NoError(t, conn.SetReadDeadline(time.Now().Add(10*time.Second)))
	text := make([]byte, 4096)
	n, err := conn.Read(text)
	require.NoError(t, err)
	require.Contains(t, string(text[:n]), "400 Bad Request")
	require.Contains(t, string(text[:n]), "malformed_json")
}
