package verify

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// statusChecks are about invariants 6 and 7 as far as the database knows.
var statusChecks = []check{
	{"headline status", 6, headlines},
	{"waits", 6, waits},
	{"overdue waits", 6, overdueWaits},
	{"complaints", 6, disputes},
	{"waits of held goods", 6, heldWaits},
	{"messages", 7, messages},
}

// headlines derives the status of every return anew. Returns are many but the
// combinations of tracks few, so each combination is judged once.
func headlines(ctx context.Context, s *session) (answer, error) {
	a := answer{looked: s.counts.Returns}
	groups, err := db.Queries.VerifyTracks(ctx, s.tx)
	if err != nil {
		return a, err
	}
	for _, g := range groups {
		tracks := returns.Tracks{
			Stage: returns.Stage(g.Stage), Logistics: returns.LogisticsState(g.Logistics),
			Goods: returns.GoodsState(g.Goods), Refund: returns.RefundState(g.Refund),
		}
		due := tracks.Headline()
		if string(due) == g.Status {
			continue
		}
		ids, err := db.Queries.VerifyReturnsWithTracks(ctx, s.tx, sqlc.VerifyReturnsWithTracksParams{
			Status: g.Status, Stage: g.Stage, Logistics: g.Logistics, Goods: g.Goods, Refund: g.Refund, Most: s.limit(),
		})
		if err != nil {
			return a, err
		}
		before := a.found
		for _, id := range ids {
			a.add(s, Finding{ofReturn(id), fmt.Sprintf(
				"it shows %s, but its tracks make it %s: stage %s, logistics %s, goods %s, refund %s",
				g.Status, due, g.Stage, g.Logistics, g.Goods, g.Refund)})
		}
		a.found = before + g.Returns
	}
	return a, nil
}

func waits(ctx context.Context, s *session) (answer, error) {
	var ended []string
	for _, status := range returns.Statuses() {
		if status.Ended() {
			ended = append(ended, string(status))
		}
	}
	rows, err := db.Queries.VerifyWaits(ctx, s.tx, ended, s.limit())
	return violations(s, s.counts.Returns, rows, err, func(r sqlc.VerifyWaitsRow) (int64, Finding) {
		return r.Total, Finding{ofReturn(r.ReturnID), fmt.Sprintf(
			"it is %s, closed at %s, waits for %q until %s and then %q; an open return is not closed and waits for somebody, an ended one is closed and waits for nobody",
			r.Status, moment(r.ClosedAt), r.WaitFor, moment(r.WaitDeadline), r.WaitThen)}
	})
}

func overdueWaits(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyOverdue(ctx, s.tx, grace.Seconds(), s.limit())
	return violations(s, s.counts.OpenReturns, rows, err, func(r sqlc.VerifyOverdueRow) (int64, Finding) {
		detail := fmt.Sprintf("it is %s and was to %s at %s, but nothing happened: its workflow is stuck or gone",
			r.Status, r.WaitThen, moment(&r.WaitDeadline))
		var attention returns.Attention
		if json.Unmarshal(r.Attention, &attention) == nil && !attention.IsZero() {
			detail += "; it says: " + attention.String()
		}
		return r.Total, Finding{ofReturn(r.ReturnID), detail}
	})
}

func messages(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyMessages(ctx, s.tx, s.limit(), grace.Seconds())
	return violations(s, s.counts.Notifications, rows, err, func(r sqlc.VerifyMessagesRow) (int64, Finding) {
		detail := fmt.Sprintf("%s to %s is still to be sent after %d attempts, though return %s ended at %s",
			r.Kind, r.Recipient, r.Attempts, r.ReturnID, moment(&r.ClosedAt))
		if r.LastError != "" {
			detail += "; the last attempt said: " + r.LastError
		}
		return r.Total, Finding{"message " + r.ID, detail}
	})
}

func moment(t *time.Time) string {
	if t == nil {
		return "no time"
	}
	return t.UTC().Format(time.RFC3339)
}
