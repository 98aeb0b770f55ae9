package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"go.temporal.io/sdk/client"

	"backhaul/api"
	"backhaul/console"
	"backhaul/db"
	"backhaul/erasure"
	"backhaul/workflows"
)

// serveCommand runs the API and the console. It starts, and answers 503, while PostgreSQL or
// Temporal is away.
type serveCommand struct {
	HTTPAddr string `name:"http-addr" default:"127.0.0.1:8080" env:"BACKHAUL_HTTP_ADDR" help:"Address of the API and the console (${env})."`
	database
	temporal
	storage
	listening
	telling
	entering
	limiting
	logging
}

// Run serves until the context ends, then lets running requests finish.
func (c serveCommand) Run(ctx context.Context, out output) error {
	logger := out.logger(c.LogFormat)
	pool, err := c.database.open(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	flows, err := c.temporal.open(c.storage, logger)
	if err != nil {
		return err
	}
	defer flows.Close()
	listener, err := listen(ctx, c.HTTPAddr)
	if err != nil {
		return err
	}
	public, err := c.entering.public(listener.Addr())
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if err := checkSafe(ctx, public, pool, c.DatabaseURL, c.entering, c.listening, c.telling); err != nil {
		return errors.Join(err, listener.Close())
	}
	logger.Info("the API is up", "address", "http://"+listener.Addr().String(), "database", masked(c.DatabaseURL))
	return serve(ctx, listener, pool, flows, c.temporal, c.storage, c.listening, c.telling, c.entering, c.limiting, nil, logger)
}

// listen takes the address, or says who might have it and how to choose another.
func listen(ctx context.Context, address string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("the API cannot listen on %s: %w; choose another address with --http-addr or BACKHAUL_HTTP_ADDR", address, errors.Unwrap(err))
	}
	return listener, nil
}

func serve(
	ctx context.Context, listener net.Listener, pool *pgxpool.Pool, flows client.Client,
	at temporal, kept storage, heard listening, tell telling, entered entering, limited limiting, devUsers []console.DevUser, logger *slog.Logger,
) error {
	secrets, err := heard.secrets()
	if err != nil {
		return err
	}
	carriers, err := heard.carrierSecrets()
	if err != nil {
		return err
	}
	codec, err := at.payloads(kept)
	if err != nil {
		return err
	}
	photos, err := kept.open(ctx)
	if err != nil {
		return err
	}
	pages, err := console.Handler(console.Settings{
		TemporalUI: heard.TemporalUI, DevUsers: devUsers, Provider: entered.button(), LocalUsers: entered.LocalUsers,
		SessionCookies: api.SessionCookies,
	})
	if err != nil {
		return err
	}
	config := api.Config{
		DB: pool, Temporal: flows, TaskQueue: at.TaskQueue, Photos: photoStore{photos},
		Payloads: codec, TemporalUI: heard.TemporalUI, Console: pages,
		PaymentSecrets: secrets, CarrierSecrets: carriers, Webhooks: tell.rules(), Logger: logger,
		Limits: limited.limits(), BatchParallel: limited.BatchParallel,
	}
	if err := entered.into(&config, listener.Addr(), logger); err != nil {
		return err
	}
	handler, err := api.New(ctx, config)
	if err != nil {
		return err
	}
	if may, err := db.MayRewrite(ctx, pool); err == nil && may {
		logger.Warn("the database role of the service could rewrite the audit trail; docs/operations.md says how to part the two roles")
	}
	server := api.NewServer(handler)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	go api.Forget(ctx, pool, logger)
	go erasure.Places{
		DB: pool, Photos: photos, Histories: workflows.Histories{Client: flows, Namespace: at.TemporalNamespace},
	}.Keep(ctx, 10*time.Second, logger)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	// The context is over; what is under way gets a little time of its own.
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
	defer cancel()
	if err := server.Shutdown(last); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return errors.Join(err, server.Close())
	}
	return nil
}
