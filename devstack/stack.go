package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// stackOptions say what to start and where.
type stackOptions struct {
	dataDir      string
	host         string // for Temporal and its UI; PostgreSQL is on 127.0.0.1 only
	postgresPort int
	temporalPort int
	uiPort       int
	postgresOnly bool
	throwaway    bool      // the state is removed at the end: speed before safety
	roomy        bool      // PostgreSQL takes its share of the machine's memory
	progress     io.Writer // what is being done, for a person
	failures     io.Writer // why we had to end, for a person
}

// endpoints is where the parts of a running stack are; `run` prints it as JSON.
type endpoints struct {
	DatabaseURL      string `json:"database_url"`
	OwnerDatabaseURL string `json:"owner_database_url"`
	AdminDatabaseURL string `json:"admin_database_url"`
	TemporalAddress  string `json:"temporal_address,omitempty"`
	TemporalUI       string `json:"temporal_ui,omitempty"`
}

// A stack is PostgreSQL, Temporal on it, and Temporal's web UI. Parts start in this order and stop in the reverse one.
type stack struct {
	endpoints endpoints
	postgres  *postgres
	stops     []func() error // in the order of the starts
}

// startStack starts everything and returns when all of it can be used, or stops what it started and says why not.
// Before the first start it makes sure that the data directory is ours alone and that every wanted port is free.
func startStack(ctx context.Context, options stackOptions) (_ *stack, err error) {
	began := time.Now()
	dataDir, err := prepareDataDir(options.dataDir)
	if err != nil {
		return nil, fmt.Errorf("data directory %s: %w", options.dataDir, err)
	}
	s := &stack{}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.stop())
		}
	}()
	lock, err := lockDataDir(dataDir)
	if err != nil {
		return nil, err
	}
	s.stops = append(s.stops, lock.Close)
	postgresData := filepath.Join(dataDir, "postgres")
	if err := stopLeftover(ctx, postgresData); err != nil {
		return nil, err
	}
	ports, err := claimPorts(options.wantedPorts()...)
	if err != nil {
		return nil, err
	}
	s.stops = append(s.stops, func() error {
		for _, port := range ports {
			port.release() // what a failed start has not used
		}
		return nil
	})

	postgresLog := filepath.Join(dataDir, "logs", "postgres.log")
	s.postgres, err = startPostgres(ctx, postgresData, postgresLog, ports[0], options.throwaway, options.roomy)
	if err != nil {
		return nil, err
	}
	s.stops = append(s.stops, func() error { s.postgres.stop(); return nil })
	if err := createDatabases(ctx, s.postgres); err != nil {
		return nil, err
	}
	s.endpoints.DatabaseURL = s.postgres.url(backhaulRole, backhaulDatabase)
	s.endpoints.OwnerDatabaseURL = s.postgres.url(backhaulOwner, backhaulDatabase)
	s.endpoints.AdminDatabaseURL = s.postgres.url(superuser, "postgres")
	fmt.Fprintf(options.progress, "PostgreSQL %d on %s (%s)\n", s.postgres.major, ports[0].address(), sinceStart(began))
	if options.postgresOnly {
		return s, nil
	}
	if err := s.addTemporal(ctx, options, filepath.Join(dataDir, "logs", "temporal.log"), ports[1], ports[2]); err != nil {
		return nil, err
	}
	fmt.Fprintf(options.progress, "Temporal on %s, its web UI on %s (%s)\n",
		s.endpoints.TemporalAddress, s.endpoints.TemporalUI, sinceStart(began))
	return s, nil
}

func (s *stack) addTemporal(ctx context.Context, options stackOptions, logPath string, frontend, ui *port) error {
	logFile, err := openLog(logPath)
	if err != nil {
		return err
	}
	catchStrayOutput(logFile)
	logger := temporalLogger(logFile, func(message string) {
		fmt.Fprintf(options.failures, "Temporal cannot go on: %s; see %s\n", message, logPath)
		s.postgres.stop()
	})
	if err := migrateTemporal(s.postgres, logger); err != nil {
		return err
	}
	server, err := startTemporal(s.postgres, frontend, logger)
	if err != nil {
		return fmt.Errorf("%w; see %s", err, logPath)
	}
	s.stops = append(s.stops, server.stop)
	if err := readyNamespace(ctx, frontend); err != nil {
		return fmt.Errorf("%w; see %s", err, logPath)
	}
	s.endpoints.TemporalAddress = frontend.address()

	web, err := startUI(ctx, ui, frontend)
	if err != nil {
		return fmt.Errorf("%w; see %s", err, logPath)
	}
	s.stops = append(s.stops, func() error { web.stop(); return nil })
	s.endpoints.TemporalUI = uiURL(ui)
	return nil
}

// failed is closed when a part ended that should run; stopping the stack closes it as well.
func (s *stack) failed() <-chan struct{} { return s.postgres.exited }

// stop ends all parts in the reverse order of their starts, each whether or not the one before stopped well.
func (s *stack) stop() error {
	var failures []error
	for i := len(s.stops) - 1; i >= 0; i-- {
		failures = append(failures, s.stops[i]())
	}
	s.stops = nil
	return errors.Join(failures...)
}

// wantedPorts are those of PostgreSQL, Temporal and the UI, in this order.
func (o stackOptions) wantedPorts() []wantedPort {
	wanted := []wantedPort{{
		purpose: "PostgreSQL", host: "127.0.0.1", number: o.postgresPort,
		flag: "--postgres-port", env: "BACKHAUL_POSTGRES_PORT",
	}}
	if o.postgresOnly {
		return wanted
	}
	return append(wanted, wantedPort{
		purpose: "Temporal", host: o.host, number: o.temporalPort,
		flag: "--temporal-port", env: "BACKHAUL_TEMPORAL_PORT",
	}, wantedPort{
		purpose: "Temporal's web UI", host: o.host, number: o.uiPort,
		flag: "--ui-port", env: "BACKHAUL_TEMPORAL_UI_PORT",
	})
}

// prepareDataDir makes the data directory and returns its path without links: PostgreSQL's processes are recognized by
// it.
func prepareDataDir(dir string) (string, error) {
	if err := os.MkdirAll(filepath.Join(dir, "logs"), 0o755); err != nil {
		return "", err
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(dir)
}

func sinceStart(began time.Time) string { return fmt.Sprintf("%.1f s", time.Since(began).Seconds()) }
