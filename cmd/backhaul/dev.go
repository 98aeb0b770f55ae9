package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"backhaul/console"
	"backhaul/db"
	"backhaul/integrations/notify/mailbox"
	"backhaul/payloads"
	"backhaul/returns"
)

// devCommand runs the whole service on one machine, with a PostgreSQL, a
// Temporal and a mailbox of its own. What it keeps is under the data directory.
type devCommand struct {
	HTTPAddr     string `name:"http-addr" default:"127.0.0.1:8080" env:"BACKHAUL_HTTP_ADDR" help:"Address of the API (${env})."`
	PostgresPort int    `default:"15432" env:"BACKHAUL_POSTGRES_PORT" help:"Port of the private PostgreSQL (${env})."`
	TemporalPort int    `default:"7233" env:"BACKHAUL_TEMPORAL_PORT" help:"Port of Temporal (${env})."`
	UIPort       int    `name:"temporal-ui-port" default:"8233" env:"BACKHAUL_TEMPORAL_UI_PORT" help:"Port of Temporal's web UI (${env})."`
	SMTPAddr     string `name:"smtp-addr" default:"127.0.0.1:1025" env:"BACKHAUL_SMTP_ADDR" help:"Address of the mailbox that keeps all mail (${env})."`
	FakepspAddr  string `name:"fakepsp-addr" default:"127.0.0.1:8090" env:"BACKHAUL_FAKEPSP_ADDR" help:"Address of the fake payment provider (${env})."`
	CarrierAddr  string `name:"fakecarrier-addr" default:"127.0.0.1:8091" env:"BACKHAUL_FAKECARRIER_ADDR" help:"Address of the fake carrier, or off (${env})."`
	Sample       string `default:"online-retail" enum:"online-retail,none" env:"BACKHAUL_SAMPLE" help:"Orders to start with: online-retail or none (${env})."`
	TaskQueue    string `default:"backhaul" env:"BACKHAUL_TASK_QUEUE" hidden:""`
	digesting
	storage
	entering
}

// Run starts everything in order, prints where it is, and stops it in reverse.
func (c devCommand) Run(ctx context.Context, out output) error {
	began := time.Now()
	logFile, err := c.logFile()
	if err != nil {
		return err
	}
	defer logFile.Close()
	logger := output{stderr: logFile}.logger("json")

	// Addresses are taken first, so that a busy one is named before anything starts.
	listener, err := listen(ctx, c.HTTPAddr)
	if err != nil {
		return err
	}
	defer listener.Close()
	c.linking = c.linking.here(listener.Addr())
	mail, err := mailbox.Start(c.SMTPAddr, filepath.Join(c.DataDir, "mail"))
	if err != nil {
		return fmt.Errorf("the mailbox cannot listen on %s: %w; choose another address with --smtp-addr or BACKHAUL_SMTP_ADDR", c.SMTPAddr, err)
	}
	defer mail.Close()

	psp, err := newFakeProvider(ctx, c.FakepspAddr)
	if err != nil {
		return err
	}
	defer psp.listener.Close()
	courier, err := newFakeCarrier(ctx, c.CarrierAddr)
	if err != nil {
		return err
	}
	defer courier.close()
	stack, err := startDevstack(ctx, c, out)
	if err != nil {
		return err
	}
	defer stack.stop(out)
	if ctx.Err() != nil {
		return nil
	}
	pool, tokens, err := c.prepare(ctx, stack, out)
	if err != nil {
		return err
	}
	defer pool.Close()

	keys, err := c.payloadKeys()
	if err != nil {
		return err
	}
	at := temporal{TemporalAddress: stack.TemporalAddress, TemporalNamespace: "default", PayloadKeys: keys, TaskQueue: c.TaskQueue}
	flows, err := at.open(c.storage, logger)
	if err != nil {
		return err
	}
	defer flows.Close()
	photos, err := c.storage.open(ctx)
	if err != nil {
		return err
	}
	heard := psp.listening
	heard.TemporalUI, heard.CarrierSecrets = stack.TemporalUI, courier.secrets()
	tell := telling{WebhooksToLoopback: true}
	codec, err := at.payloads(c.storage)
	if err != nil {
		return err
	}
	group, running := errgroup.WithContext(ctx)
	group.Go(func() error { return stack.watch(running) })
	group.Go(func() error {
		return serve(running, listener, pool, flows, at, c.storage, heard, tell, c.entering, limiting{}, c.devUsers(), logger)
	})
	group.Go(func() error { return psp.run(running, listener.Addr().String()) })
	group.Go(func() error { return courier.run(running, listener.Addr().String()) })
	group.Go(func() error {
		from := mailing{SMTPURL: "smtp://" + mail.Addr(), MailFrom: "Backhaul <returns@localhost>"}
		return work(running, pool, flows, c.TaskQueue, from, psp.paying, courier.shipping(), photos, c.digesting, c.linking, tell, codec, logger)
	})
	group.Go(func() error {
		if err := awaitReady(running, listener.Addr()); err != nil {
			return err
		}
		c.announce(out.stdout, stack, listener.Addr(), mail.Addr(), psp.FakepspURL, courier.shown(), tokens, time.Since(began))
		return nil
	})
	return group.Wait()
}

// devUsers are shown on the sign-in page; their password is no secret here.
func (c devCommand) devUsers() []console.DevUser {
	password, err := os.ReadFile(filepath.Join(c.DataDir, "dev-password"))
	if err != nil {
		return nil
	}
	var users []console.DevUser
	for _, role := range returns.Roles() {
		if role != returns.RoleCustomer && role != returns.RoleIntegration { // they do not work here
			users = append(users, console.DevUser{Login: "dev-" + string(role), Role: string(role), Password: strings.TrimSpace(string(password))})
		}
	}
	return users
}

// prepare brings the schema, the tokens and the sample orders.
func (c devCommand) prepare(ctx context.Context, stack *devstack, out output) (*pgxpool.Pool, map[string]string, error) {
	if _, err := migrate(ctx, stack.OwnerDatabaseURL, stack.DatabaseURL); err != nil {
		return nil, nil, err
	}
	pool, err := db.Open(ctx, stack.DatabaseURL)
	if err != nil {
		return nil, nil, err
	}
	tokens, err := seedTokens(ctx, pool, filepath.Join(c.DataDir, "dev-tokens.json"))
	if err == nil {
		err = seedPassword(ctx, pool, filepath.Join(c.DataDir, "dev-password"))
	}
	if err == nil && c.Sample != "none" {
		err = importSample(ctx, pool, out)
	}
	if err != nil {
		pool.Close()
		return nil, nil, err
	}
	return pool, tokens, nil
}

// payloadKeys are those of the data directory, made at the first start: whoever
// loses the file cannot go on with the returns that are open.
func (c devCommand) payloadKeys() (string, error) {
	file := c.payloadKeysFile()
	text, err := os.ReadFile(file)
	if !errors.Is(err, fs.ErrNotExist) {
		return strings.TrimSpace(string(text)), err
	}
	keys := payloads.NewKey("dev")
	return keys, os.WriteFile(file, []byte(keys+"\n"), 0o600)
}

func (c devCommand) logFile() (*os.File, error) {
	dir := filepath.Join(c.DataDir, "logs")
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // beside PostgreSQL's data, whose user must get there
		return nil, fmt.Errorf("BACKHAUL_DATA_DIR: %w", err)
	}
	return os.OpenFile(filepath.Join(dir, "backhaul.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
}

// announce says where everything is.
func (c devCommand) announce(w io.Writer, stack *devstack, api net.Addr, mail, psp, courier string, tokens map[string]string, took time.Duration) {
	fmt.Fprintf(w, `
Backhaul is ready after %.1f s.

  Console        http://%s          customers come in at /portal/, the API is described at /docs
  Temporal       %s          its web UI at %s
  PostgreSQL     %s
  Mail           smtp://%s          kept in %s
  Payments       %s          pays nobody; provider "fakepsp" of an order's payment
  Carrier        %s
  State, logs    %s

One token per role is in %s; the reviewer's is
  %s
One user per role, dev-admin, dev-reviewer and so on, signs in with the password in %s.

Try:  curl -H "Authorization: Bearer %s" http://%s/v1/orders?limit=1
Ctrl-C stops everything.
`, took.Seconds(), api, stack.TemporalAddress, stack.TemporalUI, stack.DatabaseURL, mail, shown(filepath.Join(c.DataDir, "mail")), psp, courier, shown(c.DataDir),
		shown(filepath.Join(c.DataDir, "dev-tokens.json")), tokens["reviewer"], shown(filepath.Join(c.DataDir, "dev-password")), tokens["reviewer"], api)
}

// shown is a path as short as it can be written from here.
func shown(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	if short, err := filepath.Rel(here, path); err == nil && !strings.HasPrefix(short, "..") {
		return short
	}
	return path
}
