package carriers

import (
	"errors"
	"fmt"
	"time"
)

// Later is an error of a carrier that says when to ask again.
type Later struct {
	After time.Duration
	Err   error
}

// Error tells what went wrong and when to come back.
func (l *Later) Error() string { return fmt.Sprintf("%s; ask again in %s", l.Err, l.After) }

// Unwrap returns what went wrong.
func (l *Later) Unwrap() error { return l.Err }

// RetryAfter is when the carrier wants to be asked again; zero when it did not say.
func RetryAfter(err error) time.Duration {
	if later, ok := errors.AsType[*Later](err); ok {
		return later.After
	}
	return 0
}
