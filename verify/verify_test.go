package verify_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/db/dbtest"
	"backhaul/returns"
	"backhaul/verify"
)

func TestRun_EmptyDatabase_IsOK(t *testing.T) {
	t.Parallel()
	report, err := verify.Run(t.Context(), dbtest.New(t), nil)
	require.NoError(t, err)
	require.True(t, report.OK())
}

func TestRun_OneReturnOfEveryKind_IsOK(t *testing.T) {
	t.Parallel()
	s := newShop(t, dbtest.New(t))
	town(s)
	report, err := verify.Run(t.Context(), s.pool, nil)
	require.NoError(t, err)
	requireOK(t, report)
	for _, check := range report.Checks {
		if check.Name != "messages" { // nobody in the town has an address
			require.True(t, check.Looked > 0 || check.Skipped != "", "%s looked at nothing", check.Name)
		}
	}
}

func TestRun_ManyViolations_ListsSomeAndCountsAll(t *testing.T) {
	t.Parallel()
	s := newShop(t, dbtest.New(t))
	for i := range 30 {
		s.order(fmt.Sprintf("1%03d", i), 3)
	}
	s.exec(`update order_lines set reserved = 1`)
	for most, listed := range map[int]int{5: 5, 0: 0, 100: 60} {
		report, err := verify.Run(t.Context(), s.pool, nil, verify.Most(most))
		require.NoError(t, err)
		require.False(t, report.OK())
		require.Equal(t, int64(60), report.Found())
		held := checkNamed(t, report, "reserved and returned units")
		require.Equal(t, int64(60), held.Looked)
		require.Equal(t, int64(60), held.Found)
		require.Len(t, held.Findings, listed)
	}
}

func TestRun_WhileTheShopIsOpen_SeesOneMoment(t *testing.T) {
	t.Parallel()
	s := newShop(t, dbtest.New(t))
	for i := range 20 {
		s.order(fmt.Sprintf("1%03d", i), 3)
	}
	busy := make(chan struct{})
	go func() {
		defer close(busy)
		for i := range 20 {
			_, err := s.steps.Open(t.Context(), activities.OpenInput{
				ReturnID: returns.NewReturnID("busy", fmt.Sprint(i)), By: by(returns.RoleSupport), Request: returns.Request{
					OrderNumber: fmt.Sprintf("1%03d", i), Method: returns.MethodPickup,
					Lines: []returns.RequestLine{{LineNo: 1, Quantity: 3, Reason: "late"}},
				},
			})
			assert.NoError(t, err)
		}
	}()
	for open := true; open; {
		select {
		case <-busy:
			open = false
		default:
		}
		report, err := verify.Run(t.Context(), s.pool, nil)
		require.NoError(t, err)
		requireOK(t, report)
	}
}

func TestRun_TableIsMissing_SaysWhichCheckCouldNotBeMade(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	_, err := pool.Exec(t.Context(), `alter table inspections rename to looks`)
	require.NoError(t, err)
	_, err = verify.Run(t.Context(), pool, nil)
	require.ErrorContains(t, err, "the check of inspections could not be made")
}

func checkNamed(t *testing.T, report verify.Report, name string) verify.Check {
	t.Helper()
	i := slices.IndexFunc(report.Checks, func(c verify.Check) bool { return c.Name == name })
	require.GreaterOrEqual(t, i, 0, "there is no check %q", name)
	return report.Checks[i]
}

// requireOK shows what was found.
func requireOK(t *testing.T, report verify.Report) {
	t.Helper()
	if !report.OK() {
		var text bytes.Buffer
		require.NoError(t, report.WriteText(&text))
		require.Fail(t, "violations were found", text.String())
	}
	encoded, err := json.Marshal(report)
	require.NoError(t, err)
	require.NotContains(t, string(encoded), "null", "lists are empty, never null")
}
