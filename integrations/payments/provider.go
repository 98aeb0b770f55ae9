package payments

import (
	"context"
	"strconv"

	"backhaul/returns"
)

// Provider refunds through one payment provider.
//
// The rule of use: Lookup first, Refund only when it found nothing, and after an
// answer that was lost, Lookup again. A provider forgets idempotency keys after
// a day; it does not forget the refund.
//
// An error that is a [returns.Error] will be the same on every try. After any
// other the outcome is unknown: money may have moved, and the amount counts as
// spent until Lookup says otherwise.
type Provider interface {
	// Refund gives the amount back. The same key never pays twice, however
	// often, however late and from however many callers at once: a repeat
	// answers with the refund that the first call made. A key that comes with
	// another amount or payment is refused with [returns.CodeConflict].
	Refund(ctx context.Context, refund Refund) (Outcome, error)

	// Lookup asks what became of a key. found is false only when the provider
	// is sure that it has no such refund; not knowing is an error.
	Lookup(ctx context.Context, key string) (outcome Outcome, found bool, err error)
}

// Refund is what is to be paid back.
type Refund struct {
	// Key is derived from what is refunded, refund:<return>:<n>. A new n means a
	// new payment, and is taken only when the earlier one is known to have failed.
	Key string
	// Payment is the provider's reference of the payment that is refunded.
	Payment  string
	Amount   returns.Money
	ReturnID string
}

// State is where a refund stands with the provider.
type State string

// The states of a refund.
const (
	// ByHand: no machine will pay; finance pays and records the reference.
	ByHand State = "by_hand"
	// Pending: accepted, not paid yet. A webhook or a later Lookup tells.
	Pending State = "pending"
	// Settled: paid. A provider may still report Failed days later.
	Settled State = "settled"
	// Failed: not paid, and this key never will be.
	Failed State = "failed"
)

// Outcome is what the provider says of a refund.
type Outcome struct {
	State State
	// Reference is the provider's number, for the customer and the books.
	Reference string
	// Reason says why a refund failed, in the provider's words.
	Reason string
	// Amount is what the provider says it pays back; nil when it does not say.
	// Another than was asked for is for a person to look into, never success.
	Amount *returns.Money
}

// Check refuses a refund that no provider should be asked for.
func (r Refund) Check() error {
	if r.Key == "" {
		return returns.Refuse(returns.CodeInvalid, "a refund needs a key, so that it cannot be paid twice")
	}
	if r.Amount.Minor <= 0 {
		return returns.Refuse(returns.CodeInvalid, "a refund of %s cannot be paid: the amount must be above zero", r.Amount)
	}
	if _, known := returns.ExponentOf(r.Amount.Currency); !known {
		return returns.Refuse(returns.CodeInvalid, "a refund in the currency %s cannot be paid: the code is not known", strconv.Quote(r.Amount.Currency))
	}
	return nil
}
