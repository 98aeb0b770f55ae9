package fakepsp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"backhaul/returns"
	"backhaul/webhooks"
)

// Mode is how the refunds of a payment go. A payment's reference that ends in
// "#" and a mode has it: "pay_17#pending".
type Mode string

// The modes. Without one a refund is paid at once.
const (
	// Pending refunds wait until Settle or Fail is called.
	Pending Mode = "pending"
	// Fails refuses the payout at once, for good.
	Fails Mode = "fails"
	// LosesAnswer pays, and drops the connection before it answers.
	LosesAnswer Mode = "loses_answer"
	// TooMany answers the first attempt with 429 and Retry-After.
	TooMany Mode = "too_many"
	// Down answers the first attempt with 503.
	Down Mode = "down"
	// OtherAmount and OtherCurrency echo what was not asked for.
	OtherAmount   Mode = "other_amount"
	OtherCurrency Mode = "other_currency"
)

// refund is a refund as the provider keeps and shows it.
type refund struct {
	ID       string `json:"id"`
	Key      string `json:"key"`
	Payment  string `json:"payment"`
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
	// Status is pending, succeeded or failed.
	Status string `json:"status"`
	Reason string `json:"reason,omitempty"`
}

// Server is the provider. Its zero value works, without webhooks.
type Server struct {
	// WebhookURL is told of every change, signed with Secret.
	WebhookURL string
	Secret     webhooks.Secret
	// Now is the clock of the signatures; nil means the machine's.
	Now func() time.Time

	mu       sync.Mutex
	refunds  map[string]*refund // by key
	attempts map[string]int     // by key
	events   int
	loseNext bool
}

// ServeHTTP answers POST /refunds, GET /refunds?key=… and, for people who try
// things out, POST /changes {key, status, reason} with succeeded or failed.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/changes" && r.Method == http.MethodPost:
		s.changes(w, r)
	case r.URL.Path != "/refunds":
		http.NotFound(w, r)
	case r.Method == http.MethodGet:
		s.find(w, r.URL.Query().Get("key"))
	case r.Method == http.MethodPost:
		s.create(w, r)
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

func (s *Server) changes(w http.ResponseWriter, r *http.Request) {
	var wanted refund
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&wanted); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if wanted.Status != "succeeded" && wanted.Status != "failed" {
		http.Error(w, "the status must be succeeded or failed", http.StatusUnprocessableEntity)
		return
	}
	if err := s.change(r.Context(), wanted.Key, wanted.Status, wanted.Reason); err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) find(w http.ResponseWriter, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, found := s.refunds[key]
	if !found {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	answer(w, http.StatusOK, *known)
}

func (s *Server) create(w http.ResponseWriter, r *http.Request) {
	var asked refund
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&asked); err != nil || asked.Key == "" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if _, err := returns.ParseMoney(asked.Amount, asked.Currency); err != nil {
		w.WriteHeader(http.StatusUnprocessableEntity)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, mode, _ := strings.Cut(asked.Payment, "#")
	if s.attempts == nil {
		s.attempts, s.refunds = map[string]int{}, map[string]*refund{}
	}
	s.attempts[asked.Key]++
	first := s.attempts[asked.Key] == 1
	if first && Mode(mode) == TooMany {
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	if first && Mode(mode) == Down {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if known, repeated := s.refunds[asked.Key]; repeated {
		if known.Payment != asked.Payment || known.Amount != asked.Amount || known.Currency != asked.Currency {
			w.WriteHeader(http.StatusConflict)
			return
		}
		answer(w, http.StatusOK, *known)
		return
	}
	s.refunds[asked.Key] = s.made(asked, Mode(mode))
	if (Mode(mode) == LosesAnswer && first) || s.loseNext {
		s.loseNext = false
		panic(http.ErrAbortHandler) // done, and nobody hears of it
	}
	answer(w, http.StatusCreated, *s.refunds[asked.Key])
}

func (s *Server) made(asked refund, mode Mode) *refund {
	asked.ID, asked.Status = fmt.Sprintf("re_%d_%s", len(s.refunds)+1, asked.Key), "succeeded"
	switch mode {
	case Pending:
		asked.Status = "pending"
	case Fails:
		asked.Status, asked.Reason = "failed", "the account is closed"
	case OtherAmount:
		asked.Amount = "0" + asked.Amount[1:]
		if strings.HasPrefix(asked.Amount, "00") || strings.Trim(asked.Amount, "0.") == "" {
			asked.Amount = "1" + asked.Amount[1:]
		}
	case OtherCurrency:
		asked.Currency = "XXX"
	case LosesAnswer, TooMany, Down:
	}
	return &asked
}

// LoseNextAnswer makes the next refund happen without an answer.
func (s *Server) LoseNextAnswer() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.loseNext = true
}

// Settle pays a refund that was pending, and says so by webhook.
func (s *Server) Settle(ctx context.Context, key string) error {
	return s.change(ctx, key, "succeeded", "")
}

// Fail lets a refund fail, be it pending or paid days ago, and says so by webhook.
func (s *Server) Fail(ctx context.Context, key, reason string) error {
	return s.change(ctx, key, "failed", reason)
}

func (s *Server) change(ctx context.Context, key, status, reason string) error {
	s.mu.Lock()
	known, found := s.refunds[key]
	if !found {
		s.mu.Unlock()
		return fmt.Errorf("no refund has the key %s", key)
	}
	known.Status, known.Reason = status, reason
	s.events++
	event := fmt.Sprintf("evt_%d_%s", s.events, known.ID)
	s.mu.Unlock()
	if s.WebhookURL == "" {
		return nil
	}
	return s.send(ctx, event, key)
}

// send tells of a change. The body names the refund and says nothing else that
// a receiver could be tempted to believe.
func (s *Server) send(ctx context.Context, event, key string) error {
	body, err := json.Marshal(map[string]any{"type": "refund.updated", "data": map[string]string{"key": key}})
	if err != nil {
		return err
	}
	now := time.Now
	if s.Now != nil {
		now = s.Now
	}
	header, err := s.Secret.Sign(event, now(), body)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.WebhookURL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header = header
	request.Header.Set("Content-Type", "application/json")
	response, err := (&http.Client{Timeout: 10 * time.Second}).Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("the webhook at %s answered %s", s.WebhookURL, response.Status)
	}
	return nil
}

// Paid lists what left the account for a key, by the provider's own books.
func (s *Server) Paid(key string) []returns.Money {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, found := s.refunds[key]
	if !found || known.Status == "failed" {
		return nil
	}
	paid, err := returns.ParseMoney(known.Amount, known.Currency)
	if err != nil {
		return nil
	}
	return []returns.Money{paid}
}

func answer(w http.ResponseWriter, status int, body refund) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // whoever does not read it looks it up
}
