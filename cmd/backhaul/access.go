package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/accounts"
	"backhaul/api"
	"backhaul/db"
)

// entering says where people reach the API, and how long they stay signed in.
type entering struct {
	linking
	TrustedProxies []string      `env:"BACKHAUL_TRUSTED_PROXIES" help:"Addresses or networks of proxies whose X-Forwarded-For is believed, separated by commas; nobody's unless given (${env})."`
	ReturnAddress  []string      `sep:"|" env:"BACKHAUL_RETURN_ADDRESS" help:"Where customers send what they return, for packing slips, its lines separated by | (${env})."`
	SessionIdle    time.Duration `default:"2h" env:"BACKHAUL_SESSION_IDLE" help:"When a session ends that nobody uses (${env})."`
	SessionLongest time.Duration `default:"12h" env:"BACKHAUL_SESSION_LONGEST" help:"When a session ends in any case (${env})."`
	identifying
}

// limiting says how often anybody may call. On one machine, for trials, nobody
// is limited.
type limiting struct {
	RatePerAddress float64 `default:"100" env:"BACKHAUL_RATE_PER_ADDRESS" help:"Calls per second from one address, ten times as many at once; 0 for no limit (${env})."`
	RatePerToken   float64 `default:"50" env:"BACKHAUL_RATE_PER_TOKEN" help:"Calls per second with one token or session, ten times as many at once; 0 for no limit (${env})."`
	RatePerUser    float64 `default:"100" env:"BACKHAUL_RATE_PER_USER" help:"Calls per second by one user with all of theirs, ten times as many at once; 0 for no limit (${env})."`
	BatchParallel  int     `default:"8" env:"BACKHAUL_BATCH_PARALLEL" help:"Returns that a batch opens or decides at the same time (${env})."`
}

func (l limiting) limits() api.Limits {
	limit := func(perSecond float64) api.Rate { return api.Rate{PerSecond: perSecond, Burst: int(10 * perSecond)} }
	return api.Limits{PerAddress: limit(l.RatePerAddress), PerToken: limit(l.RatePerToken), PerUser: limit(l.RatePerUser)}
}

// into sets what the API is told of it. The listener's address is what people
// reach unless it is said otherwise.
func (e entering) into(config *api.Config, listener net.Addr, logger *slog.Logger) error {
	public, err := e.public(listener)
	if err != nil {
		return err
	}
	config.PublicURL, config.TrustedProxies, config.ReturnAddress = public, e.TrustedProxies, e.addressLines()
	config.Sessions = accounts.Terms{Idle: e.SessionIdle, Longest: e.SessionLongest}
	if err := e.identifying.into(config, public); err != nil {
		return err
	}
	if config.LinkKeys, err = e.linking.keys(); config.LinkKeys == nil && err == nil {
		config.LinkKeys = accounts.LinkKeys{{Name: "this-run", Secret: make([]byte, 32)}}
		rand.Read(config.LinkKeys[0].Secret) // never fails since Go 1.24
		logger.Warn("BACKHAUL_LINK_KEYS is not set: customers' links end with this process")
	}
	return err
}

// addressLines leaves out what is blank: an empty setting, as docker-compose.yml
// passes on, is no address.
func (e entering) addressLines() (lines []string) {
	for _, line := range e.ReturnAddress {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func (e entering) public(listener net.Addr) (*url.URL, error) {
	if e.PublicURL == "" {
		if address, ok := listener.(*net.TCPAddr); !ok || !address.IP.IsLoopback() {
			return nil, errors.New("the API can be reached from other machines: set BACKHAUL_PUBLIC_URL to where people reach it, such as https://returns.example.com")
		}
		return &url.URL{Scheme: "http", Host: listener.String()}, nil
	}
	public, err := url.Parse(e.PublicURL)
	if err != nil || public.Host == "" || (public.Scheme != "https" && public.Scheme != "http") {
		return nil, fmt.Errorf("BACKHAUL_PUBLIC_URL %q is not an address such as https://returns.example.com", e.PublicURL)
	}
	return public, nil
}

// checkSafe refuses to serve other machines with what is for trials on one. It
// names all that is wrong at once.
func checkSafe(ctx context.Context, public *url.URL, pool *pgxpool.Pool, databaseURL string, e entering, heard listening, tell telling) error {
	if api.IsLoopback(public.Hostname()) {
		return nil
	}
	var wrong []string
	if public.Scheme != "https" {
		wrong = append(wrong, "BACKHAUL_PUBLIC_URL begins with http://, so that passwords and cookies could be read on the way; put TLS in front and say https://")
	}
	if e.LinkKeys == "" {
		wrong = append(wrong, "BACKHAUL_LINK_KEYS is not set; make a key with: echo \"a:$(openssl rand -base64 32)\"")
	}
	if heard.FakepspSecret != "" {
		wrong = append(wrong, "BACKHAUL_FAKEPSP_SECRET is set, and the fake payment provider pays nobody")
	}
	if tell.WebhooksToLoopback {
		wrong = append(wrong, "BACKHAUL_WEBHOOKS_TO_LOOPBACK is set, so that a webhook subscription could call this machine")
	}
	if parsed, err := url.Parse(databaseURL); err == nil {
		if password, _ := parsed.User.Password(); password == "development" {
			wrong = append(wrong, "DATABASE_URL has the password that docker-compose.yml has for development")
		}
	}
	users, err := db.Queries.DevUsers(ctx, pool)
	if err != nil && !db.Away(err) { // while PostgreSQL is away nobody gets in anyway
		return err
	}
	if len(users) > 0 {
		wrong = append(wrong, fmt.Sprintf("the database has users of backhaul dev who can still come in: %s; disable them: backhaul users disable <id>", strings.Join(users, ", ")))
	}
	if len(wrong) == 0 {
		return nil
	}
	return fmt.Errorf("%s is not a place for trials:\n  - %s", public, strings.Join(wrong, "\n  - "))
}
