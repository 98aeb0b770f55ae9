package api_test

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/imports"
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

func TestImportReturns_OfAFormerSystem_AreListedWithWhereTheyCameFrom(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(returns.RoleAdmin)
	b.as(returns.RoleIntegration).with("Content-Type", "text/csv").post("/v1/orders/import",
		"order_number,sku,quantity,unit_price,customer_id,currency,date\nP-1,MUG,2,5.00,carl,GBP,2026-01-02\n").ok()
	csv := admin.with("Content-Type", "text/csv")
	const file = "return_number,order_number,sku,quantity,reason,status,opened_at,closed_at,disposition,refunded_goods\n" +
		"R-1,P-1,MUG,1,damaged,completed,2026-01-05,2026-01-09,scrap,5.00\n" +
		"R-2,P-1,MUG,1,damaged,in_transit,2026-01-05,2026-01-09,,\n"
	dry := csv.post("/v1/returns/import?from=oldshop&dry_run=true", file).ok()
	report := csv.post("/v1/returns/import?from=oldshop", file).ok()
	require.Equal(t, dry, report)
	require.EqualValues(t, 1, report["created"], "%v", report)
	require.Equal(t, []any{object{
		"row": 3.0, "field": "status", "code": "still_open",
		"message": "the return is in_transit and has not ended; end it where it is, or open it here as a new one",
	}}, report["rejected"])
	require.EqualValues(t, 1, csv.post("/v1/returns/import?from=oldshop", file).ok()["unchanged"])

	listed := items(admin.get("/v1/returns?order=P-1").ok())
	require.Len(t, listed, 1)
	one := admin.get("/v1/returns/" + listed[0]["id"].(string)).ok()
	require.Equal(t, []any{"oldshop", "R-1", "completed", "none"},
		[]any{one["imported_from"], one["imported_number"], one["status"], one["verdict"].(object)["decision"]})
	events := items(admin.get("/v1/returns/" + one["id"].(string) + "/events").ok())
	require.Len(t, events, 1)
	require.Equal(t, "import", events[0]["action"])
	require.Equal(t, "usr-admin", events[0]["actor"].(object)["id"])
	require.Len(t, items(admin.get("/v1/audit?kind=returns.imported").ok()), 1)
	require.Empty(t, items(b.as(returns.RoleFinance).get("/v1/refund-tasks?status=open").ok()), "nothing is left to pay")

	csv.post("/v1/returns/import", file).refused(422, "invalid", "from")
	b.as(returns.RoleReviewer).with("Content-Type", "text/csv").post("/v1/returns/import?from=oldshop", file).refused(403, "forbidden")
	template := admin.get("/v1/returns/import/template?format=csv").body
	require.Contains(t, string(template), "return_number,order_number,quantity,reason,status,opened_at,closed_at")
}

func TestImport_OfATableWithHeadingsOfItsOwn_IsToldWhichColumnsTheyAre(t *testing.T) {
	t.Parallel()
	b := setup(t)
	csv := b.as(returns.RoleIntegration).with("Content-Type", "text/csv")
	const file = "Artikel,Bestand,Farbe\nMUG,12,blue\n"
	csv.post("/v1/stock/import", file).refused(422, "invalid", "sku", "quantity", "Artikel", "Bestand", "Farbe")
	report := csv.post("/v1/stock/import?heading=Artikel%3Dsku&heading=Bestand%3Dquantity", file).ok()
	require.EqualValues(t, 1, report["created"])
	require.Equal(t, []any{"Farbe"}, report["unused_columns"])
	csv.post("/v1/stock/import?heading=Artikel", file).refused(422, "invalid", "heading")

	orders := csv.post("/v1/orders/import?currency=GBP&heading=Order+No%3Dorder_number",
		"Order No,sku,quantity,unit_price,customer_id\nP-1,MUG,2,5.00,carl\n").ok()
	require.EqualValues(t, 1, orders["accepted"])
}

func TestImportStock_ToldHowFarItIs_EndsWithTheReport(t *testing.T) {
	t.Parallel()
	b := setup(t)
	csv := b.as(returns.RoleWarehouse).with("Content-Type", "text/csv")
	var file strings.Builder
	file.WriteString("sku,quantity\n")
	const rows = 20_000
	for i := range rows {
		fmt.Fprintf(&file, "MUG-%d,1\n", i)
	}
	answer := csv.post("/v1/stock/import?progress=true", file.String())
	require.Equal(t, "application/x-ndjson", answer.header.Get("Content-Type"))
	lines := strings.Split(strings.TrimSpace(string(answer.body)), "\n")
	require.Greater(t, len(lines), 2, "it takes longer than a fifth of a second")
	before := 0.0
	for _, line := range lines[:len(lines)-1] {
		var said struct{ Done, Total float64 }
		require.NoError(t, json.Unmarshal([]byte(line), &said))
		require.Greater(t, said.Done, before)
		before = said.Done
	}
	var report imports.Report
	require.NoError(t, json.Unmarshal([]byte(lines[len(lines)-1]), &report))
	require.Equal(t, rows, report.Created)

	csv.post("/v1/stock/import?progress=true", "sku\nMUG\n").refused(422, "invalid", "quantity")
	kept := csv.with("Idempotency-Key", "count-1").post("/v1/stock/import?progress=true", "sku,quantity\nMUG,12\n")
	require.EqualValues(t, 1, kept.ok()["created"], "what is kept for repeats is given whole")
}

func TestImport_FileThatComesSlowly_KeepsNobodyWaiting_AndHalfOfItChangesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	csv := b.as(returns.RoleWarehouse).with("Content-Type", "text/csv")
	slow, line := io.Pipe()
	answered := make(chan answer, 1)
	go func() { answered <- csv.post("/v1/stock/import", slow) }()
	_, err := line.Write([]byte("sku,quantity\nMUG,12\n"))
	require.NoError(t, err)

	csv.post("/v1/stock/import", "sku,quantity\nCUP,3\n").ok()

	_ = line.CloseWithError(io.ErrUnexpectedEOF) // as a line that breaks
	cut := <-answered
	cut.refused(400, "malformed_json")
	levels := items(b.as(returns.RoleWarehouse).get("/v1/stock").ok())
	require.Len(t, levels, 1)
	require.Equal(t, "CUP", levels[0]["sku"])
}

func TestImport_WithoutRoomForTheFile_IsNotTheCallersFault(t *testing.T) {
	b := setup(t)
	t.Setenv("TMPDIR", t.TempDir()+"/gone")
	b.as(returns.RoleWarehouse).with("Content-Type", "text/csv").post("/v1/stock/import", "sku,quantity\nMUG,12\n").refused(500, "internal")
}
