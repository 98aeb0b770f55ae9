// Command devstack runs what Backhaul needs to stand on: a private PostgreSQL and, in its own process, a Temporal
// server with its web UI. `backhaul dev` runs it for a laptop, the tests run inside it.
//
//	devstack run --data-dir .data       the stack of `backhaul dev`; the state stays in the data directory
//	devstack exec -- go test ./...      a throw-away stack for one command, on free ports, gone afterwards
//	devstack version                    what is linked in
//
// `run` prints one line of JSON (see [endpoints]) on stdout once everything can be used and runs until it is told to
// stop: SIGINT, SIGTERM, SIGHUP or, with --stop-on-stdin-eof, the end of its standard input. It then stops the UI,
// Temporal and PostgreSQL, in that order. Logs are in <data-dir>/logs.
//
// `exec` gives its command BACKHAUL_TEST_DATABASE_URL (a superuser's, database postgres),
// BACKHAUL_TEST_TEMPORAL_ADDRESS and BACKHAUL_TEST_TEMPORAL_UI, and ends with the command's exit code.
//
// This is a Go module of its own because the Temporal server brings hundreds of modules that Backhaul itself, which
// only talks to it, must not carry. It runs on Linux and macOS and wants PostgreSQL 14 or newer on the machine.
// Nothing here is made for production: everybody on this machine may connect, as any database user.
//
// Start reading at [stack].
package main
