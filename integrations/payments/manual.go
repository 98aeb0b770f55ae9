package payments

import "context"

// Manual is the provider a shop has without any contract: finance pays, in
// whatever way the customer paid, and records the reference.
//
// It moves no money and keeps nothing. That one refund is paid once is held by
// the refund task, which a person can mark paid only once.
type Manual struct{}

var _ Provider = Manual{}

// Refund leaves the payment to finance.
func (Manual) Refund(ctx context.Context, refund Refund) (Outcome, error) {
	if err := refund.Check(); err != nil {
		return Outcome{}, err
	}
	if err := ctx.Err(); err != nil {
		return Outcome{}, err
	}
	return Outcome{State: ByHand}, nil
}

// Lookup finds nothing: no machine was asked to pay.
func (Manual) Lookup(ctx context.Context, _ string) (Outcome, bool, error) {
	return Outcome{}, false, ctx.Err()
}
