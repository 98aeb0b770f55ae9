package api

import (
	"context"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// queuesOf names the roles whose queues a role is shown, where they are not its
// own alone: an administrator steps in for everybody.
var queuesOf = map[returns.Role][]returns.Role{
	returns.RoleAdmin: {
		returns.RoleAdmin, returns.RoleReviewer, returns.RoleFinance, returns.RoleWarehouse, returns.RoleLogistics, returns.RoleSupport,
	},
}

// ListQueues answers with how much waits for the caller's role, the longest queue first.
func (s *server) ListQueues(ctx context.Context, _ ListQueuesRequestObject) (ListQueuesResponseObject, error) {
	role := callOf(ctx).actor.Role
	roles, several := queuesOf[role]
	if !several {
		roles = []returns.Role{role}
	}
	rows, err := db.Queries.QueueCounts(ctx, s.DB, s.Now(), texts(roles))
	if err != nil {
		return nil, err
	}
	list := ListQueues200JSONResponse{Items: make([]Queue, len(rows))}
	for i, row := range rows {
		list.Items[i] = queueView(row)
	}
	return list, nil
}

func queueView(row sqlc.QueueCountsRow) Queue {
	view := Queue{
		Queue: QueueQueue(row.Queue), WaitingFor: returns.Role(row.WaitsFor), Waiting: row.Waiting, Overdue: row.Overdue, Since: row.Since,
	}
	if row.Status != "" {
		status := returns.Status(row.Status)
		view.Status = &status
	}
	return view
}
