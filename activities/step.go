package activities

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// work is one step under way: the return and its order, both locked.
type work struct {
	tx       pgx.Tx
	ret      *returns.Return
	order    *returns.Order
	customer sqlc.Order
	// held tells that something was held of the return before the step.
	held bool
}

// step applies one decision to one return, in one transaction and once. When
// the decision is already in the audit trail it changes nothing.
func (a *Activities) step(
	ctx context.Context, returnID string, by returns.By, apply func(*work) (*returns.Change, error),
) (returns.Snapshot, error) {
	var snapshot returns.Snapshot
	err := db.InTx(ctx, a.DB, func(tx pgx.Tx) error {
		w, err := load(ctx, tx, returnID)
		if err != nil {
			return err
		}
		done, err := w.decided(ctx, by.ID)
		if err != nil {
			return err
		}
		if !done {
			change, err := apply(w)
			if err != nil {
				return err
			}
			if change != nil { // nil when there is nothing new
				release, err := w.replacement(ctx, change)
				if err != nil {
					return err
				}
				for _, one := range []*returns.Change{change, release} {
					if one == nil {
						continue
					}
					if err := w.save(ctx, one); err != nil {
						return err
					}
				}
			}
		}
		snapshot, err = w.snapshot(ctx)
		return err
	})
	return snapshot, toTemporal(err)
}

// ask tries a decision as step does, and stores nothing: what the return refuses
// must not reach a carrier or a provider. repeat tells that it was taken before.
func (a *Activities) ask(
	ctx context.Context, returnID string, by returns.By, apply func(*work) error,
) (repeat bool, err error) {
	err = db.InTx(ctx, a.DB, func(tx pgx.Tx) error {
		w, err := load(ctx, tx, returnID)
		if err != nil {
			return err
		}
		if repeat, err = w.decided(ctx, by.ID); err != nil || repeat {
			return err
		}
		return apply(w)
	})
	return repeat, err
}

// decided reports whether the audit trail holds the decision, so that this is
// its second arrival.
func (w *work) decided(ctx context.Context, decisionID string) (bool, error) {
	event, err := db.Queries.EventByDecision(ctx, w.tx, w.ret.ID, decisionID)
	if db.NotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if event.Refused != "" {
		return false, returns.Refuse(returns.CodeTransition, "the decision %s was refused before: %s", decisionID, event.Refused)
	}
	return true, nil
}

func (w *work) snapshot(ctx context.Context) (returns.Snapshot, error) {
	snapshot := w.ret.Snapshot()
	pending, err := db.Queries.NotificationsPending(ctx, w.tx, w.ret.ID)
	snapshot.Messages = len(pending) > 0
	return snapshot, err
}

// load locks the return and its order, in that order in every step.
func load(ctx context.Context, tx pgx.Tx, returnID string) (*work, error) {
	row, err := db.Queries.ReturnLock(ctx, tx, returnID)
	if db.NotFound(err) {
		return nil, returns.Refuse(returns.CodeNotFound, "there is no return %s", strconv.Quote(returnID))
	}
	if err != nil {
		return nil, err
	}
	w := &work{tx: tx}
	if err := w.loadOrder(ctx, row.OrderNumber); err != nil {
		return nil, err
	}
	if w.ret, err = loadReturn(ctx, tx, row); err != nil {
		return nil, err
	}
	w.held = w.ret.Held != nil
	return w, nil
}

func (w *work) loadOrder(ctx context.Context, number string) error {
	row, err := db.Queries.OrderLock(ctx, w.tx, number)
	if db.NotFound(err) {
		return returns.OrderNotFound(number)
	}
	if err != nil {
		return err
	}
	lines, err := db.Queries.OrderLinesGet(ctx, w.tx, number)
	if err != nil {
		return err
	}
	payments, err := db.Queries.PaymentsOfMany(ctx, w.tx, []string{number})
	if err != nil {
		return err
	}
	w.customer = row
	w.order = db.OrderOf(row, lines)
	w.order.Payments = db.PaymentsOf(payments)
	return nil
}
