package activities

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Complain opens a customer's complaint, or adds to one that was answered.
func (a *Activities) Complain(ctx context.Context, in Input[returns.Complaint]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		since, err := w.arrival(ctx)
		if err != nil {
			return nil, err
		}
		return w.ret.Complain(in.Decision, since, a.now())
	})
}

// AnswerComplaint gives the customer an answer.
func (a *Activities) AnswerComplaint(ctx context.Context, in Input[returns.AnswerComplaint]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.AnswerComplaint(in.Decision, a.now())
	})
}

// EscalateComplaint takes a complaint to an administrator.
func (a *Activities) EscalateComplaint(ctx context.Context, in Input[returns.EscalateComplaint]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.EscalateComplaint(in.Decision, a.now())
	})
}

// DecideComplaint ends a complaint: upheld, or dismissed.
func (a *Activities) DecideComplaint(ctx context.Context, in Input[returns.DecideComplaint]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.DecideComplaint(in.Decision, a.now())
	})
}

// PassComplaintDeadline does what a complaint's wait announced for its end.
func (a *Activities) PassComplaintDeadline(ctx context.Context, in Input[Deadline]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.PassComplaintDeadline(in.Decision.By, in.Decision.At, a.now())
	})
}

// arrival is when the return came into the status that a complaint would be
// about; in a status that cannot be complained about it does not matter.
func (w *work) arrival(ctx context.Context) (time.Time, error) {
	var statuses []string
	for _, status := range w.ret.Status().ComplaintSince() {
		statuses = append(statuses, string(status))
	}
	at, err := db.Queries.EventArrival(ctx, w.tx, w.ret.ID, statuses)
	if db.NotFound(err) {
		return w.ret.OpenedAt, nil
	}
	return at, err
}

func loadDispute(ctx context.Context, tx pgx.Tx, ret *returns.Return) (*returns.Dispute, error) {
	if ret.Tracks.Dispute == returns.DisputeNone {
		return nil, nil //nolint:nilnil // most returns have none
	}
	row, err := db.Queries.DisputeGet(ctx, tx, ret.ID)
	if err != nil {
		return nil, err
	}
	dispute := &returns.Dispute{
		Complaint: row.Complaint, OpenedAt: row.OpenedAt, Answer: row.Answer, AnsweredAt: row.AnsweredAt,
		Outcome: row.Outcome, DecidedAt: row.DecidedAt,
	}
	if len(row.DecidedBy) > 0 {
		if err := json.Unmarshal(row.DecidedBy, &dispute.DecidedBy); err != nil {
			return nil, fmt.Errorf("the complaint about return %s holds JSON that cannot be read: %w", ret.ID, err)
		}
	}
	if row.WaitFor != nil && row.WaitSince != nil {
		dispute.Wait = returns.Wait{
			For: returns.Role(*row.WaitFor), Since: *row.WaitSince, Deadline: row.WaitDeadline, Passed: row.WaitPassed,
		}
		if row.WaitThen != nil {
			dispute.Wait.Then = returns.Action(*row.WaitThen)
		}
	}
	return dispute, nil
}

func (w *work) saveDispute(ctx context.Context) error {
	d := w.ret.Dispute
	if d == nil {
		return nil
	}
	wait := waitColumns(d.Wait)
	return db.Queries.DisputeUpsert(ctx, w.tx, sqlc.DisputeUpsertParams{
		ReturnID: w.ret.ID, Complaint: d.Complaint, OpenedAt: d.OpenedAt, Answer: d.Answer, AnsweredAt: d.AnsweredAt,
		Outcome: d.Outcome, DecidedBy: jsonOrNull(d.DecidedBy), DecidedAt: d.DecidedAt, WaitFor: wait.role,
		WaitSince: wait.since, WaitDeadline: d.Wait.Deadline, WaitThen: wait.then, WaitPassed: d.Wait.Passed,
	})
}
