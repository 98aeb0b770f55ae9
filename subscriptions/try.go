package subscriptions

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/publicnet"
	"backhaul/returns"
	"backhaul/webhooks"
)

// pauses are between one try and the next: eight more over some 52 hours, most
// of them soon. After the last one the message has failed, until somebody
// redelivers it.
var pauses = []time.Duration{
	5 * time.Second, time.Minute, 5 * time.Minute, 30 * time.Minute,
	2 * time.Hour, 5 * time.Hour, 20 * time.Hour, 24 * time.Hour,
}

// TooLong is how long nothing may get through before a subscription is disabled.
const TooLong = 5 * 24 * time.Hour

// Letters of an answer that are read. They are thrown away, so that the
// connection can be used again; nothing of it is kept.
const mostOfAnswer = 64 << 10

// outcome is how a try went.
type outcome struct {
	code    int    // the HTTP status; 0 when there was none
	trouble string // why it does not count; "" when it does
	after   time.Duration
	took    time.Duration
	at      time.Time
}

func (o outcome) delivered() bool { return o.trouble == "" }

// gone: the receiver says that it wants no more messages.
func (o outcome) gone() bool { return o.code == http.StatusGone }

// try sends one message once. An error means that it was interrupted from our side.
func (s *Sender) try(ctx context.Context, address string, keys []webhooks.Secret, message sqlc.WebhookDeliveriesClaimRow) (outcome, error) {
	o := outcome{at: s.now()}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(message.Body))
	if err != nil {
		o.trouble = "the address cannot be called"
		return o, nil
	}
	if err := sign(request.Header, keys, message, o.at); err != nil {
		return o, err
	}
	began := time.Now()
	answer, err := s.Client.Do(request)
	o.took = time.Since(began)
	if ctx.Err() != nil {
		if err == nil {
			_ = answer.Body.Close()
		}
		return o, ctx.Err()
	}
	if err != nil {
		o.trouble = why(err)
		return o, nil
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, mostOfAnswer)
	o.code = answer.StatusCode
	switch {
	case o.code >= 200 && o.code < 300:
	case o.gone():
		o.trouble = "410: the receiver wants no more messages"
	case o.code >= 300 && o.code < 400:
		o.trouble = strconv.Itoa(o.code) + ": redirects are not followed; change the subscription's address"
	default:
		o.trouble = "the receiver answered " + strconv.Itoa(o.code)
		if seconds, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil && seconds > 0 {
			o.after = min(time.Duration(seconds), 24*3600) * time.Second
		}
	}
	return o, nil
}

// sign sets the headers. While a secret is changed there are two signatures, and
// the message counts by either.
func sign(header http.Header, keys []webhooks.Secret, message sqlc.WebhookDeliveriesClaimRow, at time.Time) error {
	var signatures []string
	for _, key := range keys {
		signed, err := key.Sign(message.MessageID, at, message.Body)
		if err != nil {
			return err
		}
		for name, values := range signed {
			header[name] = values
		}
		signatures = append(signatures, signed.Get(webhooks.HeaderSignature))
	}
	header.Set(webhooks.HeaderSignature, strings.Join(signatures, " "))
	header.Set("Content-Type", "application/json")
	header.Set("User-Agent", "Backhaul-Webhooks/1")
	return nil
}

// why says in a few words why there was no answer. The whole error would quote
// the address, with what may be a key in its query.
func why(err error) string {
	var unknown *net.DNSError
	switch {
	case errors.Is(err, publicnet.ErrNotPublic):
		return "the address leads into a private network, where messages never go"
	case errors.As(err, &unknown):
		return "the name " + unknown.Name + " cannot be resolved"
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		return "no answer within " + timeout.String()
	}
	var failed *net.OpError
	if errors.As(err, &failed) && failed.Op == "dial" {
		return "nobody can be reached at the address"
	}
	return "the connection broke, or TLS could not be agreed on"
}

func isTimeout(err error) bool {
	var timed net.Error
	return errors.As(err, &timed) && timed.Timeout()
}

// record stores how a try went, and what follows from it, in one transaction.
func (s *Sender) record(ctx context.Context, id string, message sqlc.WebhookDeliveriesClaimRow, o outcome) error {
	state, next := "delivered", o.at
	switch {
	case o.delivered():
	case o.gone(), message.Attempts > len(pauses):
		state = "failed"
	default:
		state, next = "pending", o.at.Add(o.took).Add(pause(message.Attempts, o.after))
	}
	took := int(o.took.Milliseconds())
	var code *int
	if o.code != 0 {
		code = &o.code
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		current, err := db.Queries.WebhookDeliveryDone(ctx, tx, sqlc.WebhookDeliveryDoneParams{
			MessageID: message.MessageID, SubscriptionID: id, Attempts: message.Attempts, State: state, NextAt: next,
			AnswerCode: code, Trouble: o.trouble, TookMs: &took, TriedAt: &o.at,
		})
		if err != nil || current == 0 { // deleted, or taken by another since
			return err
		}
		if err := db.Queries.WebhookAttemptInsert(ctx, tx, sqlc.WebhookAttemptInsertParams{
			MessageID: message.MessageID, SubscriptionID: id, At: o.at, AnswerCode: code, Trouble: o.trouble, TookMs: took,
		}); err != nil {
			return err
		}
		if o.delivered() {
			return db.Queries.WebhookSucceeded(ctx, tx, id)
		}
		return s.failed(ctx, tx, id, o)
	})
}

// failed notes a failure, and disables what is gone or has failed for too long.
func (s *Sender) failed(ctx context.Context, tx pgx.Tx, id string, o outcome) error {
	now := s.now()
	disabled, err := db.Queries.WebhookFailed(ctx, tx, sqlc.WebhookFailedParams{ID: id, Now: now, Gone: o.gone(), TooLong: now.Add(-TooLong)})
	if db.NotFound(err) || (err == nil && disabled == nil) {
		return nil
	}
	if err != nil {
		return err
	}
	who := audit.Who{Actor: returns.Actor{ID: "system", Role: returns.RoleSystem}}
	return audit.Append(ctx, tx, audit.Entry{Kind: audit.WebhookDisabled, Who: who, Subject: id, Data: map[string]string{"why": *disabled}, At: now})
}

// pause is how long to wait after so many tries: a little more or less than the
// table says, so that many messages do not come back all at once, and no less
// than the receiver asked for.
func pause(attempts int, asked time.Duration) time.Duration {
	planned := pauses[min(max(attempts, 1), len(pauses))-1]
	jitter := time.Duration(rand.Int64N(int64(planned)/5)) - planned/10 //nolint:gosec // spreads load and hides nothing
	return max(planned+jitter, asked)
}
