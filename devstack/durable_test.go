package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

const taskQueue = "devstack-test"

// waiting is a workflow that is opened by an update, as a return is, and ends on a signal.
func waiting(ctx workflow.Context) (string, error) {
	var opened string
	err := workflow.SetUpdateHandler(ctx, "open", func(_ workflow.Context, by string) (string, error) {
		opened = by
		return "opened by " + by, nil
	})
	if err != nil {
		return "", err
	}
	workflow.GetSignalChannel(ctx, "end").Receive(ctx, nil)
	return opened, nil
}

// temporalWorker connects to the stack and works on the task queue until the test ends or stop is called.
func temporalWorker(t *testing.T, where endpoints) (connected client.Client, stop func()) {
	t.Helper()
	connected, err := client.DialContext(within(t), client.Options{HostPort: where.TemporalAddress, Logger: silent{}})
	require.NoError(t, err)
	w := worker.New(connected, taskQueue, worker.Options{})
	w.RegisterWorkflow(waiting)
	require.NoError(t, w.Start())
	return connected, func() { w.Stop(); connected.Close() }
}

func TestRun_Killed_StateSurvives(t *testing.T) {
	t.Parallel()
	dataDir := t.TempDir()
	first := run(t, dataDir)
	where := first.ready(t)
	execSQL(t, where.OwnerDatabaseURL, "CREATE TABLE kept AS SELECT 42 AS answer")
	connected, stop := temporalWorker(t, where)
	require.Equal(t, "opened by Ana", updateWithStart(within(t), t, connected, "return/1"), "usable as soon as devstack says so")
	stop()
	pid := postmaster(t, dataDir)
	first.signal(t, syscall.SIGKILL)
	first.exitCode(t)
	if runtime.GOOS == "linux" {
		requireEnds(t, pid)
	}

	began := time.Now()
	second := run(t, dataDir)
	where = second.ready(t)
	require.Less(t, time.Since(began), 10*time.Second, "a second start is quick")
	execSQL(t, where.OwnerDatabaseURL, "DO $$ BEGIN ASSERT (SELECT answer FROM kept) = 42; END $$")
	connected, stop = temporalWorker(t, where)
	defer stop()
	require.NoError(t, connected.SignalWorkflow(within(t), "return/1", "", "end", nil))
	var openedBy string
	require.NoError(t, connected.GetWorkflow(within(t), "return/1", "").Get(within(t), &openedBy))
	require.Equal(t, "Ana", openedBy)
}

func updateWithStart(ctx context.Context, t *testing.T, connected client.Client, id string) string {
	t.Helper()
	start := connected.NewWithStartWorkflowOperation(client.StartWorkflowOptions{
		ID: id, TaskQueue: taskQueue, WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
	}, waiting)
	update, err := connected.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: start,
		UpdateOptions: client.UpdateWorkflowOptions{
			UpdateName: "open", Args: []any{"Ana"}, WaitForStage: client.WorkflowUpdateStageCompleted,
		},
	})
	require.NoError(t, err)
	var answer string
	require.NoError(t, update.Get(ctx, &answer))
	return answer
}

func execSQL(t *testing.T, url, statement string) {
	t.Helper()
	conn, err := pgx.Connect(within(t), url)
	require.NoError(t, err)
	_, err = conn.Exec(within(t), statement)
	require.NoError(t, err)
	require.NoError(t, conn.Close(within(t)))
}

func TestStopLeftover_PostgreSQLOfOurData_IsStopped(t *testing.T) {
	t.Parallel()
	dataDir, err := prepareDataDir(t.TempDir())
	require.NoError(t, err)
	port, err := freePort("127.0.0.1")
	require.NoError(t, err)
	data := filepath.Join(dataDir, "postgres")
	server, err := startPostgres(within(t), data, filepath.Join(dataDir, "logs", "postgres.log"), port, true, false)
	require.NoError(t, err)
	t.Cleanup(server.stop)

	require.NoError(t, stopLeftover(within(t), data))
	select {
	case <-server.exited:
	case <-within(t).Done():
		require.FailNow(t, "PostgreSQL still runs")
	}
	require.NoError(t, stopLeftover(within(t), data), "nothing is left to stop")
}

func TestStopLeftover_NumberTakenByAnotherProcess_LeavesItAlone(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	pidFile := filepath.Join(data, "postmaster.pid")
	require.NoError(t, os.WriteFile(pidFile, []byte(strconv.Itoa(os.Getpid())+"\n"+data+"\n"), 0o600))
	require.NoError(t, stopLeftover(within(t), data)) // a signal would end this test
	require.NoFileExists(t, pidFile)
}

func TestCanEnter_GoesByEveryFolderAbove(t *testing.T) {
	t.Parallel()
	closed := t.TempDir()
	require.NoError(t, os.Chmod(closed, 0o700))
	open := filepath.Join(closed, "open")
	require.NoError(t, os.Mkdir(open, 0o755))
	for name, tt := range map[string]struct {
		who  account
		dir  string
		want bool
	}{
		"its owner enters a closed folder":           {account{uid: uint32(os.Getuid()), gid: uint32(os.Getgid())}, open, true},
		"others do not pass a closed folder":         {account{uid: 54321, gid: 54321}, open, false},
		"others enter where all folders let them in": {account{uid: 54321, gid: 54321}, "/", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			enters, err := tt.who.canEnter(tt.dir)
			require.NoError(t, err)
			require.Equal(t, tt.want, enters)
		})
	}
}
