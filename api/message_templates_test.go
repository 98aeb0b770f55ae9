package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/notify"
	"backhaul/returns"
)

func TestMessageTemplates_EveryKindAndLanguage_IsListedAndCanBeSeen(t *testing.T) {
	t.Parallel()
	b := setup(t)
	support := b.as(returns.RoleSupport)
	answer := support.get("/v1/message-templates").ok()
	require.Len(t, items(answer), 2*len(notify.Templates()))
	require.Contains(t, answer["placeholders"], "rma_number")
	for _, each := range items(answer) {
		require.Equal(t, false, each["own"])
		require.Nil(t, each["changed_by"])
		preview := support.get("/v1/message-templates/" + each["kind"].(string) + "/" + each["language"].(string)).ok()["preview"].(object)
		require.Contains(t, preview["subject"], "RMA-7K4PQ-92QXD")
		require.Contains(t, preview["html"], "<html lang=\""+each["language"].(string)+"\">")
		require.NotContains(t, preview["text"], "{{")
	}
	support.get("/v1/message-templates/birthday/en").refused(404, "not_found")
}

func TestMessageTemplates_OnesOwnWords_AreUsedUntilTheyAreRemoved(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin, path := b.as(returns.RoleAdmin), "/v1/message-templates/approved/en"
	before := admin.get(path).body
	words := object{"subject": "Send {{rma_number}} back", "body": "Dear {{customer_name}},\nplease post it."}
	seen := admin.post(path+"/preview", words).ok()
	require.Equal(t, "Send RMA-7K4PQ-92QXD back", seen["subject"])
	require.JSONEq(t, string(before), string(admin.get(path).body), "a preview changes nothing")

	for range 2 { // a repeat changes nothing
		whole := admin.put(path, words).ok()
		require.Equal(t, "Send RMA-7K4PQ-92QXD back", whole["preview"].(object)["subject"])
		template := whole["template"].(object)
		require.Equal(t, []any{true, "usr-admin", words["body"]}, []any{template["own"], template["changed_by"], template["body"]})
	}
	require.Equal(t, false, admin.get("/v1/message-templates/approved/zh-CN").ok()["template"].(object)["own"], "the other language keeps its words")
	for range 2 {
		require.Equal(t, 204, admin.send("DELETE", path, nil).status)
	}
	require.JSONEq(t, string(before), string(admin.get(path).body))
	require.Equal(t, []string{
		`words.changed approved/en {"subject":"Send {{rma_number}} back","body":"Dear {{customer_name}},\nplease post it."} by usr-admin`,
		`words.removed approved/en {} by usr-admin`,
	}, b.trail("^words"))
}

func TestMessageTemplates_WordsThatNoMailCanFill_AreRefusedByName(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin, path := b.as(returns.RoleAdmin), "/v1/message-templates/approved/en"
	wrong := object{"subject": "Hello", "body": "Dear {{customer_nam}}"}
	problem := admin.put(path, wrong).refused(422, "invalid", "body")
	require.Contains(t, problem["detail"], "{{customer_nam}} is no placeholder")
	admin.post(path+"/preview", wrong).refused(422, "invalid", "body")
	b.as(returns.RoleAdmin).put("/v1/message-templates/birthday/en", object{"subject": "a", "body": "b"}).refused(404, "not_found")
	require.Equal(t, 403, b.as(returns.RoleSupport).put(path, object{"subject": "a", "body": "b"}).status)
	require.Empty(t, b.trail("^words"))
}
