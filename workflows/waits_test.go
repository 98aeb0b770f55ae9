package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestReturn_NobodyReviews_IsRemindedThenEscalatedAndStillWaits(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	before := j.seen(23 * hour)
	reminded := j.seen(25 * hour)
	escalated := j.seen(49 * hour)
	j.after(49*hour, func() {
		require.Contains(t, j.attention(j.id), "overdue: waits for reviewer")
		require.Equal(t, "requested sent, staff_reminder sent, staff_escalation sent", j.mails(j.id))
	})
	muchLater := j.seen(100 * day)
	j.update(100*day, returns.ActionReview, returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionReject, Note: "too late"})
	j.ends(returns.Rejected)

	for _, seen := range []*returns.Snapshot{before, reminded, escalated, muchLater} {
		require.Equal(t, returns.Requested, seen.Status)
		require.Equal(t, returns.RoleReviewer, seen.WaitingFor)
	}
	require.Equal(t, opening.Add(24*hour), before.Deadline.UTC())
	require.Equal(t, opening.Add(48*hour), reminded.Deadline.UTC())
	require.Nil(t, escalated.Deadline)
	require.Equal(t, "open remind escalate review", j.trail(j.id))
}

func TestReturn_CustomerDoesNotAnswer_ExpiresAfterSevenDays(t *testing.T) {
	t.Parallel()
	for name, decision := range map[string]returns.Review{
		"a question": {Decision: returns.DecisionRequestInfo, Note: "Which color?"},
		"an offer":   {Decision: returns.DecisionCounterOffer, Offer: &returns.Offer{KeepItem: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j := newJourney(t)
			decision.By = by("", returns.RoleReviewer)
			j.update(1*hour, returns.ActionReview, decision)
			j.ends(returns.Expired)
			require.Equal(t, 7*day+hour, j.age().Truncate(time.Minute))
			require.Equal(t, "open review remind expire", j.trail(j.id))
			require.Equal(t, "0", j.reserved())
		})
	}
}

func TestReturn_CustomerAnswersInTime_IsReviewedAgain(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.update(1*hour, returns.ActionReview, returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionRequestInfo, Note: "Which color?"})
	j.update(6*day, returns.ActionAnswer, returns.Answer{By: by("", returns.RoleCustomer), Note: "Blue"})
	again := j.seen(6*day + hour)
	j.update(6*day+2*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	require.Equal(t, returns.Requested, again.Status)
	require.Equal(t, opening.Add(7*day), again.Deadline.UTC(), "the reviewer's time begins with the answer")
}

func TestReturn_NobodyConfirms_ExpiresAfterFourteenDaysAndFreesTheUnits(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.update(1*hour, returns.ActionReview, approve())
	j.after(2*hour, func() { require.Equal(t, "3", j.reserved()) })
	j.ends(returns.Expired)
	require.Equal(t, 14*day+hour, j.age().Truncate(time.Minute))
	require.Equal(t, "open review remind expire", j.trail(j.id))
	require.Equal(t, "0", j.reserved())
	require.Contains(t, j.mails(j.id), "expired sent")
}

func TestReturn_PickupNeverHappens_ExpiresAndIsCalledOff(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.update(1*hour, returns.ActionReview, approve())
	j.update(2*hour, returns.ActionConfirm, confirm())
	j.update(3*hour, returns.ActionSchedulePickup, book())
	j.ends(returns.Expired)
	require.Equal(t, "open review confirm schedule_pickup remind expire call_off_pickup", j.trail(j.id))
	require.Equal(t, "0", j.value(`select sum(quantity)::text from stock_levels`), "nothing is expected any more")
	require.Contains(t, j.mails(j.id), "pickup_called_off sent")
}

// A policy may set two deadlines on one moment, or one that is due at once.
func TestReturn_DeadlinesFallTogether_EachIsPassedOnce(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.policy(func(terms *returns.Terms) {
		terms.Deadlines[returns.Requested] = []returns.Deadline{
			{Hours: 0, Then: returns.ActionRemind},
			{Hours: 24, Then: returns.ActionRemind},
			{Hours: 24, Then: returns.ActionEscalate},
			{Hours: 48, Then: returns.ActionExpire},
		}
	})
	j.ends(returns.Expired)
	require.Equal(t, "open remind remind escalate expire", j.trail(j.id))
}

// A deadline that the policy sets and the status does not allow is a mistake in
// the policy: a person is told, and the return goes on.
func TestReturn_DeadlineIsNotPossible_AsksForALookAndGoesOn(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.policy(func(terms *returns.Terms) {
		terms.Deadlines[returns.Requested] = []returns.Deadline{{Hours: 1, Then: returns.ActionComplete}}
	})
	j.after(2*hour, func() {
		require.Contains(t, j.attention(j.id), "complete failed: the return is requested: complete is not possible now")
	})
	j.update(3*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	require.Equal(t, "open cancel", j.trail(j.id))
}

// 微信小店 approves after 48 hours what the shop did not look at.
func TestReturn_NobodyReviewsAndThePolicyApproves_IsApprovedAfterFortyEightHours(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.policy(func(terms *returns.Terms) {
		terms.Deadlines[returns.Requested] = []returns.Deadline{{Hours: 24, Then: returns.ActionRemind}, {Hours: 48, Then: returns.ActionApprove}}
	})
	before, after := j.seen(47*hour), j.seen(49*hour)
	j.update(50*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	require.Equal(t, returns.ActionApprove, before.Then)
	require.Equal(t, returns.Approved, after.Status)
	require.Equal(t, "open remind approve cancel", j.trail(j.id))
	require.Equal(t, "backhaul", j.value(`select approval->'by'->>'id' from returns`))
}
