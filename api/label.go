package api

import (
	"context"

	"backhaul/db"
	"backhaul/returns"
)

// GetLabel answers with the label of a parcel, to whoever may see the return.
func (s *server) GetLabel(ctx context.Context, r GetLabelRequestObject) (GetLabelResponseObject, error) {
	row, err := findReturn(ctx, s.DB, r.ID)
	if err != nil {
		return nil, err
	}
	label, err := db.Queries.ShipmentLabel(ctx, s.DB, row.Return.ID, r.Seq)
	if db.NotFound(err) {
		return nil, returns.Refuse(returns.CodeNotFound, "parcel %s of this return has no label", r.Seq)
	}
	if err != nil {
		return nil, err
	}
	// A slow line may take longer over a label than the request's deadline.
	content, err := s.Photos.Get(context.WithoutCancel(ctx), label.LabelKey)
	if err != nil {
		return nil, err
	}
	cache, name := "private, max-age=86400, immutable", `inline; filename="label-`+row.Return.RMANumber
	if label.LabelType == "application/pdf" {
		name += `.pdf"`
		return GetLabel200ApplicationPdfResponse{
			Body: content, Headers: GetLabel200ResponseHeaders{CacheControl: &cache, ContentDisposition: &name},
		}, nil
	}
	name += `.png"`
	return GetLabel200ImagePngResponse{
		Body: content, Headers: GetLabel200ResponseHeaders{CacheControl: &cache, ContentDisposition: &name},
	}, nil
}
