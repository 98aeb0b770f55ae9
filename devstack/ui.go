package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/temporalio/ui-server/v2/server"
	"github.com/temporalio/ui-server/v2/server/config"
	"github.com/temporalio/ui-server/v2/server/server_options"
)

// webUI is Temporal's web interface, served by this process.
type webUI struct {
	server *server.Server
	ended  chan struct{}
}

// startUI serves the web UI of the Temporal server at frontend and returns when it answers.
func startUI(ctx context.Context, listen, frontend *port) (*webUI, error) {
	u := &webUI{
		server: server.NewServer(server_options.WithConfigProvider(&config.Config{
			TemporalGRPCAddress: frontend.address(),
			Host:                listen.host,
			Port:                listen.number,
			EnableUI:            true,
			DefaultNamespace:    namespace,
			HideLogs:            true,
			DisableNewsFetch:    true, // a development machine calls nobody
			// The UI is served over plain HTTP: a cookie for HTTPS only would not come back, and signals, updates
			// and cancellations would be refused as forged.
			CORS: config.CORS{CookieInsecure: true},
		})),
		ended: make(chan struct{}),
	}
	listen.release()
	go func() {
		defer close(u.ended)
		_ = u.server.Start() // never an error: it ends the process if it cannot listen, which is why we held the port
	}()
	if err := awaitHTTP(ctx, uiURL(listen)); err != nil {
		u.stop()
		return nil, fmt.Errorf("start Temporal's web UI: %w", err)
	}
	return u, nil
}

func (u *webUI) stop() {
	u.server.Stop()
	<-u.ended
}

func uiURL(listen *port) string { return "http://" + listen.address() }

// awaitHTTP asks until the address answers a request with success.
func awaitHTTP(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeoutCause(ctx, 30*time.Second, errors.New("it did not answer within 30 seconds"))
	defer cancel()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
