package returns_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"backhaul/returns"
)

// states lists where the parcels of the return are.
func (s *story) states() (states []returns.LogisticsState) {
	for _, shipment := range s.r().Shipments {
		states = append(states, shipment.State)
	}
	return states
}

func TestParcels_SeveralAtOnce_EachGoesItsWay(t *testing.T) {
	t.Parallel()
	s := opens(t, lines(returns.RequestLine{LineNo: 1, Quantity: 3, Reason: "damaged"})).until(returns.Confirmed)
	s.schedule(returns.SchedulePickup{}, "ONE")
	s.schedule(returns.SchedulePickup{Another: true}, "TWO")
	require.Equal(t, []returns.LogisticsState{returns.PickupBooked, returns.PickupBooked}, s.states())

	s.carrier(returns.HandedOver, "ONE")
	require.Equal(t, returns.InTransit, s.r().Status())
	s.schedule(returns.SchedulePickup{Another: true}, "THREE")
	require.Equal(t, returns.InTransit, s.r().Status(), "another booking does not take the first parcel off the road")
	s.schedule(returns.SchedulePickup{Replaces: 2}, "FOUR")
	require.Equal(t, []returns.LogisticsState{returns.HandedOver, returns.Voided, returns.PickupBooked, returns.PickupBooked}, s.states())
	require.Len(t, s.r().ToCallOff(), 1)

	s.take(returns.Receive{Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}}, TrackingNumber: "ONE"})
	require.Equal(t, returns.Delivered, s.r().Shipments[0].State)
	s.schedule(returns.SchedulePickup{Replaces: 3}, "FIVE")
	require.Equal(t, returns.Received, s.r().Status())
	s.receive(returns.CountedLine{LineNo: 1, Quantity: 2})
	require.Contains(t, s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
		return r.SchedulePickup(returns.SchedulePickup{By: as(returns.RoleLogistics)}, returns.Shipment{}, noon)
	}), "every approved unit has arrived")
}

func TestParcels_ABookingNamesWhatItReplaces_OrIsRefused(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InTransit)
	for field, d := range map[string]returns.SchedulePickup{
		"replaces": {Replaces: 1}, // it is on its way
		"another":  {Replaces: 1, Another: true},
	} {
		d.By = as(returns.RoleLogistics)
		_, err := clone(s.r()).SchedulePickup(d, returns.Shipment{}, noon)
		var refusal *returns.Error
		require.ErrorAs(t, err, &refusal)
		require.Equal(t, field, refusal.Fields[0].Field)
	}
}

func TestCarrier_PickupFailsAgainAndAgain_LogisticsAndCustomerAreTold(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.PickupAttempts = 2 })).until(returns.PickupScheduled)
	s.carrier(returns.FailedAttempt, "TRACK-1")
	require.Empty(t, s.told(), "the next attempt may succeed")
	s.book("TRACK-2")
	s.carrier(returns.FailedAttempt, "TRACK-2")
	require.Equal(t, []string{"logistics:staff_task", "customer:pickup_failed"}, s.told())
	require.Equal(t, returns.RoleLogistics, s.r().Wait.For)
}

func TestCarrier_CallsThePickupOff_ItIsToBeBookedAnew(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.PickupScheduled)
	s.carrier(returns.Voided, "TRACK-1")
	require.Equal(t, returns.Confirmed, s.r().Status())
	require.Empty(t, s.r().ToCallOff(), "the carrier knows: it said so")
	require.NotEmpty(t, s.r().Attention)
	s.book("TRACK-2")
	require.Equal(t, returns.PickupScheduled, s.r().Status())
}

func TestCarrier_TheWarehouseRefusesTheParcel_ItGoesBackAndMayComeAgain(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InTransit)
	s.did(s.r().ReportCarrier(returns.CarrierEvent{By: as(returns.RoleWarehouse), Event: returns.Refused, TrackingNumber: "TRACK-1"}, s.now))
	require.Equal(t, returns.Confirmed, s.r().Status())
	require.Equal(t, returns.Refused, s.r().Tracks.Logistics)
	require.Equal(t, []string{"logistics:staff_task"}, s.told())
	require.Contains(t, s.r().Attention.String(), "refused")
	again := clone(s.r())
	s.carrier(returns.LogisticsInTransit, "TRACK-1")
	require.Equal(t, returns.InTransit, s.r().Status(), "the carrier tries once more")

	s.returns[s.at] = again
	s.cancel()
	require.Equal(t, returns.Cancelled, s.r().Status())
}

func TestCarrier_AFailedAttemptOnTheRoad_IsBookedAnew(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.PickupScheduled)
	s.carrier(returns.LogisticsInTransit, "TRACK-1")
	s.carrier(returns.FailedAttempt, "TRACK-1")
	require.Equal(t, returns.PickupScheduled, s.r().Status())
}

func TestCarrier_TheCourierComesAlthoughCalledOff_TheParcelIsOnItsWay(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.PickupScheduled)
	s.book("TRACK-2")
	s.now = s.now.Add(time.Hour)
	s.carrier(returns.HandedOver, "TRACK-1")
	require.Equal(t, returns.InTransit, s.r().Status())
}

func TestCarrier_TheSameFactTwice_ChangesNothing(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.PickupScheduled)
	s.fact("e1", returns.FailedAttempt, "TRACK-1", s.now)
	once := s.r().Shipments[0]
	s.fact("e1", returns.FailedAttempt, "TRACK-1", s.now)
	require.Equal(t, once, s.r().Shipments[0])
	require.Equal(t, 1, once.Attempts)
}

func TestCarrier_AFactThatComesLate_IsKeptAndMovesNothing(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.PickupScheduled)
	s.fact("e2", returns.Delivered, "TRACK-1", s.now)
	s.fact("e1", returns.LogisticsInTransit, "TRACK-1", s.now.Add(-time.Hour))
	require.Equal(t, returns.Delivered, s.r().Shipments[0].State)
	require.Len(t, s.r().Shipments[0].Scans, 2)
	s.fact("e3", returns.Lost, "TRACK-1", s.now.Add(time.Hour))
	require.Equal(t, returns.Delivered, s.r().Shipments[0].State, "what cannot be is kept, since a machine said it")
	_, err := clone(s.r()).ReportCarrier(returns.CarrierEvent{
		By: as(returns.RoleIntegration), Event: returns.Delivered, EventID: "e4", OccurredAt: ptr(s.now.AddDate(0, 0, 2)),
	}, s.now)
	requireField(t, err, "occurred_at", "in_the_future")
}

func TestCarrier_FactsInAnyOrder_EndInTheSameState(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		type fact struct {
			id, number string
			event      returns.LogisticsState
			at         time.Time
		}
		var facts []fact
		for i := range rapid.IntRange(1, 8).Draw(rt, "facts") {
			facts = append(facts, fact{
				id: string(rune('a' + i)), number: evenly("ONE", "TWO").Draw(rt, "number"),
				event: evenly(returns.HandedOver, returns.LogisticsInTransit, returns.Delivered, returns.FailedAttempt,
					returns.Lost, returns.Refused, returns.Voided).Draw(rt, "event"),
				at: noon.Add(time.Duration(rapid.IntRange(0, 5).Draw(rt, "hours")) * time.Hour),
			})
		}
		tell := func(facts []fact) *story {
			s := opens(t).until(returns.Confirmed)
			s.schedule(returns.SchedulePickup{}, "ONE")
			s.schedule(returns.SchedulePickup{Another: true}, "TWO")
			s.now = noon.AddDate(0, 0, 1)
			for _, f := range facts {
				s.fact(f.id, f.event, f.number, f.at)
			}
			return s
		}
		one, other := tell(facts), tell(rapid.Permutation(append(facts, facts[0])).Draw(rt, "order"))
		require.Equal(rt, one.r().Tracks, other.r().Tracks)
		require.Equal(rt, one.r().Status(), other.r().Status())
		for i := range one.r().Shipments {
			a, b := one.r().Shipments[i], other.r().Shipments[i]
			require.Equal(rt, a.State, b.State)
			require.Equal(rt, a.Attempts, b.Attempts)
			require.Equal(rt, a.Scans, b.Scans)
		}
	})
}

func TestParcel_NothingHeardOfIt_IsSilentAndLogisticsIsTold(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.SilentAfterHours = 20 })).until(returns.PickupScheduled)
	s.schedule(returns.SchedulePickup{Another: true}, "TWO")
	s.carrier(returns.HandedOver, "TRACK-1")
	s.now = s.now.Add(5 * time.Hour)
	s.carrier(returns.HandedOver, "TWO")
	require.Equal(t, returns.ActionReportSilent, s.r().Wait.Then)

	s.passDeadline()
	require.Equal(t, []returns.LogisticsState{returns.Silent, returns.HandedOver}, s.states(), "the other was heard of later")
	require.Equal(t, []string{"logistics:staff_task"}, s.told())
	require.Equal(t, returns.Silent, s.r().Tracks.Logistics)
	require.Equal(t, returns.InTransit, s.r().Status())
	s.passDeadline()
	require.Equal(t, []returns.LogisticsState{returns.Silent, returns.Silent}, s.states())
	require.Equal(t, returns.ActionRemind, s.r().Wait.Then, "the other deadlines of the wait still count")
	require.Zero(t, s.r().Wait.Passed)

	s.carrier(returns.LogisticsInTransit, "TRACK-1")
	require.Equal(t, []returns.LogisticsState{returns.LogisticsInTransit, returns.Silent}, s.states(), "it is heard of again")
	require.Equal(t, returns.ActionReportSilent, s.r().Wait.Then)
}

func TestParcel_Lost_IsRefundedAnywayByTheReviewer(t *testing.T) {
	t.Parallel()
	for _, restockAt := range []returns.RestockAt{returns.RestockAtInspection, returns.RestockAtConfirmation} {
		s := opens(t, terms(func(p *returns.Terms) { p.RestockAt = restockAt })).until(returns.InTransit)
		approve := returns.Review{By: as(returns.RoleReviewer), Decision: returns.DecisionApprove}
		require.Contains(t, s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
			return r.Review(approve, s.order, noon)
		}), "only what a carrier has lost")

		s.carrier(returns.Lost, "TRACK-1")
		require.Equal(t, []string{"reviewer:staff_task"}, s.told())
		s.approve()
		require.Equal(t, returns.RefundPending, s.r().Status())
		require.Equal(t, int64(2400), s.r().Task.Amounts.Total)
		require.Equal(t, 2, s.r().Lines[0].Units.Lost)
		require.Equal(t, 2, s.order.Lines[0].Returned, "they cannot be returned and refunded again")
		for _, bucket := range returns.Buckets() {
			require.Zero(t, s.units(bucket), "nothing came, %s", bucket)
		}
		s.finance(returns.RefundReject)
		s.review(returns.Review{Decision: returns.DecisionReject, Note: "found at the neighbor's"})
		require.Equal(t, returns.Rejected, s.r().Status(), "nothing can be sent back")
		require.Equal(t, s.before, s.order.Lines)
	}
}

func TestParcel_Lost_TurnsUpAfterAll(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InTransit)
	s.carrier(returns.Lost, "TRACK-1")
	s.receiveAll()
	require.Equal(t, returns.Received, s.r().Status())
	require.Empty(t, s.r().Attention)
}
