package api_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/api"
	"backhaul/returns"
)

// limited is a bundle with these limits and a clock that stands still until it is moved.
func limited(t *testing.T, limits api.Limits) (b *bundle, wait func(time.Duration)) {
	t.Helper()
	b = setup(t)
	at := now
	b.limits, b.clock = limits, func() time.Time { return at }
	b.restart()
	return b, func(d time.Duration) { at = at.Add(d) }
}

func TestLimits_PerToken_OneBusyTokenDoesNotSlowAnother(t *testing.T) {
	t.Parallel()
	b, wait := limited(t, api.Limits{PerToken: api.Rate{PerSecond: 0.5, Burst: 3}})
	busy := b.as(returns.RoleReviewer)
	for range 3 {
		busy.get("/v1/me").ok()
	}
	require.Equal(t, 2, busy.get("/v1/me").retryAfter())
	require.Equal(t, 2, busy.get("/v1/me").retryAfter(), "what is refused does not count")
	b.as(returns.RoleFinance).get("/v1/me").ok()
	wait(2 * time.Second)
	busy.get("/v1/me").ok()
	busy.get("/v1/me").retryAfter()
}

func TestLimits_PerUser_CountsAllTheirTokens(t *testing.T) {
	t.Parallel()
	b, _ := limited(t, api.Limits{PerUser: api.Rate{PerSecond: 1, Burst: 3}})
	first := b.as(returns.RoleReviewer)
	second := b.withToken(first.post("/v1/tokens", object{"name": "x"}).ok()["secret"].(string))
	first.get("/v1/me").ok()
	second.get("/v1/me").ok()
	first.get("/v1/me").retryAfter()
	second.get("/v1/me").retryAfter()
	b.as(returns.RoleFinance).get("/v1/me").ok()
}

func TestLimits_PerAddress_CountWhoeverHasNoTokenToo(t *testing.T) {
	t.Parallel()
	b, _ := limited(t, api.Limits{PerAddress: api.Rate{PerSecond: 1, Burst: 3}})
	crowd := b.withToken("none").from("198.51.100.7")
	for range 3 {
		crowd.get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
	}
	crowd.get("/v1/me").retryAfter()
	b.as(returns.RoleAdmin).from("198.51.100.7").get("/v1/me").retryAfter()
	b.as(returns.RoleAdmin).from("203.0.113.9").get("/v1/me").ok()
	require.Equal(t, http.StatusOK, crowd.get("/healthz").status, "a probe is not refused")

	for i := range 3 { // one household's IPv6 addresses are one
		b.withToken("none").from("[2001:db8:1:2::"+strconv.Itoa(i)+"]").get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
	}
	b.withToken("none").from("[2001:db8:1:2:ffff::1]").get("/v1/me").retryAfter()
	b.withToken("none").from("[2001:db8:1:3::1]").get("/v1/me").refused(http.StatusUnauthorized, "unauthenticated")
}
