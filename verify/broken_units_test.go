package verify_test

import "fmt"

var brokenUnits = []broken{
	{
		name: "units are reserved that no return asks for", check: "reserved and returned units", subject: "order toolate line 2",
		sql: `update order_lines set reserved = 1 where order_number = 'toolate' and line_no = 2`,
	},
	{
		name: "units of an open return are not reserved", check: "reserved and returned units", subject: "order requested line 1",
		sql: `update order_lines set reserved = 0 where order_number = 'requested' and line_no = 1`,
	},
	{
		name: "units count as returned that nobody brought", check: "reserved and returned units", subject: "order toolate line 1",
		sql: `update order_lines set returned = 1 where order_number = 'toolate' and line_no = 1`,
	},
	{
		name: "kept units do not count as returned", check: "reserved and returned units", subject: "order kept line 1",
		sql: `update order_lines set returned = 1 where order_number = 'kept' and line_no = 1`,
	},
	{
		name: "units given back still count as returned", check: "reserved and returned units", subject: "order gone line 1",
		sql: `update order_lines set returned = 2 where order_number = 'gone' and line_no = 1`,
	},
	{
		name: "the order has lost a line that is being returned", check: "reserved and returned units", subject: "order requested line 2",
		sql: `delete from order_lines where order_number = 'requested' and line_no = 2`,
	},
	{
		name: "more units are reserved than were bought", check: "units within bought", subject: "order received line 1",
		sql: `alter table order_lines drop constraint returns_within_bought, drop constraint returns_within_shipped;
			update order_lines set quantity = 2 where order_number = 'received' and line_no = 1`,
	},
	{
		name: "more units are refunded than were bought", check: "units within bought", subject: "order kept line 1",
		sql: `alter table order_lines drop constraint refunded_units_within_bought, drop constraint returns_within_bought, drop constraint returns_within_shipped;
			update order_lines set quantity = 1 where order_number = 'kept' and line_no = 1`,
	},
}

var brokenGoods = []broken{
	{
		name: "a level was changed without a movement", check: "stock levels", subject: "stock of MUG at main, available",
		sql: `update stock_levels set quantity = quantity + 1 where sku = 'MUG' and bucket = 'available'`,
	},
	{
		name: "a movement did not reach its level", check: "stock levels", subject: "stock of POT at north, scrap",
		sql: `insert into stock_movements (key, sku, location, bucket, quantity, reason, actor_id, at)
			values ('k', 'POT', 'north', 'scrap', 2, 'count', 'some-warehouse', now())`,
	},
	{
		name: "a level is negative", check: "stock never negative", subject: "stock of POT at main, available",
		sql: `alter table stock_levels drop constraint stock_never_negative;
			insert into stock_levels (sku, bucket, quantity) values ('POT', 'available', -2);
			insert into stock_movements (key, sku, bucket, quantity, reason, actor_id, at)
			values ('k', 'POT', 'available', -2, 'count', 'some-warehouse', now())`,
	},
	{
		name: "goods moved that no unit counts", check: "goods of return lines", subject: "return <received> line 1",
		sql: moves("<received>", "MUG", "available", 1),
	},
	{
		name: "goods of a shop that restocks at once moved twice", check: "goods of return lines", subject: "return <atonce> line 1",
		sql: moves("<atonce>", "MUG", "available", 1),
	},
	{
		name: "other goods moved than those of the line", check: "goods of return lines", subject: "return <received> line 1",
		sql: moves("<received>", "LAMP", "available", 1),
	},
	{
		name: "a unit counts that never moved", check: "goods of return lines", subject: "return <pending> line 1",
		sql:  `update return_lines set available = 0, refurbish = 1 where return_id = '<pending>'`,
		also: []string{"inspections"},
	},
	{
		name: "a stray was written down and did not move", check: "strays", subject: "return <received>",
		sql: `insert into return_strays (id, at, return_id, event_seq, position, sku, quantity, disposition)
			values ('str_x', now(), '<received>', 1, 1, 'POT', 1, 'return_to_customer')`,
	},
	{
		name: "a cancelled return still expects its goods", check: "goods of ended returns", subject: "return <cancelled>",
		sql: `update returns set goods = 'expected' where id = '<cancelled>';
			delete from return_lines where return_id = '<cancelled>' and line_no = 2;
			delete from stock_movements where return_id = '<cancelled>' and line_no = 2;` +
			moves("<cancelled>", "MUG", "expected", 2),
	},
	{
		name: "a completed return left goods uninspected", check: "goods of ended returns", subject: "return <completed>",
		sql:  moves("<completed>", "MUG", "arrived", 1),
		also: []string{"goods of return lines"},
	},
	{
		name: "more units are approved than were requested", check: "units within approved", subject: "return <rejected> line 1",
		sql: `alter table return_lines drop constraint approved_within_requested;
			update return_lines set approved = 2 where return_id = '<rejected>'`,
	},
	{
		name: "more units arrived than were approved", check: "units within approved", subject: "return <rejected> line 1",
		sql: `alter table return_lines drop constraint units_within_approved;
			update return_lines set arrived = 2 where return_id = '<rejected>'`,
	},
	{
		name: "more units were inspected than arrived", check: "units within approved", subject: "return <rejected> line 1",
		sql: `alter table return_lines drop constraint disposed_within_arrived;
			update return_lines set send_back = 1 where return_id = '<rejected>'`,
		also: []string{"inspections"},
	},
	{
		name: "an inspection is gone", check: "inspections", subject: "return <received> line 1",
		sql: `delete from inspections where return_id = '<received>'`,
	},
	{
		name: "a missing unit was not written down", check: "inspections", subject: "return <pending> line 1",
		sql: `delete from inspections where return_id = '<pending>' and disposition = 'missing'`,
	},
	{
		name: "a unit went elsewhere than its inspection says", check: "inspections", subject: "return <received> line 1",
		sql: `update inspections set disposition = 'scrap' where return_id = '<received>'`,
	},
}

// moves books goods of line 1 of a return, and the level with them.
func moves(returnID, sku, bucket string, quantity int) string {
	return fmt.Sprintf(`
		insert into stock_movements (key, sku, bucket, quantity, return_id, line_no, reason, actor_id, at)
		values ('k', '%[2]s', '%[3]s', %[4]d, '%[1]s', 1, 'inspect', 'some-warehouse', now());
		insert into stock_levels (sku, bucket, quantity)
		select sku, bucket, sum(quantity) from stock_movements group by sku, bucket
		on conflict (sku, location, bucket) do update set quantity = excluded.quantity`, returnID, sku, bucket, quantity)
}
