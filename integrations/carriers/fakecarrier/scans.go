package fakecarrier

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"backhaul/integrations/carriers"
)

// errUnknownParcel: nobody has booked the parcel.
var errUnknownParcel = errors.New("no booking has this tracking number")

// Scan lets something happen to a parcel, and says so by webhook.
func (s *Server) Scan(ctx context.Context, trackingNumber string, event carriers.EventKind) error {
	s.mu.Lock()
	known, found := s.has(trackingNumber)
	if !found {
		s.mu.Unlock()
		return fmt.Errorf("%q: %w", trackingNumber, errUnknownParcel)
	}
	known.takes(event)
	s.scans++
	id, times := fmt.Sprintf("scan_%d_%s", s.scans, trackingNumber), 1
	if modeOf(known.Booking) == Duplicates {
		times = 2
	}
	s.mu.Unlock()
	if s.WebhookURL == "" {
		return nil
	}
	for range times {
		if err := s.send(ctx, id, trackingNumber, event); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) reportScan(w http.ResponseWriter, r *http.Request) {
	var wanted struct {
		TrackingNumber string             `json:"tracking_number"`
		Event          carriers.EventKind `json:"event"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&wanted); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if !slices.Contains(carriers.EventKinds(), wanted.Event) {
		http.Error(w, fmt.Sprintf("%q is no event; choose one of %v", wanted.Event, carriers.EventKinds()), http.StatusUnprocessableEntity)
		return
	}
	err := s.Scan(r.Context(), wanted.TrackingNumber, wanted.Event)
	switch {
	case errors.Is(err, errUnknownParcel):
		http.Error(w, err.Error(), http.StatusNotFound)
	case err != nil:
		http.Error(w, err.Error(), http.StatusBadGateway)
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// send tells the shop.
func (s *Server) send(ctx context.Context, id, trackingNumber string, event carriers.EventKind) error {
	now := time.Now()
	if s.Now != nil {
		now = s.Now()
	}
	body, err := json.Marshal(map[string]any{"type": "parcel.scanned", "data": map[string]any{
		"tracking_number": trackingNumber, "event": event, "occurred_at": now.UTC(),
	}})
	if err != nil {
		return err
	}
	header, err := s.Secret.Sign(id, now, body)
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
