package httpcarrier

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"backhaul/integrations/carriers"
	"backhaul/returns"
)

// maxBody bounds what is read of an answer, maxLabel of a label.
const (
	maxBody  = 64 << 10
	maxLabel = 4 << 20
)

// Client books with one carrier over HTTP. It keeps nothing: the carrier knows
// its bookings by their keys.
type Client struct {
	name string
	base *url.URL
	http *http.Client
}

var _ carriers.Carrier = (*Client)(nil)

// NewClient books with the carrier of that name at the base URL, such as
// https://user:password@carrier.example/v1.
func NewClient(name, base string) (*Client, error) {
	parsed, err := url.Parse(base)
	if err != nil || parsed.Host == "" || (parsed.Scheme != "http" && parsed.Scheme != "https") {
		return nil, fmt.Errorf("carrier %q: its address is not a URL such as https://carrier.example", name) // it may hold a password
	}
	return &Client{name: name, base: parsed, http: &http.Client{
		Timeout:       20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Book looks the key up, and books when the carrier does not know it.
func (c *Client) Book(ctx context.Context, booking carriers.Booking) (carriers.Booked, error) {
	if booking.TrackingNumber != "" { // a clerk has booked it and was given the number
		return carriers.Manual{}.Book(ctx, booking)
	}
	if err := booking.Check(); err != nil {
		return carriers.Booked{}, err
	}
	wanted := asked(booking)
	booked, found, err := c.lookUp(ctx, booking.Key)
	if err == nil && !found {
		booked, err = c.create(ctx, wanted)
	}
	if err != nil {
		return carriers.Booked{}, err
	}
	if !booked.Same(wanted) {
		return carriers.Booked{}, c.usedOtherwise(booking.Key)
	}
	if booked.Reference == "" || booked.TrackingNumber == "" {
		return carriers.Booked{}, fmt.Errorf("the carrier %s booked %s without a reference or a tracking number", c.name, booking.Key)
	}
	label, err := c.label(ctx, booking.Key)
	return carriers.Booked{
		Carrier: c.name, Reference: booked.Reference, TrackingNumber: booked.TrackingNumber,
		WindowStart: booking.WindowStart, WindowEnd: booking.WindowEnd, Label: label,
	}, err
}

// Void calls the booking off.
func (c *Client) Void(ctx context.Context, key string, booked carriers.Booked) (carriers.VoidResult, error) {
	if booked.ByHand {
		return carriers.Manual{}.Void(ctx, key, booked)
	}
	response, err := c.call(ctx, http.MethodDelete, "bookings", key, nil)
	if err != nil {
		return carriers.VoidResult{}, err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusNoContent, http.StatusNotFound:
		return carriers.VoidResult{}, nil
	case http.StatusConflict:
		return carriers.VoidResult{}, returns.Refuse(returns.CodeConflict, "the carrier %s has the parcel already; it can no longer be called off", c.name)
	}
	return carriers.VoidResult{}, c.unexpected(response)
}

func (c *Client) lookUp(ctx context.Context, key string) (Booking, bool, error) {
	response, err := c.call(ctx, http.MethodGet, "bookings", key, nil)
	if err != nil {
		return Booking{}, false, err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
		booked, err := c.read(response)
		return booked, err == nil, err
	case http.StatusNotFound:
		return Booking{}, false, nil
	case http.StatusConflict:
		return Booking{}, false, c.usedOtherwise(key)
	}
	return Booking{}, false, c.unexpected(response)
}

func (c *Client) create(ctx context.Context, wanted Booking) (Booking, error) {
	body, err := json.Marshal(wanted)
	if err != nil {
		return Booking{}, err
	}
	response, err := c.call(ctx, http.MethodPost, "bookings", "", body)
	if err != nil {
		return Booking{}, err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK, http.StatusCreated:
		return c.read(response)
	case http.StatusConflict:
		return Booking{}, c.usedOtherwise(wanted.Key)
	case http.StatusUnprocessableEntity:
		return Booking{}, c.refusal(response)
	}
	return Booking{}, c.unexpected(response)
}

// label fetches the label of a booking; nil when there is none.
func (c *Client) label(ctx context.Context, key string) (*carriers.Label, error) {
	response, err := c.call(ctx, http.MethodGet, "labels", key, nil)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusNotFound:
		return nil, nil //nolint:nilnil // a carrier may give none
	case http.StatusOK:
	default:
		return nil, c.unexpected(response)
	}
	kind, _, err := mime.ParseMediaType(response.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(carriers.LabelTypes(), kind) {
		return nil, fmt.Errorf("the carrier %s sent a label of the type %q; %s can be printed", c.name, response.Header.Get("Content-Type"), strings.Join(carriers.LabelTypes(), " and "))
	}
	content, err := io.ReadAll(io.LimitReader(response.Body, maxLabel+1))
	if err == nil && (len(content) == 0 || len(content) > maxLabel) {
		err = fmt.Errorf("the carrier %s sent a label of no bytes or of more than %d", c.name, maxLabel)
	}
	return &carriers.Label{ContentType: kind, Content: content}, err
}

// call sends a request. What the network, the carrier's trouble or our account
// with it keep from being answered may be tried again: its outcome is unknown.
func (c *Client) call(ctx context.Context, method, path, key string, body []byte) (*http.Response, error) {
	address := c.base.JoinPath(path)
	if key != "" {
		address.RawQuery = url.Values{"key": {key}}.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, method, address.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusTooManyRequests && response.StatusCode < 500 {
		return response, nil
	}
	defer response.Body.Close()
	err = c.unexpected(response)
	if seconds, notNumber := strconv.Atoi(response.Header.Get("Retry-After")); notNumber == nil && seconds > 0 {
		err = &carriers.Later{After: time.Duration(seconds) * time.Second, Err: err}
	}
	return nil, err
}

func (c *Client) read(response *http.Response) (booked Booking, err error) {
	if err := json.NewDecoder(io.LimitReader(response.Body, maxBody)).Decode(&booked); err != nil {
		return Booking{}, fmt.Errorf("the answer of the carrier %s cannot be read: %w", c.name, err)
	}
	return booked, nil
}

// refusal is the carrier's own word on what it will not do.
func (c *Client) refusal(response *http.Response) error {
	var said Refusal
	if err := json.NewDecoder(io.LimitReader(response.Body, maxBody)).Decode(&said); err != nil {
		return errors.Join(c.unexpected(response), err)
	}
	reason := cmp.Or(said.Reason, "it gives no reason")
	if said.Field == "window" {
		return returns.RefuseField("window_start", "refused_by_carrier", "the carrier %s does not come in this window: %s", c.name, reason)
	}
	return returns.Refuse(returns.CodeInvalid, "the carrier %s refuses the booking: %s", c.name, reason)
}

func (c *Client) usedOtherwise(key string) error {
	return returns.Refuse(returns.CodeConflict, "the carrier %s knows the booking %s otherwise, or it was called off", c.name, key)
}

func (c *Client) unexpected(response *http.Response) error {
	return fmt.Errorf("the carrier %s answered %s", c.name, response.Status)
}
