package api

import (
	"context"

	"backhaul/accounts"
	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/locales"
	"backhaul/orders"
	"backhaul/portal"
	"backhaul/returns"
)

// The customer's way in: by order number and contact, or by a link. What there
// is inside are the same calls as everybody's, in the role customer.
//
// Wrong and unknown get one answer after the same work: the same guesses are
// counted, the same query is asked, and what was typed is compared with
// something either way.

// OpenPortal gives a customer a token for their own orders and returns.
func (s *server) OpenPortal(ctx context.Context, r OpenPortalRequestObject) (OpenPortalResponseObject, error) {
	number := orders.Key(r.Body.OrderNumber)
	var order sqlc.OrderContactRow
	err := s.guessContact(ctx, number, r.Body.Contact, func() (email, phone string, err error) {
		order, err = db.Queries.OrderContact(ctx, s.DB, number)
		return order.CustomerEmail, order.CustomerPhone, err
	})
	if err != nil {
		return nil, err
	}
	token, link, err := s.LinkKeys.Sign(order.CustomerID, s.Now())
	if err != nil {
		return nil, err
	}
	if err := s.note(ctx, audit.LinkMade, order.CustomerID, map[string]any{"order_number": order.OrderNumber}); err != nil {
		return nil, err
	}
	return OpenPortal200JSONResponse{Token: token, ExpiresAt: link.ExpiresAt, Link: portal.Link(s.PublicURL, token)}, nil
}

// MailLink has a link mailed to the order's address. Nothing is looked up here, so
// that neither answer nor time can tell right from wrong and unknown.
func (s *server) MailLink(ctx context.Context, r MailLinkRequestObject) (MailLinkResponseObject, error) {
	this, now, number := callOf(ctx), s.Now(), orders.Key(r.Body.OrderNumber)
	if err := accounts.TakeGuess(ctx, s.DB, now, accounts.GuessesAtLink(number, this.network())); err != nil {
		return nil, err
	}
	return MailLink202Response{}, portal.Ask(ctx, s.DB, number, r.Body.Contact, this.origin(), now)
}

// guessContact counts the guess at a number and contact, looks up whose it is,
// and compares.
func (s *server) guessContact(ctx context.Context, number, typed string, find func() (email, phone string, err error)) error {
	guesses := accounts.GuessesAtContact(number, callOf(ctx).network())
	if err := accounts.TakeGuess(ctx, s.DB, s.Now(), guesses); err != nil {
		return err
	}
	email, phone, err := find() // both are empty when there is nothing
	if err != nil && !db.NotFound(err) {
		return err
	}
	if !accounts.IsContact(typed, email, phone) {
		return returns.Refuse(returns.CodeNotFound, "there is nothing with this number and contact; check both, and use the e-mail address or phone number of the order")
	}
	return accounts.ForgiveGuess(ctx, s.DB, guesses)
}

// FollowLink turns a link's token into a session.
func (s *server) FollowLink(ctx context.Context, r FollowLinkRequestObject) (FollowLinkResponseObject, error) {
	link, err := s.LinkKeys.Read(r.Body.Token, s.Now())
	if err != nil {
		return nil, returns.Refuse(codeUnauthenticated, "the link has expired; ask for a new one with the order number")
	}
	session, err := s.startSession(ctx, accounts.Visitor(link.CustomerID))
	return FollowLink200JSONResponse(session), err
}

// TrackReturn says how far a return is.
func (s *server) TrackReturn(ctx context.Context, r TrackReturnRequestObject) (TrackReturnResponseObject, error) {
	rma, _ := returns.ParseRMANumber(r.RMANumber)
	var found sqlc.ReturnContactRow
	err := s.guessContact(ctx, rma, r.Params.Contact, func() (email, phone string, err error) {
		found, err = db.Queries.ReturnContact(ctx, s.DB, rma)
		return found.CustomerEmail, found.CustomerPhone, err
	})
	if err != nil {
		return nil, err
	}
	this, visitor := callOf(ctx), accounts.Visitor(found.CustomerID)
	this.actor, this.customer = visitor.Actor(), visitor.CustomerID
	view, err := s.returnView(ctx, found.ID)
	return TrackReturn200JSONResponse(tracking(this, view)), err
}

// tracking is what of a return is neither personal nor for those inside only.
func tracking(this *call, view Return) Tracking {
	shown := Tracking{
		RMANumber: view.RMANumber, OrderNumber: view.OrderNumber, Status: view.Status, StatusName: locales.Name(this.language, view.Status),
		Explanation: view.Explanation, Deadline: view.Deadline, RefundState: view.Refund.State, Refund: view.Refund.Total,
		Lines: []TrackedLine{}, Shipments: []TrackedShipment{}, OpenedAt: view.OpenedAt, UpdatedAt: view.UpdatedAt,
	}
	for _, line := range view.Lines {
		shown.Lines = append(shown.Lines, TrackedLine{Description: line.Description, Quantity: line.Quantity})
	}
	for _, parcel := range view.Shipments {
		shown.Shipments = append(shown.Shipments, TrackedShipment{Carrier: parcel.Carrier, TrackingNumber: parcel.TrackingNumber, State: parcel.State})
	}
	return shown
}
