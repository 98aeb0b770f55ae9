package activities

import (
	"context"
	"time"

	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Input is a decision about one return.
type Input[D any] struct {
	ReturnID string `json:"return_id"`
	Decision D      `json:"decision"`
	// Since is when the workflow first asked for the step, for those steps that do
	// not wait for an answer without end.
	Since time.Time `json:"since,omitzero"`
}

// Review applies a reviewer's decision: approve, reject, ask, or offer.
func (a *Activities) Review(ctx context.Context, in Input[returns.Review]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.Review(in.Decision, w.order, a.now())
	})
}

// Answer applies the customer's answer to a question or an offer.
func (a *Activities) Answer(ctx context.Context, in Input[returns.Answer]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		change, err := w.ret.Answer(in.Decision, w.order, a.now())
		if err != nil {
			return nil, err
		}
		return change, w.attachEvidence(ctx, in.Decision.Evidence)
	})
}

// Confirm gives the second confirmation and books the goods as expected stock.
func (a *Activities) Confirm(ctx context.Context, in Input[returns.Confirm]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.Confirm(in.Decision, a.now())
	})
}

// Cancel withdraws the return and undoes what it had reserved and expected.
func (a *Activities) Cancel(ctx context.Context, in Input[returns.Cancel]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.Cancel(in.Decision, a.now())
	})
}

// Receive counts one parcel in.
func (a *Activities) Receive(ctx context.Context, in Input[returns.Receive]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		change, err := w.ret.Receive(in.Decision, a.now())
		if err != nil {
			return nil, err
		}
		return change, w.attachEvidence(ctx, in.Decision.Evidence)
	})
}

// Inspect sends inspected units where they go: back to the shelf, or elsewhere.
func (a *Activities) Inspect(ctx context.Context, in Input[returns.Inspect]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.Inspect(in.Decision, w.order, a.now())
	})
}

// Close ends a return whose goods moved: sent back, or written off.
func (a *Activities) Close(ctx context.Context, in Input[returns.Close]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.Close(in.Decision, a.now())
	})
}

// Deadline is the moment a wait was to end.
type Deadline struct {
	returns.By
	At time.Time `json:"at"`
}

// PassDeadline does what a wait announced for its end: remind, escalate,
// expire, complete, note a silent parcel or approve in the policy's name.
func (a *Activities) PassDeadline(ctx context.Context, in Input[Deadline]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.PassDeadline(in.Decision.By, in.Decision.At, w.order, a.now())
	})
}

func evidenceOf(r *returns.Return, ids []string) sqlc.EvidenceAttachParams {
	return sqlc.EvidenceAttachParams{ReturnID: &r.ID, Ids: ids, CustomerID: &r.CustomerID}
}

func distinct(ids []string) map[string]bool {
	seen := make(map[string]bool, len(ids))
	for _, id := range ids {
		seen[id] = true
	}
	return seen
}
