package workflows_test

import (
	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// goodsLives are the ways that goods make a return go otherwise.
func goodsLives() map[string]func(*stack) {
	return map[string]func(*stack){
		"several-parcels": func(s *stack) {
			s.confirmed()
			s.decide(returns.ActionSchedulePickup, book())
			second := book()
			second.TrackingNumber, second.Another = "SF2", true
			s.decide(returns.ActionSchedulePickup, second)
			s.decide(returns.ActionReceive, lateLamp())
			s.decide(returns.ActionReceive, returns.Receive{By: by("", returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 2, Quantity: 2}}})
			s.decide(returns.ActionInspect, inspect())
			s.paidAndAcknowledged()
		},
		"difference-back-to-the-reviewer": func(s *stack) {
			s.confirmed()
			s.decide(returns.ActionReceive, lateLamp())
			s.decide(returns.ActionInspect, inspectWith(returns.Restock, returns.Missing))
			s.decide(returns.ActionReview, approve())
			s.paidAndAcknowledged()
		},
		"lost-and-refunded": func(s *stack) {
			s.confirmed()
			s.decide(returns.ActionSchedulePickup, book())
			s.decide(returns.ActionCarrierEvent, scan(returns.HandedOver))
			s.decide(returns.ActionCarrierEvent, scan(returns.Lost))
			s.decide(returns.ActionReview, approve())
			s.paidAndAcknowledged()
		},
		"goods-go-back-to-the-customer": func(s *stack) {
			s.confirmed()
			s.decide(returns.ActionReceive, receive())
			s.decide(returns.ActionInspect, inspectWith(returns.Restock, returns.ReturnToCustomer))
			s.decide(returns.ActionReview, approve())
			s.paidAndAcknowledged()
		},
	}
}

// heldLives are the ways that held goods can go.
func heldLives() map[string]func(*stack) {
	return map[string]func(*stack){
		"held-late-arrival-sent-back": func(s *stack) {
			s.rejected()
			s.decideHeld(returns.ActionReceiveLate, lateLamp())
			s.decideHeld(returns.ActionDecideStray, returns.DecideStray{
				By: by("", returns.RoleReviewer), StrayID: s.value(`select id from return_strays`), Disposition: returns.ReturnToCustomer,
			})
			s.decideHeld(returns.ActionSendBack, sendBack())
			s.decideHeld(returns.ActionReportSendBack, scan(returns.Delivered))
			s.heldEnds()
		},
		"held-refused-and-disposed": func(s *stack) {
			s.confirmed()
			s.decide(returns.ActionReceive, receive())
			s.decide(returns.ActionInspect, inspectWith(returns.ReturnToCustomer, returns.ReturnToCustomer))
			s.decide(returns.ActionClose, returns.Close{By: by("", returns.RoleReviewer), Outcome: returns.SentBack})
			require.NoError(s.t, s.ends(returns.SentBack))
			s.decideHeld(returns.ActionSendBack, sendBack())
			s.decideHeld(returns.ActionReportSendBack, scan(returns.HandedOver))
			s.decideHeld(returns.ActionReportSendBack, scan(returns.Refused))
			s.decideHeld(returns.ActionDecideSendBack, decideSendBack(returns.SendBackDispose))
			s.heldEnds()
		},
	}
}

func (s *stack) confirmed() {
	s.t.Helper()
	require.NoError(s.t, s.open())
	s.decide(returns.ActionReview, approve())
	s.decide(returns.ActionConfirm, confirm())
}

func (s *stack) paidAndAcknowledged() {
	s.t.Helper()
	s.decide(returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	s.decide(returns.ActionAcknowledge, returns.Acknowledge{By: by("", returns.RoleCustomer)})
	require.NoError(s.t, s.ends(returns.Completed))
}
