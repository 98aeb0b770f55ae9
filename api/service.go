package api

import (
	"context"

	"backhaul/db"
)

// GetMe says whose token it is.
func (s *server) GetMe(ctx context.Context, _ GetMeRequestObject) (GetMeResponseObject, error) {
	this := callOf(ctx)
	return GetMe200JSONResponse{ID: this.actor.ID, Name: this.actor.Name, Role: this.actor.Role, CustomerID: this.customer}, nil
}

// ListReasons answers with the reasons that can be chosen now.
func (s *server) ListReasons(ctx context.Context, _ ListReasonsRequestObject) (ListReasonsResponseObject, error) {
	rows, err := db.Queries.ReasonsActive(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	list := ListReasons200JSONResponse{Items: make([]Reason, len(rows))}
	for i, row := range rows {
		list.Items[i] = Reason{Code: row.Code, LabelEn: row.LabelEn, LabelZh: row.LabelZh, ByCustomer: row.ByCustomer}
	}
	return list, nil
}
