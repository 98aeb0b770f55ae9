package notify

import (
	"crypto/tls"
	"crypto/x509"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/notify/mailbox"
)

// certificate is one for 127.0.0.1, with the roots that vouch for it.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	server := httptest.NewTLSServer(nil)
	t.Cleanup(server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	return &tls.Config{Certificates: server.TLS.Certificates}, roots
}

func started(t *testing.T) func(*mailbox.Server, error) *mailbox.Server {
	return func(server *mailbox.Server, err error) *mailbox.Server {
		t.Helper()
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, server.Close()) })
		return server
	}
}

func send(t *testing.T, url string, roots *x509.CertPool) error {
	t.Helper()
	mailer, err := NewMailer(url, "returns@shop.example")
	require.NoError(t, err)
	mailer.roots = roots
	return mailer.Send(t.Context(), Message{
		ID: "1", To: "ana@example.com", Template: Completed, Data: Data{RMANumber: "RMA-7K4PQ-92QXD"},
	})
}

func TestMailer_TLS_IsUsedAsTheURLSays(t *testing.T) {
	t.Parallel()
	config, roots := certificate(t)
	plain := started(t)(mailbox.Start("127.0.0.1:0", ""))
	starttls := started(t)(mailbox.StartTLS("127.0.0.1:0", "", config))
	smtps := started(t)(mailbox.StartSMTPS("127.0.0.1:0", "", config))
	for name, tt := range map[string]struct {
		server  *mailbox.Server
		url     string
		fails   string // "" when the mail arrives
		private bool
	}{
		"plain where there is no TLS":        {plain, "smtp://" + plain.Addr(), "", false},
		"STARTTLS where it is offered":       {starttls, "smtp://" + starttls.Addr(), "", true},
		"STARTTLS where it is required":      {starttls, "smtp://" + starttls.Addr() + "?tls=required", "", true},
		"STARTTLS required but not offered":  {plain, "smtp://" + plain.Addr() + "?tls=required", "STARTTLS", false},
		"STARTTLS offered but declined":      {starttls, "smtp://" + starttls.Addr() + "?tls=none", "", false},
		"TLS from the first byte":            {smtps, "smtps://" + smtps.Addr(), "", true},
		"TLS from the first byte, to no TLS": {plain, "smtps://" + plain.Addr(), "tls", false},
	} {
		before := len(tt.server.Messages())
		err := send(t, tt.url, roots)
		if tt.fails != "" {
			require.ErrorContains(t, err, tt.fails, name)
			require.False(t, Permanent(err), name)
			require.Len(t, tt.server.Messages(), before, name)
			continue
		}
		require.NoError(t, err, name)
		messages := tt.server.Messages()
		require.Len(t, messages, before+1, name)
		require.Equal(t, tt.private, messages[before].Encrypted, name)
	}
}

func TestMailer_CertificateNobodyVouchesFor_IsRefused(t *testing.T) {
	t.Parallel()
	config, _ := certificate(t)
	for name, url := range map[string]string{
		"STARTTLS": "smtp://" + started(t)(mailbox.StartTLS("127.0.0.1:0", "", config)).Addr(),
		"SMTPS":    "smtps://" + started(t)(mailbox.StartSMTPS("127.0.0.1:0", "", config)).Addr(),
	} {
		err := send(t, url, x509.NewCertPool())
		var unknown x509.UnknownAuthorityError
		require.ErrorAs(t, err, &unknown, name)
		require.False(t, Permanent(err), name)
	}
}

func TestMailer_Password_GoesOverTLSOrToThisMachineOnly(t *testing.T) {
	t.Parallel()
	config, roots := certificate(t)
	plain := started(t)(mailbox.Start("127.0.0.1:0", ""))
	smtps := started(t)(mailbox.StartSMTPS("127.0.0.1:0", "", config))
	plain.RequireLogin("shop", "s3cret")
	smtps.RequireLogin("shop", "s3cret")

	require.NoError(t, send(t, "smtp://shop:s3cret@"+plain.Addr(), nil))
	require.Equal(t, "shop", plain.Messages()[0].User)
	require.NoError(t, send(t, "smtps://shop:s3cret@"+smtps.Addr(), roots))
	require.Equal(t, "shop", smtps.Messages()[0].User)

	// The same server under an address that does not look like this machine's.
	_, port, _ := strings.Cut(plain.Addr(), ":")
	err := send(t, "smtp://shop:s3cret@[::ffff:127.0.0.1]:"+port, nil)
	require.ErrorContains(t, err, "unencrypted")
	require.Len(t, plain.Messages(), 1)
}

func TestMailer_WrongPassword_IsNotPermanentAndNotShown(t *testing.T) {
	t.Parallel()
	server := started(t)(mailbox.Start("127.0.0.1:0", ""))
	server.RequireLogin("shop", "s3cret")
	err := send(t, "smtp://shop:mistyped@"+server.Addr(), nil)
	require.ErrorContains(t, err, "535")
	require.NotContains(t, err.Error(), "mistyped")
	require.False(t, Permanent(err), "an operator can repair it, and the mail is good")
	require.Empty(t, server.Messages())
}

func TestNewMailer_URL_IsReadWithItsDefaults(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"smtp://mail.example.com":           "mail.example.com:587",
		"smtp://mail.example.com:25/":       "mail.example.com:25",
		"smtps://mail.example.com":          "mail.example.com:465",
		"smtp://[::1]:1025?tls=none":        "[::1]:1025",
		"smtp://a%40b:p%2Fw@mail.example.c": "mail.example.c:587",
	} {
		mailer, err := NewMailer(url, "returns@shop.example")
		require.NoError(t, err, url)
		require.Equal(t, want, mailer.server.address(), url)
	}
}

func TestNewMailer_MistakeInTheURL_IsNamedWithoutThePassword(t *testing.T) {
	t.Parallel()
	for url, says := range map[string]string{
		"":                                   "smtp://",
		"mail.example.com:25":                "smtp://",
		"http://mail.example.com":            "http",
		"smtp://":                            "host",
		"smtp://u:s3cret@host/inbox":         "nothing behind it",
		"smtp://u:s3cret@host:0":             "port",
		"smtp://u:s3cret@host:99999":         "port",
		"smtp://u:s3cret@host:port":          "cannot be read",
		"smtp://u:s3cret@host?tls=maybe":     "maybe",
		"smtp://u:s3cret@host?starttls=true": "starttls",
		"smtp://u:s3cret@host%":              "cannot be read",
	} {
		_, err := NewMailer(url, "returns@shop.example")
		require.ErrorContains(t, err, says, url)
		require.NotContains(t, err.Error(), "s3cret", url)
	}
	for _, from := range []string{"", "shop", "shop@", "a@b.c\r\nBcc: d@e.f"} {
		_, err := NewMailer("smtp://127.0.0.1:1025", from)
		require.ErrorContains(t, err, "the sender's address", from)
	}
}
