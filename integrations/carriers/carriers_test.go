package carriers_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/carriers"
	"backhaul/integrations/carriers/carrierstest"
	"backhaul/returns"
)

func byPhone() carriers.Booking {
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	return carriers.Booking{
		Key: "pickup:ret_1:1", ReturnID: "ret_1", RMANumber: "RMA-7K4PQ-92QXD",
		Carrier: " SF Express ", From: carriers.Place{Address: "1 High Street", Contact: "Li Lei", Phone: "+86 138 0000 0000"},
		WindowStart: start, WindowEnd: start.Add(2 * time.Hour), TrackingNumber: "SF1234567890",
	}
}

func TestManual_ClerkBooked_ReportIsTheBooking(t *testing.T) {
	t.Parallel()
	booking := byPhone()
	booked, err := carriers.Manual{}.Book(t.Context(), booking)
	require.NoError(t, err)
	require.Equal(t, carriers.Booked{
		Carrier: "SF Express", TrackingNumber: "SF1234567890",
		WindowStart: booking.WindowStart, WindowEnd: booking.WindowEnd, ByHand: true,
	}, booked)

	again, err := carriers.Manual{}.Book(t.Context(), booking)
	require.NoError(t, err)
	require.Equal(t, booked, again, "the same key gives the same booking")
}

func TestManual_KeepsTheContract(t *testing.T) {
	t.Parallel()
	carrierstest.Run(t, func(*testing.T) carrierstest.Subject { return carrierstest.Subject{Carrier: carriers.Manual{}} })
}

func TestManual_DropOffWithoutWindowOrNumber_IsBooked(t *testing.T) {
	t.Parallel()
	booked, err := carriers.Manual{}.Book(t.Context(), carriers.Booking{Key: "pickup:ret_1:1", Carrier: "post office"})
	require.NoError(t, err)
	require.Equal(t, carriers.Booked{Carrier: "post office", ByHand: true}, booked)
}

func TestManual_BookingThatCannotBe_NamesTheField(t *testing.T) {
	t.Parallel()
	for field, spoil := range map[string]func(*carriers.Booking){
		"carrier":    func(b *carriers.Booking) { b.Carrier = " " },
		"window_end": func(b *carriers.Booking) { b.WindowEnd = b.WindowStart.Add(-time.Minute) },
	} {
		booking := byPhone()
		spoil(&booking)
		_, err := carriers.Manual{}.Book(t.Context(), booking)
		var refusal *returns.Error
		require.ErrorAs(t, err, &refusal, field)
		require.Equal(t, returns.CodeInvalid, refusal.Code)
		require.Equal(t, field, refusal.Fields[0].Field)
	}
}

func TestManual_CalledOff_LeavesTheCallToAPerson(t *testing.T) {
	t.Parallel()
	voided, err := carriers.Manual{}.Void(t.Context(), "pickup:ret_1:1", carriers.Booked{Carrier: "SF Express", ByHand: true})
	require.NoError(t, err)
	require.True(t, voided.ByHand)
}

func TestManual_CallerGaveUp_NothingIsBooked(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := carriers.Manual{}.Book(ctx, byPhone())
	require.ErrorIs(t, err, context.Canceled)
	_, err = carriers.Manual{}.Void(ctx, "pickup:ret_1:1", carriers.Booked{})
	require.ErrorIs(t, err, context.Canceled)
}

// express stands for an adapter.
type express struct{ carriers.Manual }

func TestSet_KnownName_IsItsAdapterAndAnyOtherIsManual(t *testing.T) {
	t.Parallel()
	set, err := carriers.NewSet(map[string]carriers.Carrier{"SF Express": express{}})
	require.NoError(t, err)
	require.Equal(t, express{}, set.Named("SF Express"))
	require.Equal(t, express{}, set.Named(" sf express "))
	for _, name := range []string{carriers.ManualName, "Uncle Wang's van", ""} {
		require.Equal(t, carriers.Manual{}, set.Named(name), name)
	}
	require.Equal(t, carriers.Manual{}, carriers.Set{}.Named("SF Express"))
}

func TestNewSet_TwoAdaptersForOneName_AreRefused(t *testing.T) {
	t.Parallel()
	for _, bad := range []map[string]carriers.Carrier{
		{"SF": express{}, "sf": express{}},
		{" ": express{}},
		{"SF": nil},
	} {
		_, err := carriers.NewSet(bad)
		require.Error(t, err)
	}
}

func TestEventKinds_EachIsAStateTheLogisticsTrackCanReach(t *testing.T) {
	t.Parallel()
	require.ElementsMatch(t, []string{"handed_over", "in_transit", "delivered", "failed_attempt", "lost", "voided"}, texts(carriers.EventKinds()))
	for _, kind := range carriers.EventKinds() {
		require.True(t, returns.PickupBooked.CanFollow(kind.Logistics()), "a booked pickup may be %s next", kind)
	}
}

func texts(kinds []carriers.EventKind) (out []string) {
	for _, kind := range kinds {
		out = append(out, string(kind))
	}
	return out
}
