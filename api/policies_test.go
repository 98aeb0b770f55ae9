package api_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

// terms are those of the plain policy, as the API shows them, with changes.
func (b *bundle) terms(changes object) object {
	b.t.Helper()
	terms := items(b.as(returns.RoleAdmin).get("/v1/policies/plain-30").ok())[0]["terms"].(object)
	for name, value := range changes {
		terms[name] = value
	}
	return terms
}

func ruleOf(name, when, then string) object {
	return object{"name": name, "when": when, "then": then, "because": object{"en": "The shop says so.", "zh": "本店规定。"}}
}

func (b *bundle) save(id string, changes object) answer {
	b.t.Helper()
	return b.as(returns.RoleAdmin).post("/v1/policies", object{"id": id, "terms": b.terms(changes)})
}

func TestPolicies_ThePresets_AreThereValidAndOnlyThePlainOneIsActive(t *testing.T) {
	t.Parallel()
	b := setup(t)
	active := map[string]any{}
	for _, policy := range items(b.as(returns.RoleAuditor).get("/v1/policies").ok()) {
		active[policy["id"].(string)] = policy["active_version"]
	}
	require.Equal(t, map[string]any{"cn-7": nil, "eu-14": nil, "plain-30": 1.0}, active)
	for id := range active {
		b.as(returns.RoleAdmin).post("/v1/policies/"+id+"/activate", object{}).ok() // refused if its terms or rules were wrong
		version := items(b.as(returns.RoleSupport).get("/v1/policies/" + id).ok())[0]
		require.Equal(t, true, version["active"], id)
		require.Equal(t, "backhaul", version["created_by"])
	}
	page := b.as(returns.RoleAdmin).get("/v1/policies?limit=2").ok()
	require.Len(t, items(page), 2)
	require.Equal(t, "plain-30", items(b.as(returns.RoleAdmin).get("/v1/policies?cursor=" + page["next_cursor"].(string)).ok())[0]["id"])
}

func TestPolicy_IsSavedAsTheNextVersion_AndNeverChanges(t *testing.T) {
	t.Parallel()
	b := setup(t)
	second := b.save("plain-30", object{"name": "Thirty days, milder"}).ok()
	require.EqualValues(t, 2, second["version"])
	require.Equal(t, false, second["active"])
	require.Equal(t, "usr-admin", second["created_by"])
	require.EqualValues(t, 2, b.as(returns.RoleAdmin).post("/v1/policies", object{"id": "plain-30", "terms": second["terms"]}).ok()["version"], "the same terms make no version")
	require.EqualValues(t, 1, b.save("summer", nil).ok()["version"])

	versions := items(b.as(returns.RoleAdmin).get("/v1/policies/plain-30").ok())
	require.Len(t, versions, 2)
	require.Equal(t, "Thirty days, milder", versions[0]["terms"].(object)["name"])
	page := b.as(returns.RoleAdmin).get("/v1/policies/plain-30?limit=1").ok()
	require.EqualValues(t, 1, items(b.as(returns.RoleAdmin).get("/v1/policies/plain-30?limit=1&cursor=" + page["next_cursor"].(string)).ok())[0]["version"])

	_, err := b.db.Exec(t.Context(), `update policies set terms = '{}' where policy_id = 'summer'`)
	require.ErrorContains(t, err, "is final; save a new version")
	b.as(returns.RoleAdmin).get("/v1/policies/none").refused(404, "not_found")
	b.as(returns.RoleAdmin).post("/v1/policies/none/activate", object{}).refused(404, "not_found")
	b.as(returns.RoleAdmin).post("/v1/policies/summer/activate", object{"version": 2}).refused(404, "not_found")
}

func TestPolicy_ThatCannotBeMeant_IsRefusedFieldByField(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for name, tt := range map[string]struct {
		changes object
		fields  []string
	}{
		"no such zone":        {object{"time_zone": "Mars/Olympus"}, []string{"terms.time_zone"}},
		"no such reason":      {object{"photos": object{"bored": 1}}, []string{"terms.photos.bored"}},
		"no such currency":    {object{"return_shipping": object{"ZZZ": "1.00"}}, []string{"terms.return_shipping.ZZZ"}},
		"half a penny":        {object{"approval_limits": object{"finance": object{"GBP": "0.005"}}}, []string{"terms.approval_limits.finance.GBP"}},
		"a number for money":  {object{"four_eyes_above": object{"GBP": 100}}, []string{"terms.four_eyes_above.GBP"}},
		"a window backwards":  {object{"windows": []object{{"days": -1, "anchor": "delivered"}}}, []string{"terms.windows[0].days"}},
		"a rule without text": {object{"rules": []object{{"name": "a", "when": "true", "then": "review", "because": object{"en": "so", "zh": ""}}}}, []string{"terms.rules[0].because.zh"}},
		"wrong in two ways":   {object{"time_zone": "Mars/Olympus", "rules": []object{ruleOf("a", "order.x == 1", "review")}}, []string{"terms.time_zone", "terms.rules[0].when"}},
	} {
		t.Log(name)
		b.save("bad", tt.changes).refused(422, "invalid", tt.fields...)
	}
	b.save("Bad Name", nil).refused(422, "invalid", "id")
	b.as(returns.RoleAdmin).get("/v1/policies/bad").refused(404, "not_found")
}

func TestPolicy_ARuleThatDoesNotCompile_IsRefusedAtTheCharacter(t *testing.T) {
	t.Parallel()
	b := setup(t)
	problem := b.save("bad", object{"rules": []object{
		ruleOf("fine", "line.quantity > 1", "review"), ruleOf("broken", "line.quantity > 1 &&\n  order.color == \"red\"", "reject"),
	}}).refused(422, "invalid", "terms.rules[1].when")
	wrong := problem["errors"].([]any)[0].(object)
	require.Equal(t, object{"line": 2.0, "column": 8.0, "offset": 28.0}, wrong["position"])
	require.Contains(t, wrong["message"], "line 2, character 8: undefined field 'color'")
	chinese := b.as(returns.RoleAdmin).with("Accept-Language", "zh-CN").post("/v1/policies", object{"id": "bad", "terms": b.terms(object{"rules": []object{ruleOf("a", "x", "reject")}})})
	require.Contains(t, chinese.refused(422, "invalid")["detail"], "第 1 行第 1 个字符")
}

func TestPolicy_Activated_JudgesFromNowOnAndLeavesRunningReturnsAlone(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	before := b.open("A-1", 1, now)
	b.save("strict", object{
		"rules":     []object{ruleOf("few", "line.quantity <= 2 && customer.returns == 1", "approve"), ruleOf("many", "line.quantity > 2", "review")},
		"deadlines": b.terms(nil)["deadlines"], "confirm": "customer",
	}).ok()
	saved := b.open("A-1", 1, now)
	require.Equal(t, "plain-30", b.view(saved)["verdict"].(object)["policy_id"], "saved is not active")
	b.as(returns.RoleAdmin).post("/v1/policies/strict/activate", object{"version": 1}).ok()

	stands := b.view(before)
	require.Equal(t, "plain-30", stands["verdict"].(object)["policy_id"])
	_, err := b.steps(now).Review(t.Context(), activities.Input[returns.Review]{
		ReturnID: before, Decision: returns.Review{By: by(returns.RoleReviewer), Decision: returns.DecisionApprove},
	})
	require.NoError(t, err)
	require.Equal(t, "reviewer", b.view(before)["waiting_for"], "its own policy lets staff confirm, whatever the new one says")

	judged := b.open("A-1", 3, now)
	verdict := b.view(judged)["verdict"].(object)
	require.Equal(t, "strict", verdict["policy_id"])
	require.Equal(t, "review", verdict["decision"])
	clauses := verdict["clauses"].([]any)
	ruled := clauses[len(clauses)-1].(object)
	require.Equal(t, "many", ruled["rule"])
	require.Equal(t, "review", ruled["outcome"])
	require.Equal(t, object{"line.quantity": "3"}, ruled["facts"])
	require.Equal(t, "本店规定。", ruled["because"].(object)["zh"])
	listed := items(b.as(returns.RoleReviewer).get("/v1/returns?q=" + judged).ok())[0]["verdict"].(object)
	require.Equal(t, []any{ruled}, listed["clauses"], "a list leaves out what passed")
}

func TestPolicy_OneIsActive_HoweverManyAreActivatedAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	done := make(chan answer)
	for range 4 {
		for _, id := range []string{"cn-7", "eu-14"} {
			go func() { done <- b.as(returns.RoleAdmin).post("/v1/policies/"+id+"/activate", object{}) }()
		}
	}
	for range 8 {
		(<-done).ok()
	}
	active := 0
	for _, policy := range items(b.as(returns.RoleAdmin).get("/v1/policies").ok()) {
		if policy["active_version"] != nil {
			active++
		}
	}
	require.Equal(t, 1, active)
}

func TestPolicyTest_SaysWhatWouldHaveBeenDecided_AndChangesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	one := b.open("A-1", 1, now.AddDate(0, 0, -1))
	b.open("A-1", 3, now.AddDate(0, 0, -2))
	b.open("A-1", 1, now.AddDate(0, -2, 0)) // before the month
	trial := b.as(returns.RoleReviewer).post("/v1/policies/plain-30/test", object{}).ok()
	require.EqualValues(t, 2, trial["tried"])
	require.Empty(t, trial["different"], "the policy itself would have decided the same")

	trial = b.as(returns.RoleSupport).post("/v1/policies/plain-30/test", object{"terms": b.terms(object{"rules": []object{
		ruleOf("small", "request.refund <= 1000 && line.fields.size == \"M\"", "approve"),
	}})}).ok()
	require.Equal(t, object{"approve": 0.0, "review": 2.0, "reject": 0.0}, trial["was"])
	require.Equal(t, object{"approve": 1.0, "review": 1.0, "reject": 0.0}, trial["would"])
	require.EqualValues(t, 1, trial["different_count"])
	difference := trial["different"].([]any)[0].(object)
	require.Equal(t, one, difference["return_id"])
	require.Equal(t, "approve", difference["would"])
	require.Equal(t, "requested", difference["status"])
	require.Equal(t, "small", difference["clauses"].([]any)[0].(object)["rule"])

	narrow := object{"terms": b.terms(object{"windows": []object{{"days": 0, "anchor": "ordered"}}})}
	require.EqualValues(t, 2, b.as(returns.RoleAdmin).post("/v1/policies/plain-30/test", narrow).ok()["tried"])
	narrow["to"] = now.AddDate(0, 0, -1)
	trial = b.as(returns.RoleAdmin).post("/v1/policies/plain-30/test", narrow).ok()
	require.EqualValues(t, 1, trial["tried"], "the other one was opened too late")
	require.Empty(t, trial["different"], "staff opened it, so that the window only advises")
}

func TestPolicyTest_OfWhatCannotBeTried_IsRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(returns.RoleAdmin)
	admin.post("/v1/policies/none/test", object{}).refused(404, "not_found")
	admin.post("/v1/policies/plain-30/test", object{"version": 9}).refused(404, "not_found")
	admin.post("/v1/policies/plain-30/test", object{"from": now, "to": now}).refused(422, "invalid", "from")
	admin.post("/v1/policies/plain-30/test", object{"terms": b.terms(object{"rules": []object{ruleOf("a", "order.x", "review")}})}).
		refused(422, "invalid", "terms.rules[0].when")
}

func TestPolicyTerms_TheContractHoldsEveryTerm(t *testing.T) {
	t.Parallel()
	b := setup(t)
	spec, err := openapi3.NewLoader().LoadFromData(b.withToken("").get("/openapi.json").body)
	require.NoError(t, err)
	properties := spec.Components.Schemas["PolicyTerms"].Value.Properties
	for _, field := range reflect.VisibleFields(reflect.TypeFor[returns.Terms]()) {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" {
			require.Contains(t, properties, name)
		}
	}
}

// view reads a return as the admin sees it.
func (b *bundle) view(id string) object {
	b.t.Helper()
	return b.as(returns.RoleAdmin).get("/v1/returns/" + id).ok()
}
