package activities_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// listens has a webhook subscription told of these kinds of events.
func (s *shop) listens(letter string, kinds ...string) {
	s.t.Helper()
	s.exec(`insert into webhook_subscriptions (id, url, kinds, secret, created_by, created_at, listening_since)
		values ('whs_' || repeat($1, 26), 'https://shop.example/hook', $2, '', 'admin', $3, $3)`, letter, kinds, opening)
}

func TestTell_EachEvent_IsOneMessageForWhoeverListensToItsKind(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.listens("a", returns.MessageKinds()...)
	s.listens("b", "return.approved")
	s.listens("c", "return.approved")
	s.exec(`update webhook_subscriptions set disabled_at = now(), disabled_why = 'by_hand' where id like 'whs_c%'`)
	for i, step := range everyStep() {
		s.at(2 * i)
		s.do(step.activity, step.input(s))
	}
	told := `select count(*)::text from webhook_deliveries where subscription_id like $1`
	events := s.value(`select count(*)::text from return_events where refused = ''`)
	require.Greater(t, len(events), 1, "more than ten")
	require.Equal(t, events, s.value(told, "whs_a%"), "whoever listens to everything hears everything")
	require.Equal(t, s.value(`select count(*)::text from return_events where status_to = 'approved' and status_from <> 'approved'`), s.value(told, "whs_b%"))
	require.Equal(t, "0", s.value(told, "whs_c%"), "who is disabled hears nothing")
	require.Equal(t, events, s.value(`select count(*)::text from webhook_messages m join return_events e on e.return_id = m.return_id and e.seq = m.event_seq
		where m.body->'data'->>'status' = e.status_to and m.body->'data'->>'action' = e.action
		and m.body->>'type' = case when e.status_from = e.status_to then 'return.updated' else 'return.' || e.status_to end`))
	// A message names no person: what a receiver may know of one, it asks for.
	require.Equal(t, "0", s.value(`select count(*)::text from webhook_messages where body::text ~* 'ada|byron|example\.com|high street|"C-1"'`))
}

func TestTell_AnApproval_SaysWhatReceiversNeed(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.listens("a", "return.approved")
	step := openStep(first, returns.RequestLine{LineNo: 1, Quantity: 2, Reason: "changed_mind"})
	s.do(step.activity, step.input(s))
	does := does("Review", first, returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove, Note: "secret"})
	s.do(does.activity, does.input(s))
	require.JSONEq(t, `{"type": "return.approved", "timestamp": "2026-03-02T09:00:00Z", "data": {
		"return_id": "`+first+`", "rma_number": "`+s.value(`select rma_number from returns`)+`", "order_number": "ORD-1", "seq": 2,
		"action": "review", "actor_role": "reviewer", "status": "approved", "previous_status": "requested", "method": "pickup",
		"refund_to": "original", "amount": {"amount": "24.00", "currency": "GBP"},
		"lines": [{"line_no": 1, "sku": "LAMP", "requested": 2, "approved": 2}]}}`, s.value(`select body::text from webhook_messages`))
}

func TestTell_NobodyListens_WritesNothing(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.listens("a", "return.refunded")
	step := openStep(first, returns.RequestLine{LineNo: 1, Quantity: 2, Reason: "changed_mind"})
	s.do(step.activity, step.input(s))
	require.Equal(t, "0", s.value(`select count(*)::text from webhook_messages`))
}
