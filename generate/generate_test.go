package generate_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
	"backhaul/generate"
	"backhaul/verify"
)

func TestFill_PassesVerifyAndHasTheShapeItPromises(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	const count = 300
	require.NoError(t, generate.Fill(t.Context(), pool, generate.Options{Returns: count, Seed: 1, Now: time.Now()}))
	report, err := verify.Run(t.Context(), pool, nil)
	require.NoError(t, err)
	for _, check := range report.Checks {
		require.Zero(t, check.Found, "%s: %v", check.Name, check.Findings)
	}

	var returns, lines, events, statuses, customers int
	require.NoError(t, pool.QueryRow(t.Context(), `select (select count(*) from returns), (select count(*) from return_lines),
		(select count(*) from return_events), (select count(distinct status) from returns), (select count(distinct customer_id) from returns)`).
		Scan(&returns, &lines, &events, &statuses, &customers))
	require.Equal(t, count, returns)
	require.Equal(t, 3*count, lines)
	require.InDelta(t, 20, float64(events)/count, 3, "events of a return")
	require.GreaterOrEqual(t, statuses, 8)
	require.Greater(t, customers, 50)
}

func TestFill_DatabaseWithOrders_IsRefused(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	options := generate.Options{Returns: 1, Seed: 1, Now: time.Now()}
	require.NoError(t, generate.Fill(t.Context(), pool, options))
	require.ErrorContains(t, generate.Fill(t.Context(), pool, options), "one of their own")
}
