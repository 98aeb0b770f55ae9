package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"
)

// commands are the command line of devstack.
type commands struct {
	Run     runCommand     `cmd:"" help:"Run PostgreSQL and Temporal until told to stop; prints one line of JSON on stdout when both can be used."`
	Exec    execCommand    `cmd:"" help:"Run a command with a throw-away PostgreSQL and Temporal; ends with the exit code of the command."`
	Version versionCommand `cmd:"" help:"Print the versions of what is linked in."`
}

func main() {
	var cli commands
	parsed := kong.Parse(&cli,
		kong.Name("devstack"),
		kong.Description("A private PostgreSQL and Temporal for the development and the tests of Backhaul."),
		kong.UsageOnError(),
	)
	// The other end of a standard stream may die before us; that must fail a write and not end us before we have
	// stopped what we started. Being handed to nobody is enough for that, and unlike ignoring is not inherited.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	// Kept, as starting the stack sends the output of linked-in libraries to a log.
	stdout, stderr := os.Stdout, os.Stderr
	err := parsed.Run(streams{out: stdout, err: stderr})
	if code, isCode := errors.AsType[exitCode](err); isCode {
		os.Exit(int(code))
	}
	if err != nil {
		fmt.Fprintf(stderr, "devstack: %v\n", err)
		os.Exit(1)
	}
}

// streams are the real standard output and error.
type streams struct{ out, err *os.File }

type runCommand struct {
	DataDir        string `default:".data" env:"BACKHAUL_DATA_DIR" type:"path" help:"Where the state and the logs are kept (${default})."`
	PostgresPort   int    `default:"15432" env:"BACKHAUL_POSTGRES_PORT" help:"Port of PostgreSQL, 0 for any free one (${default})."`
	TemporalPort   int    `default:"7233" env:"BACKHAUL_TEMPORAL_PORT" help:"Port of Temporal, 0 for any free one (${default})."`
	UIPort         int    `name:"ui-port" default:"8233" env:"BACKHAUL_TEMPORAL_UI_PORT" help:"Port of Temporal's web UI, 0 for any free one (${default})."`
	Host           string `default:"127.0.0.1" help:"Address that Temporal and its UI listen on (${default}). PostgreSQL is always on 127.0.0.1."`
	Quiet          bool   `help:"Do not say on stderr what is being done."`
	StopOnStdinEOF bool   `name:"stop-on-stdin-eof" help:"Stop when the standard input ends, however the program at its other end died."`
}

// Run keeps the stack up until a signal, the end of the standard input, or the failure of a part.
func (c runCommand) Run(std streams) error {
	if net.ParseIP(c.Host) == nil {
		return fmt.Errorf("--host %q is not an IP address; use 127.0.0.1 for this machine only, 0.0.0.0 for all addresses", c.Host)
	}
	ctx, cancel := signal.NotifyContext(context.Background(), stopSignals()...)
	defer cancel()
	if c.StopOnStdinEOF {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin) // an error is an end too
			cancel()
		}()
	}
	progress := io.Writer(std.err)
	if c.Quiet {
		progress = io.Discard
	}
	running, err := startStack(ctx, stackOptions{
		dataDir: c.DataDir, host: c.Host, roomy: true,
		postgresPort: c.PostgresPort, temporalPort: c.TemporalPort, uiPort: c.UIPort,
		progress: progress, failures: std.err,
	})
	if ctx.Err() != nil && err != nil {
		return nil // told to stop while starting, and stopped
	}
	if err != nil {
		return err
	}
	if err := json.NewEncoder(std.out).Encode(running.endpoints); err != nil {
		return errors.Join(fmt.Errorf("print where the stack is: %w", err), running.stop())
	}
	select {
	case <-ctx.Done():
		cancel() // a second Ctrl-C ends us at once
		fmt.Fprintln(progress, "Stopping Temporal and PostgreSQL")
		return running.stop()
	case <-running.failed():
		err := fmt.Errorf("PostgreSQL ended unexpectedly: %w; see postgres.log in %s/logs", running.postgres.exitErr, c.DataDir)
		return errors.Join(err, running.stop())
	}
}

// stopSignals leaves out a hang-up that nohup told us to ignore.
func stopSignals() []os.Signal {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		signals = append(signals, syscall.SIGHUP)
	}
	return signals
}

type versionCommand struct{}

// Run prints one line per module that people ask about.
func (versionCommand) Run(std streams) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("this binary was built without module information; build it with go build in the devstack folder")
	}
	versions := map[string]string{}
	for _, module := range info.Deps {
		versions[module.Path] = module.Version
	}
	_, err := fmt.Fprintf(std.out, "devstack with Temporal server %s, web UI %s, %s\n",
		versions["go.temporal.io/server"], versions["github.com/temporalio/ui-server/v2"], info.GoVersion)
	return err
}
