package activities

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// save stores the changed return and everything the change brings with it.
func (w *work) save(ctx context.Context, change *returns.Change) error {
	if err := w.updateReturn(ctx, change.At); err != nil {
		return err
	}
	if err := w.saveParts(ctx); err != nil {
		return err
	}
	return w.saveChange(ctx, change)
}

func (w *work) updateReturn(ctx context.Context, at time.Time) error {
	r := w.ret
	wait, hands := waitColumns(r.Wait), assignmentColumns(r.Assignment)
	rows, err := db.Queries.ReturnUpdateIfVersion(ctx, w.tx, sqlc.ReturnUpdateIfVersionParams{
		ID: r.ID, Version: r.Version, Status: string(r.Status()), Stage: string(r.Tracks.Stage),
		Logistics: string(r.Tracks.Logistics), Goods: string(r.Tracks.Goods), Refund: string(r.Tracks.Refund),
		Dispute: string(r.Tracks.Dispute), Method: string(r.Method), Offer: jsonOrNull(r.Offer), Approval: jsonOrNull(r.Approval),
		Estimate: jsonOf(r.Estimate), Digest: r.Digest(), Attention: attentionColumn(r.Attention),
		Assignee: hands.UserID, AssigneeName: hands.Name, AssignedAt: hands.since, ClaimUntil: hands.until,
		WaitFor: wait.role, WaitSince: wait.since, WaitDeadline: r.Wait.Deadline, WaitThen: wait.then, WaitPassed: r.Wait.Passed,
		UpdatedAt: at, ClosedAt: closedAt(r, at),
	})
	if err == nil && rows != 1 {
		err = fmt.Errorf("return %s changed while it was locked: version %d is gone", r.ID, r.Version)
	}
	r.Version++
	return err
}

// insertReturn stores a return that was just opened.
func (w *work) insertReturn(ctx context.Context) error {
	r := w.ret
	wait := waitColumns(r.Wait)
	r.Version = 1
	return db.Queries.ReturnInsert(ctx, w.tx, sqlc.ReturnInsertParams{
		ID: r.ID, RMANumber: r.RMANumber, OrderNumber: r.OrderNumber, CustomerID: r.CustomerID, Currency: r.Currency,
		Status: string(r.Status()), Stage: string(r.Tracks.Stage), Logistics: string(r.Tracks.Logistics),
		Goods: string(r.Tracks.Goods), Refund: string(r.Tracks.Refund), Dispute: string(r.Tracks.Dispute),
		Method: string(r.Method), RefundTo: string(r.RefundTo), CreditTo: r.CreditTo, Note: r.Note, Pickup: jsonOrNull(r.Pickup),
		RequestedBy: jsonOf(r.RequestedBy), PolicyID: r.Policy.ID, PolicyVersion: r.Policy.Version, Verdict: jsonOf(r.Verdict),
		Approval: jsonOrNull(r.Approval), Estimate: jsonOf(r.Estimate), Digest: r.Digest(), Attention: attentionColumn(r.Attention),
		WaitFor: wait.role, WaitSince: wait.since, WaitDeadline: r.Wait.Deadline, WaitThen: wait.then,
		OpenedAt: r.OpenedAt, ClosedAt: closedAt(r, r.OpenedAt),
	})
}

func (w *work) saveParts(ctx context.Context) error {
	r := w.ret
	if err := w.saveDispute(ctx); err != nil {
		return err
	}
	if err := w.saveExchange(ctx); err != nil {
		return err
	}
	for _, line := range r.Lines {
		if err := db.Queries.ReturnLineUpsert(ctx, w.tx, sqlc.ReturnLineUpsertParams{
			ReturnID: r.ID, LineNo: line.LineNo, SKU: line.SKU, Description: line.Description, Requested: line.Requested,
			Approved: line.Approved, Agreed: line.Agreed, Reason: line.Reason, ByCustomer: line.ByCustomer,
			Condition: line.Condition, Note: line.Note, Fields: jsonOrNull(line.Fields), Arrived: line.Units.Arrived,
			Available: line.Units.Available, Refurbish: line.Units.Refurbish, Quarantine: line.Units.Quarantine,
			Scrap: line.Units.Scrap, Vendor: line.Units.Vendor, SendBack: line.Units.SendBack, Missing: line.Units.Missing,
			Lost: line.Units.Lost, WrongItem: line.Units.WrongItem, Damaged: line.Units.Damaged, Found: jsonOrNull(line.Found),
		}); err != nil {
			return err
		}
	}
	if err := errors.Join(w.saveShipments(ctx, inbound, r.Shipments), w.saveShipments(ctx, outbound, r.SendBacks)); err != nil {
		return err
	}
	return db.Queries.ReturnDifferenceSet(ctx, w.tx, jsonOrNull(r.Difference), r.ID)
}

// saveChange stores what a change brings besides the return's own rows: the
// audit event, what others are told of it, the order's counters, stock movements,
// the refund, messages.
func (w *work) saveChange(ctx context.Context, change *returns.Change) error {
	seq, err := w.saveEvent(ctx, change)
	if err != nil {
		return err
	}
	if err := w.tell(ctx, seq, change); err != nil {
		return err
	}
	// In line order, so that two returns of one order cannot deadlock.
	slices.SortStableFunc(change.Holds, func(a, b returns.Hold) int { return cmp.Compare(a.LineNo, b.LineNo) })
	for _, hold := range change.Holds {
		if err := db.Queries.OrderLineHold(ctx, w.tx, sqlc.OrderLineHoldParams{
			OrderNumber: w.ret.OrderNumber, LineNo: hold.LineNo, Reserved: hold.Reserved, Returned: hold.Returned,
			RefundedUnits: hold.RefundedUnits, RefundedGoods: hold.RefundedGoods, RefundedTax: hold.RefundedTax,
		}); err != nil {
			return err
		}
	}
	if err := w.saveMovements(ctx, seq, change); err != nil {
		return err
	}
	if err := w.saveGoods(ctx, seq, change); err != nil {
		return err
	}
	if err := w.saveRefund(ctx, change); err != nil {
		return err
	}
	return w.saveNotices(ctx, seq, change)
}

// saveEvent appends to the audit trail, chained to the event before.
func (w *work) saveEvent(ctx context.Context, change *returns.Change) (int, error) {
	return appendEvent(ctx, w.tx, returns.Event{
		ReturnID: w.ret.ID, Action: change.Action, DecisionID: change.By.ID, Actor: change.By.Actor,
		From: change.From, To: change.To, Data: withoutOrigin(jsonOf(change.Data)), Origin: change.By.Origin, At: change.At,
	})
}

type waitRow struct {
	role, then *string
	since      *time.Time
}

func waitColumns(wait returns.Wait) waitRow {
	if wait.For == "" {
		return waitRow{}
	}
	role := string(wait.For)
	row := waitRow{role: &role, since: &wait.Since}
	if wait.Then != "" {
		then := string(wait.Then)
		row.then = &then
	}
	return row
}

func closedAt(r *returns.Return, at time.Time) *time.Time {
	switch {
	case !r.Status().Ended():
		return nil
	case r.ClosedAt != nil:
		return r.ClosedAt // what is said afterwards does not end it again
	}
	return &at
}
