package api

import (
	"context"
	"strconv"
	"strings"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
	"backhaul/workflows"
)

// ReceivePaymentEvent takes a payment provider's news of a refund. The event is
// stored first, then its return is told; only then is it answered, so that a
// provider that heard no 2xx sends it again and nothing is lost.
func (s *server) ReceivePaymentEvent(ctx context.Context, r ReceivePaymentEventRequestObject) (ReceivePaymentEventResponseObject, error) {
	id, err := s.signedBy(ctx, s.PaymentSecrets, r.Provider)
	if err != nil {
		return nil, err
	}
	task, err := s.taskOfKey(ctx, r.Provider, r.Body.Data.Key)
	if err != nil {
		return nil, err
	}
	if err := db.Queries.PaymentEventInsert(ctx, s.DB, sqlc.PaymentEventInsertParams{
		Provider: r.Provider, EventID: id, TaskID: task, Body: string(callOf(ctx).raw), ReceivedAt: s.Now().UTC(),
	}); err != nil {
		return nil, err
	}
	event, err := db.Queries.PaymentEventGet(ctx, s.DB, r.Provider, id)
	if err != nil {
		return nil, err
	}
	if event.HandledAt == nil {
		if err := s.tellReturn(ctx, event); err != nil {
			return nil, err
		}
	}
	return ReceivePaymentEvent200JSONResponse{EventID: id, TaskID: event.TaskID}, nil
}

// taskOfKey finds the refund task that a key was made from: refund:<return>:<n>,
// with the payment and the attempt behind it for all but the first ([returns.RefundKey]).
// A key of somebody else's refund, or one of another provider, is none of ours.
func (s *server) taskOfKey(ctx context.Context, provider, key string) (*string, error) {
	parts := strings.Split(key, ":")
	if len(parts) < 3 || len(parts) > 5 || parts[0] != "refund" || !strings.HasPrefix(parts[1], "ret_") {
		return nil, nil //nolint:nilnil // none of ours
	}
	seq, err := strconv.Atoi(parts[2])
	if err != nil {
		return nil, nil //nolint:nilnil,nilerr // none of ours
	}
	id, err := db.Queries.RefundTaskOfProvider(ctx, s.DB, returns.RefundTaskID(parts[1], seq), provider)
	if db.NotFound(err) {
		return nil, nil //nolint:nilnil // none of ours
	}
	return &id, err
}

func (s *server) tellReturn(ctx context.Context, event sqlc.PaymentEventGetRow) error {
	if event.TaskID != nil && event.ReturnID != nil && event.Status != nil {
		deadline, cancel := context.WithTimeout(ctx, s.DecisionTimeout)
		defer cancel()
		err := workflows.ReportPayment(deadline, s.Temporal, s.TaskQueue, *event.ReturnID, returns.Status(*event.Status),
			workflows.PaymentEvent{TaskID: *event.TaskID})
		if err != nil {
			return err
		}
	}
	now := s.Now().UTC()
	return db.Queries.PaymentEventHandled(ctx, s.DB, sqlc.PaymentEventHandledParams{
		Provider: event.Provider, EventID: event.EventID, HandledAt: &now,
	})
}
