package activities_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestEveryStep_RunTwice_LeavesTheDatabaseAsAfterOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.listens("a", returns.MessageKinds()...)
	var ran []string
	for i, step := range everyStep() {
		input := step.input(s)
		s.at(2 * i)
		before := s.dump()
		once := s.do(step.activity, input)
		after := s.dump()
		require.NotEqual(t, before, after, "step %d, %s, did nothing that could be done twice", i, step)

		s.at(2*i + 1) // later, so that a second writing would show in the times
		twice := s.do(step.activity, input)
		require.Equal(t, after, s.dump(), "step %d, %s", i, step)
		require.Equal(t, once, twice, "step %d, %s, answers a repeat as it answered first", i, step)
		ran = append(ran, step.activity)
	}
	for _, activity := range exported() {
		if strings.Contains(activity, "Batch") || strings.Contains(activity, "Digest") || activity == "DropBooking" {
			continue // TestEveryStepOfABatch_…; a digest and a dropped booking write nothing here
		}
		require.Contains(t, ran, activity, "everyStep leaves this activity out")
	}
	require.Len(t, s.bank.paid(), 1, "the refund was paid once")
	require.Len(t, s.express.booked, 2, "the pickups were booked once each")
	require.Len(t, s.post.ids(), 15, "each message was sent once")
	require.Equal(t, "completed cancelled written_off", s.value(`select string_agg(status, ' ' order by opened_at) from returns`))
}
