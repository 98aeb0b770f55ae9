package returns_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestSchedulePickup_IssuesALabelOrBooksACourier(t *testing.T) {
	t.Parallel()
	for m, want := range map[returns.Method]returns.LogisticsState{
		returns.MethodPickup: returns.PickupBooked, returns.MethodDropOff: returns.LabelIssued,
	} {
		s := opens(t, method(m)).until(returns.PickupScheduled)
		require.Equal(t, want, s.r().Tracks.Logistics)
		require.Equal(t, want, s.r().Shipments[0].State)
		require.Equal(t, []string{"customer:pickup_scheduled"}, s.told())
	}
}

func TestSchedulePickup_WindowInReverse_IsRefused(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Confirmed)
	d := returns.SchedulePickup{By: as(returns.RoleLogistics), WindowStart: ptr(noon.Add(time.Hour)), WindowEnd: ptr(noon)}
	_, err := clone(s.r()).SchedulePickup(d, returns.Shipment{}, noon)
	requireField(t, err, "window_end", "window_reversed")
}

func TestSchedulePickup_Again_VoidsTheFirstAndWaitsAnew(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.PickupScheduled)
	s.passDeadline()
	s.now = s.now.Add(time.Hour)
	s.book("TRACK-2")
	require.Equal(t, returns.PickupScheduled, s.r().Status())
	require.Equal(t, []returns.LogisticsState{returns.Voided, returns.PickupBooked},
		[]returns.LogisticsState{s.r().Shipments[0].State, s.r().Shipments[1].State})
	require.Equal(t, 2, s.r().Shipments[1].Seq)
	require.Equal(t, s.now, s.r().Wait.Since)
	require.Zero(t, s.r().Wait.Passed)
}

func TestCarrier_FailsThreeTimes_CallsForAPerson(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Confirmed)
	for attempt, want := range []string{
		"pickup attempt 1 failed; book another", "pickup attempt 2 failed; book another", "pickup failed 3 times; call the customer",
	} {
		s.book("")
		require.Empty(t, s.r().Attention, "a new booking answers it")
		s.carrier(returns.FailedAttempt, "")
		require.Equal(t, returns.PickupScheduled, s.r().Status())
		require.Equal(t, want, s.r().Attention.String())
		require.Equal(t, attempt+1, s.r().Shipments[attempt].Attempts)
	}
	s.carrier(returns.FailedAttempt, "")
	require.Equal(t, "pickup failed 4 times; call the customer", s.r().Attention.String(), "the courier came again by himself")
}

func TestCarrier_EachScan_MovesTheHeadline(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.PickupScheduled)
	for _, event := range []returns.LogisticsState{
		returns.HandedOver, returns.LogisticsInTransit, returns.LogisticsInTransit, returns.Lost, returns.LogisticsInTransit, returns.Delivered,
	} {
		s.now = s.now.Add(24 * time.Hour)
		s.carrier(event, "TRACK-1")
		require.Equal(t, returns.InTransit, s.r().Status())
		require.Equal(t, event, s.r().Shipments[0].State)
		require.Equal(t, s.now, s.r().Wait.Since, "a parcel that is scanned is not silent")
		require.Equal(t, event == returns.Lost, !s.r().Attention.IsZero())
	}
}

func TestCarrier_WhatCannotBe_IsRefused(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.PickupScheduled)
	report := func(event returns.LogisticsState, number string) func(*returns.Return) (*returns.Change, error) {
		return func(r *returns.Return) (*returns.Change, error) {
			return r.ReportCarrier(returns.CarrierEvent{By: as(returns.RoleIntegration), Event: event, TrackingNumber: number}, s.now)
		}
	}
	for _, event := range []returns.LogisticsState{"", "teleported", returns.Silent, returns.PickupBooked, returns.LogisticsNone} {
		_, err := report(event, "")(clone(s.r()))
		requireField(t, err, "event", "unknown_event")
	}
	require.Equal(t, "the parcel is none; failed_attempt cannot follow", s.refuses(returns.CodeTransition, report(returns.FailedAttempt, "UNKNOWN")))
	s.carrier(returns.Delivered, "TRACK-1")
	require.Equal(t, "the parcel is delivered; lost cannot follow", s.refuses(returns.CodeTransition, report(returns.Lost, "TRACK-1")))
}

func TestCarrier_ParcelsAreToldApartByTheirNumbers(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Confirmed)
	s.carrier(returns.HandedOver, "ONE") // the customer went to the counter before anybody booked
	require.Equal(t, returns.InTransit, s.r().Status())
	s.carrier(returns.Delivered, "ONE")
	s.carrier(returns.HandedOver, "TWO")
	s.carrier(returns.Delivered, "TWO")
	require.Len(t, s.r().Shipments, 2)
	for i, number := range []string{"ONE", "TWO"} {
		shipment := s.r().Shipments[i]
		require.Equal(t, number, shipment.TrackingNumber)
		require.Equal(t, returns.Delivered, shipment.State)
		require.Equal(t, i+1, shipment.Seq)
		require.NotEqual(t, s.r().Shipments[1-i].Key, shipment.Key)
	}

	s = opens(t).until(returns.Confirmed)
	s.book("")
	s.carrier(returns.HandedOver, "ONE")
	require.Len(t, s.r().Shipments, 1, "the number of a booked parcel is learnt from its first scan")
	require.Equal(t, "ONE", s.r().Shipments[0].TrackingNumber)

	s = opens(t).until(returns.Confirmed)
	s.book("SAME")
	s.book("SAME")
	s.carrier(returns.HandedOver, "SAME")
	require.Equal(t, returns.HandedOver, s.r().Shipments[1].State, "the booking that stands, not the void one")
}

func TestReceive_ParcelByParcel(t *testing.T) {
	t.Parallel()
	s := opens(t, lines(
		returns.RequestLine{LineNo: 1, Quantity: 3, Reason: "damaged"}, returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "damaged"},
	)).until(returns.InTransit)
	s.receive(returns.CountedLine{LineNo: 1, Quantity: 1})
	require.Equal(t, returns.Received, s.r().Status())
	require.Equal(t, []string{"customer:received"}, s.told())
	require.Equal(t, returns.RoleWarehouse, s.r().Wait.For)
	require.Equal(t, []returns.Movement{
		{LineNo: 1, SKU: "MUG", Bucket: returns.BucketExpected, Quantity: -1}, {LineNo: 1, SKU: "MUG", Bucket: returns.BucketArrived, Quantity: 1},
	}, s.last.Movements)

	s.receive(returns.CountedLine{LineNo: 1, Quantity: 1}, returns.CountedLine{LineNo: 2, Quantity: 1}, returns.CountedLine{LineNo: 1, Quantity: 1})
	require.Empty(t, s.told(), "told once")
	require.Equal(t, 4, s.units(returns.BucketArrived))
}

func TestReceive_BadCounts_AreRefused(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InTransit)
	receive := func(counted ...returns.CountedLine) func(*returns.Return) (*returns.Change, error) {
		return func(r *returns.Return) (*returns.Change, error) {
			return r.Receive(returns.Receive{By: as(returns.RoleWarehouse), Lines: counted}, noon)
		}
	}
	for name, tt := range map[string]struct {
		counted     []returns.CountedLine
		field, code string
	}{
		"nothing counted":     {nil, "lines", "required"},
		"no units":            {[]returns.CountedLine{{LineNo: 1}}, "lines[0].quantity", "out_of_range"},
		"negative units":      {[]returns.CountedLine{{LineNo: 1, Quantity: -1}}, "lines[0].quantity", "out_of_range"},
		"a line not returned": {[]returns.CountedLine{{LineNo: 1, Quantity: 1}, {LineNo: 2, Quantity: 1}}, "lines[1].line_no", "unknown_line"},
	} {
		r := clone(s.r())
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := receive(tt.counted...)(r)
			requireField(t, err, tt.field, tt.code)
		})
	}
	require.Equal(t, "line 1: 3 counted, but only 2 of 2 approved units are still to come; more than that are strays",
		s.refuses(returns.CodeQuantity, receive(returns.CountedLine{LineNo: 1, Quantity: 3})))
	require.Equal(t, "line 1: 1 counted, but only 0 of 2 approved units are still to come; more than that are strays",
		s.refuses(returns.CodeQuantity, receive(returns.CountedLine{LineNo: 1, Quantity: 2}, returns.CountedLine{LineNo: 1, Quantity: 1})))
	s.receiveAll()
	s.refuses(returns.CodeQuantity, receive(returns.CountedLine{LineNo: 1, Quantity: 1}))
}
