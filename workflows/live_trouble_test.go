package workflows_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/sdk/temporal"

	"backhaul/activities"
	"backhaul/workflows"
)

// refusedConnection is what pgx says when nobody listens.
func refusedConnection(t *testing.T) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	_, err := pgx.Connect(ctx, "postgres://nobody@127.0.0.1:1/nothing?sslmode=disable")
	require.Error(t, err)
	return err
}

func TestTrouble_OfAStep_IsToldByItsErrorOrByWhatItDealsWith(t *testing.T) {
	t.Parallel()
	away := errors.New("connection refused")
	scheduled, started := enumspb.PENDING_ACTIVITY_STATE_SCHEDULED, enumspb.PENDING_ACTIVITY_STATE_STARTED
	for name, tt := range map[string]struct {
		activity string
		state    enumspb.PendingActivityState
		err      error
		want     workflows.Trouble
	}{
		"under way":               {"PayRefund", started, nil, workflows.TroubleNone},
		"waits for a worker":      {"PayRefund", scheduled, nil, workflows.TroubleNoWorker},
		"worker is gone":          {"PayRefund", scheduled, temporal.NewTimeoutError(enumspb.TIMEOUT_TYPE_START_TO_CLOSE, nil), workflows.TroubleTooSlow},
		"fault":                   {"PayRefund", scheduled, temporal.NewApplicationError("nil map", "PanicError"), workflows.TroubleFault},
		"provider says when":      {"PayRefund", scheduled, temporal.NewApplicationError("429", activities.RetryLater), workflows.TroubleAskedToWait},
		"provider is away":        {"PayRefund", scheduled, away, workflows.TroublePayment},
		"provider is still away":  {"CheckRefund", started, fmt.Errorf("look up: %w", away), workflows.TroublePayment},
		"mail server is away":     {"SendMessages", scheduled, errors.Join(fmt.Errorf("message: %w", away)), workflows.TroubleMail},
		"carrier is away":         {"SchedulePickup", scheduled, away, workflows.TroubleCarrier},
		"carrier is not told":     {"CallOffPickups", scheduled, away, workflows.TroubleCarrier},
		"something else":          {"Review", scheduled, away, workflows.TroubleOther},
		"database is away":        {"Review", scheduled, refusedConnection(t), workflows.TroubleDatabase},
		"database, not the mail":  {"SendMessages", scheduled, fmt.Errorf("read: %w", refusedConnection(t)), workflows.TroubleDatabase},
		"database waits too long": {"Inspect", scheduled, fmt.Errorf("lock: %w", &pgconn.PgError{Code: "55P03"}), workflows.TroubleDatabase},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pending := &workflowpb.PendingActivityInfo{ActivityType: &commonpb.ActivityType{Name: tt.activity}, State: tt.state}
			if tt.err != nil {
				pending.LastFailure = temporal.GetDefaultFailureConverter().ErrorToFailure(tt.err)
			}
			require.Equal(t, tt.want, workflows.TroubleOf(pending))
		})
	}
}
