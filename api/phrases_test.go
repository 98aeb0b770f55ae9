package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestPhrases_OfTheShop_AreOfferedToReviewersAndChangedByAdministrators(t *testing.T) {
	t.Parallel()
	b := setup(t)
	reviewer, admin := b.as(returns.RoleReviewer), b.as(returns.RoleAdmin)
	offered := items(reviewer.get("/v1/phrases").ok())
	require.Len(t, offered, 8, "those it comes with")

	own := []object{
		{"decision": "request_info", "text_en": "Which size would fit?", "text_zh": "哪个尺码合适？"},
		{"decision": "reject", "text_en": "The seal is broken.", "text_zh": "封条已拆。"},
	}
	for range 2 { // a repeat changes nothing
		require.Equal(t, own, items(admin.put("/v1/phrases", object{"items": own}).ok()))
	}
	require.Equal(t, own, items(reviewer.get("/v1/phrases").ok()))
	entries := items(admin.get("/v1/audit?kind=phrases.changed").ok())
	require.Len(t, entries, 1)
	require.Empty(t, items(admin.put("/v1/phrases", object{"items": []object{}}).ok()))

	for _, wrong := range []object{{"decision": "approve", "text_en": "Yes", "text_zh": "好"}, {"decision": "reject", "text_en": "", "text_zh": "不"}, {"decision": "reject", "text_en": "No"}} {
		admin.put("/v1/phrases", object{"items": []object{wrong}}).refused(422, "invalid")
	}
	reviewer.put("/v1/phrases", object{"items": own}).refused(403, "forbidden")
	b.as(returns.RoleCustomer).get("/v1/phrases").refused(403, "forbidden")
}
