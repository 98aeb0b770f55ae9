package workflows_test

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"google.golang.org/protobuf/encoding/protojson"

	"backhaul/payloads"
	"backhaul/returns"
	"backhaul/workflows"
)

// sealed makes the stack's client and worker encrypt what they send to Temporal.
func (s *stack) sealed() *payloads.Codec {
	s.t.Helper()
	codec, err := payloads.ParseKeys(payloads.NewKey("test"))
	require.NoError(s.t, err)
	s.worker.Stop()
	s.client.Close()
	s.client, err = client.DialContext(s.t.Context(), codec.Seal(client.Options{
		HostPort: os.Getenv("BACKHAUL_TEST_TEMPORAL_ADDRESS"), Identity: "backhaul", Logger: silent(),
	}))
	require.NoError(s.t, err)
	s.t.Cleanup(s.client.Close)
	s.startWorker()
	return codec
}

// personal is what must not be found in a history.
var personal = []string{"Marsh", "marsh@example.org", "+44 20 7946 0018", "Baker Street", "my neighbor knows", "ORD-1", "reviewer-1", "customer-1"}

func TestHistory_OfASealedReturn_HoldsNobodysDataInPlain(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	codec := s.sealed()
	soon := time.Now().Add(24 * time.Hour)
	later := soon.Add(2 * time.Hour)
	require.NoError(t, s.open(func(in *workflows.Input) {
		in.By.Actor.Name = "Ana Marsh"
		in.By.Origin = returns.Origin{Address: "192.0.2.77"}
		in.Request.Note = "my neighbor knows, write to marsh@example.org"
		in.Request.Pickup = &returns.PickupDetails{
			Address: "221B Baker Street", Contact: "Ana Marsh", Phone: "+44 20 7946 0018", WindowStart: &soon, WindowEnd: &later,
		}
	}))
	// A refusal is a failure: its text may quote what somebody typed.
	require.Equal(t, returns.CodeTransition, returns.CodeOf(s.try(returns.ActionConfirm, "too-early", confirm())))
	s.decide(returns.ActionReview, approve())
	s.decide(returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer), Reason: "Ana Marsh has changed her mind"})
	require.NoError(t, s.ends(returns.Cancelled))

	history := s.history()
	raw, err := protojson.Marshal(history)
	require.NoError(t, err)
	for _, secret := range append([]string{"192.0.2.77", "changed her mind"}, personal...) {
		require.NotContains(t, string(raw), secret)
	}
	require.Contains(t, string(raw), "encryption-key-id")

	// What is encrypted replays.
	require.NoError(t, sealedReplayer(t, codec).ReplayWorkflowHistory(silent(), history))
}

func sealedReplayer(t *testing.T, codec *payloads.Codec) worker.WorkflowReplayer {
	t.Helper()
	replayer, err := worker.NewWorkflowReplayerWithOptions(worker.WorkflowReplayerOptions{
		DataConverter: codec.Converter(), FailureConverter: codec.Failures(),
	})
	require.NoError(t, err)
	return replayerOf(replayer, workflows.Return)
}

func TestReplay_HistoriesFromBeforeTheKey_GoOnUnderIt(t *testing.T) {
	t.Parallel()
	codec, err := payloads.ParseKeys(payloads.NewKey("test"))
	require.NoError(t, err)
	replayer := sealedReplayer(t, codec)
	for _, file := range recorded(t) {
		require.NoError(t, replayer.ReplayWorkflowHistoryFromJSONFile(silent(), file), file)
	}
}

func TestLive_OfASealedReturn_StillSaysWhatFails(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	codec := s.sealed()
	require.NoError(t, s.open())
	restore := s.cutOff()
	defer restore()
	go func() { _ = s.try(returns.ActionReview, "while-away", approve()) }()
	s.eventually(func() bool {
		live, err := workflows.Live(s.within(time.Minute), s.client, codec.Converter(), s.id)
		// The messages of the opening may be waiting for the database too.
		return err == nil && slices.ContainsFunc(live.Pending, func(p workflows.PendingActivity) bool {
			return p.Activity == "Review" && p.LastError != "" && p.LastError != "Encoded failure" && p.Trouble == workflows.TroubleDatabase
		})
	}, "the error stays encoded")
}
