package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

// review takes a reviewer's decision by the step that a worker would take.
func (b *bundle) review(id string, decision returns.Review) {
	b.t.Helper()
	decision.By = by(returns.RoleReviewer)
	_, err := b.steps(now).Review(b.t.Context(), activities.Input[returns.Review]{ReturnID: id, Decision: decision})
	require.NoError(b.t, err)
}

func TestReturn_Read_ShowsWhereItStands(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 2, now)
	view := b.as(returns.RoleReviewer).get("/v1/returns/" + id).ok()
	require.Equal(t, id, view["id"])
	require.Equal(t, "requested", view["status"])
	require.Equal(t, "A-1", view["order_number"])
	require.Equal(t, "13047", view["customer_id"])
	require.Equal(t, "Ana Marsh", view["customer_name"])
	require.Equal(t, object{"stage": "requested", "logistics": "none", "goods": "none", "refund": "not_due", "dispute": "none"}, view["tracks"])
	require.Equal(t, "review", view["verdict"].(object)["decision"])
	require.Equal(t, "reviewer", view["waiting_for"])
	require.Equal(t, "remind", view["then"])
	require.Equal(t, "2026-01-11T12:00:00Z", utc(t, view["deadline"]))
	require.Equal(t, "The return waits for: reviewer, until 2026-01-11 12:00 UTC; then they are reminded.", view["explanation"])
	chinese := b.as(returns.RoleReviewer).with("Accept-Language", "zh-CN").get("/v1/returns/" + id).ok()
	require.Equal(t, "退货单正在等待：审核员，截止 2026-01-11 12:00 UTC；逾期将发出提醒。", chinese["explanation"])
	require.Equal(t, []any{"review", "cancel", "claim", "release", "assign", "note"}, view["allowed_actions"])
	line := view["lines"].([]any)[0].(object)
	require.EqualValues(t, 2, line["quantity"])
	require.EqualValues(t, 2, line["approved_quantity"])
	require.Equal(t, object{"size": "M"}, line["fields"])
	refund := view["refund"].(object)
	require.Equal(t, "not_due", refund["state"])
	require.Equal(t, object{"amount": "20.00", "currency": "GBP"}, refund["estimate"])
	require.Equal(t, refund["estimate"], refund["total"])
	require.Equal(t, "0.00", refund["fees"].(object)["amount"])
	require.Nil(t, refund["task_id"])
	require.Nil(t, view["attention"])
	require.Empty(t, view["shipments"])

	require.Equal(t, []any{"cancel"}, b.as(returns.RoleCustomer).get("/v1/returns/" + id).ok()["allowed_actions"])
	require.Empty(t, b.as(returns.RoleAuditor).get("/v1/returns/" + id).ok()["allowed_actions"])
}

func utc(t *testing.T, at any) string {
	t.Helper()
	parsed, err := time.Parse(time.RFC3339, at.(string))
	require.NoError(t, err)
	return parsed.UTC().Format(time.RFC3339)
}

func TestReturn_Rejected_WaitsForNobody(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 2, now)
	b.review(id, returns.Review{Decision: returns.DecisionReject, Note: "worn"})
	view := b.as(returns.RoleAdmin).get("/v1/returns/" + id).ok()
	require.Equal(t, "rejected", view["status"])
	for _, field := range []string{"waiting_for", "deadline", "then", "explanation"} {
		require.Nil(t, view[field], field)
	}
	require.NotNil(t, view["closed_at"])
	require.Equal(t, []any{"note", "feedback", "complain"}, view["allowed_actions"], "what is said about it moves nothing")
}

func TestReturn_ByItsNumber_AsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 1, now)
	rma := b.as(returns.RoleAdmin).get("/v1/returns/" + id).ok()["rma_number"].(string)
	for _, typed := range []string{rma, strings.ToLower(rma), strings.ReplaceAll(rma, "-", ""), strings.TrimPrefix(rma, "RMA-"), strings.ReplaceAll(rma, "-", "%20")} {
		require.Equal(t, id, b.as(returns.RoleAdmin).get("/v1/returns/" + typed).ok()["id"], typed)
		require.Len(t, items(b.as(returns.RoleAdmin).get("/v1/returns?q="+typed).ok()), 1, typed)
	}
	b.as(returns.RoleAdmin).get("/v1/returns/RMA-AAAAA-AAAAA").refused(404, "not_found")
}

func TestReturns_Filters_FindWhatTheyName(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	b.order("A-2")
	old, fresh, other := b.open("A-1", 1, now.Add(-48*time.Hour)), b.open("A-1", 1, now), b.open("A-2", 1, now.Add(-time.Hour))
	b.review(old, returns.Review{Decision: returns.DecisionApprove})
	_, err := b.db.Exec(t.Context(), "update returns set assignee = 'ana', assigned_at = now(), claim_until = now() where id = $1", other)
	require.NoError(t, err)
	for query, want := range map[string][]string{
		"":                                   {fresh, other, old},
		"sort=-opened_at":                    {fresh, other, old},
		"sort=opened_at":                     {old, other, fresh},
		"sort=deadline":                      {other, fresh, old},
		"status=approved":                    {old},
		"status=approved,requested&limit=2":  {fresh, other},
		"status=refunded":                    {},
		"reason=changed_mind":                {fresh, other, old},
		"reason=late":                        {},
		"sku=MUG":                            {fresh, other, old},
		"sku=LAMP":                           {},
		"reason=changed_mind&sku=LAMP":       {},
		"order=A-2":                          {other},
		"customer=13047":                     {fresh, other, old},
		"customer=1":                         {},
		"assignee=ana":                       {other},
		"q=A-2":                              {other},
		"q=13047":                            {fresh, other, old},
		"from=2026-01-10":                    {fresh, other},
		"to=2026-01-09":                      {old},
		"from=2026-01-08&to=2026-01-08":      {old},
		"order=A-1&status=requested&q=13047": {fresh},
	} {
		got := []string{}
		for _, item := range items(b.as(returns.RoleAuditor).get("/v1/returns?" + query).ok()) {
			got = append(got, item["id"].(string))
		}
		require.Equal(t, want, got, query)
	}
}

func TestReturns_Pages_HoldEveryReturnOnceInEveryOrder(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var all []string
	for i := range 5 {
		number := fmt.Sprintf("A-%d", i)
		b.order(number)
		all = append(all, b.open(number, 1, now)) // all at the same moment
	}
	for _, sort := range []string{"opened_at", "-opened_at", "deadline"} {
		var got []string
		path := "/v1/returns?limit=2&sort=" + sort
		for cursor := any(""); cursor != nil; {
			page := b.as(returns.RoleAdmin).get(path + "&cursor=" + cursor.(string)).ok()
			for _, item := range items(page) {
				got = append(got, item["id"].(string))
			}
			cursor = page["next_cursor"]
		}
		require.ElementsMatch(t, all, got, sort)
	}
}

func TestReturnEvents_Pages_AreDenseAndCustomersSeeNoNames(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 1, now)
	b.review(id, returns.Review{Decision: returns.DecisionRequestInfo, Note: "a photo, please"})
	b.review(id, returns.Review{Decision: returns.DecisionApprove})
	first := b.as(returns.RoleAuditor).get("/v1/returns/" + id + "/events?limit=2").ok()
	second := b.as(returns.RoleAuditor).get("/v1/returns/" + id + "/events?limit=2&cursor=" + first["next_cursor"].(string)).ok()
	require.Nil(t, second["next_cursor"])
	for i, event := range append(items(first), items(second)...) {
		require.EqualValues(t, i+1, event["seq"])
		require.Len(t, event["hash"], 64)
	}
	asked := items(first)[1]
	require.Equal(t, "review", asked["action"])
	require.Equal(t, object{"id": "usr-reviewer", "role": "reviewer", "name": "Dev reviewer"}, asked["actor"])
	require.Equal(t, "a photo, please", asked["data"].(object)["note"])
	require.Equal(t, []any{"requested", "info_needed"}, []any{asked["from"], asked["to"]})

	read := items(b.as(returns.RoleCustomer).get("/v1/returns/" + id + "/events").ok())
	seen, approved := read[1], read[2]
	require.Equal(t, object{"id": "", "role": "reviewer"}, seen["actor"])
	require.Equal(t, object{"decision": "request_info", "note": "a photo, please"}, seen["data"], "the question, and not who asked it")
	require.Nil(t, approved["data"])
	require.Equal(t, "info_needed", seen["to"])
}

func TestRefundTasks_OfAKeptItem_AreReadByStatusAndReturn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 2, now)
	b.review(id, returns.Review{Decision: returns.DecisionCounterOffer, Offer: &returns.Offer{KeepItem: true}})
	accept := true
	steps := b.steps(now)
	_, err := steps.Answer(t.Context(), activities.Input[returns.Answer]{ReturnID: id, Decision: returns.Answer{By: by(returns.RoleSupport), Accept: &accept}})
	require.NoError(t, err)
	_, err = steps.Confirm(t.Context(), activities.Input[returns.Confirm]{ReturnID: id, Decision: returns.Confirm{By: by(returns.RoleSupport)}})
	require.NoError(t, err)
	_, err = steps.RequestRefund(t.Context(), activities.Input[returns.By]{ReturnID: id, Decision: returns.By{ID: "sys", Actor: returns.System()}})
	require.NoError(t, err)

	finance := b.as(returns.RoleFinance)
	task := items(finance.get("/v1/refund-tasks?status=open&return=" + id).ok())[0]
	require.Equal(t, "awaiting_finance", task["state"])
	require.Equal(t, object{"amount": "20.00", "currency": "GBP"}, task["amount"])
	require.Equal(t, id, task["return_id"])
	require.Equal(t, "refund_pending", task["return_status"])
	require.Len(t, items(finance.get("/v1/refund-tasks").ok()), 1)
	require.Empty(t, items(finance.get("/v1/refund-tasks?status=closed").ok()))
	finance.get("/v1/refund-tasks?return="+returns.NewID("ret")).refused(404, "not_found")

	view := b.as(returns.RoleSupport).get("/v1/returns/" + id).ok()
	require.Equal(t, task["id"], view["refund"].(object)["task_id"])
	require.Equal(t, "20.00", view["refund"].(object)["total"].(object)["amount"])
	require.Equal(t, true, view["offer"].(object)["keep_item"])
	require.Equal(t, "usr-reviewer", view["approval"].(object)["by"].(object)["id"])
	require.Equal(t, "in_progress", b.as(returns.RoleSupport).get("/v1/orders/A-1").ok()["return_status"])

	finance.post("/v1/refund-tasks/rfd_none_1/decide", object{"action": "approve"}).refused(404, "not_found")
	finance.post("/v1/refund-tasks/"+task["id"].(string)+"/decide", object{"action": "pay"}).refused(422, "invalid", "action")
	finance.post("/v1/refund-tasks/"+task["id"].(string)+"/decide", object{"action": "approve", "task_id": "other"}).refused(400, "unknown_field", "task_id")
}

func TestDecision_WithAnotherShape_IsRefusedBeforeAnybodyIsAsked(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 1, now)
	path := "/v1/returns/" + id
	for _, tt := range []struct {
		role   returns.Role
		action string
		body   any
		status int
		code   string
		field  string
	}{
		{"reviewer", "/review", object{"decision": "maybe"}, 422, "invalid", "decision"},
		{"reviewer", "/review", object{"decision": "approve", "actor": object{"id": "x", "role": "admin"}}, 400, "unknown_field", "actor"},
		{"reviewer", "/review", object{"decision": "approve", "id": "dec_1"}, 400, "unknown_field", "id"},
		{"reviewer", "/review", object{"decision": "approve", "lines": []object{{"line_no": 1, "approved_quantity": -1}}}, 422, "invalid", "lines[0].approved_quantity"},
		{"reviewer", "/review", object{"decision": "approve", "lines": []object{{"line_no": 1, "approved_amount": object{"amount": "1.001", "currency": "GBP"}}}}, 422, "invalid", "lines[0].approved_amount.amount"},
		{"reviewer", "/review", object{"decision": "approve", "lines": []object{{"line_no": 1, "approved_amount": object{"amount": "1", "currency": "ZZZ"}}}}, 422, "invalid", "lines[0].approved_amount.currency"},
		{"reviewer", "/review", object{"decision": "approve", "lines": []object{{"line_no": 1, "approved_amount": 5}}}, 422, "invalid", "lines[0].approved_amount"},
		{"reviewer", "/review", object{"decision": "counter_offer", "offer": object{"by": object{"id": "x"}}}, 400, "unknown_field", "offer.by"},
		{"customer", "/info", object{"note": strings.Repeat("x", 4001)}, 422, "invalid", "note"},
		{"logistics", "/tracking", object{"event": "eaten"}, 422, "invalid", "event"},
		{"logistics", "/pickup", object{"window_start": "tomorrow"}, 422, "invalid", "window_start"},
		{"warehouse", "/receive", object{"lines": []object{}}, 422, "invalid", "lines"},
		{"warehouse", "/receive", object{"lines": []object{{"line_no": 1, "quantity": 1.0000001}}}, 422, "invalid", "lines[0].quantity"},
		{"warehouse", "/inspect", object{"lines": []object{{"line_no": 1, "quantity": 1, "disposition": "sell"}}}, 422, "invalid", "lines[0].disposition"},
		{"reviewer", "/close", object{"outcome": "refunded"}, 422, "invalid", "outcome"},
	} {
		b.as(tt.role).post(path+tt.action, tt.body).refused(tt.status, tt.code, tt.field)
	}
	require.Len(t, items(b.as(returns.RoleAdmin).get(path+"/events").ok()), 1)
}

func TestReasons_AreListedInBothLanguages(t *testing.T) {
	t.Parallel()
	b := setup(t)
	reasons := items(b.as(returns.RoleCustomer).get("/v1/reasons").ok())
	require.Len(t, reasons, 8)
	require.Equal(t, object{
		"code": "damaged", "label_en": "Damaged", "label_zh": "商品损坏", "by_customer": false,
		"labels": object{}, "categories": []any{}, "active": true, "position": 1.0, "fields": nil,
	}, reasons[0])
}

func TestOpen_ForAnOrderThatIsNotThere_AsksNobody(t *testing.T) {
	t.Parallel()
	b := setup(t)
	body := object{"order_number": "none", "method": "pickup", "lines": []object{{"line_no": 1, "quantity": 1, "reason": "late", "condition": "opened"}}}
	b.as(returns.RoleSupport).post("/v1/returns", body).refused(http.StatusNotFound, "not_found", "order_number")
	body["lines"] = []object{{"quantity": 1, "reason": "late", "condition": "opened"}}
	b.as(returns.RoleSupport).post("/v1/returns", body).refused(422, "invalid", "lines[0].line_no")
	body["lines"] = []object{{"line_no": 1, "quantity": 1, "reason": "late", "condition": "<script>"}}
	b.as(returns.RoleSupport).post("/v1/returns", body).refused(422, "invalid", "lines[0].condition")
}
