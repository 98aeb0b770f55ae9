package api

import (
	"context"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
	"backhaul/workflows"
)

// decide sends a decision to the return's workflow and answers with the return
// as it then stands. by is the part of the decision that says who took it; the
// caller never gets to write it.
func decide[D any](ctx context.Context, s *server, id string, action returns.Action, decision *D, by *returns.By) (Return, error) {
	return s.take(ctx, id, by, func(ctx context.Context, row sqlc.Return) error {
		err := workflows.Decide(ctx, s.Temporal, row.ID, action, by.ID, *decision)
		if err != nil {
			err = s.whoWasFirst(ctx, row.ID, s.explain(ctx, row, action, err))
		}
		return err
	})
}

// take finds the return, says who decides, has the decision sent, and answers
// with the return as it then stands.
func (s *server) take(ctx context.Context, id string, by *returns.By, send func(context.Context, sqlc.Return) error) (Return, error) {
	row, err := findReturn(ctx, s.DB, id)
	if err != nil {
		return Return{}, err
	}
	this := callOf(ctx)
	*by = returns.By{ID: returns.NewDecisionID(this.actor.ID, this.key), Actor: this.actor, Origin: this.origin()}
	deadline, cancel := context.WithTimeout(ctx, s.DecisionTimeout)
	defer cancel()
	if err := send(deadline, row.Return); err != nil && !s.tookBefore(ctx, row.Return.ID, by.ID) {
		return Return{}, err
	}
	return s.returnView(ctx, row.Return.ID)
}

// tookBefore reports whether this very decision is in the audit trail as taken:
// then a repeat is not to be refused for what it led to itself.
func (s *server) tookBefore(ctx context.Context, returnID, decisionID string) bool {
	event, err := db.Queries.EventByDecision(ctx, s.DB, returnID, decisionID)
	return err == nil && event.Refused == ""
}

// explain refuses a decision about a return that has ended, whose workflow
// Temporal no longer knows, in the words of the transition table.
func (s *server) explain(ctx context.Context, was sqlc.Return, action returns.Action, err error) error {
	if returns.CodeOf(err) != returns.CodeNotFound {
		return err
	}
	now, readErr := db.Queries.ReturnGet(ctx, s.DB, was.ID)
	if readErr != nil {
		return readErr
	}
	if refusal := returns.CheckAction(returns.Status(now.Status), action, callOf(ctx).actor.Role); refusal != nil {
		return refusal
	}
	return returns.Refuse(returns.CodeUnavailable, "the return %s is open, but its workflow cannot be found; ask an administrator", now.RMANumber)
}

// ReviewReturn is the reviewer's decision.
func (s *server) ReviewReturn(ctx context.Context, r ReviewReturnRequestObject) (ReviewReturnResponseObject, error) {
	view, err := decide(ctx, s, r.ID, returns.ActionReview, r.Body, &r.Body.By)
	return ReviewReturn200JSONResponse(view), err
}

// AnswerReturn is the customer's answer to a question or an offer.
func (s *server) AnswerReturn(ctx context.Context, r AnswerReturnRequestObject) (AnswerReturnResponseObject, error) {
	view, err := decide(ctx, s, r.ID, returns.ActionAnswer, r.Body, &r.Body.By)
	return AnswerReturn200JSONResponse(view), err
}

// ConfirmReturn is the second confirmation. Its body may be left out.
func (s *server) ConfirmReturn(ctx context.Context, r ConfirmReturnRequestObject) (ConfirmReturnResponseObject, error) {
	if r.Body == nil {
		r.Body = new(returns.Confirm)
	}
	view, err := decide(ctx, s, r.ID, returns.ActionConfirm, r.Body, &r.Body.By)
	return ConfirmReturn200JSONResponse(view), err
}

// CancelReturn withdraws the return. Its body may be left out.
func (s *server) CancelReturn(ctx context.Context, r CancelReturnRequestObject) (CancelReturnResponseObject, error) {
	if r.Body == nil {
		r.Body = new(returns.Cancel)
	}
	view, err := decide(ctx, s, r.ID, returns.ActionCancel, r.Body, &r.Body.By)
	return CancelReturn200JSONResponse(view), err
}

// SchedulePickup books the parcel's way back.
func (s *server) SchedulePickup(ctx context.Context, r SchedulePickupRequestObject) (SchedulePickupResponseObject, error) {
	view, err := decide(ctx, s, r.ID, returns.ActionSchedulePickup, r.Body, &r.Body.By)
	return SchedulePickup200JSONResponse(view), err
}

// InspectReturn says what became of units.
func (s *server) InspectReturn(ctx context.Context, r InspectReturnRequestObject) (InspectReturnResponseObject, error) {
	view, err := decide(ctx, s, r.ID, returns.ActionInspect, r.Body, &r.Body.By)
	return InspectReturn200JSONResponse(view), err
}

// CloseReturn ends a return early.
func (s *server) CloseReturn(ctx context.Context, r CloseReturnRequestObject) (CloseReturnResponseObject, error) {
	view, err := decide(ctx, s, r.ID, returns.ActionClose, r.Body, &r.Body.By)
	return CloseReturn200JSONResponse(view), err
}
