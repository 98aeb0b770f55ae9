package activities_test

import (
	"context"
	"io"
	"net"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
)

// TestEveryStep_FailsAfterItsCommit_IsRetried cuts every step's connection
// after each single statement, its commit included: PostgreSQL has done what it
// was told, and nobody hears of it. Whenever that happens the database must be
// as before or as after the step, never in between, and the retry must end as a
// single success does.
func TestEveryStep_FailsAfterItsCommit_IsRetried(t *testing.T) {
	t.Parallel()
	undisturbed := newShop(t)
	wire := &wire{}
	direct := dbtest.New(t)
	s := shopOn(t, direct)
	s.Activities.DB = wire.pool(t, direct)
	for i, step := range everyStep() {
		undisturbed.at(i)
		s.at(i)
		input := step.input(s)
		require.Equal(t, step.input(undisturbed), input)
		before := s.dump()
		undisturbed.do(step.activity, input)
		after := undisturbed.dump()

		commitLost, cuts := false, 0
		for statement := 1; ; statement++ {
			wire.loseAnswer(statement)
			_, err := s.run(step.activity, input)
			if !wire.lost() {
				require.NoError(t, err, "step %d, %s", i, step)
				break
			}
			require.Error(t, err, "step %d, %s, cut after statement %d, claims to have succeeded", i, step, statement)
			cuts++
			now := s.dump()
			commitLost = commitLost || now == after
			if step.activity != "SendMessages" { // writes down each message by itself
				require.Contains(t, []string{before, after}, now, "step %d, %s, cut after statement %d, left something half done", i, step, statement)
			}
		}
		require.Equal(t, after, s.dump(), "step %d, %s, after %d cuts", i, step, cuts)
		require.True(t, commitLost, "step %d, %s: no cut hit the commit, so that this test shows nothing", i, step)
	}
	require.Len(t, s.bank.paid(), 1, "the refund was paid once")
	require.Len(t, s.express.booked, 2, "the pickups were booked once each")
	require.ElementsMatch(t, undisturbed.post.ids(), s.post.ids(), "each message was sent once")
}

// wire is a line to PostgreSQL that can be made to lose an answer.
type wire struct{ countdown atomic.Int32 }

// pool connects to the database of another pool over this wire. It has one
// connection, so that cuts happen in order.
func (w *wire) pool(t *testing.T, direct *pgxpool.Pool) *pgxpool.Pool {
	config := direct.Config()
	config.MaxConns = 1
	// A step that took its time would begin with a ping, which pgx repeats when its answer is lost.
	config.ShouldPing = func(context.Context, pgxpool.ShouldPingParams) bool { return false }
	config.ConnConfig.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		return &cuttable{Conn: conn, wire: w}, err
	}
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	return pool
}

// loseAnswer lets the answer to the nth statement from now get lost.
func (w *wire) loseAnswer(nth int) { w.countdown.Store(int32(nth)) }

// lost reports whether the answer was lost, and loses none from now on.
func (w *wire) lost() bool { return w.countdown.Swap(0) <= 0 }

// cuttable is one connection over the wire.
type cuttable struct {
	net.Conn
	wire *wire
	cut  atomic.Bool // the answer to what was written last gets lost
}

// Write counts the messages that make PostgreSQL do something: Query, with
// which pgx begins and commits, and Bind with Execute. Parse does nothing yet.
func (c *cuttable) Write(message []byte) (int, error) {
	executes := len(message) > 0 && (message[0] == 'Q' || message[0] == 'B')
	c.cut.Store(executes && c.wire.countdown.Load() > 0 && c.wire.countdown.Add(-1) == 0)
	return c.Conn.Write(message)
}

// Read looks for the cut when an answer is there, which means that PostgreSQL has done
// its part: while a write takes long, pgx begins to read in the background already.
func (c *cuttable) Read(answer []byte) (int, error) {
	n, err := c.Conn.Read(answer)
	if !c.cut.Load() {
		return n, err
	}
	_ = c.Conn.Close()
	return 0, io.ErrUnexpectedEOF
}
