package batches

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// maxRows bounds a batch; more is a matter of several batches.
const maxRows = 100_000

// New is a batch to be stored.
type New struct {
	ID   string
	Name string
	By   audit.Who
	At   time.Time
}

// Check refuses a return that could not be asked for by itself either.
type Check func(returns.Request) error

// NewID derives the id of a batch from who sends it and the key of the request, so
// that a repeated request finds the same batch. Without a key the id is random.
func NewID(actorID, idempotencyKey string) string {
	return "bat_" + returns.NewReturnID(actorID, suffixed(idempotencyKey))[len("ret_"):]
}

func suffixed(key string) string {
	if key == "" {
		return ""
	}
	return "batch:" + key
}

// Store reads the rows and stores them with the batch, or nothing at all. It
// refuses a file of which no row can be read, and one without rows. A batch that
// is there already stays as it is.
func Store(ctx context.Context, pool *pgxpool.Pool, batch New, rows Rows) error {
	return db.InTx(ctx, pool, func(tx pgx.Tx) error {
		inserted, err := db.Queries.BatchInsert(ctx, tx, sqlc.BatchInsertParams{
			ID: batch.ID, Name: "(being stored)", ActorID: batch.By.Actor.ID, ActorRole: string(batch.By.Actor.Role), ActorName: batch.By.Actor.Name,
			Total: 1, Waiting: 1, CreatedAt: batch.At,
		})
		if err != nil || inserted == 0 {
			return err
		}
		copied := &copying{batch: batch, rows: rows}
		_, err = tx.CopyFrom(ctx, pgx.Identifier{"batch_rows"},
			[]string{"batch_id", "row", "order_number", "request", "return_id", "outcome", "error"}, copied)
		if copied.err != nil {
			return copied.err // in its own words, and not as the end of the COPY
		}
		if err != nil {
			return err
		}
		if copied.total == 0 {
			return returns.Refuse(returns.CodeInvalid, "there is no return in the batch")
		}
		if name := rows.Name(); name != "" {
			batch.Name = name
		}
		if batch.Name == "" {
			return returns.RefuseField("name", "required", "give the batch a name")
		}
		if err := db.Queries.BatchCount(ctx, tx, sqlc.BatchCountParams{
			ID: batch.ID, Name: batch.Name, Total: copied.total, Waiting: copied.total - copied.rejected, Rejected: copied.rejected,
		}); err != nil {
			return err
		}
		return audit.Append(ctx, tx, audit.Entry{
			Kind: audit.BatchCreated, Who: batch.By, Subject: batch.ID, At: batch.At,
			Data: map[string]any{"name": batch.Name, "rows": copied.total, "rejected": copied.rejected},
		})
	})
}

// Rows gives one return after the other, [io.EOF] at the end. A [returns.Error]
// is about the row it comes with, and about that alone.
type Rows interface {
	Next() (Row, error)
	// Name is that of the batch, where it stands among the rows.
	Name() string
}

// Row is one return that is asked for, and the number of the row it begins in.
type Row struct {
	Number  int
	Request returns.Request
}

// copying hands the rows to COPY while they are read.
type copying struct {
	batch           New
	rows            Rows
	values          []any
	total, rejected int
	err             error
}

// Next reads the next row.
func (c *copying) Next() bool {
	row, err := c.rows.Next()
	if errors.Is(err, io.EOF) {
		return false
	}
	refusal, wrong := errors.AsType[*returns.Error](err)
	if err != nil && (!wrong || row.Number == 0) {
		c.err = err
		return false
	}
	if c.total++; c.total > maxRows {
		c.err = returns.Refuse(returns.CodeInvalid, "a batch has at most %s rows; send the rest as another batch", maxRows)
		return false
	}
	returnID := returns.NewReturnID(c.batch.ID, fmt.Sprintf("row:%d", row.Number))
	var request, reason *string
	outcome := returns.RowWaiting
	if wrong {
		c.rejected++
		outcome = returns.RowRejected
		reason = text(refusal.Reason())
	} else {
		request = text(row.Request)
	}
	c.values = []any{c.batch.ID, row.Number, row.Request.OrderNumber, request, returnID, string(outcome), reason}
	return true
}

// Values are those of the row that was read.
func (c *copying) Values() ([]any, error) { return c.values, nil }

// Err is what ended the reading.
func (c *copying) Err() error { return c.err }

func text(value any) *string {
	written, err := json.Marshal(value)
	if err != nil {
		panic("batches: " + err.Error()) // plain values
	}
	out := string(written)
	return &out
}
