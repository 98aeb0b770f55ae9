package accounts_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/accounts"
	"backhaul/db/dbtest"
)

func TestForget_WhatIsOver_AndNothingElse(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	_, err := pool.Exec(t.Context(), `
		insert into sessions (hash, customer_id, started_at, seen_at, expires_at) values
			(sha256('over'), 'c', $1::timestamptz - interval '3 hours', $1, $1::timestamptz - interval '1 second'),
			(sha256('on'), 'c', $1, $1, $1::timestamptz + interval '1 hour')`, now)
	require.NoError(t, err)
	_, err = pool.Exec(t.Context(), `
		insert into failed_guesses (subject, failures, last_at, blocked_until) values
			(sha256('long ago'), 9, $1::timestamptz - interval '25 hours', $1::timestamptz - interval '24 hours'),
			(sha256('just now'), 9, $1, $1)`, now)
	require.NoError(t, err)
	require.NoError(t, accounts.Forget(t.Context(), pool, now.Add(time.Millisecond)))
	for table, kept := range map[string]string{"sessions": "hash = sha256('on')", "failed_guesses": "subject = sha256('just now')"} {
		var rows, right int
		require.NoError(t, pool.QueryRow(t.Context(), "select count(*), count(*) filter (where "+kept+") from "+table).Scan(&rows, &right))
		require.Equal(t, []int{1, 1}, []int{rows, right}, table)
	}
}
