package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func claimedBy(id string) returns.ClaimReview {
	return returns.ClaimReview{By: returns.By{Actor: returns.Actor{ID: id, Role: returns.RoleReviewer}}}
}

func TestClaim_WhileItIsFresh_OthersAreRefusedAndTheDeadlinesGoOn(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	reject := returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionReject, Note: "worn"}
	claimed := j.update(hour, returns.ActionClaim, claimedBy("ana"))
	other := j.update(hour+time.Minute, returns.ActionClaim, claimedBy("ben"))
	decided := j.update(hour+2*time.Minute, returns.ActionReview, reject)
	lapsed := j.update(hour+30*time.Minute, returns.ActionClaim, claimedBy("ben"))
	reminded := j.seen(25 * hour)
	j.signal(26*hour, returns.ActionRelease, returns.ReleaseReview{})
	j.update(27*hour, returns.ActionReview, reject)
	j.ends(returns.Rejected)
	claimed.took(t)
	other.refused(t, returns.CodeConflict)
	decided.refused(t, returns.CodeConflict)
	lapsed.took(t)
	require.Equal(t, opening.Add(48*hour), reminded.Deadline.UTC(), "a claim gives nobody more time")
	require.Equal(t, "open claim claim remind release review", j.trail(j.id))
}

func TestClaim_ByTheirSignal_GoesOnTheTrailWhenRefused(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.signal(hour, returns.ActionClaim, claimedBy("ana"))
	j.signal(hour+time.Minute, returns.ActionClaim, claimedBy("ben"))
	j.update(2*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	require.Equal(t, "open claim [claim] cancel", j.trail(j.id))
	require.Equal(t, "ana", j.value(`select assignee from returns`))
}
