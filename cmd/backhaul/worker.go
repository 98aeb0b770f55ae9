package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"

	"backhaul/activities"
	"backhaul/integrations/blob"
	"backhaul/integrations/notify"
	"backhaul/payloads"
	"backhaul/reports"
	"backhaul/workflows"
)

// workerCommand carries returns through their steps. Run as many as needed.
type workerCommand struct {
	database
	temporal
	mailing
	paying
	digesting
	shipping
	linking
	telling
	storage
	logging
}

// Run works until the context ends; steps under way are finished first.
func (c workerCommand) Run(ctx context.Context, out output) error {
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
	labels, err := c.storage.open(ctx)
	if err != nil {
		return err
	}
	codec, err := c.temporal.payloads(c.storage)
	if err != nil {
		return err
	}
	return work(ctx, pool, flows, c.TaskQueue, c.mailing, c.paying, c.shipping, labels, c.digesting, c.linking, c.telling, codec, logger)
}

func work(
	ctx context.Context, pool *pgxpool.Pool, flows client.Client, taskQueue string,
	mail mailing, pay paying, ship shipping, labels *blob.Store, digest digesting, link linking, tell telling, codec *payloads.Codec, logger *slog.Logger,
) error {
	mailer, err := notify.NewMailer(mail.SMTPURL, mail.MailFrom)
	if err != nil {
		return fmt.Errorf("BACKHAUL_SMTP_URL %s: %w", masked(mail.SMTPURL), err)
	}
	providers, err := pay.providers()
	if err != nil {
		return err
	}
	couriers, err := ship.carriers()
	if err != nil {
		return err
	}
	steps := &activities.Activities{
		DB: pool, Carriers: couriers, Labels: labels, Mail: mailer, Letters: mailer, Log: logger,
		Payments: providers, Flows: workflows.Flows{Client: flows, TaskQueue: taskQueue},
	}
	if err := link.mail(ctx, pool, mailer, logger); err != nil {
		return err
	}
	go reports.Keep(ctx, pool, 5*time.Second, logger)
	go tell.keep(ctx, pool, codec, mailer, logger)
	for {
		w := worker.New(flows, taskQueue, worker.Options{
			Identity:          "backhaul " + version,
			WorkerStopTimeout: 20 * time.Second, // above the longest quick step
		})
		workflows.Register(w, steps)
		err := w.Start()
		if err == nil {
			logger.Info("the worker is up", "task_queue", taskQueue)
			digest.keep(ctx, pool, flows, taskQueue, logger)
			<-ctx.Done()
			w.Stop()
			return nil
		}
		logger.Warn("the worker cannot reach Temporal; trying again", "error", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(2 * time.Second):
		}
	}
}
