package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// superuser is the role that initdb makes. Connections are trusted: only this machine can make one.
const superuser = "postgres"

// postgres is a PostgreSQL server that we started.
type postgres struct {
	port      *port
	major     int
	throwaway bool
	roomy     bool
	command   *exec.Cmd
	exited    chan struct{} // closed when the server has ended; then exitErr says how
	exitErr   error
}

// startPostgres makes the data in dataDir if there is none, starts the server and waits until it answers. A throw-away
// server does without everything that saves data from a crash; a roomy one takes its share of the memory.
func startPostgres(ctx context.Context, dataDir, logPath string, port *port, throwaway, roomy bool) (*postgres, error) {
	major, err := writtenBy(dataDir)
	if err != nil {
		return nil, err
	}
	programs, err := findPostgres(major)
	if err != nil {
		return nil, err
	}
	who, err := accountFor(filepath.Dir(dataDir))
	if err != nil {
		return nil, err
	}
	attributes, err := who.processAttributes()
	if err != nil {
		return nil, err
	}
	if major == 0 {
		if err := initialize(ctx, programs, who, dataDir, throwaway); err != nil {
			return nil, err
		}
	}
	logFile, err := openLog(logPath)
	if err != nil {
		return nil, err
	}
	defer logFile.Close() // the server has its own copy

	p := &postgres{port: port, major: programs.major, throwaway: throwaway, roomy: roomy, exited: make(chan struct{})}
	p.command = exec.Command(filepath.Join(programs.bin, "postgres"), p.arguments(dataDir)...)
	p.command.Dir = "/"
	p.command.Env = serverEnvironment()
	p.command.Stdout, p.command.Stderr = logFile, logFile
	p.command.SysProcAttr = attributes
	port.release()
	if err := startBound(p.command, p.ended); err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	if err := p.awaitReady(ctx); err != nil {
		p.stop()
		return nil, fmt.Errorf("%w\nthe end of %s:\n%s", err, logPath, tail(logPath, 12))
	}
	return p, nil
}

// ended notes how the server ended. Whoever asks did not expect it, so that no error is one too.
func (p *postgres) ended(err error) {
	if err == nil {
		err = errors.New("exit status 0")
	}
	p.exitErr = err
	close(p.exited)
}

// arguments holds all settings, so that they are the ones of this version whichever version made the data.
func (p *postgres) arguments(dataDir string) []string {
	settings := []string{
		"listen_addresses=127.0.0.1", // never another address: connections are trusted
		"unix_socket_directories=",
		"port=" + strconv.Itoa(p.port.number),
		"timezone=UTC",
		"log_timezone=UTC",
		"logging_collector=off", // to stderr, which is our log file
		"max_connections=300",   // Temporal's four services keep pools of their own
	}
	if p.throwaway {
		settings = append(settings, "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum_naptime=10min")
	}
	if p.roomy {
		settings = append(settings, room(memory())...)
	}
	arguments := []string{"-D", dataDir}
	for _, setting := range settings {
		arguments = append(arguments, "-c", setting)
	}
	return arguments
}

// room is what a server is told of its machine. The rules are PostgreSQL's own, from its manual: a quarter of the memory
// for shared_buffers ("a reasonable starting value", 20.4), effective_cache_size with the system's cache added to that
// (20.7.2), and random_page_cost near seq_page_cost for storage such as SSDs, "e.g., 1.1" (20.7.2). Without any of it
// PostgreSQL takes 128 MB for a machine of any size. Memory is taken as it is used.
func room(memory uint64) []string {
	settings := []string{"random_page_cost=1.1"}
	const megabyte = 1 << 20
	if memory < 2<<10*megabyte { // the rule begins at 1 GB, and this machine does more than that
		return settings
	}
	return append(settings,
		fmt.Sprintf("shared_buffers=%dMB", memory/4/megabyte),
		fmt.Sprintf("effective_cache_size=%dMB", memory*5/8/megabyte))
}

// initialize runs initdb in a folder beside dataDir and renames it when it is complete: a start that is killed half
// way leaves nothing that the next one would take for data.
func initialize(ctx context.Context, programs postgresPrograms, who account, dataDir string, throwaway bool) error {
	unfinished := dataDir + ".unfinished"
	var failed error
	for _, locale := range []string{"C.UTF-8", "C"} { // C.UTF-8 folds the case of all letters; not every system has it
		if err := os.RemoveAll(unfinished); err != nil {
			return err
		}
		if err := who.makeDir(unfinished); err != nil {
			return err
		}
		arguments := []string{"-D", unfinished, "--username=" + superuser, "--auth=trust", "--encoding=UTF8", "--locale=" + locale, "--data-checksums"}
		if throwaway {
			arguments = append(arguments, "--no-sync")
		}
		out, err := runAs(ctx, who, filepath.Join(programs.bin, "initdb"), arguments...)
		if err == nil {
			return os.Rename(unfinished, dataDir)
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		failed = fmt.Errorf("initdb with locale %s: %w\n%s", locale, err, out)
	}
	return failed
}

// runAs runs a program to its end and returns what it wrote.
func runAs(ctx context.Context, who account, program string, arguments ...string) ([]byte, error) {
	attributes, err := who.processAttributes()
	if err != nil {
		return nil, err
	}
	var output bytes.Buffer
	command := exec.CommandContext(ctx, program, arguments...)
	command.Dir = "/"
	command.Env = serverEnvironment()
	command.Stdout, command.Stderr = &output, &output
	command.SysProcAttr = attributes
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGINT) }
	ended := make(chan error, 1)
	if err := startBound(command, func(err error) { ended <- err }); err != nil {
		return nil, err
	}
	err = <-ended
	return output.Bytes(), err
}

// startBound starts the command on a thread of its own that lives until the command ends, then calls ended with its
// result: Linux takes the death of the starting thread for the death of the parent (Pdeathsig), and Go ends idle
// threads as it likes.
func startBound(command *exec.Cmd, ended func(error)) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // never unlocked
		err := command.Start()
		started <- err
		if err == nil {
			ended(command.Wait())
		}
	}()
	return <-started
}

// serverEnvironment keeps the settings of the person's own PostgreSQL clients (PGDATA, PGPORT, LC_*) out of ours.
func serverEnvironment() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
}

// awaitReady asks until the server answers a query; after a crash it replays its log first.
func (p *postgres) awaitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, 2*time.Minute, errors.New("PostgreSQL did not answer within 2 minutes"))
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, p.url(superuser, "postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-p.exited:
			return fmt.Errorf("PostgreSQL ended while starting: %w", p.exitErr)
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (p *postgres) url(user, database string) string {
	return fmt.Sprintf("postgres://%s@%s/%s?sslmode=disable", user, p.port.address(), database)
}

// stop ends the server and returns when it has ended: with a fast shutdown (connections are cut, everything is
// written), or at once where nothing needs to be kept.
func (p *postgres) stop() {
	signals := []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL}
	if p.throwaway {
		signals = signals[1:]
	}
	for _, signal := range signals {
		_ = p.command.Process.Signal(signal) // fails only if it has ended
		select {
		case <-p.exited:
			return
		case <-time.After(20 * time.Second):
		}
	}
}
