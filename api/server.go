package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"go.temporal.io/sdk/client"

	"backhaul/webhooks"
)

// Config is what the API is made of.
type Config struct {
	DB *pgxpool.Pool
	// Temporal may be a lazy client: the API starts, and answers 503 to
	// decisions, while Temporal is away.
	Temporal  client.Client
	TaskQueue string
	Photos    Photos
	// PaymentSecrets are what payment providers sign their webhooks with, by name.
	PaymentSecrets map[string]webhooks.Secret
	// CarrierSecrets are what carriers sign theirs with, by name.
	CarrierSecrets map[string]webhooks.Secret
	Logger         *slog.Logger
	// Now is the clock; time.Now unless a test says otherwise.
	Now func() time.Time
	// DecisionTimeout is how long a caller waits for an answer, 10 seconds
	// unless given. A decision that took longer has still been taken or not, and
	// the same request finds out.
	DecisionTimeout time.Duration
	// Metrics collects what is served at /metrics; a registry of its own unless given.
	Metrics *prometheus.Registry
}

// server holds what endpoints need. It implements [StrictServerInterface].
type server struct {
	Config
	document *document
	meters   *meters
	// importing lets one import at a time hold a file's rows in memory.
	importing chan struct{}
}

// New assembles the API.
func New(ctx context.Context, config Config) (http.Handler, error) {
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.DecisionTimeout == 0 {
		config.DecisionTimeout = 10 * time.Second
	}
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	if config.Metrics == nil {
		config.Metrics = prometheus.NewRegistry()
	}
	document, err := loadDocument(ctx)
	if err != nil {
		return nil, err
	}
	s := &server{Config: config, document: document, importing: make(chan struct{}, 1)}
	if s.meters, err = newMeters(config.Metrics); err != nil {
		return nil, err
	}
	return s.router() //nolint:contextcheck // a handler works in its request's context, not in this one
}

// NewServer returns a server with the timeouts the API needs. There is no
// timeout for whole answers, since some are streams; the time for a request's
// body is limited per endpoint (see body.go).
func NewServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
}
