package api

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"go.temporal.io/sdk/client"

	"backhaul/accounts"
	"backhaul/identity"
	"backhaul/payloads"
	"backhaul/publicnet"
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
	// Payloads reads what Temporal keeps; nil when that is not encrypted.
	Payloads *payloads.Codec
	// Webhooks say where subscriptions may lead; to public addresses over TLS unless given.
	Webhooks publicnet.Rules
	// TemporalUI is the origin of Temporal's web UI, such as http://127.0.0.1:8233,
	// whose pages may ask for payloads to be decrypted; "" for none.
	TemporalUI string
	Logger     *slog.Logger
	// Console serves the pages for browsers at every path that the API does not have; nil for none.
	Console http.Handler
	// Now is the clock; time.Now unless a test says otherwise.
	Now func() time.Time
	// DecisionTimeout is how long a caller waits for an answer, 10 seconds
	// unless given. A decision that took longer has still been taken or not, and
	// the same request finds out.
	DecisionTimeout time.Duration
	// PublicURL is where people reach the service, such as https://returns.example.com.
	// With https, cookies are bound to the host and go over TLS only.
	PublicURL *url.URL
	// ReturnAddress is where customers send what they return, a line each, as it
	// is printed on packing slips; none when the carrier's label says it all.
	ReturnAddress []string
	// TrustedProxies are the addresses and networks whose X-Forwarded-For is
	// believed; nobody's unless given.
	TrustedProxies []string
	// Sessions are how long sessions live: two hours idle and twelve in all unless given.
	Sessions accounts.Terms
	// Identity is the OpenID Connect provider where people sign in; nil for none.
	Identity *identity.Provider
	// LocalUsersOff keeps users of the service's own from signing in with a
	// password. Tokens are no sign-in, and go on.
	LocalUsersOff bool
	// BatchParallel is how many returns a batch opens at the same time, 8 unless given.
	BatchParallel int
	// Limits are how often calls may come; as often as they like unless given.
	Limits Limits
	// LinkKeys sign customers' links; without any there are none to be had.
	LinkKeys accounts.LinkKeys
	// Metrics collects what is served at /metrics; a registry of its own unless given.
	Metrics *prometheus.Registry
}

// server holds what endpoints need. It implements [StrictServerInterface].
type server struct {
	Config
	document  *document
	meters    *meters
	passwords *accounts.Passwords
	// origin refuses what other sites send in a browser's name.
	origin                        *http.CrossOriginProtection
	perAddress, perToken, perUser *limiter
	// importing lets one import at a time hold a file's rows in memory.
	importing chan struct{}
	feed      *feed
}

// New assembles the API.
func New(ctx context.Context, config Config) (http.Handler, error) {
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.DecisionTimeout == 0 {
		config.DecisionTimeout = 10 * time.Second
	}
	if config.BatchParallel == 0 {
		config.BatchParallel = 8
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
	if err := warmRapid(); err != nil {
		return nil, err
	}
	s := &server{
		Config: config, document: document, importing: make(chan struct{}, 1),
		passwords: accounts.NewPasswords(passwordsAtOnce), origin: http.NewCrossOriginProtection(),
		perAddress: newLimiter(config.Limits.PerAddress), perToken: newLimiter(config.Limits.PerToken), perUser: newLimiter(config.Limits.PerUser),
	}
	if err := s.prepareSessions(); err != nil {
		return nil, err
	}
	s.feed = newFeed(ctx, s.DB, s.Logger)
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
