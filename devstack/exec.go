package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

type execCommand struct {
	PostgresOnly bool     `help:"Start PostgreSQL only."`
	Roomy        bool     `help:"Give PostgreSQL its share of the machine's memory, as run does; without, many fit beside each other."`
	Keep         bool     `help:"Keep the temporary directory with the data and the logs, and say where it is."`
	Command      []string `arg:"" help:"The command, after --."`
}

// exitCode is the code to end with; there is nothing to say, the command has said it.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// Run starts a stack in a temporary directory, runs the command and removes everything.
func (c execCommand) Run(std streams) (err error) {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)

	dir, err := os.MkdirTemp("", "backhaul-devstack-")
	if err != nil {
		return err
	}
	defer func() { err = c.removeDir(dir, std.err, err) }()
	if err := os.Chmod(dir, 0o755); err != nil { // from 0700: as root, PostgreSQL runs as another user
		return err
	}
	running, err := c.startStack(signals, dir, std.err)
	if _, interrupted := errors.AsType[exitCode](err); err != nil && !interrupted {
		c.Keep = true // the logs say more than the error
	}
	if err != nil {
		return err
	}
	defer func() {
		if stopErr := running.stop(); stopErr != nil {
			fmt.Fprintf(std.err, "devstack: stop: %v\n", stopErr)
		}
	}()
	command := exec.Command(c.Command[0], c.Command[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, std.out, std.err
	command.Env = append(os.Environ(), "BACKHAUL_TEST_DATABASE_URL="+running.endpoints.AdminDatabaseURL)
	if !c.PostgresOnly {
		command.Env = append(command.Env,
			"BACKHAUL_TEST_TEMPORAL_ADDRESS="+running.endpoints.TemporalAddress,
			"BACKHAUL_TEST_TEMPORAL_UI="+running.endpoints.TemporalUI)
	}
	return runCommandWith(command, signals)
}

// startStack gives up when a signal comes first.
func (c execCommand) startStack(signals <-chan os.Signal, dir string, stderr io.Writer) (*stack, error) {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	type result struct {
		running *stack
		err     error
	}
	started := make(chan result, 1)
	go func() {
		running, err := startStack(ctx, stackOptions{
			dataDir: dir, host: "127.0.0.1", postgresOnly: c.PostgresOnly, throwaway: true, roomy: c.Roomy,
			progress: io.Discard, failures: stderr,
		})
		started <- result{running, err}
	}()
	select {
	case r := <-started:
		return r.running, r.err
	case received := <-signals:
		interrupted := codeOf(received.(syscall.Signal))
		cancel(interrupted)
		r := <-started
		if r.err == nil {
			return nil, errors.Join(interrupted, r.running.stop())
		}
		return nil, interrupted
	}
}

// runCommandWith runs the command to its end, passes signals on to it and returns its exit code as an error, nil for 0.
//
// In front of a terminal the command stays in our process group, so that it may read from the terminal; Ctrl-C and
// Ctrl-\ reach it from there, and passing them on would deliver them twice. Elsewhere it gets a group of its own, and
// signals go to the whole group: `go test` does not pass a SIGTERM on to the tests it runs.
func runCommandWith(command *exec.Cmd, signals <-chan os.Signal) error {
	atTerminal := ownsTerminal()
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: !atTerminal}
	if err := command.Start(); err != nil {
		return fmt.Errorf("run %s: %w", command.Args[0], err)
	}
	target := command.Process.Pid
	if !atTerminal {
		target = -target
	}
	ended := make(chan struct{})
	passed := make(chan struct{})
	go func() {
		defer close(passed)
		for {
			select {
			case received := <-signals:
				typed := received.(syscall.Signal)
				if atTerminal && (typed == syscall.SIGINT || typed == syscall.SIGQUIT) {
					continue
				}
				_ = syscall.Kill(target, typed) // fails only if it has ended
			case <-ended:
				return
			}
		}
	}()
	err := command.Wait()
	close(ended)
	<-passed
	exited, isExit := errors.AsType[*exec.ExitError](err)
	if !isExit {
		return err
	}
	status, _ := exited.Sys().(syscall.WaitStatus)
	if status.Signaled() {
		return codeOf(status.Signal())
	}
	return exitCode(exited.ExitCode())
}

// codeOf is the exit code by which shells report a death by signal.
func codeOf(s syscall.Signal) exitCode { return exitCode(128 + int(s)) }

// ownsTerminal tells whether our process group is the one that a terminal sends Ctrl-C to.
func ownsTerminal() bool {
	foreground, err := unix.IoctlGetInt(int(os.Stdin.Fd()), unix.TIOCGPGRP)
	return err == nil && foreground == unix.Getpgrp()
}

// removeDir removes the temporary directory, or says where it stays. It returns the error it was given: what became of
// the command matters more.
func (c execCommand) removeDir(dir string, stderr io.Writer, err error) error {
	if c.Keep {
		fmt.Fprintf(stderr, "devstack: data and logs are kept in %s\n", dir)
		return err
	}
	if removeErr := os.RemoveAll(dir); removeErr != nil {
		fmt.Fprintf(stderr, "devstack: %s could not be removed: %v\n", dir, removeErr)
	}
	return err
}
