package verify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// PhotoStore gives a photo back by its id, and refuses with
// [returns.CodeNotFound] when there is none. The store of integrations/blob is one.
type PhotoStore interface {
	Get(ctx context.Context, key string) (io.ReadCloser, error)
}

const photosPerPage = 500

// photos reads every photo and holds it against the row that was answered when
// it was uploaded: a photo that is cut short is as lost as one that is gone.
func photos(ctx context.Context, s *session) (answer, error) {
	if s.photos == nil {
		return answer{skipped: "no place for photos was given"}, nil
	}
	var a answer
	err := pages(photosPerPage, func(last *sqlc.VerifyEvidencePageRow) ([]sqlc.VerifyEvidencePageRow, error) {
		after := ""
		if last != nil {
			after = last.ID
		}
		return db.Queries.VerifyEvidencePage(ctx, s.pool, after, photosPerPage)
	}, func(row sqlc.VerifyEvidencePageRow) error {
		a.looked++
		detail, err := damage(ctx, s.photos, row)
		if detail != "" {
			a.add(s, Finding{"photo " + row.ID, detail + belonging(row)})
		}
		return err
	})
	return a, err
}

// damage says what is wrong with the photo behind the row, or nothing.
func damage(ctx context.Context, store PhotoStore, row sqlc.VerifyEvidencePageRow) (string, error) {
	file, err := store.Get(ctx, row.ID)
	if returns.CodeOf(err) == returns.CodeNotFound {
		return "the file is not there", nil
	}
	if err != nil {
		return "", err
	}
	defer file.Close()
	hash := sha256.New()
	size, err := io.Copy(hash, file)
	switch {
	case err != nil:
		return "", fmt.Errorf("reading photo %s: %w", row.ID, err)
	case size != row.Size:
		return fmt.Sprintf("the file has %d bytes, but %d were stored", size, row.Size), nil
	case hex.EncodeToString(hash.Sum(nil)) != row.SHA256:
		return "the file is not the one that was stored: its SHA-256 differs", nil
	}
	return "", nil
}

func belonging(row sqlc.VerifyEvidencePageRow) string {
	if row.ReturnID == nil {
		return "; it is not part of a return yet"
	}
	return "; it is part of return " + *row.ReturnID
}
