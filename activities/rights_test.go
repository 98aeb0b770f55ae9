package activities_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
	"backhaul/returns"
)

func TestEveryStep_WithTheServicesRights_IsAllowed(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.listens("a", returns.MessageKinds()...)
	s.DB = dbtest.AsService(t, s.books)
	for i, step := range everyStep() {
		s.at(2 * i)
		s.do(step.activity, step.input(s))
	}
	require.Equal(t, "completed cancelled written_off", s.value(`select string_agg(status, ' ' order by opened_at) from returns`))
}

func TestEvent_SaysWhereTheDecisionCameFrom_OutsideOfTheDecision(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	step := openStep(first, returns.RequestLine{LineNo: 1, Quantity: 2, Reason: "changed_mind"})
	s.do(step.activity, step.input(s))
	review := returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove, Note: `"origin"`}
	review.Origin = returns.Origin{Address: "192.0.2.1", Via: "token tok_1", UserAgent: "curl"}
	does := does("Review", first, review)
	s.do(does.activity, does.input(s))
	require.JSONEq(t, `{"address":"192.0.2.1","via":"token tok_1","user_agent":"curl"}`, s.value(`select origin::text from return_events where seq = 2`))
	var data map[string]any
	require.NoError(t, json.Unmarshal([]byte(s.value(`select data::text from return_events where seq = 2`)), &data))
	require.NotContains(t, data, "origin")
	require.Equal(t, `"origin"`, data["note"])
}
