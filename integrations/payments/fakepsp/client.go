package fakepsp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"backhaul/integrations/payments"
	"backhaul/returns"
)

// maxBody bounds what is read of an answer.
const maxBody = 64 << 10

// Client refunds through a [Server] over HTTP.
type Client struct {
	base string
	http *http.Client
}

var _ payments.Provider = (*Client)(nil)

// NewClient talks to the server at the base URL, such as http://127.0.0.1:8090.
func NewClient(base string) (*Client, error) {
	if parsed, err := url.Parse(base); err != nil || parsed.Host == "" || (parsed.Scheme != "http" && parsed.Scheme != "https") {
		return nil, fmt.Errorf("%q is not the URL of a payment provider, such as http://127.0.0.1:8090", base)
	}
	return &Client{base: base, http: &http.Client{Timeout: 20 * time.Second}}, nil
}

// Refund creates the refund under its key. A repeat finds the first.
func (c *Client) Refund(ctx context.Context, asked payments.Refund) (payments.Outcome, error) {
	if err := asked.Check(); err != nil {
		return payments.Outcome{}, err
	}
	body, err := json.Marshal(refund{
		Key: asked.Key, Payment: asked.Payment, Amount: asked.Amount.Decimal(), Currency: asked.Amount.Currency,
	})
	if err != nil {
		return payments.Outcome{}, err
	}
	status, made, err := c.call(ctx, http.MethodPost, "/refunds", bytes.NewReader(body))
	switch {
	case err != nil:
		return payments.Outcome{}, err
	case status == http.StatusConflict:
		return payments.Outcome{}, returns.Refuse(returns.CodeConflict, "the payment provider knows the refund %s with another amount or payment", asked.Key)
	case status/100 != 2:
		return payments.Outcome{}, returns.Refuse(returns.CodeInvalid, "the payment provider refuses the refund %s with the HTTP status %s", asked.Key, status)
	}
	return made.outcome()
}

// Lookup asks what became of a key.
func (c *Client) Lookup(ctx context.Context, key string) (payments.Outcome, bool, error) {
	status, found, err := c.call(ctx, http.MethodGet, "/refunds?key="+url.QueryEscape(key), nil)
	if err != nil || status == http.StatusNotFound {
		return payments.Outcome{}, false, err
	}
	if status != http.StatusOK {
		return payments.Outcome{}, false, fmt.Errorf("looking up %s: the payment provider answered %d", key, status)
	}
	if found.Key != key {
		return payments.Outcome{}, false, fmt.Errorf("looking up %s: the payment provider answered about %s", key, strconv.Quote(found.Key))
	}
	outcome, err := found.outcome()
	return outcome, err == nil, err
}

// call returns the status and, when it is 2xx, the refund. Errors of the
// network and of the server leave the outcome unknown.
func (c *Client) call(ctx context.Context, method, path string, body io.Reader) (int, refund, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return 0, refund{}, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := c.http.Do(request)
	if err != nil {
		return 0, refund{}, err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusTooManyRequests || response.StatusCode >= 500 {
		err := fmt.Errorf("the payment provider answered %s", response.Status)
		if seconds, notNumber := strconv.Atoi(response.Header.Get("Retry-After")); notNumber == nil && seconds > 0 {
			return 0, refund{}, &payments.Later{After: time.Duration(seconds) * time.Second, Err: err}
		}
		return 0, refund{}, err
	}
	if response.StatusCode/100 != 2 {
		return response.StatusCode, refund{}, nil
	}
	var got refund
	if err := json.NewDecoder(io.LimitReader(response.Body, maxBody)).Decode(&got); err != nil {
		return 0, refund{}, fmt.Errorf("the payment provider's answer cannot be read: %w", err)
	}
	return response.StatusCode, got, nil
}

// outcome is what the provider says, with the amount it speaks of: the caller
// holds it against what was asked for.
func (r refund) outcome() (payments.Outcome, error) {
	states := map[string]payments.State{"pending": payments.Pending, "succeeded": payments.Settled, "failed": payments.Failed}
	state, known := states[r.Status]
	if !known || r.ID == "" {
		return payments.Outcome{}, fmt.Errorf("the payment provider gives the refund %s the status %s, which is none", strconv.Quote(r.ID), strconv.Quote(r.Status))
	}
	amount, err := returns.ParseMoney(r.Amount, r.Currency)
	if err != nil { // an unknown currency is another one than was asked for
		amount = returns.Money{Minor: -1, Currency: r.Currency}
	}
	return payments.Outcome{State: state, Reference: r.ID, Reason: r.Reason, Amount: &amount}, nil
}
