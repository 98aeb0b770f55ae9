package verify_test

import "backhaul/returns"

// listener has everything told that happens in the town from here on.
func listener(s *shop) {
	s.exec(`insert into webhook_subscriptions (id, url, kinds, secret, created_by, created_at, listening_since)
		values ('whs_00000000000000000000000000', 'https://shop.example/hook', $1, '', 'ana', now(), now() - interval '1 year')`, returns.MessageKinds())
}

var brokenWebhooks = []broken{
	{
		name: "a listener is not told of an event", check: "webhooks of events", subject: "return <requested> event 1",
		sql: `delete from webhook_deliveries d using webhook_messages m where m.id = d.message_id and m.return_id = '<requested>' and m.event_seq = 1`,
	},
	{
		name: "an event has no message", check: "webhooks of events", subject: "return <requested> event 1",
		sql: `delete from webhook_messages where return_id = '<requested>' and event_seq = 1`,
	},
}
