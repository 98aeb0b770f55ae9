package verify_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
	"backhaul/integrations/blob"
	"backhaul/returns"
	"backhaul/verify"
)

const photo = "a photo, for all that this test knows"

// withPhoto has one photo, as its upload left it.
func withPhoto(t *testing.T) (*shop, *blob.Store, string) {
	s := newShop(t, dbtest.New(t))
	store, err := blob.Open(t.Context(), "file://"+t.TempDir())
	require.NoError(t, err)
	t.Cleanup(func() { _ = store.Close() })
	key := returns.NewID("evi")
	require.NoError(t, store.Put(t.Context(), key, "image/jpeg", bytes.NewBufferString(photo)))
	sum := sha256.Sum256([]byte(photo))
	s.exec(`insert into evidence (id, content_type, size, sha256, width, height, uploaded_by)
		values ($1, 'image/jpeg', $2, $3, 2, 1, 'some-support')`, key, len(photo), hex.EncodeToString(sum[:]))
	return s, store, key
}

func TestRun_Photos_AreHeldAgainstTheirRows(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		spoil  func(*testing.T, *blob.Store, string)
		detail string
	}{
		"there and whole": {func(*testing.T, *blob.Store, string) {}, ""},
		"gone": {
			func(t *testing.T, store *blob.Store, key string) { require.NoError(t, store.Delete(t.Context(), key)) },
			"the file is not there; it is not part of a return yet",
		},
		"cut short": {
			put(photo[:10]), "the file has 10 bytes, but 37 were stored; it is not part of a return yet",
		},
		"another one": {
			put("b" + photo[1:]), "the file is not the one that was stored: its SHA-256 differs; it is not part of a return yet",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, store, key := withPhoto(t)
			tt.spoil(t, store, key)
			report, err := verify.Run(t.Context(), s.pool, nil, verify.Photos(store))
			require.NoError(t, err)
			check := checkNamed(t, report, "photos")
			require.Equal(t, int64(1), check.Looked)
			want := []verify.Finding{}
			if tt.detail != "" {
				want = append(want, verify.Finding{Subject: "photo " + key, Detail: tt.detail})
			}
			require.Equal(t, want, check.Findings)
		})
	}
}

func put(content string) func(*testing.T, *blob.Store, string) {
	return func(t *testing.T, store *blob.Store, key string) {
		require.NoError(t, store.Put(t.Context(), key, "image/jpeg", bytes.NewBufferString(content)))
	}
}

// unplugged is a store that cannot be reached.
type unplugged struct{}

func (unplugged) Get(context.Context, string) (io.ReadCloser, error) { return nil, io.ErrUnexpectedEOF }

func TestRun_PhotoStoreIsAway_IsAnErrorAndNoFinding(t *testing.T) {
	t.Parallel()
	s, _, _ := withPhoto(t)
	_, err := verify.Run(t.Context(), s.pool, nil, verify.Photos(unplugged{}))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}
