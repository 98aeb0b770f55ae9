package activities

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/integrations/carriers"
	"backhaul/integrations/notify"
	"backhaul/returns"
)

// This file is about goods that the shop holds and may not keep: what came late,
// and what goes back to the customer. The rules are in returns/held.go.

// ReceiveLate takes goods in that nobody expects any more.
func (a *Activities) ReceiveLate(ctx context.Context, in Input[returns.Receive]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		change, err := w.ret.ReceiveLate(in.Decision, a.now())
		if err != nil {
			return nil, err
		}
		return change, w.attachEvidence(ctx, in.Decision.Evidence)
	})
}

// DecideStray says what becomes of goods that came late.
func (a *Activities) DecideStray(ctx context.Context, in Input[returns.DecideStray]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		var other *returns.OtherReturn
		if id := in.Decision.NewReturnID; id != "" {
			row, err := db.Queries.ReturnGet(ctx, w.tx, id)
			if err != nil && !db.NotFound(err) {
				return nil, err
			}
			if err == nil {
				other = &returns.OtherReturn{ID: row.ID, OrderNumber: row.OrderNumber, Status: returns.Status(row.Status)}
			}
		}
		return w.ret.DecideStray(in.Decision, other, a.now())
	})
}

// SendBack books a parcel to the customer with its carrier, then records it.
func (a *Activities) SendBack(ctx context.Context, in Input[returns.SendBack]) (returns.Snapshot, error) {
	d := in.Decision
	d.Carrier = cmp.Or(d.Carrier, carriers.ManualName)
	shipment, err := a.book(ctx, d.By, carriers.Booking{
		Key: bookingKey(returns.ActionSendBack, in.ReturnID, d.ID), ReturnID: in.ReturnID, Carrier: d.Carrier,
		WindowStart: timeOf(d.WindowStart), WindowEnd: timeOf(d.WindowEnd), TrackingNumber: d.TrackingNumber,
	}, func(w *work, booking *carriers.Booking) error {
		booking.To = placeOf(w.ret.Pickup)
		_, err := w.ret.SendBack(d, returns.Shipment{}, a.now())
		return err
	})
	if err != nil {
		return returns.Snapshot{}, toTemporal(err)
	}
	return a.step(ctx, in.ReturnID, d.By, func(w *work) (*returns.Change, error) {
		return w.ret.SendBack(d, shipment, a.now())
	})
}

// ReportSendBack records what a carrier says of a parcel to the customer.
func (a *Activities) ReportSendBack(ctx context.Context, in Input[returns.CarrierEvent]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.ReportSendBack(in.Decision, a.now())
	})
}

// DecideSendBack says what becomes of goods that did not get back to the customer.
func (a *Activities) DecideSendBack(ctx context.Context, in Input[returns.DecideSendBack]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.DecideSendBack(in.Decision, a.now())
	})
}

// PassHeldDeadline does what the wait of held goods announced for its end.
func (a *Activities) PassHeldDeadline(ctx context.Context, in Input[Deadline]) (returns.Snapshot, error) {
	return a.step(ctx, in.ReturnID, in.Decision.By, func(w *work) (*returns.Change, error) {
		return w.ret.PassHeldDeadline(in.Decision.By, in.Decision.At, a.now())
	})
}

// loadHeld adds what is held of the return.
func loadHeld(ctx context.Context, tx pgx.Tx, ret *returns.Return) error {
	row, err := db.Queries.HeldGoodsGet(ctx, tx, ret.ID)
	if db.NotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	held := &returns.Held{
		Since: timeOf(row.Since), Asked: row.Asked, Due: returns.Action(row.Due),
		Wait: returns.Wait{For: returns.Role(row.WaitFor), Since: row.WaitSince, Deadline: row.WaitDeadline, Passed: row.WaitPassed},
	}
	if row.WaitThen != nil {
		held.Wait.Then = returns.Action(*row.WaitThen)
	}
	if err := json.Unmarshal(row.Units, &held.Units); err != nil {
		return fmt.Errorf("what is held of return %s is JSON that cannot be read: %w", ret.ID, err)
	}
	ret.Held = held
	open, err := db.Queries.StraysOpen(ctx, tx, ret.ID)
	for _, stray := range open {
		one := returns.OpenStray{ID: stray.ID, Stray: returns.Stray{SKU: stray.SKU, Quantity: stray.Quantity, Note: stray.Note, Open: true}}
		if stray.LineNo != nil {
			one.LineNo = *stray.LineNo
		}
		ret.OpenStrays = append(ret.OpenStrays, one)
	}
	return err
}

// saveHeld stores what is held, and what strays have come to.
func (w *work) saveHeld(ctx context.Context, change *returns.Change) error {
	for _, decided := range change.Decided {
		params := sqlc.StrayDecideParams{ID: decided.ID, Status: "placed", DecidedAt: &change.At}
		if decided.NewReturnID != "" {
			params.Status, params.NewReturnID = "new_return", &decided.NewReturnID
		} else {
			params.Disposition = pointer(string(decided.Disposition))
		}
		if err := db.Queries.StrayDecide(ctx, w.tx, params); err != nil {
			return err
		}
	}
	h := w.ret.Held
	if h == nil {
		if !w.held {
			return nil
		}
		return db.Queries.HeldGoodsDelete(ctx, w.tx, w.ret.ID)
	}
	wait := waitColumns(h.Wait)
	return db.Queries.HeldGoodsUpsert(ctx, w.tx, sqlc.HeldGoodsUpsertParams{
		ReturnID: w.ret.ID, Units: listOf(h.Units), Since: pointerTo(h.Since), Asked: h.Asked, Due: string(h.Due),
		WaitFor: string(h.Wait.For), WaitSince: h.Wait.Since, WaitDeadline: h.Wait.Deadline, WaitThen: wait.then, WaitPassed: h.Wait.Passed,
	})
}

// strayRow is a stray as it came in with the step.
func (w *work) strayRow(seq, position int, at time.Time, stray returns.Stray) sqlc.ReturnStrayInsertParams {
	row := sqlc.ReturnStrayInsertParams{
		ID:       fmt.Sprintf("str_%s_%d_%d", strings.TrimPrefix(w.ret.ID, "ret_"), seq, position),
		ReturnID: w.ret.ID, EventSeq: seq, Position: position, SKU: stray.SKU, Quantity: stray.Quantity,
		Status: "open", LineNo: lineOrNone(stray.LineNo), Note: stray.Note, At: at,
	}
	if !stray.Open {
		row.Status, row.Disposition = "placed", pointer(string(stray.Disposition))
	}
	return row
}

// contentsOf lists what lies in a parcel to the customer, in the words of the
// return's lines.
func contentsOf(r *returns.Return, parcel returns.Shipment) []notify.Line {
	var lines []notify.Line
	for _, packed := range parcel.Contents {
		one := notify.Line{SKU: packed.SKU, Quantity: packed.Quantity}
		for _, line := range r.Lines {
			if line.SKU == packed.SKU {
				one.Description = line.Description
			}
		}
		lines = append(lines, one)
	}
	return lines
}
