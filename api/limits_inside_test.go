package api

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestLimiter_RememberedCallers_AreBounded(t *testing.T) {
	t.Parallel()
	l, now := newLimiter(Rate{PerSecond: 1, Burst: 1}), time.Date(2026, 1, 10, 12, 0, 0, 0, time.UTC)
	require.NoError(t, l.take("loud", now))
	for i := range 3 * remembered {
		require.NoError(t, l.take(strconv.Itoa(i), now))
		if i%1000 == 0 {
			require.Error(t, l.take("loud", now), "who keeps calling is not forgotten")
		}
	}
	require.Equal(t, remembered, l.by.Len())
}
