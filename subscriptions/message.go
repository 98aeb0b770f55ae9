package subscriptions

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// KindPing is the kind of a message that only tries whether one gets through.
const KindPing = "webhook.ping"

// Message is what a receiver gets: the body of the call. Fields are only added.
type Message struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      any       `json:"data"`
}

// Return is what a message tells of a return. It holds no name, address, note
// or other word of a person: whoever may know them asks the API.
type Return struct {
	ReturnID    string `json:"return_id"`
	RMANumber   string `json:"rma_number"`
	OrderNumber string `json:"order_number"`
	// Seq numbers the events of a return without a gap: messages may overtake
	// each other, and a greater one is the newer.
	Seq    int            `json:"seq"`
	Action returns.Action `json:"action"`
	// ActorRole is who acted; system for what policies and timers did.
	ActorRole      returns.Role     `json:"actor_role"`
	Status         returns.Status   `json:"status"`
	PreviousStatus returns.Status   `json:"previous_status,omitempty"`
	Method         returns.Method   `json:"method,omitempty"`
	RefundTo       returns.RefundTo `json:"refund_to,omitempty"`
	// Amount is the estimate, and what is or was to pay once there is a refund.
	Amount returns.Money `json:"amount"`
	Lines  []Line        `json:"lines"`
	Refund *Refund       `json:"refund,omitempty"`
}

// Line is what comes back of one line of the order.
type Line struct {
	LineNo    int    `json:"line_no"`
	SKU       string `json:"sku"`
	Requested int    `json:"requested"`
	Approved  int    `json:"approved"`
}

// Refund is how far the money is.
type Refund struct {
	TaskID string            `json:"task_id"`
	State  returns.TaskState `json:"state"`
}

// Tell writes the message of an event for whoever listens to its kind, in the
// event's own transaction.
func Tell(ctx context.Context, tx pgx.Tx, about Return, at time.Time) error {
	kind := returns.MessageKind(about.PreviousStatus, about.Status)
	body, err := json.Marshal(Message{Type: kind, Timestamp: at.UTC(), Data: about})
	if err != nil {
		return fmt.Errorf("message of event %d of return %s: %w", about.Seq, about.ReturnID, err)
	}
	return db.Queries.WebhookEventMessage(ctx, tx, sqlc.WebhookEventMessageParams{
		ID: returns.NewID("msg"), Kind: kind, ReturnID: &about.ReturnID, EventSeq: &about.Seq, Body: body, CreatedAt: at,
	})
}

// Ping writes a message that tells of nothing, to try out one subscription. A repeat
// with the same message id writes nothing more.
func (d Desk) Ping(ctx context.Context, id, messageID string, by audit.Who, now time.Time) error {
	return d.locked(ctx, id, func(tx pgx.Tx, row sqlc.WebhookSubscription) error {
		if row.DisabledAt != nil {
			return disabled(id)
		}
		body, err := json.Marshal(Message{Type: KindPing, Timestamp: now.UTC(), Data: map[string]string{"subscription_id": id}})
		if err != nil {
			return err
		}
		written, err := db.Queries.WebhookPing(ctx, tx, sqlc.WebhookPingParams{
			ID: messageID, SubscriptionID: id, Kind: KindPing, Body: body, CreatedAt: now,
		})
		if err != nil || written == 0 {
			return err
		}
		return note(ctx, tx, audit.WebhookPinged, row, by, now)
	})
}

// Redeliver sends a message once more, with all its tries before it.
func (d Desk) Redeliver(ctx context.Context, id, messageID string, by audit.Who, now time.Time) error {
	return d.locked(ctx, id, func(tx pgx.Tx, row sqlc.WebhookSubscription) error {
		if row.DisabledAt != nil {
			return disabled(id)
		}
		found, err := db.Queries.WebhookRedeliver(ctx, tx, sqlc.WebhookRedeliverParams{SubscriptionID: id, MessageID: messageID, Now: now})
		if err == nil && found == 0 {
			return NoDelivery(id, messageID)
		}
		if err != nil {
			return err
		}
		return audit.Append(ctx, tx, audit.Entry{Kind: audit.WebhookRedelivered, Who: by, Subject: id, Data: map[string]string{"message": messageID}, At: now})
	})
}

// NoDelivery says that a subscription has no such message.
func NoDelivery(id, messageID string) *returns.Error {
	return returns.Refuse(returns.CodeNotFound, "the webhook subscription %s has no message %s", id, fmt.Sprintf("%q", messageID))
}

func disabled(id string) *returns.Error {
	return returns.Refuse(returns.CodeConflict, "the webhook subscription %s is disabled; enable it first", id)
}

func hostOf(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return parsed.Host
}
