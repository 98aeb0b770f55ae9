package returns_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// hold follows what stands in send_back in the name of the story's return.
func (s *story) hold(m returns.Movement) {
	if m.Bucket != returns.BucketSendBack {
		return
	}
	if s.held[s.r().ID] == nil {
		s.held[s.r().ID] = map[string]int{}
	}
	if s.held[s.r().ID][m.SKU] += m.Quantity; s.held[s.r().ID][m.SKU] == 0 {
		delete(s.held[s.r().ID], m.SKU)
	}
}

// checkHeld: what the return says is held, is what the ledger has in send_back,
// somebody is to act on it, and parcels hold no more than there is.
func (s *shop) checkHeld(r *returns.Return) {
	held := map[string]int{}
	if r.Held != nil {
		for _, units := range r.Held.Units {
			require.Positive(s.t, units.Quantity, units.SKU)
			held[units.SKU] = units.Quantity
		}
		require.NotEmpty(s.t, r.Held.Wait.For)
		require.NotEmpty(s.t, r.Held.Due)
		require.NotNil(s.t, r.Held.Wait.Deadline, "held goods never lie there unasked")
		for _, units := range r.LooseUnits() {
			require.Positive(s.t, units.Quantity, "parcels hold no more %s than there is", units.SKU)
		}
	}
	want := s.held[r.ID]
	if want == nil {
		want = map[string]int{}
	}
	require.Equal(s.t, want, held, "what is held is what stands in send_back")
}

func (s *story) sendsBack(trackingNumber string) *returns.Change {
	return s.did(s.r().SendBack(returns.SendBack{By: as(returns.RoleLogistics)}, returns.Shipment{TrackingNumber: trackingNumber}, s.now))
}

func (s *story) sentBack(event returns.LogisticsState, trackingNumber string) *returns.Change {
	d := returns.CarrierEvent{By: as(returns.RoleLogistics), Event: event, TrackingNumber: trackingNumber}
	return s.did(s.r().ReportSendBack(d, s.now))
}

func (s *story) decideSendBack(decision string) *returns.Change {
	return s.did(s.r().DecideSendBack(returns.DecideSendBack{By: as(returns.RoleReviewer), Decision: decision, Note: "as agreed"}, s.now))
}

func (s *story) passHeldDeadline() *returns.Change {
	s.now = *s.r().Held.Wait.Deadline
	return s.did(s.r().PassHeldDeadline(returns.By{ID: "timer", Actor: returns.System()}, s.now, s.now))
}

// withOneToSendBack is a return of which one mug was restocked and one refused.
func withOneToSendBack(t *testing.T, options ...func(*returns.Opening)) *story {
	t.Helper()
	s := opens(t, options...).until(returns.Received)
	s.inspect(returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Restock},
		returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.ReturnToCustomer})
	return s
}

func requireHeld(t *testing.T, s *story, due returns.Action, waitsFor returns.Role) {
	t.Helper()
	require.NotNil(t, s.r().Held)
	require.Equal(t, due, s.r().Held.Due)
	require.Equal(t, waitsFor, s.r().Held.Wait.For)
}

func TestSendBack_UnitsNotAccepted_WaitForLogistics_AndLeaveTheBooksWhenDelivered(t *testing.T) {
	t.Parallel()
	restockModes(t, func(t *testing.T, mode func(*returns.Opening)) {
		s := withOneToSendBack(t, mode)
		requireHeld(t, s, returns.ActionSendBack, returns.RoleLogistics)
		require.Equal(t, returns.Inspected, s.r().Status(), "the refund goes on beside it")
		s.sendsBack("OUT-1")
		require.Equal(t, []string{"customer:send_back_booked"}, s.told())
		require.Equal(t, []returns.HeldUnits{{SKU: "MUG", Quantity: 1}}, s.r().SendBacks[0].Contents)
		requireHeld(t, s, returns.ActionReportSendBack, returns.RoleLogistics)
		s.sentBack(returns.HandedOver, "OUT-1")
		s.approve()
		s.until(returns.Completed)
		require.NotNil(t, s.r().Held, "the parcel outlives the return")
		s.sentBack(returns.Delivered, "OUT-1")
		require.Equal(t, []returns.Movement{{SKU: "MUG", Bucket: returns.BucketSendBack, Quantity: -1}}, s.last.Movements)
		require.Equal(t, []string{"customer:send_back_delivered"}, s.told())
		require.Nil(t, s.r().Held)
	})
}

func TestSendBack_ParcelDoesNotTouchTheWayIn(t *testing.T) {
	t.Parallel()
	s := withOneToSendBack(t)
	before := s.r().Tracks.Logistics
	s.sendsBack("OUT-1")
	s.sentBack(returns.Lost, "OUT-1")
	require.Equal(t, before, s.r().Tracks.Logistics)
	require.Equal(t, 2, s.r().SendBacks[0].Seq, "parcels of a return are numbered whichever way they go")
}

func TestSendBack_WhatComesAfterTheBooking_GoesIntoAnotherParcel(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Received)
	s.inspect(returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.ReturnToCustomer})
	s.sendsBack("OUT-1")
	s.inspect(returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.ReturnToCustomer})
	requireHeld(t, s, returns.ActionSendBack, returns.RoleLogistics)
	s.sendsBack("OUT-2")
	s.sentBack(returns.Delivered, "OUT-1")
	require.Equal(t, []returns.HeldUnits{{SKU: "MUG", Quantity: 1}}, s.r().Held.Units)
	s.sentBack(returns.Delivered, "OUT-2")
	require.Nil(t, s.r().Held)
}

func TestSendBack_NothingToSend_IsRefused(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Inspected)
	text := s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
		return r.SendBack(returns.SendBack{By: as(returns.RoleLogistics)}, returns.Shipment{}, noon)
	})
	require.Contains(t, text, "nothing of this return waits")
	s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
		return r.DecideSendBack(returns.DecideSendBack{By: as(returns.RoleReviewer), Decision: returns.SendBackDispose, Note: "x"}, noon)
	})
	s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
		return r.ReportSendBack(returns.CarrierEvent{By: as(returns.RoleLogistics), Event: returns.Delivered}, noon)
	})
	s.refuses(returns.CodeForbidden, func(r *returns.Return) (*returns.Change, error) {
		return r.SendBack(returns.SendBack{By: as(returns.RoleCustomer)}, returns.Shipment{}, noon)
	})
}

func TestSendBack_ReportWithoutANumber_IsOfTheParcelThatIsStillOnItsWay(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Received)
	s.inspect(returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.ReturnToCustomer})
	s.sendsBack("")
	s.inspect(returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.ReturnToCustomer})
	s.sendsBack("OUT-2")
	arrives := func(id string) *returns.Change {
		return s.did(s.r().ReportSendBack(returns.CarrierEvent{By: as(returns.RoleIntegration), Event: returns.Delivered, EventID: id}, s.now))
	}
	require.Len(t, arrives("second").Movements, 1)
	require.True(t, s.r().SendBacks[1].Settled, "the latest of those on their way")
	require.Empty(t, arrives("second").Movements, "a repeat stays with its parcel")
	require.Len(t, arrives("first").Movements, 1, "or nobody could ever report the first one")
	require.Nil(t, s.r().Held)
}

func TestSendBack_SecondDelivery_MovesNothing(t *testing.T) {
	t.Parallel()
	s := withOneToSendBack(t)
	s.sendsBack("OUT-1")
	at := s.now
	report := func(id string) *returns.Change {
		return s.did(s.r().ReportSendBack(returns.CarrierEvent{
			By: as(returns.RoleIntegration), Event: returns.Delivered, EventID: id, TrackingNumber: "OUT-1", OccurredAt: &at,
		}, s.now))
	}
	require.Len(t, report("e1").Movements, 1)
	require.Empty(t, report("e1").Movements)
	require.Empty(t, report("e2").Movements)
}

func TestSendBack_NobodyBooks_LogisticsAreRemindedAndAPersonIsAskedAfterThirtyDays(t *testing.T) {
	t.Parallel()
	s := withOneToSendBack(t)
	began := s.now
	s.passHeldDeadline()
	require.Equal(t, began.Add(24*time.Hour), s.now)
	require.Equal(t, []string{"logistics:staff_task"}, s.told())
	for s.r().Held.Due == returns.ActionSendBack {
		s.passHeldDeadline()
	}
	require.Equal(t, began.AddDate(0, 0, 30), s.now)
	require.Equal(t, returns.ActionAskSendBack, s.last.Action)
	require.Equal(t, []string{"reviewer:staff_task"}, s.told())
	requireHeld(t, s, returns.ActionDecideSendBack, returns.RoleReviewer)
	s.passHeldDeadline()
	require.Equal(t, returns.ActionRemindHeld, s.last.Action, "whoever is asked is reminded too")
}

func TestSendBack_PolicyNamesTheTerm_ItCounts(t *testing.T) {
	t.Parallel()
	s := withOneToSendBack(t, terms(func(p *returns.Terms) { p.SendBackDays = 3 }))
	s.sendsBack("OUT-1")
	began := s.now
	s.passHeldDeadline()
	require.Equal(t, returns.ActionAskSendBack, s.last.Action)
	require.Equal(t, 3*24*time.Hour, s.now.Sub(began))
}

func TestSendBack_ALateTimer_ChangesNothing(t *testing.T) {
	t.Parallel()
	s := withOneToSendBack(t)
	stale := *s.r().Held.Wait.Deadline
	s.sendsBack("OUT-1")
	change, err := s.r().PassHeldDeadline(returns.By{Actor: returns.System()}, stale, stale)
	require.NoError(t, err)
	require.Nil(t, change)
}

func TestDecideSendBack_EachDecision_PutsTheGoodsWhereItSays(t *testing.T) {
	t.Parallel()
	for decision, want := range map[string]struct {
		event     returns.LogisticsState
		movements []returns.Movement
	}{
		returns.SendBackDispose: {returns.Refused, []returns.Movement{
			{SKU: "MUG", Bucket: returns.BucketSendBack, Quantity: -1}, {SKU: "MUG", Bucket: returns.BucketScrap, Quantity: 1},
		}},
		returns.SendBackRestock: {returns.Refused, []returns.Movement{
			{SKU: "MUG", Bucket: returns.BucketSendBack, Quantity: -1}, {SKU: "MUG", Bucket: returns.BucketAvailable, Quantity: 1},
		}},
		returns.SendBackWriteOff: {returns.Lost, []returns.Movement{{SKU: "MUG", Bucket: returns.BucketSendBack, Quantity: -1}}},
	} {
		s := withOneToSendBack(t)
		s.sendsBack("OUT-1")
		s.sentBack(returns.HandedOver, "OUT-1")
		s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
			return r.DecideSendBack(returns.DecideSendBack{By: as(returns.RoleReviewer), Decision: decision, Note: "x"}, noon)
		})
		s.sentBack(want.event, "OUT-1")
		requireHeld(t, s, returns.ActionDecideSendBack, returns.RoleReviewer)
		require.Equal(t, want.movements, s.decideSendBack(decision).Movements, decision)
		require.Equal(t, []string{"customer:send_back_ended"}, s.told())
		require.Nil(t, s.r().Held)
	}
}

func TestDecideSendBack_KeepTrying_BeginsTheTermAnew(t *testing.T) {
	t.Parallel()
	s := withOneToSendBack(t)
	s.sendsBack("OUT-1")
	s.sentBack(returns.HandedOver, "OUT-1")
	s.sentBack(returns.Refused, "OUT-1")
	s.now = s.now.Add(time.Hour)
	s.decideSendBack(returns.SendBackKeepTrying)
	requireHeld(t, s, returns.ActionSendBack, returns.RoleLogistics)
	require.Equal(t, s.now, s.r().Held.Since)
	s.sendsBack("OUT-2")
	s.sentBack(returns.Delivered, "OUT-2")
	require.Nil(t, s.r().Held)
}

func TestDecideSendBack_BookedAndNeverFetched_IsCalledOffForIt(t *testing.T) {
	t.Parallel()
	s := withOneToSendBack(t)
	s.sendsBack("OUT-1")
	s.decideSendBack(returns.SendBackRestock)
	require.Equal(t, returns.Voided, s.r().SendBacks[0].State)
	require.Len(t, s.r().ToCallOff(), 1)
	s.did(s.r().CallOff(returns.By{ID: "x", Actor: returns.System()}, s.now), nil)
	require.Empty(t, s.r().ToCallOff())
}

func TestDecideSendBack_WithoutAReason_IsRefused(t *testing.T) {
	t.Parallel()
	s := withOneToSendBack(t)
	for field, d := range map[string]returns.DecideSendBack{
		"note": {Decision: returns.SendBackDispose}, "decision": {Decision: "burn", Note: "x"},
	} {
		d.By = as(returns.RoleReviewer)
		_, err := clone(s.r()).DecideSendBack(d, noon)
		var refusal *returns.Error
		require.ErrorAs(t, err, &refusal)
		require.Equal(t, field, refusal.Fields[0].Field)
	}
}

func TestSendBack_CarrierAnswersAtLast_NoLongerAsksForALook(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ attention, left returns.Attention }{
		"that carrier was away":   {returns.CarrierAway("Courier"), returns.Attention{}},
		"another carrier is":      {returns.CarrierAway("SF"), returns.CarrierAway("SF")},
		"something else is amiss": {returns.Attend("parcel_lost", "a parcel is lost"), returns.Attend("parcel_lost", "a parcel is lost")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := withOneToSendBack(t)
			s.r().Attention = tt.attention
			s.did(s.r().SendBack(returns.SendBack{By: as(returns.RoleLogistics), Carrier: "Courier"}, returns.Shipment{TrackingNumber: "C1"}, s.now))
			require.Equal(t, tt.left, s.r().Attention)
		})
	}
}
