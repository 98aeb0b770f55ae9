package api_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/api"
	"backhaul/api/apitest"
	"backhaul/returns"
	"backhaul/webhooks"
)

// SignalWorkflow notes what a return is told of its parcel.
func (e *ear) SignalWorkflow(_ context.Context, id, _, signal string, arg any) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.away > 0 {
		e.away--
		return errAwayNow
	}
	event := arg.(returns.CarrierEvent)
	e.told = append(e.told, strings.Join([]string{id, signal, event.ID, string(event.Event), event.TrackingNumber}, " "))
	return nil
}

// setupParcel has a return whose parcel P-1 is booked at the carrier Express.
func setupParcel(t *testing.T) (*bundle, *ear, string) {
	t.Helper()
	b, e := setup(t), &ear{}
	b.order("A-1")
	id := b.open("A-1", 1, now)
	steps := b.steps(now)
	b.review(id, returns.Review{Decision: returns.DecisionApprove})
	_, err := steps.Confirm(t.Context(), activities.Input[returns.Confirm]{ReturnID: id, Decision: returns.Confirm{By: by(returns.RoleSupport)}})
	require.NoError(t, err)
	_, err = steps.SchedulePickup(t.Context(), activities.Input[returns.SchedulePickup]{ReturnID: id, Decision: returns.SchedulePickup{
		By: by(returns.RoleLogistics), Carrier: "Express", TrackingNumber: "P-1",
	}})
	require.NoError(t, err)
	handler, err := api.New(t.Context(), api.Config{
		DB: b.db, Temporal: e, Logger: b.logger(), Now: func() time.Time { return now },
		CarrierSecrets: map[string]webhooks.Secret{"express": secret},
	})
	require.NoError(t, err)
	b.http = &http.Client{Transport: apitest.Validating(t, handler)}
	return b, e, id
}

// scan sends a signed event about a parcel.
func (b *bundle) scan(carrier, event, trackingNumber string, change func(*http.Request)) answer {
	b.t.Helper()
	body := []byte(`{"type":"parcel.scanned","data":{"tracking_number":"` + trackingNumber + `","event":"handed_over","occurred_at":"2026-03-02T08:00:00Z"}}`)
	header, err := secret.Sign(event, now, body)
	require.NoError(b.t, err)
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, "http://backhaul.test/v1/webhooks/carriers/"+carrier, bytes.NewReader(body))
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

func TestCarrierEvent_Signed_IsStoredAndItsReturnIsToldOnce(t *testing.T) {
	t.Parallel()
	b, e, id := setupParcel(t)
	for range 3 { // a repeat is 200 and changes nothing
		require.Equal(t, object{"event_id": "scan_1", "outcome": "sent", "return_id": id}, b.scan("express", "scan_1", "P-1", nil).ok())
	}
	require.Equal(t, []string{"return/" + id + " carrier_event carrier:express:scan_1 handed_over P-1"}, e.told)
}

func TestCarrierEvent_OfAParcelThatNobodyKnows_IsKeptAndAnswered(t *testing.T) {
	t.Parallel()
	b, e, _ := setupParcel(t)
	require.Equal(t, "unmatched", b.scan("express", "scan_1", "P-9", nil).ok()["outcome"])
	require.Empty(t, e.told)
	var stored int
	require.NoError(t, b.db.QueryRow(t.Context(), "select count(*) from carrier_events where outcome = 'unmatched'").Scan(&stored))
	require.Equal(t, 1, stored)
}

func TestCarrierEvent_TemporalIsAway_IsStoredAndToldWithTheRepeat(t *testing.T) {
	t.Parallel()
	b, e, _ := setupParcel(t)
	e.away = 1
	b.scan("express", "scan_1", "P-1", nil).refused(503, "unavailable")
	b.scan("express", "scan_1", "P-1", nil).ok()
	require.Len(t, e.told, 1)
}

func TestCarrierEvent_NotSignedByTheCarrier_IsRefusedAndNotStored(t *testing.T) {
	t.Parallel()
	b, e, _ := setupParcel(t)
	b.scan("express", "scan_1", "P-1", func(r *http.Request) { r.Header.Del(webhooks.HeaderSignature) }).refused(401, "unauthenticated")
	b.scan("express", "scan_1", "P-1", func(r *http.Request) { r.Header.Set(webhooks.HeaderID, "scan_2") }).refused(401, "unauthenticated")
	b.scan("somebody", "scan_1", "P-1", nil).refused(404, "not_found")
	var stored int
	require.NoError(t, b.db.QueryRow(t.Context(), "select count(*) from carrier_events").Scan(&stored))
	require.Zero(t, stored)
	require.Empty(t, e.told)
}
