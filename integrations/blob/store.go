package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"regexp"
	"strconv"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/fileblob" // the file:// scheme; s3, gs and azblob are one import each
	"gocloud.dev/gcerrors"

	"backhaul/returns"
)

// Store keeps photos under keys. It is safe for concurrent use.
type Store struct {
	bucket *blob.Bucket
	// dir is the folder behind a file:// store, "" for any other.
	dir string
}

// Open opens the store behind a Go CDK URL, such as
// file:///srv/backhaul/evidence or file://./.data/evidence (relative to the
// working directory). A folder that is missing is made.
func Open(ctx context.Context, rawURL string) (*Store, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, fmt.Errorf("the place for photos: %w", err)
	}
	store := &Store{}
	if u.Scheme == "file" {
		if u.Host != "" && u.Host != "." && u.Host != "localhost" {
			return nil, fmt.Errorf("the place for photos: %s names the host %q; write file:///folder, or file://./folder for a relative one", rawURL, u.Host)
		}
		store.dir = u.Path
		if u.Host == "." {
			store.dir = "." + u.Path
		}
		u.RawQuery = localOptions(u.Query()).Encode()
	}
	store.bucket, err = blob.OpenBucket(ctx, u.String())
	if err != nil {
		return nil, fmt.Errorf("the place for photos, %s: %w", rawURL, err)
	}
	return store, nil
}

// localOptions: temporary files lie beside the real ones, since a rename from
// /tmp fails across devices; no sidecar files, since the database holds the
// content type; and nobody else on the machine reads customers' photos.
func localOptions(query url.Values) url.Values {
	query.Set("create_dir", "true")
	query.Set("dir_file_mode", "0700")
	query.Set("no_tmp_dir", "true")
	query.Set("metadata", "skip")
	return query
}

// Put stores what r holds under key, whole or not at all. Storing the same key
// again replaces it, so that a repeated upload is harmless. When Put returns
// nil the bytes are on disk, not only in its cache.
func (s *Store) Put(ctx context.Context, key, contentType string, r io.Reader) error {
	if err := checkKey(key); err != nil {
		return err
	}
	ctx, abort := context.WithCancel(ctx)
	defer abort()

	var local *os.File // stays nil when the store is no folder
	writer, err := s.bucket.NewWriter(ctx, key, &blob.WriterOptions{
		ContentType: contentType,
		BeforeWrite: func(as func(any) bool) error { as(&local); return nil },
	})
	if err != nil {
		return fmt.Errorf("storing photo %s: %w", key, err)
	}
	_, err = io.Copy(writer, r)
	if err == nil && local != nil {
		err = local.Sync()
	}
	if err != nil {
		abort() // makes Close drop what was written
		return fmt.Errorf("storing photo %s: %w", key, errors.Join(err, ignoreCancelled(writer.Close())))
	}
	if err := writer.Close(); err != nil {
		return fmt.Errorf("storing photo %s: %w", key, err)
	}
	return s.syncFolder()
}

// Get opens the photo under key, and refuses with [returns.CodeNotFound] when
// there is none. The caller closes it.
func (s *Store) Get(ctx context.Context, key string) (io.ReadCloser, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	reader, err := s.bucket.NewReader(ctx, key, nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, returns.Refuse(returns.CodeNotFound, "there is no photo %s", key)
	}
	if err != nil {
		return nil, fmt.Errorf("opening photo %s: %w", key, err)
	}
	return reader, nil
}

// Delete removes the photo under key. One that is gone already is no error.
func (s *Store) Delete(ctx context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	err := s.bucket.Delete(ctx, key)
	if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return fmt.Errorf("deleting photo %s: %w", key, err)
	}
	return nil
}

// Close lets go of the store.
func (s *Store) Close() error { return s.bucket.Close() }

var keyPattern = regexp.MustCompile(`^[a-z0-9_]{1,128}$`)

// checkKey refuses a key that is not one of ours. It reads as not found, since
// no such photo can exist.
func checkKey(key string) error {
	if !keyPattern.MatchString(key) {
		return returns.Refuse(returns.CodeNotFound, "%s is not the id of a photo", strconv.Quote(key))
	}
	return nil
}

// syncFolder makes the new name as durable as the bytes behind it.
func (s *Store) syncFolder() error {
	if s.dir == "" {
		return nil
	}
	folder, err := os.Open(s.dir)
	if err != nil {
		return fmt.Errorf("the place for photos: %w", err)
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// ignoreCancelled drops the error that our own abort causes.
func ignoreCancelled(err error) error {
	if gcerrors.Code(err) == gcerrors.Canceled {
		return nil
	}
	return err
}
