package accounts_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/accounts"
	"backhaul/db/dbtest"
)

// Calls that come together wait for each other's rows, and one may have looked at the
// clock before another that was counted first.
func TestTakeGuess_OfColleaguesAtTheSameMoment_NobodyWaits(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	take := func(login string, at time.Time) []accounts.Guess {
		guesses := accounts.GuessesAtPassword(login, "192.0.2.1")
		require.NoError(t, accounts.TakeGuess(t.Context(), pool, at, guesses))
		return guesses
	}
	first := take("ana", now)
	second := take("bo", now.Add(-time.Millisecond))
	require.NoError(t, accounts.ForgiveGuess(t.Context(), pool, first))
	take("cy", now.Add(-time.Second))
	require.NoError(t, accounts.ForgiveGuess(t.Context(), pool, second))
	take("ana", now.Add(-time.Minute))
}
