package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/payloads"
	"backhaul/publicnet"
	"backhaul/subscriptions"
)

// telling says where webhooks may lead to that other systems subscribe to.
type telling struct {
	WebhooksToLoopback bool `name:"webhooks-to-loopback" env:"BACKHAUL_WEBHOOKS_TO_LOOPBACK" help:"Let webhook subscriptions call this machine too, and without TLS; for trials only (${env})."`
}

func (t telling) rules() publicnet.Rules { return publicnet.Rules{AllowLoopback: t.WebhooksToLoopback} }

// keep sends messages until the context ends.
func (t telling) keep(ctx context.Context, pool *pgxpool.Pool, codec *payloads.Codec, letters subscriptions.Letterbox, logger *slog.Logger) {
	sender := &subscriptions.Sender{
		DB: pool, Keys: codec, Letters: letters, Log: logger, Client: subscriptions.NewClient(t.rules()),
	}
	sender.Keep(ctx, time.Second)
}
