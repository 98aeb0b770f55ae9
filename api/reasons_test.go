package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

func reasonList(extra ...object) object {
	list := append([]object{{"code": "changed_mind", "label_en": "Changed mind", "label_zh": "不喜欢/不合适", "by_customer": true}}, extra...)
	return object{"items": list}
}

func wrongSize() object {
	return object{
		"code": "wrong_size", "label_en": "Wrong size", "label_zh": "尺码不合适", "labels": object{"de": "Falsche Größe"}, "by_customer": true,
		"categories": []string{"shoes", "clothing"},
		"fields": object{"type": "object", "required": []string{"size"}, "properties": object{
			"size": object{"type": "string", "title": "Size", "enum": []string{"S", "M"}},
		}},
	}
}

func TestReasons_Put_AreTheListInItsOrder(t *testing.T) {
	t.Parallel()
	b := setup(t)
	all := items(b.as(returns.RoleAdmin).put("/v1/reasons", reasonList(wrongSize())).ok())
	require.Len(t, all, 9, "what was left out stays for the returns that have it")
	chosen := items(b.as(returns.RoleCustomer).get("/v1/reasons").ok())
	require.Len(t, chosen, 2)
	require.Equal(t, "changed_mind", chosen[0]["code"])
	require.Equal(t, object{"de": "Falsche Größe"}, chosen[1]["labels"])
	require.Equal(t, wrongSize()["fields"].(object)["type"], chosen[1]["fields"].(object)["type"])
	require.Equal(t, []any{"shoes", "clothing"}, chosen[1]["categories"])
	require.Equal(t, []any{}, chosen[0]["categories"], "for all goods")
	require.Len(t, items(b.as(returns.RoleCustomer).get("/v1/reasons?inactive=true").ok()), 9)

	before := b.as(returns.RoleAdmin).get("/v1/reasons?inactive=true").body
	again := b.as(returns.RoleAdmin).put("/v1/reasons", reasonList(wrongSize()))
	require.JSONEq(t, string(before), string(again.body), "a repeat changes nothing")
}

func TestReasons_ThatCannotBeMeant_AreRefusedAndChangeNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	before := b.as(returns.RoleAdmin).get("/v1/reasons?inactive=true").body
	changed := func(name string, value any) object {
		reason := wrongSize()
		reason[name] = value
		return reasonList(reason)
	}
	for name, tt := range map[string]struct {
		body  object
		field string
	}{
		"no reasons":          {object{"items": []object{}}, "items"},
		"none to choose":      {object{"items": []object{{"code": "other", "label_en": "Other", "label_zh": "其他", "by_customer": true, "active": false}}}, "items"},
		"a code in capitals":  {changed("code", "Wrong"), "items[1].code"},
		"one twice":           {changed("code", "changed_mind"), "items[1].code"},
		"no Chinese":          {changed("label_zh", ""), "items[1].label_zh"},
		"no language":         {changed("labels", object{"deutsch!": "x"}), "items[1].labels.deutsch!"},
		"English twice":       {changed("labels", object{"en": "x"}), "items[1].labels.en"},
		"a form that is none": {changed("fields", object{"type": "object", "properties": object{"a": object{"type": "text"}}}), "items[1].fields.properties.a.type"},
		"a form from afar":    {changed("fields", object{"type": "object", "properties": object{"a": object{"$ref": "http://example.org"}}}), "items[1].fields.properties.a.$ref"},
	} {
		t.Log(name)
		b.as(returns.RoleAdmin).put("/v1/reasons", tt.body).refused(422, "invalid", tt.field)
	}
	require.JSONEq(t, string(before), string(b.as(returns.RoleAdmin).get("/v1/reasons?inactive=true").body))
}

func TestReasonForm_IsHeldAgainstTheRequest(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	ofAllGoods := wrongSize()
	delete(ofAllGoods, "categories")
	b.as(returns.RoleAdmin).put("/v1/reasons", reasonList(ofAllGoods)).ok()
	open := func(reason string, fields map[string]any) error {
		_, err := b.steps(now).Open(t.Context(), activities.OpenInput{
			ReturnID: returns.NewID("ret"), By: by(returns.RoleSupport),
			Request: returns.Request{
				OrderNumber: "A-1", Method: returns.MethodPickup,
				Lines: []returns.RequestLine{{LineNo: 1, Quantity: 1, Reason: reason, Condition: "opened", Fields: fields}},
			},
		})
		return err
	}
	for _, filledIn := range []map[string]any{nil, {}, {"size": "XXL"}, {"size": 7}} {
		refusal, refused := activities.AsRefusal(open("wrong_size", filledIn))
		require.True(t, refused)
		require.Equal(t, returns.CodeInvalid, refusal.Code)
		require.Equal(t, "lines[0].fields.size", refusal.Fields[0].Field)
	}
	require.NoError(t, open("wrong_size", map[string]any{"size": "M"}))
	require.NoError(t, open("changed_mind", map[string]any{"anything": "goes without a form"}))
	refusal, _ := activities.AsRefusal(open("damaged", nil))
	require.Equal(t, "lines[0].reason", refusal.Fields[0].Field, "it can no longer be chosen")
}
