package api

import (
	"context"
	"encoding/hex"
	"strconv"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// ListReturnEvents answers with a page of the audit trail.
func (s *server) ListReturnEvents(ctx context.Context, r ListReturnEventsRequestObject) (ListReturnEventsResponseObject, error) {
	found, err := findReturn(ctx, s.DB, r.ID)
	if err != nil {
		return nil, err
	}
	filter := sqlc.ReturnEventPageParams{ReturnID: found.Return.ID, Most: most(r.Params.Limit)}
	cursor, err := readCursor(r.Params.Cursor, 1)
	if err != nil {
		return nil, err
	}
	if cursor != nil {
		if filter.After, err = strconv.Atoi(cursor[0]); err != nil {
			return nil, errCursor()
		}
	}
	rows, err := db.Queries.ReturnEventPage(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	list := ListReturnEvents200JSONResponse{}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(e sqlc.ReturnEvent) []string { return []string{strconv.Itoa(e.Seq)} })
	list.Items = make([]Event, len(rows))
	for i, row := range rows {
		list.Items[i] = eventView(row, callOf(ctx).actor)
	}
	return list, nil
}

// eventView shows an event. A customer sees that staff acted, but not who, and
// of what the decision said only what is written for them.
func eventView(row sqlc.ReturnEvent, viewer returns.Actor) Event {
	view := Event{
		Seq: row.Seq, Action: returns.Action(row.Action), DecisionID: row.DecisionID,
		Actor: returns.Actor{ID: row.ActorID, Role: returns.Role(row.ActorRole), Name: row.ActorName},
		From:  row.StatusFrom, To: row.StatusTo, Data: row.Data, Refused: orNull(row.Refused), At: row.At,
		Hash: hex.EncodeToString(row.Hash),
	}
	if viewer.Role == returns.RoleCustomer && row.ActorID != viewer.ID {
		view.Data = meantForCustomer(row)
		view.Actor, view.Refused = returns.Actor{Role: view.Actor.Role}, nil
	}
	return view
}
