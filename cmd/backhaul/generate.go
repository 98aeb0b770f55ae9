package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/bench"
	"backhaul/db"
	"backhaul/generate"
)

// generateCommand fills a database with returns to try things out at size.
type generateCommand struct {
	database
	Returns int    `default:"1000" help:"How many returns (${default})."`
	Seed    uint64 `default:"1" help:"Another number makes another set (${default})."`
}

// Run migrates the database, which must have no orders, and fills it.
func (c generateCommand) Run(ctx context.Context, out output) error {
	if _, err := db.Migrate(ctx, c.DatabaseURL); err != nil {
		return err
	}
	pool, err := c.database.open(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	return generate.Fill(ctx, pool, c.options(out))
}

func (c generateCommand) options(out output) generate.Options {
	began := time.Now()
	return generate.Options{Returns: c.Returns, Seed: c.Seed, Now: began, Say: func(format string, args ...any) {
		fmt.Fprintf(out.stderr, "%6.1f s  %s\n", time.Since(began).Seconds(), fmt.Sprintf(format, args...))
	}}
}

// benchCommand measures lists and reports at several sizes, each in a database of
// its own on the server, dropped afterwards.
type benchCommand struct {
	database
	Sizes []int  `default:"1000,100000,1000000" help:"How many returns (${default})."`
	Times int    `default:"200" help:"How often each request is measured (${default})."`
	Docs  string `default:"docs" type:"path" help:"Where performance.md and performance.svg go."`
	Keep  bool   `help:"Leave the databases there, and measure those that are there already."`
}

// Run writes docs/performance.md and its plot.
func (c benchCommand) Run(ctx context.Context, out output) error {
	var sizes []bench.Size
	for _, count := range c.Sizes {
		size, err := c.measure(ctx, count, out)
		if err != nil {
			return err
		}
		sizes = append(sizes, size)
	}
	buffers, err := c.buffers(ctx)
	if err != nil {
		return err
	}
	machine := fmt.Sprintf("%d cores (%s/%s), one PostgreSQL with %s of shared_buffers on the same machine%s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, buffers, load())
	if err := os.WriteFile(filepath.Join(c.Docs, "performance.md"), bench.Page(sizes, machine), 0o644); err != nil { //nolint:gosec // a page of the docs
		return err
	}
	return os.WriteFile(filepath.Join(c.Docs, "performance.svg"), bench.Plot(sizes), 0o644) //nolint:gosec // a picture of the docs
}

// buffers is how much memory the server keeps pages in.
func (c benchCommand) buffers(ctx context.Context) (size string, err error) {
	server, err := pgx.Connect(ctx, c.DatabaseURL)
	if err != nil {
		return "", fmt.Errorf("DATABASE_URL: %w", err)
	}
	defer server.Close(ctx)
	return size, server.QueryRow(ctx, "show shared_buffers").Scan(&size)
}

// load says how busy the machine was, where that can be told: at a load above its
// cores, figures say more about what ran beside.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	average, _, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	if err != nil || average == "" {
		return ""
	}
	return fmt.Sprintf(", with a load of %s at the end", average)
}

func (c benchCommand) measure(ctx context.Context, count int, out output) (size bench.Size, err error) {
	name := fmt.Sprintf("bench_%d", count)
	server, err := pgx.Connect(ctx, c.DatabaseURL)
	if err != nil {
		return size, fmt.Errorf("DATABASE_URL: %w", err)
	}
	defer server.Close(ctx)
	var kept bool
	if err := server.QueryRow(ctx, "select exists (select from pg_database where datname = $1)", name).Scan(&kept); err != nil {
		return size, err
	}
	if !c.Keep {
		defer server.Exec(ctx, "drop database if exists "+name+" with (force)") //nolint:errcheck // the next run drops it
	}
	address, err := url.Parse(c.DatabaseURL)
	if err != nil {
		return size, err
	}
	address.Path = "/" + name
	began := time.Now()
	size.Returns = count
	if !c.Keep || !kept {
		if err := c.fill(ctx, server, name, *address, count, out); err != nil {
			return size, err
		}
		size.Filled = time.Since(began)
	} else if _, err := db.Migrate(ctx, address.String()); err != nil {
		return size, err
	}
	pool, err := pgxpool.New(ctx, address.String())
	if err != nil {
		return size, err
	}
	defer pool.Close()
	if err := pool.QueryRow(ctx, "select pg_database_size(current_database())").Scan(&size.Bytes); err != nil {
		return size, err
	}
	pool.Close()
	if pool, err = db.Open(ctx, address.String()); err != nil {
		return size, err
	}
	defer pool.Close()
	size.Figures, err = bench.Measure(ctx, pool, began, c.Times)
	for _, f := range size.Figures {
		mark := ""
		if !f.Holds() {
			mark = "  ABOVE " + f.Limit.String() + ": " + f.Slowest
		}
		fmt.Fprintf(out.stderr, "%9d  %-42s %8.1f %8.1f ms%s\n", count, f.Name, f.P50.Seconds()*1000, f.P99.Seconds()*1000, mark)
	}
	return size, err
}

// fill makes the database under another name first, so that what an earlier run
// left is whole.
func (benchCommand) fill(ctx context.Context, server *pgx.Conn, name string, address url.URL, count int, out output) error {
	unfinished := name + "_unfinished"
	for _, statement := range []string{
		"drop database if exists " + name + " with (force)", "drop database if exists " + unfinished + " with (force)", "create database " + unfinished,
	} {
		if _, err := server.Exec(ctx, statement); err != nil {
			return err
		}
	}
	address.Path = "/" + unfinished
	if err := (generateCommand{database: database{address.String()}, Returns: count, Seed: 1}).Run(ctx, out); err != nil {
		return err
	}
	_, err := server.Exec(ctx, "alter database "+unfinished+" rename to "+name)
	return err
}
