package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// belongings is what the shop has but for the stories of returns: its stock, what
// of each order line is reserved and returned, its payments, tasks and credits.
func (s *shop) belongings() string {
	s.t.Helper()
	return s.value(`select
		coalesce((select string_agg(to_jsonb(t)::text, ' ' order by sku, bucket) from stock_levels t where quantity <> 0), '') ||
		(select string_agg(to_jsonb(t)::text, ' ' order by line_no) from order_lines t) ||
		(select string_agg(to_jsonb(t)::text, ' ' order by seq) from payments t) ||
		(select count(*) from refund_tasks) || (select count(*) from store_credit_movements)`)
}

// TestUndo_OnTemporal_LeavesNothingBehind is the test of the same name in
// activities for a few places, with the workflow and the server between.
func TestUndo_OnTemporal_LeavesNothingBehind(t *testing.T) {
	t.Parallel()
	offer := returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionCounterOffer, Offer: &returns.Offer{
		Amount: &returns.Money{Minor: 900, Currency: "GBP"},
	}}
	reject := returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionReject, Note: "worn"}
	writeOff := returns.Close{By: by("", returns.RoleReviewer), Outcome: returns.WrittenOff, Note: "it never came"}
	booked := func(s *stack) {
		s.decide(returns.ActionReview, approve())
		s.decide(returns.ActionConfirm, confirm())
		s.decide(returns.ActionSchedulePickup, book())
	}
	moving := func(s *stack) {
		booked(s)
		s.decide(returns.ActionCarrierEvent, scan(returns.HandedOver))
	}
	for name, tt := range map[string]struct {
		to     func(*stack)
		action returns.Action // empty lets time pass
		undo   any
		end    returns.Status
	}{
		"requested, rejected":  {func(*stack) {}, returns.ActionReview, reject, returns.Rejected},
		"offered, rejected":    {func(s *stack) { s.decide(returns.ActionReview, offer) }, returns.ActionReview, reject, returns.Rejected},
		"booked, cancelled":    {booked, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)}, returns.Cancelled},
		"moving, cancelled":    {moving, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleSupport)}, returns.Cancelled},
		"moving, written off":  {moving, returns.ActionClose, writeOff, returns.WrittenOff},
		"booked, expired":      {booked, "", nil, returns.Expired},
		"offered, then silent": {func(s *stack) { s.decide(returns.ActionReview, offer) }, "", nil, returns.Expired},
	} {
		for _, restock := range []returns.RestockAt{returns.RestockAtInspection, returns.RestockAtConfirmation} {
			t.Run(name+" "+string(restock), func(t *testing.T) {
				t.Parallel()
				s := newStack(t)
				s.policy(func(terms *returns.Terms) { terms.RestockAt = restock })
				if tt.action == "" {
					s.soon(map[returns.Status][]returns.Action{
						returns.CounterOffered: {returns.ActionExpire}, returns.PickupScheduled: {returns.ActionExpire},
					})
				}
				before := s.belongings()
				require.NoError(t, s.open())
				require.NotEqual(t, before, s.belongings(), "the units are reserved")
				tt.to(s)
				if tt.action != "" {
					s.decide(tt.action, tt.undo)
				}
				require.NoError(t, s.ends(tt.end))
				require.Equal(t, before, s.belongings())
				require.Equal(t, "0", s.value(`select count(*)::text from shipments where not called_off`))
			})
		}
	}
}
