// Command backhaul is the whole service in one binary: the API, the worker, the
// schema's migrations, and for a bare machine everything they need.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // policies end their windows in the shop's zone, on any machine

	"github.com/alecthomas/kong"

	"backhaul/redact"
	"backhaul/returns"
)

// version is set by the build.
var version = "dev"

// commands is the command line. Every flag can also be set by the environment
// variable that its help names.
type commands struct {
	Dev      devCommand      `cmd:"" help:"Run everything on this machine: PostgreSQL, Temporal, mail, API and worker."`
	Serve    serveCommand    `cmd:"" help:"Run the API."`
	Worker   workerCommand   `cmd:"" help:"Run the worker that carries returns through their steps."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the database schema up to date."`
	Import   importCommands  `cmd:"" help:"Import orders, stock or reasons from CSV, XLSX or NDJSON."`
	Export   exportCommand   `cmd:"" help:"Write a whole list into a CSV, XLSX or NDJSON file."`
	Users    userCommands    `cmd:"" help:"Add, list and disable users, and set their passwords."`
	Token    tokenCommands   `cmd:"" help:"Make, list and revoke API tokens."`
	Audit    auditCommands   `cmd:"" help:"The service's audit trail."`
	Erase    eraseCommand    `cmd:"" help:"Erase what is known of a customer as a person; the books stay."`
	Verify   verifyCommand   `cmd:"" help:"Re-check every invariant: units, money, stock, audit trail."`
	Reports  reportsCommands `cmd:"" help:"Look after the figures that reports are read from."`
	Generate generateCommand `cmd:"" hidden:"" help:"Fill an empty database with returns, to try things out at size."`
	Bench    benchCommand    `cmd:"" hidden:"" help:"Measure lists and reports at several sizes, and write docs/performance.md."`

	Version kong.VersionFlag `help:"Print the version."`
}

func main() {
	// A stop signal ends the context; a second one ends the process.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() { <-ctx.Done(); stop() }()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintf(os.Stderr, "backhaul: %s\n", redact.Text(err.Error()))
		os.Exit(1)
	}
}

// run is main with everything that is the process's own handed in.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var cli commands
	exited := errors.New("kong asked to exit")
	parser, err := kong.New(&cli,
		kong.Name("backhaul"),
		kong.Description("Backhaul 回途: each return one durable workflow, from request to refund."),
		kong.Vars{"version": version, "roles": roleNames()},
		kong.Writers(stdout, stderr),
		kong.UsageOnError(),
		kong.Exit(func(int) { panic(exited) }), // help and --version end here
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(output{stdout, stderr}),
	)
	if err != nil {
		return err
	}
	parsed, err := parse(parser, args, exited)
	if err != nil || parsed == nil {
		return err
	}
	return parsed.Run()
}

// parse returns no command when help or the version was all that was asked.
func parse(parser *kong.Kong, args []string, exited error) (parsed *kong.Context, err error) {
	defer func() {
		if reason := recover(); reason != nil && reason != any(exited) {
			panic(reason)
		} else if reason != nil {
			parsed, err = nil, nil
		}
	}()
	parsed, err = parser.Parse(args)
	if parseErr, ok := errors.AsType[*kong.ParseError](err); ok {
		_ = parseErr.Context.PrintUsage(true)
	}
	return parsed, err
}

// output is where a command writes for people, and where it logs.
type output struct{ stdout, stderr io.Writer }

// logger writes JSON lines, as log collectors read them, or text for a terminal.
func (o output) logger(format string) *slog.Logger {
	if format == "text" {
		return slog.New(redact.Handler(slog.NewTextHandler(o.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	}
	return slog.New(redact.Handler(slog.NewJSONHandler(o.stderr, nil)))
}

// roleNames lists the roles for the help of flags.
func roleNames() string {
	names := make([]string, 0, len(returns.Roles()))
	for _, role := range returns.Roles() {
		names = append(names, string(role))
	}
	return strings.Join(names, ",")
}
