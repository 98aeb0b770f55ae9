package workflows_test

import (
	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/workflows"
)

// lives are the ways a return can go, one for each branch of the story.
func lives() map[string]func(*stack) {
	complete := map[returns.Status][]returns.Action{returns.Refunded: {returns.ActionComplete}}
	return map[string]func(*stack){
		"refunded": func(s *stack) {
			s.exec(`update payments set provider = 'bank'`)
			s.soon(complete)
			s.toInspection()
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			require.NoError(s.t, s.ends(returns.Completed))
		},
		"paid-by-hand": func(s *stack) {
			s.soon(complete)
			s.toInspection()
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			s.eventually(func() bool { return s.value(`select by_hand::text from refund_tasks`) == "true" }, "finance is not asked to pay")
			s.decide(returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
			require.NoError(s.t, s.ends(returns.Completed))
		},
		"finance-refuses": func(s *stack) {
			s.soon(complete)
			s.toInspection()
			s.decide(returns.ActionDecideRefund, finance(returns.RefundReject))
			s.decide(returns.ActionReview, approve())
			s.decide(returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
			require.NoError(s.t, s.ends(returns.Completed))
		},
		"keep-item": func(s *stack) {
			s.soon(complete)
			require.NoError(s.t, s.open(func(in *workflows.Input) { in.Request.Method = returns.MethodKeepItem }))
			s.decide(returns.ActionReview, approve())
			s.decide(returns.ActionConfirm, confirm())
			s.decide(returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
			require.NoError(s.t, s.ends(returns.Completed))
		},
		"approved-and-confirmed-by-policy": func(s *stack) {
			s.soon(complete)
			s.policy(func(terms *returns.Terms) { terms.AutoApprove, terms.Confirm = true, returns.ConfirmAuto })
			require.NoError(s.t, s.open())
			s.decide(returns.ActionReceive, receive())
			s.decide(returns.ActionInspect, inspect())
			s.decide(returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
			require.NoError(s.t, s.ends(returns.Completed))
		},
		"offer-taken": func(s *stack) {
			s.soon(complete)
			require.NoError(s.t, s.open())
			yes := true
			s.decide(returns.ActionReview, returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionCounterOffer, Offer: &returns.Offer{
				Amount: &returns.Money{Minor: 1500, Currency: "GBP"}, KeepItem: true,
			}})
			s.decide(returns.ActionAnswer, returns.Answer{By: by("", returns.RoleCustomer), Accept: &yes})
			s.decide(returns.ActionConfirm, confirm())
			s.decide(returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
			require.NoError(s.t, s.ends(returns.Completed))
		},
		"rejected": func(s *stack) {
			require.NoError(s.t, s.open())
			s.decide(returns.ActionReview, returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionReject, Note: "worn"})
			require.NoError(s.t, s.ends(returns.Rejected))
		},
		"cancelled-with-its-pickup": func(s *stack) {
			require.NoError(s.t, s.open())
			s.decide(returns.ActionReview, approve())
			s.decide(returns.ActionConfirm, confirm())
			s.decide(returns.ActionSchedulePickup, book())
			s.decide(returns.ActionSchedulePickup, book())
			s.decide(returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
			require.NoError(s.t, s.ends(returns.Cancelled))
		},
		"expired": func(s *stack) {
			s.soon(map[returns.Status][]returns.Action{returns.Approved: {returns.ActionRemind, returns.ActionExpire}})
			require.NoError(s.t, s.open())
			s.decide(returns.ActionReview, approve())
			require.NoError(s.t, s.ends(returns.Expired))
		},
		"reminded-and-escalated": func(s *stack) {
			s.soon(map[returns.Status][]returns.Action{returns.Requested: {returns.ActionRemind, returns.ActionEscalate}})
			require.NoError(s.t, s.open())
			s.eventually(func() bool { return s.trail(s.id) == "open remind escalate" }, "nobody is told")
			s.decide(returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
			require.NoError(s.t, s.ends(returns.Cancelled))
		},
		"opening-refused": func(s *stack) {
			requireRefusal(s.t, s.open(func(in *workflows.Input) { in.Request.Lines[0].Quantity = 9 }), returns.CodeQuantity)
			require.Error(s.t, s.ends(""))
		},
		"decisions-refused": func(s *stack) {
			require.NoError(s.t, s.open())
			requireRefusal(s.t, s.try(returns.ActionConfirm, "d-1", confirm()), returns.CodeTransition)
			requireRefusal(s.t, s.try(returns.ActionReview, "d-2", returns.Review{By: by("", returns.RoleReviewer), Decision: "maybe"}), returns.CodeInvalid)
			s.signal(returns.ActionConfirm, body(`{}`))
			s.signal(returns.ActionReview, body(`{"decision":["reject"]}`))
			s.eventually(func() bool { return len(s.trail(s.id)) > len("open [confirm] [review]")-1 }, "the refusals are not on record")
			s.decide(returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
			require.NoError(s.t, s.ends(returns.Cancelled))
		},
		"step-refused": func(s *stack) {
			s.exec(`update payments set provider = 'paypal'`)
			s.soon(complete)
			s.toInspection()
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			s.eventually(func() bool { return s.attention(s.id) != "" }, "nobody is asked to look")
			s.decide(returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
			require.NoError(s.t, s.ends(returns.Completed))
		},
		"decided-by-signals": bySignals,
	}
}

// toInspection opens an ordinary return and decides it until it is inspected.
func (s *stack) toInspection() {
	s.t.Helper()
	require.NoError(s.t, s.open())
	s.decide(returns.ActionReview, approve())
	s.decide(returns.ActionConfirm, confirm())
	s.decide(returns.ActionSchedulePickup, book())
	s.decide(returns.ActionCarrierEvent, scan(returns.HandedOver))
	s.decide(returns.ActionReceive, receive())
	s.decide(returns.ActionInspect, inspect())
}

// bySignals decides a return by bare Signals alone, as from the Temporal UI.
func bySignals(s *stack) {
	require.NoError(s.t, s.open())
	for _, sent := range []struct {
		action returns.Action
		body   string
		then   returns.Status
	}{
		{returns.ActionReview, `{"decision":"request_info","note":"Which color?"}`, returns.InfoNeeded},
		{returns.ActionAnswer, `{"note":"Blue"}`, returns.Requested},
		{returns.ActionReview, `{"decision":"approve"}`, returns.Approved},
		{returns.ActionConfirm, `{}`, returns.Confirmed},
		{returns.ActionSchedulePickup, `{"carrier":"SF","tracking_number":"SF1"}`, returns.PickupScheduled},
		{returns.ActionCarrierEvent, `{"event":"in_transit"}`, returns.InTransit},
		{returns.ActionReceive, `{"lines":[{"line_no":1,"quantity":1},{"line_no":2,"quantity":2}]}`, returns.Received},
		{returns.ActionInspect, `{"lines":[{"line_no":1,"quantity":1,"disposition":"restock"},{"line_no":2,"quantity":2,"disposition":"scrap"}]}`, returns.RefundPending},
		{returns.ActionDecideRefund, `{"action":"reject","note":"as agreed"}`, returns.Inspected},
		{returns.ActionClose, `{"outcome":"sent_back"}`, returns.SentBack},
	} {
		s.signal(sent.action, body(sent.body))
		s.becomes(sent.then)
	}
	require.NoError(s.t, s.ends(returns.SentBack))
}
