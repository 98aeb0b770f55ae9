// Package erasure removes what is known of a customer as a person, and leaves the
// books as they are: units, money, states, times and ids stay, and so does the
// audit trail, redacted by the schema's owner under hashes that the trail itself
// announces (docs/adr/0020-erasure-announces-what-it-redacts.md).
//
// An erasure is a row and a list of steps, each of which can be done again. The
// processes that serve the API take it on (see [Keep]), since they reach all three
// places: PostgreSQL, the photos and Temporal. A workflow would write one more
// history about the customer while it deletes the others.
//
// It may import returns, db and audit. Start at [Ask].
package erasure

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Erasure is one customer's erasure, as far as it has come.
type Erasure struct {
	ID         string
	CustomerID string
	AskedAt    time.Time
	// DoneAt is nil until everything is erased.
	DoneAt *time.Time
	// Trouble says why the last try did not come to the end; "" when it is well.
	Trouble string
	// Returns and Photos count what was found of the customer.
	Returns, Photos int
}

// Ask begins to erase a customer, or finds the erasure that is under way. When
// nothing was written about them since the last one, it returns that one and
// changes nothing. It refuses with [returns.CodeNotFound] for whom nobody knows,
// and with [returns.CodeConflict] while a return, a complaint or goods of theirs
// are open: who cannot be reached any more cannot be given their money.
func Ask(ctx context.Context, pool *pgxpool.Pool, who audit.Who, customerID, note string, now time.Time) (Erasure, error) {
	now = now.UTC().Truncate(time.Microsecond)
	var erasure Erasure
	err := db.InTx(ctx, pool, func(tx pgx.Tx) error {
		if err := db.Queries.ErasureTurn(ctx, tx, customerID); err != nil {
			return err
		}
		last, err := db.Queries.ErasureLast(ctx, tx, customerID)
		found := !db.NotFound(err)
		if err != nil && found {
			return err
		}
		if found && last.DoneAt == nil {
			erasure = erasureOf(last)
			return nil
		}
		there, err := db.Queries.ErasureKnows(ctx, tx, customerID, last.Events)
		switch {
		case err != nil:
			return err
		case !there.Known:
			return returns.Refuse(returns.CodeNotFound, "nothing is known of a customer %s", strconv.Quote(customerID))
		case found && !there.More:
			erasure = erasureOf(last)
			return nil
		}
		if err := refuseWhileOpen(ctx, tx, customerID); err != nil {
			return err
		}
		erasure = Erasure{ID: returns.NewID("era"), CustomerID: customerID, AskedAt: now}
		err = db.Queries.ErasureInsert(ctx, tx, sqlc.ErasureInsertParams{ID: erasure.ID, CustomerID: customerID, AskedAt: now})
		if err != nil {
			return err
		}
		return audit.Append(ctx, tx, audit.Entry{
			Kind: audit.ErasureRequested, Who: who, Subject: customerID, At: now,
			Data: map[string]any{"erasure": erasure.ID, "note": note},
		})
	})
	return erasure, err
}

// refuseWhileOpen names what has to come to its end first.
func refuseWhileOpen(ctx context.Context, tx pgx.Tx, customerID string) error {
	numbers, err := db.Queries.ErasureWaitsFor(ctx, tx, customerID)
	if err != nil {
		return err
	}
	if len(numbers) > 0 {
		return returns.Refuse(returns.CodeConflict, "the customer cannot be erased while something of theirs is open: %s; bring it to its end, or cancel it, first",
			strings.Join(numbers, ", "))
	}
	batch, err := db.Queries.ErasureBatchWaits(ctx, tx, customerID)
	if err == nil && batch != "" {
		err = returns.Refuse(returns.CodeConflict, "the customer cannot be erased while the batch %s is about to open a return of theirs; resume or cancel it first", batch)
	}
	return err
}

// Last returns the customer's latest erasure, and refuses with
// [returns.CodeNotFound] when there was none.
func Last(ctx context.Context, pool *pgxpool.Pool, customerID string) (Erasure, error) {
	row, err := db.Queries.ErasureLast(ctx, pool, customerID)
	if db.NotFound(err) {
		return Erasure{}, returns.Refuse(returns.CodeNotFound, "nobody has asked to erase the customer %s", strconv.Quote(customerID))
	}
	return erasureOf(row), err
}

func erasureOf(row sqlc.Erasure) Erasure {
	return Erasure{
		ID: row.ID, CustomerID: row.CustomerID, AskedAt: row.AskedAt, DoneAt: row.DoneAt, Trouble: row.Trouble,
		Returns: row.Returns, Photos: row.Photos,
	}
}
