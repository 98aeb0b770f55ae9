package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestReturn_EverybodyActs_IsRefundedAndCompletedAfterSevenDays(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.toInspection()
	inspected := j.seen(6*hour + time.Minute)
	paid := j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	byHand := j.update(8*hour, returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	lastDay := j.seen(7*day + 7*hour)
	j.ends(returns.Completed)

	require.Equal(t, returns.RefundPending, inspected.Status)
	paid.took(t)
	require.Equal(t, returns.Refunded, byHand.took(t).Status)
	require.Equal(t, returns.Refunded, lastDay.Status)
	require.Equal(t, 7*day+8*hour, j.age().Truncate(time.Minute), "seven days after the refund")
	require.Equal(t, "open review confirm schedule_pickup carrier_event receive inspect request_refund decide_refund settle_refund decide_refund complete", j.trail(j.id))
	require.Equal(t, "requested sent, approved sent, confirmed sent, pickup_scheduled sent, received sent, refund_pending sent, refunded sent", j.mails(j.id))
	require.Equal(t, "22.00", j.value(`select (amount / 100.0)::numeric(9,2)::text from refund_tasks where state = 'settled'`))
	require.Equal(t, "LAMP 1, VASE 2", j.value(`select string_agg(sku || ' ' || quantity, ', ' order by sku) from stock_levels where bucket = 'available'`))
	require.Equal(t, "0 3", j.value(`select sum(reserved) || ' ' || sum(returned) from order_lines`))
}

func TestReturn_ProviderPays_NeedsNobodyAfterFinance(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.exec(`update payments set provider = 'bank'`)
	j.bank.away = 7 // seconds, then minutes: the refund is late, never failed
	j.toInspection()
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	j.ends(returns.Completed)
	require.Len(t, j.bank.paid, 1)
}

func TestReturn_CustomerKeepsTheItem_IsRefundedWithoutGoods(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.input.Request.Method = returns.MethodKeepItem
	j.update(1*hour, returns.ActionReview, approve())
	confirmed := j.update(2*hour, returns.ActionConfirm, confirm())
	j.update(3*hour, returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	j.ends(returns.Completed)
	require.Equal(t, returns.RefundPending, confirmed.took(t).Status, "the answer shows what follows at once")
	require.Equal(t, "open review confirm request_refund decide_refund complete", j.trail(j.id))
	require.Equal(t, "0", j.value(`select count(*)::text from stock_movements`))
}

func TestReturn_PolicyApprovesAndConfirms_WaitsForTheParcelAtOnce(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.policy(func(terms *returns.Terms) { terms.AutoApprove, terms.Confirm = true, returns.ConfirmAuto })
	opened := j.seen(time.Minute)
	j.update(1*hour, returns.ActionReceive, receive())
	j.update(2*hour, returns.ActionInspect, inspect())
	j.update(3*hour, returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	j.ends(returns.Completed)
	require.Equal(t, returns.Confirmed, opened.Status)
	require.Equal(t, "open confirm receive inspect request_refund decide_refund complete", j.trail(j.id))
	require.Equal(t, "backhaul", j.value(`select actor_id from return_events where action = 'confirm'`))
}

func TestReturn_PolicyTurnsItAway_EndsAtOnceAndTellsTheCustomer(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.policy(func(terms *returns.Terms) { terms.FinalSaleSKUs = []string{"LAMP"} })
	j.ends(returns.Rejected)
	require.Equal(t, "rejected sent", j.mails(j.id))
	require.Equal(t, "0", j.reserved())
	require.Less(t, j.age(), hour)
}

func TestReturn_ReviewerRejects_LeavesNothingBehind(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.update(1*hour, returns.ActionReview, returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionReject, Note: "worn"})
	j.ends(returns.Rejected)
	require.Equal(t, "open review", j.trail(j.id))
	require.Equal(t, "0", j.reserved())
}

func TestReturn_CustomerTakesAnOffer_IsRefundedWhatWasOffered(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	yes := true
	offer := returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionCounterOffer, Offer: &returns.Offer{
		Amount: &returns.Money{Minor: 1500, Currency: "GBP"}, KeepItem: true,
	}}
	j.update(1*hour, returns.ActionReview, offer)
	j.update(2*hour, returns.ActionAnswer, returns.Answer{By: by("", returns.RoleCustomer), Accept: &yes})
	j.update(3*hour, returns.ActionConfirm, confirm())
	j.update(4*hour, returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	j.ends(returns.Completed)
	require.Equal(t, "1500", j.value(`select amount::text from refund_tasks`))
}

func TestReturn_IsCancelled_UndoesWhatItHeld(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		hours int // how far toInspection gets
		trail string
	}{
		"requested":        {1, "open cancel"},
		"approved":         {2, "open review cancel"},
		"confirmed":        {3, "open review confirm cancel"},
		"pickup scheduled": {4, "open review confirm schedule_pickup cancel call_off_pickup"},
		"in transit":       {5, "open review confirm schedule_pickup carrier_event cancel call_off_pickup"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j := newJourney(t)
			cancelled := j.update(time.Duration(tt.hours)*hour-time.Minute, returns.ActionCancel,
				returns.Cancel{By: by("", returns.RoleCustomer), Reason: "I like it after all"})
			j.toInspection()
			j.ends(returns.Cancelled)
			cancelled.took(t)
			require.Equal(t, tt.trail, j.trail(j.id))
			require.Equal(t, "0", j.reserved())
			require.Equal(t, "0", j.value(`select coalesce(sum(quantity), 0)::text from stock_levels`))
			require.Equal(t, "0", j.value(`select count(*)::text from shipments where not called_off`))
		})
	}
}

func TestReturn_FinanceRefuses_ReviewerDecidesAnewAndItIsPaid(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.toInspection()
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundReject))
	refused := j.seen(7*hour + time.Minute)
	anew := approve()
	anew.Lines = []returns.ReviewLine{{LineNo: 1, ApprovedAmount: &returns.Money{Minor: 900, Currency: "GBP"}}}
	j.update(8*hour, returns.ActionReview, anew)
	j.update(9*hour, returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	j.ends(returns.Completed)
	require.Equal(t, returns.Inspected, refused.Status)
	require.Empty(t, refused.Next, "the service waits for the reviewer")
	require.Equal(t, "rejected 2200, settled 1900", j.value(`select string_agg(state || ' ' || amount, ', ' order by seq) from refund_tasks`))
	require.Equal(t, "1900", j.value(`select refunded::text from payments`))
}
