package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"time"

	"backhaul/integrations/carriers"
	"backhaul/integrations/carriers/fakecarrier"
	"backhaul/integrations/carriers/httpcarrier"
	"backhaul/webhooks"
)

// shipping says which carriers are booked by machine; any other is booked by hand.
type shipping struct {
	HTTPCarriers map[string]string `name:"http-carrier" env:"BACKHAUL_HTTP_CARRIERS" mapsep:";" placeholder:"NAME=https://…" help:"Carriers that are booked over HTTP, by the name staff use, separated by semicolons; the protocol is in docs/operations.md (${env})."`
}

func (s shipping) carriers() (carriers.Set, error) {
	adapters := map[string]carriers.Carrier{}
	for name, address := range s.HTTPCarriers {
		client, err := httpcarrier.NewClient(name, address)
		if err != nil {
			return carriers.Set{}, fmt.Errorf("BACKHAUL_HTTP_CARRIERS: %w", err)
		}
		adapters[name] = client
	}
	set, err := carriers.NewSet(adapters)
	if err != nil {
		return set, fmt.Errorf("BACKHAUL_HTTP_CARRIERS: %w", err)
	}
	return set, nil
}

const (
	// fakeCarrierName is what `backhaul dev` knows its carrier by.
	fakeCarrierName = "fakecarrier"
	// switchedOff in place of an address means that there is none.
	switchedOff = "off"
)

// fakeCarrier is the carrier of `backhaul dev`; without a listener it is off.
type fakeCarrier struct {
	listener net.Listener
	secret   string
}

// newFakeCarrier takes the address, and makes up a secret for this run.
func newFakeCarrier(ctx context.Context, address string) (*fakeCarrier, error) {
	if address == switchedOff {
		return &fakeCarrier{}, nil
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("the fake carrier cannot listen on %s: %w; choose another address with --fakecarrier-addr or BACKHAUL_FAKECARRIER_ADDR, or switch it off with %q", address, err, switchedOff)
	}
	key := make([]byte, 32)
	rand.Read(key) // never fails since Go 1.24
	return &fakeCarrier{listener: listener, secret: "whsec_" + base64.StdEncoding.EncodeToString(key)}, nil
}

// shown says where it is and what it is for.
func (f *fakeCarrier) shown() string {
	if f.listener == nil {
		return switchedOff
	}
	return "http://" + f.listener.Addr().String() + `          sends nobody; carrier "` + fakeCarrierName + `" of a pickup`
}

// shipping is how the worker books with it, secrets what the API believes it by.
func (f *fakeCarrier) shipping() shipping {
	if f.listener == nil {
		return shipping{}
	}
	return shipping{HTTPCarriers: map[string]string{fakeCarrierName: "http://" + f.listener.Addr().String()}}
}

func (f *fakeCarrier) secrets() map[string]string {
	if f.listener == nil {
		return nil
	}
	return map[string]string{fakeCarrierName: f.secret}
}

// run serves until the context ends, and tells the API of scans.
func (f *fakeCarrier) run(ctx context.Context, api string) error {
	if f.listener == nil {
		return nil
	}
	secret, err := webhooks.NewSecret(f.secret)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           &fakecarrier.Server{WebhookURL: "http://" + api + "/v1/webhooks/carriers/" + fakeCarrierName, Secret: secret},
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

// close lets go of the address.
func (f *fakeCarrier) close() {
	if f.listener != nil {
		_ = f.listener.Close() // the program ends
	}
}
