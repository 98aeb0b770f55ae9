package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/workflows"
)

// newDispute is a journey whose return was rejected an hour ago, ready for its
// complaint. Ages count from the start of the complaint's workflow.
func newDispute(t *testing.T) *journey {
	t.Helper()
	j := newJourney(t)
	j.update(hour, returns.ActionReview, returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionReject, Note: "worn"})
	j.ends(returns.Rejected)
	j.newRun(t, opening.Add(2*hour))
	return j
}

func (j *journey) disputeEnds(want returns.DisputeState) {
	j.t.Helper()
	j.env.ExecuteWorkflow(workflows.Dispute, workflows.DisputeInput{ReturnID: j.id})
	require.True(j.t, j.env.IsWorkflowCompleted(), "the complaint never ended")
	require.NoError(j.t, j.env.GetWorkflowError())
	var state returns.DisputeState
	require.NoError(j.t, j.env.GetWorkflowResult(&state))
	require.Equal(j.t, want, state, j.trail(j.id))
	require.Equal(j.t, string(want), j.value(`select dispute from returns where id = $1`, j.id))
}

func complain() returns.Complaint {
	return returns.Complaint{By: by("", returns.RoleCustomer), Text: "it was never worn"}
}

func answerIt() returns.AnswerComplaint {
	return returns.AnswerComplaint{By: by("", returns.RoleSupport), Text: "the sole is dirty"}
}

func decideIt(role returns.Role, decision string) returns.DecideComplaint {
	return returns.DecideComplaint{By: by("", role), Decision: decision, Note: "as the photo shows"}
}

func TestDispute_AnsweredAndUpheld_AsksTheStaffToMakeItGood(t *testing.T) {
	t.Parallel()
	j := newDispute(t)
	first := j.update(0, returns.ActionComplain, complain())
	j.update(1*hour, returns.ActionAnswerComplaint, answerIt())
	j.update(2*hour, returns.ActionComplain, complain())
	j.update(3*hour, returns.ActionDecideComplaint, decideIt(returns.RoleSupport, returns.ComplaintUphold))
	j.disputeEnds(returns.DisputeUpheld)
	require.Equal(t, returns.RoleSupport, first.took(t).Dispute.WaitingFor)
	require.Equal(t, "open review complain answer_complaint complain decide_complaint", j.trail(j.id))
	require.Contains(t, j.attention(j.id), "complaint upheld")
	require.Equal(t, "requested sent, rejected sent, complaint_received sent, staff_complaint sent, complaint_answered sent, "+
		"staff_complaint sent, complaint_decided sent", j.mails(j.id))
	require.Equal(t, "rejected", j.value(`select status from returns`), "the return itself stays ended")
}

func TestDispute_NobodyAnswers_IsRemindedThenEscalatedAndStillWaits(t *testing.T) {
	t.Parallel()
	j := newDispute(t)
	j.update(0, returns.ActionComplain, complain())
	escalated := j.seen(49 * hour)
	refused := j.update(50*hour, returns.ActionDecideComplaint, decideIt(returns.RoleSupport, returns.ComplaintDismiss))
	j.update(30*day, returns.ActionDecideComplaint, decideIt(returns.RoleAdmin, returns.ComplaintDismiss))
	j.disputeEnds(returns.DisputeDismissed)
	require.Equal(t, returns.DisputeEscalated, escalated.Tracks.Dispute)
	require.Equal(t, returns.RoleAdmin, escalated.Dispute.WaitingFor)
	refused.refused(t, returns.CodeForbidden)
	require.Equal(t, "open review complain remind_complaint escalate_complaint remind_complaint remind_complaint decide_complaint", j.trail(j.id))
}

func TestDispute_CustomerDoesNotContradict_TheAnswerStandsAfterSevenDays(t *testing.T) {
	t.Parallel()
	j := newDispute(t)
	j.update(0, returns.ActionComplain, complain())
	j.update(hour, returns.ActionAnswerComplaint, answerIt())
	j.disputeEnds(returns.DisputeDismissed)
	require.Equal(t, opening.Add(3*hour+7*day), j.env.Now().UTC().Truncate(time.Minute))
}

func TestDispute_CustomerEscalates_AnAdministratorDecides(t *testing.T) {
	t.Parallel()
	j := newDispute(t)
	j.signal(0, returns.ActionComplain, body(`{"text":"it was never worn"}`))
	j.signal(hour, returns.ActionAnswerComplaint, body(`{"text":"the sole is dirty"}`))
	j.signal(2*hour, returns.ActionAnswerComplaint, body(`{"text":"twice"}`))
	j.signal(3*hour, returns.ActionEscalateComplaint, body(`{}`))
	j.signal(4*hour, returns.ActionDecideComplaint, body(`{"decision":"dismiss","note":"seen"}`))
	j.disputeEnds(returns.DisputeDismissed)
	require.Equal(t, "open review complain answer_complaint [answer_complaint] escalate_complaint decide_complaint", j.trail(j.id))
}

func TestDispute_ComplaintComesTooLate_IsRefusedAndTheWorkflowEnds(t *testing.T) {
	t.Parallel()
	j := newDispute(t)
	j.newRun(t, opening.Add(8*day))
	late := j.update(0, returns.ActionComplain, complain())
	j.disputeEnds(returns.DisputeNone)
	late.refused(t, returns.CodeTransition)
	require.Equal(t, "open review", j.trail(j.id))
}

func TestRemark_NoteAndRating_OfAnEndedReturn_StandInItsTrail(t *testing.T) {
	t.Parallel()
	j := newDispute(t)
	closed := j.value(`select closed_at::text from returns`)
	for _, in := range []workflows.RemarkInput{
		{ReturnID: j.id, Note: &returns.Note{By: by("note-1", returns.RoleSupport), Text: "called her"}},
		{ReturnID: j.id, Feedback: &returns.Feedback{By: by("stars-1", returns.RoleCustomer), Rating: 2, Comment: "slow"}},
		{ReturnID: j.id, Note: &returns.Note{By: by("note-1", returns.RoleSupport), Text: "called her"}}, // a repeat
	} {
		j.newRun(t, opening.Add(day))
		j.env.ExecuteWorkflow(workflows.Remark, in)
		require.NoError(t, j.env.GetWorkflowError())
	}
	require.Equal(t, "open review note feedback", j.trail(j.id))
	require.Equal(t, "2 slow", j.value(`select rating || ' ' || comment from feedback`))
	require.Equal(t, closed, j.value(`select closed_at::text from returns`), "what is said later does not end it again")
}

func TestReturn_CustomerAcknowledgesTheRefund_IsCompletedBeforeItsTime(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.toInspection()
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	j.update(8*hour, returns.ActionAcknowledge, returns.Acknowledge{By: by("", returns.RoleCustomer)})
	j.ends(returns.Completed)
	require.Equal(t, 8*hour, j.age().Truncate(time.Minute))
}
