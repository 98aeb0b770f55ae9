package verify_test

import (
	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

// financeAtWork adds refunds that took more than one approval or one attempt.
func financeAtWork(s *shop) {
	for _, order := range []string{"twoeyes", "foureyes", "auto", "failed", "again", "late", "credit", "paidout", "overdue", "swap", "split", "gift", "coupon"} {
		s.order(order, 3)
	}
	s.policy(`{"four_eyes_above": {"GBP": "15.00"}, "auto_refund_limit": {"GBP": "12.00"}}`)
	due := func(name string, mugs int) *one {
		accepted := []returns.Disposition{returns.Restock, returns.Restock}[:mugs]
		return s.opens(name, name, mugs, 0).approvedAndConfirmed().receive(mugs).inspect(accepted...).refundRequested()
	}
	due("twoeyes", 2).finance(returns.RefundApprove) // and waits for the second
	both := due("foureyes", 2)
	for _, who := range []string{"ann", "bob"} {
		decision := by(returns.RoleFinance)
		decision.Actor.ID = who
		take(both, s.steps.DecideRefund, returns.DecideRefund{
			By: decision, Action: returns.RefundApprove, Amount: first(who == "ann", &returns.Money{Minor: 1900, Currency: "GBP"}), Note: "worn",
		})
	}
	auto := due("auto", 1)
	take(auto, s.steps.PayRefund, bySystem())
	require.Equal(s.t, returns.TaskSubmitted, returns.TaskState(auto.Tracks.Refund))

	s.policy(`{"deadlines": {"requested": [{"hours": 1, "then": "approve"}]}}`)
	require.Equal(s.t, returns.Approved, s.opens("overdue", "overdue", 1, 0).passDeadline().Status)

	s.policy(`{}`)
	asCredit := func(in *activities.OpenInput) { in.Request.RefundTo = returns.RefundToStoreCredit }
	credit := s.opens("credit", "credit", 1, 0, asCredit).approvedAndConfirmed().receive(1).inspect(returns.Restock).refundRequested()
	take(credit.finance(returns.RefundApprove), s.steps.PayRefund, bySystem())
	require.Equal(s.t, returns.Refunded, credit.Status)
	s.opens("paidout", "paidout", 1, 0, asCredit).approvedAndConfirmed().receive(1).inspect(returns.Restock).refundRequested().finance(returns.RefundMarkPaid)
	s.exec(`insert into stock_movements (key, sku, bucket, quantity, reason, actor_id, at) values ('cups', 'CUP', 'available', 1, 'bought', 'x', now())`)
	gift := s.opens("gift", "gift", 1, 0, asCredit, func(in *activities.OpenInput) {
		in.Request.CreditTo, in.By = "granny", by(returns.RoleSupport)
	})
	take(gift.approvedAndConfirmed().receive(1).inspect(returns.Restock).refundRequested().finance(returns.RefundApprove), s.steps.PayRefund, bySystem())
	require.Equal(s.t, returns.Refunded, gift.Status)

	s.policy(`{"take_discount_back": true}`)
	s.exec(`update orders set discount_minimum = 8000 where order_number = 'coupon'`)
	s.exec(`update order_lines set order_discount = 300 where order_number = 'coupon'`)
	coupon := s.opens("coupon", "coupon", 1, 0, func(in *activities.OpenInput) { in.Request.Lines[0].Reason = "changed_mind" })
	coupon.approvedAndConfirmed().receive(1).inspect(returns.Restock).refundRequested().finance(returns.RefundMarkPaid)
	s.policy(`{}`)

	swap := s.opens("swap", "swap", 1, 0, func(in *activities.OpenInput) {
		in.Request.RefundTo = returns.RefundToExchange
		in.Request.Exchange = &returns.ExchangeRequest{Lines: []returns.ExchangeLine{{SKU: "CUP", Quantity: 1, UnitPrice: returns.Money{Minor: 1000, Currency: "GBP"}}}}
	})
	swap.approvedAndConfirmed().receive(1).inspect(returns.Restock).refundRequested().finance(returns.RefundMarkPaid)
	fails := func(o *one) *one {
		return take(o, s.steps.PayRefund, bySystem())
	}
	s.bank.answer = failed
	s.exec(`update payments set provider = 'bank' where order_number in ('failed', 'again', 'late')`)
	fails(due("failed", 1).finance(returns.RefundApprove))
	fails(due("again", 1).finance(returns.RefundApprove)).finance(returns.RefundRetry)
	s.bank.answer = settled
	s.exec(`update payments set captured = 1000 where order_number = 'split'`)
	s.exec(`insert into payments (order_number, seq, provider, reference, captured) values ('split', 2, 'bank', 'pay_2', 2900)`)
	s.exec(`update payments set provider = 'bank' where order_number = 'split'`)
	split := fails(due("split", 1).finance(returns.RefundApprove))
	s.bank.answer = failed
	require.Equal(s.t, returns.ManualPayout, fails(split).Tracks.Refund)
	s.bank.answer = settled
	late := fails(due("late", 1).finance(returns.RefundApprove)).passDeadline()
	require.Equal(s.t, returns.Completed, late.Status)
	s.bank.answer = failed
	take(late, s.steps.CheckRefund, activities.RefundCheck{By: bySystem(), TaskID: returns.RefundTaskID(late.ReturnID, 1)})
	require.Equal(s.t, returns.RefundPending, late.Status)
}

func first[T any](yes bool, value *T) *T {
	if yes {
		return value
	}
	return nil
}

var brokenFinance = []broken{
	{
		name: "a large refund has one approver", check: "four eyes", subject: "refund [foureyes]",
		sql: `update refund_tasks set first_approved_by = null where id = '[foureyes]'`,
	},
	{
		name: "both approvers of a large refund are the same", check: "four eyes", subject: "refund [foureyes]",
		sql: `update refund_tasks set first_approved_by = approved_by where id = '[foureyes]'`,
	},
	{
		name: "the first approver is not in the trail", check: "four eyes", subject: "refund [foureyes]",
		sql: `update refund_tasks set first_approved_by = '{"id": "mallory", "role": "finance"}' where id = '[foureyes]'`,
	},
	{
		name: "a balance is not the sum of its movements", check: "store credit", subject: "customer carla",
		sql: `update store_credits set balance = balance + 1 where customer_id = 'carla'`,
	},
	{
		name: "a refund to store credit never arrived", check: "refunds to store credit", subject: "refund [credit]",
		sql: `delete from store_credit_movements where customer_id = 'carla'; delete from store_credits where customer_id = 'carla'`,
	},
	{
		name: "a gift's credit went to who bought", check: "refunds to store credit", subject: "refund [gift]",
		sql: `update store_credit_movements set customer_id = 'carla' where customer_id = 'granny';
			update store_credits set balance = balance + 1200 where customer_id = 'carla';
			delete from store_credits where customer_id = 'granny'`,
	},
	{
		name: "an order's withheld discount has no refund", check: "withheld discount", subject: "order coupon",
		sql: `update orders set discount_withheld = discount_withheld - 1 where order_number = 'coupon'`,
	},
	{
		name: "a refund that was paid out is credited as well", check: "refunds to store credit", subject: "refund [paidout]",
		sql: `insert into store_credit_movements (key, customer_id, currency, amount, reason, task_id, actor_id, at)
			values ('x', 'carla', 'GBP', 1200, 'refund', '[paidout]', 'mallory', now());
			update store_credits set balance = balance + 1200 where customer_id = 'carla'`,
	},
	{
		name: "a replacement left that is not released", check: "exchanges", subject: "return <swap>",
		sql: `update exchanges set status = 'planned', released_at = null`,
	},
	{
		name: "an exchange is worth other than its lines", check: "exchanges", subject: "return <swap>",
		sql: `update exchange_lines set unit_price = 999`,
	},
	{
		name: "a refund in money counts as given in goods", check: "refunds to exchanges", subject: "refund [swap]",
		sql: `update refund_tasks set exchanged = 900 where id = '[swap]';
			update refund_parts set exchanged = 900, reference = 'x' where task_id = '[swap]'`,
	},
	{
		name: "a part of a refund is missing", check: "parts of refunds", subject: "refund [split]",
		sql:  `delete from refund_parts where task_id = '[split]' and payment_seq = 2`,
		also: []string{"refunded per payment"},
	},
	{
		name: "a part gives more as goods than the refund", check: "parts of refunds", subject: "refund [split]",
		sql: `update refund_parts set exchanged = 100 where task_id = '[split]' and payment_seq = 2`,
	},
	{
		name: "a refund counts as paid whose part failed", check: "parts of refunds", subject: "refund [credit]",
		sql:  `update refund_parts set state = 'failed' where task_id = '[credit]'`,
		also: []string{"refunds to store credit"},
	},
	{
		name: "a part waits that was paid in part", check: "parts of refunds", subject: "refund [split]",
		sql: `update refund_parts set state = 'planned' where task_id = '[split]' and state = 'failed'`,
	},
	{
		name: "a provider is asked about a part that was never sent to it", check: "parts of refunds", subject: "refund [twoeyes]",
		sql: `alter table refund_parts drop constraint part_unanswered;
			update refund_parts set unanswered_since = now() where task_id = '[twoeyes]'`,
	},
	{
		name: "a provider is asked about a part that it has paid", check: "parts of refunds", subject: "refund [split]",
		sql: `alter table refund_parts drop constraint part_unanswered;
			update refund_parts set unanswered_since = now() where task_id = '[split]' and payment_seq = 1 and state = 'settled' and not by_hand`,
	},
	{
		name: "a refund names the policy, which did not approve it", check: "approvals of refunds", subject: "refund [failed]",
		sql: `update refund_tasks set approved_by = '{"id": "backhaul", "role": "system"}' where id = '[failed]'`,
	},
	{
		name: "a payment still counts a refund that failed", check: "refunded per payment", subject: "order failed payment 1",
		sql: `update payments set refunded = 1200 where order_number = 'failed'`,
	},
}
