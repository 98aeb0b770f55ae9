package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gin-gonic/gin"

	"backhaul/returns"
)

// bodyRules is what an operation takes as its body.
type bodyRules struct {
	media    []string // the media types; none for no body
	required bool
	schema   *openapi3.Schema // of JSON
	limit    int64
	patience time.Duration // for the whole body to arrive
	spooled  bool          // too large for memory: kept in a file meanwhile
}

func rulesFor(op *openapi3.Operation) bodyRules {
	if op.RequestBody == nil {
		return bodyRules{}
	}
	rules := bodyRules{required: op.RequestBody.Value.Required, limit: 1 << 20, patience: 15 * time.Second}
	for media, content := range op.RequestBody.Value.Content {
		rules.media = append(rules.media, media)
		switch media {
		case "application/json":
			rules.schema = content.Schema.Value
		case "multipart/form-data":
			rules.limit, rules.patience = 11<<20, time.Minute
		case "text/csv", mediaNDJSON, mediaXLSX:
			rules.limit, rules.patience, rules.spooled = 64<<20, 10*time.Minute, true
		}
	}
	slices.Sort(rules.media)
	return rules
}

// readBody limits the body in size and time, refuses another form than the
// operation takes, and checks JSON against its schema. A body that announces to
// be too large is refused before a byte of it is read. Nothing is done before all
// of it is there: half a file changes nothing, and one that comes slowly keeps
// neither a transaction open nor other imports waiting.
func (s *server) readBody(c *gin.Context) {
	this, rules := callOf(c), callOf(c).op.body
	if len(rules.media) == 0 {
		c.Next()
		return
	}
	if err := checkMedia(this, c.Request); err != nil {
		s.fail(c, err)
		return
	}
	if c.Request.ContentLength > rules.limit {
		c.Header("Connection", "close")
		s.fail(c, errTooLarge(rules.limit))
		return
	}
	// A body that trickles in must not hold a connection for ever. Where there
	// is no connection, in tests, there is nothing to limit.
	connection := http.NewResponseController(c.Writer)
	_ = connection.SetReadDeadline(time.Now().Add(rules.patience))
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, rules.limit)
	if rules.spooled {
		digest, done, err := spool(c.Request)
		defer done()
		if err != nil {
			s.fail(c, unreadable(c, err))
			return
		}
		_ = connection.SetReadDeadline(time.Time{})
		this.digest = digest
		c.Next()
		return
	}
	data, err := io.ReadAll(c.Request.Body)
	if err != nil {
		s.fail(c, unreadable(c, err))
		return
	}
	_ = connection.SetReadDeadline(time.Time{})
	c.Request.Body = io.NopCloser(bytes.NewReader(data))
	if err := s.checkBody(rules, data); err != nil {
		s.fail(c, err)
		return
	}
	if this.op.public {
		this.raw, this.header = data, c.Request.Header
	}
	c.Next()
}

// checkMedia reads the Content-Type, and writes it back in the one spelling
// that the generated code compares with.
func checkMedia(this *call, r *http.Request) error {
	rules := this.op.body
	if r.ContentLength == 0 && !rules.required {
		return nil
	}
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(rules.media, media) {
		return returns.Refuse(codeMediaType, "the Content-Type must be %s", strings.Join(rules.media, " / "))
	}
	// Tables in another encoding are recognized by package sheets.
	if charset := parameters["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") && media != "text/csv" {
		return returns.Refuse(codeMediaType, "the body must be UTF-8, not %s", charset)
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		return returns.Refuse(codeMediaType, "the body must not be compressed, and it is %s", encoding)
	}
	this.media = media
	r.Header.Set("Content-Type", mime.FormatMediaType(media, parameters))
	return nil
}

func (s *server) checkBody(rules bodyRules, data []byte) error {
	if len(bytes.TrimSpace(data)) == 0 {
		if rules.required {
			return returns.Refuse(codeMalformed, "the request has no body, and it needs one")
		}
		return nil
	}
	if rules.schema == nil {
		return nil
	}
	value, err := parseJSON(data)
	if err != nil {
		return err
	}
	return checkSchema(rules.schema, value)
}

// unreadable is the refusal of what could not be read: too large, too slow, cut
// off, or a value that no field can hold.
func unreadable(c *gin.Context, err error) error {
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return err
	}
	if _, refused := errors.AsType[*returns.Error](err); refused {
		return err
	}
	if _, ours := errors.AsType[*fs.PathError](err); ours { // of the file it was to be kept in
		return err
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return returns.RefuseField(wrong.Field, "wrong_type", "%s cannot be a JSON %s", wrong.Field, wrong.Value)
	}
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		c.Header("Connection", "close")
		return returns.Refuse(codeTimeout, "the body took too long to arrive")
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return returns.Refuse(codeMalformed, "the body ends too early")
	case isAway(err):
		return err
	}
	return returns.Refuse(codeMalformed, "the request cannot be read: %s", err)
}
