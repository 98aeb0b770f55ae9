package api

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
)

// spool copies a body that is too large for memory into a temporary file, and tells
// its SHA-256. The file has no name any more when spool returns, so that it goes away
// even when the process is killed.
func spool(r *http.Request) (digest []byte, done func(), err error) {
	file, err := os.CreateTemp("", "backhaul-body-*")
	if err != nil {
		return nil, func() {}, err
	}
	done = func() { _ = file.Close() }
	if err := os.Remove(file.Name()); err != nil {
		return nil, done, err
	}
	hash := sha256.New()
	if _, err = io.Copy(io.MultiWriter(file, hash), r.Body); err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	r.Body = file
	return hash.Sum(nil), done, err
}

// eachPart reads a form part by part and leaves the body to be read again.
func eachPart(r *http.Request, visit func(name, file string, content []byte)) error {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(data))
	_, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return err
	}
	reader := multipart.NewReader(bytes.NewReader(data), parameters["boundary"])
	for {
		part, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		visit(part.FormName(), part.FileName(), content)
	}
}
