package notify

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"

	"github.com/wneessen/go-mail"
)

// server is where mail is handed over, read from a URL:
//
//	smtp://127.0.0.1:1025                        a server on this machine
//	smtp://user:password@mail.example.com:587    STARTTLS where it is offered
//	smtp://mail.example.com?tls=required         no mail without STARTTLS
//	smtps://user:password@mail.example.com       TLS from the first byte
//
// A password is sent only over TLS, or to this machine. Ports default to 587
// and 465.
type server struct {
	host     string
	port     int
	user     string
	password string
	implicit bool // TLS from the first byte
	policy   mail.TLSPolicy
}

func parseServer(smtpURL string) (server, error) {
	u, err := url.Parse(smtpURL)
	if err != nil {
		return server{}, errors.New("the SMTP URL cannot be read; it may hold a password, so it is not shown") // nor is err, which quotes it
	}
	s := server{host: u.Hostname(), user: u.User.Username(), port: 587, policy: mail.TLSOpportunistic}
	s.password, _ = u.User.Password()
	switch u.Scheme {
	case "smtp":
	case "smtps":
		s.implicit, s.port = true, 465
	default:
		return server{}, fmt.Errorf("the SMTP URL begins with %q; it must begin with smtp:// or smtps://", u.Scheme)
	}
	if s.host == "" || (u.Path != "" && u.Path != "/") {
		return server{}, fmt.Errorf("the SMTP URL %s must name a host and nothing behind it", u.Redacted())
	}
	if u.Port() != "" {
		s.port, err = strconv.Atoi(u.Port())
		if err != nil || s.port < 1 || s.port > 65535 {
			return server{}, fmt.Errorf("the SMTP URL %s has the port %q", u.Redacted(), u.Port())
		}
	}
	if err := s.readOptions(u); err != nil {
		return server{}, err
	}
	return s, nil
}

func (s *server) readOptions(u *url.URL) error {
	for name, values := range u.Query() {
		if name != "tls" {
			return fmt.Errorf("the SMTP URL has the option %q; the only one is tls", name)
		}
		switch values[len(values)-1] {
		case "opportunistic":
			s.policy = mail.TLSOpportunistic
		case "required":
			s.policy = mail.TLSMandatory
		case "none":
			s.policy = mail.NoTLS
		default:
			return fmt.Errorf("the SMTP URL has tls=%s; choose opportunistic, required or none", values[len(values)-1])
		}
	}
	return nil
}

func (s server) address() string { return net.JoinHostPort(s.host, strconv.Itoa(s.port)) }
