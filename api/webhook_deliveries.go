package api

import (
	"context"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/subscriptions"
)

// PingWebhookSubscription sends a message that only tries whether one gets through.
func (s *server) PingWebhookSubscription(ctx context.Context, r PingWebhookSubscriptionRequestObject) (PingWebhookSubscriptionResponseObject, error) {
	message := callOf(ctx).keyedID("msg", "ping\x00"+r.ID)
	if err := s.desk().Ping(ctx, r.ID, message, callOf(ctx).who(), s.moment()); err != nil {
		return nil, err
	}
	row, err := s.delivery(ctx, r.ID, message)
	return PingWebhookSubscription202JSONResponse(deliveryView(withoutBody(row))), err
}

// ListWebhookDeliveries answers with a page of what was sent, newest first.
func (s *server) ListWebhookDeliveries(ctx context.Context, r ListWebhookDeliveriesRequestObject) (ListWebhookDeliveriesResponseObject, error) {
	if _, err := s.subscription(ctx, r.ID); err != nil {
		return nil, err
	}
	filter := sqlc.WebhookDeliveryPageParams{SubscriptionID: r.ID, State: (*string)(r.Params.State), Most: most(r.Params.Limit)}
	var err error
	if filter.AfterAt, filter.AfterID, err = readTimeCursor(r.Params.Cursor); err != nil {
		return nil, err
	}
	rows, err := db.Queries.WebhookDeliveryPage(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	list := ListWebhookDeliveries200JSONResponse{Items: []WebhookDelivery{}}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(last sqlc.WebhookDeliveryPageRow) []string {
		return timeKey(last.CreatedAt, last.MessageID)
	})
	for _, row := range rows {
		list.Items = append(list.Items, deliveryView(row))
	}
	return list, nil
}

// GetWebhookDelivery answers with one delivery and all its tries.
func (s *server) GetWebhookDelivery(ctx context.Context, r GetWebhookDeliveryRequestObject) (GetWebhookDeliveryResponseObject, error) {
	row, err := s.delivery(ctx, r.ID, r.MessageID)
	if err != nil {
		return nil, err
	}
	tries, err := db.Queries.WebhookAttempts(ctx, s.DB, r.MessageID, r.ID)
	whole := GetWebhookDelivery200JSONResponse{Delivery: deliveryView(withoutBody(row)), Body: string(row.Body), Tries: []WebhookTry{}}
	for _, try := range tries {
		whole.Tries = append(whole.Tries, WebhookTry{At: try.At, AnswerCode: try.AnswerCode, Trouble: try.Trouble, TookMs: try.TookMs})
	}
	return whole, err
}

// RedeliverWebhook sends a message once more.
func (s *server) RedeliverWebhook(ctx context.Context, r RedeliverWebhookRequestObject) (RedeliverWebhookResponseObject, error) {
	if err := s.desk().Redeliver(ctx, r.ID, r.MessageID, callOf(ctx).who(), s.moment()); err != nil {
		return nil, err
	}
	row, err := s.delivery(ctx, r.ID, r.MessageID)
	return RedeliverWebhook202JSONResponse(deliveryView(withoutBody(row))), err
}

func (s *server) delivery(ctx context.Context, subscription, message string) (sqlc.WebhookDeliveryGetRow, error) {
	row, err := db.Queries.WebhookDeliveryGet(ctx, s.DB, subscription, message)
	if db.NotFound(err) {
		return row, subscriptions.NoDelivery(subscription, message)
	}
	return row, err
}

// withoutBody is a delivery as lists have it, without what was sent.
func withoutBody(row sqlc.WebhookDeliveryGetRow) sqlc.WebhookDeliveryPageRow {
	return sqlc.WebhookDeliveryPageRow{
		MessageID: row.MessageID, State: row.State, Attempts: row.Attempts, NextAt: row.NextAt, AnswerCode: row.AnswerCode,
		Trouble: row.Trouble, TookMs: row.TookMs, TriedAt: row.TriedAt, CreatedAt: row.CreatedAt, Kind: row.Kind, ReturnID: row.ReturnID,
	}
}

func deliveryView(row sqlc.WebhookDeliveryPageRow) WebhookDelivery {
	view := WebhookDelivery{
		MessageID: row.MessageID, Kind: row.Kind, ReturnID: row.ReturnID, State: WebhookDeliveryState(row.State), Attempts: row.Attempts,
		AnswerCode: row.AnswerCode, Trouble: row.Trouble, TookMs: row.TookMs, TriedAt: row.TriedAt, CreatedAt: row.CreatedAt,
	}
	if view.State == WebhookPending {
		view.NextAt = &row.NextAt
	}
	return view
}
