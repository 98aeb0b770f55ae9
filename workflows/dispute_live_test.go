package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/workflows"
)

// complaintsSoon sets what happens by itself to complaints, after a moment of the
// real server's time; see slow.
func (s *stack) complaintsSoon(deadlines map[returns.DisputeState]returns.Action) {
	s.policy(func(terms *returns.Terms) {
		terms.ComplaintDeadlines = map[returns.DisputeState][]returns.Deadline{}
		for state, then := range deadlines {
			terms.ComplaintDeadlines[state] = []returns.Deadline{{Hours: 1, Then: then}}
		}
	})
}

// passes waits until the trail of the return is as wanted.
func (s *stack) passes(trail string) {
	s.t.Helper()
	s.eventually(func() bool { return s.trail(s.id) == trail }, "its trail never becomes %q", trail)
}

func TestDispute_OnTheRealServer_IsRemindedAnsweredAndTheAnswerStands(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	s.complaintsSoon(map[returns.DisputeState]returns.Action{
		returns.DisputeOpen: returns.ActionRemindComplaint, returns.DisputeAnswered: returns.ActionDecideComplaint,
	})
	s.rejected()
	s.complain()
	s.passes("open review complain remind_complaint")
	s.decideComplaint(returns.ActionAnswerComplaint, answerIt())
	s.disputeEnds(returns.DisputeDismissed)
	require.Equal(t, "open review complain remind_complaint answer_complaint decide_complaint", s.trail(s.id))
	require.Equal(t, "system", s.value(`select actor_role from return_events where action = 'decide_complaint'`))
	s.eventually(func() bool {
		return s.mails(s.id) == "requested sent, rejected sent, complaint_received sent, staff_complaint sent, staff_complaint sent, "+
			"complaint_answered sent, complaint_decided sent"
	}, "not everybody is written to")
	late := workflows.DecideDispute(s.within(wait), s.client, s.id, returns.ActionDecideComplaint, "late", decideIt(returns.RoleAdmin, returns.ComplaintUphold))
	requireRefusal(t, late, returns.CodeNotFound)
}

func TestDispute_OnTheRealServer_NobodyAnswers_IsEscalatedThoughTheWorkerWasAway(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	s.complaintsSoon(map[returns.DisputeState]returns.Action{
		returns.DisputeOpen: returns.ActionEscalateComplaint, returns.DisputeEscalated: returns.ActionRemindComplaint,
	})
	s.rejected()
	s.complain()
	s.worker.Stop() // the timer runs on the server, and may run out with nobody there
	s.startWorker()
	s.passes("open review complain escalate_complaint remind_complaint")
	support := workflows.DecideDispute(s.within(wait), s.client, s.id, returns.ActionDecideComplaint, "support", decideIt(returns.RoleSupport, returns.ComplaintDismiss))
	requireRefusal(t, support, returns.CodeForbidden)
	s.decideComplaint(returns.ActionDecideComplaint, decideIt(returns.RoleAdmin, returns.ComplaintUphold))
	s.disputeEnds(returns.DisputeUpheld)
	require.Contains(t, s.attention(s.id), "complaint upheld")
	require.Equal(t, "rejected", s.status(), "the return itself stays ended")
}
