package workflows_test

import (
	"context"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"

	"backhaul/returns"
	"backhaul/workflows"
)

// stack is a shop whose returns run on the real Temporal server.
type stack struct {
	*shop
	client client.Client
	queue  string
	id     string
	worker worker.Worker
}

func newStack(t *testing.T) *stack {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a Temporal server")
	}
	address := os.Getenv("BACKHAUL_TEST_TEMPORAL_ADDRESS")
	require.NotEmpty(t, address, "this test needs Temporal: run `make test`, or `bin/devstack exec -- go test ./workflows/`")
	s := &stack{shop: newShop(t, slow), queue: returns.NewID("queue"), id: returns.NewReturnID("", "")}
	var err error
	s.client, err = client.DialContext(t.Context(), client.Options{HostPort: address, Identity: "backhaul", Logger: silent()})
	require.NoError(t, err)
	t.Cleanup(s.client.Close)
	s.steps.Flows = workflows.Flows{Client: s.client, TaskQueue: s.queue}
	s.startWorker()
	t.Cleanup(func() { s.worker.Stop() })
	return s
}

func silent() sdklog.Logger { return sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler)) }

func (s *stack) startWorker() {
	s.t.Helper()
	s.worker = worker.New(s.client, s.queue, worker.Options{
		Identity:                 "backhaul",
		DeadlockDetectionTimeout: time.Minute, // the machine that runs the tests may be busy
	})
	workflows.Register(s.worker, s.steps)
	require.NoError(s.t, s.worker.Start())
}

// slow is the clock of the activities. It lags behind Temporal's by almost an
// hour, so that what is due after an hour is due after a moment.
func slow() time.Time { return time.Now().Add(300*time.Millisecond - time.Hour) }

// soon sets what happens by itself in these statuses, after a moment.
func (s *stack) soon(deadlines map[returns.Status][]returns.Action) {
	s.policy(func(terms *returns.Terms) {
		for status, actions := range deadlines {
			terms.Deadlines[status] = nil
			for _, action := range actions {
				terms.Deadlines[status] = append(terms.Deadlines[status], returns.Deadline{Hours: 1, Then: action})
			}
		}
	})
}

// wait is how long a test waits for what comes in a moment on an idle machine.
const wait = time.Minute

// within is a context for a call that should answer long before it ends.
func (s *stack) within(d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(s.t.Context(), d)
	s.t.Cleanup(cancel)
	return ctx
}

func (s *stack) open(change ...func(*workflows.Input)) error {
	in := request(s.id)
	for _, change := range change {
		change(&in)
	}
	return workflows.Open(s.within(time.Minute), s.client, s.queue, in)
}

// decide sends a decision that must be taken.
func (s *stack) decide(action returns.Action, decision any) {
	s.t.Helper()
	require.NoError(s.t, s.try(action, returns.NewID("dec"), decision), action)
}

func (s *stack) try(action returns.Action, decisionID string, decision any) error {
	return workflows.Decide(s.within(time.Minute), s.client, s.id, action, decisionID, decision)
}

func (s *stack) signal(action returns.Action, payload any) {
	s.t.Helper()
	require.NoError(s.t, s.client.SignalWorkflow(s.t.Context(), workflows.WorkflowID(s.id), "", string(action), payload))
}

// becomes waits for the return's status in the database.
func (s *stack) becomes(want returns.Status) {
	s.t.Helper()
	s.eventually(func() bool { return s.status() == string(want) }, "it never becomes %s", want)
}

func (s *stack) status() string {
	return s.value(`select coalesce((select status from returns where id = $1), '')`, s.id)
}

func (s *stack) eventually(condition func() bool, message string, args ...any) {
	s.t.Helper()
	require.Eventuallyf(s.t, condition, time.Minute, 20*time.Millisecond, message, args...)
}

// ends waits for the end of the workflow, and returns its error.
func (s *stack) ends(want returns.Status) error {
	s.t.Helper()
	var status returns.Status
	err := s.client.GetWorkflow(s.within(time.Minute), workflows.WorkflowID(s.id), "").Get(s.within(time.Minute), &status)
	require.Equal(s.t, want, status)
	return err
}

// history is what Temporal holds of the return's workflow.
func (s *stack) history() *historypb.History { return s.historyOf(workflows.WorkflowID(s.id)) }

func (s *stack) historyOf(workflowID string) *historypb.History {
	s.t.Helper()
	history := &historypb.History{}
	events := s.client.GetWorkflowHistory(s.within(time.Minute), workflowID, "", false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		require.NoError(s.t, err)
		history.Events = append(history.Events, event)
	}
	return history
}

// cutOff takes the database away from everybody, until the function that it
// returns is called.
func (s *stack) cutOff() (restore func()) {
	s.t.Helper()
	admin, err := pgx.Connect(s.t.Context(), os.Getenv("BACKHAUL_TEST_DATABASE_URL"))
	require.NoError(s.t, err)
	s.t.Cleanup(func() { require.NoError(s.t, admin.Close(context.Background())) })
	name := s.db.Config().ConnConfig.Database
	exec := func(sql string, args ...any) {
		_, err := admin.Exec(s.t.Context(), sql, args...)
		require.NoError(s.t, err)
	}
	exec("alter database " + name + " allow_connections false")
	exec("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", name)
	return func() { exec("alter database " + name + " allow_connections true") }
}
