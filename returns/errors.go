package returns

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Code names a kind of refusal. It is wire format: the `code` of a
// problem+json answer and the type of a Temporal application error.
type Code string

// The refusals a caller may understand.
const (
	// CodeInvalid: the input breaks a rule whatever the state of the return.
	CodeInvalid Code = "invalid"
	// CodeNotFound: no such order, return, task or photo, or none the caller may see.
	CodeNotFound Code = "not_found"
	// CodeForbidden: the caller's role may not do this.
	CodeForbidden Code = "forbidden"
	// CodeTransition: the return's status does not allow the decision.
	CodeTransition Code = "transition_not_allowed"
	// CodeQuantity: more units than can still be returned.
	CodeQuantity Code = "quantity_exceeded"
	// CodeAmount: more money than was paid and not yet refunded.
	CodeAmount Code = "amount_exceeded"
	// CodeContentChanged: the confirmation names other lines or amounts than stand now.
	CodeContentChanged Code = "content_changed"
	// CodeConflict: somebody else changed the same thing first.
	CodeConflict Code = "conflict"
	// CodeStock: a stock level would become negative.
	CodeStock Code = "stock_insufficient"
	// CodeCredit: a customer's store credit would become negative.
	CodeCredit Code = "credit_insufficient" //nolint:gosec // a word that only sounds like a credential
	// CodeInvalidPhoto: an upload is not a photo that is accepted.
	CodeInvalidPhoto Code = "invalid_photo"
	// CodeUnavailable: a part the service needs is away; the same call may be repeated.
	CodeUnavailable Code = "unavailable"
)

// Error is a refusal written for the person who reads it: what was wrong, with
// which value, and what to do. It is the only error that leaves the service
// with its text; every other one is an internal fault.
type Error struct {
	Code Code
	// Format is the English sentence with %s verbs. It is also the key under
	// which locales holds the sentence in other languages.
	Format string
	// Args fill Format, in order. Strings, so that they survive any wire.
	Args []string
	// Fields points at the inputs that are wrong, for forms.
	Fields []FieldError
	// Allowed lists what the return's status would allow instead.
	Allowed []Action
	// First is the decision that came before and made this one impossible, when
	// that is known.
	First *First
}

// First is a decision that was taken before the refused one.
type First struct {
	By Actor
	At time.Time
	// Decision is the verdict of a review or of finance, or else the action's name.
	Decision string
}

// FieldError says what is wrong with one input.
type FieldError struct {
	// Field is the JSON path of the input, such as lines[0].quantity.
	Field string
	// Code is a stable name such as required or too_large.
	Code   string
	Format string
	Args   []string
	// Position points into the text of the input; nil for its whole.
	Position *Position `json:",omitempty"`
}

// Position is a place in a text, for an editor to go to. Line and Column begin
// at 1; Offset is the number of characters before it.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

// Refuse builds an [Error]. The verbs of format are all %s.
func Refuse(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Format: format, Args: texts(args)}
}

// RefuseField builds a [CodeInvalid] error about one input.
func RefuseField(field, code, format string, args ...any) *Error {
	e := Refuse(CodeInvalid, format, args...)
	e.Fields = []FieldError{{Field: field, Code: code, Format: format, Args: e.Args}}
	return e
}

// Error returns the English text.
func (e *Error) Error() string { return Text(e.Format, e.Args) }

// Reason is the first field that was wrong, which says more than that something
// was; the whole refusal when it is about no field.
func (e *Error) Reason() FieldError {
	if len(e.Fields) > 0 {
		return e.Fields[0]
	}
	return FieldError{Code: string(e.Code), Format: e.Format, Args: e.Args}
}

// Message returns the English text of the field error.
func (f FieldError) Message() string { return Text(f.Format, f.Args) }

// Text fills a format whose verbs are all %s.
func Text(format string, args []string) string {
	if !strings.Contains(format, "%") {
		return format
	}
	values := make([]any, len(args))
	for i, arg := range args {
		values[i] = arg
	}
	return fmt.Sprintf(format, values...)
}

// CodeOf returns the code of the refusal inside err, or "" when err is none.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return ""
}

func texts(args []any) []string {
	if len(args) == 0 {
		return nil
	}
	out := make([]string, len(args))
	for i, arg := range args {
		out[i] = fmt.Sprint(arg)
	}
	return out
}
