package api

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"

	"backhaul/accounts"
	"backhaul/locales"
	"backhaul/returns"
)

// call is what the middleware has found out about a request. Endpoints read it
// with callOf.
type call struct {
	id       string // finds the request in the log
	language language.Tag
	op       *operation
	actor    returns.Actor
	customer *string // whom a token of the role customer belongs to
	// address is where the call comes from, by the proxies that are trusted.
	address string
	agent   string // the browser or program, as it calls itself
	// came is what the caller came with, and until when that is good; nil for ever.
	came  SessionBy
	until *time.Time
	// session is the caller's, when they came with its cookie.
	session *accounts.Session
	// cookie is the session's cookie that came along, good or not, "" for none.
	cookie string
	// attempt is the cookie of a sign-in that has begun elsewhere, "" for none.
	attempt string
	// setCookie adds a cookie to the answer.
	setCookie func(*http.Cookie)
	// via is what proved who calls, by an id and never the proof itself.
	via string
	// key is the Idempotency-Key, "" for none.
	key string
	// media is the body's media type, without parameters.
	media string
	// digest is the SHA-256 of a body that is kept in a file.
	digest []byte
	// raw is the body of a public call as it came in, and header its headers:
	// what a signature is over.
	raw    []byte
	header http.Header
}

// keyedID names what the call makes: the same for every try with one
// Idempotency-Key, and by chance without. What keeps apart things that one caller
// makes under the same key.
func (c *call) keyedID(prefix, what string) string {
	if c.key == "" {
		return returns.NewID(prefix)
	}
	return prefix + "_" + strings.TrimPrefix(returns.NewDecisionID(c.actor.ID, what+"\x00"+c.key), "dec_")
}

type callKey struct{}

func callOf(ctx context.Context) *call {
	found, _ := ctx.Value(callKey{}).(*call)
	if found == nil {
		return &call{} // outside a request, in tests
	}
	return found
}

// begin gives the request its id, and when it is over writes one line to the
// log and counts it.
func (s *server) begin(c *gin.Context) {
	started := time.Now()
	this := &call{
		id: newRequestID(), language: locales.Match(c.GetHeader("Accept-Language")), key: c.GetHeader("Idempotency-Key"),
		address: c.ClientIP(), agent: cut(c.GetHeader("User-Agent"), 200),
		setCookie: func(cookie *http.Cookie) { http.SetCookie(c.Writer, cookie) },
	}
	c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), callKey{}, this))
	c.Header("X-Request-Id", this.id)
	c.Next()

	route, took := c.FullPath(), time.Since(started)
	s.meters.observe(c.Request.Method, route, c.Writer.Status(), took)
	level := slog.LevelInfo
	if this.op != nil && this.op.public {
		level = slog.LevelDebug
	}
	s.Logger.LogAttrs(c.Request.Context(), level, "request",
		slog.String("request_id", this.id), slog.String("method", c.Request.Method), slog.String("path", c.Request.URL.Path),
		slog.String("route", route), slog.Int("status", c.Writer.Status()), slog.Int("bytes", c.Writer.Size()),
		slog.Duration("took", took), slog.String("actor", this.actor.ID), slog.String("role", string(this.actor.Role)),
		slog.String("remote", c.Request.RemoteAddr), slog.String("address", this.address))
}

func newRequestID() string {
	var raw [8]byte
	rand.Read(raw[:]) // never fails since Go 1.24
	return hex.EncodeToString(raw[:])
}

// recoverPanic turns a panic into a 500 that tells the caller nothing but where
// to find it in the log.
func (s *server) recoverPanic(c *gin.Context) {
	defer func() {
		problem := recover()
		if problem == nil {
			return
		}
		if problem == http.ErrAbortHandler { //nolint:errorlint // net/http compares it the same way
			panic(problem)
		}
		s.Logger.Error("panic", "request_id", callOf(c).id, "panic", fmt.Sprint(problem), "stack", string(debug.Stack()))
		if c.Writer.Written() {
			panic(http.ErrAbortHandler) // half an answer is out: cut the connection
		}
		s.fail(c, errBug)
	}()
	c.Next()
}

// secureHeaders tells browsers to take every answer for what it says it is, to
// show it in no frame and to run nothing in it.
func secureHeaders(c *gin.Context) {
	header := c.Writer.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Frame-Options", "DENY")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
	header.Set("Cache-Control", "no-store")
	c.Next()
}

// patience is how long a request may take besides the time that its body and a
// decision are given. Whoever waits for a connection to the database longer than
// that is told to come back, so that a queue cannot grow without end.
const patience = 10 * time.Second

// find looks the operation up, unescapes the path's parameters, and gives the
// request its deadline.
func (s *server) find(c *gin.Context) {
	this := callOf(c)
	this.op = s.document.operations[c.Request.Method+" "+c.FullPath()]
	if this.op == nil {
		s.fail(c, errNoRoute(c))
		return
	}
	for i := range c.Params {
		value, err := url.PathUnescape(c.Params[i].Value)
		if err != nil {
			s.fail(c, errNoRoute(c))
			return
		}
		c.Params[i].Value = value
	}
	if this.op.stream {
		c.Next()
		return
	}
	limit := this.op.body.patience + s.DecisionTimeout + patience
	if this.op.table {
		limit = exportPatience
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), limit)
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
}
