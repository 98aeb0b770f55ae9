package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
	"backhaul/workflows"
)

// This file is about goods that the shop holds and may not keep: what came when
// nobody expected it any more, and what goes back to the customer.

// decideHeld is decide for the workflow of the goods that are held of the return.
func decideHeld[D any](ctx context.Context, s *server, id string, action returns.Action, decision *D, by *returns.By) (Return, error) {
	return s.take(ctx, id, by, func(ctx context.Context, row sqlc.Return) error {
		return workflows.DecideHeld(ctx, s.Temporal, s.TaskQueue, row.ID, action, by.ID, *decision)
	})
}

// ReceiveReturn counts a parcel in. What comes when the return expects nothing any
// more, also when it has just ended, is taken in as strays: goods are never lost.
func (s *server) ReceiveReturn(ctx context.Context, r ReceiveReturnRequestObject) (ReceiveReturnResponseObject, error) {
	view, err := s.take(ctx, r.ID, &r.Body.By, func(ctx context.Context, row sqlc.Return) error {
		if !takesLate(row) {
			err := workflows.Decide(ctx, s.Temporal, row.ID, returns.ActionReceive, r.Body.ID, *r.Body)
			if err == nil {
				return nil
			}
			now, readErr := db.Queries.ReturnGet(ctx, s.DB, row.ID)
			if readErr != nil || !takesLate(now) {
				return s.explain(ctx, row, returns.ActionReceive, err)
			}
		}
		return workflows.DecideHeld(ctx, s.Temporal, s.TaskQueue, row.ID, returns.ActionReceiveLate, r.Body.ID, *r.Body)
	})
	return ReceiveReturn200JSONResponse(view), err
}

func takesLate(row sqlc.Return) bool {
	return returns.TakesLate(returns.Status(row.Status), returns.Method(row.Method))
}

// ReportTracking is what the carrier did with a parcel, whichever way it goes.
// Without a tracking number it is about the return's way in, while that is open.
func (s *server) ReportTracking(ctx context.Context, r ReportTrackingRequestObject) (ReportTrackingResponseObject, error) {
	found, err := findReturn(ctx, s.DB, r.ID)
	if err != nil {
		return nil, err
	}
	outbound := r.Body.TrackingNumber == "" && returns.Status(found.Return.Status).Ended()
	if r.Body.TrackingNumber != "" {
		direction, err := db.Queries.ShipmentDirection(ctx, s.DB, found.Return.ID, r.Body.TrackingNumber)
		if err != nil && !db.NotFound(err) {
			return nil, err
		}
		outbound = direction == outboundParcel
	}
	var view Return
	if outbound {
		view, err = decideHeld(ctx, s, r.ID, returns.ActionReportSendBack, r.Body, &r.Body.By)
	} else {
		view, err = decide(ctx, s, r.ID, returns.ActionCarrierEvent, r.Body, &r.Body.By)
	}
	return ReportTracking200JSONResponse(view), err
}

// outboundParcel is the direction of a parcel to the customer.
const outboundParcel = "outbound"

// SendBack books a parcel to the customer.
func (s *server) SendBack(ctx context.Context, r SendBackRequestObject) (SendBackResponseObject, error) {
	view, err := decideHeld(ctx, s, r.ID, returns.ActionSendBack, r.Body, &r.Body.By)
	return SendBack200JSONResponse(view), err
}

// DecideSendBack says what becomes of goods that did not get back.
func (s *server) DecideSendBack(ctx context.Context, r DecideSendBackRequestObject) (DecideSendBackResponseObject, error) {
	view, err := decideHeld(ctx, s, r.ID, returns.ActionDecideSendBack, r.Body, &r.Body.By)
	return DecideSendBack200JSONResponse(view), err
}

// DecideStray says what becomes of goods that came late.
func (s *server) DecideStray(ctx context.Context, r DecideStrayRequestObject) (DecideStrayResponseObject, error) {
	stray, err := db.Queries.StrayFind(ctx, s.DB, r.ID)
	if db.NotFound(err) {
		return nil, returns.Refuse(returns.CodeNotFound, "there is no stray %s", strconv.Quote(r.ID))
	}
	if err != nil {
		return nil, err
	}
	r.Body.StrayID = stray.ID
	if r.Body.NewReturnID != "" { // it may be given as an RMA number
		if other, err := findReturn(ctx, s.DB, r.Body.NewReturnID); err == nil {
			r.Body.NewReturnID = other.Return.ID
		}
	}
	view, err := decideHeld(ctx, s, stray.ReturnID, returns.ActionDecideStray, r.Body, &r.Body.By)
	return DecideStray200JSONResponse(view), err
}

// ListStrays answers with a page of goods that came and were not expected.
func (s *server) ListStrays(ctx context.Context, r ListStraysRequestObject) (ListStraysResponseObject, error) {
	filter := sqlc.StrayPageParams{Most: most(r.Params.Limit)}
	if r.Params.Status != nil {
		filter.Status = string(*r.Params.Status)
	}
	if r.Params.Return != nil {
		found, err := findReturn(ctx, s.DB, *r.Params.Return)
		if err != nil {
			return nil, err
		}
		filter.ReturnID = found.Return.ID
	}
	var err error
	if filter.AfterAt, filter.AfterID, err = readTimeCursor(r.Params.Cursor); err != nil {
		return nil, err
	}
	rows, err := db.Queries.StrayPage(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	list := ListStrays200JSONResponse{}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(row sqlc.StrayPageRow) []string { return timeKey(row.ReturnStray.At, row.ReturnStray.ID) })
	list.Items = make([]StrayRecord, len(rows))
	for i, row := range rows {
		stray := row.ReturnStray
		list.Items[i] = StrayRecord{
			ID: stray.ID, ReturnID: stray.ReturnID, RMANumber: row.RMANumber, ReturnStatus: returns.Status(row.ReturnStatus),
			OrderNumber: row.OrderNumber, CustomerID: row.CustomerID, SKU: stray.SKU, Quantity: stray.Quantity, LineNo: stray.LineNo,
			Status: stray.Status, Disposition: stray.Disposition, NewReturnID: stray.NewReturnID, Note: stray.Note,
			At: stray.At, DecidedAt: stray.DecidedAt,
		}
	}
	return list, nil
}

// ListHeldGoods answers with a page of returns whose goods are held.
func (s *server) ListHeldGoods(ctx context.Context, r ListHeldGoodsRequestObject) (ListHeldGoodsResponseObject, error) {
	filter := sqlc.HeldGoodsPageParams{Most: most(r.Params.Limit)}
	if r.Params.WaitingFor != nil {
		filter.WaitFor = string(*r.Params.WaitingFor)
	}
	var err error
	if filter.AfterAt, filter.AfterID, err = readTimeCursor(r.Params.Cursor); err != nil {
		return nil, err
	}
	rows, err := db.Queries.HeldGoodsPage(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	list := ListHeldGoods200JSONResponse{}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(row sqlc.HeldGoodsPageRow) []string {
		return timeKey(row.HeldGood.WaitSince, row.HeldGood.ReturnID)
	})
	list.Items = make([]HeldRecord, len(rows))
	for i, row := range rows {
		held, err := heldView(row.HeldGood)
		if err != nil {
			return nil, err
		}
		list.Items[i] = HeldRecord{
			ReturnID: row.HeldGood.ReturnID, RMANumber: row.RMANumber, ReturnStatus: returns.Status(row.ReturnStatus),
			OrderNumber: row.OrderNumber, CustomerID: row.CustomerID, Held: held,
		}
	}
	return list, nil
}

func heldView(row sqlc.HeldGood) (Held, error) {
	view := Held{Since: row.Since, Due: row.Due, WaitingFor: returns.Role(row.WaitFor), Deadline: row.WaitDeadline, Then: row.WaitThen}
	if err := json.Unmarshal(row.Units, &view.Units); err != nil {
		return view, fmt.Errorf("what is held of return %s is JSON that cannot be read: %w", row.ReturnID, err)
	}
	return view, nil
}

// withHeld adds what is held of the returns, and what the caller may do about it.
func withHeld(ctx context.Context, tx pgx.Tx, ids []string, byID map[string]*Return) error {
	rows, err := db.Queries.HeldGoodsOfMany(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, row := range rows {
		view := byID[row.ReturnID]
		held, err := heldView(row)
		if err != nil {
			return err
		}
		view.Held = &held
		if due := returns.Action(row.Due); callOf(ctx).actor.Role.MayDo(due) {
			view.AllowedActions = append(view.AllowedActions, due)
		}
	}
	return nil
}
