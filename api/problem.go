package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"os"
	"strconv"
	"syscall"

	"github.com/gin-gonic/gin"
	"go.temporal.io/api/serviceerror"

	"backhaul/accounts"
	"backhaul/db"
	"backhaul/locales"
	"backhaul/returns"
)

// Codes of problems that only HTTP has. The others are the domain's.
const (
	codeMalformed       returns.Code = "malformed_json"
	codeUnknownField    returns.Code = "unknown_field"
	codeUnauthenticated returns.Code = "unauthenticated"
	codeNoMethod        returns.Code = "method_not_allowed"
	codeTimeout         returns.Code = "request_timeout"
	codeInProgress      returns.Code = "request_in_progress"
	codeTooLarge        returns.Code = "too_large"
	codeMediaType       returns.Code = "unsupported_media_type"
	codeMismatch        returns.Code = "idempotency_mismatch"
	codeTooMany         returns.Code = "too_many_requests"
	codeCrossOrigin     returns.Code = "cross_origin"
	codeBug             returns.Code = "internal"
)

// kind is what all problems of one code have in common.
type kind struct {
	status int
	title  *returns.Error
	// retryAfter, in seconds, tells that the same call may succeed later.
	retryAfter int
}

var kinds = map[returns.Code]kind{
	codeMalformed:              {http.StatusBadRequest, returns.Refuse(codeMalformed, "The body cannot be read"), 0},
	codeUnknownField:           {http.StatusBadRequest, returns.Refuse(codeUnknownField, "A field or parameter is unknown"), 0},
	codeUnauthenticated:        {http.StatusUnauthorized, returns.Refuse(codeUnauthenticated, "A valid token is needed"), 0},
	accounts.CodeSignIn:        {http.StatusUnauthorized, returns.Refuse(accounts.CodeSignIn, "Not signed in"), 0},
	codeCrossOrigin:            {http.StatusForbidden, returns.Refuse(codeCrossOrigin, "Not from another site"), 0},
	codeTooMany:                {http.StatusTooManyRequests, returns.Refuse(codeTooMany, "Too many requests"), 0},
	returns.CodeForbidden:      {http.StatusForbidden, returns.Refuse(returns.CodeForbidden, "Not allowed"), 0},
	returns.CodeNotFound:       {http.StatusNotFound, returns.Refuse(returns.CodeNotFound, "Not found"), 0},
	codeNoMethod:               {http.StatusMethodNotAllowed, returns.Refuse(codeNoMethod, "Not possible with this method"), 0},
	codeTimeout:                {http.StatusRequestTimeout, returns.Refuse(codeTimeout, "The body came too slowly"), 0},
	returns.CodeTransition:     {http.StatusConflict, returns.Refuse(returns.CodeTransition, "Not possible in this status"), 0},
	returns.CodeQuantity:       {http.StatusConflict, returns.Refuse(returns.CodeQuantity, "More units than can still be returned"), 0},
	returns.CodeAmount:         {http.StatusConflict, returns.Refuse(returns.CodeAmount, "More money than was paid"), 0},
	returns.CodeContentChanged: {http.StatusConflict, returns.Refuse(returns.CodeContentChanged, "The return has changed since it was shown"), 0},
	returns.CodeConflict:       {http.StatusConflict, returns.Refuse(returns.CodeConflict, "Somebody else was first"), 0},
	returns.CodeStock:          {http.StatusConflict, returns.Refuse(returns.CodeStock, "Not enough in stock"), 0},
	returns.CodeCredit:         {http.StatusConflict, returns.Refuse(returns.CodeCredit, "Not enough store credit"), 0},
	"line_in_use":              {http.StatusConflict, returns.Refuse("line_in_use", "The order has returns"), 0},
	codeInProgress:             {http.StatusConflict, returns.Refuse(codeInProgress, "The same request is being worked on"), 2},
	codeTooLarge:               {http.StatusRequestEntityTooLarge, returns.Refuse(codeTooLarge, "The body is too large"), 0},
	codeMediaType:              {http.StatusUnsupportedMediaType, returns.Refuse(codeMediaType, "The body has another form than is wanted here"), 0},
	returns.CodeInvalid:        {http.StatusUnprocessableEntity, returns.Refuse(returns.CodeInvalid, "The input is not valid"), 0},
	returns.CodeInvalidPhoto:   {http.StatusUnprocessableEntity, returns.Refuse(returns.CodeInvalidPhoto, "The photo is not accepted"), 0},
	codeMismatch:               {http.StatusUnprocessableEntity, returns.Refuse(codeMismatch, "The Idempotency-Key was used for another request"), 0},
	codeBug:                    {http.StatusInternalServerError, returns.Refuse(codeBug, "Something went wrong here"), 0},
	returns.CodeUnavailable:    {http.StatusServiceUnavailable, returns.Refuse(returns.CodeUnavailable, "Not available for the moment"), 5},
}

// errBug is all that a caller learns of a fault of ours.
var errBug = returns.Refuse(codeBug, "this is a fault of the service and not yours; the log has the details under the request_id")

// fail answers with a problem and ends the request. It is the only place where
// an error becomes an answer.
func (s *server) fail(c *gin.Context, err error) {
	this := callOf(c)
	refusal := s.refusalOf(this, err)
	what, known := kinds[refusal.Code]
	if !known { // a code without a status is a bug; its text is for people all the same
		s.Logger.Error("a refusal has no HTTP status", "request_id", this.id, "code", refusal.Code)
		what = kinds[returns.CodeInvalid]
	}
	problem := Problem{
		Type: "/problems/" + string(refusal.Code), Title: locales.Error(this.language, what.title), Status: what.status,
		Detail: locales.Error(this.language, refusal), Instance: c.Request.URL.EscapedPath(), Code: string(refusal.Code),
		RequestID: this.id, AllowedActions: allowedTo(this.actor.Role, refusal.Allowed),
	}
	for _, field := range refusal.Fields {
		problem.Errors = append(problem.Errors, FieldError{
			Field: field.Field, Code: field.Code, Message: locales.Field(this.language, field), Position: field.Position,
		})
	}
	problem.withFirst(refusal.First)
	if seconds := cmp.Or(waitOf(err), what.retryAfter); seconds > 0 {
		c.Header("Retry-After", strconv.Itoa(seconds))
	}
	c.Header("Content-Language", this.language.String())
	c.Header("Vary", "Accept-Language")
	c.Header("Content-Type", "application/problem+json")
	c.AbortWithStatus(what.status)
	if err := json.NewEncoder(c.Writer).Encode(problem); err != nil {
		s.Logger.Debug("the caller did not wait for the answer", "request_id", this.id, "error", err)
	}
}

// refusalOf finds the refusal in err, or makes one of what went wrong. What is
// not for the caller goes to the log.
func (s *server) refusalOf(this *call, err error) *returns.Error {
	if refusal, ok := errors.AsType[*returns.Error](err); ok {
		if refusal.Code == returns.CodeUnavailable {
			s.Logger.Warn("not available", "request_id", this.id, "error", err)
		}
		return refusal
	}
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return errTooLarge(tooLarge.Limit)
	}
	if seconds := waitOf(err); seconds > 0 {
		return returns.Refuse(codeTooMany, "too many requests or failed attempts; try again in %s seconds", seconds)
	}
	if isAway(err) {
		s.Logger.Warn("not available", "request_id", this.id, "error", err)
		return returns.Refuse(returns.CodeUnavailable, "a part of the service cannot be reached right now; send the same request again in a moment")
	}
	s.Logger.Error("internal error", "request_id", this.id, "error", err)
	return errBug
}

// waitOf is how many seconds, rounded up, whoever asks too often has to wait.
func waitOf(err error) int {
	if tooMany, ok := errors.AsType[*accounts.TooManyError](err); ok {
		return max(1, int(math.Ceil(tooMany.RetryAfter.Seconds())))
	}
	return 0
}

// isAway reports whether the same call may succeed later: PostgreSQL or
// Temporal is away, the time was not enough, or the disk is full.
func isAway(err error) bool {
	if db.Away(err) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) ||
		errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, syscall.ENOSPC) {
		return true
	}
	if _, ok := errors.AsType[*serviceerror.Unavailable](err); ok {
		return true
	}
	_, ok := errors.AsType[*serviceerror.DeadlineExceeded](err)
	return ok
}

// allowedTo leaves out what the caller's role may not do anyway.
func allowedTo(role returns.Role, actions []returns.Action) []returns.Action {
	var allowed []returns.Action
	for _, action := range actions {
		if role.MayDo(action) {
			allowed = append(allowed, action)
		}
	}
	return allowed
}

// brokenAnswer notes an answer that could not be written.
func (s *server) brokenAnswer(c *gin.Context, err error) {
	if c.Writer.Written() {
		s.Logger.Warn("an answer was cut short", "request_id", callOf(c).id, "error", err)
		panic(http.ErrAbortHandler) // cut the connection, so that half a table is not taken for a whole one
	}
	s.fail(c, err)
}

func errNoRoute(c *gin.Context) error {
	return returns.Refuse(returns.CodeNotFound, "there is nothing at %s; /docs shows what there is", strconv.Quote(c.Request.URL.Path))
}

func errNoMethod(c *gin.Context) error {
	return returns.Refuse(codeNoMethod, "%s is not possible here, but %s is", c.Request.Method, c.Writer.Header().Get("Allow"))
}

func errTooLarge(limit int64) *returns.Error {
	return returns.Refuse(codeTooLarge, "the body is larger than the %s MB that are accepted here", limit>>20)
}
