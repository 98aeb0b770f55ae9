package activities

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// This file and batch_rows.go are the steps of a batch. What stands in the
// database is the truth about it: its workflow asks what is to be done next, and
// can be killed at any moment.

// BatchCommand is something decided about a batch.
type BatchCommand struct {
	BatchID  string                `json:"batch_id"`
	Action   returns.BatchAction   `json:"action"`
	Decision returns.BatchDecision `json:"decision"`
}

// BatchTaken is what a command led to.
type BatchTaken struct {
	State returns.BatchState `json:"state"`
	// Seq numbers the batch's decisions; Rows is how many returns this one is about.
	Seq  int `json:"seq"`
	Rows int `json:"rows"`
}

// DecideBatch pauses, resumes or cancels a batch, or notes down the rows whose
// returns are to be reviewed or confirmed. The second arrival of one decision
// changes nothing.
func (a *Activities) DecideBatch(ctx context.Context, in BatchCommand) (BatchTaken, error) {
	var taken BatchTaken
	err := db.InTx(ctx, a.DB, func(tx pgx.Tx) error {
		batch, err := lockBatch(ctx, tx, in.BatchID)
		if err != nil {
			return err
		}
		earlier, err := db.Queries.BatchDecisionById(ctx, tx, in.BatchID, in.Decision.ID)
		switch {
		case err == nil && earlier.Reason != "":
			return returns.Refuse(returns.CodeTransition, "the decision %s was refused before: %s", in.Decision.ID, earlier.Reason)
		case err == nil:
			taken = BatchTaken{State: returns.BatchState(batch.State), Seq: earlier.Seq, Rows: earlier.Total}
			return nil
		case !db.NotFound(err):
			return err
		}
		if err := returns.CheckBatchAction(returns.BatchState(batch.State), in.Action, in.Decision.Actor.Role); err != nil {
			return err
		}
		if err := in.Decision.Check(in.Action); err != nil {
			return err
		}
		taken, err = a.decideBatch(ctx, tx, batch, in)
		return err
	})
	return taken, toTemporal(err)
}

func (a *Activities) decideBatch(ctx context.Context, tx pgx.Tx, batch sqlc.Batch, in BatchCommand) (BatchTaken, error) {
	taken := BatchTaken{State: returns.BatchState(batch.State)}
	var err error
	if taken.Seq, err = insertBatchDecision(ctx, tx, in, "", a); err != nil {
		return taken, err
	}
	switch in.Action {
	case returns.BatchPause:
		taken.State = returns.BatchPaused
	case returns.BatchResume:
		taken.State = returns.BatchRunning
	case returns.BatchCancel:
		taken.State = returns.BatchCancelled
		if err := db.Queries.BatchDecisionsCancel(ctx, tx, batch.ID); err != nil {
			return taken, err
		}
		if err := db.Queries.BatchRowsCancel(ctx, tx, a.now(), batch.ID); err != nil {
			return taken, err
		}
	case returns.BatchReview, returns.BatchConfirm:
		if taken.Rows, err = selectRows(ctx, tx, in, taken.Seq); err != nil {
			return taken, err
		}
		if taken.State == returns.BatchDone {
			taken.State = returns.BatchRunning
		}
	}
	if err := db.Queries.BatchSetState(ctx, tx, sqlc.BatchSetStateParams{ID: batch.ID, State: string(taken.State), At: a.now()}); err != nil {
		return taken, err
	}
	return taken, audit.Append(ctx, tx, audit.Entry{
		Kind: batchKinds[in.Action], Who: audit.Who{Actor: in.Decision.Actor, Origin: in.Decision.Origin}, Subject: batch.ID, At: a.now(),
		Data: map[string]any{"seq": taken.Seq, "rows": taken.Rows, "decision": in.Decision.Decision, "note": in.Decision.Note},
	})
}

// batchKinds are the entries that the audit trail has of each action.
var batchKinds = map[returns.BatchAction]audit.Kind{
	returns.BatchPause: audit.BatchPaused, returns.BatchResume: audit.BatchResumed, returns.BatchCancel: audit.BatchCancelled,
	returns.BatchReview: audit.BatchReviewed, returns.BatchConfirm: audit.BatchConfirmed,
}

// selectRows writes down the opened rows that a decision is about.
func selectRows(ctx context.Context, tx pgx.Tx, in BatchCommand, seq int) (int, error) {
	statuses := make([]string, len(in.Decision.Statuses))
	for i, status := range in.Decision.Statuses {
		statuses[i] = string(status)
	}
	if err := db.Queries.BatchDecisionSelect(ctx, tx, sqlc.BatchDecisionSelectParams{
		BatchID: in.BatchID, Seq: seq, Rows: append([]int{}, in.Decision.Rows...), Statuses: statuses,
	}); err != nil {
		return 0, err
	}
	decision, err := db.Queries.BatchDecisionGet(ctx, tx, in.BatchID, seq)
	if err == nil && decision.Total == 0 {
		err = returns.Refuse(returns.CodeTransition, "no row of the batch that was chosen has a return; look at GET /v1/batches/%s/rows?outcome=opened", in.BatchID)
	}
	return decision.Total, err
}

func insertBatchDecision(ctx context.Context, tx pgx.Tx, in BatchCommand, reason string, a *Activities) (int, error) {
	by := in.Decision.By
	return db.Queries.BatchDecisionInsert(ctx, tx, sqlc.BatchDecisionInsertParams{
		BatchID: in.BatchID, Action: string(in.Action), DecisionID: by.ID, ActorID: by.Actor.ID, ActorRole: string(by.Actor.Role),
		ActorName: by.Actor.Name, Data: withoutOrigin(jsonOf(in.Decision)), Reason: reason, At: a.now(),
	})
}

// BatchRefusal is a command that came as a Signal and was refused.
type BatchRefusal struct {
	BatchCommand
	Reason string `json:"reason"`
}

// RecordBatchRefusal writes a refused Signal down, whose sender got no answer.
func (a *Activities) RecordBatchRefusal(ctx context.Context, in BatchRefusal) error {
	return toTemporal(db.InTx(ctx, a.DB, func(tx pgx.Tx) error {
		if _, err := lockBatch(ctx, tx, in.BatchID); err != nil {
			return err
		}
		_, err := db.Queries.BatchDecisionById(ctx, tx, in.BatchID, in.Decision.ID)
		if !db.NotFound(err) {
			return err
		}
		if _, err := insertBatchDecision(ctx, tx, in.BatchCommand, in.Reason, a); err != nil {
			return err
		}
		return audit.Append(ctx, tx, audit.Entry{
			Kind: audit.BatchRefused, Who: audit.Who{Actor: in.Decision.Actor, Origin: in.Decision.Origin}, Subject: in.BatchID, At: a.now(),
			Data: map[string]any{"action": in.Action, "reason": in.Reason},
		})
	}))
}

// BatchStretch asks for the next rows, and at most so many of them.
type BatchStretch struct {
	BatchID string `json:"batch_id"`
	Most    int    `json:"most"`
}

// BatchWork is what is to be done next.
type BatchWork struct {
	State returns.BatchState `json:"state"`
	// Rows are to be opened, or the decision Seq is to be taken to them. There are
	// none when the batch is paused or when everything is done.
	Rows []int `json:"rows,omitempty"`
	Seq  int   `json:"seq,omitempty"`
}

// NextBatchRows says what is to be done next. When that is nothing, a running
// batch is done.
func (a *Activities) NextBatchRows(ctx context.Context, in BatchStretch) (BatchWork, error) {
	var work BatchWork
	most := int32(min(max(in.Most, 1), 10_000))
	err := db.InTx(ctx, a.DB, func(tx pgx.Tx) error {
		batch, err := lockBatch(ctx, tx, in.BatchID)
		if err != nil {
			return err
		}
		work = BatchWork{State: returns.BatchState(batch.State)}
		if work.State == returns.BatchPaused {
			return nil
		}
		if work.Rows, err = db.Queries.BatchRowsToOpen(ctx, tx, batch.ID, most); err != nil || len(work.Rows) > 0 {
			return err
		}
		decision, err := db.Queries.BatchDecisionNext(ctx, tx, batch.ID)
		if err == nil {
			work.Seq = decision.Seq
			work.Rows, err = db.Queries.BatchDecisionRowsWaiting(ctx, tx, sqlc.BatchDecisionRowsWaitingParams{
				BatchID: batch.ID, Seq: decision.Seq, Most: most,
			})
			return err
		}
		if !db.NotFound(err) || work.State != returns.BatchRunning {
			return noRows(err)
		}
		work.State = returns.BatchDone
		return db.Queries.BatchSetState(ctx, tx, sqlc.BatchSetStateParams{ID: batch.ID, State: string(work.State), At: a.now()})
	})
	return work, toTemporal(err)
}

func noRows(err error) error {
	if db.NotFound(err) {
		return nil
	}
	return err
}

func lockBatch(ctx context.Context, tx pgx.Tx, id string) (sqlc.Batch, error) {
	batch, err := db.Queries.BatchLock(ctx, tx, id)
	if db.NotFound(err) {
		err = returns.Refuse(returns.CodeNotFound, "there is no batch %s", strconv.Quote(id))
	}
	return batch, err
}
