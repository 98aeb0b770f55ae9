package main

import (
	"io"

	"backhaul/api"
	"backhaul/integrations/blob"
	"backhaul/integrations/photo"
)

// photoStore joins what the API needs of photos: the check of their content,
// and the place they are kept.
type photoStore struct{ *blob.Store }

// Check decodes and rewrites an upload.
func (photoStore) Check(r io.Reader) (api.Photo, error) {
	checked, err := photo.Check(r, photo.Usual())
	return api.Photo(checked), err
}

var _ api.Photos = photoStore{}
