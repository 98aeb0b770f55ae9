package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// silence is how long a request may be worked on before another try of it takes
// over. It is far longer than an answer takes (see Config.DecisionTimeout); an
// import that is taken over does no harm.
const silence = time.Minute

// once answers a repeated POST with the answer that was given before, byte for
// byte. Only what took effect is kept: after any other answer the key is free,
// so that a corrected request may use it.
func (s *server) once(c *gin.Context) {
	this := callOf(c)
	if this.key == "" || strings.HasPrefix(c.Request.URL.Path, codecPath) || this.op.public || this.op.secret || c.Request.Method != http.MethodPost {
		c.Next()
		return
	}
	print, err := fingerprint(c, this)
	if err != nil {
		s.fail(c, unreadable(c, err))
		return
	}
	startedAt, earlier, err := s.takeKey(c, this, print)
	if err != nil {
		s.fail(c, err)
		return
	}
	if earlier != nil {
		s.replay(c, *earlier)
		return
	}
	answer := &recorder{ResponseWriter: c.Writer, status: http.StatusOK}
	c.Writer = answer
	finished := false
	defer func() {
		c.Writer = answer.ResponseWriter
		if !finished { // a panic; its answer is written further out
			s.keepAnswer(c, this, startedAt, nil)
		}
	}()
	c.Next()
	finished = true
	s.keepAnswer(c, this, startedAt, answer)
	answer.send()
}

// takeKey makes this request the one that is worked on. It returns the earlier
// answer when there is one, and refuses while there is none yet.
func (s *server) takeKey(ctx context.Context, this *call, fingerprint []byte) (time.Time, *sqlc.IdempotencyKey, error) {
	for {
		startedAt, err := db.Queries.IdempotencyBegin(ctx, s.DB, sqlc.IdempotencyBeginParams{
			UserID: this.actor.ID, Key: this.key, Fingerprint: fingerprint, SilentSeconds: silence.Seconds(),
		})
		if !db.NotFound(err) {
			return startedAt, nil, err
		}
		earlier, err := db.Queries.IdempotencyGet(ctx, s.DB, this.actor.ID, this.key)
		switch {
		case db.NotFound(err):
			continue // it was set free in this very moment
		case err != nil:
			return time.Time{}, nil, err
		case !bytes.Equal(earlier.Fingerprint, fingerprint):
			return time.Time{}, nil, returns.Refuse(codeMismatch, "the Idempotency-Key %s was used for another request; take a new one", this.key)
		case earlier.Status == nil:
			return time.Time{}, nil, returns.Refuse(codeInProgress, "the same request with the Idempotency-Key %s is being worked on; ask again in a moment", this.key)
		}
		return time.Time{}, &earlier, nil
	}
}

// keepAnswer stores what took effect, and else sets the key free. The caller
// may have gone by now; the answer is kept all the same.
func (s *server) keepAnswer(c *gin.Context, this *call, startedAt time.Time, answer *recorder) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request.Context()), 5*time.Second)
	defer cancel()
	var err error
	if answer == nil || answer.status/100 != 2 {
		err = db.Queries.IdempotencyRelease(ctx, s.DB, sqlc.IdempotencyReleaseParams{
			UserID: this.actor.ID, Key: this.key, StartedAt: startedAt,
		})
	} else {
		kept := map[string]string{}
		for _, name := range []string{"Content-Type", "Location"} {
			if value := answer.Header().Get(name); value != "" {
				kept[name] = value
			}
		}
		headers, _ := json.Marshal(kept) // strings
		err = db.Queries.IdempotencyFinish(ctx, s.DB, sqlc.IdempotencyFinishParams{
			UserID: this.actor.ID, Key: this.key, StartedAt: startedAt,
			Status: &answer.status, Headers: headers, Body: answer.body.Bytes(),
		})
	}
	if err != nil { // the next try waits until this one counts as silent, and then finds the same outcome
		s.Logger.Warn("an answer could not be kept for repeats", "request_id", this.id, "error", err)
	}
}

func (s *server) replay(c *gin.Context, earlier sqlc.IdempotencyKey) {
	var headers map[string]string
	if err := json.Unmarshal(earlier.Headers, &headers); err != nil {
		s.fail(c, err)
		return
	}
	for name, value := range headers {
		c.Header(name, value)
	}
	c.Header("Idempotency-Replayed", "true")
	c.Abort()
	c.Status(*earlier.Status)
	if _, err := c.Writer.Write(earlier.Body); err != nil {
		s.brokenAnswer(c, err)
	}
}

// fingerprint identifies the request by what it asks for. Of a form only the
// parts count, since every client makes up a new boundary for every try.
func fingerprint(c *gin.Context, this *call) (sum []byte, err error) {
	hash := sha256.New()
	write := func(field string, content []byte) {
		digest := sha256.Sum256(content)
		hash.Write(append([]byte(field+"\x00"), digest[:]...))
	}
	write("method", []byte(c.Request.Method))
	write("path", []byte(c.Request.URL.EscapedPath()))
	write("query", []byte(c.Request.URL.Query().Encode())) // sorted
	switch {
	case this.op.body.spooled:
		write("body", this.digest)
	case this.media == "multipart/form-data":
		err = eachPart(c.Request, func(name, file string, content []byte) { write("part\x00"+name+"\x00"+file, content) })
	default:
		var data []byte
		if data, err = io.ReadAll(c.Request.Body); err == nil {
			write("body", data)
			c.Request.Body = io.NopCloser(bytes.NewReader(data))
		}
	}
	return hash.Sum(nil), err
}

// recorder holds an answer back until it is kept.
type recorder struct {
	gin.ResponseWriter
	status int
	body   bytes.Buffer
	wrote  bool
}

func (r *recorder) Write(data []byte) (int, error) { r.wrote = true; return r.body.Write(data) }

func (r *recorder) WriteString(text string) (int, error) { return r.Write([]byte(text)) }

func (r *recorder) WriteHeader(status int) {
	if status > 0 {
		r.status = status
	}
}

func (r *recorder) WriteHeaderNow() { r.wrote = true }

func (r *recorder) Status() int { return r.status }

func (r *recorder) Size() int { return r.body.Len() }

func (r *recorder) Written() bool { return r.wrote }

func (r *recorder) Flush() {}

func (r *recorder) send() {
	r.ResponseWriter.WriteHeader(r.status)
	_, _ = r.ResponseWriter.Write(r.body.Bytes()) // a caller who has gone may ask again
}
