package e2e

import (
	"bytes"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func mustJSON(t *testing.T, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return text
}

// dev is `backhaul dev` with everything of its own, on free ports.
type dev struct {
	*process
	dataDir string
	base    string
}

func startDev(t *testing.T, dataDir string, env ...string) *dev {
	t.Helper()
	devstack, err := filepath.Abs("../bin/devstack")
	require.NoError(t, err)
	s := &service{t: t, env: append(append(os.Environ(),
		"BACKHAUL_DEVSTACK="+devstack, "BACKHAUL_DATA_DIR="+dataDir, "BACKHAUL_HTTP_ADDR=127.0.0.1:0", "BACKHAUL_SMTP_ADDR=127.0.0.1:0", "BACKHAUL_FAKEPSP_ADDR=127.0.0.1:0", "BACKHAUL_FAKECARRIER_ADDR=127.0.0.1:0",
		"BACKHAUL_POSTGRES_PORT=0", "BACKHAUL_TEMPORAL_PORT=0", "BACKHAUL_TEMPORAL_UI_PORT=0"), env...)}
	d := &dev{process: s.spawn("dev"), dataDir: dataDir}
	require.Eventually(t, func() bool {
		return d.ended() || strings.Contains(d.log.String(), "Ctrl-C stops everything")
	}, 3*time.Minute, 50*time.Millisecond, "backhaul dev says that it is ready")
	d.base = d.said(`Console +(\S+)`)
	return d
}

// said finds what dev announced.
func (d *dev) said(pattern string) string {
	d.t.Helper()
	found := regexp.MustCompile(`\n +` + pattern).FindStringSubmatch(d.log.String())
	require.NotNil(d.t, found, "%s in\n%s", pattern, d.log)
	return found[1]
}

// running lists the processes whose command line or environment names the data
// directory: everything that dev started.
func running(t *testing.T, dataDir string) (commands []string) {
	t.Helper()
	entries, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(t, err)
	for _, entry := range entries {
		line, err := os.ReadFile(entry)
		if err == nil && bytes.Contains(line, []byte(dataDir)) && !bytes.Contains(line, []byte("e2e.test")) {
			commands = append(commands, strings.ReplaceAll(string(line), "\x00", " "))
		}
	}
	return commands
}

func TestDev_SampleWalkRestartAndStop(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a whole stack of its own; make test runs it")
	}
	t.Parallel()
	dataDir := filepath.Join(t.TempDir(), "state")
	first := startDev(t, dataDir)
	require.Equal(t, http.StatusOK, (&service{base: first.base}).status("/readyz"))
	require.NotEmpty(t, running(t, dataDir), "PostgreSQL and its keeper run")

	walk := exec.CommandContext(t.Context(), "../scripts/walk.sh")
	walk.Env = append(os.Environ(), "BASE="+first.base, "BACKHAUL_DATA_DIR="+dataDir,
		"DATABASE_URL="+first.said(`PostgreSQL +(\S+)`), "TEMPORAL_ADDRESS="+first.said(`Temporal +(\S+)`))
	said, err := walk.CombinedOutput()
	require.NoError(t, err, "the README's walk\n%s", said)
	require.Contains(t, string(said), `"status":"refunded"`)
	require.Contains(t, string(said), `"amount":"3.38"`)
	var tokens map[string]string
	text, err := os.ReadFile(filepath.Join(dataDir, "dev-tokens.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &tokens))
	require.Len(t, tokens, 9)

	first.signal(syscall.SIGINT)
	require.Empty(t, running(t, dataDir), "Ctrl-C leaves no orphan")

	began := time.Now()
	second := startDev(t, dataDir)
	t.Logf("ready again after %.1f s", time.Since(began).Seconds())
	again, err := os.ReadFile(filepath.Join(dataDir, "dev-tokens.json"))
	require.NoError(t, err)
	require.Equal(t, string(text), string(again), "tokens survive")
	request, err := http.NewRequest(http.MethodGet, second.base+"/v1/returns?order=536367", nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+tokens["support"])
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	var list struct{ Items []map[string]any }
	require.NoError(t, json.NewDecoder(response.Body).Decode(&list))
	require.Len(t, list.Items, 1, "the return survives")

	require.NoError(t, second.cmd.Process.Kill())
	require.Eventually(t, func() bool { return len(running(t, dataDir)) == 0 }, 30*time.Second, 100*time.Millisecond,
		"what dev started ends even when dev is killed")
}

func TestDev_TakenPort_IsNamedBeforeAnythingStarts(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	for name, variable := range map[string]string{
		"BACKHAUL_HTTP_ADDR": taken.Addr().String(), "BACKHAUL_SMTP_ADDR": taken.Addr().String(),
		"BACKHAUL_POSTGRES_PORT": strconv.Itoa(port), "BACKHAUL_TEMPORAL_PORT": strconv.Itoa(port),
		"BACKHAUL_TEMPORAL_UI_PORT": strconv.Itoa(port),
	} {
		dataDir := filepath.Join(t.TempDir(), "state")
		devstack, err := filepath.Abs("../bin/devstack")
		require.NoError(t, err)
		cmd := exec.CommandContext(t.Context(), binary, "dev")
		cmd.Env = append(os.Environ(), "BACKHAUL_DEVSTACK="+devstack, "BACKHAUL_DATA_DIR="+dataDir,
			"BACKHAUL_HTTP_ADDR=127.0.0.1:0", "BACKHAUL_SMTP_ADDR=127.0.0.1:0", "BACKHAUL_FAKEPSP_ADDR=127.0.0.1:0", "BACKHAUL_FAKECARRIER_ADDR=127.0.0.1:0", "BACKHAUL_POSTGRES_PORT=0",
			"BACKHAUL_TEMPORAL_PORT=0", "BACKHAUL_TEMPORAL_UI_PORT=0", name+"="+variable)
		said, err := cmd.CombinedOutput()
		require.Error(t, err, name)
		require.Contains(t, string(said), strconv.Itoa(port), name)
		require.Contains(t, string(said), name)
		require.NoDirExists(t, filepath.Join(dataDir, "postgres"), name)
	}
}
