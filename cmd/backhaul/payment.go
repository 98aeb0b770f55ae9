package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"time"

	"backhaul/integrations/payments"
	"backhaul/integrations/payments/fakepsp"
	"backhaul/webhooks"
)

// paying says how refunds go out besides by hand.
type paying struct {
	FakepspURL string `name:"fakepsp-url" env:"BACKHAUL_FAKEPSP_URL" help:"Fake payment provider for trials; payments of the provider fakepsp are refunded there (${env})."`
}

func (p paying) providers() (map[string]payments.Provider, error) {
	providers := map[string]payments.Provider{"manual": payments.Manual{}}
	if p.FakepspURL == "" {
		return providers, nil
	}
	client, err := fakepsp.NewClient(p.FakepspURL)
	if err != nil {
		return nil, fmt.Errorf("BACKHAUL_FAKEPSP_URL: %w", err)
	}
	providers["fakepsp"] = client
	return providers, nil
}

// listening says which payment providers and carriers may send webhooks.
type listening struct {
	TemporalUI     string            `name:"temporal-ui-origin" env:"BACKHAUL_TEMPORAL_UI_ORIGIN" placeholder:"https://…" help:"Origin of Temporal's web UI, whose pages may have payloads decrypted at /v1/codec (${env})."`
	CarrierSecrets map[string]string `name:"carrier-secret" env:"BACKHAUL_CARRIER_SECRETS" mapsep:";" placeholder:"NAME=whsec_…" help:"Secrets of the carriers' webhooks, by the carrier's name, separated by semicolons (${env})."`
	FakepspSecret  string            `name:"fakepsp-secret" env:"BACKHAUL_FAKEPSP_SECRET" help:"Secret of the fake payment provider's webhooks, whsec_… (${env})."`
}

func (l listening) secrets() (map[string]webhooks.Secret, error) {
	if l.FakepspSecret == "" {
		return map[string]webhooks.Secret{}, nil
	}
	secret, err := webhooks.NewSecret(l.FakepspSecret)
	if err != nil {
		return nil, fmt.Errorf("BACKHAUL_FAKEPSP_SECRET: %w", err)
	}
	return map[string]webhooks.Secret{"fakepsp": secret}, nil
}

func (l listening) carrierSecrets() (map[string]webhooks.Secret, error) {
	secrets := map[string]webhooks.Secret{}
	for carrier, text := range l.CarrierSecrets {
		secret, err := webhooks.NewSecret(text)
		if err != nil {
			return nil, fmt.Errorf("BACKHAUL_CARRIER_SECRETS: %s: %w", carrier, err)
		}
		secrets[carrier] = secret
	}
	return secrets, nil
}

// fakeProvider is the payment provider of `backhaul dev`.
type fakeProvider struct {
	listener net.Listener
	paying
	listening
}

// newFakeProvider takes the address, and makes up a secret for this run.
func newFakeProvider(ctx context.Context, address string) (*fakeProvider, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("the fake payment provider cannot listen on %s: %w; choose another address with --fakepsp-addr or BACKHAUL_FAKEPSP_ADDR", address, err)
	}
	key := make([]byte, 32)
	rand.Read(key) // never fails since Go 1.24
	return &fakeProvider{
		listener:  listener,
		paying:    paying{FakepspURL: "http://" + listener.Addr().String()},
		listening: listening{FakepspSecret: "whsec_" + base64.StdEncoding.EncodeToString(key)},
	}, nil
}

// run serves until the context ends, and tells the API of changes.
func (f *fakeProvider) run(ctx context.Context, api string) error {
	secret, err := webhooks.NewSecret(f.FakepspSecret)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           &fakepsp.Server{WebhookURL: "http://" + api + "/v1/webhooks/payments/fakepsp", Secret: secret},
		ReadHeaderTimeout: 5 * time.Second,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(f.listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return server.Close()
	}
}
