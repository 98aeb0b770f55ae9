package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

var (
	stages = []returns.Stage{
		returns.StageRequested, returns.StageInfoNeeded, returns.StageCounterOffered, returns.StageApproved,
		returns.StageConfirmed, returns.StageCompleted, returns.StageRejected, returns.StageCancelled,
		returns.StageExpired, returns.StageSentBack, returns.StageWrittenOff,
	}
	logistics = []returns.LogisticsState{
		returns.LogisticsNone, returns.LabelIssued, returns.PickupBooked, returns.HandedOver, returns.LogisticsInTransit,
		returns.Delivered, returns.FailedAttempt, returns.Silent, returns.Lost, returns.Voided, returns.Refused,
	}
	goodsStates = []returns.GoodsState{
		returns.GoodsNone, returns.GoodsExpected, returns.GoodsArrived, returns.GoodsInspected,
	}
	refundStates = []returns.RefundState{
		returns.NotDue, returns.Computed, returns.AwaitingFinance, returns.Submitted, returns.Settled,
		returns.FailedRetryable, returns.FailedFinal, returns.ManualPayout, returns.LateFailed,
	}
	disputes = []returns.DisputeState{
		returns.DisputeNone, returns.DisputeOpen, returns.DisputeAnswered, returns.DisputeEscalated,
		returns.DisputeUpheld, returns.DisputeDismissed,
	}
)

func TestHeadline_YieldsEveryStatus_AndNothingElse(t *testing.T) {
	t.Parallel()
	seen := map[returns.Status]bool{}
	for _, stage := range stages {
		for _, parcel := range logistics {
			for _, goods := range goodsStates {
				for _, money := range refundStates {
					tracks := returns.Tracks{Stage: stage, Logistics: parcel, Goods: goods, Refund: money}
					status := tracks.Headline()
					require.Contains(t, returns.Statuses(), status, "%+v", tracks)
					seen[status] = true
					for _, dispute := range disputes {
						tracks.Dispute = dispute
						require.Equal(t, status, tracks.Headline(), "a complaint moves no headline")
					}
				}
			}
		}
	}
	for _, status := range returns.Statuses() {
		require.True(t, seen[status], "no tracks make a return %s", status)
	}
}

func TestHeadline_MoneySpeaksBeforeGoods_AndGoodsBeforeTheParcel(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		tracks returns.Tracks
		want   returns.Status
	}{
		"confirmed, nothing moved": {returns.Tracks{Goods: returns.GoodsExpected, Logistics: returns.LogisticsNone}, returns.Confirmed},
		"the booking is void":      {returns.Tracks{Goods: returns.GoodsExpected, Logistics: returns.Voided}, returns.Confirmed},
		"a label is out":           {returns.Tracks{Goods: returns.GoodsExpected, Logistics: returns.LabelIssued}, returns.PickupScheduled},
		"the courier came in vain": {returns.Tracks{Goods: returns.GoodsExpected, Logistics: returns.FailedAttempt}, returns.PickupScheduled},
		"delivered, not counted":   {returns.Tracks{Goods: returns.GoodsExpected, Logistics: returns.Delivered}, returns.InTransit},
		"the parcel is lost":       {returns.Tracks{Goods: returns.GoodsExpected, Logistics: returns.Lost}, returns.InTransit},
		"one parcel of two":        {returns.Tracks{Goods: returns.GoodsArrived, Logistics: returns.LogisticsInTransit}, returns.Received},
		"inspected":                {returns.Tracks{Goods: returns.GoodsInspected, Logistics: returns.LogisticsInTransit}, returns.Inspected},
		"refund before goods":      {returns.Tracks{Goods: returns.GoodsExpected, Refund: returns.AwaitingFinance}, returns.RefundPending},
		"the refund failed":        {returns.Tracks{Goods: returns.GoodsInspected, Refund: returns.FailedFinal}, returns.RefundPending},
		"the refund failed late":   {returns.Tracks{Goods: returns.GoodsInspected, Refund: returns.LateFailed}, returns.RefundPending},
		"finance refused it":       {returns.Tracks{Goods: returns.GoodsInspected, Refund: returns.Computed}, returns.Inspected},
		"settled":                  {returns.Tracks{Goods: returns.GoodsArrived, Refund: returns.Settled}, returns.Refunded},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.tracks.Stage = returns.StageConfirmed
			if tt.tracks.Refund == "" {
				tt.tracks.Refund = returns.NotDue
			}
			require.Equal(t, tt.want, tt.tracks.Headline())
		})
	}
}

func TestTracks_WhatFollows(t *testing.T) {
	t.Parallel()
	requireClosed(t, logistics, returns.LogisticsState.CanFollow)
	requireClosed(t, refundStates, returns.RefundState.CanFollow)
	requireClosed(t, disputes, returns.DisputeState.CanFollow)
}

// requireClosed holds a track's table to the known states: known ones lead from
// the first to each of them, and a word that is no state leads nowhere.
func requireClosed[S ~string](t *testing.T, states []S, canFollow func(S, S) bool) {
	t.Helper()
	reached := map[S]bool{states[0]: true}
	for range states {
		for _, from := range states {
			for _, to := range states {
				if reached[from] && canFollow(from, to) {
					reached[to] = true
				}
			}
		}
	}
	for _, state := range states {
		require.True(t, reached[state], "nothing leads to %s", state)
		require.False(t, canFollow(state, "teleported"))
		require.False(t, canFollow("teleported", state))
	}
}

func TestTracks_NoMoneyStateIsADeadEnd(t *testing.T) {
	t.Parallel()
	for _, from := range refundStates {
		leads := from == returns.Settled
		for _, to := range refundStates {
			leads = leads || from.CanFollow(to)
		}
		require.True(t, leads, "a refund that is %s stays so forever", from)
	}
	require.False(t, returns.Settled.CanFollow(returns.Submitted), "what is paid is never paid again")
	require.False(t, returns.Submitted.CanFollow(returns.Computed), "what is under way cannot be taken back unseen")
}
