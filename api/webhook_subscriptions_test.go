package api_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/payloads"
	"backhaul/publicnet"
	"backhaul/returns"
	"backhaul/subscriptions"
)

// hooked is an API with a key for the secrets of webhooks.
func hooked(t *testing.T) *bundle {
	t.Helper()
	b := setup(t)
	var err error
	b.payloads, err = payloads.ParseKeys(payloads.NewKey("test"))
	require.NoError(t, err)
	b.restart()
	return b
}

// subscribe makes a subscription and returns it with its secret.
func (b *bundle) subscribe(address string, kinds ...string) (object, string) {
	b.t.Helper()
	made := b.as(returns.RoleAdmin).post("/v1/webhook-subscriptions", object{"url": address, "kinds": kinds}).ok()
	return made["subscription"].(object), made["secret"].(string)
}

func TestWebhooks_ASubscription_IsMadeShownChangedAndDeleted(t *testing.T) {
	t.Parallel()
	b := hooked(t)
	admin := b.as(returns.RoleAdmin)
	made, secret := b.subscribe("https://shop.example.com/returns?key=theirs", "return.refunded", "return.approved", "return.approved")
	require.Equal(t, []any{"return.approved", "return.refunded"}, made["kinds"])
	require.Equal(t, true, made["enabled"])
	require.True(t, strings.HasPrefix(secret, "whsec_"))
	path := "/v1/webhook-subscriptions/" + made["id"].(string)
	require.Equal(t, made, b.as(returns.RoleAuditor).get(path).ok(), "without the secret")
	require.NotContains(t, string(b.as(returns.RoleAuditor).get("/v1/webhook-subscriptions").body), "whsec_")

	changed := admin.send(http.MethodPatch, path, object{"enabled": false, "description": "ERP"}).ok()
	require.Equal(t, "by_hand", changed["disabled_why"])
	require.Equal(t, "ERP", changed["description"])
	require.Equal(t, made["url"], changed["url"])
	admin.post(path+"/ping", nil).refused(http.StatusConflict, "conflict")
	require.Nil(t, admin.send(http.MethodPatch, path, object{"enabled": true}).ok()["disabled_at"])

	rotated := admin.post(path+"/secret", nil).ok()
	require.NotEqual(t, secret, rotated["secret"])
	require.Equal(t, "2026-01-11T12:00:00Z", rotated["subscription"].(object)["former_secret_until"])
	require.Equal(t, http.StatusNoContent, admin.send(http.MethodDelete, path, nil).status)
	admin.get(path).refused(http.StatusNotFound, "not_found")
	require.Empty(t, items(admin.get("/v1/webhook-subscriptions").ok()))

	var trail []string
	for _, entry := range items(admin.get("/v1/audit?kind=webhook").ok()) {
		trail = append(trail, entry["kind"].(string))
		require.Equal(t, "usr-admin", entry["actor"].(object)["id"])
	}
	require.ElementsMatch(t, []string{"webhook.created", "webhook.changed", "webhook.changed", "webhook.secret_changed", "webhook.deleted"}, trail)
	b.clock = func() time.Time { return now.Add(time.Second) }
	export := string(admin.get("/v1/audit/export").body)
	require.Contains(t, export, "shop.example.com")
	require.NotContains(t, export, "theirs", "an address may hold a key of its owner's")
	require.NotContains(t, export+b.log.String(), secret)
	var kept int
	require.NoError(t, b.db.QueryRow(t.Context(), `select count(*) from idempotency_keys where position('whsec_'::bytea in body) > 0`).Scan(&kept))
	require.Zero(t, kept)
}

func TestWebhooks_AddressThatIsNotPublic_IsRefusedWithItsReason(t *testing.T) {
	t.Parallel()
	b := hooked(t)
	for address, code := range map[string]string{
		"http://shop.example.com": "not_https", "https://127.0.0.1": "not_public", "https://[::ffff:10.0.0.1]/": "not_public",
		"https://169.254.169.254/latest": "not_public", "https://2130706433": "not_public", "https://0x7f.1/": "not_public", "https://localhost": "not_public",
		"https://a:b@shop.example.com": "not_plain", "shop": "not_a_url", "file:///etc/passwd": "not_a_url",
	} {
		problem := b.as(returns.RoleAdmin).post("/v1/webhook-subscriptions", object{"url": address, "kinds": []string{"return.approved"}}).
			refused(http.StatusUnprocessableEntity, "invalid", "url")
		require.Equal(t, code, problem["errors"].([]any)[0].(object)["code"], address)
	}
	made, _ := b.subscribe("https://shop.example.com", "return.approved")
	b.as(returns.RoleAdmin).send(http.MethodPatch, "/v1/webhook-subscriptions/"+made["id"].(string), object{"url": "https://10.0.0.1"}).
		refused(http.StatusUnprocessableEntity, "invalid", "url")
	require.Len(t, items(b.as(returns.RoleAdmin).get("/v1/webhook-subscriptions").ok()), 1)
}

func TestWebhooks_WithoutAKeyForSecrets_NoneIsMade(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.as(returns.RoleAdmin).post("/v1/webhook-subscriptions", object{"url": "https://shop.example.com", "kinds": []string{"return.approved"}}).
		refused(http.StatusConflict, "conflict")
}

func TestWebhooks_SameKeyAgain_MakesNoSecondSubscription(t *testing.T) {
	t.Parallel()
	b := hooked(t)
	admin := b.as(returns.RoleAdmin).with("Idempotency-Key", "once")
	body := object{"url": "https://shop.example.com", "kinds": []string{"return.approved"}, "enabled": false}
	require.Equal(t, false, admin.post("/v1/webhook-subscriptions", body).ok()["subscription"].(object)["enabled"])
	admin.post("/v1/webhook-subscriptions", body).refused(http.StatusConflict, "conflict")
	require.Len(t, items(admin.get("/v1/webhook-subscriptions").ok()), 1)
}

func TestWebhooks_TheFiftyFirst_IsRefused(t *testing.T) {
	t.Parallel()
	b := hooked(t)
	for range subscriptions.Most {
		b.subscribe("https://shop.example.com", "return.approved")
	}
	b.as(returns.RoleAdmin).post("/v1/webhook-subscriptions", object{"url": "https://shop.example.com", "kinds": []string{"return.approved"}}).
		refused(http.StatusConflict, "conflict")
}

func TestWebhooks_AnEvent_IsDelivered_Logged_AndRedelivered(t *testing.T) {
	t.Parallel()
	b := hooked(t)
	codes := []int{http.StatusTeapot, http.StatusOK, http.StatusOK}
	there := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(codes[0])
		codes = codes[1:]
	}))
	defer there.Close()
	made, _ := b.subscribe("https://shop.example.com", "return.requested")
	id := made["id"].(string)
	_, err := b.db.Exec(t.Context(), `update webhook_subscriptions set url = $1`, there.URL)
	require.NoError(t, err)
	b.order("1001")
	ret := b.open("1001", 1, now)
	sender := &subscriptions.Sender{
		DB: b.db, Keys: b.payloads, Log: slog.New(slog.DiscardHandler), Client: subscriptions.NewClient(publicnet.Rules{AllowLoopback: true}),
		Now: func() time.Time { return b.clock() },
	}
	require.NoError(t, sender.SendDue(t.Context(), id))

	admin, path := b.as(returns.RoleAdmin), "/v1/webhook-subscriptions/"+id+"/deliveries"
	list := items(b.as(returns.RoleAuditor).get(path + "?state=pending").ok())
	require.Len(t, list, 1)
	require.Equal(t, []any{"return.requested", ret, float64(418), float64(1)}, []any{list[0]["kind"], list[0]["return_id"], list[0]["answer_code"], list[0]["attempts"]})
	require.NotNil(t, list[0]["next_at"])
	one := path + "/" + list[0]["message_id"].(string)
	require.Equal(t, "pending", admin.post(one+"/redeliver", nil).ok()["state"])
	require.NoError(t, sender.SendDue(t.Context(), id))
	whole := admin.get(one).ok()
	require.Equal(t, "delivered", whole["delivery"].(object)["state"])
	require.Len(t, whole["tries"], 2)
	require.Contains(t, whole["body"], ret)
	admin.post(path+"/msg_none/redeliver", nil).refused(http.StatusNotFound, "not_found")
	admin.get(path+"/msg_none").refused(http.StatusNotFound, "not_found")
	admin.get("/v1/webhook-subscriptions/whs_none/deliveries").refused(http.StatusNotFound, "not_found")

	pinged := admin.with("Idempotency-Key", "p").post("/v1/webhook-subscriptions/"+id+"/ping", nil).ok()
	require.Equal(t, pinged, admin.with("Idempotency-Key", "p").post("/v1/webhook-subscriptions/"+id+"/ping", nil).ok())
	first := admin.get(path + "?limit=1").ok()
	second := admin.get(path + "?limit=1&cursor=" + first["next_cursor"].(string)).ok()
	require.ElementsMatch(t, []any{"webhook.ping", "return.requested"}, []any{items(first)[0]["kind"], items(second)[0]["kind"]})
	require.Nil(t, second["next_cursor"])
}
