package api

import (
	"context"

	"backhaul/db"
	"backhaul/returns"
)

// ListReturnMessages answers with what was written to the customer, or is about to be.
func (s *server) ListReturnMessages(ctx context.Context, r ListReturnMessagesRequestObject) (ListReturnMessagesResponseObject, error) {
	found, err := findReturn(ctx, s.DB, r.ID)
	if err != nil {
		return nil, err
	}
	rows, err := db.Queries.NotificationsOfReturn(ctx, s.DB, found.Return.ID, string(returns.RoleCustomer))
	if err != nil {
		return nil, err
	}
	list := ListReturnMessages200JSONResponse{Items: make([]Message, len(rows))}
	for i, row := range rows {
		list.Items[i] = Message{
			ID: row.ID, Kind: row.Kind, Recipient: row.Recipient, Language: row.Language, EventSeq: row.EventSeq,
			CreatedAt: row.CreatedAt, DoneAt: row.DoneAt, Outcome: row.Outcome, Attempts: row.Attempts, LastError: orNull(row.LastError),
		}
	}
	return list, nil
}
