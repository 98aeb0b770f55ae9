package verify_test

import (
	"context"

	"backhaul/integrations/payments"
)

const (
	settled = payments.Settled
	failed  = payments.Failed
)

// bank answers with what it is told to answer, about every refund.
type bank struct{ answer payments.State }

func (b *bank) Refund(_ context.Context, refund payments.Refund) (payments.Outcome, error) {
	return payments.Outcome{State: b.answer, Reference: "bank " + refund.Key, Reason: "account closed"}, nil
}

func (b *bank) Lookup(ctx context.Context, key string) (payments.Outcome, bool, error) {
	outcome, err := b.Refund(ctx, payments.Refund{Key: key})
	return outcome, true, err
}
