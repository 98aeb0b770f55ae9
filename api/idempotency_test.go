package api_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// level is how many mugs are available.
func (b *bundle) level() int {
	b.t.Helper()
	for _, level := range items(b.as(returns.RoleAdmin).get("/v1/stock?sku=MUG").ok()) {
		return int(level["quantity"].(float64))
	}
	return 0
}

func TestIdempotencyKey_SameRequest_GetsTheSameAnswer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	keyed := b.as(returns.RoleWarehouse).with("Idempotency-Key", "count 1")
	first := keyed.post("/v1/stock/adjustments", adjustment(5))
	again := keyed.post("/v1/stock/adjustments", adjustment(5))
	require.Equal(t, http.StatusCreated, first.status)
	require.Equal(t, first.status, again.status)
	require.Equal(t, string(first.body), string(again.body))
	require.Equal(t, first.header.Get("Content-Type"), again.header.Get("Content-Type"))
	require.Empty(t, first.header.Get("Idempotency-Replayed"))
	require.Equal(t, "true", again.header.Get("Idempotency-Replayed"))
	require.Equal(t, 5, b.level())
}

func TestIdempotencyKey_OtherBodyPathOrQuery_IsAMismatch(t *testing.T) {
	t.Parallel()
	b := setup(t)
	keyed := b.as(returns.RoleAdmin).with("Idempotency-Key", "k")
	keyed.post("/v1/stock/adjustments", adjustment(5)).ok()
	keyed.post("/v1/stock/adjustments", adjustment(6)).refused(422, "idempotency_mismatch")
	keyed.post("/v1/returns/RMA-AAAAA-AAAAA/confirm", object{}).refused(422, "idempotency_mismatch")
	require.Equal(t, 5, b.level())

	csv := b.as(returns.RoleAdmin).with("Idempotency-Key", "file").with("Content-Type", "text/csv")
	const file = "order_number,sku,quantity,unit_price\n1,A,1,1.00\n"
	first := csv.post("/v1/orders/import?currency=GBP", file)
	first.ok()
	require.Equal(t, string(first.body), string(csv.post("/v1/orders/import?currency=GBP", file).body), "created, not unchanged")
	csv.post("/v1/orders/import?currency=EUR", file).refused(422, "idempotency_mismatch")
	csv.post("/v1/orders/import?currency=GBP", file+"2,A,1,1.00\n").refused(422, "idempotency_mismatch")
}

func TestIdempotencyKey_IsTheUsersOwn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.as(returns.RoleAdmin).with("Idempotency-Key", "k").post("/v1/stock/adjustments", adjustment(5)).ok()
	b.as(returns.RoleWarehouse).with("Idempotency-Key", "k").post("/v1/stock/adjustments", adjustment(7)).ok()
	require.Equal(t, 12, b.level())
}

func TestIdempotencyKey_OfARefusedRequest_IsFreeAgain(t *testing.T) {
	t.Parallel()
	b := setup(t)
	keyed := b.as(returns.RoleAdmin).with("Idempotency-Key", "k")
	keyed.post("/v1/stock/adjustments", adjustment(-1)).refused(409, "stock_insufficient", "quantity")
	keyed.post("/v1/stock/adjustments", adjustment(3)).ok()
	require.Equal(t, 3, b.level())
}

func TestIdempotencyKey_ManyAtOnce_TakeEffectOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const tries = 20
	answers := make(chan answer, tries)
	for range tries {
		go func() {
			answers <- b.as(returns.RoleAdmin).with("Idempotency-Key", "k").post("/v1/stock/adjustments", adjustment(5))
		}()
	}
	created := 0
	for range tries {
		if answer := <-answers; answer.status == http.StatusCreated {
			created++
		} else {
			answer.refused(409, "request_in_progress")
			require.Equal(t, "2", answer.header.Get("Retry-After"))
		}
	}
	require.Positive(t, created)
	require.Equal(t, 5, b.level())
}

func TestIdempotencyKey_OfACrashedRequest_IsTakenOverAfterAMinute(t *testing.T) {
	t.Parallel()
	b := setup(t)
	keyed := b.as(returns.RoleAdmin).with("Idempotency-Key", "k")
	keyed.post("/v1/stock/adjustments", adjustment(5)).ok()
	// As if the process had died after the adjustment and before its answer was kept.
	_, err := b.db.Exec(t.Context(), "update idempotency_keys set status = null, headers = null, body = null, started_at = now() - interval '59 seconds'")
	require.NoError(t, err)
	keyed.post("/v1/stock/adjustments", adjustment(5)).refused(409, "request_in_progress")
	_, err = b.db.Exec(t.Context(), "update idempotency_keys set started_at = now() - interval '61 seconds'")
	require.NoError(t, err)
	keyed.post("/v1/stock/adjustments", adjustment(6)).refused(422, "idempotency_mismatch")
	keyed.post("/v1/stock/adjustments", adjustment(5)).ok()
	require.Equal(t, 5, b.level(), "the second try finds the movement of the first")
}

// upload sends a small JPEG under a new boundary.
func (b *bundle) upload(c caller) answer {
	b.t.Helper()
	return c.form("\xff\xd8 a photo")
}

func (c caller) form(content string) answer {
	c.b.t.Helper()
	var form bytes.Buffer
	writer := multipart.NewWriter(&form)
	require.NoError(c.b.t, writer.WriteField("note", "before the file"))
	part, err := writer.CreateFormFile("photo", "../../etc/passwd.jpg")
	require.NoError(c.b.t, err)
	_, err = part.Write([]byte(content))
	require.NoError(c.b.t, err)
	require.NoError(c.b.t, writer.Close())
	return c.with("Content-Type", writer.FormDataContentType()).post("/v1/evidence", form.String())
}

func TestIdempotencyKey_OfAPhoto_LooksThroughTheBoundary(t *testing.T) {
	t.Parallel()
	b := setup(t)
	keyed := b.as(returns.RoleCustomer).with("Idempotency-Key", "photo 1")
	first, again := b.upload(keyed), b.upload(keyed)
	require.Equal(t, string(first.body), string(again.body))
	require.Equal(t, first.header.Get("Location"), again.header.Get("Location"))
	require.NotEmpty(t, again.header.Get("Location"))
	keyed.form("\xff\xd8 another").refused(422, "idempotency_mismatch")
}

func TestIdempotencyKey_WithoutOne_EveryRequestCounts(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range 2 {
		b.as(returns.RoleAdmin).post("/v1/stock/adjustments", adjustment(5)).ok()
	}
	require.Equal(t, 10, b.level())
}

func TestIdempotencyKey_AnyPrintableCharacters(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for i, key := range []string{"a", " ~!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}", strings.Repeat("k", 255)} {
		b.as(returns.RoleAdmin).with("Idempotency-Key", key).post("/v1/stock/adjustments", adjustment(1)).ok()
		require.Equal(t, i+1, b.level(), fmt.Sprintf("%q", key))
	}
}
