package api_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// changed is an order body with one change.
func changed(change func(order, line object)) object {
	order := orderBody()
	change(order, order["lines"].([]object)[0])
	return order
}

func TestBadInput_OfAnOrder_IsRefusedAndChangesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	before := b.as(returns.RoleAdmin).get("/v1/orders/A-1").body
	text := string(must(t, orderBody()))
	for name, tt := range map[string]struct {
		body   any
		status int
		code   string
		fields []string
	}{
		"nothing":              {"", 400, "malformed_json", nil},
		"cut off":              {text[:len(text)-2], 400, "malformed_json", nil},
		"not JSON":             {"order: 1", 400, "malformed_json", nil},
		"NaN":                  {strings.Replace(text, `"10.00"`, `NaN`, 1), 400, "malformed_json", nil},
		"two values":           {text + text, 400, "malformed_json", nil},
		"trailing comma":       {strings.Replace(text, `"currency":"GBP",`, `"currency":"GBP",,`, 1), 400, "malformed_json", nil},
		"not UTF-8":            {strings.Replace(text, "Ana", "\xff", 1), 400, "malformed_json", nil},
		"a key twice":          {strings.Replace(text, `"currency":"GBP",`, `"currency":"GBP","currency":"EUR",`, 1), 400, "malformed_json", []string{"currency"}},
		"a key twice, deep":    {strings.Replace(text, `"quantity":5`, `"quantity":5,"quantity":6`, 1), 400, "malformed_json", []string{"lines[0].quantity"}},
		"10,000 levels":        {strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000), 400, "malformed_json", nil},
		"65 levels":            {strings.Repeat(`{"a":`, 65) + "1" + strings.Repeat("}", 65), 400, "malformed_json", nil},
		"unknown fields":       {changed(func(o, l object) { o["status"], l["paid"] = "paid", "1" }), 400, "unknown_field", []string{"lines[0].paid", "status"}},
		"a field in capitals":  {changed(func(o, l object) { l["Quantity"] = 7 }), 400, "unknown_field", []string{"lines[0].Quantity"}},
		"its own order number": {changed(func(o, l object) { o["order_number"] = "B" }), 400, "unknown_field", []string{"order_number"}},
		"fields missing":       {object{"currency": "GBP"}, 422, "invalid", []string{"customer", "ordered_at", "lines"}},
		"a list":               {"[]", 422, "invalid", []string{""}},
		"null":                 {"null", 422, "invalid", []string{""}},
		"no lines":             {changed(func(o, l object) { o["lines"] = []object{} }), 422, "invalid", []string{"lines"}},
		"no units":             {changed(func(o, l object) { l["quantity"] = 0 }), 422, "invalid", []string{"lines[0].quantity"}},
		"fewer than no units":  {changed(func(o, l object) { l["quantity"] = -1 }), 422, "invalid", []string{"lines[0].quantity"}},
		"half a unit":          {changed(func(o, l object) { l["quantity"] = 1.5 }), 422, "invalid", []string{"lines[0].quantity"}},
		"2^63-1 units":         {strings.Replace(text, `"quantity":5`, `"quantity":9223372036854775807`, 1), 422, "invalid", []string{"lines[0].quantity"}},
		"2^63 units":           {strings.Replace(text, `"quantity":5`, `"quantity":9223372036854775808`, 1), 422, "invalid", []string{"lines[0].quantity"}},
		"1e309 units":          {strings.Replace(text, `"quantity":5`, `"quantity":1e309`, 1), 422, "invalid", []string{"lines[0].quantity"}},
		"units as text":        {changed(func(o, l object) { l["quantity"] = "5" }), 422, "invalid", []string{"lines[0].quantity"}},
		"price as a number":    {changed(func(o, l object) { l["unit_price"] = 10.5 }), 422, "invalid", []string{"lines[0].unit_price"}},
		"price 0.1+0.2":        {strings.Replace(text, `"10.00"`, `0.30000000000000004`, 1), 422, "invalid", []string{"lines[0].unit_price"}},
		"price with a comma":   {changed(func(o, l object) { l["unit_price"] = "10,00" }), 422, "invalid", []string{"lines[0].unit_price"}},
		"negative price":       {changed(func(o, l object) { l["unit_price"] = "-10" }), 422, "invalid", []string{"lines[0].unit_price"}},
		"price too precise":    {changed(func(o, l object) { l["tax"] = "0.001" }), 422, "invalid", []string{"lines[0].tax"}},
		"yen with decimals":    {changed(func(o, l object) { o["currency"], l["tax"] = "JPY", "0.5" }), 422, "invalid", []string{"lines[0].tax", "lines[1].unit_price"}},
		"dinar with four":      {changed(func(o, l object) { o["currency"], o["shipping_paid"] = "KWD", "1.0001" }), 422, "invalid", []string{"shipping_paid", "lines[1].unit_price"}},
		"another currency":     {changed(func(o, l object) { l["unit_price"] = object{"amount": "10", "currency": "EUR"} }), 422, "invalid", []string{"lines[0].unit_price"}},
		"no such currency":     {changed(func(o, l object) { o["currency"] = "ZZZ" }), 422, "invalid", []string{"currency"}},
		"currency in small":    {changed(func(o, l object) { o["currency"] = "gbp" }), 422, "invalid", []string{"currency"}},
		"sum beyond all":       {changed(func(o, l object) { l["unit_price"] = "99999999999999999999" }), 422, "invalid", []string{"lines[0].unit_price"}},
		"a day that is not":    {changed(func(o, l object) { o["ordered_at"] = "2026-02-30T10:00:00Z" }), 422, "invalid", []string{"ordered_at"}},
		"no time zone":         {changed(func(o, l object) { o["ordered_at"] = "2026-02-03T10:00:00" }), 422, "invalid", []string{"ordered_at"}},
		"line break in a name": {changed(func(o, l object) { o["customer"] = object{"id": "1", "name": "Ana\r\nBcc: x@y.z"} }), 422, "invalid", []string{"customer.name"}},
		"NUL in a text":        {changed(func(o, l object) { l["description"] = "a\x00b" }), 422, "invalid", []string{"lines[0].description"}},
		"unseen in a SKU":      {changed(func(o, l object) { l["sku"] = "MU\u200bG" }), 422, "invalid", []string{"lines[0].sku"}},
		"endless text":         {changed(func(o, l object) { l["description"] = strings.Repeat("x", 1001) }), 422, "invalid", []string{"lines[0].description"}},
	} {
		t.Log(name)
		problem := b.as(returns.RoleAdmin).put("/v1/orders/A-1", tt.body).refused(tt.status, tt.code, tt.fields...)
		require.NotContains(t, problem["detail"], "%!", "a verb was not filled")
	}
	require.Equal(t, string(before), string(b.as(returns.RoleAdmin).get("/v1/orders/A-1").body))
}

func TestBadInput_OfOtherForms_IsRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(returns.RoleAdmin)
	admin.with("Content-Type", "text/plain").put("/v1/orders/A-1", "x").refused(415, "unsupported_media_type")
	admin.with("Content-Type", "").put("/v1/orders/A-1", "{}").refused(415, "unsupported_media_type")
	admin.with("Content-Type", "application/json; charset=utf-16").put("/v1/orders/A-1", "{}").refused(415, "unsupported_media_type")
	admin.with("Content-Encoding", "gzip").put("/v1/orders/A-1", "{}").refused(415, "unsupported_media_type")
	admin.with("Content-Type", "application/json").post("/v1/orders/import", "{}").refused(415, "unsupported_media_type")
	admin.with("Content-Type", "Application/JSON; Charset=UTF-8").put("/v1/orders/A-1", orderBody()).ok()

	admin.with("Idempotency-Key", strings.Repeat("k", 256)).post("/v1/stock/adjustments", adjustment(1)).refused(422, "invalid", "Idempotency-Key")
	admin.with("Idempotency-Key", "schlüssel").post("/v1/stock/adjustments", adjustment(1)).refused(422, "invalid", "Idempotency-Key")

	admin.get("/v1/nothing").refused(404, "not_found")
	admin.get("/v1/orders/A-1/").refused(404, "not_found")
	require.Equal(t, "GET, PUT", sorted(admin.send(http.MethodDelete, "/v1/orders/A-1", nil), http.StatusMethodNotAllowed, "method_not_allowed"))
}

func sorted(a answer, status int, code string) string {
	a.t.Helper()
	a.refused(status, code)
	allow := strings.Split(a.header.Get("Allow"), ", ")
	if len(allow) == 2 && allow[0] > allow[1] {
		allow[0], allow[1] = allow[1], allow[0]
	}
	return strings.Join(allow, ", ")
}

func TestBadInput_InPathAndQuery_IsRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := b.as(returns.RoleAdmin)
	for query, field := range map[string]string{
		"limit=0": "limit", "limit=201": "limit", "limit=x": "limit", "limit=1.5": "limit", "limit=99999999999999999999": "limit",
		"cursor=x": "cursor", "cursor=WyJhIl0": "cursor", "from=yesterday": "from", "to=2026-13-01": "to", "from=2026-01-01T25:00:00Z": "from",
		"q=a%00b": "q", "customer=%ff": "customer", "q=" + strings.Repeat("x", 201): "q",
	} {
		admin.get("/v1/orders?"+query).refused(422, "invalid", field)
	}
	for query, field := range map[string]string{
		"status=open": "status", "status=requested,nothing": "status", "sort=total": "sort", "sort=opened_at;drop table returns": "sort",
	} {
		admin.get("/v1/returns?"+strings.ReplaceAll(query, " ", "%20")).refusedWith(t, field)
	}
	admin.get("/v1/returns?stauts=open").refused(400, "unknown_field", "stauts")
	admin.get("/v1/orders?q=%zz").refused(400, "malformed_json")
	admin.get("/v1/orders/a%00b").refused(422, "invalid", "order_number")
	admin.get("/v1/orders/"+strings.Repeat("x", 101)).refused(422, "invalid", "order_number")
	admin.get("/v1/orders?q=&customer=&from=&to=").ok() // as a form sends what was not filled in
}

// refusedWith accepts that a semicolon already breaks the query.
func (a answer) refusedWith(t *testing.T, field string) {
	t.Helper()
	if a.status == http.StatusBadRequest {
		a.refused(400, "malformed_json")
		return
	}
	require.Equal(t, 422, a.status, "%s", a.body)
	require.Contains(t, string(a.body), `"field":"`+field+`"`)
}

func TestInjection_InEverySearchField_FindsNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	b.open("A-1", 1, now)
	for _, attack := range []string{"' or '1'='1", "'; drop table orders; --", `" or ""="`, "%", "_", `\`, "a' union select 1 --", "$1", "{{.}}", "../../etc/passwd"} {
		escaped := url.QueryEscape(attack)
		require.Empty(t, items(b.as(returns.RoleAdmin).get("/v1/orders?q="+escaped).ok()), attack)
		require.Empty(t, items(b.as(returns.RoleAdmin).get("/v1/orders?customer="+escaped).ok()), attack)
		for _, field := range []string{"q", "reason", "customer", "order", "sku", "assignee"} {
			answer := b.as(returns.RoleAdmin).get("/v1/returns?" + field + "=" + escaped)
			require.Empty(t, items(answer.ok()), "%s=%s", field, attack)
		}
		require.Empty(t, items(b.as(returns.RoleAdmin).get("/v1/stock?sku="+escaped).ok()), attack)
		b.as(returns.RoleAdmin).get("/v1/orders/"+url.PathEscape(attack)).refused(404, "not_found")
		b.as(returns.RoleAdmin).get("/v1/returns/"+url.PathEscape(attack)).refused(404, "not_found")
	}
	require.Len(t, items(b.as(returns.RoleAdmin).get("/v1/orders").ok()), 1)
}

// endless is a body of two gigabytes that holds no JSON.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) {
	const size = 2 << 30
	if e.read >= size {
		return 0, io.EOF
	}
	for i := range p {
		p[i] = ' '
	}
	e.read += int64(len(p))
	return len(p), nil
}

func TestBody_OfTwoGigabytes_IsRefusedAtItsLimit(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for path, limit := range map[string]int64{
		"/v1/returns": 1 << 20, "/v1/evidence": 11 << 20, "/v1/orders/import?currency=GBP": 64 << 20,
	} {
		media := map[string]string{"/v1/returns": "application/json", "/v1/evidence": "multipart/form-data; boundary=x"}[path]
		if media == "" {
			media = "text/csv"
		}
		for _, key := range []string{"", "with a key"} {
			body := &endless{}
			caller := b.as(returns.RoleAdmin).with("Content-Type", media)
			if key != "" {
				caller = caller.with("Idempotency-Key", key+path)
			}
			caller.post(path, body).refused(413, "too_large")
			require.Less(t, body.read, limit+(1<<20), "%s: no more is read than the limit", path)
		}
	}
}

func TestBody_ThatAnnouncesTwoGigabytes_IsNotRead(t *testing.T) {
	t.Parallel()
	b := setup(t)
	body := &endless{}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://backhaul.test/v1/returns", body)
	require.NoError(t, err)
	request.ContentLength = 2 << 30
	request.Header = http.Header{"Authorization": {"Bearer token-usr-admin"}, "Content-Type": {"application/json"}}
	response, err := b.http.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusRequestEntityTooLarge, response.StatusCode)
	require.Zero(t, body.read)
}

func TestProblems_AreSaidInTheCallersLanguage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for accept, want := range map[string]string{
		"": "en", "en-GB,en;q=0.9": "en", "zh-CN,zh;q=0.9": "zh-CN", "zh": "zh-CN", "fr": "en", "x;q=broken": "en",
	} {
		answer := b.as(returns.RoleAdmin).with("Accept-Language", accept).get("/v1/orders/nothing")
		answer.refused(404, "not_found")
		require.Equal(t, want, answer.header.Get("Content-Language"), accept)
		require.Equal(t, "Accept-Language", answer.header.Get("Vary"))
	}
}
