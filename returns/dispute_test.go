package returns_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func complaint(text string) returns.Complaint {
	return returns.Complaint{By: as(returns.RoleCustomer), Text: text}
}

// complains opens a complaint now, about a return that came to its end just now.
func (s *story) complains() *story {
	s.did(s.r().Complain(complaint("the refund is too small"), s.now, s.now))
	return s
}

func (s *story) answersComplaint() *story {
	s.did(s.r().AnswerComplaint(returns.AnswerComplaint{By: as(returns.RoleSupport), Text: "it was scratched"}, s.now))
	return s
}

func (s *story) decidesComplaint(role returns.Role, decision string) *story {
	s.did(s.r().DecideComplaint(returns.DecideComplaint{By: as(role), Decision: decision, Note: "as the photo shows"}, s.now))
	return s
}

// passComplaint lets the time of the complaint's wait run out.
func (s *story) passComplaint() *story {
	require.NotNil(s.t, s.r().Dispute.Wait.Deadline)
	s.now = *s.r().Dispute.Wait.Deadline
	s.did(s.r().PassComplaintDeadline(returns.By{ID: "timer", Actor: returns.System()}, s.now, s.now))
	return s
}

func TestComplaint_IsAnsweredAndUpheld_AsksTheStaffToMakeItGood(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Completed).complains()
	require.Equal(t, returns.DisputeOpen, s.r().Tracks.Dispute)
	require.Equal(t, []string{"customer:complaint_received", "support:staff_complaint"}, s.told())
	require.Equal(t, returns.RoleSupport, s.r().Dispute.Wait.For)
	require.Equal(t, returns.Completed, s.r().Status(), "a complaint does not open the return again")

	s.answersComplaint()
	require.Equal(t, []string{"customer:complaint_answered"}, s.told())
	require.Equal(t, returns.RoleCustomer, s.r().Dispute.Wait.For)

	s.decidesComplaint(returns.RoleSupport, returns.ComplaintUphold)
	require.Equal(t, returns.DisputeUpheld, s.r().Tracks.Dispute)
	require.Equal(t, []string{"customer:complaint_decided"}, s.told())
	require.Contains(t, s.r().Attention.String(), "complaint upheld")
	require.Equal(t, returns.Wait{}, s.r().Dispute.Wait)

	s.did(s.r().AddNote(returns.Note{By: as(returns.RoleSupport), Text: "5.00 paid by hand", Resolved: true}, s.now))
	require.Empty(t, s.r().Attention)
}

func TestComplaint_NobodyAnswers_IsRemindedThenEscalatedAfterFortyEightHours(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Completed).complains()
	opened := s.now
	s.passComplaint()
	require.Equal(t, opened.Add(24*time.Hour), s.now)
	require.Equal(t, []string{"support:staff_complaint"}, s.told())
	s.passComplaint()
	require.Equal(t, opened.Add(48*time.Hour), s.now)
	require.Equal(t, returns.DisputeEscalated, s.r().Tracks.Dispute)
	require.Equal(t, []string{"admin:staff_complaint"}, s.told())
	require.Equal(t, returns.RoleAdmin, s.r().Dispute.Wait.For)
	s.passComplaint()
	s.passComplaint()
	require.Nil(t, s.r().Dispute.Wait.Deadline, "it waits for the administrator, however long")
}

func TestComplaint_Escalated_IsAnAdministratorsToDecide(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Completed).complains().answersComplaint()
	s.did(s.r().EscalateComplaint(returns.EscalateComplaint{By: as(returns.RoleCustomer)}, s.now))
	s.refuses(returns.CodeForbidden, func(r *returns.Return) (*returns.Change, error) {
		return r.DecideComplaint(returns.DecideComplaint{By: as(returns.RoleSupport), Decision: returns.ComplaintDismiss, Note: "no"}, s.now)
	})
	s.decidesComplaint(returns.RoleAdmin, returns.ComplaintDismiss)
	require.Equal(t, returns.DisputeDismissed, s.r().Tracks.Dispute)
	require.Empty(t, s.r().Attention)
}

func TestComplaint_AnswerIsNotContradictedForAWeek_Stands(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Completed).complains().answersComplaint()
	answered := s.now
	s.passComplaint()
	require.Equal(t, answered.Add(7*24*time.Hour), s.now)
	require.Equal(t, returns.DisputeDismissed, s.r().Tracks.Dispute)
	require.Equal(t, returns.System(), *s.r().Dispute.DecidedBy)
}

func TestComplaint_CustomerContradictsTheAnswer_IsOpenAgain(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Completed).complains().answersComplaint()
	opened := s.r().Dispute.OpenedAt
	s.now = s.now.Add(40 * 24 * time.Hour)
	s.did(s.r().Complain(complaint("it was not"), noon, s.now))
	require.Equal(t, returns.DisputeOpen, s.r().Tracks.Dispute)
	require.Equal(t, opened, s.r().Dispute.OpenedAt)
	require.Equal(t, "it was not", s.r().Dispute.Complaint)
	require.Equal(t, []string{"support:staff_complaint"}, s.told())
}

func TestComplaint_IsOpenThirtyDaysAfterTheRefundAndSevenAfterARejection(t *testing.T) {
	t.Parallel()
	refunded := opens(t).until(returns.Refunded)
	rejected := opens(t)
	rejected.review(returns.Review{Decision: returns.DecisionReject, Note: "worn"})
	for name, tt := range map[string]struct {
		story *story
		days  int
	}{"refunded": {refunded, 30}, "completed": {opens(t).until(returns.Completed), 30}, "rejected": {rejected, 7}} {
		until := noon.AddDate(0, 0, tt.days)
		_, err := clone(tt.story.r()).Complain(complaint("hm"), noon, until)
		require.NoError(t, err, name)
		message := tt.story.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
			return r.Complain(complaint("hm"), noon, until.Add(time.Second))
		})
		require.Contains(t, message, until.Format(time.RFC3339), name)
	}
}

func TestComplaint_BeforeAnythingIsDecided_IsRefused(t *testing.T) {
	t.Parallel()
	for _, status := range []returns.Status{returns.Requested, returns.Approved, returns.Received, returns.RefundPending} {
		s := opens(t).until(status)
		s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
			return r.Complain(complaint("too slow"), s.now, s.now)
		})
	}
}

func TestComplaintMoves_AreTheTracks(t *testing.T) {
	t.Parallel()
	for _, move := range returns.ComplaintMoves() {
		require.NotEmpty(t, returns.DoersOf(move.Action))
		require.True(t, move.Action.Stays())
		for _, to := range move.To {
			require.True(t, move.From.CanFollow(to), "%s to %s", move.From, to)
		}
	}
	for _, state := range []returns.DisputeState{returns.DisputeUpheld, returns.DisputeDismissed} {
		for _, action := range returns.DecisionActions() {
			require.Error(t, returns.CheckComplaint(state, action, returns.RoleAdmin), "%s is an end", state)
		}
	}
}

func TestComplaint_BadDecisions_NameTheInput(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Completed)
	_, err := clone(s.r()).Complain(complaint(""), s.now, s.now)
	requireField(t, err, "text", "required")
	s.complains()
	_, err = s.r().AnswerComplaint(returns.AnswerComplaint{By: as(returns.RoleSupport)}, s.now)
	requireField(t, err, "text", "required")
	_, err = s.r().DecideComplaint(returns.DecideComplaint{By: as(returns.RoleSupport), Decision: returns.ComplaintUphold}, s.now)
	requireField(t, err, "note", "required")
	_, err = s.r().DecideComplaint(returns.DecideComplaint{By: as(returns.RoleSupport), Decision: "shrug", Note: "x"}, s.now)
	requireField(t, err, "decision", "unknown_decision")
}
