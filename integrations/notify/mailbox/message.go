package mailbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"os"
	"path/filepath"
	"time"
)

// Message is one mail as it came in.
type Message struct {
	// From and To are the envelope's.
	From string
	To   []string
	// User is who logged in to send it, "" for nobody.
	User       string
	Encrypted  bool
	ReceivedAt time.Time
	// Raw is the mail with its headers: the content of an .eml file.
	Raw []byte
}

// Content is a mail as a person sees it.
type Content struct {
	Header  mail.Header
	Subject string
	Text    string
	HTML    string
}

// Read takes the mail apart: the subject decoded, and its text and HTML parts.
func (m Message) Read() (Content, error) {
	parsed, err := mail.ReadMessage(bytes.NewReader(m.Raw))
	if err != nil {
		return Content{}, fmt.Errorf("reading a mail: %w", err)
	}
	content := Content{Header: parsed.Header}
	content.Subject, err = new(mime.WordDecoder).DecodeHeader(parsed.Header.Get("Subject"))
	if err != nil {
		return Content{}, fmt.Errorf("reading the subject of a mail: %w", err)
	}
	_, params, err := mime.ParseMediaType(parsed.Header.Get("Content-Type"))
	if err != nil {
		return Content{}, fmt.Errorf("reading the type of a mail: %w", err)
	}
	parts := multipart.NewReader(parsed.Body, params["boundary"])
	for {
		part, err := parts.NextPart() // which undoes quoted-printable
		if errors.Is(err, io.EOF) {
			return content, nil
		}
		if err != nil {
			return Content{}, fmt.Errorf("reading the parts of a mail: %w", err)
		}
		body, err := io.ReadAll(part)
		if err != nil {
			return Content{}, fmt.Errorf("reading a part of a mail: %w", err)
		}
		switch kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type")); kind {
		case "text/plain":
			content.Text = string(body)
		case "text/html":
			content.HTML = string(body)
		}
	}
}

// write stores the mail under a name that sorts by arrival. It appears whole or
// not at all, for whoever watches the folder.
func (m Message) write(dir string, number int) error {
	name := fmt.Sprintf("%s-%04d.eml", m.ReceivedAt.Format("20060102T150405.000Z"), number)
	part := filepath.Join(dir, "."+name)
	if err := os.WriteFile(part, m.Raw, 0o600); err != nil {
		return err
	}
	return os.Rename(part, filepath.Join(dir, name))
}
