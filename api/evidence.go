package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"strconv"
	"strings"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Photos judges uploads and keeps them.
type Photos interface {
	// Check reads one upload and returns it as it is to be kept, or refuses it
	// with [returns.CodeInvalidPhoto].
	Check(r io.Reader) (Photo, error)
	// Put keeps what r holds under key. The same key again replaces it.
	Put(ctx context.Context, key, contentType string, r io.Reader) error
	// Get opens what is kept under key.
	Get(ctx context.Context, key string) (io.ReadCloser, error)
}

// Photo is an accepted photo. Its fields are those of integrations/photo, so
// that one converts to the other.
type Photo struct {
	ContentType string
	Size        int64
	SHA256      string
	Width       int
	Height      int
	Bytes       []byte
}

// UploadEvidence keeps the first file of the form.
func (s *server) UploadEvidence(ctx context.Context, r UploadEvidenceRequestObject) (UploadEvidenceResponseObject, error) {
	file, err := firstFile(r.Body)
	if err != nil {
		return nil, err
	}
	photo, err := s.Photos.Check(file)
	if err != nil {
		return nil, err
	}
	this := callOf(ctx)
	row := sqlc.EvidenceInsertParams{
		ID: this.keyedID("evi", "evidence"), ContentType: photo.ContentType, Size: photo.Size, SHA256: photo.SHA256,
		Width: photo.Width, Height: photo.Height, UploadedBy: this.actor.ID, CustomerID: this.owner(), CreatedAt: s.Now().UTC(),
	}
	// The photo first: a row tells that the photo is there.
	if err := s.Photos.Put(ctx, row.ID, photo.ContentType, bytes.NewReader(photo.Bytes)); err != nil {
		return nil, err
	}
	if err := db.Queries.EvidenceInsert(ctx, s.DB, row); err != nil {
		return nil, err
	}
	location := "/v1/evidence/" + row.ID
	return UploadEvidence201JSONResponse{
		Headers: UploadEvidence201ResponseHeaders{Location: &location},
		Body: Evidence{
			ID: row.ID, ContentType: row.ContentType, Size: row.Size, Sha256: row.SHA256,
			Width: row.Width, Height: row.Height, CreatedAt: row.CreatedAt,
		},
	}, nil
}

// firstFile skips what else is in the form.
func firstFile(form *multipart.Reader) (io.Reader, error) {
	for {
		part, err := form.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return nil, returns.RefuseField("photo", "required", "the form holds no file; send the photo as the part photo")
		case err != nil:
			return nil, returns.Refuse(codeMalformed, "the form cannot be read: %s", err)
		case part.FileName() != "" || part.FormName() == "photo":
			return part, nil
		}
	}
}

// GetEvidence answers with the photo, to staff and to the customer it belongs to.
func (s *server) GetEvidence(ctx context.Context, r GetEvidenceRequestObject) (GetEvidenceResponseObject, error) {
	found, err := db.Queries.EvidenceFind(ctx, s.DB, r.ID)
	if db.NotFound(err) || (err == nil && !mayView(callOf(ctx), found)) {
		return nil, returns.Refuse(returns.CodeNotFound, "there is no photo %s", strconv.Quote(r.ID))
	}
	if err != nil {
		return nil, err
	}
	photo := found.Evidence
	// A slow line may take longer over a photo than the request's deadline.
	content, err := s.Photos.Get(context.WithoutCancel(ctx), photo.ID)
	if err != nil {
		return nil, err
	}
	disposition := "inline"
	if r.Params.Download != nil && *r.Params.Download {
		disposition = "attachment"
	}
	disposition += `; filename="` + photo.ID + "." + strings.TrimPrefix(photo.ContentType, "image/") + `"`
	cache, tag := "private, max-age=86400, immutable", `"`+photo.SHA256+`"`
	return GetEvidence200ImageResponse{
		Body: content, ContentType: photo.ContentType, ContentLength: photo.Size,
		Headers: GetEvidence200ResponseHeaders{CacheControl: &cache, ContentDisposition: &disposition, ETag: &tag},
	}, nil
}

func mayView(this *call, found sqlc.EvidenceFindRow) bool {
	owned := found.Evidence.CustomerID != nil && this.owns(*found.Evidence.CustomerID)
	return this.owner() == nil || owned || (found.ReturnCustomerID != nil && this.owns(*found.ReturnCustomerID))
}

func evidenceView(row sqlc.Evidence) Evidence {
	return Evidence{
		ID: row.ID, ContentType: row.ContentType, Size: row.Size, Sha256: row.SHA256,
		Width: row.Width, Height: row.Height, CreatedAt: row.CreatedAt,
	}
}
