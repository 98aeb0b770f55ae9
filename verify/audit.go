package verify

import (
	"bytes"
	"context"
	"fmt"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
)

// Anchor is an end of the service's audit trail that was written down elsewhere.
// Whoever owns the database can forge a whole chain, but not one that still holds
// an entry whose hash somebody else has kept.
type Anchor struct {
	Seq  int64
	Hash []byte
}

// Anchored has the service's trail held against an anchor.
func Anchored(anchor Anchor) Option { return func(s *session) { s.anchor = &anchor } }

// serviceTrail walks the service's own trail: dense, chained, and as long as the
// database and the anchor remember it.
func serviceTrail(ctx context.Context, s *session) (answer, error) {
	var a answer
	var last sqlc.AuditEvent
	announced, err := s.readAnnounced(ctx)
	if err != nil {
		return a, err
	}
	err = pages(eventsPerPage, func(after *sqlc.AuditEvent) ([]sqlc.AuditEvent, error) {
		seq := int64(0)
		if after != nil {
			seq = after.Seq
		}
		return db.Queries.VerifyAuditPage(ctx, s.tx, seq, eventsPerPage)
	}, func(e sqlc.AuditEvent) error {
		a.looked++
		subject := fmt.Sprintf("audit entry %d", e.Seq)
		if e.Seq != last.Seq+1 {
			a.add(s, Finding{subject, fmt.Sprintf("it follows entry %d: what was between them is gone", last.Seq)})
		} else if detail := unfit(audit.Hash(last.Hash, e), e.Hash, announced.entries[e.Seq]); detail != "" {
			a.add(s, Finding{subject, detail})
		}
		if s.anchor != nil && s.anchor.Seq == e.Seq && !bytes.Equal(s.anchor.Hash, e.Hash) {
			a.add(s, Finding{subject, "its hash is another than the anchor's: the trail was written anew"})
		}
		last = e
		return nil
	})
	if err != nil {
		return a, err
	}
	head, err := db.Queries.AuditHead(ctx, s.tx)
	if err != nil && !db.NotFound(err) {
		return a, err
	}
	if head.Seq != last.Seq || !bytes.Equal(head.Hash, last.Hash) {
		a.add(s, Finding{"audit trail", fmt.Sprintf("it ends with entry %d, but the end that was noted is entry %d: its end was cut off or replaced", last.Seq, head.Seq)})
	}
	if s.anchor != nil && s.anchor.Seq > last.Seq {
		a.add(s, Finding{"audit trail", fmt.Sprintf("it ends with entry %d, before the anchor %d: its end was cut off", last.Seq, s.anchor.Seq)})
	}
	return a, nil
}
