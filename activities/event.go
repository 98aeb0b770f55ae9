package activities

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// appendEvent writes the next event of a return's audit trail and returns its
// sequence. The return is locked, so that no other writer is in between.
func appendEvent(ctx context.Context, tx pgx.Tx, event returns.Event) (int, error) {
	last, err := db.Queries.EventLast(ctx, tx, event.ReturnID)
	if err != nil && !db.NotFound(err) {
		return 0, err
	}
	event.Seq = last.Seq + 1
	return event.Seq, db.Queries.EventInsert(ctx, tx, sqlc.EventInsertParams{
		ReturnID: event.ReturnID, Seq: event.Seq, Action: string(event.Action), DecisionID: event.DecisionID,
		ActorID: event.Actor.ID, ActorRole: string(event.Actor.Role), ActorName: event.Actor.Name,
		StatusFrom: string(event.From), StatusTo: string(event.To), Data: event.Data, Refused: event.Refused,
		Origin: originOrNull(event.Origin), At: event.At, Hash: event.Hash(last.Hash),
	})
}

// RefusalInput is a decision that came as a Signal and could not be taken.
type RefusalInput struct {
	ReturnID string          `json:"return_id"`
	By       returns.By      `json:"by"`
	Action   returns.Action  `json:"action"`
	Data     json.RawMessage `json:"data,omitempty"`
	Reason   string          `json:"reason"`
}

// RecordRefusal writes a refused decision into the audit trail. A Signal has no
// answer, so this is the only place where its sender can see why.
func (a *Activities) RecordRefusal(ctx context.Context, in RefusalInput) error {
	err := db.InTx(ctx, a.DB, func(tx pgx.Tx) error {
		w, err := load(ctx, tx, in.ReturnID)
		if err != nil {
			return err
		}
		if _, err := db.Queries.EventByDecision(ctx, tx, in.ReturnID, in.By.ID); !db.NotFound(err) {
			return err // it is there already, or the look-up failed
		}
		data := in.Data
		if len(data) == 0 {
			data = json.RawMessage("null")
		}
		status := w.ret.Status()
		_, err = appendEvent(ctx, tx, returns.Event{
			ReturnID: in.ReturnID, Action: in.Action, DecisionID: in.By.ID, Actor: in.By.Actor,
			From: status, To: status, Data: withoutOrigin(data), Refused: in.Reason, Origin: in.By.Origin, At: a.now(),
		})
		return err
	})
	return toTemporal(err)
}

// AttentionInput raises a hand.
type AttentionInput struct {
	ReturnID  string            `json:"return_id"`
	Attention returns.Attention `json:"attention,omitzero"`
	// Text is the sentence of workflows from before it had values.
	Text string `json:"text,omitempty"`
}

// RaiseAttention marks a return for a person to look at. It moves nothing.
func (a *Activities) RaiseAttention(ctx context.Context, in AttentionInput) error {
	attention := in.Attention
	if attention.IsZero() {
		attention = returns.Attend("other", "%s", in.Text)
	}
	return toTemporal(db.Queries.ReturnAttentionSet(ctx, a.DB, jsonOf(attention), in.ReturnID))
}

// attentionColumn is null when nobody needs to look.
func attentionColumn(attention returns.Attention) json.RawMessage {
	if attention.IsZero() {
		return nil
	}
	return jsonOf(attention)
}

func jsonOrNull[T any](value T) json.RawMessage {
	text := jsonOf(value)
	if string(text) == "null" {
		return nil
	}
	return text
}

func originOrNull(origin returns.Origin) json.RawMessage {
	if origin == (returns.Origin{}) {
		return nil
	}
	return jsonOf(origin)
}

// withoutOrigin leaves out of a decision where it came from. The event holds it
// beside the decision, where only auditors see it.
func withoutOrigin(data json.RawMessage) json.RawMessage {
	if !bytes.Contains(data, []byte(`"origin"`)) {
		return data
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(data, &fields) != nil {
		return data
	}
	delete(fields, "origin")
	if inner, ok := fields["decision"]; ok {
		fields["decision"] = withoutOrigin(inner)
	}
	return jsonOf(fields)
}
