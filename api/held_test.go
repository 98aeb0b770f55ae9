package api_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"backhaul/api"
	"backhaul/api/apitest"
	"backhaul/returns"
	"backhaul/webhooks"
)

// setupLate is setupClerk whose return was cancelled, and whose mug came after all.
func setupLate(t *testing.T) (b *bundle, path, stray string) {
	t.Helper()
	b, path = setupClerk(t)
	b.review(strings.TrimPrefix(path, "/v1/returns/"), returns.Review{Decision: returns.DecisionReject, Note: "worn"})
	view := b.as(returns.RoleWarehouse).post(path+"/receive", object{"lines": []object{{"line_no": 1, "quantity": 1}}}).ok()
	require.Equal(t, "rejected", view["status"])
	require.Equal(t, "decide_stray", view["held"].(object)["due"])
	require.Equal(t, "reviewer", view["held"].(object)["waiting_for"])
	list := b.as(returns.RoleSupport).get("/v1/strays?status=open").ok()["items"].([]any)
	require.Len(t, list, 1)
	require.Equal(t, "open MUG rejected", list[0].(object)["status"].(string)+" "+list[0].(object)["sku"].(string)+" "+list[0].(object)["return_status"].(string))
	return b, path, list[0].(object)["id"].(string)
}

func TestReceive_OfAReturnThatHasEnded_IsTakenInAsAStrayAndDecided(t *testing.T) {
	t.Parallel()
	b, path, stray := setupLate(t)
	decide := "/v1/strays/" + stray + "/decide"
	b.as(returns.RoleWarehouse).post(decide, object{"disposition": "restock"}).refused(403, "forbidden")
	b.as(returns.RoleReviewer).post(decide, object{}).refused(422, "invalid")
	b.as(returns.RoleReviewer).post(decide, object{"new_return_id": "ret_none"}).refused(422, "invalid")
	b.as(returns.RoleReviewer).post("/v1/strays/str_none/decide", object{"disposition": "restock"}).refused(404, "not_found")
	require.Contains(t, b.as(returns.RoleReviewer).get(path).ok()["allowed_actions"], "decide_stray")

	view := b.as(returns.RoleReviewer).post(decide, object{"disposition": "restock"}).ok()
	require.Nil(t, view["held"])
	require.Equal(t, "rejected", view["status"])
	b.as(returns.RoleReviewer).post(decide, object{"disposition": "scrap"}).refused(409, "transition_not_allowed")
	require.Empty(t, b.as(returns.RoleSupport).get("/v1/strays?status=open").ok()["items"])
	require.Len(t, b.as(returns.RoleSupport).get("/v1/strays?status=decided&return=" + strings.TrimPrefix(path, "/v1/returns/")).ok()["items"], 1)
	stock := b.as(returns.RoleWarehouse).get("/v1/stock?sku=MUG").ok()
	require.Contains(t, string(must(t, stock)), `"bucket":"available","location":"main","quantity":1`)
}

func TestHeldGoods_AreListedForWhoHasToAct(t *testing.T) {
	t.Parallel()
	b, path, stray := setupLate(t)
	listed := func(query string) []object {
		t.Helper()
		return items(b.as(returns.RoleLogistics).get("/v1/held-goods" + query).ok())
	}
	all := listed("")
	require.Len(t, all, 1)
	require.Equal(t, strings.TrimPrefix(path, "/v1/returns/"), all[0]["return_id"])
	require.Equal(t, b.as(returns.RoleReviewer).get(path).ok()["held"], all[0]["held"])
	require.Equal(t, all, listed("?waiting_for=reviewer"))
	require.Empty(t, listed("?waiting_for=logistics"))
	b.as(returns.RoleReviewer).post("/v1/strays/"+stray+"/decide", object{"disposition": "return_to_customer"}).ok()
	require.Empty(t, listed("?waiting_for=reviewer"))
	require.Equal(t, "send_back", listed("?waiting_for=logistics")[0]["held"].(object)["due"])
	b.as(returns.RoleCustomer).get("/v1/held-goods").refused(403, "forbidden")
	b.as(returns.RoleSupport).get("/v1/held-goods?waiting_for=nobody").refused(422, "invalid")
}

func TestStray_TakenOverByANewReturn_IsCountedInThere(t *testing.T) {
	t.Parallel()
	b, _, stray := setupLate(t)
	other := b.open("A-1", 1, now)
	rma := b.as(returns.RoleSupport).get("/v1/returns/" + other).ok()["rma_number"]
	view := b.as(returns.RoleReviewer).post("/v1/strays/"+stray+"/decide", object{"new_return_id": rma}).ok()
	require.Nil(t, view["held"])
	list := b.as(returns.RoleSupport).get("/v1/strays").ok()["items"].([]any)
	require.Equal(t, other, list[0].(object)["new_return_id"])
}

func TestSendBack_ThroughTheAPI_IsBookedTrackedAndDelivered(t *testing.T) {
	t.Parallel()
	b, path, stray := setupLate(t)
	b.as(returns.RoleLogistics).post(path+"/send-back", object{}).refused(409, "transition_not_allowed")
	b.as(returns.RoleReviewer).post("/v1/strays/"+stray+"/decide", object{"disposition": "return_to_customer"}).ok()
	b.as(returns.RoleWarehouse).post(path+"/send-back", object{}).refused(403, "forbidden")
	view := b.as(returns.RoleLogistics).post(path+"/send-back", object{"carrier": "Express", "tracking_number": "OUT-1"}).ok()
	parcel := view["shipments"].([]any)[0].(object)
	require.Equal(t, "outbound", parcel["direction"])
	require.Equal(t, []any{object{"sku": "MUG", "quantity": 1.0}}, parcel["contents"])
	b.as(returns.RoleLogistics).post(path+"/tracking", object{"event": "refused", "tracking_number": "OUT-1"}).refused(409, "transition_not_allowed")
	b.as(returns.RoleLogistics).post(path+"/tracking", object{"event": "handed_over", "tracking_number": "OUT-1"}).ok()
	view = b.as(returns.RoleLogistics).post(path+"/tracking", object{"event": "lost", "tracking_number": "OUT-1"}).ok()
	require.Equal(t, "decide_send_back", view["held"].(object)["due"])
	b.as(returns.RoleReviewer).post(path+"/send-back/decide", object{"decision": "write_off"}).refused(422, "invalid")
	view = b.as(returns.RoleReviewer).post(path+"/send-back/decide", object{"decision": "write_off", "note": "the carrier pays"}).ok()
	require.Nil(t, view["held"])
}

func TestCarrierEvent_OfAParcelToTheCustomer_ReachesTheHeldGoodsOfAnEndedReturn(t *testing.T) {
	t.Parallel()
	b, path, stray := setupLate(t)
	b.as(returns.RoleReviewer).post("/v1/strays/"+stray+"/decide", object{"disposition": "return_to_customer"}).ok()
	b.as(returns.RoleLogistics).post(path+"/send-back", object{"carrier": "Express", "tracking_number": "OUT-1"}).ok()
	e := &heldEar{}
	handler, err := api.New(t.Context(), api.Config{
		DB: b.db, Temporal: e, Logger: b.logger(), Now: func() time.Time { return now },
		CarrierSecrets: map[string]webhooks.Secret{"express": secret},
	})
	require.NoError(t, err)
	b.http = &http.Client{Transport: apitest.Validating(t, handler)}
	require.Equal(t, "sent", b.scan("express", "scan_1", "OUT-1", nil).ok()["outcome"])
	require.Equal(t, []string{"held/" + strings.TrimPrefix(path, "/v1/returns/") + " report_send_back handed_over OUT-1"}, e.told)
}

// SignalWithStartWorkflow notes what the workflow of held goods is told.
func (e *heldEar) SignalWithStartWorkflow(_ context.Context, id, signal string, arg any, _ client.StartWorkflowOptions, _ any, _ ...any) (client.WorkflowRun, error) {
	event := arg.(returns.CarrierEvent)
	e.told = append(e.told, id+" "+signal+" "+string(event.Event)+" "+event.TrackingNumber)
	return nil, nil //nolint:nilnil // nobody looks at the run
}

type heldEar struct {
	client.Client
	told []string
}
