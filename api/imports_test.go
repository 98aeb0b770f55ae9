package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestImportStock_OfCountedRows_CorrectsTheLedgerAndReportsBadRows(t *testing.T) {
	t.Parallel()
	b := setup(t)
	csv := b.as(returns.RoleWarehouse).with("Content-Type", "text/csv")
	const file = "sku,quantity,reason\nMUG,12,January count\nLAMP,many,\n"
	dry := csv.post("/v1/stock/import?dry_run=true", file).ok()
	require.Empty(t, items(csv.get("/v1/stock").ok()))
	report := csv.post("/v1/stock/import", file).ok()
	require.Equal(t, dry, report)
	require.EqualValues(t, 1, report["created"])
	require.Equal(t, []any{object{
		"row": 3.0, "field": "quantity", "code": "not_an_integer", "message": `the quantity must be a whole number, not "many"`,
	}}, report["rejected"])
	movement := items(csv.get("/v1/stock/movements?sku=MUG").ok())[0]
	require.EqualValues(t, 12, movement["quantity"])
	require.Equal(t, "January count", movement["reason"])
	require.Equal(t, "usr-warehouse", movement["actor_id"])

	again := csv.with("Accept-Language", "zh-CN").post("/v1/stock/import", file).ok()
	require.EqualValues(t, 1, again["unchanged"])
	require.NotEqual(t, report["rejected"], again["rejected"], "said in the caller's language")
	require.Len(t, items(csv.get("/v1/stock/movements").ok()), 1)
	csv.post("/v1/stock/import", "sku\nMUG\n").refused(422, "invalid", "quantity")
	b.as(returns.RoleSupport).with("Content-Type", "text/csv").post("/v1/stock/import", file).refused(403, "forbidden")
	csv.with("Content-Type", "application/json").post("/v1/stock/import", "{}").refused(415, "unsupported_media_type")
}

func TestImportStock_SameKeyTwice_IsAnsweredTheSame(t *testing.T) {
	t.Parallel()
	b := setup(t)
	csv := b.as(returns.RoleIntegration).with("Content-Type", "text/csv").with("Idempotency-Key", "count-1")
	first := csv.post("/v1/stock/import", "sku,quantity\nMUG,12\n")
	first.ok()
	require.Equal(t, string(first.body), string(csv.post("/v1/stock/import", "sku,quantity\nMUG,12\n").body), "created, not unchanged")
}

func TestImportReasons_ExportedAndImportedAgain_AreAsTheyWere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(returns.RoleAdmin)
	added := admin.with("Content-Type", "application/x-ndjson").post("/v1/reasons/import",
		`{"code": "wrong_size", "label_en": "Wrong size", "label_zh": "尺码不合适", "labels": {"de": "Falsche Größe"}, "by_customer": true, `+
			`"categories": ["shoes", "shirts"], "fields": {"type": "object", "properties": {"size": {"type": "string"}}}}`+"\n").ok()
	require.EqualValues(t, 1, added["created"], "%v", added)
	all := admin.get("/v1/reasons?inactive=true").ok()
	require.Len(t, all["items"], 9)
	for format, media := range map[string]string{"csv": "text/csv", "xlsx": xlsx, "ndjson": "application/x-ndjson"} {
		file := admin.get("/v1/reasons?inactive=true&format=" + format).body
		report := admin.with("Content-Type", media).post("/v1/reasons/import", string(file)).ok()
		require.EqualValues(t, 9, report["unchanged"], "%s: %v", format, report)
		require.Equal(t, all, admin.get("/v1/reasons?inactive=true").ok())
	}
	b.as(returns.RoleReviewer).with("Content-Type", "text/csv").post("/v1/reasons/import", "code\nlate\n").refused(403, "forbidden")
	admin.with("Content-Type", "text/csv").post("/v1/reasons/import", "label_en\nLate\n").refused(422, "invalid", "code")
}
