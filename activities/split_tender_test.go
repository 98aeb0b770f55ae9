package activities_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/integrations/payments"
	"backhaul/returns"
)

// paidByTwo has the order paid with a card, 10.00 of it, and a second way to pay.
func (s *shop) paidByTwo(provider, method string) {
	s.exec(`update payments set captured = 1000, method = 'card'`)
	s.exec(`insert into payments (order_number, seq, provider, reference, method, captured) values ('ORD-1', 2, $1, 'pay_2', $2, 4100)`, provider, method)
}

const partsNow = `select string_agg(payment_seq || ':' || amount || ' ' || state, ', ' order by payment_seq) from refund_parts`

func payment(id string) activities.Input[returns.By] {
	return activities.Input[returns.By]{ReturnID: first, Decision: by(id, returns.RoleSystem)}
}

func (s *shop) keys() (keys []string) {
	for _, paid := range s.bank.paid() {
		keys = append(keys, paid.Key+" "+paid.Payment+" "+paid.Amount.String())
	}
	return keys
}

func TestPayRefund_OnePartFails_ARetryPaysOnlyThatPart(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.paidByTwo("bank", "card")
	s.play(until("DecideRefund", 1)...)
	require.Equal(t, returns.ActionSettleRefund, s.do("PayRefund", payment("one")).Next, "the second part is still to be sent")
	require.Equal(t, "1:1000 settled, 2:700 submitted", s.value(partsNow))
	s.bank.says(payments.Failed)
	snapshot := s.do("PayRefund", payment("two"))
	require.Equal(t, returns.ManualPayout, snapshot.Tracks.Refund)
	require.Equal(t, "1:1000 settled, 2:700 failed", s.value(partsNow))
	require.Equal(t, "1000 700", s.value(`select string_agg(refunded::text, ' ' order by seq) from payments`), "what is owed stays held")

	s.bank.says(payments.Settled)
	retry := does("DecideRefund", first, returns.DecideRefund{By: by("again", returns.RoleFinance), Action: returns.RefundRetry})
	s.play(retry, retry)
	for range 2 {
		require.Equal(t, returns.Refunded, s.do("PayRefund", payment("three")).Status)
	}
	require.Equal(t, []string{
		"refund:" + first + ":1 pay_1 10.00 GBP", "refund:" + first + ":1:2 pay_2 7.00 GBP", "refund:" + first + ":1:2:2 pay_2 7.00 GBP",
	}, s.keys(), "the first part was paid once")
	require.Equal(t, "1", s.value(`select count(*)::text from refund_tasks`))
}

func TestPayRefund_AnswerAboutThePartIsLost_IsPaidOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.paidByTwo("bank", "card")
	s.play(until("DecideRefund", 1)...)
	s.do("PayRefund", payment("one"))
	s.bank.loses = 1
	_, err := s.run("PayRefund", payment("two"))
	require.ErrorContains(t, err, errAway.Error())
	require.Equal(t, returns.Refunded, s.do("PayRefund", payment("two")).Status)
	require.Len(t, s.bank.paid(), 2)
}

func TestPayRefund_PaidWithStoreCredit_IsCreditedAfterTheCard(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.paidByTwo(returns.StoreCreditLedger, "store_credit")
	s.play(until("DecideRefund", 1)...)
	s.do("PayRefund", payment("one"))
	require.Equal(t, returns.Refunded, s.do("PayRefund", payment("two")).Status)
	after := s.dump()
	require.Equal(t, returns.Refunded, s.do("PayRefund", payment("two")).Status)
	require.Equal(t, after, s.dump(), "a repeat changes nothing")
	require.Equal(t, []string{"refund:" + first + ":1 pay_1 10.00 GBP"}, s.keys())
	require.Equal(t, "700 2", s.value(`select amount || ' ' || payment_seq from store_credit_movements`))
}

func TestCheckRefund_OnePartFailsLate_TheOtherStaysPaid(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.paidByTwo("bank", "card")
	s.play(until("DecideRefund", 1)...)
	s.do("PayRefund", payment("one"))
	s.do("PayRefund", payment("two"))
	s.bank.fails("refund:" + first + ":1:2")
	check := activities.Input[activities.RefundCheck]{ReturnID: first, Decision: activities.RefundCheck{
		By: by("check", returns.RoleSystem), TaskID: returns.RefundTaskID(first, 1),
	}}
	snapshot := s.do("CheckRefund", check)
	require.Equal(t, returns.RefundPending, snapshot.Status)
	require.Equal(t, "1:1000 settled, 2:700 failed", s.value(partsNow))
	after := s.dump()
	require.Equal(t, snapshot, s.do("CheckRefund", check))
	require.Equal(t, after, s.dump())
	s.play(does("DecideRefund", first, returns.DecideRefund{
		By: by("m", returns.RoleFinance), Action: returns.RefundMarkPaid, Reference: "BANK-7", Payment: 2,
	}))
	require.Equal(t, "refunded settled", s.value(`select r.status || ' ' || t.state from returns r join refund_tasks t on t.return_id = r.id`))
}
