package api

import (
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
)

func TestForgetAnswers_OlderThanAWeek_AreDeletedAndYoungerStay(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	_, err := pool.Exec(t.Context(), `insert into idempotency_keys (user_id, key, fingerprint, started_at) values
		('ana', 'old', sha256('x'), now() - interval '8 days'), ('ana', 'young', sha256('x'), now() - interval '6 days')`)
	require.NoError(t, err)
	forgetAnswers(t.Context(), pool, slog.New(slog.DiscardHandler), time.Now())
	var left string
	require.NoError(t, pool.QueryRow(t.Context(), `select string_agg(key, ',') from idempotency_keys`).Scan(&left))
	require.Equal(t, "young", left)
}
