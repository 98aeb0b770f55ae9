package blob_test

import (
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/blob"
	"backhaul/returns"
)

func setup(t *testing.T) (store *blob.Store, dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data", "evidence")
	store, err := blob.Open(t.Context(), (&url.URL{Scheme: "file", Path: dir}).String())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close()) })
	return store, dir
}

func read(t *testing.T, store *blob.Store, key string) string {
	t.Helper()
	reader, err := store.Get(t.Context(), key)
	require.NoError(t, err)
	defer reader.Close()
	content, err := io.ReadAll(reader)
	require.NoError(t, err)
	return string(content)
}

func TestStore_WhatWasPut_ComesBack(t *testing.T) {
	t.Parallel()
	store, dir := setup(t)
	require.NoError(t, store.Put(t.Context(), "pho_01", "image/jpeg", strings.NewReader("pixels")))
	require.Equal(t, "pixels", read(t, store, "pho_01"))

	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 1, "one file a photo: no sidecar, no temporary file left")
	info, err := os.Stat(dir)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o700), info.Mode().Perm(), "nobody else on the machine may list customers' photos")
}

func TestStore_PutTwice_HoldsTheSecond(t *testing.T) {
	t.Parallel()
	store, _ := setup(t)
	require.NoError(t, store.Put(t.Context(), "pho_01", "image/jpeg", strings.NewReader("first")))
	require.NoError(t, store.Put(t.Context(), "pho_01", "image/png", strings.NewReader("second")))
	require.Equal(t, "second", read(t, store, "pho_01"))
}

func TestStore_UploadBreaksOff_LeavesNothing(t *testing.T) {
	t.Parallel()
	store, dir := setup(t)
	gone := errors.New("connection reset")
	err := store.Put(t.Context(), "pho_01", "image/jpeg", io.MultiReader(strings.NewReader("half"), iotest.ErrReader(gone)))
	require.ErrorIs(t, err, gone)

	_, err = store.Get(t.Context(), "pho_01")
	require.Equal(t, returns.CodeNotFound, returns.CodeOf(err))
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, files)
}

func TestStore_DeletedTwice_IsGone(t *testing.T) {
	t.Parallel()
	store, _ := setup(t)
	require.NoError(t, store.Put(t.Context(), "pho_01", "image/jpeg", strings.NewReader("pixels")))
	require.NoError(t, store.Delete(t.Context(), "pho_01"))
	require.NoError(t, store.Delete(t.Context(), "pho_01"))
	_, err := store.Get(t.Context(), "pho_01")
	require.Equal(t, returns.CodeNotFound, returns.CodeOf(err))
}

func TestStore_KeyNotMadeByUs_IsRefusedEverywhere(t *testing.T) {
	t.Parallel()
	store, dir := setup(t)
	secret := filepath.Join(filepath.Dir(dir), "secret")
	require.NoError(t, os.WriteFile(secret, []byte("tokens"), 0o600))

	for _, key := range []string{
		"", "../secret", "..%2fsecret", "%2e%2e/secret", "a/b", "a\\b", "/etc/passwd", "C:secret", "a\x00b", "photo.jpg",
		"Pho_01", "照片", "a b", ".", "con:", "pho_01\n", strings.Repeat("a", 129),
	} {
		require.Equal(t, returns.CodeNotFound, returns.CodeOf(store.Put(t.Context(), key, "image/jpeg", strings.NewReader("x"))), "%q", key)
		_, err := store.Get(t.Context(), key)
		require.Equal(t, returns.CodeNotFound, returns.CodeOf(err), "%q", key)
		require.Equal(t, returns.CodeNotFound, returns.CodeOf(store.Delete(t.Context(), key)), "%q", key)
	}
	content, err := os.ReadFile(secret)
	require.NoError(t, err)
	require.Equal(t, "tokens", string(content))
}

func TestOpen_RelativeFolder_IsMadeUnderTheWorkingDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	store, err := blob.Open(t.Context(), "file://./.data/evidence")
	require.NoError(t, err)
	require.NoError(t, store.Put(t.Context(), "pho_01", "image/jpeg", strings.NewReader("pixels")))
	require.FileExists(t, ".data/evidence/pho_01")
}

func TestOpen_URLThatNamesNoPlace_IsRefused(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	for _, bad := range []string{"", "://", "evidence", "gopher://x", "file://evidence/photos", "file://" + file} {
		_, err := blob.Open(t.Context(), bad)
		require.Error(t, err, "%q", bad)
		require.Contains(t, err.Error(), "the place for photos", "%q", bad)
	}
}
