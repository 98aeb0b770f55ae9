package notify

import (
	"errors"
	"fmt"

	"github.com/wneessen/go-mail"
)

// Permanent reports whether sending the same message again cannot help: the
// message itself cannot be sent, or the receiving side has refused this
// recipient or this content for good (an SMTP reply of 5xx).
//
// Anything else may pass: a server that is away, busy or drops the connection,
// and also a login or sender it does not accept, which an operator repairs.
func Permanent(err error) bool {
	if _, ok := errors.AsType[unsendableError](err); ok {
		return true
	}
	refusal, ok := errors.AsType[*mail.SendError](err)
	if !ok || refusal.ErrorCode() < 500 {
		return false
	}
	switch refusal.Reason {
	case mail.ErrSMTPRcptTo, mail.ErrSMTPData, mail.ErrSMTPDataClose:
		return true
	default:
		return false
	}
}

// unsendableError is a message that no server would be given.
type unsendableError string

func (e unsendableError) Error() string { return string(e) }

func unsendable(format string, args ...any) error {
	return unsendableError(fmt.Sprintf(format, args...))
}
