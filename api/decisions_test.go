package api_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"backhaul/activities"
	"backhaul/api"
	"backhaul/api/apitest"
	"backhaul/db"
	"backhaul/returns"
)

// forgetful is a Temporal that answers and knows of no return, as it does when
// their workflows have ended long ago.
type forgetful struct{ client.Client }

func (forgetful) UpdateWorkflow(context.Context, client.UpdateWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	return nil, serviceerror.NewNotFound("workflow not found")
}

func setupForgetful(t *testing.T) (b *bundle, id string) {
	t.Helper()
	b = setup(t)
	b.order("A-1")
	id = b.open("A-1", 1, now)
	handler, err := api.New(t.Context(), api.Config{DB: b.db, Temporal: forgetful{}, Logger: b.logger()})
	require.NoError(t, err)
	b.http = &http.Client{Transport: apitest.Validating(t, handler)}
	return b, id
}

func TestDecision_AboutAnEndedReturn_IsRefusedByItsStatus(t *testing.T) {
	t.Parallel()
	b, id := setupForgetful(t)
	b.review(id, returns.Review{Decision: returns.DecisionReject, Note: "worn"})
	problem := b.as(returns.RoleSupport).post("/v1/returns/"+id+"/cancel", object{"reason": "too late"}).refused(409, "transition_not_allowed")
	require.Contains(t, problem["detail"], "rejected")
	require.Nil(t, problem["allowed_actions"])
}

func TestDecision_TakenBeforeAndAskedAgain_IsAnsweredWithTheReturn(t *testing.T) {
	t.Parallel()
	b, id := setupForgetful(t)
	// The first try took, but its answer was lost, and the workflow has ended since.
	const key = "cancel 1"
	_, err := b.steps(now).Cancel(t.Context(), activities.Input[returns.Cancel]{ReturnID: id, Decision: returns.Cancel{
		By: returns.By{ID: returns.NewDecisionID("usr-support", key), Actor: returns.Actor{ID: "usr-support", Role: returns.RoleSupport}},
	}})
	require.NoError(t, err)
	keyed := b.as(returns.RoleSupport).with("Idempotency-Key", key)
	require.Equal(t, "cancelled", keyed.post("/v1/returns/"+id+"/cancel", nil).ok()["status"])
	b.as(returns.RoleSupport).with("Idempotency-Key", "cancel 2").post("/v1/returns/"+id+"/cancel", nil).refused(409, "transition_not_allowed")
}

func TestDecision_AboutAnOpenReturnWithoutAWorkflow_AsksForAnAdministrator(t *testing.T) {
	t.Parallel()
	b, id := setupForgetful(t)
	answer := b.as(returns.RoleSupport).post("/v1/returns/"+id+"/cancel", nil)
	answer.refused(http.StatusServiceUnavailable, "unavailable")
	require.Contains(t, string(answer.body), "administrator")
}

func TestReturn_SeenByItsCustomer_NamesNoStaff(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 1, now)
	b.review(id, returns.Review{Decision: returns.DecisionApprove})
	require.NoError(t, db.Queries.ReturnAttentionSet(t.Context(), b.db, []byte(`{"code": "look", "format": "call her, she is angry"}`), id))
	seen := b.as(returns.RoleCustomer).get("/v1/returns/" + id)
	require.Equal(t, "approved", seen.ok()["status"])
	for _, secret := range []string{"usr-support", "usr-reviewer", "Dev reviewer", "angry"} {
		require.NotContains(t, string(seen.body), secret)
		require.Contains(t, string(b.as(returns.RoleAuditor).get("/v1/returns/"+id).body), secret)
	}
}
