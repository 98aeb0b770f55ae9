package workflows_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/blob"
	"backhaul/integrations/carriers"
	"backhaul/integrations/carriers/fakecarrier"
	"backhaul/integrations/carriers/httpcarrier"
	"backhaul/returns"
)

// withCarrier lets the shop work with a carrier that books over HTTP, by the name
// Courier.
func (s *shop) withCarrier() *fakecarrier.Server {
	s.t.Helper()
	server := &fakecarrier.Server{}
	listener := httptest.NewServer(server)
	s.t.Cleanup(listener.Close)
	client, err := httpcarrier.NewClient("Courier", listener.URL)
	require.NoError(s.t, err)
	s.steps.Carriers, err = carriers.NewSet(map[string]carriers.Carrier{"Courier": client})
	require.NoError(s.t, err)
	labels, err := blob.Open(s.t.Context(), "file://"+s.t.TempDir())
	require.NoError(s.t, err)
	s.t.Cleanup(func() { require.NoError(s.t, labels.Close()) })
	s.steps.Labels = labels
	return server
}

// confirmed is a journey that waits for its pickup, three hours after it began.
func confirmed(t *testing.T) (*journey, *fakecarrier.Server) {
	t.Helper()
	j := newJourney(t)
	server := j.withCarrier()
	j.update(1*hour, returns.ActionReview, approve())
	j.update(2*hour, returns.ActionConfirm, confirm())
	return j, server
}

func byCourier() returns.SchedulePickup {
	return returns.SchedulePickup{By: by("p1", returns.RoleLogistics), Carrier: "Courier"}
}

// parcels lists the parcels with their states.
func (s *shop) parcels() string {
	return s.value(`select coalesce(string_agg(carrier || ' ' || state, ', ' order by seq), '') from shipments`)
}

func TestPickup_CarrierIsDown_DelaysTheBookingAndNothingElse(t *testing.T) {
	t.Parallel()
	j, server := confirmed(t)
	server.GoDown(true)
	booked := j.update(3*hour, returns.ActionSchedulePickup, byCourier())
	j.after(4*hour, func() {
		require.False(t, booked.done)
		require.Contains(t, j.attention(j.id), "the carrier Courier does not answer")
	})
	received := j.update(5*hour, returns.ActionReceive, returns.Receive{
		By: by("", returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}},
	})
	j.after(6*hour, func() {
		received.took(t)
		server.GoDown(false)
	})
	j.after(7*hour, func() {
		booked.took(t)
		require.Equal(t, "Courier pickup_booked", j.parcels())
		require.Len(t, server.OnOrder("pickup:"+j.id+":p1"), 1)
		require.Equal(t, "image/png", j.value(`select label_type from shipments`))
		require.Empty(t, j.attention(j.id))
	})
	j.update(8*hour, returns.ActionReceive, returns.Receive{
		By: by("", returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 2, Quantity: 2}},
	})
	j.update(9*hour, returns.ActionInspect, inspect())
	j.update(10*hour, returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	j.ends(returns.Completed)
}

func TestPickup_CancelledWhileTheCarrierIsDown_NothingStaysBooked(t *testing.T) {
	t.Parallel()
	j, server := confirmed(t)
	server.LoseNextAnswer()
	booked := j.update(3*hour, returns.ActionSchedulePickup, byCourier())
	j.after(3*hour+time.Second/2, func() {
		require.Len(t, server.OnOrder("pickup:"+j.id+":p1"), 1, "it has booked, and nobody heard of it")
		server.GoDown(true)
	})
	cancelled := j.update(4*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.after(4*hour+time.Minute, func() {
		cancelled.took(t)
		booked.refused(t, returns.CodeTransition)
		server.GoDown(false)
	})
	j.ends(returns.Cancelled)
	require.Empty(t, server.OnOrder("pickup:"+j.id+":p1"))
	require.Empty(t, j.parcels())
}

func TestPickup_BookedByHandWhileTheCarrierIsDown_TheWaitingOneIsRefused(t *testing.T) {
	t.Parallel()
	j, server := confirmed(t)
	server.GoDown(true)
	waiting := j.update(3*hour, returns.ActionSchedulePickup, byCourier())
	byHand := j.update(4*hour, returns.ActionSchedulePickup, book())
	j.after(5*hour, func() {
		byHand.took(t)
		waiting.refused(t, returns.CodeConflict)
		server.GoDown(false)
	})
	j.update(6*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	require.Equal(t, "SF voided", j.parcels())
}

func TestSendBack_CarrierIsDown_IsBookedWhenItAnswers(t *testing.T) {
	t.Parallel()
	j := rejectedWithGoods(t)
	server := j.withCarrier()
	server.GoDown(true)
	booked := j.update(0, returns.ActionSendBack, returns.SendBack{By: by("s1", returns.RoleLogistics), Carrier: "Courier"})
	j.after(time.Hour, func() {
		require.Contains(t, j.attention(j.id), "the carrier Courier does not answer")
		server.GoDown(false)
	})
	j.after(2*time.Hour, func() {
		booked.took(t)
		require.Empty(t, j.attention(j.id))
	})
	j.signal(day, returns.ActionReportSendBack, scan(returns.Delivered))
	j.heldEnds()
	require.Equal(t, "Courier delivered", j.parcels())
}
