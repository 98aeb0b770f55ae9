package api

import (
	"context"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
	"backhaul/workflows"
)

// What became of a carrier's event.
const (
	carrierEventSent      = "sent"
	carrierEventUnmatched = "unmatched"
)

// ReceiveCarrierEvent takes a carrier's word about a parcel. As with payments, the
// event is stored, its return is told, and only then is it answered. An event of a
// parcel that no open return knows is kept and answered too: to send it again
// would help nobody.
func (s *server) ReceiveCarrierEvent(ctx context.Context, r ReceiveCarrierEventRequestObject) (ReceiveCarrierEventResponseObject, error) {
	id, err := s.signedBy(ctx, s.CarrierSecrets, r.Carrier)
	if err != nil {
		return nil, err
	}
	data := r.Body.Data
	if _, err := db.Queries.CarrierEventInsert(ctx, s.DB, sqlc.CarrierEventInsertParams{
		Carrier: r.Carrier, EventID: id, TrackingNumber: data.TrackingNumber, Event: string(data.Event),
		OccurredAt: data.OccurredAt, Body: callOf(ctx).raw, ReceivedAt: s.Now().UTC(),
	}); err != nil {
		return nil, err
	}
	event, err := db.Queries.CarrierEventGet(ctx, s.DB, r.Carrier, id)
	if err != nil {
		return nil, err
	}
	if event.Outcome == nil {
		if event, err = s.tellParcel(ctx, event); err != nil {
			return nil, err
		}
	}
	return ReceiveCarrierEvent200JSONResponse{EventID: id, Outcome: *event.Outcome, ReturnID: event.ReturnID}, nil
}

// tellParcel sends the event, as it was stored, to the return that has the parcel.
func (s *server) tellParcel(ctx context.Context, event sqlc.CarrierEvent) (sqlc.CarrierEvent, error) {
	outcome := carrierEventUnmatched
	parcel, err := db.Queries.ShipmentOpenReturn(ctx, s.DB, event.TrackingNumber, event.Carrier)
	switch {
	case err == nil:
		deadline, cancel := context.WithTimeout(ctx, s.DecisionTimeout)
		defer cancel()
		decisionID := "carrier:" + event.Carrier + ":" + event.EventID
		news := returns.CarrierEvent{
			By: returns.By{ID: decisionID, Actor: returns.Actor{
				ID: "carrier:" + event.Carrier, Role: returns.RoleIntegration, Name: event.Carrier,
			}},
			Event: returns.LogisticsState(event.Event), EventID: event.EventID,
			TrackingNumber: event.TrackingNumber, OccurredAt: &event.OccurredAt,
		}
		if parcel.Direction == outboundParcel {
			err = workflows.ReportSendBack(deadline, s.Temporal, s.TaskQueue, parcel.ID, news)
		} else {
			err = workflows.ReportCarrier(deadline, s.Temporal, parcel.ID, news)
		}
		if err != nil {
			return event, err
		}
		outcome, event.ReturnID = carrierEventSent, &parcel.ID
	case !db.NotFound(err):
		return event, err
	}
	event.Outcome = &outcome
	return event, db.Queries.CarrierEventDone(ctx, s.DB, sqlc.CarrierEventDoneParams{
		Outcome: event.Outcome, ReturnID: event.ReturnID, Carrier: event.Carrier, EventID: event.EventID,
	})
}
