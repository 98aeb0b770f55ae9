package verify_test

var brokenTrail = []broken{
	{
		name: "what a decision said was changed", check: "hashes of the audit trail", subject: "return <completed> event 3",
		sql: `update return_events set data = '{}' where return_id = '<completed>' and seq = 3`,
	},
	{
		name: "what a decision said was only written differently", check: "hashes of the audit trail", subject: "return <requested> event 2",
		sql: `update return_events set data = replace(data::text, ':', ' : ')::json where return_id = '<requested>' and seq = 2`,
	},
	{
		name: "the time of an event was changed", check: "hashes of the audit trail", subject: "return <completed> event 5",
		sql: `update return_events set at = at + interval '1 microsecond' where return_id = '<completed>' and seq = 5`,
	},
	{
		name: "the name of who decided was changed", check: "hashes of the audit trail", subject: "return <pending> event 1",
		sql: `update return_events set actor_name = 'Somebody Else' where return_id = '<pending>' and seq = 1`,
	},
	{
		name: "the hash of the last event was changed", check: "hashes of the audit trail", subject: "return <rejected> event 2",
		sql: `update return_events set hash = sha256('x') where return_id = '<rejected>' and seq = 2`,
	},
	{
		name: "an event in the middle is gone", check: "hashes of the audit trail", subject: "return <completed> event 4",
		sql:  `delete from return_events where return_id = '<completed>' and seq = 3`,
		also: []string{"moves in the audit trail", "audit trail and return"},
	},
	{
		name: "the last event is gone", check: "audit trail and return", subject: "return <received>",
		sql: `delete from return_events where return_id = '<received>' and seq = (
			select max(seq) from return_events where return_id = '<received>')`,
	},
	{
		name: "the trail is gone", check: "audit trail and return", subject: "return <toolate>",
		sql: `delete from return_events where return_id = '<toolate>'`,
	},
	{
		name: "the row was changed without an event", check: "audit trail and return", subject: "return <requested>",
		sql: `update returns set version = version + 1 where id = '<requested>'`,
	},
	{
		name: "the row shows another status than the trail", check: "audit trail and return", subject: "return <requested>",
		sql: `update returns set status = 'info_needed', stage = 'info_needed' where id = '<requested>'`,
	},
	{
		name: "somebody decided who may not", check: "moves in the audit trail", subject: "return <completed> event 3",
		sql:  `update return_events set actor_role = 'auditor' where return_id = '<completed>' and seq = 3`,
		also: []string{"hashes of the audit trail"},
	},
	{
		name: "a step led where it cannot lead", check: "moves in the audit trail", subject: "return <rejected> event 2",
		sql: `update return_events set status_to = 'received' where return_id = '<rejected>' and seq = 2;
			alter table returns drop constraint status_follows_stage, drop constraint ended_returns_are_closed;
			update returns set status = 'received' where id = '<rejected>'`,
		also: []string{"hashes of the audit trail", "headline status", "waits"},
	},
	{
		name: "a refused decision moved the return", check: "moves in the audit trail", subject: "return <requested> event 2",
		sql:  `update return_events set status_to = 'approved' where return_id = '<requested>' and seq = 2`,
		also: []string{"hashes of the audit trail", "audit trail and return"},
	},
	{
		name: "an event begins elsewhere than the one before ended", check: "moves in the audit trail", subject: "return <offered> event 2",
		sql:  `update return_events set status_from = 'info_needed' where return_id = '<offered>' and seq = 2`,
		also: []string{"hashes of the audit trail"},
	},
	{
		name: "the trail does not begin with the opening", check: "moves in the audit trail", subject: "return <offered> event 1",
		sql:  `update return_events set action = 'review' where return_id = '<offered>' and seq = 1`,
		also: []string{"hashes of the audit trail", "audit trail and return"},
	},
}

var brokenStatus = []broken{
	{
		name: "the status is not the one that its tracks make", check: "headline status", subject: "return <received>",
		sql: `update returns set goods = 'expected' where id = '<received>'`,
	},
	{
		name: "an open return waits for nobody", check: "waits", subject: "return <received>",
		sql: `alter table returns drop constraint open_returns_wait;
			update returns set wait_for = null, wait_since = null, wait_deadline = null, wait_then = null where id = '<received>'`,
	},
	{
		name: "an ended return is not closed", check: "waits", subject: "return <completed>",
		sql: `alter table returns drop constraint ended_returns_are_closed, drop constraint open_returns_wait;
			update returns set closed_at = null where id = '<completed>'`,
	},
	{
		name: "a deadline does not say what happens then", check: "waits", subject: "return <requested>",
		sql: `update returns set wait_then = null where id = '<requested>'`,
	},
	{
		name: "a deadline passed and nothing happened", check: "overdue waits", subject: "return <requested>",
		sql: `update returns set wait_deadline = now() - interval '25 hours' where id = '<requested>'`,
	},
	{
		name: "a message was never sent", check: "messages", subject: "message m1",
		sql: `insert into notifications (id, return_id, event_seq, kind, audience, recipient, language, data, attempts, last_error, created_at)
			select 'm1', id, 1, 'cancelled', 'customer', 'carla@example.com', 'en', '{}', 3, 'greylisted', now() - interval '26 hours'
			from returns where id = '<cancelled>';
			update returns set closed_at = now() - interval '25 hours' where id = '<cancelled>'`,
	},
}
