package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestTerms_OfGoods_OutOfBounds_NameTheField(t *testing.T) {
	t.Parallel()
	for field, change := range map[string]func(*returns.Terms){
		"pickup_attempts":    func(p *returns.Terms) { p.PickupAttempts = 101 },
		"silent_after_hours": func(p *returns.Terms) { p.SilentAfterHours = -1 },
		"send_back_days":     func(p *returns.Terms) { p.SendBackDays = 366 },
		"on_expiry":          func(p *returns.Terms) { p.OnExpiry = "forget" },
	} {
		require.Equal(t, []string{field}, wrong(t, change))
	}
}

func TestTerms_OfGoods_WithinBounds_ArePossible(t *testing.T) {
	t.Parallel()
	for _, onExpiry := range []string{"", returns.OnExpiryExpire, returns.OnExpiryRemindOnly, returns.OnExpiryApprove} {
		require.Empty(t, wrong(t, func(p *returns.Terms) {
			p.PickupAttempts, p.SilentAfterHours, p.SendBackDays, p.OnExpiry = 100, 8760, 365, onExpiry
		}))
	}
}
