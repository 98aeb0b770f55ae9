package api

import (
	"context"
	"encoding/json"
	"io"

	"backhaul/batches"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/locales"
	"backhaul/returns"
	"backhaul/sheets"
	"backhaul/workflows"
)

const (
	mediaXLSX   = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	mediaNDJSON = "application/x-ndjson"
)

// batchRowsPerRun is how many rows a batch's workflow takes before it goes on in a
// fresh history; a row costs about one history event.
const batchRowsPerRun = 500

// CreateBatch stores the rows and starts the batch's workflow.
func (s *server) CreateBatch(ctx context.Context, r CreateBatchRequestObject) (CreateBatchResponseObject, error) {
	this := callOf(ctx)
	headings, err := sheets.ParseHeadings(r.Params.Heading)
	if err != nil {
		return nil, err
	}
	batch := batches.New{ID: batches.NewID(this.actor.ID, this.key), By: this.who(), At: s.Now()}
	if r.Params.Name != nil {
		batch.Name = *r.Params.Name
	}
	if err := s.storeBatch(ctx, batch, r.Body, this.media, headings); err != nil {
		return nil, err
	}
	deadline, cancel := context.WithTimeout(ctx, s.DecisionTimeout)
	defer cancel()
	if err := workflows.StartBatch(deadline, s.Temporal, s.TaskQueue, s.batchInput(batch.ID)); err != nil {
		return nil, err
	}
	view, err := s.batch(ctx, batch.ID)
	location := "/v1/batches/" + batch.ID
	return CreateBatch201JSONResponse{Body: view, Headers: CreateBatch201ResponseHeaders{Location: &location}}, err
}

func (s *server) batchInput(id string) workflows.BatchInput {
	return workflows.BatchInput{BatchID: id, Parallel: s.BatchParallel, RowsPerRun: batchRowsPerRun}
}

func (s *server) storeBatch(ctx context.Context, batch batches.New, body io.Reader, media string, headings sheets.Headings) error {
	if media == "application/json" {
		return batches.Store(ctx, s.DB, batch, batches.OpenList(body, s.readRequest))
	}
	format := sheets.CSV
	if media == mediaXLSX {
		format = sheets.XLSX
	}
	table, err := batches.OpenTable(body, format, headings, s.checkRequest)
	if err != nil {
		return err
	}
	defer table.Close()
	return batches.Store(ctx, s.DB, batch, table)
}

// readRequest reads one return of a list as strictly as one that comes alone.
func (s *server) readRequest(raw json.RawMessage) (request returns.Request, err error) {
	value, err := parseJSON(raw)
	if err != nil {
		return request, err
	}
	if err := checkSchema(s.document.spec.Components.Schemas["ReturnRequest"].Value, value); err != nil {
		return request, err
	}
	if err := json.Unmarshal(raw, &request); err != nil {
		return request, returns.Refuse(codeMalformed, "the request cannot be read: %s", err)
	}
	return request, tidyRequest(&request)
}

// checkRequest holds a return out of a table against the contract.
func (s *server) checkRequest(request returns.Request) error {
	raw, err := json.Marshal(request)
	if err == nil {
		_, err = s.readRequest(raw)
	}
	return err
}

// ReviewBatch takes one review to many returns.
func (s *server) ReviewBatch(ctx context.Context, r ReviewBatchRequestObject) (ReviewBatchResponseObject, error) {
	view, err := s.decideBatch(ctx, r.ID, returns.BatchReview, *r.Body)
	return ReviewBatch202JSONResponse(view), err
}

// ConfirmBatch gives the second confirmation of many returns. Its body may be left out.
func (s *server) ConfirmBatch(ctx context.Context, r ConfirmBatchRequestObject) (ConfirmBatchResponseObject, error) {
	var d returns.BatchDecision
	if r.Body != nil {
		d = *r.Body
	}
	view, err := s.decideBatch(ctx, r.ID, returns.BatchConfirm, d)
	return ConfirmBatch202JSONResponse(view), err
}

// PauseBatch stops a batch for a while.
func (s *server) PauseBatch(ctx context.Context, r PauseBatchRequestObject) (PauseBatchResponseObject, error) {
	view, err := s.decideBatch(ctx, r.ID, returns.BatchPause, returns.BatchDecision{})
	return PauseBatch200JSONResponse(view), err
}

// ResumeBatch lets a paused batch go on.
func (s *server) ResumeBatch(ctx context.Context, r ResumeBatchRequestObject) (ResumeBatchResponseObject, error) {
	view, err := s.decideBatch(ctx, r.ID, returns.BatchResume, returns.BatchDecision{})
	return ResumeBatch200JSONResponse(view), err
}

// CancelBatch opens no more returns of a batch.
func (s *server) CancelBatch(ctx context.Context, r CancelBatchRequestObject) (CancelBatchResponseObject, error) {
	view, err := s.decideBatch(ctx, r.ID, returns.BatchCancel, returns.BatchDecision{})
	return CancelBatch200JSONResponse(view), err
}

func (s *server) decideBatch(ctx context.Context, id string, action returns.BatchAction, d returns.BatchDecision) (Batch, error) {
	if _, err := s.findBatch(ctx, id); err != nil {
		return Batch{}, err
	}
	this := callOf(ctx)
	d.By = returns.By{ID: returns.NewDecisionID(this.actor.ID, this.key), Actor: this.actor, Origin: this.origin()}
	deadline, cancel := context.WithTimeout(ctx, s.DecisionTimeout)
	defer cancel()
	if _, err := workflows.DecideBatch(deadline, s.Temporal, s.TaskQueue, s.batchInput(id), action, d); err != nil {
		return Batch{}, err
	}
	return s.batch(ctx, id)
}

// rowError says in the caller's language what is wrong with a row.
func rowError(ctx context.Context, raw json.RawMessage) (*RowError, error) {
	if raw == nil {
		return nil, nil //nolint:nilnil // nothing is wrong with it
	}
	var reason returns.FieldError
	if err := json.Unmarshal(raw, &reason); err != nil {
		return nil, err
	}
	return &RowError{Field: reason.Field, Code: reason.Code, Message: locales.Field(callOf(ctx).language, reason)}, nil
}

// findBatch refuses a batch that is not there.
func (s *server) findBatch(ctx context.Context, id string) (sqlc.Batch, error) {
	row, err := db.Queries.BatchGet(ctx, s.DB, id)
	if db.NotFound(err) {
		err = returns.Refuse(returns.CodeNotFound, "there is no batch %s", sheets.Quote(id))
	}
	return row, err
}
