package workflows_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/audit"
	"backhaul/batches"
	"backhaul/returns"
	"backhaul/verify"
	"backhaul/workflows"
)

// sell stores so many orders of one lamp each, SALE-001 and so on.
func (s *shop) sell(orders int) {
	s.t.Helper()
	s.exec(`insert into orders (order_number, customer_id, customer_name, customer_email, currency, ordered_at, delivered_at)
		select 'SALE-' || to_char(n, 'FM000'), 'C-1', 'Ada Byron', 'ada@example.com', 'GBP', now() - interval '4 days', now() - interval '2 days'
		from generate_series(1, $1) n`, orders)
	s.exec(`insert into order_lines (order_number, line_no, sku, quantity, unit_price, goods)
		select order_number, 1, 'LAMP', 1, '10.00', 1000 from orders where order_number like 'SALE-%'`)
	s.exec(`insert into payments (order_number, seq, captured) select order_number, 1, 1000 from orders where order_number like 'SALE-%'`)
}

// batch stores a batch of one lamp each from the orders, and says how to run it.
func (s *stack) batch(orders ...string) workflows.BatchInput {
	s.t.Helper()
	lines := []string{}
	for _, order := range orders {
		lines = append(lines, order+",1,1,late,unopened")
	}
	table, err := batches.OpenTable(strings.NewReader("order_number,line_no,quantity,reason,condition\n"+strings.Join(lines, "\n")), "csv", nil,
		func(returns.Request) error { return nil })
	require.NoError(s.t, err)
	id := batches.NewID("", "")
	require.NoError(s.t, batches.Store(s.t.Context(), s.db, batches.New{ID: id, Name: "Winter sale", By: audit.Who{Actor: returns.Actor{ID: "support", Role: returns.RoleSupport}}, At: slow()}, table))
	return workflows.BatchInput{BatchID: id, Parallel: 4, RowsPerRun: 200}
}

// sales names the orders of sell.
func sales(orders int) (names []string) {
	for n := range orders {
		names = append(names, fmt.Sprintf("SALE-%03d", n+1))
	}
	return names
}

func (s *stack) startBatch(in workflows.BatchInput) {
	s.t.Helper()
	require.NoError(s.t, workflows.StartBatch(s.within(wait), s.client, s.queue, in))
}

func (s *stack) command(in workflows.BatchInput, action returns.BatchAction, d returns.BatchDecision) (activities.BatchTaken, error) {
	if d.ID == "" {
		d.ID = returns.NewID("dec")
	}
	if d.Actor.ID == "" {
		d.Actor = returns.Actor{ID: "reviewer", Role: returns.RoleReviewer}
	}
	return workflows.DecideBatch(s.within(wait), s.client, s.queue, in, action, d)
}

// counts are those of a batch, in words.
func (s *stack) counts(in workflows.BatchInput) string {
	return s.value(`select format('%s: %s opened, %s refused, %s rejected, %s cancelled, %s waiting', state, opened, refused, rejected, cancelled, waiting)
		from batches where id = $1`, in.BatchID)
}

func (s *stack) batchIs(in workflows.BatchInput, counts string) {
	s.t.Helper()
	s.eventually(func() bool { return s.counts(in) == counts }, "it never comes to %s", counts)
}

// decided is what became of a decision, in words.
func (s *stack) decided(in workflows.BatchInput, seq int) string {
	return s.value(`select format('%s of %s taken, %s refused, %s cancelled, %s waiting', taken, total, refused, cancelled, waiting)
		from batch_decisions where batch_id = $1 and seq = $2`, in.BatchID, seq)
}

// sound holds that verify finds nothing.
func (s *stack) sound() {
	s.t.Helper()
	report, err := verify.Run(s.t.Context(), s.db, nil)
	require.NoError(s.t, err)
	var text strings.Builder
	require.NoError(s.t, report.WriteText(&text))
	require.True(s.t, report.OK(), text.String())
}

func TestBatch_OpensAReturnForEachRow_InHistoriesThatStayShort(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	s.sell(33)
	in := s.batch(append(sales(33), "SALE-001", "NOBODY", "ORD-1")...)
	in.RowsPerRun = 10
	s.startBatch(in)
	s.startBatch(in)
	s.batchIs(in, "done: 34 opened, 2 refused, 0 rejected, 0 cancelled, 0 waiting")
	require.Equal(t, "34", s.value(`select count(*)::text from returns`))
	require.Equal(t, "34", s.value(`select count(*)::text from batch_rows b join returns r on r.id = b.return_id where b.outcome = 'opened' and b.request is null`))
	require.Equal(t, "35 quantity_exceeded, 36 unknown_order", s.value(
		`select string_agg(row || ' ' || (error->>'Code'), ', ' order by row) from batch_rows where outcome = 'refused'`))
	require.NoError(t, s.client.GetWorkflow(s.within(wait), workflows.BatchID(in.BatchID), "").Get(s.within(wait), nil))
	require.Less(t, len(s.historyOf(workflows.BatchID(in.BatchID)).GetEvents()), 60, "it goes on in a fresh history")
	s.sound()
}

func TestBatch_ReviewedAndConfirmed_InOneGo_OrSomeOfIt(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	s.sell(12)
	in := s.batch(sales(12)...)
	s.startBatch(in)
	s.batchIs(in, "done: 12 opened, 0 refused, 0 rejected, 0 cancelled, 0 waiting")

	some, err := s.command(in, returns.BatchReview, returns.BatchDecision{Decision: "reject", Note: "worn", Rows: []int{2, 3, 99}})
	require.NoError(t, err)
	require.Equal(t, activities.BatchTaken{State: returns.BatchRunning, Seq: 1, Rows: 2}, some)
	all := returns.BatchDecision{By: returns.By{ID: "all"}, Decision: "approve"}
	taken, err := s.command(in, returns.BatchReview, all)
	require.NoError(t, err)
	s.eventually(func() bool { return s.decided(in, taken.Seq) == "10 of 12 taken, 2 refused, 0 cancelled, 0 waiting" }, "not reviewed")
	require.Equal(t, "2 of 2 taken, 0 refused, 0 cancelled, 0 waiting", s.decided(in, some.Seq))
	again, err := s.command(in, returns.BatchReview, all)
	require.NoError(t, err)
	require.Equal(t, taken.Seq, again.Seq, "the same decision once more is no other")

	confirmed, err := s.command(in, returns.BatchConfirm, returns.BatchDecision{Statuses: []returns.Status{returns.Approved}})
	require.NoError(t, err)
	s.eventually(func() bool {
		return s.decided(in, confirmed.Seq) == "10 of 10 taken, 0 refused, 0 cancelled, 0 waiting"
	}, "not confirmed")
	require.Equal(t, "10 confirmed, 2 rejected", s.value(
		`select string_agg(n || ' ' || status, ', ' order by status) from (select status, count(*) n from returns group by 1) s`))
	_, err = s.command(in, returns.BatchConfirm, returns.BatchDecision{Statuses: []returns.Status{returns.Approved}})
	requireRefusal(t, err, returns.CodeTransition) // nobody is left
	_, err = s.command(in, returns.BatchReview, returns.BatchDecision{Decision: "reject"})
	require.Equal(t, "note", requireRefusal(t, err, returns.CodeInvalid).Fields[0].Field)
	_, err = s.command(in, returns.BatchReview, returns.BatchDecision{By: returns.By{Actor: returns.Actor{ID: "sue", Role: returns.RoleSupport}}, Decision: "approve"})
	requireRefusal(t, err, returns.CodeForbidden)
	s.eventually(func() bool { return strings.HasPrefix(s.counts(in), "done") }, "not done")
	s.sound()
}

func TestBatch_Paused_WaitsAndGoesOn(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	s.sell(40)
	in := s.batch(sales(40)...)
	in.Parallel = 1
	taken, err := s.command(in, returns.BatchPause, returns.BatchDecision{}) // in the moment of its start
	require.NoError(t, err)
	require.Equal(t, returns.BatchPaused, taken.State)
	s.eventually(func() bool {
		live, err := s.client.DescribeWorkflow(s.within(wait), workflows.BatchID(in.BatchID), "")
		return err == nil && len(live.RawResponse.GetPendingActivities()) == 0 && live.RawResponse.GetPendingWorkflowTask() == nil
	}, "a paused batch is at work")
	before := s.counts(in)
	require.Contains(t, before, "paused")
	require.NotContains(t, before, " 0 waiting")
	_, err = s.command(in, returns.BatchPause, returns.BatchDecision{})
	requireRefusal(t, err, returns.CodeTransition)
	require.Equal(t, before, s.counts(in))
	_, err = s.command(in, returns.BatchResume, returns.BatchDecision{})
	require.NoError(t, err)
	s.batchIs(in, "done: 40 opened, 0 refused, 0 rejected, 0 cancelled, 0 waiting")
	s.sound()
}

func TestBatch_Cancelled_OpensNoMore_AndKeepsWhatIsOpen(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	s.sell(40)
	in := s.batch(sales(40)...)
	in.Parallel = 2
	_, err := s.command(in, returns.BatchCancel, returns.BatchDecision{})
	require.NoError(t, err)
	require.NoError(t, s.client.GetWorkflow(s.within(wait), workflows.BatchID(in.BatchID), "").Get(s.within(wait), nil))
	require.Equal(t, "t", s.value(`select (opened + cancelled = 40 and cancelled > 0 and waiting = 0)::text::char from batches`))
	require.Equal(t, "t", s.value(`select ((select count(*) from returns) = opened)::text::char from batches`))
	_, err = s.command(in, returns.BatchResume, returns.BatchDecision{})
	requireRefusal(t, err, returns.CodeTransition)
	s.sound()
}

func TestBatch_CommandSentAsASignal_DoesTheSame_AndItsRefusalIsWrittenDown(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	s.sell(30)
	in := s.batch(sales(30)...)
	in.Parallel = 1
	_, err := s.command(in, returns.BatchPause, returns.BatchDecision{})
	require.NoError(t, err)
	signal := func(name string, payload any) {
		require.NoError(t, s.client.SignalWorkflow(s.within(wait), workflows.BatchID(in.BatchID), "", name, payload))
	}
	signal("pause", nil)
	signal("review", map[string]any{"decision": "approve it", "actor": map[string]any{"id": "ana", "role": "reviewer"}})
	s.eventually(func() bool { return s.value(`select count(*)::text from batch_decisions where reason <> ''`) == "2" }, "no refusal is written down")
	signal("resume", json.RawMessage(`{}`))
	s.batchIs(in, "done: 30 opened, 0 refused, 0 rejected, 0 cancelled, 0 waiting")
	require.Equal(t, "[pause] temporal, [review] ana, pause reviewer, resume temporal", s.value(
		`select string_agg(format(case when reason = '' then '%s %s' else '[%s] %s' end, action, actor_id), ', ' order by reason = '', action) from batch_decisions`))
	s.sound()
}
