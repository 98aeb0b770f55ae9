package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

func TestErase_WhileAReturnIsOpen_IsRefused_AndThenBegunOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("1001")
	id := b.open("1001", 1, now)
	admin := b.as(returns.RoleAdmin)
	wish := object{"note": "request 118"}
	b.as(returns.RoleAuditor).get("/v1/customers/13047/erasure").refused(http.StatusNotFound, "not_found")
	admin.post("/v1/customers/13047/erase", wish).refused(http.StatusConflict, "conflict")
	admin.post("/v1/customers/nobody/erase", wish).refused(http.StatusNotFound, "not_found")
	admin.post("/v1/customers/13047/erase", object{}).refused(http.StatusUnprocessableEntity, "invalid")
	b.as(returns.RoleSupport).post("/v1/customers/13047/erase", wish).refused(http.StatusForbidden, "forbidden")

	_, err := b.steps(now).Cancel(t.Context(), activities.Input[returns.Cancel]{ReturnID: id, Decision: returns.Cancel{By: by(returns.RoleSupport)}})
	require.NoError(t, err)
	begun := admin.post("/v1/customers/13047/erase", wish)
	require.Equal(t, http.StatusAccepted, begun.status, string(begun.body))
	again := admin.post("/v1/customers/13047/erase", wish)
	require.Equal(t, begun.ok()["id"], again.ok()["id"], "one is under way")
	require.Equal(t, begun.ok()["id"], b.as(returns.RoleAuditor).get("/v1/customers/13047/erasure").ok()["id"])
	trail := items(b.as(returns.RoleAuditor).get("/v1/audit?kind=erasure").ok())
	require.Len(t, trail, 1)
	require.Equal(t, "13047", trail[0]["subject"])
	require.Equal(t, "request 118", trail[0]["data"].(object)["note"])
}
