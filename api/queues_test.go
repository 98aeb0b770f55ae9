package api_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func (b *bundle) queues(role returns.Role) []object {
	b.t.Helper()
	return items(b.as(role).get("/v1/queues").ok())
}

func TestQueues_EachRoleSeesWhatWaitsForIt_AndAnAdministratorAll(t *testing.T) {
	t.Parallel()
	b := setup(t)
	require.Empty(t, b.queues(returns.RoleReviewer))
	b.order("A-1")
	b.open("A-1", 1, now)
	b.open("A-1", 2, now.Add(-time.Minute))
	toReview := object{"queue": "returns", "status": "requested", "waiting_for": "reviewer", "waiting": 2.0, "overdue": 0.0, "since": "2026-01-10T11:59:00Z"}
	require.Equal(t, []object{toReview}, b.queues(returns.RoleReviewer))
	require.Equal(t, []object{toReview}, b.queues(returns.RoleAdmin))
	for _, other := range []returns.Role{returns.RoleFinance, returns.RoleWarehouse, returns.RoleLogistics, returns.RoleSupport, returns.RoleAuditor} {
		require.Empty(t, b.queues(other), other)
	}
	b.as(returns.RoleCustomer).get("/v1/queues").refused(403, "forbidden")
	b.clock = func() time.Time { return now.AddDate(1, 0, 0) }
	require.EqualValues(t, 2, b.queues(returns.RoleReviewer)[0]["overdue"], "their deadlines have passed")
}

func TestQueues_AComplaint_WaitsForSupportOnceTheReturnWaitsForNobody(t *testing.T) {
	t.Parallel()
	b, path := setupClerk(t)
	b.as(returns.RoleReviewer).post(path+"/review", object{"decision": "reject", "note": "worn"}).ok()
	require.Empty(t, b.queues(returns.RoleReviewer), "an ended return waits for nobody")
	b.as(returns.RoleCustomer).post(path+"/feedback", object{"complaint": "never worn"}).ok()
	complaints := b.queues(returns.RoleSupport)
	require.Len(t, complaints, 1)
	require.Equal(t, "complaints", complaints[0]["queue"])
	require.EqualValues(t, 1, complaints[0]["waiting"])
	require.NotContains(t, complaints[0], "status")
	require.Equal(t, complaints, b.queues(returns.RoleAdmin))
}
