package activities_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/integrations/payments"
	"backhaul/returns"
)

const questionsNow = `select string_agg(payment_seq || ' ' || state || case when unanswered_since is null then '' else ' ?' end, ', ' order by payment_seq) from refund_parts`

// asked is a step that the workflow has asked for since some minutes.
func (s *shop) asked(in activities.Input[returns.By], minutes int) activities.Input[returns.By] {
	in.Since = s.clock.Load().Add(-time.Duration(minutes) * time.Minute)
	return in
}

func (s *shop) checks(id string, again bool) activities.Input[activities.RefundCheck] {
	return activities.Input[activities.RefundCheck]{
		ReturnID: first, Since: *s.clock.Load(),
		Decision: activities.RefundCheck{By: by(id, returns.RoleSystem), TaskID: returns.RefundTaskID(first, 1), SendAgain: again},
	}
}

// unanswered is an approved refund of two parts, of which the first got no answer.
func unanswered(t *testing.T) *shop {
	t.Helper()
	s := newShop(t)
	s.paidByTwo("manual", "other")
	s.play(until("DecideRefund", 1)...)
	s.bank.away = 1000
	_, err := s.run("PayRefund", s.asked(payment("one"), 7))
	require.ErrorContains(t, err, errAway.Error(), "it is tried for a while")
	gaveUp := s.asked(payment("one"), 9)
	snapshot := s.do("PayRefund", gaveUp)
	require.Equal(t, returns.ActionSettleRefund, snapshot.Next, "the other part goes on")
	after := s.dump()
	require.Equal(t, snapshot, s.do("PayRefund", gaveUp))
	require.Equal(t, after, s.dump(), "twice is once")
	require.Equal(t, "1 submitted ?, 2 submitted", s.value(questionsNow))
	return s
}

func TestPayRefund_ProviderDoesNotAnswer_GivesUpTheTurnAndTheOthersGoOn(t *testing.T) {
	t.Parallel()
	s := unanswered(t)
	snapshot := s.do("PayRefund", payment("two"))
	require.Equal(t, returns.RefundTaskID(first, 1), snapshot.Unanswered)
	require.Empty(t, snapshot.Next)
	require.Contains(t, s.attention(), "the payment provider does not answer since ")

	s.do("CheckRefund", s.checks("still away", true))
	require.Equal(t, "1 submitted ?, 2 submitted", s.value(questionsNow), "no answer is no news")
	s.bank.away = 0
	s.do("CheckRefund", s.checks("only looked up", false))
	require.Empty(t, s.bank.paid(), "without the turn nothing is sent")
	again := s.checks("again", true)
	for range 2 {
		require.Empty(t, s.do("CheckRefund", again).Unanswered)
	}
	require.Equal(t, "1 settled, 2 submitted", s.value(questionsNow))
	require.Equal(t, []string{"refund:" + first + ":1 pay_1 10.00 GBP"}, s.keys(), "once, under the same key")
}

func TestPayRefund_ProviderHadPaidAndDidNotSay_IsFoundAndNotPaidAgain(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("DecideRefund", 1)...)
	s.bank.loses = 1
	s.do("PayRefund", s.asked(payment("one"), 9))
	require.Equal(t, "1 submitted ?", s.value(questionsNow))
	require.Equal(t, returns.Refunded, s.do("CheckRefund", s.checks("again", true)).Status)
	require.Len(t, s.bank.paid(), 1)
}

// A provider that wants to be asked in some hours holds nobody up until then.
func TestPayRefund_ProviderWantsToBeAskedMuchLater_GivesUpAtOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("DecideRefund", 1)...)
	s.Payments = map[string]payments.Provider{"bank": busy{s.bank}}
	s.do("PayRefund", s.asked(payment("one"), 0))
	require.Equal(t, "1 submitted ?", s.value(questionsNow))
}

// busy tells everybody to come back in six hours.
type busy struct{ *bank }

func (busy) Refund(context.Context, payments.Refund) (payments.Outcome, error) {
	return payments.Outcome{}, &payments.Later{After: 6 * time.Hour, Err: errAway}
}

func TestCheckRefund_FinancePaidMeanwhile_TheProvidersAnswerIsRecordedOnceAndSendsNothing(t *testing.T) {
	t.Parallel()
	for name, paidToo := range map[string]bool{"the provider paid too": true, "the provider does not know it": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.play(until("DecideRefund", 1)...)
			if paidToo {
				s.bank.loses = 1
			} else {
				s.bank.away = 1000
			}
			s.do("PayRefund", s.asked(payment("one"), 9))
			later := s.clock.Load().Add(25 * time.Hour)
			s.clock.Store(&later)
			s.play(does("DecideRefund", first, returns.DecideRefund{
				By: by("m", returns.RoleFinance), Action: returns.RefundMarkPaid, Reference: "BANK-7", Note: "it is down", Override: true,
			}))
			require.Equal(t, "1 settled ?", s.value(questionsNow))
			s.bank.away = 0
			paid := len(s.bank.paid())
			check := s.checks("again", true)
			snapshot := s.do("CheckRefund", check)
			after := s.dump()
			require.Equal(t, snapshot, s.do("CheckRefund", check))
			require.Equal(t, after, s.dump())
			require.Equal(t, returns.Refunded, snapshot.Status)
			require.Empty(t, snapshot.Unanswered)
			require.Len(t, s.bank.paid(), paid, "what a person paid is never sent")
			require.Equal(t, "1700 BANK-7", s.value(`select p.refunded || ' ' || t.reference from payments p, refund_tasks t`), "it counts once")
			require.Equal(t, paidToo, s.attention() != "")
		})
	}
}
