package api

import "context"

// GetMe says whose token it is.
func (s *server) GetMe(ctx context.Context, _ GetMeRequestObject) (GetMeResponseObject, error) {
	return GetMe200JSONResponse(meOf(callOf(ctx))), nil
}

func meOf(this *call) Me {
	return Me{ID: this.actor.ID, Name: this.actor.Name, Role: this.actor.Role, CustomerID: this.customer}
}
