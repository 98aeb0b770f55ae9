package erasure

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Places are where data of a customer may be.
type Places struct {
	DB     *pgxpool.Pool
	Photos interface {
		// Delete removes a photo, or the label of a parcel; one that is gone already is no error.
		Delete(ctx context.Context, key string) error
	}
	Histories interface {
		// Forget deletes what Temporal keeps of a return that has ended. It fails
		// while something of it still runs.
		Forget(ctx context.Context, returnID string) error
	}
	// Now is the clock; time.Now unless a test says otherwise.
	Now func() time.Time
}

// service is who redacts: the request was somebody's, the doing is the service's.
var service = audit.Who{Actor: returns.System()}

// Run takes an erasure as far as it goes, and may be called again at any point.
// What it could not do is said in the erasure's Trouble, and done by the next try.
func (p Places) Run(ctx context.Context, erasure Erasure) (Erasure, error) {
	if erasure.DoneAt != nil {
		return erasure, nil
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	err := p.run(ctx, erasure)
	if err != nil {
		// It may quote an address; the log says more to those who may read it.
		_ = db.Queries.ErasureTrouble(ctx, p.DB, cut(err.Error()), erasure.ID)
		return erasure, err
	}
	return Last(ctx, p.DB, erasure.CustomerID)
}

func (p Places) run(ctx context.Context, erasure Erasure) error {
	customer := erasure.CustomerID
	if err := p.contacts(ctx, customer); err != nil {
		return err
	}
	ids, err := db.Queries.ErasureReturns(ctx, p.DB, customer)
	if err != nil {
		return err
	}
	if err := p.photos(ctx, erasure); err != nil {
		return err
	}
	if err := p.labels(ctx, customer); err != nil {
		return err
	}
	for _, id := range ids {
		if err := p.ofReturn(ctx, id); err != nil {
			return fmt.Errorf("return %s: %w", id, err)
		}
	}
	if err := p.visits(ctx, customer); err != nil {
		return err
	}
	for _, id := range ids {
		if err := p.Histories.Forget(ctx, id); err != nil {
			return fmt.Errorf("what Temporal keeps of return %s: %w", id, err)
		}
	}
	return p.finish(ctx, erasure, len(ids))
}

// contacts comes first, under a last look whether something was opened since:
// from here on nothing new can tell who the customer is.
func (p Places) contacts(ctx context.Context, customer string) error {
	return db.InTx(ctx, p.DB, func(tx pgx.Tx) error {
		if err := db.Queries.ErasureLockOrders(ctx, tx, customer); err != nil { // returns are opened under these locks
			return err
		}
		if err := refuseWhileOpen(ctx, tx, customer); err != nil {
			return err
		}
		if err := db.Queries.ErasureOfOrders(ctx, tx, p.Now(), &customer); err != nil {
			return err
		}
		return db.Queries.ErasureOfAnswers(ctx, tx, customer)
	})
}

// photos deletes each file before its row: a row without a file is found again,
// a file without a row is not.
func (p Places) photos(ctx context.Context, erasure Erasure) error {
	ids, err := db.Queries.ErasurePhotosOf(ctx, p.DB, &erasure.CustomerID)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := p.Photos.Delete(ctx, id); err != nil {
			return err
		}
		err := db.InTx(ctx, p.DB, func(tx pgx.Tx) error {
			gone, err := db.Queries.ErasurePhotoGone(ctx, tx, id)
			if err != nil {
				return err
			}
			return db.Queries.ErasurePhotos(ctx, tx, int(gone), erasure.ID)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// labels goes about the labels of parcels as photos does about photos.
func (p Places) labels(ctx context.Context, customer string) error {
	rows, err := db.Queries.ErasureLabelsOf(ctx, p.DB, customer)
	for _, row := range rows {
		if err := p.Photos.Delete(ctx, row.LabelKey); err != nil {
			return err
		}
		if err := db.Queries.ErasureLabelGone(ctx, p.DB, row.ReturnID, row.Seq); err != nil {
			return err
		}
	}
	return err
}

// ofReturn erases a return's texts, announces what its events are to become, and
// has the owner's function make them so: one transaction, or nothing.
func (p Places) ofReturn(ctx context.Context, id string) error {
	return db.InTx(ctx, p.DB, func(tx pgx.Tx) error {
		row, err := db.Queries.ReturnLock(ctx, tx, id)
		if err != nil {
			return err
		}
		if row.ClosedAt == nil {
			return errors.New("it is open")
		}
		if err := db.Queries.ErasureOfReturn(ctx, tx, p.Now(), id); err != nil {
			return err
		}
		events, err := db.Queries.ErasureEvents(ctx, tx, id)
		if err != nil || len(events) == 0 {
			return err
		}
		hashes := make(map[string]string, len(events))
		for _, event := range events {
			hashes[strconv.Itoa(event.Seq)] = event.Hash
		}
		seq, err := p.announce(ctx, tx, id, map[string]any{"events": hashes})
		if err != nil {
			return err
		}
		return db.Queries.ErasureRedactReturn(ctx, tx, id, seq)
	})
}

// visits redacts from where a customer came, and under which name, in the
// service's own trail.
func (p Places) visits(ctx context.Context, customer string) error {
	return db.InTx(ctx, p.DB, func(tx pgx.Tx) error {
		if err := db.Queries.AuditLock(ctx, tx); err != nil { // before reading: what is added meanwhile would change the list
			return err
		}
		entries, err := db.Queries.ErasureVisits(ctx, tx, customer)
		if err != nil || len(entries) == 0 {
			return err
		}
		hashes := make(map[string]string, len(entries))
		for _, entry := range entries {
			hashes[strconv.FormatInt(entry.Seq, 10)] = entry.Hash
		}
		seq, err := p.announce(ctx, tx, customer, map[string]any{"entries": hashes})
		if err != nil {
			return err
		}
		return db.Queries.ErasureRedactVisits(ctx, tx, customer, seq)
	})
}

// announce writes into the trail which hashes redacted events will have, and
// returns the entry's sequence.
func (p Places) announce(ctx context.Context, tx pgx.Tx, subject string, data any) (int64, error) {
	err := audit.Append(ctx, tx, audit.Entry{Kind: audit.ErasureRedacted, Who: service, Subject: subject, Data: data, At: p.Now()})
	if err != nil {
		return 0, err
	}
	head, err := db.Queries.AuditHead(ctx, tx) // the writer's turn lasts until the end of the transaction
	return head.Seq, err
}

func (p Places) finish(ctx context.Context, erasure Erasure, found int) error {
	now := p.Now().UTC().Truncate(time.Microsecond)
	return db.InTx(ctx, p.DB, func(tx pgx.Tx) error {
		rows, err := db.Queries.ErasureDone(ctx, tx, sqlc.ErasureDoneParams{ID: erasure.ID, DoneAt: &now, Returns: found})
		if err != nil || rows == 0 { // another process was first
			return err
		}
		return audit.Append(ctx, tx, audit.Entry{
			Kind: audit.ErasureDone, Who: service, Subject: erasure.CustomerID, At: now,
			Data: map[string]any{"erasure": erasure.ID, "returns": found},
		})
	})
}

// Keep goes on with the erasures that were asked for, every so often, until the
// context ends. Any number of processes may do it.
func (p Places) Keep(ctx context.Context, every time.Duration, log *slog.Logger) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		open, err := db.Queries.ErasuresOpen(ctx, p.DB)
		if err != nil && ctx.Err() == nil {
			log.Warn("erasures could not be looked for; trying again", "error", err)
		}
		for _, row := range open {
			switch done, err := p.Run(ctx, erasureOf(row)); {
			case ctx.Err() != nil:
				return
			case err != nil:
				log.Warn("an erasure waits; trying again", "erasure", row.ID, "error", err)
			default:
				log.Info("a customer was erased", "erasure", row.ID, "returns", done.Returns, "photos", done.Photos)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// cut keeps a trouble to what a person reads.
func cut(text string) string {
	const enough = 500
	if runes := []rune(text); len(runes) > enough {
		return string(runes[:enough]) + "…"
	}
	return text
}
