package verify_test

var brokenHeld = []broken{
	{
		name: "more is noted as held than stands in the stock", check: "held goods", subject: "return <none>",
		sql: `update held_goods set units = '[{"sku": "MUG", "quantity": 2}]' where return_id = '<none>'`,
	},
	{
		name: "goods to send back are forgotten", check: "held goods", subject: "return <none>",
		sql: `delete from held_goods where return_id = '<none>'`,
	},
	{
		name: "nobody was asked about held goods in time", check: "waits of held goods", subject: "return <none>",
		sql: `update held_goods set wait_deadline = now() - interval '25 hours' where return_id = '<none>'`,
	},
	{
		name: "goods came late and nobody is asked", check: "waits of held goods", subject: "return <cancelled>",
		sql: `insert into return_strays (id, return_id, event_seq, position, sku, quantity, status, at)
			values ('str_x', '<cancelled>', 2, 1, 'TOY', 1, 'open', now());
			insert into stock_movements (key, sku, bucket, quantity, return_id, reason, actor_id, at)
			values ('k', 'TOY', 'arrived', 1, '<cancelled>', 'receive_late', 'some-warehouse', now());
			insert into stock_levels (sku, bucket, quantity) values ('TOY', 'arrived', 1)`,
	},
	{
		name: "an open stray is not in the stock", check: "strays", subject: "return <none>",
		sql: `insert into return_strays (id, return_id, event_seq, position, sku, quantity, status, at)
			values ('str_x', '<none>', 2, 1, 'TOY', 1, 'open', now())`,
	},
}
