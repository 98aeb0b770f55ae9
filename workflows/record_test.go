package workflows_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	historypb "go.temporal.io/api/history/v1"
	"google.golang.org/protobuf/encoding/protojson"

	"backhaul/workflows"
)

// TestRecordHistories writes the golden histories that TestReplay holds every
// later version of the workflow to:
//
//	BACKHAUL_RECORD_HISTORIES=1 bin/devstack exec -- go test -run TestRecordHistories ./workflows/
//
// Record from released code only, into a folder named for the release: a history
// stands for the returns that are under way in shops when the next version is
// installed. When a replay fails, the change of the workflow goes behind
// workflow.GetVersion. What is on record is never recorded anew, so that no replay
// is made to pass that way.
//
// Without the variable the lives are run all the same, and what would be
// recorded is replayed.
func TestRecordHistories(t *testing.T) {
	t.Parallel()
	for name, life := range allLives() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStack(t)
			life(s)
			history := s.historyOf(workflowOf(name, s.id))
			require.NoError(t, replayer(workflows.Return).ReplayWorkflowHistory(silent(), history))
			file := filepath.Join("testdata", release, name+".json")
			if _, err := os.Stat(file); err != nil && os.Getenv("BACKHAUL_RECORD_HISTORIES") != "" {
				write(t, file, history)
			}
		})
	}
}

// workflowOf is the workflow that a life is about.
func workflowOf(life, id string) string {
	switch {
	case strings.HasPrefix(life, "complaint-"):
		return workflows.DisputeID(id)
	case strings.HasPrefix(life, "held-"):
		return workflows.HeldID(id)
	case strings.HasPrefix(life, "batch-"):
		return workflows.BatchID(id)
	}
	return workflows.WorkflowID(id)
}

// allLives gives every way that is on record, by its name.
func allLives() map[string]func(*stack) {
	all := lives()
	maps.Copy(all, batchLives())
	maps.Copy(all, laterLives())
	maps.Copy(all, moneyLives())
	maps.Copy(all, complaintLives())
	maps.Copy(all, goodsLives())
	maps.Copy(all, heldLives())
	maps.Copy(all, awayLives())
	return all
}

// release is what lives is recorded as: the next release, until it is tagged.
const release = "v0.1"

// write stores one event a line.
func write(t *testing.T, file string, history *historypb.History) {
	t.Helper()
	text := bytes.NewBufferString(`{"events":[`)
	for i, event := range history.GetEvents() {
		line, err := protojson.Marshal(event)
		require.NoError(t, err)
		compact := bytes.NewBuffer(nil)
		require.NoError(t, json.Compact(compact, line))
		if i > 0 {
			text.WriteByte(',')
		}
		text.WriteByte('\n')
		text.Write(compact.Bytes())
	}
	text.WriteString("\n]}\n")
	require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(t, os.WriteFile(file, text.Bytes(), 0o644))
}
