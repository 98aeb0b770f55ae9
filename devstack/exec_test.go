package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestExec_PassesOnEnvironmentAndExitCode(t *testing.T) {
	t.Parallel()
	temporary := t.TempDir()
	p := devstack(t, []string{"TMPDIR=" + temporary}, "exec", "--", "sh", "-c",
		`echo "$BACKHAUL_TEST_DATABASE_URL $BACKHAUL_TEST_TEMPORAL_ADDRESS $BACKHAUL_TEST_TEMPORAL_UI"; ls "$TMPDIR"; exit 7`)
	addresses, err := p.stdout.ReadString('\n')
	require.NoError(t, err, p.stderr)
	require.Regexp(t, `^postgres://postgres@127\.0\.0\.1:\d+/postgres\?sslmode=disable 127\.0\.0\.1:\d+ http://127\.0\.0\.1:\d+\n$`, addresses)
	folder, err := p.stdout.ReadString('\n')
	require.NoError(t, err)
	require.Contains(t, folder, "backhaul-devstack-")
	require.Equal(t, 7, p.exitCode(t), p.stderr)
	require.Empty(t, entries(t, temporary), "the temporary directory is gone")
}

func TestExec_Signal_ReachesTheCommandAndEverythingIsRemoved(t *testing.T) {
	t.Parallel()
	temporary := t.TempDir()
	p := devstack(t, []string{"TMPDIR=" + temporary}, "exec", "--postgres-only", "--", "sh", "-c",
		`trap 'exit 9' TERM; echo up; while :; do sleep 0.01; done`)
	line, err := p.stdout.ReadString('\n')
	require.NoError(t, err, p.stderr)
	require.Equal(t, "up\n", line)
	stacks := entries(t, temporary)
	require.Len(t, stacks, 1)
	pid := postmaster(t, filepath.Join(temporary, stacks[0]))
	p.signal(t, syscall.SIGTERM)
	require.Equal(t, 9, p.exitCode(t), p.stderr)
	require.False(t, alive(pid), "PostgreSQL still runs")
	require.Empty(t, entries(t, temporary))
}

func TestExec_CommandDiesBySignal_EndsAsAShellWould(t *testing.T) {
	t.Parallel()
	p := devstack(t, nil, "exec", "--postgres-only", "--", "sh", "-c", `kill -KILL $$`)
	require.Equal(t, 128+9, p.exitCode(t), p.stderr)
}

func TestExec_NoSuchCommand_SaysSo(t *testing.T) {
	t.Parallel()
	p := devstack(t, nil, "exec", "--postgres-only", "--", "no-such-command")
	require.Equal(t, 1, p.exitCode(t))
	require.Contains(t, p.stderr.String(), "no-such-command")
}

func TestExec_NoPostgreSQL_SaysHowToGetIt(t *testing.T) {
	t.Parallel()
	bin := t.TempDir()
	old := "#!/bin/sh\necho 'postgres (PostgreSQL) 13.22'\n"
	require.NoError(t, os.WriteFile(filepath.Join(bin, "postgres"), []byte(old), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(bin, "initdb"), []byte(old), 0o755))
	for name, tt := range map[string]struct{ bin, says string }{
		"wrong folder":    {t.TempDir(), "is not a folder with the programs of PostgreSQL"},
		"too old version": {bin, "PostgreSQL 13 in " + bin + " is too old; install version 14 or newer"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := devstack(t, []string{"TMPDIR=" + t.TempDir(), "BACKHAUL_PG_BIN=" + tt.bin}, "exec", "--postgres-only", "--", "true")
			require.Equal(t, 1, p.exitCode(t))
			require.Contains(t, p.stderr.String(), tt.says)
		})
	}
}

// A clone in the home of root must work: PostgreSQL runs as another user, who may not enter there.
func TestExec_AsRootBelowAFolderClosedToOthers_Works(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root makes PostgreSQL run as another user")
	}
	closed := filepath.Join(t.TempDir(), "home")
	require.NoError(t, os.Mkdir(closed, 0o700))
	p := devstack(t, []string{"TMPDIR=" + closed}, "exec", "--postgres-only", "--", "true")
	require.Zero(t, p.exitCode(t), p.stderr)
}

func entries(t *testing.T, dir string) []string {
	t.Helper()
	found, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, entry := range found {
		names = append(names, entry.Name())
	}
	return names
}
