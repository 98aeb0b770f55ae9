package activities

import (
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"go.temporal.io/sdk/temporal"

	"backhaul/db"
	"backhaul/integrations/carriers"
	"backhaul/integrations/payments"
	"backhaul/returns"
)

// brokenInvariant is the error type of a change that a constraint of the database
// refused though the code believed it to be right. Trying again would not help.
const brokenInvariant = "broken_invariant"

// RetryLater is the error type of a provider that says when to come back.
const RetryLater = "retry_later"

// constraints gives the refusals of the database the words of the domain. A
// race that slips past the checks ends here.
var constraints = map[string]*returns.Error{
	"returns_within_bought":        returns.Refuse(returns.CodeQuantity, "somebody else has just asked for the same units; fewer can be returned now"),
	"refunded_units_within_bought": returns.Refuse(returns.CodeAmount, "more units would be refunded than were bought"),
	"refunds_within_paid":          returns.Refuse(returns.CodeAmount, "more would be refunded for a line than was paid for it"),
	"refunds_within_captured":      returns.Refuse(returns.CodeAmount, "more would be refunded than was paid"),
	"shipping_refunded_within_paid": returns.Refuse(returns.CodeAmount,
		"more shipping would be refunded than was paid"),
	"stock_never_negative":       returns.Refuse(returns.CodeStock, "the stock does not hold that many units"),
	"refund_tasks_one_effective": returns.Refuse(returns.CodeConflict, "the return has a refund already"),
}

// toTemporal is the door to Temporal: it decides what is tried again.
//
//   - a refusal is final, and its type is the code that callers know;
//   - a constraint that refused is a bug or a race, and final;
//   - a value that PostgreSQL cannot hold is the caller's mistake, and final;
//   - a provider that says when to come back is asked again then;
//   - a carrier that does not answer is the workflow's to wait for: see booking.go;
//   - all else (network, a database or provider that is away) is tried again.
func toTemporal(err error) error {
	if err == nil {
		return nil
	}
	if refusal, ok := errors.AsType[*returns.Error](err); ok {
		return Refusal(refusal)
	}
	if _, decided := CarrierIsAway(err); decided {
		return err
	}
	if refusal, known := constraints[db.Violated(err)]; known {
		return Refusal(refusal)
	}
	if pgErr, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch pgErr.Code[:2] {
		case "23": // integrity constraint violation
			return temporal.NewNonRetryableApplicationError("the database refused a change: "+pgErr.Message, brokenInvariant, err)
		case "22", "54": // data exception; program limit exceeded
			return Refusal(returns.Refuse(returns.CodeInvalid,
				"the input holds a value that cannot be stored, such as a NUL character or an id of thousands of characters"))
		}
	}
	if after := max(payments.RetryAfter(err), carriers.RetryAfter(err)); after > 0 {
		return temporal.NewApplicationErrorWithOptions(err.Error(), RetryLater, temporal.ApplicationErrorOptions{
			Cause: err, NextRetryDelay: after,
		})
	}
	return err
}

// Refusal wraps a refusal so that it crosses Temporal whole.
func Refusal(refusal *returns.Error) error {
	return temporal.NewApplicationErrorWithOptions(refusal.Error(), string(refusal.Code), temporal.ApplicationErrorOptions{
		NonRetryable: true,
		Details:      []any{*refusal}, // the value, which AsRefusal reads with or without a wire between
	})
}

// AsRefusal finds the refusal inside an error that crossed Temporal.
func AsRefusal(err error) (*returns.Error, bool) {
	if refusal, ok := errors.AsType[*returns.Error](err); ok {
		return refusal, true
	}
	application, ok := errors.AsType[*temporal.ApplicationError](err)
	if !ok || !application.HasDetails() {
		return nil, false
	}
	var refusal returns.Error
	if application.Details(&refusal) != nil || string(refusal.Code) != application.Type() {
		return nil, false
	}
	return &refusal, true
}

// jsonOf writes a value that is known to be writable.
func jsonOf(value any) json.RawMessage {
	text, err := json.Marshal(value)
	if err != nil {
		panic("activities: " + err.Error())
	}
	return text
}
