package activities_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// policy makes the plain policy with changes the one that judges from now on.
func (s *shop) policy(changes string) {
	s.t.Helper()
	s.exec(`update policies set active = false`)
	s.exec(`insert into policies (policy_id, version, active, terms)
		select 'own', (select count(*) + 1 from policies where policy_id = 'own'), true, terms || $1::jsonb
		from policies where policy_id = 'plain-30'`, changes)
}

func rules(when, then string) string {
	return `{"rules": [{"name": "own", "when": "` + when + `", "then": "` + then + `", "because": {"en": "So.", "zh": "是。"}}]}`
}

// opened asks for a lamp and returns the verdict as it was stored.
func (s *shop) opened(id string) (status returns.Status, decision, outcome string) {
	s.t.Helper()
	snapshot := s.do("Open", openInput(id, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "changed_mind"}))
	return snapshot.Status, s.value(`select verdict->>'decision' from returns where id = $1`, id),
		s.value(`select coalesce((select c->>'outcome' from jsonb_array_elements(verdict->'clauses') c where c->>'clause' = 'rule'), 'none')
			from returns where id = $1`, id)
}

func TestOpen_TheRulesOfThePolicy_Decide(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.policy(rules(`customer.orders == 0 && customer.returns == 0 && order.days_since_delivered == 1`, "approve"))
	status, decision, outcome := s.opened(first)
	require.Equal(t, []any{returns.Approved, "approve", "pass"}, []any{status, decision, outcome})
	before := s.dump()
	status, _, _ = s.opened(first)
	require.Equal(t, returns.Approved, status)
	require.Equal(t, before, s.dump(), "the second arrival judges nothing anew")

	s.at(1)
	status, decision, outcome = s.opened(second)
	require.Equal(t, []any{returns.Requested, "review", "none"}, []any{status, decision, outcome}, "the customer has a return by now")
}

func TestOpen_RulesThatFailOrCannotBeRead_LeaveTheRequestToAPerson(t *testing.T) {
	t.Parallel()
	for name, when := range map[string]string{
		"fails":      `order.days_since_shipped < 9`,
		"not a rule": `order.no_such_field`,
	} {
		s := newShop(t)
		s.policy(rules(when, "approve"))
		status, decision, outcome := s.opened(first)
		require.Equal(t, []any{returns.Requested, "review", "unknown"}, []any{status, decision, outcome}, name)
	}
}

func TestOpen_AVersionActivatedLater_LeavesTheReturnAlone(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.policy(`{"confirm": "customer"}`)
	s.opened(first)
	s.policy(`{"confirm": "auto", "auto_approve": true}`)
	status := s.do("Review", does("Review", first, returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove}).input(s))
	require.Equal(t, returns.RoleCustomer, status.WaitingFor, "the version it was opened under lets the customer confirm")
	require.Equal(t, "1", s.value(`select policy_version::text from returns where id = $1`, first))
}
