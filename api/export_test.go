package api_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"backhaul/returns"
)

// tableOf reads an exported table.
func tableOf(t *testing.T, format string, body []byte) [][]string {
	t.Helper()
	if format == "csv" {
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff")))).ReadAll()
		require.NoError(t, err)
		return rows
	}
	book, err := excelize.OpenReader(bytes.NewReader(body))
	require.NoError(t, err)
	rows, err := book.GetRows("Sheet1")
	require.NoError(t, err)
	return rows
}

func TestExport_EveryList_HoldsWhatItsFilterShows(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("=1+1")
	b.order("A-2")
	b.open("A-2", 1, now)
	b.as(returns.RoleWarehouse).post("/v1/stock/adjustments", adjustment(5)).ok()
	for path, rows := range map[string]int{
		"/v1/orders": 4, "/v1/orders?q=A-2": 2, "/v1/returns": 1, "/v1/returns?status=completed": 0, "/v1/returns?order=A-2&limit=1": 1,
		"/v1/reasons": 8, "/v1/stock": 1, "/v1/stock?sku=CUP": 0, "/v1/stock/movements": 1, "/v1/refund-tasks": 0, "/v1/disputes": 0, "/v1/batches": 0,
	} {
		for _, format := range []string{"csv", "xlsx"} {
			to := path + "?format=" + format
			if strings.Contains(path, "?") {
				to = path + "&format=" + format
			}
			answer := b.as(returns.RoleAdmin).get(to)
			require.Equal(t, 200, answer.status, to)
			require.Contains(t, answer.header.Get("Content-Disposition"), "."+format)
			require.Len(t, tableOf(t, format, answer.body), 1+rows, to)
		}
	}
	lines := strings.Split(strings.TrimSpace(string(b.as(returns.RoleAdmin).get("/v1/orders?format=ndjson").body)), "\n")
	require.Len(t, lines, 2)
	var order object
	require.NoError(t, json.Unmarshal([]byte(lines[0]), &order))
	require.Contains(t, order, "return_status")

	for _, format := range []string{"csv", "xlsx"} {
		text := tableOf(t, format, b.as(returns.RoleAdmin).get("/v1/orders?format="+format).body)
		require.Contains(t, []string{text[1][0], text[3][0]}, "'=1+1", "no spreadsheet runs it")
	}
	b.as(returns.RoleAdmin).get("/v1/orders?format=pdf").refused(422, "invalid", "format")
	require.NotEmpty(t, items(b.as(returns.RoleAuditor).get("/v1/audit?kind=list.exported").ok()), "it is on record who took them")
}

func TestExport_OfACustomer_HoldsOnlyTheirs(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	other := orderBody()
	other["customer"] = object{"id": "999"}
	b.as(returns.RoleIntegration).put("/v1/orders/A-2", other).ok()
	rows := tableOf(t, "csv", b.as(returns.RoleCustomer).get("/v1/orders?format=csv").body)
	require.Len(t, rows, 3)
	require.Equal(t, "A-1", rows[1][0])
	b.as(returns.RoleCustomer).get("/v1/stock?format=csv").refused(403, "forbidden")
}

func TestExport_Orders_ImportedAgain_AreAsTheyWere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("=A-1")
	gross := orderBody()
	gross["prices_include_tax"], gross["discount"] = true, "3.33"
	b.as(returns.RoleIntegration).put("/v1/orders/A-2", gross).ok()
	b.open("A-2", 2, now)
	for format, media := range map[string]string{"csv": "text/csv", "xlsx": xlsx} {
		file := b.as(returns.RoleAdmin).get("/v1/orders?format=" + format).body
		report := b.as(returns.RoleIntegration).with("Content-Type", media).post("/v1/orders/import", string(file)).ok()
		require.Equal(t, object{"created": 0.0, "updated": 0.0, "unchanged": 2.0}, report["orders"], "%s: %v", format, report)
	}
}

func TestImport_DryRun_SaysWhatItWouldDo_AndDoesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	file := "order_number,sku,quantity,unit_price,line_no,customer_id\nA-1,MUG,6,10.00,1,13047\nA-9,MUG,1,1.00,1,c\nA-8,MUG,none,1.00,1,c\n"
	send := b.as(returns.RoleIntegration).with("Content-Type", "text/csv")
	report := send.post("/v1/orders/import?currency=GBP&dry_run=true", file).ok()
	require.Equal(t, object{"created": 1.0, "updated": 1.0, "unchanged": 0.0}, report["orders"])
	require.EqualValues(t, 1, report["rejected_count"])
	send.get("/v1/orders/A-9").refused(404, "not_found")
	require.EqualValues(t, 5, send.get("/v1/orders/A-1").ok()["lines"].([]any)[0].(object)["quantity"])
	require.Equal(t, report, send.post("/v1/orders/import?currency=GBP", file).ok())
	send.get("/v1/orders/A-9").ok()
	for path, first := range map[string]string{"/v1/orders/import/template": "order_number", "/v1/batches/template": "order_number"} {
		for _, format := range []string{"csv", "xlsx"} {
			rows := tableOf(t, format, b.as(returns.RoleAdmin).get(path+"?format="+format).body)
			require.Equal(t, first, rows[0][0])
		}
	}
}
