package workflows_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/integrations/payments/fakepsp"
	"backhaul/returns"
	"backhaul/workflows"
)

// psp starts a payment provider that has captured the order's payment, in a mode.
func (s *shop) psp(mode fakepsp.Mode) *fakepsp.Server {
	s.t.Helper()
	server := &fakepsp.Server{}
	listener := httptest.NewServer(server)
	s.t.Cleanup(listener.Close)
	client, err := fakepsp.NewClient(listener.URL)
	require.NoError(s.t, err)
	s.steps.Payments["psp"] = client
	s.exec(`update payments set provider = 'psp', reference = 'pay_1#' || $1`, string(mode))
	return server
}

func (j *journey) key() string { return "refund:" + j.id + ":1" }

func (j *journey) paymentEvent(age time.Duration) {
	j.signal(age, workflows.SignalPaymentEvent, workflows.PaymentEvent{TaskID: returns.RefundTaskID(j.id, 1)})
}

func (j *journey) tasks() string {
	return j.value(`select string_agg(state || ' ' || amount, ', ' order by seq) from refund_tasks`)
}

func TestRefund_ProviderSaysPending_IsPolledUntilItIsPaid(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	psp := j.psp(fakepsp.Pending)
	j.toInspection()
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	pending := j.seen(8 * hour)
	j.after(8*hour+10*time.Minute, func() { require.NoError(t, psp.Settle(t.Context(), j.key())) })
	settled := j.seen(8*hour + 41*time.Minute)
	j.ends(returns.Completed)
	require.Equal(t, returns.RefundPending, pending.Status)
	require.NotEmpty(t, pending.UnderWay)
	require.Equal(t, returns.Refunded, settled.Status, "within half an hour, though no webhook came")
	require.Equal(t, "settled 2200", j.tasks())
	require.Equal(t, "2200", j.value(`select refunded::text from payments`))
}

func TestRefund_WebhookComes_IsLookedUpAtOnce(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	psp := j.psp(fakepsp.Pending)
	j.toInspection()
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	j.paymentEvent(9 * hour) // a lie: the provider still says pending
	lied := j.seen(9*hour + time.Second)
	j.after(9*hour+2*time.Second, func() { require.NoError(t, psp.Settle(t.Context(), j.key())) })
	j.paymentEvent(9*hour + 3*time.Second)
	settled := j.seen(9*hour + 4*time.Second)
	j.ends(returns.Completed)
	require.Equal(t, returns.RefundPending, lied.Status, "what an event says is not believed")
	require.Equal(t, returns.Refunded, settled.Status)
}

func TestRefund_PendingThenFailed_IsRetriedUnderANewKey(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	psp := j.psp(fakepsp.Pending)
	j.toInspection()
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	j.after(8*hour, func() { require.NoError(t, psp.Fail(t.Context(), j.key(), "the account is closed")) })
	j.after(9*hour, func() {
		require.Equal(t, "failed_final 2200", j.tasks())
		require.Equal(t, "the refund failed: the account is closed", j.attention(j.id))
		require.Equal(t, "0", j.value(`select refunded::text from payments`))
		j.exec(`update payments set reference = 'pay_1'`)
	})
	j.update(10*hour, returns.ActionDecideRefund, finance(returns.RefundRetry))
	again := finance(returns.RefundApprove)
	j.update(11*hour, returns.ActionDecideRefund, again)
	j.ends(returns.Completed)
	require.Equal(t, "failed_final 2200, settled 2200", j.tasks())
	require.Empty(t, psp.Paid(j.key()))
	require.Len(t, psp.Paid("refund:"+j.id+":2"), 1)
}

func TestRefund_InEachTrouble_IsPaidOnceOrShownToAPerson(t *testing.T) {
	t.Parallel()
	for mode, want := range map[fakepsp.Mode]string{
		"": "settled 2200", fakepsp.LosesAnswer: "settled 2200", fakepsp.TooMany: "settled 2200", fakepsp.Down: "settled 2200",
		fakepsp.Fails: "failed_final 2200", fakepsp.OtherAmount: "submitted 2200", fakepsp.OtherCurrency: "submitted 2200",
	} {
		t.Run("mode "+string(mode), func(t *testing.T) {
			t.Parallel()
			j := newJourney(t)
			psp := j.psp(mode)
			j.toInspection()
			j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
			j.after(8*hour, func() {
				require.Equal(t, want, j.tasks())
				require.Equal(t, want == "settled 2200", j.attention(j.id) == "", "a person is asked to look")
			})
			j.update(9*hour, returns.ActionDecideRefund, finance(returns.RefundMarkPaid)) // refused where it was paid
			j.ends(returns.Completed)
			if want == "settled 2200" {
				require.Equal(t, []returns.Money{{Minor: 2200, Currency: "GBP"}}, psp.Paid(j.key()))
			}
			require.Equal(t, "settled 2200", j.tasks())
		})
	}
}

func TestRefund_FailsDaysAfterSuccess_TellsTheCustomerAndOpensATask(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	psp := j.psp("")
	j.toInspection()
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	j.after(3*day, func() { require.NoError(t, psp.Fail(t.Context(), j.key(), "returned by the bank")) })
	j.paymentEvent(3*day + time.Minute)
	reopened := j.seen(3*day + 2*time.Minute)
	j.update(4*day, returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	j.ends(returns.Completed)
	require.Equal(t, returns.RefundPending, reopened.Status)
	require.Equal(t, "late_failed 2200, settled 2200", j.tasks())
	require.Contains(t, j.mails(j.id), "refunded sent, refund_failed sent, refund_to_decide sent")
	require.Equal(t, "2200", j.value(`select refunded::text from payments`))
}

func TestRefund_FailsDaysAfterSuccessAndNoWebhookComes_IsFoundAllTheSame(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	psp := j.psp("")
	j.toInspection()
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	paid := j.seen(30 * hour)
	j.after(50*hour, func() { require.NoError(t, psp.Fail(t.Context(), j.key(), "returned by the bank")) })
	reopened := j.seen(7*hour + 3*day + hour)
	j.update(4*day, returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	j.ends(returns.Completed)
	require.Equal(t, returns.Refunded, paid.Status)
	require.Equal(t, returns.RefundTaskID(j.id, 1), paid.Paid)
	require.Equal(t, returns.RefundPending, reopened.Status, "found on the third day")
	require.Equal(t, "late_failed 2200, settled 2200", j.tasks())
	require.Contains(t, j.mails(j.id), "refund_failed sent, refund_to_decide sent")
}

func TestRefund_FailsAfterTheReturnHadEnded_OpensItAgain(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	psp := j.psp("")
	j.toInspection()
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	j.ends(returns.Completed)
	require.NoError(t, psp.Fail(t.Context(), j.key(), "returned by the bank"))

	start := opening.Add(20 * day)
	j.newRun(t, start) // as workflows.ReportPayment starts it
	j.input = workflows.Input{ReturnID: j.id, Resume: &returns.Snapshot{ReturnID: j.id, Status: returns.Completed}}
	j.paymentEvent(0)
	reopened := j.seen(time.Minute)
	late := finance(returns.RefundMarkPaid)
	late.By.ID = "late payout"
	j.update(hour, returns.ActionDecideRefund, late)
	j.ends(returns.Completed)
	require.Equal(t, returns.RefundPending, reopened.Status)
	require.Equal(t, "late_failed 2200, settled 2200", j.tasks())
	require.Equal(t, "completed", j.value(`select status from returns`))
	require.Contains(t, j.trail(j.id), "complete settle_refund decide_refund complete")
}

func TestPaymentEvent_OfAnEndedReturnWithoutNews_EndsAtOnce(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.psp("")
	j.toInspection()
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	j.ends(returns.Completed)
	before := j.trail(j.id)
	j.newRun(t, opening.Add(20*day))
	j.input = workflows.Input{ReturnID: j.id, Resume: &returns.Snapshot{ReturnID: j.id, Status: returns.Completed}}
	j.paymentEvent(0)
	j.ends(returns.Completed)
	require.Equal(t, before, j.trail(j.id))
}

// A check of a task that was closed meanwhile, or that a person paid, changes nothing.
func TestCheckRefund_OfAnotherTask_ChangesNothing(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	psp := j.psp("")
	j.toInspection()
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	j.ends(returns.Completed)
	require.NoError(t, psp.Fail(t.Context(), j.key(), "late"))
	snapshot, err := j.steps.CheckRefund(t.Context(), activities.Input[activities.RefundCheck]{ReturnID: j.id, Decision: activities.RefundCheck{
		By: returns.By{ID: "check", Actor: returns.System()}, TaskID: returns.RefundTaskID(j.id, 2),
	}})
	require.NoError(t, err)
	require.Equal(t, returns.Completed, snapshot.Status)
}

// On the real server: the event starts the workflow of an ended return anew.
func TestReportPayment_ReturnHasEnded_StartsItAgain(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	psp := s.psp("")
	s.soon(map[returns.Status][]returns.Action{returns.Refunded: {returns.ActionComplete}})
	require.NoError(t, s.open(func(in *workflows.Input) { in.Request.Method = returns.MethodKeepItem }))
	s.decide(returns.ActionReview, approve())
	s.decide(returns.ActionConfirm, confirm())
	s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
	require.NoError(t, s.ends(returns.Completed))

	require.NoError(t, psp.Fail(t.Context(), "refund:"+s.id+":1", "returned by the bank"))
	event := workflows.PaymentEvent{TaskID: returns.RefundTaskID(s.id, 1)}
	require.NoError(t, workflows.ReportPayment(t.Context(), s.client, s.queue, s.id, returns.Completed, event))
	s.eventually(func() bool { // as soon as the workflow knows what is stored
		return s.try(returns.ActionDecideRefund, "late payout", finance(returns.RefundMarkPaid)) == nil
	}, "finance cannot decide about the late failure")
	require.NoError(t, s.ends(returns.Completed))
	require.Equal(t, "late_failed 2200, settled 2200", s.value(`select string_agg(state || ' ' || amount, ', ' order by seq) from refund_tasks`))
}
