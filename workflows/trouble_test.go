package workflows_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"backhaul/returns"
	"backhaul/workflows"
)

func TestOpen_Refused_FailsTheWorkflowWithTheReason(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.input.Request.Lines[0].Quantity = 4
	opened := j.update(0, "open", nil)
	_, err := j.run()
	opened.refused(t, returns.CodeQuantity)
	var failed *temporal.ApplicationError
	require.ErrorAs(t, errors.Unwrap(err), &failed)
	require.Equal(t, string(returns.CodeQuantity), failed.Type())
	require.NotErrorAs(t, err, new(*temporal.ActivityError), "the workflow fails with the refusal itself")
	require.Equal(t, "0", j.value(`select count(*)::text from returns`))
}

func TestOpen_RefusedWhileASignalWaits_EndsAllTheSame(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.input.Request.OrderNumber = "ORD-9"
	j.signal(0, returns.ActionReview, body(`{"decision":"approve"}`))
	_, err := j.run()
	require.ErrorContains(t, err, `there is no order "ORD-9"`)
}

func TestStep_IsRefused_AsksForALookThenGoesOn(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.exec(`update payments set provider = 'paypal'`)
	j.toInspection()
	submitted := j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	j.after(8*hour, func() {
		require.Equal(t, `settle_refund failed: the payment provider "paypal" is not configured`, j.attention(j.id))
	})
	j.update(9*hour, returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	j.ends(returns.Completed)
	submitted.took(t)
	require.Empty(t, j.attention(j.id))
}

// Reminders go on while a step is refused, and each is a new try of the step.
func TestStep_IsRefusedUntilItIsRepaired_IsTriedAgainAtTheNextDeadline(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.exec(`update payments set provider = 'stripe'`)
	j.toInspection()
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	j.after(8*hour, func() { j.exec(`update payments set provider = 'bank'`) })
	j.ends(returns.Completed)
	require.Len(t, j.bank.paid, 1)
	require.Contains(t, j.trail(j.id), "decide_refund remind settle_refund complete")
}

func TestStep_RefundIsMoreThanWasPaid_ReviewerSettlesIt(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.exec(`update payments set captured = 1000`)
	j.toInspection()
	j.after(7*hour, func() {
		require.Contains(t, j.attention(j.id), "request_refund failed: the order's payments have 10.00 GBP left to refund, not 22.00 GBP")
	})
	less := approve()
	less.Lines = []returns.ReviewLine{
		{LineNo: 1, ApprovedAmount: &returns.Money{Minor: 600, Currency: "GBP"}}, {LineNo: 2, ApprovedAmount: &returns.Money{Minor: 400, Currency: "GBP"}},
	}
	settled := j.update(8*hour, returns.ActionReview, less)
	j.update(9*hour, returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	j.ends(returns.Completed)
	require.Equal(t, returns.RefundPending, settled.took(t).Status)
	require.Equal(t, "1000", j.value(`select refunded::text from payments`))
}

func TestMail_ServerIsAway_DelaysTheMailAndNothingElse(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.exec(`update payments set provider = 'bank'`)
	j.post.goAway(1000)
	j.toInspectionBy(time.Minute)
	j.update(7*time.Minute, returns.ActionDecideRefund, finance(returns.RefundApprove))
	paid := j.seen(7*time.Minute + 30*time.Second)
	j.after(45*time.Second, func() {
		require.Contains(t, j.attention(j.id), "messages cannot be sent", "a person can see it")
	})
	j.after(8*time.Minute, func() {
		require.NotContains(t, j.mails(j.id), "sent")
		j.post.goAway(0) // the test environment gives up after ten tries, Temporal never
	})
	j.ends(returns.Completed)
	require.Equal(t, returns.Refunded, paid.Status)
	require.Equal(t, 7, strings.Count(j.mails(j.id), " sent"))
	require.Empty(t, j.attention(j.id))
}

func TestMail_StillToBeSent_KeepsTheWorkflowUntilItIs(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.after(hour-time.Minute, func() { j.post.goAway(8) })
	j.update(1*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	still := j.seen(hour + 8*time.Minute)
	j.ends(returns.Cancelled)
	require.Equal(t, returns.Cancelled, still.Status, "the return is over, the workflow is not")
	require.Equal(t, hour+510*time.Second, j.age().Truncate(time.Second), "eight pauses, from two seconds doubling")
	require.Equal(t, "requested sent, cancelled sent", j.mails(j.id))
}

func TestCallOff_CarrierRefusesForGood_AsksForALook(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.update(1*hour, returns.ActionReview, approve())
	j.update(2*hour, returns.ActionConfirm, confirm())
	express := book()
	express.Carrier = "Express"
	j.update(3*hour, returns.ActionSchedulePickup, express)
	j.update(4*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	require.Equal(t, "call_off_pickup failed: the account is closed", j.attention(j.id))
}

func TestHistory_GrowsLong_TheReturnGoesOnInAFreshOne(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.after(10*time.Minute, func() { j.post.goAway(3) })
	j.signal(20*time.Minute, returns.ActionReview, body(`{"decision":"request_info","note":"Which color?"}`))
	j.after(20*time.Minute+time.Second, func() { j.env.SetContinueAsNewSuggested(true) })
	_, err := j.run()
	var next *workflow.ContinueAsNewError
	require.ErrorAs(t, err, &next)
	require.Equal(t, "Return", next.WorkflowType.Name)
	require.Equal(t, "requested sent, info_needed sent", j.mails(j.id), "it waits for a quiet moment")
	j.input = workflows.Input{}
	require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(next.Input, &j.input))

	j.newRun(t, opening.Add(hour))
	resumed := j.seen(time.Minute)
	j.signal(1*hour, returns.ActionReview, body(`{"decision":"approve"}`)) // bare like the first, and not taken for it
	j.signal(2*hour, returns.ActionConfirm, body(`{}`))
	j.signal(3*hour, returns.ActionReceive, receive())
	j.signal(4*hour, returns.ActionInspect, inspect())
	j.signal(5*hour, returns.ActionDecideRefund, body(`{"action":"mark_paid","reference":"BANK-1"}`))
	j.ends(returns.Completed)
	require.Equal(t, returns.InfoNeeded, resumed.Status)
	require.Equal(t, "open review review confirm receive inspect request_refund decide_refund complete", j.trail(j.id))
	require.Equal(t, 7, strings.Count(j.mails(j.id), " sent"))
}

// Mail that does not get through must neither be lost nor keep the return from
// going on, however long its history.
func TestHistory_GrowsLongWhileMailIsAway_TheReturnIsDecidedMeanwhile(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.post.goAway(8)
	j.after(time.Second, func() { j.env.SetContinueAsNewSuggested(true) })
	approved := j.update(time.Minute, returns.ActionReview, approve())
	j.update(2*time.Minute, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	approved.took(t)
	require.Equal(t, 3, strings.Count(j.mails(j.id), " sent"))
}
