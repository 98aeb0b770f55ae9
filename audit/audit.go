// Package audit keeps the trail of what is not about one return: settings that
// were changed, sign-ins, exports, erasures; who, when and from where.
//
// The trail is one chain of hashes: each entry holds the hash over its own
// content and the entry before, and the database remembers the last one. The
// service's role may add entries and nothing else (see db.GrantService). Returns
// have chains of their own, in return_events, so that deciding about one return
// never waits for another; see docs/adr/0014-two-kinds-of-audit-chains.md.
//
// It may import returns and db. Start at [Append].
package audit

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Kind says what happened: what it happened to, and how.
type Kind string

// The kinds of entries.
const (
	SessionOpened  Kind = "session.opened"
	SessionRefused Kind = "session.refused"
	SessionClosed  Kind = "session.closed"

	UserCreated Kind = "user.created"
	UserChanged Kind = "user.changed"

	PasswordChanged Kind = "password.changed"

	TokenCreated Kind = "token.created"
	TokenRevoked Kind = "token.revoked"

	PolicySaved     Kind = "policy.saved"
	PolicyActivated Kind = "policy.activated"
	ReasonsChanged  Kind = "reasons.changed"

	// ReturnsImported: ended returns of a former system were taken in; the subject
	// names it.
	ReturnsImported Kind = "returns.imported"

	// WordsChanged: a mail says something else from now on; WordsRemoved: it says again what it came with.
	WordsChanged Kind = "words.changed"
	WordsRemoved Kind = "words.removed"

	// PhrasesChanged: reviewers are offered other sentences from now on.
	PhrasesChanged Kind = "phrases.changed"

	BatchCreated   Kind = "batch.created"
	BatchPaused    Kind = "batch.paused"
	BatchResumed   Kind = "batch.resumed"
	BatchCancelled Kind = "batch.cancelled"
	BatchReviewed  Kind = "batch.reviewed"
	BatchConfirmed Kind = "batch.confirmed"
	BatchRefused   Kind = "batch.refused"

	WebhookCreated       Kind = "webhook.created"
	WebhookChanged       Kind = "webhook.changed"
	WebhookSecretChanged Kind = "webhook.secret_changed"
	WebhookDeleted       Kind = "webhook.deleted"
	WebhookDisabled      Kind = "webhook.disabled"
	WebhookRedelivered   Kind = "webhook.redelivered"
	WebhookPinged        Kind = "webhook.pinged"

	// LinkMade: a customer came by order number and contact.
	LinkMade Kind = "link.made"
	// LinkMailed: a link was mailed to an order's address that somebody had asked for.
	LinkMailed Kind = "link.mailed"

	// PayloadsDecoded: somebody read what Temporal keeps, about the returns that it
	// names, with spaces between them.
	PayloadsDecoded Kind = "payloads.decoded"

	AuditExported Kind = "audit.exported"
	ListExported  Kind = "list.exported"

	// ErasureRequested is somebody's wish; ErasureRedacted announces the hashes that
	// events have after it, as data {"events": {seq: hash}} about a return or
	// {"entries": {seq: hash}} about this trail; ErasureDone is its end.
	ErasureRequested Kind = "erasure.requested"
	ErasureRedacted  Kind = "erasure.redacted"
	ErasureDone      Kind = "erasure.done"
)

// Who is somebody with the place they call from.
type Who struct {
	Actor  returns.Actor
	Origin returns.Origin
}

// Operator is whoever uses the command line on the service's machine.
func Operator(name string) Who {
	return Who{Actor: returns.Actor{ID: "operator", Role: returns.RoleSystem, Name: name}, Origin: returns.Origin{Via: "command line"}}
}

// Entry is one thing that happened.
type Entry struct {
	Kind Kind
	Who  Who
	// Subject is what it happened to: the id of a policy, a user, a customer.
	Subject string
	// Data says more, as JSON; never a secret.
	Data any
	At   time.Time
}

// Append adds the entry to the trail, in the transaction that has the effect.
// Writers take turns from here to the end of their transactions: append last.
func Append(ctx context.Context, tx pgx.Tx, entry Entry) error {
	data, err := json.Marshal(entry.Data)
	if err != nil {
		return fmt.Errorf("audit entry %s: %w", entry.Kind, err)
	}
	origin, err := json.Marshal(entry.Who.Origin)
	if err != nil {
		return fmt.Errorf("audit entry %s: %w", entry.Kind, err)
	}
	if err := db.Queries.AuditLock(ctx, tx); err != nil {
		return err
	}
	head, err := db.Queries.AuditHead(ctx, tx)
	if err != nil {
		return err
	}
	row := sqlc.AuditEvent{
		Seq: head.Seq + 1, Kind: string(entry.Kind), ActorID: entry.Who.Actor.ID, ActorRole: string(entry.Who.Actor.Role),
		ActorName: plain(entry.Who.Actor.Name), Subject: plain(entry.Subject), Data: data, Origin: origin,
		At: entry.At.UTC().Truncate(time.Microsecond), // what the database keeps
	}
	row.Hash = Hash(head.Hash, row)
	return db.Queries.AuditInsert(ctx, tx, sqlc.AuditInsertParams(row))
}

// Record is Append for what has no transaction of its own.
func Record(ctx context.Context, pool *pgxpool.Pool, entry Entry) error {
	return db.InTx(ctx, pool, func(tx pgx.Tx) error { return Append(ctx, tx, entry) })
}

// Hash chains an entry to the one before it, whose hash is previous.
func Hash(previous []byte, e sqlc.AuditEvent) []byte {
	seq := binary.BigEndian.AppendUint64(nil, uint64(e.Seq)) //nolint:gosec // a sequence is never negative
	at := binary.BigEndian.AppendUint64(nil, uint64(e.At.UnixMicro()))
	return returns.Chained(previous, seq, []byte(e.Kind), []byte(e.ActorID), []byte(e.ActorRole), []byte(e.ActorName),
		[]byte(e.Subject), e.Data, e.Origin, at)
}

// plain leaves out what PostgreSQL cannot store: what somebody typed into a
// sign-in form must not keep it from being recorded.
func plain(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}
