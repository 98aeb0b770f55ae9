package verify_test

import "fmt"

var brokenMoney = []broken{
	{
		name: "a payment counts a refund that is not there", check: "refunded per payment", subject: "order toolate payment 1",
		sql: `update payments set refunded = 100 where order_number = 'toolate'`,
	},
	{
		name: "a payment does not count a refund on its way", check: "refunded per payment", subject: "order pending payment 1",
		sql: `update payments set refunded = 0 where order_number = 'pending'`,
	},
	{
		name: "more is refunded than was captured", check: "refunds within captured", subject: "order pending payment 1",
		sql: `alter table payments drop constraint refunds_within_captured;
			update payments set captured = 2399 where order_number = 'pending'`,
	},
	{
		name: "a line counts other goods as refunded", check: "refunded per line", subject: "order pending line 1",
		sql: `update order_lines set refunded_goods = refunded_goods - 1 where order_number = 'pending' and line_no = 1`,
	},
	{
		name: "a line counts other tax as refunded", check: "refunded per line", subject: "order kept line 1",
		sql: `update order_lines set refunded_tax = refunded_tax + 1 where order_number = 'kept' and line_no = 1`,
	},
	{
		name: "a line counts other units as refunded", check: "refunded per line", subject: "order completed line 1",
		sql: `update order_lines set refunded_units = 1 where order_number = 'completed' and line_no = 1`,
	},
	{
		name: "a line still counts a refund that was rejected", check: "refunded per line", subject: "order gone line 1",
		sql: `update order_lines set refunded_goods = 2000 where order_number = 'gone' and line_no = 1`,
	},
	{
		name: "the order has lost a line that was refunded", check: "refunded per line", subject: "order completed line 1",
		sql:  `delete from order_lines where order_number = 'completed' and line_no = 1`,
		also: []string{"reserved and returned units"},
	},
	{
		name: "more goods are refunded than were paid", check: "refunds within paid", subject: "order pending line 1",
		sql: `alter table order_lines drop constraint refunds_within_paid;
			update order_lines set goods = 1999 where order_number = 'pending' and line_no = 1`,
	},
	{
		name: "more tax is refunded than was paid", check: "refunds within paid", subject: "order pending line 1",
		sql: `update order_lines set tax = 399, goods = 5000 where order_number = 'pending' and line_no = 1`,
	},
	{
		name: "shipping counts as refunded that no refund gave back", check: "refunded shipping", subject: "order pending",
		sql: `update orders set shipping_refunded = 100 where order_number = 'pending'`,
	},
	{
		name: "the amount of a refund is not its sum", check: "sums of refunds", subject: "refund [pending]",
		sql: `update refund_tasks set amount = 2401, amounts = jsonb_set(amounts, '{total}', '2401') where id = '[pending]';
			update refund_parts set amount = 2401 where task_id = '[pending]';
			update payments set refunded = 2401 where order_number = 'pending'`,
	},
	{
		name: "a line of a refund is not its goods and tax less the fee", check: "sums of refunds", subject: "refund [pending]",
		sql: `update refund_lines set fee = 1 where task_id = '[pending]'`,
	},
	{
		name: "the breakdown of a refund says otherwise than its lines", check: "sums of refunds", subject: "refund [pending]",
		sql: `update refund_tasks set amounts = jsonb_set(amounts, '{lines,0,quantity}', '3') where id = '[pending]'`,
	},
	{
		name: "a refund is in another currency", check: "sums of refunds", subject: "refund [pending]",
		sql: `update refund_tasks set currency = 'EUR' where id = '[pending]'`,
	},
	{
		name: "a return has two refunds in effect", check: "one refund per return", subject: "return <pending>",
		sql: `drop index refund_tasks_one_effective;` + emptyRefund("<pending>", 2, "submitted"),
	},
	{
		name: "the money track is not where the refund is", check: "money track", subject: "return <pending>",
		sql: `update returns set refund = 'failed_retryable' where id = '<pending>'`,
	},
	{
		name: "the money track has no refund behind it", check: "money track", subject: "return <requested>",
		sql: `update returns set refund = 'computed' where id = '<requested>'`,
	},
	{
		name: "a completed return was never paid", check: "settled refunds", subject: "return <completed>",
		sql: `update refund_tasks set state = 'submitted' where id = '[completed]';
			update refund_parts set state = 'submitted' where task_id = '[completed]';
			update returns set refund = 'submitted' where id = '<completed>'`,
	},
	{
		name: "a return that was written off has a refund in effect", check: "settled refunds", subject: "return <lost>",
		sql: emptyRefund("<lost>", 1, "awaiting_finance") +
			`; update returns set refund = 'awaiting_finance' where id = '<lost>'`,
	},
	{
		name: "a refund pays for another number of units than was accepted", check: "refunded units", subject: "return <pending> line 1",
		sql: `update refund_lines set quantity = 3 where task_id = '[pending]';
			update order_lines set refunded_units = 3 where order_number = 'pending' and line_no = 1;
			update refund_tasks set amounts = jsonb_set(amounts, '{lines,0,quantity}', '3') where id = '[pending]'`,
	},
	{
		name: "a refund pays for fewer units than the customer was let keep", check: "refunded units", subject: "return <kept> line 1",
		sql: `update refund_lines set quantity = 1 where task_id = '[kept]';
			update order_lines set refunded_units = 1 where order_number = 'kept' and line_no = 1;
			update refund_tasks set amounts = jsonb_set(amounts, '{lines,0,quantity}', '1') where id = '[kept]'`,
	},
}

// emptyRefund is a refund of nothing, approved as the return was.
func emptyRefund(returnID string, seq int, state string) string {
	return fmt.Sprintf(`
		insert into refund_tasks (id, return_id, seq, order_number, currency, amount, amounts, state, approved_by,
			created_at, updated_at)
		select 'rfd_' || substr(id, 5) || '_%[2]d', id, %[2]d, order_number, currency, 0,
			'{"lines": [], "shipping": 0, "total": 0}', '%[3]s', approval->'by', now(), now()
		from returns where id = '%[1]s'`, returnID, seq, state)
}

var brokenApprovals = []broken{
	{
		name: "money is on its way that nobody approved", check: "approvals of refunds", subject: "refund [pending]",
		sql: `alter table refund_tasks drop constraint money_moves_approved;
			update refund_tasks set approved_by = null where id = '[pending]'`,
	},
	{
		name: "money was let go by somebody whose decision is not in the trail", check: "approvals of refunds", subject: "refund [pending]",
		sql: `update refund_tasks set approved_by = '{"id": "mallory", "role": "finance"}' where id = '[pending]'`,
	},
	{
		name: "money was let go by somebody who may not", check: "approvals of refunds", subject: "refund [completed]",
		sql: `update refund_tasks set approved_by = '{"id": "some-warehouse", "role": "warehouse"}' where id = '[completed]'`,
	},
	{
		name: "nothing to pay was approved by somebody else than the return", check: "approvals of refunds", subject: "refund [free]",
		sql: `update refund_tasks set approved_by = '{"id": "mallory", "role": "reviewer"}' where id = '[free]'`,
	},
	{
		name: "a return went on without an approval", check: "approvals of returns", subject: "return <pending>",
		sql: `update returns set approval = null where id = '<pending>'`,
	},
	{
		name: "a return was approved by somebody whose decision is not in the trail", check: "approvals of returns", subject: "return <pending>",
		sql: `update returns set approval = jsonb_set(approval, '{by,id}', '"mallory"') where id = '<pending>'`,
	},
	{
		name: "a return was approved at another time than the trail says", check: "approvals of returns", subject: "return <pending>",
		sql: `update returns set approval = jsonb_set(approval, '{at}', '"2020-01-01T00:00:00Z"') where id = '<pending>'`,
	},
	{
		name: "a return was approved by a policy that sent it to review", check: "approvals of returns", subject: "return <atonce>",
		sql: `update returns set verdict = jsonb_set(verdict, '{decision}', '"review"') where id = '<atonce>'`,
	},
	{
		name: "an offer was taken that its approver never made", check: "approvals of returns", subject: "return <kept>",
		sql: `update returns set approval = jsonb_set(approval, '{by,id}', '"mallory"') where id = '<kept>'`,
	},
	{
		name: "a return was approved by a role that may not", check: "approvals of returns", subject: "return <received>",
		sql:  `update return_events set actor_role = 'warehouse' where return_id = '<received>' and action = 'review'`,
		also: []string{"hashes of the audit trail", "moves in the audit trail"},
	},
}
