package workflows_test

import (
	"github.com/stretchr/testify/require"

	"backhaul/integrations/payments"
	"backhaul/returns"
	"backhaul/workflows"
)

// laterLives are ways a return can go since reviewers share their work, finance
// has limits, and providers answer late.
func laterLives() map[string]func(*stack) {
	return map[string]func(*stack){
		"claimed-and-assigned": func(s *stack) {
			require.NoError(s.t, s.open())
			s.decide(returns.ActionClaim, claimedBy("ana"))
			requireRefusal(s.t, s.try(returns.ActionClaim, "ben-claims", claimedBy("ben")), returns.CodeConflict)
			s.decide(returns.ActionAssign, returns.AssignReview{By: by("", returns.RoleAdmin), UserID: "reviewer"})
			s.decide(returns.ActionRelease, returns.ReleaseReview{By: by("", returns.RoleAdmin)})
			s.decide(returns.ActionReview, returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionReject, Note: "worn"})
			require.NoError(s.t, s.ends(returns.Rejected))
		},
		"approved-by-time": func(s *stack) {
			s.soon(map[returns.Status][]returns.Action{returns.Requested: {returns.ActionApprove}})
			require.NoError(s.t, s.open())
			s.becomes(returns.Approved)
			s.decide(returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
			require.NoError(s.t, s.ends(returns.Cancelled))
		},
		"refunded-by-policy-and-acknowledged": func(s *stack) {
			s.exec(`update payments set provider = 'bank'`)
			s.policy(func(terms *returns.Terms) { terms.AutoRefundLimit = returns.PerCurrency{"GBP": 9900} })
			s.toInspection()
			s.knows(returns.Refunded)
			s.decide(returns.ActionAcknowledge, returns.Acknowledge{By: by("", returns.RoleCustomer)})
			require.NoError(s.t, s.ends(returns.Completed))
		},
		"approved-by-four-eyes": func(s *stack) {
			s.exec(`update payments set provider = 'bank'`)
			s.policy(func(terms *returns.Terms) { terms.FourEyesAbove = returns.PerCurrency{"GBP": 100} })
			s.toInspection()
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			requireRefusal(s.t, s.try(returns.ActionDecideRefund, "again", finance(returns.RefundApprove)), returns.CodeConflict)
			second := finance(returns.RefundApprove)
			second.Actor.ID = "finance-2"
			s.decide(returns.ActionDecideRefund, second)
			s.knows(returns.Refunded)
			s.decide(returns.ActionAcknowledge, returns.Acknowledge{By: by("", returns.RoleCustomer)})
			require.NoError(s.t, s.ends(returns.Completed))
		},
		"failed-then-retried": func(s *stack) {
			s.exec(`update payments set provider = 'bank'`)
			s.bank.says = []payments.Outcome{{State: payments.Failed, Reason: "the account is closed"}}
			s.toInspection()
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			s.eventually(func() bool { return s.attention(s.id) != "" }, "finance does not hear of it")
			s.decide(returns.ActionDecideRefund, finance(returns.RefundRetry))
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			s.knows(returns.Refunded)
			s.decide(returns.ActionAcknowledge, returns.Acknowledge{By: by("", returns.RoleCustomer)})
			require.NoError(s.t, s.ends(returns.Completed))
		},
		"pending-then-paid": func(s *stack) {
			s.exec(`update payments set provider = 'bank'`)
			s.bank.says = []payments.Outcome{{State: payments.Pending, Reference: "bank p"}}
			s.toInspection()
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			s.eventually(func() bool { return s.value(`select reference from refund_tasks`) == "bank p" }, "the provider is not asked")
			s.bank.settle("bank p")
			s.signal(workflows.SignalPaymentEvent, workflows.PaymentEvent{TaskID: returns.RefundTaskID(s.id, 1)})
			s.knows(returns.Refunded)
			s.decide(returns.ActionAcknowledge, returns.Acknowledge{By: by("", returns.RoleCustomer)})
			require.NoError(s.t, s.ends(returns.Completed))
		},
		"refund-fails-late": func(s *stack) {
			s.exec(`update payments set provider = 'bank'`)
			s.toInspection()
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			s.knows(returns.Refunded)
			s.bank.fail()
			s.signal(workflows.SignalPaymentEvent, workflows.PaymentEvent{TaskID: returns.RefundTaskID(s.id, 1)})
			s.knows(returns.RefundPending)
			s.decide(returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
			s.knows(returns.Refunded)
			s.decide(returns.ActionAcknowledge, returns.Acknowledge{By: by("", returns.RoleCustomer)})
			require.NoError(s.t, s.ends(returns.Completed))
		},
	}
}

// complaintLives are the ways a complaint about a rejected return can go.
func complaintLives() map[string]func(*stack) {
	return map[string]func(*stack){
		"complaint-answered-and-upheld": func(s *stack) {
			s.rejected()
			s.complain()
			s.decideComplaint(returns.ActionAnswerComplaint, answerIt())
			s.complain()
			s.decideComplaint(returns.ActionDecideComplaint, decideIt(returns.RoleSupport, returns.ComplaintUphold))
			s.disputeEnds(returns.DisputeUpheld)
		},
		"complaint-escalated-and-dismissed": func(s *stack) {
			s.rejected()
			s.complain()
			s.decideComplaint(returns.ActionEscalateComplaint, returns.EscalateComplaint{By: by("", returns.RoleCustomer)})
			s.decideComplaint(returns.ActionDecideComplaint, decideIt(returns.RoleAdmin, returns.ComplaintDismiss))
			s.disputeEnds(returns.DisputeDismissed)
		},
	}
}

// knows waits until the workflow itself has heard of the status, which is a moment
// after the database has it.
func (s *stack) knows(want returns.Status) {
	s.t.Helper()
	s.eventually(func() bool {
		value, err := s.client.QueryWorkflow(s.t.Context(), workflows.WorkflowID(s.id), "", workflows.QueryState)
		var snapshot returns.Snapshot
		return err == nil && value.Get(&snapshot) == nil && snapshot.Status == want
	}, "the workflow never hears of %s", want)
}

func (s *stack) rejected() {
	s.t.Helper()
	require.NoError(s.t, s.open())
	s.decide(returns.ActionReview, returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionReject, Note: "worn"})
	require.NoError(s.t, s.ends(returns.Rejected))
}

func (s *stack) complain() {
	s.t.Helper()
	d := complain()
	d.ID = returns.NewID("dec")
	require.NoError(s.t, workflows.Complain(s.within(wait), s.client, s.queue, s.id, d))
}

func (s *stack) decideComplaint(action returns.Action, decision any) {
	s.t.Helper()
	require.NoError(s.t, workflows.DecideDispute(s.within(wait), s.client, s.id, action, returns.NewID("dec"), decision), action)
}

func (s *stack) disputeEnds(want returns.DisputeState) {
	s.t.Helper()
	var state returns.DisputeState
	require.NoError(s.t, s.client.GetWorkflow(s.within(wait), workflows.DisputeID(s.id), "").Get(s.within(wait), &state))
	require.Equal(s.t, want, state)
	require.Equal(s.t, string(want), s.value(`select dispute from returns where id = $1`, s.id))
}
