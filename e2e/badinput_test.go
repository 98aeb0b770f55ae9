package e2e

import (
	"bytes"
	"image"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestBadInput_IsRefusedWithItsReason_AndChangesNothing(t *testing.T) {
	t.Parallel()
	s := start(t)
	order := s.order()
	rma := s.open(order, 1)
	support := s.as(returns.RoleSupport)
	line := func(change string, value any) object {
		body := request(order, 1)
		body["lines"].([]object)[0][change] = value
		return body
	}
	deep := strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)
	before := s.everything(order, rma)

	for name, tt := range map[string]struct {
		answer answer
		status int
		code   string
		field  string
	}{
		"unknown order":          {support.post("/returns", request("no-such-order", 1)), 404, "not_found", "order_number"},
		"more than returnable":   {support.post("/returns", request(order, 5)), 409, "quantity_exceeded", "lines[0].quantity"},
		"unknown reason":         {support.post("/returns", line("reason", "boredom")), 422, "invalid", "lines[0].reason"},
		"negative quantity":      {support.post("/returns", request(order, -1)), 422, "invalid", "lines[0].quantity"},
		"no quantity":            {support.post("/returns", request(order, 0)), 422, "invalid", "lines[0].quantity"},
		"fractional quantity":    {support.post("/returns", request(order, 1.5)), 422, "invalid", "lines[0].quantity"},
		"quantity beyond an int": {support.post("/returns", `{"order_number":"`+order+`","method":"pickup","lines":[{"line_no":1,"quantity":9223372036854775808,"reason":"late","condition":"unopened"}]}`), 422, "invalid", "lines[0].quantity"},
		"quantity as text":       {support.post("/returns", request(order, "1")), 422, "invalid", "lines[0].quantity"},
		"unknown line":           {support.post("/returns", line("line_no", 7)), 422, "invalid", "lines[0].line_no"},
		"the same line twice": {support.post("/returns", object{
			"order_number": order, "method": "pickup",
			"lines": []object{
				{"line_no": 1, "quantity": 1, "reason": "late", "condition": "unopened"},
				{"line_no": 1, "quantity": 1, "reason": "late", "condition": "unopened"},
			},
		}), 422, "invalid", "lines[1]"},
		"no lines":              {support.post("/returns", object{"order_number": order, "method": "pickup", "lines": []object{}}), 422, "invalid", "lines"},
		"unknown method":        {support.post("/returns", object{"order_number": order, "method": "drone", "lines": request(order, 1)["lines"]}), 422, "invalid", "method"},
		"malformed JSON":        {support.post("/returns", `{"order_number": `), 400, "malformed_json", ""},
		"duplicate key":         {support.post("/returns", `{"order_number":"a","order_number":"b","method":"pickup","lines":[]}`), 400, "malformed_json", ""},
		"trailing data":         {support.post("/returns/"+rma+"/confirm", `{} {}`), 400, "malformed_json", ""},
		"10,000 levels":         {support.post("/returns/"+rma+"/confirm", `{"digest":`+deep+`}`), 400, "malformed_json", ""},
		"unknown field":         {support.post("/returns", func() object { b := request(order, 1); b["status"] = "refunded"; return b }()), 400, "unknown_field", "status"},
		"another content type":  {support.with("Content-Type", "text/plain").post("/returns", "hello"), 415, "unsupported_media_type", ""},
		"a NUL":                 {support.post("/returns", line("note", "a\x00b")), 422, "invalid", "lines[0].note"},
		"not possible now":      {s.as(returns.RoleWarehouse).post("/returns/"+rma+"/inspect", object{"lines": []object{{"line_no": 1, "quantity": 1, "disposition": "restock"}}}), 409, "transition_not_allowed", ""},
		"unknown decision":      {s.as(returns.RoleReviewer).post("/returns/"+rma+"/review", object{"decision": "perhaps", "note": "x"}), 422, "invalid", "decision"},
		"another role's action": {s.as(returns.RoleFinance).post("/returns/"+rma+"/review", object{"decision": "approve", "note": "x"}), 403, "forbidden", ""},
		"unknown return":        {support.post("/returns/RMA-AAAAA-AAAAA/confirm", object{}), 404, "not_found", ""},
	} {
		problem := tt.answer.refused(tt.status, tt.code)
		require.NotEmpty(t, problem["detail"], name)
		if tt.field != "" {
			require.Contains(t, string(tt.answer.text), `"field":"`+tt.field+`"`, name)
		}
		require.NotContains(t, string(tt.answer.text), "goroutine", name)
	}
	require.Equal(t, before, s.everything(order, rma))
	s.verified()
}

// everything is what could have changed.
func (s *service) everything(order, rma string) string {
	var all strings.Builder
	for _, path := range []string{"/orders/" + order, "/returns/" + rma, "/returns/" + rma + "/events", "/returns?order=" + order, "/stock?sku=MUG"} {
		all.Write(s.as(returns.RoleAdmin).get(path).text)
	}
	return all.String()
}

func TestBody_OfTwoGigabytes_IsRefusedWithoutReadingIt(t *testing.T) {
	t.Parallel()
	s := start(t)
	for name, announce := range map[string]bool{"announced": true, "chunked": false} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
		require.NoError(t, err)
		defer conn.Close()
		require.NoError(t, conn.SetDeadline(time.Now().Add(30*time.Second)))
		body := io.LimitReader(spaces{}, 2<<30)
		request, err := http.NewRequest(http.MethodPost, s.base+"/v1/returns", body)
		require.NoError(t, err)
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Authorization", "Bearer "+s.tokens[returns.RoleSupport])
		if announce {
			request.ContentLength = 2 << 30
		}
		started := time.Now()
		response, err := (&http.Client{Timeout: 30 * time.Second}).Do(request)
		require.NoError(t, err, name)
		require.Equal(t, http.StatusRequestEntityTooLarge, response.StatusCode, name)
		_ = response.Body.Close()
		require.Less(t, time.Since(started), 20*time.Second, name)
	}
}

// spaces is JSON that never comes.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestPhoto_UploadedByTheCustomer_IsSeenByTheReviewerAndByNoOtherCustomer(t *testing.T) {
	t.Parallel()
	s := start(t)
	uploaded := s.upload(returns.RoleCustomer, photograph(t)).ok()
	id := text(uploaded, "id")
	require.Equal(t, "image/jpeg", uploaded["content_type"])

	order := s.order()
	body := request(order, 1)
	body["evidence"] = []string{id}
	opened := s.as(returns.RoleCustomer).post("/returns", body).ok()
	require.Contains(t, string(mustJSON(t, opened["evidence"])), id)

	picture := s.as(returns.RoleReviewer).get("/evidence/" + id)
	require.Equal(t, http.StatusOK, picture.status)
	require.Equal(t, "image/jpeg", picture.header.Get("Content-Type"))
	require.Equal(t, "nosniff", picture.header.Get("X-Content-Type-Options"))
	_, err := jpeg.Decode(bytes.NewReader(picture.text))
	require.NoError(t, err)

	s.upload(returns.RoleSupport, []byte("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")).refused(http.StatusUnprocessableEntity, "invalid_photo")
	stranger := s.run("token", "create", "--role", "customer", "--user", "stranger", "--customer", "999")
	s.tokens["stranger"] = strings.TrimSpace(stranger)
	s.as("stranger").get("/evidence/"+id).refused(http.StatusNotFound, "not_found")
	s.as("stranger").get("/returns/"+text(opened, "rma_number")).refused(http.StatusNotFound, "not_found")
	s.as("stranger").post("/returns", request(order, 1)).refused(http.StatusNotFound, "not_found")
}

func photograph(t *testing.T) []byte {
	t.Helper()
	var file bytes.Buffer
	require.NoError(t, jpeg.Encode(&file, image.NewRGBA(image.Rect(0, 0, 40, 30)), nil))
	return file.Bytes()
}

func (s *service) upload(role returns.Role, file []byte) answer {
	s.t.Helper()
	var form bytes.Buffer
	writer := multipart.NewWriter(&form)
	part, err := writer.CreateFormFile("photo", "../../etc/passwd.jpg")
	require.NoError(s.t, err)
	_, err = part.Write(file)
	require.NoError(s.t, err)
	require.NoError(s.t, writer.Close())
	return s.as(role).with("Content-Type", writer.FormDataContentType()).post("/evidence", form.Bytes())
}
