package returns

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The tables are not exported, so that only their package can see whether they
// hold a word that is no state.
func TestTracks_TablesHoldKnownStatesOnly(t *testing.T) {
	t.Parallel()
	requireKnown(t, logisticsMoves, []LogisticsState{
		LogisticsNone, LabelIssued, PickupBooked, HandedOver, LogisticsInTransit, Delivered, FailedAttempt, Silent, Lost, Voided, Refused,
	})
	requireKnown(t, refundMoves, []RefundState{
		NotDue, Computed, AwaitingFinance, Submitted, Settled, FailedRetryable, FailedFinal, ManualPayout, LateFailed,
	})
	requireKnown(t, disputeMoves, []DisputeState{
		DisputeNone, DisputeOpen, DisputeAnswered, DisputeEscalated, DisputeUpheld, DisputeDismissed,
	})
	for status := range owners {
		require.Contains(t, Statuses(), status)
		require.False(t, status.Ended(), "nobody moves a return on that is %s", status)
	}
	for _, status := range Statuses() {
		require.True(t, status.Ended() || status == Approved || owners[status] != "", "nobody moves a return on that is %s", status)
	}
}

func requireKnown[S ~string](t *testing.T, table map[S][]S, states []S) {
	t.Helper()
	for from, following := range table {
		require.Contains(t, states, from)
		for _, to := range following {
			require.Contains(t, states, to)
		}
	}
}
