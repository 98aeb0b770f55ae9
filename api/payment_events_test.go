package api_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"backhaul/activities"
	"backhaul/api"
	"backhaul/api/apitest"
	"backhaul/returns"
	"backhaul/webhooks"
	"backhaul/workflows"
)

// ear is a Temporal that notes what it is told, or is away that many times.
type ear struct {
	client.Client
	mu   sync.Mutex
	away int
	told []string
}

func (e *ear) SignalWithStartWorkflow(_ context.Context, id, signal string, arg any, _ client.StartWorkflowOptions, _ any, args ...any) (client.WorkflowRun, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.away > 0 {
		e.away--
		return nil, errAwayNow
	}
	event, resume := arg.(workflows.PaymentEvent), args[0].(workflows.Input).Resume
	e.told = append(e.told, id+" "+signal+" "+event.TaskID+" "+string(resume.Status))
	return nil, nil //nolint:nilnil // nobody looks at the run
}

var errAwayNow = serviceerror.NewUnavailable("away")

var secret = func() webhooks.Secret {
	made, err := webhooks.NewSecret("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
	if err != nil {
		panic(err)
	}
	return made
}()

// setupPayments has a return whose refund waits for the provider psp.
func setupPayments(t *testing.T) (*bundle, *ear, string) {
	t.Helper()
	b, e := setup(t), &ear{}
	b.order("A-1")
	_, err := b.db.Exec(t.Context(), `update payments set provider = 'psp', reference = 'pay_1'`)
	require.NoError(t, err)
	id := b.open("A-1", 1, now)
	steps := b.steps(now)
	b.review(id, returns.Review{Decision: returns.DecisionApprove})
	_, err = steps.Confirm(t.Context(), activities.Input[returns.Confirm]{ReturnID: id, Decision: returns.Confirm{By: by(returns.RoleSupport)}})
	require.NoError(t, err)
	_, err = steps.Receive(t.Context(), activities.Input[returns.Receive]{ReturnID: id, Decision: returns.Receive{
		By: by(returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}},
	}})
	require.NoError(t, err)
	_, err = steps.Inspect(t.Context(), activities.Input[returns.Inspect]{ReturnID: id, Decision: returns.Inspect{
		By: by(returns.RoleWarehouse), Lines: []returns.InspectedLine{{LineNo: 1, Quantity: 1, Disposition: returns.Restock}},
	}})
	require.NoError(t, err)
	_, err = steps.RequestRefund(t.Context(), activities.Input[returns.By]{ReturnID: id, Decision: by(returns.RoleSystem)})
	require.NoError(t, err)
	handler, err := api.New(t.Context(), api.Config{
		DB: b.db, Temporal: e, Logger: b.logger(), Now: func() time.Time { return now },
		PaymentSecrets: map[string]webhooks.Secret{"psp": secret},
	})
	require.NoError(t, err)
	b.http = &http.Client{Transport: apitest.Validating(t, handler)}
	return b, e, id
}

// hook sends a signed event about a key.
func (b *bundle) hook(provider, event, key string, change func(*http.Request)) answer {
	b.t.Helper()
	body := []byte("{ \"type\": \"refund.updated\", \"data\": {\"key\": \"" + key + "\"} }\n")
	header, err := secret.Sign(event, now, body)
	require.NoError(b.t, err)
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, "http://backhaul.test/v1/webhooks/payments/"+provider, bytes.NewReader(body))
	require.NoError(b.t, err)
	request.Header = header
	request.Header.Set("Content-Type", "application/json")
	if change != nil {
		change(request)
	}
	response, err := b.http.Do(request)
	require.NoError(b.t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(b.t, err)
	return answer{t: b.t, status: response.StatusCode, header: response.Header, body: text}
}

func TestPaymentEvent_Signed_IsStoredAndTheReturnIsTold(t *testing.T) {
	t.Parallel()
	b, e, id := setupPayments(t)
	task := returns.RefundTaskID(id, 1)
	for range 3 { // a repeat is 200 and changes nothing
		receipt := b.hook("psp", "evt_1", "refund:"+id+":1", nil).ok()
		require.Equal(t, object{"event_id": "evt_1", "task_id": task}, receipt)
	}
	require.Equal(t, []string{"return/" + id + " payment_event " + task + " refund_pending"}, e.told)
	b.hook("psp", "evt_2", "refund:"+id+":1", nil).ok()
	require.Len(t, e.told, 2, "another event is another look")
}

func TestPaymentEvent_TemporalIsAway_IsStoredAndToldWithTheRepeat(t *testing.T) {
	t.Parallel()
	b, e, id := setupPayments(t)
	e.away = 1
	b.hook("psp", "evt_1", "refund:"+id+":1", nil).refused(503, "unavailable")
	var stored int
	require.NoError(t, b.db.QueryRow(t.Context(), "select count(*) from payment_events where handled_at is null").Scan(&stored))
	require.Equal(t, 1, stored)
	b.hook("psp", "evt_1", "refund:"+id+":1", nil).ok()
	require.Len(t, e.told, 1)
}

func TestPaymentEvent_NotSignedByTheProvider_IsRefusedAndNotStored(t *testing.T) {
	t.Parallel()
	b, e, id := setupPayments(t)
	for name, change := range map[string]func(*http.Request){
		"no signature":  func(r *http.Request) { r.Header.Del(webhooks.HeaderSignature) },
		"another id":    func(r *http.Request) { r.Header.Set(webhooks.HeaderID, "evt_9") },
		"another body":  func(r *http.Request) { *r = *forged(r) },
		"an old moment": func(r *http.Request) { r.Header = old(t, r) },
	} {
		problem := b.hook("psp", "evt_1", "refund:"+id+":1", change).refused(401, "unauthenticated")
		require.NotEmpty(t, problem["detail"], name)
	}
	b.hook("paypal", "evt_1", "refund:"+id+":1", nil).refused(404, "not_found")
	require.Empty(t, e.told)
	var stored int
	require.NoError(t, b.db.QueryRow(t.Context(), "select count(*) from payment_events").Scan(&stored))
	require.Zero(t, stored)
}

func TestPaymentEvent_AboutNoneOfOurs_IsKeptAndTellsNobody(t *testing.T) {
	t.Parallel()
	b, e, id := setupPayments(t)
	for i, key := range []string{"refund:" + id + ":2", "refund:" + id, "order 7", "refund:" + id + ":x"} {
		receipt := b.hook("psp", "evt_"+string(rune('a'+i)), key, nil).ok()
		require.Nil(t, receipt["task_id"], key)
	}
	require.Empty(t, e.told)
}

const otherBody = `{"type":"refund.updated","data":{"key":"refund:other:1"}}`

func forged(r *http.Request) *http.Request {
	other := r.Clone(r.Context())
	body := bytes.NewReader([]byte(otherBody))
	other.Body, other.ContentLength = http.NoBody, int64(body.Len())
	other.Body = readCloser{body}
	return other
}

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }

// old is the header of an event that was signed six minutes ago.
func old(t *testing.T, r *http.Request) http.Header {
	t.Helper()
	body, err := r.GetBody()
	require.NoError(t, err)
	var text bytes.Buffer
	_, err = text.ReadFrom(body)
	require.NoError(t, err)
	header, err := secret.Sign("evt_1", now.Add(-6*time.Minute), text.Bytes())
	require.NoError(t, err)
	header.Set("Content-Type", "application/json")
	return header
}
