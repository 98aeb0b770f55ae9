package subscriptions_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/db"
	"backhaul/payloads"
	"backhaul/subscriptions"
)

// What a worker of another process is told: which database, keys and subscription.
const (
	workerDatabase = "BACKHAUL_TEST_WORKER_DATABASE"
	workerKeys     = "BACKHAUL_TEST_WORKER_KEYS"
	workerSends    = "BACKHAUL_TEST_WORKER_SENDS"
)

// TestMain is a worker instead of the tests where it is told to be one, so that a test
// can kill a real process.
func TestMain(m *testing.M) {
	if os.Getenv(workerDatabase) != "" {
		if err := work(context.Background()); err != nil {
			panic(err)
		}
		return
	}
	os.Exit(m.Run())
}

// work sends what is due of one subscription, as at noon.
func work(ctx context.Context) error {
	pool, err := db.Open(ctx, os.Getenv(workerDatabase))
	if err != nil {
		return err
	}
	keys, err := payloads.ParseKeys(os.Getenv(workerKeys))
	if err != nil {
		return err
	}
	sender := &subscriptions.Sender{
		DB: pool, Keys: keys, Log: slog.New(slog.DiscardHandler), Client: subscriptions.NewClient(trials),
		Now: func() time.Time { return noon },
	}
	return sender.SendDue(ctx, os.Getenv(workerSends))
}

// The receiver has the message, and the worker dies by SIGKILL before it can write
// that down: with no context that ends, no deferred call, no last transaction.
func TestSend_WorkerKilledBetweenSendingAndRecording_IsFollowedByAnother(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	key := payloads.NewKey("a")
	b.keys(key)
	self, err := os.Executable()
	require.NoError(t, err)
	var said bytes.Buffer
	worker := exec.CommandContext(t.Context(), self)
	worker.Stdout, worker.Stderr = &said, &said

	var deaths atomic.Int32
	there := receives(t, func(http.ResponseWriter, *http.Request) {
		if deaths.Add(1) == 1 {
			_ = worker.Process.Kill() // that it died is seen below
			<-t.Context().Done()      // it gets no answer, however late its end
		}
	})
	t.Cleanup(there.CloseClientConnections)
	id, secret := b.listens(there.URL)
	message := b.ping(id)
	worker.Env = append(os.Environ(), workerDatabase+"="+b.pool.Config().ConnString(), workerKeys+"="+key, workerSends+"="+id)
	require.ErrorContains(t, worker.Run(), "killed", "%s", &said)
	require.Equal(t, "pending | 1 | ", b.delivery(message), "nobody knows that it arrived")

	b.sends(id)
	require.Len(t, there.ids(), 1, "for a while it may still be under way")
	b.at(2 * time.Minute)
	b.sends(id)
	require.Equal(t, "delivered | 2 | 200 | ", b.delivery(message))
	require.Equal(t, []string{message, message}, there.ids(), "a receiver that has kept the id knows it again")
	_, err = secret.Verify(there.got[1].Header, there.body[1], b.now())
	require.NoError(t, err)
}
