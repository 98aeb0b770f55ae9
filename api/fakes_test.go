package api_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"

	"backhaul/api"
	"backhaul/returns"
)

// silence keeps what the Temporal client says of its lost server out of the tests.
type silence struct{}

func (silence) Debug(string, ...any) {}
func (silence) Info(string, ...any)  {}
func (silence) Warn(string, ...any)  {}
func (silence) Error(string, ...any) {}

// journal is a log that requests write into at once and tests read.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// album keeps photos in memory and takes everything that begins like a JPEG.
type album struct{ kept map[string][]byte }

func (a *album) Check(r io.Reader) (api.Photo, error) {
	content, err := io.ReadAll(r)
	if err != nil {
		return api.Photo{}, err
	}
	if !bytes.HasPrefix(content, []byte("\xff\xd8")) {
		return api.Photo{}, returns.Refuse(returns.CodeInvalidPhoto, "that is no photo")
	}
	return api.Photo{ContentType: "image/jpeg", Size: int64(len(content)), SHA256: strings.Repeat("ab", 32), Width: 4, Height: 3, Bytes: content}, nil
}

func (a *album) Put(_ context.Context, key, _ string, r io.Reader) error {
	content, err := io.ReadAll(r)
	a.kept[key] = content
	return err
}

func (a *album) Get(_ context.Context, key string) (io.ReadCloser, error) {
	content, there := a.kept[key]
	if !there {
		return nil, returns.Refuse(returns.CodeNotFound, "there is no photo %s", key)
	}
	return io.NopCloser(bytes.NewReader(content)), nil
}
