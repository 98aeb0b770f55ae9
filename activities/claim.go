package activities

import (
	"context"
	"time"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Claim puts a return into the hands of the reviewer who asks.
func (a *Activities) Claim(ctx context.Context, in Input[returns.ClaimReview]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.Claim(in.Decision, a.now())
	})
}

// Release gives a claimed return back.
func (a *Activities) Release(ctx context.Context, in Input[returns.ReleaseReview]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.Release(in.Decision, a.now())
	})
}

// Assign puts a return into the hands of the user it names.
func (a *Activities) Assign(ctx context.Context, in Input[returns.AssignReview]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		to, err := w.assignee(ctx, in.Decision.UserID)
		if err != nil {
			return nil, err
		}
		return w.ret.Assign(in.Decision, to, a.now())
	})
}

// assignee is the user with the id, or nil.
func (w *work) assignee(ctx context.Context, userID string) (*returns.Assignee, error) {
	user, err := db.Queries.UserGet(ctx, w.tx, userID)
	if db.NotFound(err) {
		return nil, nil //nolint:nilnil // the domain refuses, with the field that names nobody
	}
	return &returns.Assignee{ID: user.ID, Name: user.Name, Role: returns.Role(user.Role)}, err
}

func assignmentOf(row sqlc.Return) *returns.Assignment {
	if row.Assignee == "" || row.AssignedAt == nil || row.ClaimUntil == nil {
		return nil
	}
	return &returns.Assignment{UserID: row.Assignee, Name: row.AssigneeName, Since: *row.AssignedAt, Until: *row.ClaimUntil}
}

type assignmentRow struct {
	returns.Assignment
	since, until *time.Time
}

func assignmentColumns(assignment *returns.Assignment) assignmentRow {
	if assignment == nil {
		return assignmentRow{}
	}
	return assignmentRow{*assignment, &assignment.Since, &assignment.Until}
}
