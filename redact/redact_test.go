package redact_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"backhaul/redact"
)

func TestText_SecretsAndPeople_AreGone_AndTheRestStays(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`postgres://backhaul:hunter2@db:5432/backhaul?sslmode=disable`:                 `postgres://backhaul:[redacted]@db:5432/backhaul?sslmode=disable`,
		`postgres://backhaul:a:b@c@db/backhaul`:                                        `postgres://backhaul:[redacted]@db/backhaul`,
		`cannot parse "host=db user=app password='it is' port=1"`:                      `cannot parse "host=db user=app password=[redacted] port=1"`,
		`Authorization: Bearer bh_0123456789abcdef`:                                    `Authorization: Bearer [redacted]`,
		`the token bh_abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst is unknown`: `the token bh_[redacted] is unknown`,
		`whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw`:                                       `whsec_[redacted]`,
		`Get "https://id.example/cb?access_token=abc123&state=x": EOF`:                 `Get "https://id.example/cb?access_token=[redacted]&state=x": EOF`,
		`{"client_secret":"s3\"cr","grant":"code"}`:                                    `{"client_secret":[redacted],"grant":"code"}`,
		`map[Cookie:[backhaul=aaaa; b=c] Accept:[*/*]]`:                                `map[Cookie:[[redacted]] Accept:[*/*]]`,
		`550 5.1.1 <ana.marsh+x@mail.example.org>: unknown`:                            `550 5.1.1 <[e-mail]>: unknown`,
		`call +44 20 7946 0018 or 138 0013 8000, or 020 7946 0018`:                     `call [phone] or [phone], or [phone]`,
		`return ret_01k5x8zzq3v7m1a2b3c4d5e6f7 of order 536365 is open`:                `return ret_01k5x8zzq3v7m1a2b3c4d5e6f7 of order 536365 is open`,
		`2026-11-26T15:00:00Z dial tcp 192.0.2.10:5432: refused, 12.50`:                `2026-11-26T15:00:00Z dial tcp 192.0.2.10:5432: refused, 12.50`,
		`RMA-0A1B2-3C4D5 rfd_01k5x8zzq3v7m1a2b3c4d5e6f7_1 token tok_1`:                 `RMA-0A1B2-3C4D5 rfd_01k5x8zzq3v7m1a2b3c4d5e6f7_1 token tok_1`,
		`eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl was wrong`:               `[redacted] was wrong`,
	} {
		require.Equal(t, want, redact.Text(text))
	}
}

func logged(log func(*slog.Logger)) string {
	var out bytes.Buffer
	log(slog.New(redact.Handler(slog.NewJSONHandler(&out, nil))))
	return out.String()
}

func TestHandler_WhereverItHides_IsNotWritten(t *testing.T) {
	t.Parallel()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://shop:hunter2@127.0.0.1:1/v1", nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer hunter2hunter2")
	text := logged(func(log *slog.Logger) {
		log = log.With("from", "ana@example.org").WithGroup("outer").With("headers", request.Header)
		log.Error("sign-in of ana@example.org failed", "url", request.URL, "password", "hunter2",
			slog.Group("deep", "secret", []byte("hunter2"), "error", fmt.Errorf("wrapped: %w", errors.New("token bh_abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst"))),
			"lazy", valuer{}, "raw", []byte("pwd=hunter2"), "rows", []string{"ana@example.org"}, "count", 13800138000, "ok", true)
	})
	for _, secret := range []string{"hunter2", "ana@example.org", "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst"} {
		require.NotContains(t, text, secret)
	}
	for _, kept := range []string{`"count":13800138000`, `"ok":true`, "sign-in of [e-mail] failed", "127.0.0.1:1/v1", "wrapped: token"} {
		require.Contains(t, text, kept)
	}
}

type valuer struct{}

func (valuer) LogValue() slog.Value { return slog.StringValue("postgres://a:hunter2@b") }

func TestHandler_RealErrors_SayWhatFailedAndNoSecret(t *testing.T) {
	t.Parallel()
	_, badPort := pgx.ParseConfig("postgres://app:hunter2@db:port/backhaul")
	require.Error(t, badPort)
	_, away := pgconn.Connect(t.Context(), "postgres://app:hunter2@127.0.0.1:1/backhaul?connect_timeout=1")
	require.Error(t, away)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1:1/?client_secret=hunter2", nil)
	require.NoError(t, err)
	_, refused := http.DefaultClient.Do(request) //nolint:bodyclose // nobody answers
	require.ErrorContains(t, refused, "hunter2", "the error itself quotes the secret; else this proves nothing")
	for _, err := range []error{badPort, away, refused} {
		text := logged(func(log *slog.Logger) { log.Warn("it failed", "error", err) })
		require.NotContains(t, text, "hunter2")
		require.Contains(t, text, "it failed")
	}
}
