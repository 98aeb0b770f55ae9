package returns_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestReturn_NobodyDecides_IsRemindedThenEscalatedThenExpired(t *testing.T) {
	t.Parallel()
	for status, tt := range map[returns.Status]struct {
		reminder string
		owner    returns.Role
	}{
		returns.Requested:       {"reviewer:staff_reminder", returns.RoleReviewer},
		returns.InfoNeeded:      {"customer:customer_reminder", returns.RoleCustomer},
		returns.CounterOffered:  {"customer:customer_reminder", returns.RoleCustomer},
		returns.Approved:        {"reviewer:staff_reminder", returns.RoleReviewer},
		returns.Confirmed:       {"logistics:staff_reminder", returns.RoleLogistics},
		returns.PickupScheduled: {"logistics:staff_reminder", returns.RoleLogistics},
	} {
		t.Run(string(status), func(t *testing.T) {
			t.Parallel()
			s := opens(t).until(status)
			since := s.r().Wait.Since
			require.Equal(t, returns.Wait{For: tt.owner, Since: since, Deadline: ptr(since.Add(24 * time.Hour)), Then: returns.ActionRemind}, s.r().Wait)

			s.passDeadline()
			require.Equal(t, returns.ActionRemind, s.last.Action)
			require.Equal(t, []string{tt.reminder}, s.told())
			require.Equal(t, status, s.r().Status())
			require.Empty(t, s.r().Attention)
			require.Equal(t, returns.Wait{For: tt.owner, Since: since, Deadline: ptr(since.Add(72 * time.Hour)), Then: returns.ActionEscalate, Passed: 1}, s.r().Wait)

			s.passDeadline()
			require.Equal(t, []string{"admin:staff_escalation"}, s.told())
			require.Equal(t, "overdue: waits for "+string(tt.owner)+" since "+since.Format(time.RFC3339), s.r().Attention.String())

			s.passDeadline()
			require.Equal(t, returns.Expired, s.r().Status())
			require.Equal(t, []string{"customer:expired"}, s.told())
			require.Equal(t, since.Add(7*24*time.Hour), s.now, "all deadlines count from when the wait began")
			requireNothingLeft(t, s)
		})
	}
}

func TestReturn_AfterArrival_IsRemindedAndEscalatedButNeverExpires(t *testing.T) {
	t.Parallel()
	for status, owner := range map[returns.Status]returns.Role{
		returns.InTransit: returns.RoleLogistics, returns.Received: returns.RoleWarehouse, returns.RefundPending: returns.RoleFinance,
	} {
		s := opens(t).until(status)
		s.passDeadline()
		require.Equal(t, []string{string(owner) + ":staff_reminder"}, s.told())
		s.passDeadline()
		require.Contains(t, s.r().Attention.String(), string(owner))
		require.Equal(t, returns.Wait{For: owner, Since: s.r().Wait.Since, Passed: 2}, s.r().Wait, "nothing more happens by itself")
	}
}

func TestReturn_Refunded_IsCompletedInTime(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Refunded)
	s.passDeadline()
	require.Equal(t, returns.Completed, s.r().Status())
	require.Empty(t, s.told())
}

func TestPassDeadline_Stale_IsRefused(t *testing.T) {
	t.Parallel()
	pass := func(deadline time.Time) func(*returns.Return) (*returns.Change, error) {
		return func(r *returns.Return) (*returns.Change, error) {
			return r.PassDeadline(returns.By{Actor: returns.System()}, deadline, mugsAndLamp(), deadline)
		}
	}
	s := opens(t)
	first := *s.r().Wait.Deadline
	s.passDeadline()
	require.Contains(t, s.refuses(returns.CodeConflict, pass(first)), first.Format(time.RFC3339), "reminded once")

	second := *s.r().Wait.Deadline
	s.approve()
	s.refuses(returns.CodeConflict, pass(second))
	s.cancel()
	s.refuses(returns.CodeConflict, pass(second))
}

func TestPassDeadline_SameInstantInAnotherZone_IsTheDeadline(t *testing.T) {
	t.Parallel()
	s := opens(t)
	deadline := s.r().Wait.Deadline.In(time.FixedZone("", 8*3600))
	s.did(s.r().PassDeadline(returns.By{Actor: returns.System()}, deadline, s.order, deadline))
}

func TestPassDeadline_IsTheServicesAlone(t *testing.T) {
	t.Parallel()
	s := opens(t)
	for _, role := range returns.Roles() {
		s.refuses(returns.CodeForbidden, func(r *returns.Return) (*returns.Change, error) {
			return r.PassDeadline(as(role), *r.Wait.Deadline, s.order, noon)
		})
	}
}

func TestAttention_IsAnsweredByTheNextStep(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InfoNeeded)
	s.passDeadline()
	s.passDeadline()
	require.NotEmpty(t, s.r().Attention)
	s.answer(returns.Answer{Note: "here"})
	require.Empty(t, s.r().Attention)

	s = opens(t).until(returns.InTransit)
	s.carrier(returns.Lost, "TRACK-1")
	require.NotEmpty(t, s.r().Attention)
	s.passDeadline()
	require.NotEmpty(t, s.r().Attention, "a reminder answers nothing")
	s.receiveAll()
	require.Empty(t, s.r().Attention)
}

func TestWait_ADecisionThatStays_DoesNotMoveTheDeadline(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	wait := s.r().Wait
	s.now = s.now.Add(time.Hour)
	s.finance(returns.RefundApprove)
	require.Equal(t, wait.Deadline, s.r().Wait.Deadline)

	s = opens(t).until(returns.Received)
	wait = s.r().Wait
	s.now = s.now.Add(time.Hour)
	s.inspect(returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Scrap})
	require.Equal(t, wait, s.r().Wait)
}

func TestWait_APolicyWithoutDeadlines_StillSaysForWhom(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.Deadlines = nil }))
	require.Equal(t, returns.Wait{For: returns.RoleReviewer, Since: noon}, s.r().Wait)
	s.refuses(returns.CodeConflict, func(r *returns.Return) (*returns.Change, error) {
		return r.PassDeadline(returns.By{Actor: returns.System()}, noon, s.order, noon)
	})
}

func TestSnapshot_IsWhatTheReturnSays(t *testing.T) {
	t.Parallel()
	s := opens(t, method(returns.MethodKeepItem)).until(returns.Confirmed)
	snapshot := s.r().Snapshot()
	require.Equal(t, returns.Snapshot{
		ReturnID: s.r().ID, RMANumber: s.r().RMANumber, Status: returns.Confirmed, Tracks: s.r().Tracks, Version: s.r().Version,
		Next: returns.ActionRequestRefund, WaitingFor: returns.RoleSystem, Deadline: s.r().Wait.Deadline, Then: s.r().Wait.Then,
	}, snapshot)
}
