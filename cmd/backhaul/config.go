package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"backhaul/db"
	"backhaul/integrations/blob"
	"backhaul/payloads"
)

// database says which PostgreSQL is meant.
type database struct {
	DatabaseURL string `default:"postgres://backhaul@127.0.0.1:15432/backhaul?sslmode=disable" env:"DATABASE_URL" help:"PostgreSQL (${env})."`
}

func (d database) open(ctx context.Context) (*pgxpool.Pool, error) {
	return db.Open(ctx, d.DatabaseURL)
}

// temporal says which Temporal is meant, by the names Temporal's own tools use.
type temporal struct {
	TemporalAddress   string `default:"127.0.0.1:7233" env:"TEMPORAL_ADDRESS" help:"Temporal's frontend (${env})."`
	TemporalNamespace string `default:"default" env:"TEMPORAL_NAMESPACE" help:"Temporal namespace (${env})."`
	PayloadKeys       string `env:"BACKHAUL_PAYLOAD_KEYS" placeholder:"ID:BASE64,…" help:"Keys that encrypt what Temporal keeps, each id:base64 of 32 random bytes: the first encrypts, the others still decrypt (${env})."`
	TaskQueue         string `default:"backhaul" env:"BACKHAUL_TASK_QUEUE" help:"Temporal task queue of the returns (${env})."`
}

// open prepares a client without connecting, so that the API starts, and says
// that it is not ready, while Temporal is away.
func (t temporal) open(kept storage, logger *slog.Logger) (client.Client, error) {
	codec, err := t.payloads(kept)
	if err != nil {
		return nil, err
	}
	if codec == nil {
		logger.Warn("what Temporal keeps is not encrypted: set BACKHAUL_PAYLOAD_KEYS before it holds people's data")
	}
	c, err := client.NewLazyClient(codec.Seal(client.Options{
		HostPort:  t.TemporalAddress,
		Namespace: t.TemporalNamespace,
		Logger:    log.NewStructuredLogger(logger),
		Identity:  "backhaul",
	}))
	if err != nil {
		return nil, fmt.Errorf("TEMPORAL_ADDRESS %s: %w", t.TemporalAddress, err)
	}
	return c, nil
}

// payloads is nil without keys. Keys that are not given are those that dev keeps
// in the data directory, so that other commands read what it wrote.
func (t temporal) payloads(kept storage) (*payloads.Codec, error) {
	keys, source := t.PayloadKeys, "BACKHAUL_PAYLOAD_KEYS"
	if keys == "" {
		source = kept.payloadKeysFile()
		text, err := os.ReadFile(source)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("the keys of what Temporal keeps: %w", err)
		}
		keys = strings.TrimSpace(string(text))
	}
	codec, err := payloads.ParseKeys(keys)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	return codec, nil
}

// storage says where files are kept.
type storage struct {
	DataDir string `default:".data" env:"BACKHAUL_DATA_DIR" type:"path" help:"Where state is kept (${env})."`
	BlobURL string `env:"BACKHAUL_BLOB_URL" help:"Where photos and labels are kept; a folder of the data directory unless given (${env})."`
}

func (s storage) payloadKeysFile() string { return filepath.Join(s.DataDir, "payload-keys") }

func (s storage) open(ctx context.Context) (*blob.Store, error) {
	url := s.BlobURL
	if url == "" {
		dir, err := filepath.Abs(filepath.Join(s.DataDir, "evidence"))
		if err != nil {
			return nil, err
		}
		url = "file://" + filepath.ToSlash(dir)
	}
	store, err := blob.Open(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("BACKHAUL_BLOB_URL %s: %w", url, err)
	}
	return store, nil
}

// mailing says how messages go out.
type mailing struct {
	SMTPURL  string `name:"smtp-url" default:"smtp://127.0.0.1:1025" env:"BACKHAUL_SMTP_URL" help:"Mail server: smtp://user:password@host:port or smtps://… (${env})."`
	MailFrom string `default:"Backhaul <returns@localhost>" env:"BACKHAUL_MAIL_FROM" help:"Sender of all messages (${env})."`
}

// logging says how to log.
type logging struct {
	LogFormat string `default:"json" enum:"json,text" env:"BACKHAUL_LOG_FORMAT" help:"json or text (${env})."`
}

// masked hides the password of a URL that is shown to people.
func masked(url string) string {
	scheme, rest, found := strings.Cut(url, "://")
	user, host, hasUser := strings.Cut(rest, "@")
	name, _, hasPassword := strings.Cut(user, ":")
	if !found || !hasUser || !hasPassword {
		return url
	}
	return scheme + "://" + name + ":***@" + host
}
