package activities

import (
	"context"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// AddNote writes down what staff note about a return.
func (a *Activities) AddNote(ctx context.Context, in Input[returns.Note]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.AddNote(in.Decision, a.now())
	})
}

// Rate stores what the customer thought of it.
func (a *Activities) Rate(ctx context.Context, in Input[returns.Feedback]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		change, err := w.ret.Rate(in.Decision, a.now())
		if err != nil {
			return nil, err
		}
		return change, db.Queries.FeedbackUpsert(ctx, w.tx, sqlc.FeedbackUpsertParams{
			ReturnID: w.ret.ID, Rating: in.Decision.Rating, Comment: in.Decision.Comment,
			GivenBy: in.Decision.Actor.ID, GivenAt: change.At,
		})
	})
}

// Acknowledge completes a return whose customer says that the money has come.
func (a *Activities) Acknowledge(ctx context.Context, in Input[returns.Acknowledge]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.Acknowledge(in.Decision, a.now())
	})
}
