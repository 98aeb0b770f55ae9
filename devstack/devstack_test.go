package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// playDevstack makes the test binary behave as devstack: it holds the same code, and linking a second binary of this
// size would take longer than the tests.
const playDevstack = "DEVSTACK_TEST_PLAY_DEVSTACK"

func TestMain(m *testing.M) {
	if os.Getenv(playDevstack) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// patience is for the first start of a stack while other tests keep a small machine busy.
const patience = 2 * time.Minute

// process is a devstack that runs beside the test.
type process struct {
	command *exec.Cmd
	stdin   io.WriteCloser
	stdout  *bufio.Reader
	stderr  *syncBuffer
	ended   chan struct{}
}

// devstack starts the program and stops it at the end of the test if it still runs. It is told to stop, not killed: a
// killed one leaves PostgreSQL behind for a moment, which writes into the test's folder while that is removed.
func devstack(t *testing.T, environment []string, arguments ...string) *process {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	p := &process{command: exec.Command(self, arguments...), stderr: &syncBuffer{}, ended: make(chan struct{})}
	p.command.Env = append(append(os.Environ(), playDevstack+"=1"), environment...)
	p.command.Stderr = p.stderr
	p.command.WaitDelay = 5 * time.Second // if devstack is killed, a command it ran may keep its stderr open
	p.stdin, err = p.command.StdinPipe()
	require.NoError(t, err)
	// Not StdoutPipe, which Wait closes while the test may still read from it.
	read, write, err := os.Pipe()
	require.NoError(t, err)
	p.command.Stdout = write
	p.stdout = bufio.NewReader(read)
	require.NoError(t, p.command.Start())
	require.NoError(t, write.Close())
	go func() {
		_ = p.command.Wait() // its result is in ProcessState
		close(p.ended)
	}()
	t.Cleanup(func() {
		_ = p.command.Process.Signal(syscall.SIGTERM) // fails only if it has ended
		select {
		case <-p.ended:
		case <-time.After(patience):
			t.Error("devstack does not stop")
			_ = p.command.Process.Kill()
			<-p.ended
		}
		_ = read.Close()
	})
	return p
}

// run starts `devstack run` on free ports.
func run(t *testing.T, dataDir string, arguments ...string) *process {
	t.Helper()
	all := []string{"run", "--data-dir", dataDir, "--postgres-port", "0", "--temporal-port", "0", "--ui-port", "0"}
	return devstack(t, nil, append(all, arguments...)...)
}

// ready waits for the line of JSON.
func (p *process) ready(t *testing.T) endpoints {
	t.Helper()
	line, err := p.stdout.ReadString('\n')
	require.NoError(t, err, "devstack ended before it was ready: %s", p.stderr)
	var where endpoints
	require.NoError(t, json.Unmarshal([]byte(line), &where), "stdout holds nothing but the JSON")
	return where
}

func (p *process) signal(t *testing.T, s os.Signal) {
	t.Helper()
	require.NoError(t, p.command.Process.Signal(s))
}

// exitCode waits for the end.
func (p *process) exitCode(t *testing.T) int {
	t.Helper()
	select {
	case <-p.ended:
		return p.command.ProcessState.ExitCode()
	case <-time.After(patience):
		require.FailNow(t, "devstack does not end", p.stderr.String())
		return -1
	}
}

// postmaster is the number of the PostgreSQL process that runs on the data directory.
func postmaster(t *testing.T, dataDir string) int {
	t.Helper()
	pid, err := firstLineNumber(filepath.Join(dataDir, "postgres", "postmaster.pid"))
	require.NoError(t, err)
	require.True(t, alive(pid))
	return pid
}

func requireEnds(t *testing.T, pid int) {
	t.Helper()
	require.True(t, awaitEnd(t.Context(), pid, patience), "process %d still runs", pid)
}

// syncBuffer collects what a process writes while the test reads it.
type syncBuffer struct {
	mu      sync.Mutex
	content bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.content.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.content.String()
}

func TestRun_ToldToStop_LeavesNoProcess(t *testing.T) {
	t.Parallel()
	dataDir := t.TempDir()
	for name, stop := range map[string]func(*process) error{ // one after another on the same data
		"SIGINT":               func(p *process) error { return p.command.Process.Signal(syscall.SIGINT) },
		"SIGTERM":              func(p *process) error { return p.command.Process.Signal(syscall.SIGTERM) },
		"the end of its stdin": func(p *process) error { return p.stdin.Close() },
	} {
		p := run(t, dataDir, "--stop-on-stdin-eof")
		where := p.ready(t)
		pid := postmaster(t, dataDir)
		require.NoError(t, stop(p), name)
		require.Zero(t, p.exitCode(t), "told by %s: %s", name, p.stderr)
		require.False(t, alive(pid), "told by %s, PostgreSQL still runs", name)
		_, err := net.Dial("tcp", where.TemporalAddress)
		require.ErrorIs(t, err, syscall.ECONNREFUSED, name)
	}
}

func TestRun_TakenPorts_AreNamedBeforeAnythingStarts(t *testing.T) {
	t.Parallel()
	postgres, temporal := takenPort(t), takenPort(t)
	dataDir := t.TempDir()
	p := devstack(t, []string{"BACKHAUL_TEMPORAL_PORT=" + strconv.Itoa(temporal)},
		"run", "--data-dir", dataDir, "--postgres-port", strconv.Itoa(postgres), "--ui-port", "0")
	require.Equal(t, 1, p.exitCode(t))
	require.Contains(t, p.stderr.String(), fmt.Sprintf(
		"port %d for PostgreSQL is in use; choose another with --postgres-port or BACKHAUL_POSTGRES_PORT", postgres))
	require.Contains(t, p.stderr.String(), fmt.Sprintf(
		"port %d for Temporal is in use; choose another with --temporal-port or BACKHAUL_TEMPORAL_PORT", temporal))
	require.NoDirExists(t, filepath.Join(dataDir, "postgres"))
}

func takenPort(t *testing.T) int {
	t.Helper()
	taken, err := freePort("127.0.0.1")
	require.NoError(t, err)
	t.Cleanup(taken.release)
	return taken.number
}

func TestRun_OnDataInUse_IsRefused(t *testing.T) {
	t.Parallel()
	dataDir := t.TempDir()
	lock, err := lockDataDir(dataDir)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, lock.Close()) })
	p := run(t, dataDir)
	require.Equal(t, 1, p.exitCode(t))
	require.Contains(t, p.stderr.String(), fmt.Sprintf("devstack runs on %s already (process %d)", dataDir, os.Getpid()))
}

func TestRun_PostgreSQLDies_EndsAndSaysSo(t *testing.T) {
	t.Parallel()
	dataDir := t.TempDir()
	p := run(t, dataDir)
	p.ready(t)
	require.NoError(t, syscall.Kill(postmaster(t, dataDir), syscall.SIGQUIT))
	require.Equal(t, 1, p.exitCode(t))
	require.Contains(t, p.stderr.String(), "PostgreSQL ended unexpectedly")
}

func TestRun_StoppedWhileStarting_LeavesNothingHalfMade(t *testing.T) {
	t.Parallel()
	dataDir := t.TempDir()
	p := run(t, dataDir)
	unfinished := filepath.Join(dataDir, "postgres.unfinished")
	require.Eventually(t, func() bool { _, err := os.Stat(unfinished); return err == nil }, patience, time.Millisecond)
	p.signal(t, syscall.SIGKILL) // in the middle of initdb
	p.exitCode(t)

	p = run(t, dataDir)
	p.ready(t)
	p.signal(t, syscall.SIGTERM)
	require.Zero(t, p.exitCode(t))
}

// within is a context for calls to a stack that runs.
func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeoutCause(t.Context(), patience, errors.New("the test lost its patience"))
	t.Cleanup(cancel)
	return ctx
}
