package activities_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/integrations/carriers"
	"backhaul/returns"
)

func TestSchedulePickup_Twice_KeepsOneLabelUnderTheParcel(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("Confirm", 1)...)
	book := activities.Input[returns.SchedulePickup]{ReturnID: first, Decision: pickup("p1", "Express")}
	s.do("SchedulePickup", book)
	once := s.dump()
	s.do("SchedulePickup", book)
	require.Equal(t, once, s.dump())
	require.Len(t, s.express.booked, 1)
	key := s.value(`select label_key from shipments where label_type = 'image/png'`)
	require.Equal(t, map[string]string{key: "bars of pickup:" + first + ":p1"}, s.shelf.kept)
}

func TestSchedulePickup_LabelCannotBeKept_IsBookedOnceAndRecordedLater(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("Confirm", 1)...)
	s.shelf.full = 1
	before := s.dump()
	book := activities.Input[returns.SchedulePickup]{ReturnID: first, Decision: pickup("p1", "Express")}
	_, err := s.run("SchedulePickup", book)
	require.ErrorContains(t, err, errAway.Error())
	require.Equal(t, before, s.dump())
	s.do("SchedulePickup", book)
	require.Len(t, s.express.booked, 1)
	require.Len(t, s.shelf.kept, 1)
}

func TestSchedulePickup_CarrierIsAway_AsksForALookUntilItAnswers(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("Confirm", 1)...)
	s.express.away = 1
	book := activities.Input[returns.SchedulePickup]{ReturnID: first, Decision: pickup("p1", "Express")}
	_, err := s.run("SchedulePickup", book)
	after, away := activities.CarrierIsAway(err)
	require.True(t, away)
	require.Zero(t, after)
	_, refused := activities.AsRefusal(err)
	require.False(t, refused)
	require.Equal(t, "the carrier %s does not answer; the parcel is booked as soon as it does, or book it by hand",
		s.value(`select coalesce(attention ->> 'format', '') from returns`))
	s.do("SchedulePickup", book)
	require.Empty(t, s.value(`select coalesce(attention ->> 'format', '') from returns`))
}

func TestSchedulePickup_CarrierIsBusy_SaysWhenToComeBack(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("Confirm", 1)...)
	s.express.busy = &carriers.Later{After: 7 * time.Second, Err: errAway}
	_, err := s.run("SchedulePickup", activities.Input[returns.SchedulePickup]{ReturnID: first, Decision: pickup("p1", "Express")})
	after, away := activities.CarrierIsAway(err)
	require.True(t, away)
	require.Equal(t, 7*time.Second, after)
}

func TestDropBooking_ThatBecameNoParcel_IsCalledOffAndOneThatDidIsNot(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("Confirm", 1)...)
	s.play(does("SchedulePickup", first, pickup("p1", "Express")))
	before := s.dump()
	for _, decision := range []string{"p1", "p9", "p9"} {
		_, err := s.run("DropBooking", activities.UnusedBooking{
			ReturnID: first, Action: returns.ActionSchedulePickup, DecisionID: decision, Carrier: "Express",
		})
		require.NoError(t, err)
	}
	require.Equal(t, []string{"pickup:" + first + ":p9", "pickup:" + first + ":p9"}, s.express.void, "the carrier takes a repeat")
	require.Equal(t, before, s.dump())
}
