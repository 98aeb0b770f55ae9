package fakecarrier

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"backhaul/integrations/carriers"
	"backhaul/integrations/carriers/httpcarrier"
	"backhaul/webhooks"
)

// Mode is how the bookings of an address go. An address that ends in "#" and a
// mode has it: "1 High Street #down".
type Mode string

// The modes. Without one a pickup is booked at once.
const (
	// Hangs lets the first attempt wait until the caller gives up.
	Hangs Mode = "hangs"
	// LosesAnswer books, and drops the connection before it answers.
	LosesAnswer Mode = "loses_answer"
	// TooMany answers the first attempt with 429 and Retry-After.
	TooMany Mode = "too_many"
	// Down answers the first attempt with 503.
	Down Mode = "down"
	// NoWindow refuses every window.
	NoWindow Mode = "no_window"
	// Duplicates sends each scan twice.
	Duplicates Mode = "duplicates"
)

// maxBody bounds what is read of a request.
const maxBody = 64 << 10

// Server is the carrier. Its zero value works, without webhooks.
type Server struct {
	// WebhookURL is told of every scan, signed with Secret.
	WebhookURL string
	Secret     webhooks.Secret
	// Now is the clock of scans and signatures; nil means the machine's.
	Now func() time.Time

	mu       sync.Mutex
	bookings map[string]*booking // by key; what was called off without a booking is there too
	attempts map[string]int      // by key
	issued   int                 // bookings, for the next number
	scans    int
	loseNext bool
	down     bool
}

// booking is what the carrier's books say of a key.
type booking struct {
	httpcarrier.Booking
	void   bool
	inHand bool
}

// ServeHTTP answers the protocol of package httpcarrier and, for people who try
// things out, POST /scans {tracking_number, event, note}.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := r.URL.Query().Get("key")
	switch r.Method + " " + r.URL.Path {
	case "POST /scans":
		s.reportScan(w, r)
	case "GET /bookings":
		s.find(w, key)
	case "POST /bookings":
		s.book(w, r)
	case "DELETE /bookings":
		s.callOff(w, key)
	case "GET /labels":
		s.label(w, key)
	default:
		http.NotFound(w, r)
	}
}

// isDown answers while the carrier is down.
func (s *Server) isDown(w http.ResponseWriter) bool {
	if s.down {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	return s.down
}

func (s *Server) find(w http.ResponseWriter, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, found := s.bookings[key]
	switch {
	case s.isDown(w):
	case !found:
		w.WriteHeader(http.StatusNotFound)
	case known.void:
		w.WriteHeader(http.StatusConflict)
	default:
		answer(w, http.StatusOK, known.Booking)
	}
}

func (s *Server) book(w http.ResponseWriter, r *http.Request) {
	var asked httpcarrier.Booking
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&asked); err != nil || asked.Key == "" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if mode := s.attempt(asked); mode != "" {
		trouble(w, r, mode)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.isDown(w) {
		return
	}
	known, repeated := s.bookings[asked.Key]
	switch {
	case repeated && (known.void || !known.Same(asked)):
		w.WriteHeader(http.StatusConflict)
	case repeated:
		answer(w, http.StatusOK, known.Booking)
	default:
		s.issued++
		asked.Reference, asked.TrackingNumber = fmt.Sprintf("BK-%06d", s.issued), fmt.Sprintf("FC%09d", s.issued)
		s.put(asked.Key, &booking{Booking: asked})
		if s.loseNext || modeOf(asked) == LosesAnswer {
			s.loseNext = false
			panic(http.ErrAbortHandler) // done, and nobody hears of it
		}
		answer(w, http.StatusCreated, asked)
	}
}

// attempt counts the tries, and returns the trouble that this one has.
func (s *Server) attempt(asked httpcarrier.Booking) Mode {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.attempts == nil {
		s.attempts = map[string]int{}
	}
	s.attempts[asked.Key]++
	mode := modeOf(asked)
	switch {
	case mode == NoWindow:
		return mode
	case s.attempts[asked.Key] == 1 && (mode == Hangs || mode == TooMany || mode == Down):
		return mode
	}
	return ""
}

// trouble answers an attempt that does not get through.
func trouble(w http.ResponseWriter, r *http.Request, mode Mode) {
	switch mode {
	case Hangs:
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	case TooMany:
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(http.StatusTooManyRequests)
	case NoWindow:
		answer(w, http.StatusUnprocessableEntity, httpcarrier.Refusal{Field: "window", Reason: "every courier is taken; the next day is free"})
	default:
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

func (s *Server) callOff(w http.ResponseWriter, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, found := s.bookings[key]
	switch {
	case s.isDown(w):
	case key == "":
		w.WriteHeader(http.StatusBadRequest)
	case found && known.inHand:
		w.WriteHeader(http.StatusConflict)
	case found:
		known.void = true
		w.WriteHeader(http.StatusNoContent)
	default: // a booking that is still on its way here comes too late
		s.put(key, &booking{void: true})
		w.WriteHeader(http.StatusNoContent)
	}
}

func (s *Server) label(w http.ResponseWriter, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, found := s.bookings[key]
	if s.isDown(w) {
		return
	}
	if !found || known.void {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	label, err := drawLabel(known.Booking)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(label) // whoever does not read it asks again
}

func (s *Server) put(key string, made *booking) {
	if s.bookings == nil {
		s.bookings = map[string]*booking{}
	}
	s.bookings[key] = made
}

// LoseNextAnswer makes the next booking happen without an answer.
func (s *Server) LoseNextAnswer() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.loseNext = true
}

// GoDown makes everything answer 503, until it is called with false.
func (s *Server) GoDown(down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = down
}

// OnOrder lists the tracking numbers that are booked for a key and not called off.
func (s *Server) OnOrder(key string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, found := s.bookings[key]; found && !known.void {
		return []string{known.TrackingNumber}
	}
	return nil
}

func modeOf(asked httpcarrier.Booking) Mode {
	_, mode, _ := strings.Cut(asked.Place.Address, "#")
	return Mode(mode)
}

// has finds the booking of a tracking number.
func (s *Server) has(trackingNumber string) (*booking, bool) {
	for _, known := range s.bookings {
		if known.TrackingNumber == trackingNumber && trackingNumber != "" {
			return known, true
		}
	}
	return nil, false
}

// takes notes that the courier has the parcel.
func (b *booking) takes(event carriers.EventKind) {
	b.inHand = b.inHand || event == carriers.HandedOver || event == carriers.InTransit || event == carriers.Delivered
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // whoever does not read it looks it up
}
