package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// devstack is the child process that keeps PostgreSQL and Temporal. It stops by
// itself when our end of its standard input closes, however we die.
type devstack struct {
	DatabaseURL      string `json:"database_url"`
	OwnerDatabaseURL string `json:"owner_database_url"`
	TemporalAddress  string `json:"temporal_address"`
	TemporalUI       string `json:"temporal_ui"`

	stdin  io.Closer
	exited chan struct{}
	err    error // how it ended, once exited is closed
}

func startDevstack(ctx context.Context, c devCommand, out output) (*devstack, error) {
	binary, err := findDevstack()
	if err != nil {
		return nil, err
	}
	// Not CommandContext: on a signal it is told to stop by its standard input.
	cmd := exec.Command(binary, "run", "--stop-on-stdin-eof", "--data-dir", c.DataDir, //nolint:gosec // our own binary
		"--postgres-port", strconv.Itoa(c.PostgresPort),
		"--temporal-port", strconv.Itoa(c.TemporalPort),
		"--ui-port", strconv.Itoa(c.UIPort))
	cmd.Stderr = out.stderr
	cmd.SysProcAttr = ownProcessGroup() // Ctrl-C in the terminal is for us alone
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", binary, err)
	}
	stack := &devstack{stdin: stdin, exited: make(chan struct{})}
	ready := make(chan error, 1)
	go func() {
		line, err := bufio.NewReader(stdout).ReadBytes('\n')
		if err == nil {
			err = json.Unmarshal(line, stack)
		}
		ready <- err
		_, _ = io.Copy(io.Discard, stdout)
		stack.err = cmd.Wait()
		close(stack.exited)
	}()
	select {
	case err = <-ready:
	case <-ctx.Done():
		stack.stop(out)
		return stack, nil
	}
	if err != nil {
		<-stack.exited
		return nil, errors.New("PostgreSQL and Temporal did not start; the reason stands above")
	}
	return stack, nil
}

// findDevstack looks beside this binary, then in bin.
func findDevstack() (string, error) {
	if path := os.Getenv("BACKHAUL_DEVSTACK"); path != "" {
		return path, nil
	}
	var candidates []string
	if self, err := os.Executable(); err == nil {
		candidates = append(candidates, filepath.Join(filepath.Dir(self), "devstack"))
	}
	candidates = append(candidates, filepath.Join("bin", "devstack"))
	for _, path := range candidates {
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("there is no devstack binary at %v: `make run` builds it, or set BACKHAUL_DEVSTACK", candidates)
}

// watch fails when the stack ends while it should run.
func (s *devstack) watch(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case <-s.exited:
		return errors.Join(errors.New("PostgreSQL and Temporal have stopped"), s.err)
	}
}

// stop ends the stack and waits for it.
func (s *devstack) stop(out output) {
	_ = s.stdin.Close()
	select {
	case <-s.exited:
	case <-time.After(time.Minute):
		fmt.Fprintln(out.stderr, "PostgreSQL and Temporal are still stopping after a minute; see the logs")
	}
}

// awaitReady waits until the API says that everything answers.
func awaitReady(ctx context.Context, api net.Addr) error {
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+api.String()+"/readyz", nil)
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(100 * time.Millisecond):
		}
	}
}
