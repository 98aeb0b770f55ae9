package api_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"backhaul/returns"
)

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// stored sends a batch; Temporal is away in these tests, so that its rows are
// stored, and the caller is told to send it again.
func (b *bundle) storedBatch(media, path string, body any) object {
	b.t.Helper()
	support := b.as(returns.RoleSupport).with("Content-Type", media).with("Idempotency-Key", path)
	support.post(path, body).refused(503, "unavailable")
	support.post(path, body).refused(503, "unavailable")
	list := items(b.as(returns.RoleAuditor).get("/v1/batches").ok())
	require.Len(b.t, list, 1, "the repeat found the batch")
	return b.as(returns.RoleAuditor).get("/v1/batches/" + list[0]["id"].(string)).ok()
}

// rowsOf says of each row what became of it.
func (b *bundle) rowsOf(batch object) (said []string) {
	b.t.Helper()
	for _, row := range items(b.as(returns.RoleAuditor).get("/v1/batches/" + batch["id"].(string) + "/rows").ok()) {
		text := row["order_number"].(string) + " " + row["outcome"].(string)
		if reason, is := row["error"].(object); is {
			text += " " + reason["field"].(string) + ": " + reason["code"].(string)
		}
		said = append(said, text)
	}
	return said
}

const batchFile = "order_number,sku,quantity,reason,condition,method\n" +
	"A-1,MUG,1,late,unopened,drop_off\n" + // one return of two lines
	"A-1,LAMP,1,late,unopened,drop_off\n" +
	"A-1,LAMP,1,late,unopened,in_store\n" + // another
	"A-2,MUG,none,late,unopened,drop_off\n" +
	"A-2,MUG,1,late,unopened,pigeon\n" +
	"A-2,,1,late,unopened,drop_off\n" +
	"A-3,MUG,1,late\n" +
	"A-4,MUG,2,late,unopened,drop_off\n"

var batchSaid = []string{
	"A-1 waiting", "A-1 waiting", "A-2 rejected quantity: not_an_integer", "A-2 rejected method: not_allowed", "A-2 rejected line_no: required",
	"A-3 rejected : malformed_row", "A-4 waiting",
}

func TestBatch_Table_IsStoredRowByRow_WithWhatIsWrongInWhichColumn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	batch := b.storedBatch("text/csv", "/v1/batches?name=Winter+sale", batchFile)
	require.Equal(t, "Winter sale", batch["name"])
	require.Equal(t, "running", batch["state"])
	require.Equal(t, batchSaid, b.rowsOf(batch))
	progress := batch["progress"].(object)
	require.Len(t, progress["errors"], 4)
	delete(progress, "errors")
	require.Equal(t, object{"total": 7.0, "done": 0.0, "failed": 4.0, "cancelled": 0.0, "waiting": 3.0}, progress)
	var lines string
	require.NoError(t, b.db.QueryRow(t.Context(), "select request->'lines'->>1 from batch_rows where row = 2").Scan(&lines))
	require.Contains(t, lines, "LAMP", "rows of one return are one return")

	refused := b.as(returns.RoleAuditor).get("/v1/batches/" + batch["id"].(string) + "/rows?outcome=rejected&limit=1").ok()
	require.Len(t, items(refused), 1)
	require.NotNil(t, refused["next_cursor"])
	chinese := b.as(returns.RoleAuditor).with("Accept-Language", "zh-CN").get("/v1/batches/" + batch["id"].(string)).ok()
	require.Contains(t, chinese["progress"].(object)["errors"].([]any)[0].(object)["error"].(object)["message"], "整数")
	csv := string(b.as(returns.RoleAuditor).get("/v1/batches/" + batch["id"].(string) + "/export").body)
	require.Contains(t, csv, "\n5,A-2,rejected,,,,,,quantity,not_an_integer,")
}

func TestBatch_WorkbookOrListOrChineseEncoding_IsTheSameBatch(t *testing.T) {
	t.Parallel()
	t.Run("xlsx", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		book := excelize.NewFile()
		for i, line := range strings.Split(strings.TrimSpace(batchFile), "\n") {
			row := []any{}
			for _, cell := range strings.Split(line, ",") {
				row = append(row, cell)
			}
			at, _ := excelize.CoordinatesToCellName(1, i+1)
			require.NoError(t, book.SetSheetRow("Sheet1", at, &row))
		}
		var file bytes.Buffer
		require.NoError(t, book.Write(&file))
		said := append([]string{}, batchSaid...)
		said[5] = "A-3 rejected condition: required" // a workbook has no missing cells, only empty ones
		require.Equal(t, said, b.rowsOf(b.storedBatch(xlsx, "/v1/batches?name=Winter+sale", file.String())))
	})
	t.Run("gb18030", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		file, err := simplifiedchinese.GB18030.NewEncoder().String("order_number,sku,quantity,reason,condition,note\n订单一,杯子,1,late,unopened,冬季促销退货\n")
		require.NoError(t, err)
		require.Equal(t, []string{"订单一 waiting"}, b.rowsOf(b.storedBatch("text/csv", "/v1/batches?name=x", file)))
	})
	t.Run("json", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		good := `{"order_number":"A-1","method":"drop_off","lines":[{"sku":"MUG","quantity":1,"reason":"late","condition":"unopened"}]}`
		batch := b.storedBatch("application/json", "/v1/batches", `{"returns":[`+good+`,`+strings.Replace(good, `"quantity":1`, `"quantity":0`, 1)+
			`,{"order_number":"A-2"},7,`+strings.Replace(good, "A-1", "A-3", 1)+`],"name":"Winter sale"}`)
		require.Equal(t, "Winter sale", batch["name"])
		require.Equal(t, []string{"A-1 waiting", " rejected lines[0].quantity: out_of_range", " rejected lines: required", " rejected : wrong_type", "A-3 waiting"}, b.rowsOf(batch))
	})
}

func TestBatch_ThatIsNone_IsRefusedAndNothingIsStored(t *testing.T) {
	t.Parallel()
	b := setup(t)
	csv := b.as(returns.RoleSupport).with("Content-Type", "text/csv")
	csv.post("/v1/batches?name=x", "").refused(422, "invalid")
	csv.post("/v1/batches?name=x", "order_number,sku\n").refused(422, "invalid", "quantity", "reason", "condition")
	csv.post("/v1/batches?name=x", "order_number,sku,quantity,reason,condition\n").refused(422, "invalid")
	csv.post("/v1/batches", batchFile).refused(422, "invalid", "name")
	b.as(returns.RoleSupport).with("Content-Type", xlsx).post("/v1/batches?name=x", "PK no workbook").refused(422, "invalid")
	list := b.as(returns.RoleSupport)
	list.post("/v1/batches", `{"name":"x","returns":[]}`).refused(422, "invalid")
	list.post("/v1/batches", `{"name":"x","returns":[{"order_number":`).refused(400, "malformed_json")
	list.post("/v1/batches", `{"name":"x","retours":[]}`).refused(400, "unknown_field")
	list.post("/v1/batches", `[]`).refused(400, "malformed_json")
	require.Empty(t, b.as(returns.RoleAuditor).get("/v1/batches").ok()["items"])
	b.as(returns.RoleReviewer).post("/v1/batches/bat_none/review", object{"decision": "approve"}).refused(404, "not_found")
}
