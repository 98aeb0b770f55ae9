package workflows_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"backhaul/returns"
	"backhaul/workflows"
)

// replayer replays histories against a workflow that goes by the name Return.
func replayer(code any) worker.WorkflowReplayer {
	return replayerOf(worker.NewWorkflowReplayer(), code)
}

func replayerOf(replayer worker.WorkflowReplayer, code any) worker.WorkflowReplayer {
	replayer.RegisterWorkflowWithOptions(code, workflow.RegisterOptions{Name: "Return"})
	replayer.RegisterWorkflow(workflows.Dispute)
	replayer.RegisterWorkflow(workflows.HeldGoods)
	replayer.RegisterWorkflow(workflows.Batch)
	return replayer
}

func recorded(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*/*.json")
	require.NoError(t, err)
	return files
}

// TestReplay_EveryRecordedReturn_GoesOnUnderThisCode holds the workflow to the
// histories that earlier releases wrote. When it fails, returns that are under
// way would break: see TestRecordHistories.
func TestReplay_EveryRecordedReturn_GoesOnUnderThisCode(t *testing.T) {
	t.Parallel()
	files := recorded(t)
	for name := range allLives() {
		require.Contains(t, files, filepath.Join("testdata", release, name+".json"), "this life was never recorded")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(file, ".json"), func(t *testing.T) {
			t.Parallel()
			require.NoError(t, replayer(workflows.Return).ReplayWorkflowHistoryFromJSONFile(silent(), file))
		})
	}
}

// TestReplay_WorkflowThatDoesOtherThings_IsFound shows that the replay can fail.
func TestReplay_WorkflowThatDoesOtherThings_IsFound(t *testing.T) {
	t.Parallel()
	for name, changed := range map[string]func(workflow.Context, workflows.Input) (returns.Status, error){
		"waits before it opens": func(ctx workflow.Context, in workflows.Input) (returns.Status, error) {
			if err := workflow.Sleep(ctx, time.Minute); err != nil {
				return "", err
			}
			return workflows.Return(ctx, in)
		},
		"notes what it never noted": func(ctx workflow.Context, in workflows.Input) (returns.Status, error) {
			workflow.SideEffect(ctx, func(workflow.Context) any { return 1 })
			return workflows.Return(ctx, in)
		},
		"ends without a deed": func(workflow.Context, workflows.Input) (returns.Status, error) {
			return returns.Completed, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, file := range recorded(t) {
				if strings.Contains(file, "complaint-") || strings.Contains(file, "held-") || strings.Contains(file, "batch-") {
					continue // of other workflows
				}
				// TMPRL1100 is what Temporal calls a workflow that does not follow its history.
				err := replayer(changed).ReplayWorkflowHistoryFromJSONFile(silent(), file)
				require.ErrorContains(t, err, "TMPRL1100", file)
			}
		})
	}
}
