package activities_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/integrations/payments"
	"backhaul/returns"
)

func TestPayRefund_ProviderPaysAndItsAnswerIsLost_PaysOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("DecideRefund", 1)...)
	pay := activities.Input[returns.By]{ReturnID: first, Decision: by("pay", returns.RoleSystem)}
	s.bank.loses = 1
	_, err := s.run("PayRefund", pay)
	require.ErrorContains(t, err, errAway.Error())
	_, final := activities.AsRefusal(err)
	require.False(t, final, "an unknown outcome is tried again")
	require.Equal(t, "submitted 1700", s.value(`select state || ' ' || amount from refund_tasks`), "until it is known, the amount counts as spent")

	s.bank.away = 2
	for range 2 {
		_, err = s.run("PayRefund", pay)
		require.ErrorContains(t, err, errAway.Error())
	}
	require.Equal(t, returns.Refunded, s.do("PayRefund", pay).Status)
	require.Equal(t, []payments.Refund{{
		Key: "refund:" + first + ":1", Payment: "pay_1", ReturnID: first, Amount: returns.Money{Minor: 1700, Currency: "GBP"},
	}}, s.bank.paid())
}

func TestPayRefund_WhateverTheProviderAnswers_IsWhatIsRecorded(t *testing.T) {
	t.Parallel()
	for state, want := range map[payments.State]string{
		payments.Settled: "refunded settled 1", payments.Pending: "refund_pending submitted 1",
		payments.ByHand: "refund_pending submitted 1", payments.Failed: "refund_pending failed_final 1",
	} {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.bank.answer = state
			s.play(until("DecideRefund", 1)...)
			pay := activities.Input[returns.By]{ReturnID: first, Decision: by("pay", returns.RoleSystem)}
			snapshot := s.do("PayRefund", pay)
			require.Empty(t, snapshot.Next, "the service does not ask the provider again by itself")
			require.Equal(t, snapshot, s.do("PayRefund", pay))
			require.Equal(t, want, s.value(`select r.status || ' ' || t.state || ' ' || count(*) over () from returns r join refund_tasks t on t.return_id = r.id`))
		})
	}
}

func TestPayRefund_FinancePaidByHand_TheProviderIsNotAsked(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("RequestRefund", 1)...)
	s.play(does("DecideRefund", first, returns.DecideRefund{By: by("f", returns.RoleFinance), Action: returns.RefundMarkPaid, Reference: "BANK-1"}))
	_, err := s.run("PayRefund", activities.Input[returns.By]{ReturnID: first, Decision: by("pay", returns.RoleSystem)})
	refused(t, err, returns.CodeTransition)
	require.Empty(t, s.bank.paid())
}

func TestPayRefund_ProviderIsNotConfigured_SaysWhich(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.exec(`update payments set provider = 'paypal'`)
	s.play(until("DecideRefund", 1)...)
	_, err := s.run("PayRefund", activities.Input[returns.By]{ReturnID: first, Decision: by("pay", returns.RoleSystem)})
	refused(t, err, returns.CodeInvalid)
	require.ErrorContains(t, err, `"paypal"`)
}

func TestSchedulePickup_CarrierIsAwayThenAnswers_BooksOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("Confirm", 1)...)
	s.express.away = 2
	book := activities.Input[returns.SchedulePickup]{ReturnID: first, Decision: pickup("p1", "Express")}
	for range 2 {
		_, err := s.run("SchedulePickup", book)
		require.ErrorContains(t, err, errAway.Error())
	}
	s.do("SchedulePickup", book)
	require.Len(t, s.express.booked, 1)
	require.Equal(t, "1 High Street", s.express.booked[0].From.Address)
	require.Equal(t, s.value(`select rma_number from returns`), s.express.booked[0].RMANumber)
}

func TestCallOffPickups_CarrierIsDown_IsTriedUntilItKnows(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("SchedulePickup", 3)...)
	snapshot := s.play(does("Cancel", first, returns.Cancel{By: by("x", returns.RoleCustomer)}))
	require.True(t, snapshot.CallOff)
	s.express.away = 3
	callOff := activities.Input[returns.By]{ReturnID: first, Decision: by("v9", returns.RoleSystem)}
	for range 3 {
		_, err := s.run("CallOffPickups", callOff)
		require.ErrorContains(t, err, errAway.Error())
		require.Equal(t, "2", s.value(`select count(*)::text from shipments where state = 'voided' and not called_off`))
	}
	require.False(t, s.do("CallOffPickups", callOff).CallOff)
	require.Equal(t, []string{"pickup:" + first + ":p2", "pickup:" + first + ":p3"}, s.express.void)
	require.Equal(t, "0", s.value(`select count(*)::text from shipments where not called_off`))
}

func TestCallOffPickups_CourierHasTheParcel_IsLeftAtThat(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("SchedulePickup", 3)...)
	s.express.inHand = true
	s.play(does("Cancel", first, returns.Cancel{By: by("x", returns.RoleCustomer)}))
	require.False(t, s.do("CallOffPickups", activities.Input[returns.By]{ReturnID: first, Decision: by("v9", returns.RoleSystem)}).CallOff)
}

// While one carrier is told, the next booking may become void: it must not be
// written down as told.
func TestCallOffPickups_AnotherBookingBecomesVoidMeanwhile_IsToldAsWell(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("Confirm", 1)...)
	s.play(does("SchedulePickup", first, pickup("pa", "Express")), does("SchedulePickup", first, pickup("pb", "Express")))
	s.express.beforeVoids = func() {
		_, err := s.SchedulePickup(t.Context(), activities.Input[returns.SchedulePickup]{ReturnID: first, Decision: pickup("pc", "")})
		require.NoError(t, err)
	}
	callOff := activities.Input[returns.By]{ReturnID: first, Decision: by("v", returns.RoleSystem)}
	_, err := s.run("CallOffPickups", callOff)
	require.ErrorContains(t, err, "has become void meanwhile")
	require.False(t, s.do("CallOffPickups", callOff).CallOff)
	require.Contains(t, s.express.void, "pickup:"+first+":pb")
}

// Two bookings by hand that are void at once are one message to logistics.
func TestCallOffPickups_TwoBookedByHand_LogisticsIsToldOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("Confirm", 1)...)
	s.play(does("SchedulePickup", first, pickup("pa", "")), does("SchedulePickup", first, pickup("pb", "")),
		does("Cancel", first, returns.Cancel{By: by("x", returns.RoleCustomer)}),
		does("CallOffPickups", first, by("v", returns.RoleSystem)))
	require.Equal(t, "1", s.value(`select count(*)::text from notifications where kind = 'pickup_called_off'`))
}

func TestPayRefund_ProviderEchoesAnotherAmount_IsAPersonsTaskAndNeverSuccess(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.bank.echo = &returns.Money{Minor: 1700, Currency: "USD"}
	s.play(until("DecideRefund", 1)...)
	snapshot := s.do("PayRefund", activities.Input[returns.By]{ReturnID: first, Decision: by("pay", returns.RoleSystem)})
	require.Equal(t, returns.RefundPending, snapshot.Status)
	require.Empty(t, snapshot.Next+returns.Action(snapshot.UnderWay), "neither sent again nor asked for")
	require.Equal(t, "submitted 17.00 GBP were asked for, but it says 17.00 USD", s.value(`select state || ' ' || doubt from refund_tasks`))
	require.Equal(t, "the payment provider's answer is in doubt: 17.00 GBP were asked for, but it says 17.00 USD", s.attention())
	require.Equal(t, "1", s.value(`select count(*)::text from notifications where kind = 'refund_to_decide' and audience = 'finance'`))
}

func TestPayRefund_ToStoreCredit_IsCreditedOnceAndAsksNoProvider(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	opened := openInput(first, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "changed_mind"})
	opened.Request.RefundTo, opened.Request.Method = returns.RefundToStoreCredit, returns.MethodKeepItem
	s.play(with("Open", opened), does("Review", first, returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove}),
		does("Confirm", first, returns.Confirm{By: by("c", returns.RoleSupport)}), does("RequestRefund", first, by("rr", returns.RoleSystem)))
	pay := activities.Input[returns.By]{ReturnID: first, Decision: by("pay", returns.RoleSystem)}
	_, err := s.run("PayRefund", pay)
	refused(t, err, returns.CodeTransition) // nobody has approved it
	s.play(does("DecideRefund", first, returns.DecideRefund{By: by("f", returns.RoleFinance), Action: returns.RefundApprove}))
	for range 2 {
		require.Equal(t, returns.Refunded, s.do("PayRefund", pay).Status)
	}
	require.Empty(t, s.bank.paid())
	require.Equal(t, "1200 GBP 1", s.value(`select balance || ' ' || currency || ' ' || (select count(*) from store_credit_movements) from store_credits where customer_id = 'C-1'`))
	require.Equal(t, "settled 1200", s.value(`select state || ' ' || amount from refund_tasks`))
	require.Equal(t, "1200", s.value(`select refunded::text from payments`), "it counts against what was paid")
}

func TestGift_ItsCredit_GoesToWhomItWasGiven(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	opened := openInput(first, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "changed_mind"})
	opened.OwnOrdersOf, opened.By.Actor = "", returns.Actor{ID: "sue", Role: returns.RoleSupport}
	opened.Request.RefundTo, opened.Request.CreditTo, opened.Request.Method = returns.RefundToStoreCredit, "granny", returns.MethodKeepItem
	s.play(with("Open", opened), does("Review", first, returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove}),
		does("Confirm", first, returns.Confirm{By: by("c", returns.RoleSupport)}), does("RequestRefund", first, by("rr", returns.RoleSystem)),
		does("DecideRefund", first, returns.DecideRefund{By: by("f", returns.RoleFinance), Action: returns.RefundApprove}))
	pay := activities.Input[returns.By]{ReturnID: first, Decision: by("pay", returns.RoleSystem)}
	for range 2 {
		require.Equal(t, returns.Refunded, s.do("PayRefund", pay).Status)
	}
	require.Equal(t, "granny 1200", s.value(`select string_agg(customer_id || ' ' || balance, ', ') from store_credits`))
	require.Equal(t, "C-1", s.value(`select customer_id from returns`), "the return stays the buyer's")
}
