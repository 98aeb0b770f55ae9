package api

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// This file is about reviewers who share the work: who has a return in hand,
// and who was first when two decide at once.

// ClaimReturn takes a return into the caller's hands.
func (s *server) ClaimReturn(ctx context.Context, r ClaimReturnRequestObject) (ClaimReturnResponseObject, error) {
	var d returns.ClaimReview
	view, err := decide(ctx, s, r.ID, returns.ActionClaim, &d, &d.By)
	return ClaimReturn200JSONResponse(view), err
}

// ReleaseReturn gives a claimed return back.
func (s *server) ReleaseReturn(ctx context.Context, r ReleaseReturnRequestObject) (ReleaseReturnResponseObject, error) {
	var d returns.ReleaseReview
	view, err := decide(ctx, s, r.ID, returns.ActionRelease, &d, &d.By)
	return ReleaseReturn200JSONResponse(view), err
}

// AssignReturn puts a return into a colleague's hands.
func (s *server) AssignReturn(ctx context.Context, r AssignReturnRequestObject) (AssignReturnResponseObject, error) {
	view, err := decide(ctx, s, r.ID, returns.ActionAssign, r.Body, &r.Body.By)
	return AssignReturn200JSONResponse(view), err
}

// ListReviewers answers with whom a return can be assigned to.
func (s *server) ListReviewers(ctx context.Context, r ListReviewersRequestObject) (ListReviewersResponseObject, error) {
	mayReview := slices.DeleteFunc(returns.Roles(), func(role returns.Role) bool { return !role.MayDo(returns.ActionReview) })
	rows, err := db.Queries.UserPageByName(ctx, s.DB, sqlc.UserPageByNameParams{
		Roles: texts(mayReview), Q: r.Params.Q, Most: int32(r.Params.Limit), //nolint:gosec // at most 200, by the contract
	})
	list := ListReviewers200JSONResponse{Items: make([]Reviewer, len(rows))}
	for i, row := range rows {
		list.Items[i] = Reviewer{ID: row.ID, Name: row.Name}
	}
	return list, err
}

// assignee reads the filter: a user's id, me, or none.
func assignee(ctx context.Context, wanted *string) *string {
	if wanted == nil {
		return nil
	}
	switch *wanted {
	case "me":
		return &callOf(ctx).actor.ID
	case "none":
		return new(string)
	}
	return wanted
}

// whoWasFirst adds to a refusal by the return's status who brought it there. It
// is read from the audit trail, so that it is known also when the return has
// ended and its workflow with it.
func (s *server) whoWasFirst(ctx context.Context, returnID string, err error) error {
	refusal, ok := errors.AsType[*returns.Error](err)
	if !ok || refusal.Code != returns.CodeTransition {
		return err
	}
	event, readErr := db.Queries.EventThatMoved(ctx, s.DB, returnID)
	if readErr != nil {
		return err // nothing has moved it yet; and the refusal is true without it
	}
	told := *refusal
	told.First = &returns.First{
		By: returns.Actor{ID: event.ActorID, Role: returns.Role(event.ActorRole), Name: event.ActorName},
		At: event.At, Decision: decisionOf(event),
	}
	if viewer := callOf(ctx).actor; viewer.Role == returns.RoleCustomer && event.ActorID != viewer.ID {
		told.First.By = returns.Actor{Role: told.First.By.Role}
	}
	return &told
}

// decisionOf says in one word what was decided.
func decisionOf(event sqlc.ReturnEvent) string {
	var data struct{ Decision, Action string }
	switch {
	case json.Unmarshal(event.Data, &data) != nil: // the data of some actions is no object
	case data.Decision != "":
		return data.Decision
	case data.Action != "":
		return data.Action
	}
	return event.Action
}

func (p *Problem) withFirst(first *returns.First) {
	if first != nil {
		p.DecidedBy, p.DecidedAt, p.Decision = &first.By, &first.At, &first.Decision
	}
}
