package api

import "context"

// GetMe says whose token it is.
func (s *server) GetMe(ctx context.Context, _ GetMeRequestObject) (GetMeResponseObject, error) {
	this := callOf(ctx)
	return GetMe200JSONResponse{ID: this.actor.ID, Name: this.actor.Name, Role: this.actor.Role, CustomerID: this.customer}, nil
}
