package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

func TestOrder_PutAndRead_ShowsWhatCanBeReturned(t *testing.T) {
	t.Parallel()
	b := setup(t)
	put := b.as(returns.RoleIntegration).put("/v1/orders/A-1", orderBody()).ok()
	require.Equal(t, put, b.as(returns.RoleCustomer).get("/v1/orders/A-1").ok())
	require.Equal(t, "A-1", put["order_number"])
	require.Equal(t, object{"amount": "4.00", "currency": "GBP"}, put["shipping_paid"])
	require.Equal(t, object{"amount": "89.00", "currency": "GBP"}, put["paid"])
	require.Equal(t, "none", put["return_status"])
	require.Equal(t, "en", put["customer"].(object)["language"])
	lamp := put["lines"].([]any)[1].(object)
	require.Equal(t, object{"amount": "30.00", "currency": "GBP"}, lamp["unit_price"])
	require.Equal(t, object{"amount": "35.00", "currency": "GBP"}, lamp["paid"])
	require.Equal(t, object{"amount": "5.00", "currency": "GBP"}, lamp["tax"])
	require.EqualValues(t, 1, lamp["returnable_quantity"])
}

func TestOrder_ReturnStatus_FollowsItsReturns(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	status := func() string { return b.as(returns.RoleSupport).get("/v1/orders/A-1").ok()["return_status"].(string) }
	id := b.open("A-1", 2, now)
	require.Equal(t, "in_progress", status())
	line := b.as(returns.RoleSupport).get("/v1/orders/A-1").ok()["lines"].([]any)[0].(object)
	require.EqualValues(t, 2, line["reserved_quantity"])
	require.EqualValues(t, 3, line["returnable_quantity"])

	_, err := b.steps(now).Cancel(t.Context(), activities.Input[returns.Cancel]{ReturnID: id, Decision: returns.Cancel{By: by(returns.RoleSupport)}})
	require.NoError(t, err)
	require.Equal(t, "none", status())
	for returned, want := range map[int]string{2: "partially_returned", 5: "returned"} {
		_, err = b.db.Exec(t.Context(), "update order_lines set returned = least($1, quantity)", returned)
		require.NoError(t, err)
		if returned < 5 {
			_, err = b.db.Exec(t.Context(), "update order_lines set returned = 0 where line_no = 2")
			require.NoError(t, err)
		}
		require.Equal(t, want, status())
	}
}

func TestOrder_WithReturns_MayNotShrinkUnderThem(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	b.open("A-1", 3, now)
	admin := b.as(returns.RoleAdmin)
	admin.put("/v1/orders/A-1", changed(func(_, l object) { l["quantity"] = 2 })).refused(409, "quantity_exceeded", "lines[0].quantity")
	admin.put("/v1/orders/A-1", changed(func(_, l object) { l["unit_price"] = "9" })).refused(409, "line_in_use", "lines[0].unit_price")
	admin.put("/v1/orders/A-1", changed(func(_, l object) { l["sku"] = "CUP" })).refused(409, "line_in_use", "lines[0].sku")
	problem := admin.put("/v1/orders/A-1", changed(func(o, _ object) { o["lines"] = o["lines"].([]object)[1:] })).refused(409, "line_in_use", "lines")
	require.Equal(t, "line 1 of order A-1 has returns and cannot be removed", problem["detail"])
	admin.put("/v1/orders/A-1", changed(func(_, l object) { l["quantity"] = 3 })).ok()
}

func TestOrderNumber_OfAnyVisibleCharacters_IsFoundAgain(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, number := range []string{"2026/17", "A+B", "100%", "订单-1", "caf\u00e9", "a b", "x?y#z", "import", "😀", "%2e%2e%2f"} {
		b.as(returns.RoleAdmin).put("/v1/orders/"+url.PathEscape(number), orderBody()).ok()
		require.Equal(t, number, b.as(returns.RoleAdmin).get("/v1/orders/" + url.PathEscape(number)).ok()["order_number"])
	}
	// The same word, typed another way.
	require.Equal(t, "caf\u00e9", b.as(returns.RoleAdmin).get("/v1/orders/" + url.PathEscape("cafe\u0301")).ok()["order_number"])
	require.Len(t, items(b.as(returns.RoleAdmin).get("/v1/orders?q="+url.QueryEscape("cafe\u0301")).ok()), 1)
	for _, number := range []string{"a\u202eb", "a\u200bb", "a\nb", " a"} {
		b.as(returns.RoleAdmin).put("/v1/orders/"+url.PathEscape(number), orderBody()).refused(422, "invalid", "order_number")
	}
}

func TestOrders_Search_ByNumberCustomerAndDate(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for i, day := range []string{"01", "02", "03"} {
		b.as(returns.RoleAdmin).put("/v1/orders/A-"+day, changed(func(o, _ object) {
			o["ordered_at"] = "2026-01-" + day + "T23:59:59Z"
			o["customer"] = object{"id": fmt.Sprint(100 + i), "name": "Name " + day, "email": "c" + day + "@example.org"}
		})).ok()
	}
	for query, want := range map[string][]string{
		"":                                 {"A-03", "A-02", "A-01"},
		"q=A-02":                           {"A-02"},
		"q=A-":                             {"A-03", "A-02", "A-01"},
		"q=name+03":                        {"A-03"},
		"q=C01@Example.org":                {"A-01"},
		"q=101":                            {"A-02"},
		"customer=100":                     {"A-01"},
		"from=2026-01-02":                  {"A-03", "A-02"},
		"to=2026-01-02":                    {"A-02", "A-01"},
		"from=2026-01-02&to=2026-01-02":    {"A-02"},
		"to=2026-01-02T00:00:00Z":          {"A-01"},
		"from=2026-01-03T00:00:00%2B01:00": {"A-03", "A-02"}, // 23:00 on the 2nd, in UTC
		"q=nothing":                        {},
	} {
		got := []string{}
		for _, order := range items(b.as(returns.RoleSupport).get("/v1/orders?" + query).ok()) {
			got = append(got, order["order_number"].(string))
		}
		require.Equal(t, want, got, query)
	}
}

func TestOrders_Pages_HoldEveryOrderOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for i := range 7 {
		b.order(fmt.Sprintf("A-%d", i)) // all at the same moment
	}
	var got []string
	path := "/v1/orders?limit=3"
	for pages := 1; ; pages++ {
		page := b.as(returns.RoleSupport).get(path).ok()
		for _, order := range items(page) {
			got = append(got, order["order_number"].(string))
		}
		if page["next_cursor"] == nil {
			require.Equal(t, 3, pages)
			break
		}
		path = "/v1/orders?limit=3&cursor=" + page["next_cursor"].(string)
	}
	require.Equal(t, []string{"A-6", "A-5", "A-4", "A-3", "A-2", "A-1", "A-0"}, got)
	require.Len(t, items(b.as(returns.RoleSupport).get("/v1/orders?limit=7").ok()), 7)
	require.Nil(t, b.as(returns.RoleSupport).get("/v1/orders?limit=7").ok()["next_cursor"])
}

func TestImport_OfCSV_TakesGoodRowsAndReportsBadOnes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	csv := b.as(returns.RoleIntegration).with("Content-Type", "text/csv; charset=utf-8")
	const file = "order_number,sku,quantity,unit_price,customer_id\n1,A,2,3.50,c\n1,B,none,1,c\n2,A,1,1,c\n"
	report := csv.post("/v1/orders/import?currency=GBP", file).ok()
	require.EqualValues(t, 2, report["accepted"])
	require.EqualValues(t, 1, report["rejected_count"])
	require.Equal(t, []any{object{
		"row": 3.0, "order_number": "1", "field": "quantity", "code": "not_an_integer", "message": `the quantity must be a whole number, not "none"`,
	}}, report["rejected"])
	require.Equal(t, object{"amount": "7.00", "currency": "GBP"}, b.as(returns.RoleAdmin).get("/v1/orders/1").ok()["paid"])

	again := csv.post("/v1/orders/import?currency=GBP", file).ok()
	require.Equal(t, object{"created": 0.0, "updated": 0.0, "unchanged": 2.0}, again["orders"])
	chinese := csv.with("Accept-Language", "zh-CN").post("/v1/orders/import?currency=GBP", file).ok()
	require.NotEqual(t, report["rejected"], chinese["rejected"], "said in the caller's language")
	csv.post("/v1/orders/import", "order_number,sku\n").refused(422, "invalid", "quantity", "unit_price")
	csv.post("/v1/orders/import?currency=pounds", file).refused(422, "invalid", "currency")
}

func TestImport_OfNDJSON_TakesOrdersLineByLine(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one, two := orderBody(), orderBody()
	one["order_number"], two["order_number"] = "N-1", "N-2"
	two["lines"].([]object)[0]["quantity"] = 0
	report := b.as(returns.RoleAdmin).with("Content-Type", "application/x-ndjson").
		post("/v1/orders/import", string(must(t, one))+"\n"+string(must(t, two))+"\n").ok()
	require.EqualValues(t, 1, report["accepted"])
	require.Equal(t, "lines[0].quantity", report["rejected"].([]any)[0].(object)["field"])
	b.as(returns.RoleAdmin).get("/v1/orders/N-1").ok()
	b.as(returns.RoleAdmin).get("/v1/orders/N-2").refused(http.StatusNotFound, "not_found")
}

func TestImport_OfTheSample_ReturnsItsSum(t *testing.T) {
	t.Parallel()
	b := setup(t)
	sample, err := os.ReadFile("../examples/online-retail/orders.csv")
	require.NoError(t, err)
	report := b.as(returns.RoleAdmin).with("Content-Type", "text/csv").post("/v1/orders/import?currency=GBP", string(sample)).ok()
	require.EqualValues(t, 15343, report["accepted"])
	require.Empty(t, report["rejected"])
	order := b.as(returns.RoleSupport).get("/v1/orders/536367").ok()
	require.Equal(t, 32.0, order["lines"].([]any)[0].(object)["quantity"])
	require.True(t, strings.HasPrefix(order["ordered_at"].(string), "2010-12-01"))
}
