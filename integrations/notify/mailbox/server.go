package mailbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// remembered is how many messages stay in memory: enough for any test, and
// little enough for a dev server that runs for weeks.
const remembered = 10_000

// Server is a running mailbox. It is safe for concurrent use.
type Server struct {
	dir      string
	listener net.Listener
	smtp     *smtp.Server
	served   chan struct{} // closed when the server has ended

	mu       sync.Mutex
	messages []Message
	arrived  chan struct{} // closed and replaced at each arrival
	count    int
	trouble  trouble
}

// Start listens on addr, such as 127.0.0.1:1025 or 127.0.0.1:0 for any free
// port. With a dir, each message is also written there as a file.
func Start(addr, dir string) (*Server, error) { return StartTLS(addr, dir, nil) }

// StartTLS is [Start] with STARTTLS on offer.
func StartTLS(addr, dir string, config *tls.Config) (*Server, error) {
	if dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("mailbox: the folder for mail: %w", err)
		}
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("mailbox: %w", err)
	}
	return serve(listener, dir, config), nil
}

// StartSMTPS is [Start] with TLS from the first byte.
func StartSMTPS(addr, dir string, config *tls.Config) (*Server, error) {
	listener, err := tls.Listen("tcp", addr, config)
	if err != nil {
		return nil, fmt.Errorf("mailbox: %w", err)
	}
	return serve(listener, dir, nil), nil
}

func serve(listener net.Listener, dir string, starttls *tls.Config) *Server {
	s := &Server{dir: dir, listener: listener, served: make(chan struct{}), arrived: make(chan struct{})}
	s.smtp = smtp.NewServer(smtp.BackendFunc(func(conn *smtp.Conn) (smtp.Session, error) {
		return &session{server: s, conn: conn}, nil
	}))
	s.smtp.Domain = "mailbox"
	s.smtp.TLSConfig = starttls
	s.smtp.AllowInsecureAuth = true
	s.smtp.EnableSMTPUTF8 = true
	s.smtp.MaxMessageBytes = 10 << 20
	s.smtp.MaxRecipients = 100
	s.smtp.ReadTimeout = time.Minute
	s.smtp.WriteTimeout = time.Minute
	s.smtp.ErrorLog = log.New(io.Discard, "", 0) // clients that hang up are no news
	go func() {
		defer close(s.served)
		_ = s.smtp.Serve(listener) // ends with Close, which reports
	}()
	return s
}

// Addr is the host and port that it listens on.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// URL is the address as a mailer takes it.
func (s *Server) URL() string { return "smtp://" + s.Addr() }

// Messages returns what has arrived so far, oldest first.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.messages)
}

// Wait returns the messages as soon as at least n have arrived.
func (s *Server) Wait(ctx context.Context, n int) ([]Message, error) {
	for {
		s.mu.Lock()
		messages, arrived := slices.Clone(s.messages), s.arrived
		s.mu.Unlock()
		if len(messages) >= n {
			return messages, nil
		}
		select {
		case <-arrived:
		case <-ctx.Done():
			return messages, fmt.Errorf("waiting for %d messages, %d have arrived: %w", n, len(messages), ctx.Err())
		}
	}
}

// Close ends the server and every connection. Closing twice is no error.
func (s *Server) Close() error {
	err := s.smtp.Close()
	if errors.Is(err, smtp.ErrServerClosed) {
		err = nil
	}
	// The listener too, in case Serve had not come to know it yet.
	if closeErr := s.listener.Close(); !errors.Is(closeErr, net.ErrClosed) {
		err = errors.Join(err, closeErr)
	}
	<-s.served
	return err
}

// keep files a message away, and says whether the connection is to be dropped
// before the sender hears that it arrived.
func (s *Server) keep(message Message) (drop bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if refusal := s.trouble.nextRefusal(); refusal != nil {
		return false, refusal
	}
	s.count++
	if s.dir != "" {
		if err := message.write(s.dir, s.count); err != nil {
			return false, &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: err.Error()}
		}
	}
	s.messages = append(s.messages, message)
	if extra := len(s.messages) - remembered; extra > 0 {
		s.messages = slices.Delete(s.messages, 0, extra)
	}
	close(s.arrived)
	s.arrived = make(chan struct{})
	return s.trouble.nextDrop(), nil
}
