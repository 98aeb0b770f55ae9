package workflows_test

import (
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/workflows"
)

// awayLives are the ways a return goes while a carrier or a payment provider does
// not answer.
func awayLives() map[string]func(*stack) {
	return map[string]func(*stack){
		"waits-for-its-carrier": func(s *stack) {
			carrier := s.withCarrier()
			s.confirmed()
			carrier.GoDown(true)
			s.signal(returns.ActionSchedulePickup, byCourier())
			s.carrierIsAway()
			carrier.GoDown(false)
			s.eventually(func() bool { return s.parcels() != "" }, "the parcel is never booked")
			s.decide(returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
			require.NoError(s.t, s.ends(returns.Cancelled))
			require.Equal(s.t, "Courier voided", s.parcels())
		},
		"cancelled-while-its-carrier-is-away": func(s *stack) {
			carrier := s.withCarrier()
			s.confirmed()
			carrier.GoDown(true)
			s.signal(returns.ActionSchedulePickup, byCourier())
			s.carrierIsAway()
			s.decide(returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
			carrier.GoDown(false)
			require.NoError(s.t, s.ends(returns.Cancelled))
			require.Empty(s.t, s.parcels())
		},
		"held-waits-for-its-carrier": func(s *stack) {
			carrier := s.withCarrier()
			s.confirmed()
			s.decide(returns.ActionReceive, receive())
			s.decide(returns.ActionInspect, inspectWith(returns.ReturnToCustomer, returns.ReturnToCustomer))
			s.decide(returns.ActionClose, returns.Close{By: by("", returns.RoleReviewer), Outcome: returns.SentBack})
			require.NoError(s.t, s.ends(returns.SentBack))
			carrier.GoDown(true)
			require.NoError(s.t, s.client.SignalWorkflow(s.t.Context(), workflows.HeldID(s.id), "", string(returns.ActionSendBack),
				returns.SendBack{By: by("b1", returns.RoleLogistics), Carrier: "Courier"}))
			s.carrierIsAway()
			carrier.GoDown(false)
			s.eventually(func() bool { return s.parcels() != "" }, "the parcel is never booked")
			s.decideHeld(returns.ActionReportSendBack, scan(returns.Delivered))
			s.heldEnds()
		},
		"provider-does-not-answer": func(s *stack) {
			s.hasPatience(0)
			s.exec(`update payments set provider = 'bank'`)
			s.keepsFor(returns.RefundToOriginal, nil)
			s.bank.goAway(1_000_000)
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			s.unanswered()
			requireRefusal(s.t, s.try(returns.ActionDecideRefund, "early", override()), returns.CodeTransition)
			s.bank.goAway(0)
			s.bank.hadPaid(s.value(`select 'refund:' || return_id || ':' || seq from refund_tasks`))
			s.signal(workflows.SignalPaymentEvent, workflows.PaymentEvent{TaskID: returns.RefundTaskID(s.id, 1)})
			s.acknowledged()
		},
		"provider-does-not-answer-and-finance-pays": func(s *stack) {
			s.hasPatience(25 * time.Hour)
			s.exec(`update payments set provider = 'bank'`)
			s.keepsFor(returns.RefundToOriginal, nil)
			s.bank.goAway(1_000_000)
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			s.unanswered()
			s.decide(returns.ActionDecideRefund, override())
			s.acknowledged()
			require.Equal(s.t, "true true", s.value(`select by_hand || ' ' || (unanswered_since is not null) from refund_parts`))
		},
	}
}

// hasPatience sets the clock of the activities so far ahead that what a provider
// leaves unanswered it has left so for longer than it is waited for, and for so
// much longer.
func (s *stack) hasPatience(longer time.Duration) {
	s.steps.Now = func() time.Time { return time.Now().Add(10*time.Minute + longer) }
}

func (s *stack) carrierIsAway() {
	s.t.Helper()
	s.eventually(func() bool { return strings.Contains(s.attention(s.id), "the carrier Courier does not answer") }, "nobody hears that the carrier is away")
}

func (s *stack) unanswered() {
	s.t.Helper()
	s.eventually(func() bool {
		return s.value(`select count(*)::text from refund_parts where unanswered_since is not null`) == "1"
	}, "the provider is never given up")
}
