package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/wneessen/go-mail"
)

// timeout bounds one sending, from the first packet to the last.
const timeout = 30 * time.Second

// Mailer sends mail over SMTP. It is safe for concurrent use and opens one
// connection a mail.
type Mailer struct {
	server server
	from   *netmail.Address
	roots  *x509.CertPool // nil for the machine's own
}

// NewMailer makes a mailer for a server such as smtp://127.0.0.1:1025 or
// smtps://user:password@mail.example.com; ?tls=required refuses to send without
// STARTTLS. From is an address, with the shop's name if it is to sign:
// "Example Shop <returns@example.com>". Nothing is connected yet.
func NewMailer(smtpURL, from string) (*Mailer, error) {
	server, err := parseServer(smtpURL)
	if err != nil {
		return nil, err
	}
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("the sender's address %q: %w", from, err)
	}
	return &Mailer{server: server, from: sender}, nil
}

// Send sends one message. When it returns nil the server has taken the mail.
// When it returns an error the mail may have arrived all the same; sent again,
// it carries the same Message-ID. See [Permanent] for whether to try again.
func (m *Mailer) Send(ctx context.Context, message Message) error {
	msg, err := m.write(message)
	if err != nil {
		return err
	}
	if err := m.deliver(ctx, msg); err != nil {
		return fmt.Errorf("sending the mail %s (%s): %w", message.ID, message.Template, err)
	}
	return nil
}

func (m *Mailer) write(message Message) (*mail.Msg, error) {
	to, err := bareAddress(message.To)
	if err != nil {
		return nil, err
	}
	if message.ID == "" || len(message.ID) > 200 {
		return nil, unsendable("the id %q of a mail must have 1 to 200 characters", message.ID)
	}
	if message.Data.ShopName == "" {
		message.Data.ShopName = m.from.Name
	}
	subject, text, html, err := RenderWith(message.Words, message.Template, message.Locale, message.Data)
	if err != nil {
		return nil, err
	}
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	msg.FromMailAddress(m.from)
	msg.ToMailAddress(to)
	msg.Subject(subject)
	msg.SetDate()
	msg.SetMessageIDWithValue(m.messageID(message.ID))
	// Asks out-of-office replies to stay silent (RFC 3834).
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, text)
	msg.AddAlternativeString(mail.TypeTextHTML, html)
	return msg, nil
}

// messageID keeps the notification's id readable, with whatever a Message-ID
// may not hold escaped.
func (m *Mailer) messageID(id string) string {
	_, domain, _ := strings.Cut(m.from.Address, "@")
	return strings.ReplaceAll(url.QueryEscape(id), ".", "%2E") + "@" + domain
}

// bareAddress refuses all that is no plain address: a name, a list, a header.
func bareAddress(to string) (*netmail.Address, error) {
	address, err := netmail.ParseAddress(to)
	if err != nil || address.Address != to || strings.ContainsFunc(to, unicode.IsControl) {
		return nil, unsendable("%q is not an e-mail address", to)
	}
	return address, nil
}

// deliver hands the mail over on a connection of its own.
func (m *Mailer) deliver(ctx context.Context, msg *mail.Msg) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	// The library neither watches ctx once it is connected, nor closes a
	// connection on which the login failed. Ending ctx closes it in every case.
	dial := func(dialing context.Context, network, _ string) (net.Conn, error) {
		conn, err := m.dial(dialing, network)
		if err == nil {
			context.AfterFunc(ctx, func() { _ = conn.Close() })
		}
		return conn, err
	}
	client, err := mail.NewClient(m.server.host, m.options(dial)...)
	if err != nil {
		return err
	}
	session, err := client.DialToSMTPClientWithContext(ctx)
	if err == nil {
		err = client.SendWithSMTPClient(session, msg)
	}
	if msg.IsDelivered() {
		// Whatever goes wrong from here on, saying so would only send it twice.
		_ = client.CloseWithSMTPClient(session)
		return nil
	}
	return errors.Join(context.Cause(ctx), err)
}

func (m *Mailer) options(dial mail.DialContextFunc) []mail.Option {
	options := []mail.Option{
		mail.WithPort(m.server.port),
		mail.WithTimeout(timeout),
		mail.WithTLSPolicy(m.server.policy),
		mail.WithTLSConfig(m.tls()),
		mail.WithDialContextFunc(dial),
	}
	if m.server.implicit {
		options = append(options, mail.WithSSL())
	}
	if m.server.user != "" {
		// PLAIN, which the library sends over TLS or to this machine only.
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthPlain),
			mail.WithUsername(m.server.user), mail.WithPassword(m.server.password))
	}
	return options
}

func (m *Mailer) dial(ctx context.Context, network string) (net.Conn, error) {
	if m.server.implicit {
		return (&tls.Dialer{Config: m.tls()}).DialContext(ctx, network, m.server.address())
	}
	return new(net.Dialer).DialContext(ctx, network, m.server.address())
}

func (m *Mailer) tls() *tls.Config {
	return &tls.Config{ServerName: m.server.host, RootCAs: m.roots, MinVersion: tls.VersionTLS12}
}
