package api

import (
	"context"
	"time"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/subscriptions"
)

// desk is where admins keep who is told of what happens to returns.
func (s *server) desk() subscriptions.Desk {
	return subscriptions.Desk{DB: s.DB, Keys: s.Payloads, Rules: s.Webhooks}
}

// moment is now, as exactly as the database keeps it.
func (s *server) moment() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }

// ListWebhookSubscriptions answers with a page of subscriptions, by id.
func (s *server) ListWebhookSubscriptions(ctx context.Context, r ListWebhookSubscriptionsRequestObject) (ListWebhookSubscriptionsResponseObject, error) {
	after, err := readCursor(r.Params.Cursor, 1)
	if err != nil {
		return nil, err
	}
	filter := ""
	if after != nil {
		filter = after[0]
	}
	rows, err := db.Queries.WebhookSubscriptionPage(ctx, s.DB, filter, most(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	list := ListWebhookSubscriptions200JSONResponse{Items: []WebhookSubscription{}}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(last sqlc.WebhookSubscription) []string { return []string{last.ID} })
	for _, row := range rows {
		list.Items = append(list.Items, subscriptionView(row, s.Now()))
	}
	return list, nil
}

// CreateWebhookSubscription makes a subscription and shows its secret.
func (s *server) CreateWebhookSubscription(ctx context.Context, r CreateWebhookSubscriptionRequestObject) (CreateWebhookSubscriptionResponseObject, error) {
	this, in := callOf(ctx), *r.Body
	wish := subscriptions.Wish{URL: &in.URL, Description: in.Description, Kinds: kindsOf(in.Kinds), Enabled: in.Enabled}
	row, secret, err := s.desk().Create(ctx, this.keyedID("whs", "webhook"), wish, this.who(), s.moment())
	return CreateWebhookSubscription201JSONResponse{Subscription: subscriptionView(row, s.Now()), Secret: secret}, err
}

// GetWebhookSubscription answers with one.
func (s *server) GetWebhookSubscription(ctx context.Context, r GetWebhookSubscriptionRequestObject) (GetWebhookSubscriptionResponseObject, error) {
	row, err := s.subscription(ctx, r.ID)
	return GetWebhookSubscription200JSONResponse(subscriptionView(row, s.Now())), err
}

// ChangeWebhookSubscription changes what the body names.
func (s *server) ChangeWebhookSubscription(ctx context.Context, r ChangeWebhookSubscriptionRequestObject) (ChangeWebhookSubscriptionResponseObject, error) {
	in := *r.Body
	wish := subscriptions.Wish{URL: in.URL, Description: in.Description, Enabled: in.Enabled}
	if in.Kinds != nil {
		wish.Kinds = kindsOf(*in.Kinds)
	}
	row, err := s.desk().Change(ctx, r.ID, wish, callOf(ctx).who(), s.moment())
	return ChangeWebhookSubscription200JSONResponse(subscriptionView(row, s.Now())), err
}

// DeleteWebhookSubscription ends one.
func (s *server) DeleteWebhookSubscription(ctx context.Context, r DeleteWebhookSubscriptionRequestObject) (DeleteWebhookSubscriptionResponseObject, error) {
	return DeleteWebhookSubscription204Response{}, s.desk().Delete(ctx, r.ID, callOf(ctx).who(), s.moment())
}

// RotateWebhookSecret makes a new secret and shows it.
func (s *server) RotateWebhookSecret(ctx context.Context, r RotateWebhookSecretRequestObject) (RotateWebhookSecretResponseObject, error) {
	row, secret, err := s.desk().Rotate(ctx, r.ID, callOf(ctx).who(), s.moment())
	return RotateWebhookSecret200JSONResponse{Subscription: subscriptionView(row, s.Now()), Secret: secret}, err
}

func (s *server) subscription(ctx context.Context, id string) (sqlc.WebhookSubscription, error) {
	row, err := db.Queries.WebhookSubscriptionGet(ctx, s.DB, id)
	if db.NotFound(err) {
		return row, subscriptions.NotFound(id)
	}
	return row, err
}

func kindsOf(kinds WebhookKinds) []string {
	texts := make([]string, len(kinds))
	for i, kind := range kinds {
		texts[i] = string(kind)
	}
	return texts
}

func subscriptionView(row sqlc.WebhookSubscription, now time.Time) WebhookSubscription {
	view := WebhookSubscription{
		ID: row.ID, URL: row.URL, Description: row.Description, Kinds: WebhookKinds{}, Enabled: row.DisabledAt == nil,
		DisabledWhy: (*WebhookSubscriptionDisabledWhy)(row.DisabledWhy), DisabledAt: row.DisabledAt, FailingSince: row.FailingSince,
		ListeningSince: row.ListeningSince, CreatedBy: row.CreatedBy, CreatedAt: row.CreatedAt,
	}
	if row.FormerUntil != nil && now.Before(*row.FormerUntil) {
		view.FormerSecretUntil = row.FormerUntil
	}
	for _, kind := range row.Kinds {
		view.Kinds = append(view.Kinds, WebhookKind(kind))
	}
	return view
}
