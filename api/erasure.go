package api

import (
	"context"

	"backhaul/erasure"
)

// EraseCustomer begins an erasure, or finds the one there is. The process that
// serves the API goes on with it (see erasure.Places.Keep).
func (s *server) EraseCustomer(ctx context.Context, r EraseCustomerRequestObject) (EraseCustomerResponseObject, error) {
	asked, err := erasure.Ask(ctx, s.DB, callOf(ctx).who(), r.CustomerID, r.Body.Note, s.Now())
	if err != nil {
		return nil, err
	}
	return EraseCustomer202JSONResponse(erasureView(asked)), nil
}

// GetErasure says how far it has come.
func (s *server) GetErasure(ctx context.Context, r GetErasureRequestObject) (GetErasureResponseObject, error) {
	last, err := erasure.Last(ctx, s.DB, r.CustomerID)
	if err != nil {
		return nil, err
	}
	return GetErasure200JSONResponse(erasureView(last)), nil
}

func erasureView(e erasure.Erasure) Erasure {
	return Erasure{
		ID: e.ID, CustomerID: e.CustomerID, AskedAt: e.AskedAt, DoneAt: e.DoneAt, Trouble: orNull(e.Trouble),
		Returns: e.Returns, Photos: e.Photos,
	}
}
