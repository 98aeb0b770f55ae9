package api_test

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"backhaul/activities"
	"backhaul/returns"
)

// TestExport_FormulaInEveryField_IsTextInEveryTable fills the shop with formulas
// wherever somebody may type, and reads every table that the document promises.
func TestExport_FormulaInEveryField_IsTextInEveryTable(t *testing.T) {
	t.Parallel()
	b := setup(t)
	formulas := []string{"=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "＝1+1"} // what is not seen before it is refused at the door
	for i, formula := range formulas {
		body := orderBody()
		body["customer"] = object{"id": formula, "name": formula, "email": "a@example.org"}
		body["lines"] = []object{{"line_no": 1, "sku": formula, "description": formula, "category": formula, "quantity": 5, "unit_price": "10.00"}}
		number := formula + strconv.Itoa(i)
		b.as(returns.RoleIntegration).put("/v1/orders/"+escaped(number), body).ok()
		_, err := b.steps(now).Open(t.Context(), activities.OpenInput{
			ReturnID: returns.NewID("ret"), By: by(returns.RoleSupport), Request: returns.Request{
				OrderNumber: number, Method: returns.MethodPickup, Note: formula,
				Lines: []returns.RequestLine{{LineNo: 1, Quantity: 1, Reason: "changed_mind", Condition: "unopened", Note: formula, Fields: map[string]any{"size": "M"}}},
			},
		})
		require.NoError(t, err)
		b.as(returns.RoleWarehouse).post("/v1/stock/adjustments", object{
			"sku": formula, "location": "main", "bucket": "available", "quantity": 5, "reason": formula,
		}).ok()
	}
	b.clock = func() time.Time { return now.Add(time.Second) } // an export holds what was before
	tables := 0
	b.operations(func(method, path string, op *openapi3.Operation) {
		answer := op.Responses.Value("200")
		if method != http.MethodGet || answer == nil || strings.Contains(path, "{") {
			return
		}
		for format, media := range map[string]string{"csv": "text/csv", "xlsx": xlsx} {
			if answer.Value.Content[media] == nil {
				continue
			}
			tables++
			file := b.as(returns.RoleAdmin).get(path + "?format=" + format)
			require.Equal(t, http.StatusOK, file.status, "%s: %s", path, file.body)
			for _, cell := range cells(t, format, file.body) {
				if _, err := strconv.ParseFloat(cell, 64); err == nil {
					continue // a number of ours, such as a stock movement of -1
				}
				require.False(t, cell != "" && strings.ContainsRune("=+-@＝", []rune(cell)[0]), "%s as %s would run %q", path, format, cell)
			}
		}
	})
	require.Greater(t, tables, 15)
}

func escaped(number string) string {
	return strings.NewReplacer("%", "%25", "/", "%2F", "|", "%7C", " ", "%20", "+", "%2B", "'", "%27", "!", "%21").Replace(number)
}

// cells are those of all sheets.
func cells(t *testing.T, format string, body []byte) (all []string) {
	t.Helper()
	if format == "csv" {
		reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
		reader.FieldsPerRecord = -1
		rows, err := reader.ReadAll()
		require.NoError(t, err)
		for _, row := range rows {
			all = append(all, row...)
		}
		return all
	}
	book, err := excelize.OpenReader(bytes.NewReader(body))
	require.NoError(t, err)
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		require.NoError(t, err)
		for y, row := range rows {
			for x := range row {
				name, err := excelize.CoordinatesToCellName(x+1, y+1)
				require.NoError(t, err)
				formula, err := book.GetCellFormula(sheet, name)
				require.NoError(t, err)
				require.Empty(t, formula, "%s!%s", sheet, name)
			}
			all = append(all, row...)
		}
	}
	return all
}
