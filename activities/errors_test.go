package activities_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"

	"backhaul/activities"
	"backhaul/returns"
)

func TestRefusal_IsFoundWhole_WithAndWithoutAWireBetween(t *testing.T) {
	t.Parallel()
	refusal := returns.RefuseField("note", "required", "say why %s", "it is rejected")
	refusal.Allowed = []returns.Action{returns.ActionReview}
	sent := activities.Refusal(refusal)
	converter := temporal.GetDefaultFailureConverter()
	for name, err := range map[string]error{
		"as it was": refusal,
		"wrapped":   fmt.Errorf("a step: %w", refusal),
		"sent":      sent,
		"received":  converter.FailureToError(converter.ErrorToFailure(sent)),
	} {
		got, ok := activities.AsRefusal(err)
		require.True(t, ok, name)
		require.Equal(t, refusal, got, name)
	}
	application, _ := errors.AsType[*temporal.ApplicationError](sent)
	require.True(t, application.NonRetryable())
	require.Equal(t, string(returns.CodeInvalid), application.Type())
}

func TestAsRefusal_AnyOtherError_IsNone(t *testing.T) {
	t.Parallel()
	crossed := func(err error) error {
		converter := temporal.GetDefaultFailureConverter()
		return converter.FailureToError(converter.ErrorToFailure(err))
	}
	for _, err := range []error{
		nil,
		errors.New("connection refused"),
		temporal.NewApplicationError("it broke", "invalid"),
		crossed(temporal.NewApplicationError("it broke", "invalid", "details of another kind")),
		temporal.NewApplicationError("it broke", "other", returns.Error{Code: returns.CodeInvalid}),
	} {
		_, ok := activities.AsRefusal(err)
		require.False(t, ok, "%v", err)
	}
}
