package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/accounts"
	"backhaul/returns"
)

func (c caller) openPortal(order, contact string) answer {
	return c.post("/v1/portal/access", object{"order_number": order, "contact": contact})
}

func TestPortal_OrderNumberAndContact_LetTheCustomerIn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 1, now)
	access := b.stranger().openPortal("A-1", "ANA@example.org").ok()
	require.Equal(t, now.Add(accounts.LinkLife).Format(time.RFC3339), access["expires_at"])
	token := access["token"].(string)
	require.Equal(t, "http://127.0.0.1/portal#"+token, access["link"])

	ana := b.withToken(token)
	session := ana.get("/v1/session").ok()
	require.Equal(t, "link", session["by"])
	require.Equal(t, object{"id": "customer:13047", "name": "Customer 13047", "role": "customer", "customer_id": "13047"}, session["user"])
	require.Equal(t, id, items(ana.get("/v1/returns").ok())[0]["id"])
	ana.get("/v1/orders/A-1").ok()
	ana.get("/v1/stock").refused(http.StatusForbidden, "forbidden")
	require.NotContains(t, b.log.String(), token)
	require.NotContains(t, b.log.String(), "ana@example.org")
}

func TestPortal_OfAnotherCustomer_IsNotThere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	b.belongingsOf("999", "B-1")
	ana := b.withToken(b.stranger().openPortal("A-1", "ana@example.org").ok()["token"].(string))
	ana.get("/v1/orders/B-1").refused(http.StatusNotFound, "not_found")
	require.Empty(t, items(ana.get("/v1/returns").ok()))
	b.stranger().openPortal("B-1", "ana@example.org").refused(http.StatusNotFound, "not_found")
}

func TestPortal_Link_BecomesASessionOfTheCustomer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	at := now
	b.clock = func() time.Time { return at }
	token := b.stranger().openPortal("A-1", "ana@example.org").ok()["token"].(string)
	followed := b.stranger().post("/v1/portal/session", object{"token": token})
	require.Contains(t, followed.header.Get("Set-Cookie"), "HttpOnly")
	require.Equal(t, now.Add(2*time.Hour).Format(time.RFC3339), followed.ok()["expires_at"])
	at = at.Add(accounts.LinkLife)
	b.withToken(token).get("/v1/orders/A-1").refused(http.StatusUnauthorized, "unauthenticated")
	b.stranger().post("/v1/portal/session", object{"token": token}).refused(http.StatusUnauthorized, "unauthenticated")
	ana := b.stranger().signedIn(followed)
	ana.get("/v1/orders/A-1").ok()
	ana.with("Origin", "https://evil.example").post("/v1/returns", object{}).refused(http.StatusForbidden, "cross_origin")
	require.Equal(t, http.StatusNoContent, ana.send(http.MethodDelete, "/v1/session", nil).status)
	ana.get("/v1/orders/A-1").refused(http.StatusUnauthorized, "unauthenticated")
}

func TestPortal_LinkWithAnotherKey_IsRefusedAsAnyToken(t *testing.T) {
	t.Parallel()
	b := setup(t)
	forged, _, err := accounts.LinkKeys{{Name: "test", Secret: []byte(strings.Repeat("x", 32))}}.Sign("13047", now)
	require.NoError(t, err)
	refused := b.withToken(forged).get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
	require.Equal(t, "the token is unknown, has expired or was revoked", refused["detail"])
}

// ledger writes down the statements of one API.
type ledger struct{ statements []string }

func (l *ledger) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	l.statements = append(l.statements, data.SQL)
	return ctx
}

func (l *ledger) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// counting makes the API anew on connections that write down what is asked.
func (b *bundle) counting() *ledger {
	b.t.Helper()
	config := b.db.Config()
	written := &ledger{}
	config.ConnConfig.Tracer = written
	pool, err := pgxpool.NewWithConfig(b.t.Context(), config)
	require.NoError(b.t, err)
	b.t.Cleanup(pool.Close)
	b.handler = b.newAPI(pool)
	return written
}

// raw sends a request past the client that checks answers against the contract.
func (b *bundle) raw(method, target, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, target, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	b.handler.ServeHTTP(recorder, request)
	return recorder
}

func TestPortal_WrongAndUnknown_AreOneAnswerAfterTheSameWork(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	view := b.as(returns.RoleAdmin).get("/v1/returns/" + b.open("A-1", 1, now)).ok()
	written := b.counting()
	for name, calls := range map[string][3]string{
		"access":   {"/v1/portal/access", `{"order_number":"A-1","contact":"eve@example.org"}`, `{"order_number":"Z-9","contact":"eve@example.org"}`},
		"tracking": {"", "/v1/track/" + view["rma_number"].(string), "/v1/track/" + returns.RMANumber("ret_none", 0)},
	} {
		ask := func(which string) (string, []string) {
			written.statements = nil
			var answer *httptest.ResponseRecorder
			if name == "access" {
				answer = b.raw(http.MethodPost, calls[0], which)
			} else {
				answer = b.raw(http.MethodGet, which+"?contact=eve@example.org", "")
			}
			require.Equal(t, http.StatusNotFound, answer.Code, name)
			text := answer.Body.String()
			for _, varies := range []string{answer.Header().Get("X-Request-Id"), strings.TrimPrefix(which, "/v1/track/")} {
				text = strings.ReplaceAll(text, varies, "")
			}
			return text, written.statements
		}
		wrong, workForWrong := ask(calls[1])
		unknown, workForUnknown := ask(calls[2])
		require.Equal(t, wrong, unknown, name)
		require.NotEmpty(t, workForWrong)
		require.Equal(t, workForWrong, workForUnknown, "%s: the database is asked the same", name)
	}
}

func TestPortal_LinkByMail_RightWrongAndUnknown_AreOneAnswerAfterTheSameWork(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	written := b.counting()
	var answers []string
	var work [][]string
	for _, body := range []string{
		`{"order_number":"A-1","contact":"ana@example.org"}`, `{"order_number":"A-1","contact":"eve@example.org"}`, `{"order_number":"Z-9","contact":"ana@example.org"}`,
	} {
		written.statements = nil
		answer := b.raw(http.MethodPost, "/v1/portal/link", body)
		require.Equal(t, http.StatusAccepted, answer.Code)
		answers, work = append(answers, answer.Body.String()), append(work, written.statements)
	}
	require.Equal(t, []string{"", "", ""}, answers)
	require.NotEmpty(t, work[0])
	require.Equal(t, work[0], work[1])
	require.Equal(t, work[0], work[2])
}

func TestPortal_LinkByMail_AskedForTooOften_Waits(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	caller := b.stranger().from("198.51.100.7")
	for range 4 {
		require.Equal(t, http.StatusAccepted, caller.post("/v1/portal/link", object{"order_number": "A-1", "contact": "ana@example.org"}).status)
	}
	caller.post("/v1/portal/link", object{"order_number": "A-1", "contact": "ana@example.org"}).retryAfter()
}

func TestPortal_GuessingContacts_WaitsLongerEachTime(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	b.order("A-2")
	attacker := b.stranger().from("198.51.100.7")
	for range 4 {
		attacker.openPortal("A-1", "eve@example.org").refused(http.StatusNotFound, "not_found")
	}
	attacker.openPortal("A-1", "ana@example.org").retryAfter()
	attacker.openPortal("A-2", "ana@example.org").ok()
	b.stranger().from("203.0.113.9").openPortal("A-1", "ana@example.org").ok()
}

func TestTrack_SaysHowFarAReturnIs_AndNothingPersonal(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	rma := b.as(returns.RoleAdmin).get("/v1/returns/" + b.open("A-1", 2, now)).ok()["rma_number"].(string)
	typed := strings.ToLower(strings.ReplaceAll(rma, "-", " "))
	shown := b.stranger().with("Accept-Language", "zh-CN").get("/v1/track/" + strings.ReplaceAll(typed, " ", "%20") + "?contact=ana@example.org")
	tracked := shown.ok()
	require.Equal(t, rma, tracked["rma_number"])
	require.Equal(t, []any{object{"description": "Mug", "quantity": 2.0}}, tracked["lines"])
	require.NotEqual(t, tracked["status"], tracked["status_name"], "in the reader's language")
	for _, personal := range []string{"Ana", "Marsh", "example.org", "13047", "usr-", "United Kingdom"} {
		require.NotContains(t, string(shown.body), personal)
	}
	for _, path := range []string{rma + "?contact=eve@example.org", "RMA-AAAAA-AAAAA?contact=ana@example.org", "..%2f..?contact=ana@example.org"} {
		b.stranger().get("/v1/track/"+path).refused(http.StatusNotFound, "not_found")
	}
	b.stranger().get("/v1/track/"+rma).refused(http.StatusUnprocessableEntity, "invalid", "contact")
}
