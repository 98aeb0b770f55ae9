package verify_test

import (
	"encoding/json"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

// town fills a shop with one return of every kind that the checks tell apart.
// Each has an order of its own, whose number is the return's name.
func town(s *shop) {
	listener(s)
	for _, order := range []string{
		"requested", "received", "pending", "completed", "kept", "gone", "refused", "lost",
		"rejected", "cancelled", "expired", "atonce", "free", "none", "offered",
	} {
		s.order(order, 3)
	}
	s.order("toolate", 90)
	underWay(s)
	endedWell(s)
	endedOtherwise(s)
	otherPolicies(s)
	financeAtWork(s)
	batch(s)
	settingsChanged(s)
}

func underWay(s *shop) {
	requested := s.opens("requested", "requested", 1, 1)
	require.NoError(s.t, s.steps.RecordRefusal(s.t.Context(), activities.RefusalInput{
		ReturnID: requested.ReturnID, By: by(returns.RoleSupport), Action: returns.ActionConfirm,
		Data: json.RawMessage(`{ "digest": "as it came" }`), Reason: "not approved yet",
	}))
	s.opens("offered", "offered", 2, 0).review(returns.Review{
		Decision: returns.DecisionCounterOffer, Offer: &returns.Offer{KeepItem: true},
	})
	s.opens("received", "received", 3, 0).approvedAndConfirmed().pickedUp().receive(2).inspect(returns.Restock)
	// Two mugs accepted, one missing: 24.00 on their way.
	s.opens("pending", "pending", 3, 0).approvedAndConfirmed().receive(2).
		inspect(returns.Restock, returns.Scrap, returns.Missing).refundRequested().refundApproved()
}

func endedWell(s *shop) {
	completed := s.opens("completed", "completed", 3, 0).approvedAndConfirmed().pickedUp().receive(3).
		inspect(returns.Restock, returns.Refurbish, returns.ReturnToCustomer).refundRequested().
		refundApproved().finance(returns.RefundMarkPaid).passDeadline()
	require.Equal(s.t, returns.Completed, completed.Status)

	kept := s.opens("kept", "kept", 2, 0)
	kept.review(returns.Review{Decision: returns.DecisionCounterOffer, Offer: &returns.Offer{
		KeepItem: true, Amount: &returns.Money{Minor: 900, Currency: "GBP"},
	}})
	accept := true
	take(kept, s.steps.Answer, returns.Answer{By: by(returns.RoleCustomer), Accept: &accept})
	take(kept, s.steps.Confirm, returns.Confirm{By: by(returns.RoleSupport)})
	kept.refundRequested().finance(returns.RefundMarkPaid)
	require.Equal(s.t, returns.Refunded, kept.Status)
}

func endedOtherwise(s *shop) {
	gone := s.opens("gone", "gone", 2, 0).approvedAndConfirmed().receive(2).
		inspect(returns.Restock, returns.Restock).refundRequested().finance(returns.RefundReject)
	gone.review(returns.Review{Decision: returns.DecisionReject, Note: "worn"})
	require.Equal(s.t, returns.SentBack, gone.Status)

	// Refused once, then approved anew at another amount, and pending again.
	s.opens("refused", "refused", 2, 0).approvedAndConfirmed().receive(2).
		inspect(returns.Restock, returns.ReturnToVendor).refundRequested().finance(returns.RefundReject).
		review(returns.Review{Decision: returns.DecisionApprove, Lines: []returns.ReviewLine{
			{LineNo: 1, ApprovedAmount: &returns.Money{Minor: 1000, Currency: "GBP"}},
		}})

	lost := s.opens("lost", "lost", 1, 0).approvedAndConfirmed().pickedUp().carrier(returns.Lost)
	take(lost, s.steps.Close, returns.Close{By: by(returns.RoleReviewer), Outcome: returns.WrittenOff})

	none := s.opens("none", "none", 1, 0).approvedAndConfirmed().pickedUp().receive(1).inspect(returns.ReturnToCustomer)
	take(none, s.steps.Close, returns.Close{By: by(returns.RoleReviewer), Outcome: returns.WrittenOff})

	cancelled := s.opens("cancelled", "cancelled", 2, 1).approvedAndConfirmed()
	take(cancelled, s.steps.SchedulePickup, returns.SchedulePickup{By: by(returns.RoleLogistics)})
	take(cancelled, s.steps.Cancel, returns.Cancel{By: by(returns.RoleCustomer)})
	take(cancelled, s.steps.CallOffPickups, bySystem())
	require.Equal(s.t, returns.Cancelled, cancelled.Status)

	s.opens("rejected", "rejected", 1, 0).review(returns.Review{Decision: returns.DecisionReject, Note: "worn"})
	require.Equal(s.t, returns.Rejected, s.opens("toolate", "toolate", 1, 0).Status)

	expired := s.opens("expired", "expired", 1, 0).review(returns.Review{Decision: returns.DecisionApprove})
	require.Equal(s.t, returns.Expired, expired.passDeadline().passDeadline().Status)
}

func otherPolicies(s *shop) {
	s.policy(`{"restock_at": "confirmation", "auto_approve": true, "confirm": "auto", "refund_shipping": true}`)
	atOnce := s.opens("atonce", "atonce", 3, 1)
	take(atOnce, s.steps.Confirm, returns.Confirm{By: bySystem()})
	atOnce.receive(3).inspect(returns.Restock, returns.Restock, returns.Quarantine)
	require.Equal(s.t, returns.Received, atOnce.Status)

	// The way back costs more than the mug: nothing is refunded, and nothing to pay.
	s.policy(`{"return_shipping": {"GBP": "99.00"}, "auto_approve": true}`)
	free := s.opens("free", "free", 1, 0, func(in *activities.OpenInput) { in.Request.Lines[0].Reason = "changed_mind" })
	take(free, s.steps.Confirm, returns.Confirm{By: by(returns.RoleSupport)})
	free.receive(1).inspect(returns.Restock).refundRequested()
	require.Equal(s.t, returns.Refunded, free.Status)
}
