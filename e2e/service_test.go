package e2e

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"backhaul/db/dbtest"
	"backhaul/integrations/notify/mailbox"
	"backhaul/returns"
)

// binary is backhaul as `make build` builds it, made once for all tests.
var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "backhaul-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	binary = filepath.Join(dir, "backhaul")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", binary, "backhaul/cmd/backhaul")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "build backhaul:", err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// service is one Backhaul: a database, a task queue and a mailbox of its own,
// an API and, unless stopped, a worker.
type service struct {
	t         *testing.T
	base      string
	dataDir   string
	env       []string
	taskQueue string
	mail      *mailbox.Server
	tokens    map[returns.Role]string
	worker    *process
	api       *process
	http      *http.Client
}

// customer is who the customer's token of every service is.
const customer = "13047"

// start runs a service over the real servers.
func start(t *testing.T) *service {
	t.Helper()
	return startOver(t, dbtest.URL(t), temporalAddress(t))
}

// startOver runs a service over the given addresses, which may be proxies.
func startOver(t *testing.T, databaseURL, temporal string) *service {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a Temporal server; make test has one")
	}
	mail, err := mailbox.Start("127.0.0.1:0", "")
	require.NoError(t, err)
	t.Cleanup(func() { _ = mail.Close() })
	s := &service{
		t: t, dataDir: t.TempDir(), taskQueue: "e2e-" + returns.NewID("q"), mail: mail,
		tokens: map[returns.Role]string{},
	}
	address := freeAddress(t)
	s.base = "http://" + address
	s.env = append(os.Environ(),
		"DATABASE_URL="+databaseURL, "TEMPORAL_ADDRESS="+temporal, "BACKHAUL_TASK_QUEUE="+s.taskQueue,
		"BACKHAUL_HTTP_ADDR="+address, "BACKHAUL_DATA_DIR="+s.dataDir, "BACKHAUL_SMTP_URL=smtp://"+mail.Addr())
	for _, role := range returns.Roles() {
		args := []string{"token", "create", "--role", string(role), "--user", "e2e-" + string(role)}
		if role == returns.RoleCustomer {
			args = append(args, "--customer", customer)
		}
		s.tokens[role] = strings.TrimSpace(s.run(args...))
	}
	s.api = s.spawn("serve")
	s.worker = s.spawn("worker")
	s.http = &http.Client{Transport: newContract(t), Timeout: time.Minute}
	s.eventually("the API is ready, or has given up", func() bool {
		return s.status("/readyz") == http.StatusOK || s.api.ended() || s.worker.ended()
	})
	require.False(t, s.api.ended() || s.worker.ended(), "a process has ended\n%s\n%s", s.api.log, s.worker.log)
	return s
}

func temporalAddress(t *testing.T) string {
	t.Helper()
	address := os.Getenv("BACKHAUL_TEST_TEMPORAL_ADDRESS")
	require.True(t, address != "" || testing.Short(), "this test needs Temporal: run `make test`, or `bin/devstack exec -- go test ./e2e/`")
	return address
}

func (s *service) temporalClient() client.Client {
	s.t.Helper()
	c, err := client.Dial(client.Options{HostPort: temporalAddress(s.t)})
	require.NoError(s.t, err)
	s.t.Cleanup(c.Close)
	return c
}

// run runs one command of the binary to its end and returns what it printed.
func (s *service) run(args ...string) string {
	s.t.Helper()
	cmd := exec.CommandContext(s.t.Context(), binary, args...)
	cmd.Env = s.env
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.Output()
	require.NoError(s.t, err, "backhaul %v\n%s%s", args, stdout, stderr.String())
	return string(stdout)
}

// process is a running command of the binary.
type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	exited chan struct{}
	log    *lockedBuffer
}

func (s *service) spawn(args ...string) *process {
	s.t.Helper()
	p := &process{t: s.t, exited: make(chan struct{}), log: &lockedBuffer{}}
	p.cmd = exec.Command(binary, args...)
	p.cmd.Env = s.env
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	require.NoError(s.t, p.cmd.Start())
	go func() { _ = p.cmd.Wait(); close(p.exited) }()
	s.t.Cleanup(func() {
		p.signal(syscall.SIGTERM)
		if s.t.Failed() {
			s.t.Logf("log of backhaul %v, its end:\n%s", args, tail(p.log.String(), 6000))
		}
	})
	return p
}

func (p *process) ended() bool {
	select {
	case <-p.exited:
		return true
	default:
		return false
	}
}

// signal sends a signal and waits until the process is gone.
func (p *process) signal(signal syscall.Signal) {
	p.t.Helper()
	if p.ended() {
		return
	}
	_ = p.cmd.Process.Signal(signal)
	select {
	case <-p.exited:
	case <-time.After(40 * time.Second):
		_ = p.cmd.Process.Kill()
		p.t.Errorf("%v did not stop on %v", p.cmd.Args, signal)
	}
}

func (s *service) eventually(what string, holds func() bool) {
	s.t.Helper()
	require.Eventually(s.t, holds, 45*time.Second, 50*time.Millisecond, what)
}

// verified runs `backhaul verify`, which must find nothing.
func (s *service) verified() {
	s.t.Helper()
	s.run("verify")
}

func (s *service) status(path string) int {
	response, err := http.Get(s.base + path)
	if err != nil {
		return 0
	}
	_ = response.Body.Close()
	return response.StatusCode
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	return listener.Addr().String()
}

type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

func tail(text string, n int) string {
	if len(text) > n {
		return text[len(text)-n:]
	}
	return text
}

var _ io.Writer = (*lockedBuffer)(nil)
