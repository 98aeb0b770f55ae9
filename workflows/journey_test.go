package workflows_test

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"

	"backhaul/activities"
	"backhaul/returns"
	"backhaul/workflows"
)

// journey runs one return in Temporal's test environment, which skips time
// while nothing is to be done. The activities are the real ones, on a real
// database; their clock is the environment's.
type journey struct {
	*shop
	env   *testsuite.TestWorkflowEnvironment
	id    string
	input workflows.Input
	sent  int
}

func newJourney(t *testing.T) *journey {
	t.Helper()
	j := &journey{id: returns.NewReturnID("C-1", t.Name())}
	j.input = request(j.id)
	j.newRun(t, opening)
	return j
}

// newRun makes a fresh workflow over the same shop, as after continue-as-new.
func (j *journey) newRun(t testing.TB, start time.Time) {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestWorkflowEnvironment()
	env.SetStartTime(start)
	env.SetTestTimeout(time.Minute)
	j.env = env
	if j.shop == nil {
		j.shop = newShop(t, func() time.Time { return j.env.Now() })
	}
	env.RegisterWorkflow(workflows.Return)
	env.RegisterWorkflow(workflows.HeldGoods)
	env.RegisterWorkflow(workflows.Dispute)
	env.RegisterWorkflow(workflows.Remark)
	env.RegisterActivity(j.steps)
}

// answer is what the sender of an Update hears.
type answer struct {
	rejected bool // by the validator, so that nothing is in the history
	done     bool
	snapshot returns.Snapshot
	err      error
}

func (a *answer) Accept()          {}
func (a *answer) Reject(err error) { a.rejected, a.done, a.err = true, true, err }
func (a *answer) Complete(result any, err error) {
	a.done, a.err = true, err
	if snapshot, ok := result.(returns.Snapshot); ok {
		a.snapshot = snapshot
	}
}

// refused holds that the sender heard a refusal with the code, and gives it.
func (a *answer) refused(t *testing.T, code returns.Code) returns.Error {
	t.Helper()
	require.True(t, a.done, "the sender never heard anything")
	refusal, ok := activities.AsRefusal(a.err)
	require.True(t, ok, "want the refusal %s, got: %v", code, a.err)
	require.Equal(t, code, refusal.Code, refusal.Error())
	return *refusal
}

func (a *answer) took(t *testing.T) returns.Snapshot {
	t.Helper()
	require.True(t, a.done, "the sender never heard anything")
	require.NoError(t, a.err)
	return a.snapshot
}

// after does something when the return is so old.
func (j *journey) after(age time.Duration, do func()) { j.env.RegisterDelayedCallback(do, age) }

// update sends a decision as an Update when the return is so old.
func (j *journey) update(age time.Duration, action returns.Action, decision any) *answer {
	j.sent++
	return j.updateAs(age, fmt.Sprint("update-", j.sent), action, decision)
}

func (j *journey) updateAs(age time.Duration, id string, action returns.Action, decision any) *answer {
	heard := &answer{}
	j.after(age, func() { j.env.UpdateWorkflow(string(action), id, heard, decision) })
	return heard
}

// signal sends a decision as a Signal when the return is so old.
func (j *journey) signal(age time.Duration, action returns.Action, payload any) {
	j.after(age, func() { j.env.SignalWorkflow(string(action), payload) })
}

// seen asks the workflow by query when the return is so old.
func (j *journey) seen(age time.Duration) *returns.Snapshot {
	var snapshot returns.Snapshot
	j.after(age, func() {
		value, err := j.env.QueryWorkflow(workflows.QueryState)
		require.NoError(j.t, err)
		require.NoError(j.t, value.Get(&snapshot))
	})
	return &snapshot
}

// run runs the return to its end.
func (j *journey) run() (returns.Status, error) {
	j.t.Helper()
	// It outlives the return; tests of its own tell its story.
	j.env.OnWorkflow(workflows.HeldGoods, mock.Anything, mock.Anything).Return(nil).Maybe()
	j.env.ExecuteWorkflow(workflows.Return, j.input)
	require.True(j.t, j.env.IsWorkflowCompleted(), "the return never ended")
	if err := j.env.GetWorkflowError(); err != nil {
		return "", err
	}
	var status returns.Status
	require.NoError(j.t, j.env.GetWorkflowResult(&status))
	return status, nil
}

// ends runs the return and holds that it ends so, in the workflow and in the
// database alike.
func (j *journey) ends(want returns.Status) {
	j.t.Helper()
	status, err := j.run()
	require.NoError(j.t, err)
	require.Equal(j.t, want, status, j.trail(j.id))
	require.Equal(j.t, string(want), j.value(`select status from returns where id = $1`, j.id))
}

// age is how old the return is now.
func (j *journey) age() time.Duration { return j.env.Now().Sub(opening) }

const (
	hour = time.Hour
	day  = 24 * time.Hour
)

// Decisions as people take them.
func approve() returns.Review {
	return returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionApprove}
}

func confirm() returns.Confirm { return returns.Confirm{By: by("", returns.RoleSupport)} }

func book() returns.SchedulePickup {
	return returns.SchedulePickup{By: by("", returns.RoleLogistics), Carrier: "SF", TrackingNumber: "SF1"}
}

func scan(event returns.LogisticsState) returns.CarrierEvent {
	return returns.CarrierEvent{By: by("", returns.RoleIntegration), Event: event}
}

func receive() returns.Receive {
	return returns.Receive{By: by("", returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}, {LineNo: 2, Quantity: 2}}}
}

func inspect() returns.Inspect {
	return returns.Inspect{By: by("", returns.RoleWarehouse), Lines: []returns.InspectedLine{
		{LineNo: 1, Quantity: 1, Disposition: returns.Restock}, {LineNo: 2, Quantity: 2, Disposition: returns.Restock},
	}}
}

func finance(action string) returns.DecideRefund {
	return returns.DecideRefund{By: by("", returns.RoleFinance), Action: action, Reference: "BANK-1", Note: "as agreed"}
}

// toInspection sends the decisions of an ordinary return, one an hour: it is
// inspected when it is six hours old, and then waits for finance.
func (j *journey) toInspection() { j.toInspectionBy(hour) }

func (j *journey) toInspectionBy(pause time.Duration) {
	for i, sent := range []struct {
		action   returns.Action
		decision any
	}{
		{returns.ActionReview, approve()},
		{returns.ActionConfirm, confirm()},
		{returns.ActionSchedulePickup, book()},
		{returns.ActionCarrierEvent, scan(returns.HandedOver)},
		{returns.ActionReceive, receive()},
		{returns.ActionInspect, inspect()},
	} {
		j.update(time.Duration(i+1)*pause, sent.action, sent.decision)
	}
}
