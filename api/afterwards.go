package api

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
	"backhaul/workflows"
)

// This file is about what is said once a return is decided: the customer's word
// that the money has come, ratings, notes, and complaints.

// AcknowledgeRefund completes a refunded return before its time.
func (s *server) AcknowledgeRefund(ctx context.Context, r AcknowledgeRefundRequestObject) (AcknowledgeRefundResponseObject, error) {
	var d returns.Acknowledge
	view, err := decide(ctx, s, r.ID, returns.ActionAcknowledge, &d, &d.By)
	return AcknowledgeRefund200JSONResponse(view), err
}

// AddNote notes something, in whatever status.
func (s *server) AddNote(ctx context.Context, r AddNoteRequestObject) (AddNoteResponseObject, error) {
	by := &r.Body.By
	view, err := s.take(ctx, r.ID, by, func(ctx context.Context, row sqlc.Return) error {
		return workflows.WriteRemark(ctx, s.Temporal, s.TaskQueue, by.ID, workflows.RemarkInput{ReturnID: row.ID, Note: r.Body})
	})
	return AddNote200JSONResponse(view), err
}

// GiveFeedback rates a return, complains about it, or both. The two are decisions
// of their own; the complaint comes first, since it may be too late for it.
func (s *server) GiveFeedback(ctx context.Context, r GiveFeedbackRequestObject) (GiveFeedbackResponseObject, error) {
	if r.Body.Rating == nil && r.Body.Complaint == nil {
		return nil, returns.RefuseField("rating", "required", "give a rating, or say what you complain about")
	}
	var by returns.By
	view, err := s.take(ctx, r.ID, &by, func(ctx context.Context, row sqlc.Return) error {
		if text := r.Body.Complaint; text != nil {
			complaint := returns.Complaint{By: returns.By{ID: "complain:" + by.ID, Actor: by.Actor, Origin: by.Origin}, Text: *text}
			err := workflows.Complain(ctx, s.Temporal, s.TaskQueue, row.ID, complaint)
			if err != nil && !s.tookBefore(ctx, row.ID, complaint.ID) {
				return err
			}
		}
		if r.Body.Rating == nil {
			return nil
		}
		feedback := returns.Feedback{By: by, Rating: *r.Body.Rating}
		if r.Body.Comment != nil {
			feedback.Comment = *r.Body.Comment
		}
		return workflows.WriteRemark(ctx, s.Temporal, s.TaskQueue, by.ID, workflows.RemarkInput{ReturnID: row.ID, Feedback: &feedback})
	})
	return GiveFeedback200JSONResponse(view), err
}

// AnswerComplaint answers a complaint.
func (s *server) AnswerComplaint(ctx context.Context, r AnswerComplaintRequestObject) (AnswerComplaintResponseObject, error) {
	view, err := decideComplaint(ctx, s, r.ID, returns.ActionAnswerComplaint, r.Body, &r.Body.By)
	return AnswerComplaint200JSONResponse(view), err
}

// EscalateComplaint takes a complaint to an administrator. Its body may be left out.
func (s *server) EscalateComplaint(ctx context.Context, r EscalateComplaintRequestObject) (EscalateComplaintResponseObject, error) {
	if r.Body == nil {
		r.Body = new(returns.EscalateComplaint)
	}
	view, err := decideComplaint(ctx, s, r.ID, returns.ActionEscalateComplaint, r.Body, &r.Body.By)
	return EscalateComplaint200JSONResponse(view), err
}

// DecideComplaint ends a complaint.
func (s *server) DecideComplaint(ctx context.Context, r DecideComplaintRequestObject) (DecideComplaintResponseObject, error) {
	view, err := decideComplaint(ctx, s, r.ID, returns.ActionDecideComplaint, r.Body, &r.Body.By)
	return DecideComplaint200JSONResponse(view), err
}

// decideComplaint is decide for the workflow of the return's complaint.
func decideComplaint[D any](ctx context.Context, s *server, id string, action returns.Action, decision *D, by *returns.By) (Return, error) {
	return s.take(ctx, id, by, func(ctx context.Context, row sqlc.Return) error {
		err := workflows.DecideDispute(ctx, s.Temporal, row.ID, action, by.ID, *decision)
		if returns.CodeOf(err) != returns.CodeNotFound {
			return err
		}
		// No such complaint is open: there never was one, or it has been decided.
		if refusal := returns.CheckComplaint(returns.DisputeState(row.Dispute), action, by.Actor.Role); refusal != nil {
			return refusal
		}
		return returns.Refuse(returns.CodeUnavailable, "the complaint about %s is open, but its workflow cannot be found; ask an administrator", row.RMANumber)
	})
}

// ListDisputes answers with a page of complaints.
func (s *server) ListDisputes(ctx context.Context, r ListDisputesRequestObject) (ListDisputesResponseObject, error) {
	if r.Params.Format.Whole() {
		return s.exportDisputes(ctx, r)
	}
	filter := sqlc.DisputePageParams{States: []string{}, Most: most(r.Params.Limit)}
	for _, state := range r.Params.State {
		filter.States = append(filter.States, string(state))
	}
	var err error
	if filter.AfterAt, filter.AfterID, err = readTimeCursor(r.Params.Cursor); err != nil {
		return nil, err
	}
	rows, err := db.Queries.DisputePage(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	list := ListDisputes200JSONResponse{}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(row sqlc.DisputePageRow) []string { return timeKey(row.Dispute.OpenedAt, row.Dispute.ReturnID) })
	list.Items = make([]Dispute, len(rows))
	for i, row := range rows {
		list.Items[i] = Dispute{
			ReturnID: row.Dispute.ReturnID, RMANumber: row.RMANumber, ReturnStatus: returns.Status(row.Status),
			State: returns.DisputeState(row.State), CustomerID: row.CustomerID, CustomerName: row.CustomerName,
			OrderNumber: row.OrderNumber, Complaint: complaintView(row.Dispute),
		}
	}
	return list, nil
}

// withWords adds what was said about the returns afterwards.
func withWords(ctx context.Context, tx pgx.Tx, ids []string, byID map[string]*Return) error {
	ratings, err := db.Queries.FeedbackOfMany(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, row := range ratings {
		byID[row.ReturnID].Feedback = &Feedback{Rating: row.Rating, Comment: row.Comment, At: row.GivenAt}
	}
	complaints, err := db.Queries.DisputesOfMany(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, row := range complaints {
		complaint := complaintView(row)
		byID[row.ReturnID].Complaint = &complaint
	}
	return nil
}

func complaintView(row sqlc.Dispute) Complaint {
	return Complaint{
		Text: row.Complaint, OpenedAt: row.OpenedAt, Answer: orNull(row.Answer), AnsweredAt: row.AnsweredAt,
		Outcome: orNull(row.Outcome), DecidedAt: row.DecidedAt, WaitingFor: (*returns.Role)(row.WaitFor),
		Deadline: row.WaitDeadline, Then: row.WaitThen,
	}
}

// meantForCustomer is what of an event of the staff's is written for the customer
// to read, nil for nothing: a note that is shown to them, or the words of a
// reviewer's question, offer or refusal, which are mailed as well. Never who it was.
func meantForCustomer(row sqlc.ReturnEvent) json.RawMessage {
	var words any
	if row.Action == string(returns.ActionNote) {
		var note returns.Note
		if json.Unmarshal(row.Data, &note) == nil && note.VisibleToCustomer {
			words = map[string]any{"text": note.Text, "visible_to_customer": true}
		}
	}
	if row.Action == string(returns.ActionReview) {
		var review returns.Review
		told := []string{returns.DecisionRequestInfo, returns.DecisionCounterOffer, returns.DecisionReject}
		if row.Refused == "" && json.Unmarshal(row.Data, &review) == nil && slices.Contains(told, review.Decision) {
			words = map[string]any{"decision": review.Decision, "note": review.Note}
		}
	}
	if words == nil {
		return nil
	}
	text, err := json.Marshal(words)
	if err != nil {
		return nil
	}
	return text
}
