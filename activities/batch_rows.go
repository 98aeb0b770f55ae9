package activities

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Flows opens returns and sends them decisions just as the API does, through
// their own workflows. It returns the domain's refusals.
type Flows interface {
	Open(ctx context.Context, in OpenInput) error
	Decide(ctx context.Context, returnID string, action returns.Action, decisionID string, decision any) error
}

// rowPatience is how long one row may take before the step is tried again. It is
// shorter than the time without a heartbeat after which a worker counts as dead.
const rowPatience = 10 * time.Second

// BatchRows are rows of a batch to be worked on; Seq is the decision to be taken
// to them, or 0 to open them.
type BatchRows struct {
	BatchID string `json:"batch_id"`
	Seq     int    `json:"seq,omitempty"`
	Rows    []int  `json:"rows"`
}

// OpenBatchRows opens a return for each of the rows that has none yet. The id of
// the return comes from batch and row: however often and wherever this runs, it
// finds the same return.
func (a *Activities) OpenBatchRows(ctx context.Context, in BatchRows) error {
	batch, err := db.Queries.BatchGet(ctx, a.DB, in.BatchID)
	if err != nil {
		return toTemporal(err)
	}
	for _, number := range in.Rows {
		beat(ctx, number)
		row, err := db.Queries.BatchRowTake(ctx, a.DB, in.BatchID, number)
		if db.NotFound(err) {
			continue // settled by an earlier try, or cancelled
		}
		if err == nil {
			err = a.openRow(ctx, batch, row)
		}
		if err != nil {
			return toTemporal(err)
		}
	}
	return nil
}

func (a *Activities) openRow(ctx context.Context, batch sqlc.Batch, row sqlc.BatchRow) error {
	in := OpenInput{
		ReturnID: row.ReturnID,
		By: returns.By{
			ID:    returns.NewDecisionID(batch.ID, fmt.Sprintf("open:%d", row.Row)),
			Actor: returns.Actor{ID: batch.ActorID, Role: returns.Role(batch.ActorRole), Name: batch.ActorName},
		},
	}
	outcome, err := returns.RowOpened, json.Unmarshal(row.Request, &in.Request)
	if err != nil {
		return err
	}
	// A workflow for an order that is not there would only leave its failure behind.
	if _, err = db.Queries.OrderGet(ctx, a.DB, in.Request.OrderNumber); db.NotFound(err) {
		err = returns.OrderNotFound(in.Request.OrderNumber)
	}
	if err == nil {
		patient, cancel := context.WithTimeout(ctx, rowPatience)
		defer cancel()
		err = a.Flows.Open(patient, in)
	}
	reason, err := whyRefused(err)
	if err != nil {
		return err
	}
	if reason != nil {
		outcome = returns.RowRefused
	}
	return db.Queries.BatchRowSettle(ctx, a.DB, sqlc.BatchRowSettleParams{
		BatchID: batch.ID, Number: row.Row, Outcome: string(outcome), Error: reason, At: a.now(),
	})
}

// DecideBatchRows takes a decision to the returns of the rows. A return that had
// heard of it before counts as having taken it.
func (a *Activities) DecideBatchRows(ctx context.Context, in BatchRows) error {
	row, err := db.Queries.BatchDecisionGet(ctx, a.DB, in.BatchID, in.Seq)
	if err != nil {
		return toTemporal(err)
	}
	decision := returns.BatchDecision{}
	if err := json.Unmarshal(row.Data, &decision); err != nil {
		return err
	}
	for _, number := range in.Rows {
		beat(ctx, number)
		returnID, err := db.Queries.BatchDecisionRowGet(ctx, a.DB, sqlc.BatchDecisionRowGetParams{
			BatchID: in.BatchID, Seq: in.Seq, Number: number,
		})
		if db.NotFound(err) {
			continue // settled by an earlier try, or cancelled
		}
		if err == nil {
			err = a.decideRow(ctx, in, number, returnID, returns.BatchAction(row.Action), decision)
		}
		if err != nil {
			return toTemporal(err)
		}
	}
	return nil
}

func (a *Activities) decideRow(
	ctx context.Context, in BatchRows, number int, returnID string, what returns.BatchAction, decision returns.BatchDecision,
) error {
	id := returns.NewDecisionID(in.BatchID, fmt.Sprintf("decide:%d:%d", in.Seq, number))
	action, about := decision.Of(what, id)
	patient, cancel := context.WithTimeout(ctx, rowPatience)
	defer cancel()
	err := a.Flows.Decide(patient, returnID, action, id, about)
	if _, refused := errors.AsType[*returns.Error](err); refused {
		// An earlier try may have been killed after the decision took.
		event, lookErr := db.Queries.EventByDecision(ctx, a.DB, returnID, id)
		switch {
		case lookErr == nil && event.Refused == "":
			err = nil
		case lookErr != nil && !db.NotFound(lookErr):
			return lookErr
		}
	}
	reason, err := whyRefused(err)
	if err != nil {
		return err
	}
	outcome := returns.AnswerTaken
	if reason != nil {
		outcome = returns.AnswerRefused
	}
	return db.Queries.BatchDecisionRowSettle(ctx, a.DB, sqlc.BatchDecisionRowSettleParams{
		BatchID: in.BatchID, Seq: in.Seq, Number: number, Outcome: string(outcome), Error: reason,
	})
}

// whyRefused writes a refusal for good as it is kept with the row. What a later
// try may answer comes back as the error.
func whyRefused(err error) (json.RawMessage, error) {
	if err == nil {
		return nil, nil
	}
	refusal, ok := errors.AsType[*returns.Error](err)
	if application, is := errors.AsType[*temporal.ApplicationError](err); !ok && is && application.NonRetryable() {
		// A bug that met one return must not stop the others.
		refusal, ok = returns.Refuse("internal", "this is a fault of the service and not of the row; the log has the details"), true
	}
	if !ok {
		return nil, err
	}
	if refusal.Code == returns.CodeUnavailable {
		return nil, errors.New(refusal.Error()) // no refusal for good: the step is tried again
	}
	reason := returns.FieldError{Code: string(refusal.Code), Format: refusal.Format, Args: refusal.Args}
	if len(refusal.Fields) > 0 {
		reason = refusal.Fields[0]
	}
	return jsonOf(reason), nil
}

// beat tells Temporal that the rows are worked on, so that another worker takes
// over soon after this one has died.
func beat(ctx context.Context, row int) {
	if activity.IsActivity(ctx) {
		activity.RecordHeartbeat(ctx, row)
	}
}
