package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/api"
	"backhaul/api/apitest"
	"backhaul/returns"
)

// setupClerk is setup with one open return, whose decisions are taken.
func setupClerk(t *testing.T) (b *bundle, path string) {
	t.Helper()
	b = setup(t)
	b.order("A-1")
	id := b.open("A-1", 1, now)
	path = "/v1/returns/" + id
	handler, err := api.New(t.Context(), api.Config{DB: b.db, Temporal: clerk{steps: b.steps(now), returnID: id}, Logger: b.logger()})
	require.NoError(t, err)
	b.http = &http.Client{Transport: apitest.Validating(t, handler)}
	b.user("ben", returns.RoleReviewer, "")
	return b, path
}

func TestClaim_ThroughTheAPI_IsShownAndKeepsOthersOut(t *testing.T) {
	t.Parallel()
	b, path := setupClerk(t)
	claimed := b.as(returns.RoleReviewer).post(path+"/claim", nil).ok()
	require.Equal(t, "usr-reviewer", claimed["assignee"])
	require.Equal(t, "Dev usr-reviewer", claimed["assignee_name"])
	require.Equal(t, now.Add(30*time.Minute).Format(time.RFC3339), claimed["claim_until"])

	problem := b.withToken("token-ben").post(path+"/claim", nil).refused(409, "conflict")
	require.Contains(t, problem["detail"], "Dev usr-reviewer has claimed this return since 2026-01-10T12:00:00Z")
	b.withToken("token-ben").post(path+"/review", object{"decision": "approve"}).refused(409, "conflict")
	b.withToken("token-ben").post(path+"/release", nil).refused(409, "conflict")
	b.as(returns.RoleSupport).post(path+"/claim", nil).refused(403, "forbidden")

	require.Nil(t, b.as(returns.RoleReviewer).post(path+"/release", nil).ok()["assignee"])
	require.Equal(t, "approved", b.withToken("token-ben").post(path+"/review", object{"decision": "approve"}).ok()["status"])
}

func TestAssign_ThroughTheAPI_FindsItsWayIntoTheList(t *testing.T) {
	t.Parallel()
	b, path := setupClerk(t)
	b.as(returns.RoleAdmin).post(path+"/assign", object{"user_id": "nobody"}).refused(422, "invalid")
	b.as(returns.RoleAdmin).post(path+"/assign", object{"user_id": "usr-warehouse"}).refused(422, "invalid")
	listed := func(reader, filter string) int {
		return len(b.withToken("token-" + reader).get("/v1/returns?assignee=" + filter).ok()["items"].([]any))
	}
	require.Equal(t, 1, listed("ben", "none"))
	require.Equal(t, "ben", b.as(returns.RoleAdmin).post(path+"/assign", object{"user_id": "ben"}).ok()["assignee"])
	require.Equal(t, []int{1, 1, 0, 0}, []int{listed("ben", "me"), listed("usr-admin", "ben"), listed("usr-admin", "me"), listed("ben", "none")})
	require.Nil(t, b.as(returns.RoleCustomer).get(path).ok()["assignee"], "who of the staff it is, is the staff's business")
}

func TestReview_TheSecondReviewer_IsToldWhoWasFirst(t *testing.T) {
	t.Parallel()
	b, path := setupClerk(t)
	b.as(returns.RoleReviewer).post(path+"/review", object{"decision": "reject", "note": "worn"}).ok()
	problem := b.withToken("token-ben").post(path+"/review", object{"decision": "approve"}).refused(409, "transition_not_allowed")
	require.Equal(t, object{"id": "usr-reviewer", "role": "reviewer", "name": "Dev usr-reviewer"}, problem["decided_by"])
	require.Equal(t, now.Format(time.RFC3339), problem["decided_at"])
	require.Equal(t, "reject", problem["decision"])
}

func TestReviewers_AreWhoCanBeGivenAReturn_ByName(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(returns.RoleAdmin)
	for id, body := range map[string]object{
		"ana": {"role": "reviewer", "name": "ana Marsh"}, "zoe": {"role": "reviewer", "name": "Zoe_50%"}, "gone": {"role": "reviewer"}, "max": {"role": "finance"},
	} {
		body["id"] = id
		admin.with("Idempotency-Key", "add-"+id).post("/v1/users", body).ok()
	}
	admin.send(http.MethodPatch, "/v1/users/gone", object{"disabled": true}).ok()
	reviewer := b.as(returns.RoleReviewer)
	require.Equal(t, []object{
		{"id": "ana", "name": "ana Marsh"}, {"id": "usr-admin", "name": "Dev usr-admin"}, {"id": "usr-reviewer", "name": "Dev usr-reviewer"}, {"id": "zoe", "name": "Zoe_50%"},
	}, items(reviewer.get("/v1/reviewers").ok()), "nobody who is disabled or may not review")
	found := func(query string) (ids []any) {
		for _, item := range items(reviewer.get("/v1/reviewers?" + query).ok()) {
			ids = append(ids, item["id"])
		}
		return ids
	}
	require.Equal(t, []any{"ana"}, found("q=MARSH"))
	require.Equal(t, []any{"usr-reviewer"}, found("q=usr-rev"))
	require.Equal(t, []any{"zoe"}, found("q=_50%25"), "what is typed is no pattern")
	require.Equal(t, []any{"ana", "usr-admin"}, found("limit=2"))
	require.Empty(t, found("q=max"))
	for _, role := range []returns.Role{returns.RoleSupport, returns.RoleFinance, returns.RoleWarehouse, returns.RoleLogistics, returns.RoleAuditor, returns.RoleCustomer} {
		b.as(role).get("/v1/reviewers").refused(http.StatusForbidden, "forbidden")
	}
}
