package verify

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// trailChecks are about invariant 5, the audit trail.
var trailChecks = []check{
	{"hashes of the audit trail", 5, trailHashes},
	{"moves in the audit trail", 5, trailMoves},
	{"audit trail and return", 5, trailEnds},
	{"the service's audit trail", 5, serviceTrail},
}

func trailHashes(ctx context.Context, s *session) (answer, error) {
	t, err := s.readTrail(ctx)
	return t.hashes, err
}

func trailMoves(ctx context.Context, s *session) (answer, error) {
	t, err := s.readTrail(ctx)
	return t.moves, err
}

func trailEnds(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyTrailEnds(ctx, s.tx, s.limit())
	return violations(s, s.counts.Returns, rows, err, func(r sqlc.VerifyTrailEndsRow) (int64, Finding) {
		var said []string
		if r.Openings != 1 {
			said = append(said, fmt.Sprintf("%d events open it, and one should", r.Openings))
		}
		if r.Changes != int64(r.Version) {
			said = append(said, fmt.Sprintf("its row was changed %d times, but the trail tells of %d changes", r.Version, r.Changes))
		}
		if r.LastStatus != r.Status {
			said = append(said, fmt.Sprintf("its row is %s, but the trail ends in %q", r.Status, r.LastStatus))
		}
		return r.Total, Finding{ofReturn(r.ReturnID), strings.Join(said, "; ")}
	})
}

// trail walks through every event of every return, in order, and remembers the
// one before.
type trail struct {
	session       *session
	hashes, moves answer
	announced     *announced
	last          sqlc.ReturnEvent
}

// eventsPerPage bounds what is held at a time; an event may carry a large decision.
const eventsPerPage = 1000

func (s *session) readTrail(ctx context.Context) (*trail, error) {
	if s.trail != nil {
		return s.trail, nil
	}
	announced, err := s.readAnnounced(ctx)
	if err != nil {
		return nil, err
	}
	s.trail = &trail{session: s, announced: announced}
	return s.trail, pages(eventsPerPage, func(last *sqlc.ReturnEvent) ([]sqlc.ReturnEvent, error) {
		after := sqlc.ReturnEvent{}
		if last != nil {
			after = *last
		}
		return db.Queries.VerifyEventsPage(ctx, s.tx, sqlc.VerifyEventsPageParams{
			ReturnID: after.ReturnID, Seq: after.Seq, Most: eventsPerPage,
		})
	}, s.trail.read)
}

func (t *trail) read(event sqlc.ReturnEvent) error {
	if event.ReturnID != t.last.ReturnID {
		t.last = sqlc.ReturnEvent{ReturnID: event.ReturnID}
	}
	t.hashes.looked++
	t.moves.looked++
	subject := fmt.Sprintf("return %s event %d", event.ReturnID, event.Seq)
	if detail := t.broken(event); detail != "" {
		t.hashes.add(t.session, Finding{subject, detail})
	}
	if detail := t.impossible(event); detail != "" {
		t.moves.add(t.session, Finding{subject, detail})
	}
	t.last = event
	return nil
}

// broken says where the chain is. A changed event shows at itself, since the
// next one is held against the hash that is stored.
func (t *trail) broken(event sqlc.ReturnEvent) string {
	if event.Seq != t.last.Seq+1 {
		return fmt.Sprintf("it follows event %d: what was between them is gone", t.last.Seq)
	}
	hash := eventOf(event).Hash(t.last.Hash)
	return unfit(hash, event.Hash, t.announced.events[link{event.ReturnID, int64(event.Seq)}])
}

// impossible says what of the event the domain's rules do not hold.
func (t *trail) impossible(event sqlc.ReturnEvent) string {
	action, role := returns.Action(event.Action), returns.Role(event.ActorRole)
	from, to := returns.Status(event.StatusFrom), returns.Status(event.StatusTo)
	switch {
	case from != returns.Status(t.last.StatusTo):
		return fmt.Sprintf("it begins in %q, but the one before ended in %q", from, t.last.StatusTo)
	case event.Refused != "" && from != to:
		return fmt.Sprintf("the decision was refused, yet the status went from %s to %s", from, to)
	case event.Refused != "":
		return ""
	case action.Begins() != (from == ""):
		return fmt.Sprintf("the trail should begin with %s or %s, and only there; this is %s", returns.ActionOpen, returns.ActionImport, action)
	case action == returns.ActionImport && !to.Ended():
		return fmt.Sprintf("only a return that has ended is imported; this one is %s", to)
	case action == returns.ActionImport && role != returns.RoleAdmin && role != returns.RoleSystem:
		return fmt.Sprintf("%s (%s) may not %s", event.ActorID, role, action)
	case action.Begins():
		return ""
	case !role.MayDo(action):
		return fmt.Sprintf("%s (%s) may not %s", event.ActorID, role, action)
	case action.Stays() && from == to:
		return ""
	case !held(from, action, to):
		return fmt.Sprintf("%s cannot lead from %s to %s", action, from, to)
	}
	return ""
}

// held reports whether the transition table holds the move.
func held(from returns.Status, action returns.Action, to returns.Status) bool {
	return slices.ContainsFunc(moveTable, func(m returns.Move) bool {
		return m.From == from && m.Action == action && slices.Contains(m.To, to)
	})
}

var moveTable = returns.Moves()

// eventOf is the event as it was hashed: its data is the text that is stored.
func eventOf(row sqlc.ReturnEvent) returns.Event {
	return returns.Event{
		ReturnID: row.ReturnID, Seq: row.Seq, Action: returns.Action(row.Action), DecisionID: row.DecisionID,
		Actor: returns.Actor{ID: row.ActorID, Role: returns.Role(row.ActorRole), Name: row.ActorName},
		From:  returns.Status(row.StatusFrom), To: returns.Status(row.StatusTo),
		Data: row.Data, Refused: row.Refused, Origin: originOf(row.Origin), At: row.At,
	}
}

// originOf reads where an event came from; what cannot be read breaks the hash.
func originOf(text json.RawMessage) (origin returns.Origin) {
	if len(text) > 0 && json.Unmarshal(text, &origin) != nil {
		return returns.Origin{Via: string(text)}
	}
	return origin
}
