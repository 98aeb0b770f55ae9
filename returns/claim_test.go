package returns_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

var (
	ana = returns.Actor{ID: "ana", Role: returns.RoleReviewer, Name: "Ana"}
	ben = returns.Actor{ID: "ben", Role: returns.RoleReviewer, Name: "Ben"}
	eve = returns.Actor{ID: "eve", Role: returns.RoleAdmin, Name: "Eve"}
)

func of(actor returns.Actor) returns.By { return returns.By{ID: returns.NewID("dec"), Actor: actor} }

func (s *story) claim(actor returns.Actor) *returns.Change {
	return s.did(s.r().Claim(returns.ClaimReview{By: of(actor)}, s.now))
}

func claiming(actor returns.Actor, now time.Time) func(*returns.Return) (*returns.Change, error) {
	return func(r *returns.Return) (*returns.Change, error) {
		return r.Claim(returns.ClaimReview{By: of(actor)}, now)
	}
}

func (s *story) approving(actor returns.Actor, now time.Time) func(*returns.Return) (*returns.Change, error) {
	return func(r *returns.Return) (*returns.Change, error) {
		return r.Review(returns.Review{By: of(actor), Decision: returns.DecisionApprove}, s.order, now)
	}
}

func TestClaim_WhatAnotherHolds_NamesWhoAndSinceWhen(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.claim(ana)
	require.Equal(t, &returns.Assignment{UserID: "ana", Name: "Ana", Since: noon, Until: noon.Add(30 * time.Minute)}, s.r().Assignment)
	require.Equal(t, "Ana has claimed this return since 2026-03-02T12:00:00Z; the claim lapses at 2026-03-02T12:30:00Z, "+
		"and until then only they or an administrator decide", s.refuses(returns.CodeConflict, claiming(ben, noon.Add(29*time.Minute))))
	s.refuses(returns.CodeConflict, s.approving(ben, noon.Add(29*time.Minute)))
}

func TestClaim_Again_HoldsItLonger(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.claim(ana)
	s.now = noon.Add(20 * time.Minute)
	s.claim(ana)
	require.Equal(t, noon.Add(50*time.Minute), s.r().Assignment.Until)
}

func TestClaim_Lapsed_BlocksNobody(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.ClaimMinutes = 5 }))
	s.claim(ana)
	s.refuses(returns.CodeConflict, claiming(ben, noon.Add(5*time.Minute-time.Nanosecond)))
	s.now = noon.Add(5 * time.Minute)
	_, err := s.approving(ben, s.now)(clone(s.r()))
	require.NoError(t, err, "who is there decides")
	s.claim(ben)
	require.Equal(t, "ben", s.r().Assignment.UserID)
}

func TestClaim_AnAdminAndTheClaimer_DecideAllTheSame(t *testing.T) {
	t.Parallel()
	for _, actor := range []returns.Actor{ana, eve} {
		s := opens(t)
		s.claim(ana)
		s.did(s.approving(actor, noon)(s.r()))
		require.Equal(t, returns.Approved, s.r().Status())
	}
}

func TestClaim_MovesNothingAndAnswersNothing(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.passDeadline()
	s.passDeadline() // escalated
	overdue, wait := s.r().Attention, s.r().Wait
	require.NotEmpty(t, overdue)
	s.claim(ana)
	require.Equal(t, returns.Requested, s.r().Status())
	require.Equal(t, overdue, s.r().Attention, "a claim is no answer yet")
	require.Equal(t, wait, s.r().Wait, "nor does it give the reviewer more time")
	require.Empty(t, s.told())
}

func TestClaim_OnlyWhileSomethingIsToBeReviewed(t *testing.T) {
	t.Parallel()
	for _, status := range returns.Statuses() {
		err := returns.CheckAction(status, returns.ActionClaim, returns.RoleReviewer)
		reviewed := returns.CheckAction(status, returns.ActionReview, returns.RoleReviewer)
		require.Equal(t, reviewed == nil, err == nil, status)
	}
}

func TestRelease_IsTheClaimersOrAnAdmins(t *testing.T) {
	t.Parallel()
	release := func(actor returns.Actor) func(*returns.Return) (*returns.Change, error) {
		return func(r *returns.Return) (*returns.Change, error) {
			return r.Release(returns.ReleaseReview{By: of(actor)}, noon)
		}
	}
	s := opens(t)
	require.Equal(t, "nobody has claimed this return, so there is nothing to release", s.refuses(returns.CodeConflict, release(ana)))
	s.claim(ana)
	require.Contains(t, s.refuses(returns.CodeConflict, release(ben)), "Ana has claimed")
	for _, actor := range []returns.Actor{eve, ana} {
		r := clone(s.r())
		_, err := release(actor)(r)
		require.NoError(t, err)
		require.Nil(t, r.Assignment)
	}
}

func TestAssign_GoesToAReviewerWhoThenHoldsIt(t *testing.T) {
	t.Parallel()
	assign := func(by returns.Actor, to *returns.Assignee) func(*returns.Return) (*returns.Change, error) {
		return func(r *returns.Return) (*returns.Change, error) {
			return r.Assign(returns.AssignReview{By: of(by), UserID: "ben"}, to, noon)
		}
	}
	s := opens(t)
	_, err := assign(eve, nil)(clone(s.r()))
	requireField(t, err, "user_id", "unknown_user")
	_, err = assign(eve, &returns.Assignee{ID: "ben", Role: returns.RoleWarehouse})(clone(s.r()))
	requireField(t, err, "user_id", "not_a_reviewer")

	s.did(assign(eve, &returns.Assignee{ID: "ben", Name: "Ben", Role: returns.RoleReviewer})(s.r()))
	s.refuses(returns.CodeConflict, claiming(ana, noon))
	s.refuses(returns.CodeConflict, assign(ana, &returns.Assignee{ID: "ana", Role: returns.RoleReviewer}))
	s.did(s.approving(ben, noon)(s.r()))
}

// 微信小店 approves after 48 hours what the shop did not look at.
func TestReturn_NobodyReviewsInTime_IsApprovedInThePolicysName(t *testing.T) {
	t.Parallel()
	approving := func(p *returns.Terms) {
		p.Deadlines[returns.Requested] = []returns.Deadline{{Hours: 24, Then: returns.ActionRemind}, {Hours: 48, Then: returns.ActionApprove}}
	}
	s := opens(t, terms(approving))
	s.passDeadline()
	s.passDeadline()
	require.Equal(t, returns.Approved, s.r().Status())
	require.Equal(t, returns.System(), s.r().Approval.By)
	require.Equal(t, noon.Add(48*time.Hour), s.r().Approval.At)
	require.Equal(t, int64(2400), s.r().Estimate.Total)
	require.Equal(t, []string{"customer:approved"}, s.told())
}

func TestReturn_NobodyReviewsInTimeAndAClauseFailed_IsEscalatedInstead(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) {
		p.Photos = map[string]int{"damaged": 1} // and none was sent
		p.Deadlines[returns.Requested] = []returns.Deadline{{Hours: 48, Then: returns.ActionApprove}}
	}), func(in *returns.Opening) { in.By = as(returns.RoleSupport) })
	require.False(t, s.r().Verdict.Passed())
	s.passDeadline()
	require.Equal(t, returns.Requested, s.r().Status())
	require.Nil(t, s.r().Approval)
	require.Contains(t, s.r().Attention.String(), "overdue")
	require.Equal(t, []string{"admin:staff_escalation"}, s.told())
}

func TestClose_OfAClaimedReturn_IsTheClaimers(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Inspected)
	closing := func(actor returns.Actor) func(*returns.Return) (*returns.Change, error) {
		return func(r *returns.Return) (*returns.Change, error) {
			return r.Close(returns.Close{By: of(actor), Outcome: returns.SentBack}, s.now)
		}
	}
	s.claim(ana)
	require.Contains(t, s.refuses(returns.CodeConflict, closing(ben)), "Ana has claimed")
	for _, actor := range []returns.Actor{eve, ana} {
		_, err := closing(actor)(clone(s.r()))
		require.NoError(t, err)
	}
}
