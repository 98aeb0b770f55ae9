package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/accounts"
	"backhaul/integrations/notify"
	"backhaul/portal"
)

// linking is what customers' links are made of. API and worker need the same.
type linking struct {
	PublicURL string `name:"public-url" env:"BACKHAUL_PUBLIC_URL" help:"Where people reach the service, such as https://returns.example.com; the API's own address unless given, where that is on this machine only (${env})."`
	LinkKeys  string `env:"BACKHAUL_LINK_KEYS" help:"Keys that sign customers' links, name:base64 separated by commas; the first signs, all are believed (${env})."`
}

// keys are nil when none are given.
func (l linking) keys() (accounts.LinkKeys, error) {
	if l.LinkKeys == "" {
		return nil, nil
	}
	keys, err := accounts.ParseLinkKeys(l.LinkKeys)
	if err != nil {
		return nil, fmt.Errorf("BACKHAUL_LINK_KEYS: %w", err)
	}
	return keys, nil
}

// here fills in what is not given, for API and worker in one process.
func (l linking) here(listener net.Addr) linking {
	if l.PublicURL == "" {
		l.PublicURL = "http://" + listener.String()
	}
	if l.LinkKeys == "" {
		var secret [32]byte
		rand.Read(secret[:]) // never fails since Go 1.24
		l.LinkKeys = "this-run:" + base64.StdEncoding.EncodeToString(secret[:])
	}
	return l
}

// mail sends the links that customers ask for until the context ends; without
// keys or address there are none to send.
func (l linking) mail(ctx context.Context, pool *pgxpool.Pool, mailer *notify.Mailer, logger *slog.Logger) error {
	keys, err := l.keys()
	if err != nil {
		return err
	}
	public, err := url.Parse(l.PublicURL)
	if err != nil {
		return fmt.Errorf("BACKHAUL_PUBLIC_URL: %w", err)
	}
	if keys == nil || public.Host == "" {
		logger.Warn("links that customers ask for are not mailed: set BACKHAUL_LINK_KEYS and BACKHAUL_PUBLIC_URL, the same as the API's")
		return nil
	}
	go portal.Mailer{DB: pool, Letters: mailer, Keys: keys, Public: public, Log: logger}.Keep(ctx, 2*time.Second, time.Now)
	return nil
}
