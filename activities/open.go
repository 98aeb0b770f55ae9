package activities

import (
	"context"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/returns"
)

// OpenInput is a request for a return.
type OpenInput struct {
	ReturnID string          `json:"return_id"`
	By       returns.By      `json:"by"`
	Request  returns.Request `json:"request"`
	// OwnOrdersOf, when set, is the customer who asks and may return only their
	// own orders' goods.
	OwnOrdersOf string `json:"own_orders_of,omitempty"`
}

// Open locks the order, judges the request by the policy, reserves the units
// and writes the return, all in one transaction. The policy's version is
// pinned. Whoever asks for the last unit second is refused.
func (a *Activities) Open(ctx context.Context, in OpenInput) (returns.Snapshot, error) {
	var snapshot returns.Snapshot
	err := db.InTx(ctx, a.DB, func(tx pgx.Tx) error {
		w := &work{tx: tx}
		if err := w.findOrOpen(ctx, in, a); err != nil {
			return err
		}
		var err error
		snapshot, err = w.snapshot(ctx)
		return err
	})
	return snapshot, toTemporal(err)
}

// findOrOpen looks for the return only once it has the order: an earlier try of
// this very step may have held it until now, to commit the return.
func (w *work) findOrOpen(ctx context.Context, in OpenInput, a *Activities) error {
	if err := w.loadOrder(ctx, in.Request.OrderNumber); err != nil {
		return err
	}
	row, err := db.Queries.ReturnGet(ctx, w.tx, in.ReturnID)
	if db.NotFound(err) {
		return w.open(ctx, in, a)
	}
	if err != nil {
		return err
	}
	w.ret, err = loadReturn(ctx, w.tx, row)
	return err
}

func (w *work) open(ctx context.Context, in OpenInput, a *Activities) error {
	policyRow, err := db.Queries.PolicyActive(ctx, w.tx)
	if err != nil {
		return err
	}
	policy, err := db.PolicyOf(policyRow)
	if err != nil {
		return err
	}
	opening := returns.Opening{
		ID: in.ReturnID, Request: in.Request, Order: w.order, Policy: policy,
		OwnOrdersOf: in.OwnOrdersOf, By: in.By, Now: a.now(),
	}
	if opening.Reasons, err = loadReasons(ctx, w.tx, in.Request); err != nil {
		return err
	}
	if err := w.withRules(ctx, &opening, a); err != nil {
		return err
	}
	ret, change, err := returns.Open(opening)
	if err != nil {
		return err
	}
	w.ret = ret
	if ret.RMANumber, err = freeRMANumber(ctx, w.tx, ret.ID); err != nil {
		return err
	}
	if err := w.insertReturn(ctx); err != nil {
		return err
	}
	if err := w.saveParts(ctx); err != nil {
		return err
	}
	if err := w.attachEvidence(ctx, in.Request.Evidence); err != nil {
		return err
	}
	return w.saveChange(ctx, change)
}

// freeRMANumber derives the number from the return's id and steps on in the
// rare case that another return has it.
func freeRMANumber(ctx context.Context, tx pgx.Tx, returnID string) (string, error) {
	for attempt := 0; ; attempt++ {
		number := returns.RMANumber(returnID, attempt)
		taken, err := db.Queries.ReturnNumberTaken(ctx, tx, number)
		if err != nil || !taken {
			return number, err
		}
	}
}

// attachEvidence makes uploaded photos part of the return. A photo of another
// return, or of another customer, is as good as none.
func (w *work) attachEvidence(ctx context.Context, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	attached, err := db.Queries.EvidenceAttach(ctx, w.tx, evidenceOf(w.ret, ids))
	if err != nil {
		return err
	}
	if attached != int64(len(distinct(ids))) {
		return returns.RefuseField("evidence", "unknown_evidence", "a photo is not there or belongs to another return; upload it again")
	}
	return nil
}
