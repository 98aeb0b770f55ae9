package api

import (
	"context"
	"strconv"

	"backhaul/returns"
	"backhaul/webhooks"
)

// signedBy returns the id of the event, when the sender signed it.
func (s *server) signedBy(ctx context.Context, secrets map[string]webhooks.Secret, sender string) (string, error) {
	secret, known := secrets[sender]
	if !known {
		return "", returns.Refuse(returns.CodeNotFound, "no webhooks of %s are expected here", strconv.Quote(sender))
	}
	this := callOf(ctx)
	id, err := secret.Verify(this.header, this.raw, s.Now())
	switch {
	case err == nil && len(id) <= 200:
		return id, nil
	case err == webhooks.ErrUnsigned: //nolint:errorlint // given as it is
		return "", returns.Refuse(codeUnauthenticated, "the headers webhook-id, webhook-timestamp and webhook-signature are required")
	case err == webhooks.ErrStale: //nolint:errorlint // given as it is
		return "", returns.Refuse(codeUnauthenticated, "the webhook-timestamp is more than five minutes from now")
	}
	return "", returns.Refuse(codeUnauthenticated, "the webhook-signature does not fit the message and the secret")
}
