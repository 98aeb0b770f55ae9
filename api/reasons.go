package api

import (
	"context"

	"backhaul/policies"
)

// ListReasons answers with the reasons that can be chosen now, or all.
func (s *server) ListReasons(ctx context.Context, r ListReasonsRequestObject) (ListReasonsResponseObject, error) {
	if r.Params.Format.Whole() {
		return s.exportReasons(ctx, r)
	}
	reasons, err := policies.Reasons(ctx, s.DB, r.Params.Inactive)
	return ListReasons200JSONResponse{Items: reasons}, err
}

// PutReasons makes a list the shop's reasons.
func (s *server) PutReasons(ctx context.Context, r PutReasonsRequestObject) (PutReasonsResponseObject, error) {
	if err := policies.PutReasons(ctx, s.DB, r.Body.Items, callOf(ctx).who(), s.Now()); err != nil {
		return nil, err
	}
	reasons, err := policies.Reasons(ctx, s.DB, true)
	return PutReasons200JSONResponse{Items: reasons}, err
}
