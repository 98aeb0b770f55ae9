package api_test

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestDocs_ComeWithoutTheInternet(t *testing.T) {
	t.Parallel()
	b := setup(t)
	page := b.withToken("").get("/docs")
	require.Equal(t, http.StatusOK, page.status)
	require.Contains(t, string(page.body), "/openapi.json")
	assets := regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllStringSubmatch(string(page.body), -1)
	require.NotEmpty(t, assets)
	for _, asset := range assets {
		require.Regexp(t, "^/docs/", asset[1], "nothing comes from elsewhere")
		require.Equal(t, http.StatusOK, b.withToken("").get(asset[1]).status, asset[1])
	}
	require.Contains(t, page.header.Get("Content-Security-Policy"), "default-src 'self'")
	require.Equal(t, http.StatusNotFound, b.withToken("").get("/docs/nothing.js").status)
}

func TestMetrics_CountByRouteAndStatus(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.as(returns.RoleAdmin).get("/v1/orders/none")
	b.as(returns.RoleAdmin).get("/v1/orders/other")
	b.as(returns.RoleAdmin).get("/wp-login.php")
	text := string(b.withToken("").get("/metrics").body)
	require.Contains(t, text, `backhaul_http_requests_total{method="GET",route="/v1/orders/:order_number",status="404"} 2`)
	require.Contains(t, text, `backhaul_http_requests_total{method="any",route="none",status="404"} 1`)
	require.Contains(t, text, `backhaul_http_request_seconds_count{method="GET",route="/v1/orders/:order_number"} 2`)
	require.NotContains(t, text, "wp-login", "what strangers ask for makes no series")
}

func TestHeaders_ProtectBrowsersAndTheLogIsKeptClean(t *testing.T) {
	t.Parallel()
	b := setup(t)
	answer := b.as(returns.RoleAdmin).get("/v1/orders?q=ana@example.org")
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
	} {
		require.Equal(t, want, answer.header.Get(name))
	}
	require.NotEmpty(t, answer.header.Get("X-Request-Id"))
	log := b.log.String()
	require.Contains(t, log, "request_id="+answer.header.Get("X-Request-Id"))
	require.Contains(t, log, "actor=usr-admin")
	require.NotContains(t, log, "token-usr-admin", "tokens stay out of the log")
	require.NotContains(t, log, "ana@example.org", "what was searched for stays out of the log")
}

func TestStock_Adjustments_AreTheLedgerOfTheLevels(t *testing.T) {
	t.Parallel()
	b := setup(t)
	warehouse := b.as(returns.RoleWarehouse)
	first := warehouse.post("/v1/stock/adjustments", adjustment(5)).ok()
	require.EqualValues(t, 5, first["level"].(object)["quantity"])
	require.Equal(t, "usr-warehouse", first["movement"].(object)["actor_id"])
	warehouse.post("/v1/stock/adjustments", object{"sku": "CUP", "bucket": "scrap", "quantity": 1, "reason": "found"}).ok()
	warehouse.post("/v1/stock/adjustments", adjustment(-2)).ok()
	problem := warehouse.post("/v1/stock/adjustments", adjustment(-4)).refused(409, "stock_insufficient", "quantity")
	require.Equal(t, "3 units of MUG are in available at main; 4 cannot be taken away", problem["detail"])
	warehouse.post("/v1/stock/adjustments", adjustment(0)).refused(422, "invalid", "quantity")
	warehouse.post("/v1/stock/adjustments", object{"sku": "MUG", "bucket": "attic", "quantity": 1, "reason": "x"}).refused(422, "invalid", "bucket")

	levels := items(warehouse.get("/v1/stock").ok())
	require.Equal(t, []object{
		{"sku": "CUP", "location": "main", "bucket": "scrap", "quantity": 1.0},
		{"sku": "MUG", "location": "main", "bucket": "available", "quantity": 3.0},
	}, levels)
	page := warehouse.get("/v1/stock?limit=1").ok()
	require.Equal(t, levels[1:], items(warehouse.get("/v1/stock?limit=1&cursor="+page["next_cursor"].(string)).ok()))

	movements := items(warehouse.get("/v1/stock/movements?sku=MUG").ok())
	require.Len(t, movements, 2)
	require.EqualValues(t, -2, movements[0]["quantity"])
	newest := warehouse.get("/v1/stock/movements?limit=1").ok()
	require.Len(t, items(warehouse.get("/v1/stock/movements?cursor="+newest["next_cursor"].(string)).ok()), 2)
	warehouse.get("/v1/stock/movements?return=RMA-AAAAA-AAAAA").refused(404, "not_found")
}

func TestEvidence_IsServedAsAPhotoAndNothingElse(t *testing.T) {
	t.Parallel()
	b := setup(t)
	kept := b.upload(b.as(returns.RoleCustomer))
	require.Equal(t, http.StatusCreated, kept.status)
	photo := kept.ok()
	require.Equal(t, "/v1/evidence/"+photo["id"].(string), kept.header.Get("Location"))
	for role, status := range map[returns.Role]int{returns.RoleReviewer: 200, returns.RoleAuditor: 200, returns.RoleCustomer: 200, returns.RoleIntegration: 403} {
		require.Equal(t, status, b.as(role).get(kept.header.Get("Location")).status, role)
	}
	shown := b.as(returns.RoleReviewer).get(kept.header.Get("Location"))
	require.Equal(t, "\xff\xd8 a photo", string(shown.body))
	require.Equal(t, "image/jpeg", shown.header.Get("Content-Type"))
	require.Equal(t, "nosniff", shown.header.Get("X-Content-Type-Options"))
	require.Equal(t, `inline; filename="`+photo["id"].(string)+`.jpeg"`, shown.header.Get("Content-Disposition"))
	require.Contains(t, shown.header.Get("Cache-Control"), "private")
	require.Contains(t, shown.header.Get("Content-Security-Policy"), "sandbox")
	saved := b.as(returns.RoleReviewer).get(kept.header.Get("Location") + "?download=true")
	require.Contains(t, saved.header.Get("Content-Disposition"), "attachment")

	b.as(returns.RoleSupport).form("<svg onload=alert(1)>").refused(422, "invalid_photo")
	b.as(returns.RoleSupport).with("Content-Type", "multipart/form-data; boundary=x").post("/v1/evidence", "--x--\r\n").refused(422, "invalid", "photo")
	b.as(returns.RoleSupport).with("Content-Type", "multipart/form-data; boundary=x").post("/v1/evidence", "no form").refused(422, "invalid", "photo")
	b.as(returns.RoleSupport).with("Content-Type", "multipart/form-data").post("/v1/evidence", "no boundary").refused(400, "malformed_json")
	for _, id := range []string{"..%2f..%2fetc%2fpasswd", "%2e%2e", "C:%5Cboot.ini", "evi_0"} {
		b.as(returns.RoleReviewer).get("/v1/evidence/"+id).refused(404, "not_found")
	}
}
