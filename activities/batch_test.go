package activities_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

const batchID = "bat_00000000000000000000000000"

// batch stores a batch of a lamp each of so many orders, and gives the activities
// a way to their returns which is as direct as can be.
func (s *shop) batch(rows int) *direct {
	s.t.Helper()
	way := &direct{steps: s.Activities}
	s.Flows = way
	s.exec(`insert into batches (id, name, state, actor_id, actor_role, total, waiting, created_at, updated_at)
		values ($1, 'Winter sale', 'running', 'support', 'support', $2, $2, $3, $3)`, batchID, rows, opening)
	for row := 1; row <= rows; row++ {
		order := "ORD-B" + string(rune('0'+row))
		s.order(order)
		request, err := json.Marshal(returns.Request{OrderNumber: order, Method: returns.MethodDropOff, Lines: []returns.RequestLine{
			{LineNo: 1, Quantity: 1, Reason: "changed_mind", Condition: "unopened"},
		}})
		require.NoError(s.t, err)
		s.exec(`insert into batch_rows (batch_id, row, order_number, request, return_id, outcome) values ($1, $2, $3, $4, $5, 'waiting')`,
			batchID, row, order, string(request), returns.NewReturnID(batchID, order))
	}
	return way
}

// direct runs a return's steps without its workflow. It can be away, or die after
// the deed.
type direct struct {
	steps      *activities.Activities
	away, dies bool
	calls      []string
}

var errDied = errors.New("the worker was killed")

func (d *direct) do(what string, step func() error) error {
	d.calls = append(d.calls, what)
	if d.away {
		return returns.Refuse(returns.CodeUnavailable, "later")
	}
	err := step()
	if refusal, ok := activities.AsRefusal(err); ok {
		return refusal
	}
	if d.dies && err == nil {
		return errDied
	}
	return err
}

func (d *direct) Open(ctx context.Context, in activities.OpenInput) error {
	return d.do("open "+in.Request.OrderNumber, func() error { _, err := d.steps.Open(ctx, in); return err })
}

func (d *direct) Decide(ctx context.Context, returnID string, action returns.Action, _ string, decision any) error {
	return d.do(string(action), func() error {
		if confirm, ok := decision.(returns.Confirm); ok {
			_, err := d.steps.Confirm(ctx, activities.Input[returns.Confirm]{ReturnID: returnID, Decision: confirm})
			return err
		}
		_, err := d.steps.Review(ctx, activities.Input[returns.Review]{ReturnID: returnID, Decision: decision.(returns.Review)})
		return err
	})
}

func rowsOf(seq int, rows ...int) activities.BatchRows {
	return activities.BatchRows{BatchID: batchID, Seq: seq, Rows: rows}
}

func command(id string, action returns.BatchAction, d returns.BatchDecision) activities.BatchCommand {
	d.By = returns.By{ID: id, Actor: returns.Actor{ID: "reviewer", Role: returns.RoleReviewer}}
	return activities.BatchCommand{BatchID: batchID, Action: action, Decision: d}
}

func TestEveryStepOfABatch_RunTwice_LeavesTheDatabaseAsAfterOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.batch(4)
	s.exec(`update order_lines set quantity = 1, reserved = 1 where order_number = 'ORD-B2' and line_no = 1`) // somebody else has it
	steps := []struct {
		activity string
		input    any
	}{
		{"OpenBatchRows", rowsOf(0, 1, 2, 3)},
		{"RecordBatchRefusal", activities.BatchRefusal{BatchCommand: command("no", returns.BatchResume, returns.BatchDecision{}), Reason: "it is running"}},
		{"DecideBatch", command("wait", returns.BatchPause, returns.BatchDecision{})},
		{"DecideBatch", command("on", returns.BatchResume, returns.BatchDecision{})},
		{"DecideBatch", command("ok", returns.BatchReview, returns.BatchDecision{Decision: "approve"})},
		{"DecideBatchRows", rowsOf(4, 1, 3)},
		{"DecideBatch", command("sure", returns.BatchConfirm, returns.BatchDecision{})},
		{"DecideBatch", command("stop", returns.BatchCancel, returns.BatchDecision{})},
	}
	var ran []string
	for i, step := range steps {
		s.at(2 * i)
		before := s.dump()
		_, err := s.run(step.activity, step.input)
		require.NoError(t, err, step.activity)
		after := s.dump()
		require.NotEqual(t, before, after, "%s did nothing that could be done twice", step.activity)
		s.at(2*i + 1)
		_, err = s.run(step.activity, step.input)
		require.NoError(t, err, step.activity)
		require.Equal(t, after, s.dump(), step.activity)
		ran = append(ran, step.activity)
	}
	for _, activity := range exported() {
		require.True(t, !strings.Contains(activity, "Batch") || activity == "NextBatchRows" || slices.Contains(ran, activity), activity)
	}
	require.Equal(t, "cancelled 4: 2 opened 1 refused 1 cancelled", s.value(
		`select format('%s %s: %s opened %s refused %s cancelled', state, total, opened, refused, cancelled) from batches`))
	require.Equal(t, "taken 2, cancelled 2", s.value(`select format('taken %s, cancelled %s', sum(taken), sum(cancelled)) from batch_decisions`))
	require.Equal(t, "approved", s.value(`select string_agg(distinct status, ' ') from returns`))
}

func TestOpenBatchRows_KilledAfterTheDeed_FindsTheReturnItHadOpened(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	way := s.batch(1)
	way.dies = true
	_, err := s.run("OpenBatchRows", rowsOf(0, 1))
	require.ErrorContains(t, err, errDied.Error())
	require.Equal(t, "opening 1", s.value(`select format('%s %s', outcome, (select count(*) from returns)) from batch_rows`))
	s.do("DecideBatch", command("stop", returns.BatchCancel, returns.BatchDecision{}))
	require.Equal(t, "opening", s.value(`select outcome from batch_rows`), "it may be open, so that it is not cancelled")

	way.dies = false
	s.do("OpenBatchRows", rowsOf(0, 1))
	require.Equal(t, "opened 1", s.value(`select format('%s %s', outcome, (select count(*) from returns)) from batch_rows`))
	require.Equal(t, "1", s.value(`select opened::text from batches`))
}

func TestDecideBatchRows_KilledAfterTheDeed_CountsAsTaken(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	way := s.batch(1)
	s.do("OpenBatchRows", rowsOf(0, 1))
	s.do("DecideBatch", command("no", returns.BatchReview, returns.BatchDecision{Decision: "reject", Note: "worn"}))
	way.dies = true
	_, err := s.run("DecideBatchRows", rowsOf(1, 1))
	require.ErrorContains(t, err, errDied.Error())
	way.dies = false
	s.do("DecideBatchRows", rowsOf(1, 1)) // the return refuses a second review, and the trail tells that it is the first
	require.Equal(t, "taken", s.value(`select outcome from batch_decision_rows`))
	require.Equal(t, "rejected", s.value(`select status from returns`))
}

func TestOpenBatchRows_ServiceAway_IsTriedAgainAndRefusesNothing(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	way := s.batch(2)
	way.away = true
	_, err := s.run("OpenBatchRows", rowsOf(0, 1, 2))
	require.Error(t, err)
	_, refusal := activities.AsRefusal(err)
	require.False(t, refusal, "it would never be tried again")
	require.Equal(t, "opening waiting", s.value(`select string_agg(outcome, ' ' order by row) from batch_rows`))
}

func TestNextBatchRows_GivesWhatIsToBeDone_AndSaysWhenThereIsNothing(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.batch(3)
	next := func(most int) activities.BatchWork {
		work, err := s.NextBatchRows(t.Context(), activities.BatchStretch{BatchID: batchID, Most: most})
		require.NoError(t, err)
		return work
	}
	require.Equal(t, activities.BatchWork{State: returns.BatchRunning, Rows: []int{1, 2}}, next(2))
	s.do("OpenBatchRows", rowsOf(0, 1, 2, 3))
	require.Equal(t, returns.BatchDone, next(2).State)
	s.do("DecideBatch", command("ok", returns.BatchReview, returns.BatchDecision{Decision: "approve", Rows: []int{3}}))
	require.Equal(t, activities.BatchWork{State: returns.BatchRunning, Rows: []int{3}, Seq: 1}, next(2))
	s.do("DecideBatch", command("wait", returns.BatchPause, returns.BatchDecision{}))
	require.Equal(t, activities.BatchWork{State: returns.BatchPaused}, next(2))
	_, err := s.NextBatchRows(t.Context(), activities.BatchStretch{BatchID: "bat_none"})
	refused(t, err, returns.CodeNotFound)
}
