package workflows_test

import (
	"context"
	"fmt"
	"net"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"

	"backhaul/returns"
	"backhaul/workflows"
)

// requireRefusal holds that a caller got the domain's refusal, not an error of
// Temporal's.
func requireRefusal(t testing.TB, err error, code returns.Code) returns.Error {
	t.Helper()
	var refusal *returns.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, code, refusal.Code, refusal.Error())
	return *refusal
}

func TestOpen_AskedTwice_FindsTheSameReturn(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	require.NoError(t, s.open())
	require.NoError(t, s.open())
	require.Equal(t, "open", s.trail(s.id))
	s.decide(returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	require.NoError(t, s.ends(returns.Cancelled))
	require.NoError(t, s.open(), "also when it has ended since")
	require.Equal(t, "open cancel", s.trail(s.id))
}

func TestOpen_Refused_IsRefusedAgainUntilItIsAskedAnew(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	s.exec(`update order_lines set quantity = 1 where line_no = 2`)
	refusal := requireRefusal(t, s.open(), returns.CodeQuantity)
	require.Equal(t, "lines[1].quantity", refusal.Fields[0].Field)
	require.ErrorContains(t, s.ends(""), "can still be returned")
	s.exec(`update order_lines set quantity = 2 where line_no = 2`)
	requireRefusal(t, s.open(), returns.CodeQuantity) // the same question has the same answer
	require.NoError(t, s.open(func(in *workflows.Input) { in.By.ID = "asked anew" }))
	require.Equal(t, "requested", s.status())
}

func TestDecide_Refused_IsTheDomainsRefusal(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	require.NoError(t, s.open())
	refusal := requireRefusal(t, s.try(returns.ActionConfirm, "d-1", confirm()), returns.CodeTransition)
	require.Equal(t, []returns.Action{returns.ActionReview, returns.ActionCancel, returns.ActionReceive}, refusal.Allowed)
	require.Equal(t, "the return is requested: confirm is not possible now, but review, cancel, receive is", refusal.Error())

	silentNo := returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionReject}
	refusal = requireRefusal(t, s.try(returns.ActionReview, "d-2", silentNo), returns.CodeInvalid)
	require.Equal(t, "note", refusal.Fields[0].Field)
	require.Equal(t, "open", s.trail(s.id))
}

func TestDecide_SentTwice_TellsTheSameAndChangesNothing(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	require.NoError(t, s.open())
	for range 3 {
		require.NoError(t, s.try(returns.ActionReview, "d-1", approve()))
	}
	require.Equal(t, "open review", s.trail(s.id))
}

func TestDecide_NoSuchReturnRuns_IsNotFound(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	requireRefusal(t, s.try(returns.ActionReview, "d-1", approve()), returns.CodeNotFound)
	_, err := workflows.Live(s.within(time.Minute), s.client, converter.GetDefaultDataConverter(), s.id)
	requireRefusal(t, err, returns.CodeNotFound)

	require.NoError(t, s.open())
	s.decide(returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	require.NoError(t, s.ends(returns.Cancelled))
	requireRefusal(t, s.try(returns.ActionReview, "d-2", approve()), returns.CodeNotFound)
}

func TestClient_TemporalIsAway_SaysSoWithinTheDeadline(t *testing.T) {
	t.Parallel()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, closed.Close())
	away, err := client.NewLazyClient(client.Options{HostPort: closed.Addr().String(), Logger: silent()})
	require.NoError(t, err)
	t.Cleanup(away.Close)
	id := returns.NewReturnID("", "")
	for name, call := range map[string]func(context.Context) error{
		"Open": func(ctx context.Context) error { return workflows.Open(ctx, away, "nobody", request(id)) },
		"Decide": func(ctx context.Context) error {
			return workflows.Decide(ctx, away, id, returns.ActionReview, "d-1", approve())
		},
		"Live": func(ctx context.Context) error {
			_, err := workflows.Live(ctx, away, converter.GetDefaultDataConverter(), id)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 700*time.Millisecond)
			defer cancel()
			start := time.Now()
			requireRefusal(t, call(ctx), returns.CodeUnavailable)
			require.Less(t, time.Since(start), 5*time.Second)
		})
	}
}

func TestOpen_NoWorker_IsUnavailableAndTheSameCallFindsItLater(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	s.worker.Stop()
	requireRefusal(t, workflows.Open(s.within(time.Second), s.client, s.queue, request(s.id)), returns.CodeUnavailable)
	s.startWorker()
	require.NoError(t, s.open())
	require.Equal(t, "open", s.trail(s.id))
}

func TestReturn_WorkerDiesMidWay_TheNextOneGoesOn(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	s.soon(map[returns.Status][]returns.Action{returns.Refunded: {returns.ActionComplete}})
	require.NoError(t, s.open())
	s.decide(returns.ActionReview, approve())
	s.worker.Stop()
	err := workflows.Decide(s.within(time.Second), s.client, s.id, returns.ActionConfirm, "d-1", confirm())
	requireRefusal(t, err, returns.CodeUnavailable)
	s.signal(returns.ActionSchedulePickup, body(`{"carrier":"SF"}`))
	s.startWorker()
	require.NoError(t, s.try(returns.ActionConfirm, "d-1", confirm()), "the same decision, repeated")
	s.becomes(returns.PickupScheduled)
	s.decide(returns.ActionReceive, receive())
	s.decide(returns.ActionInspect, inspect())
	s.decide(returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	require.NoError(t, s.ends(returns.Completed))
	require.Equal(t, "open review confirm schedule_pickup receive inspect request_refund decide_refund complete", s.trail(s.id))
}

func TestLive_MailIsDown_ShowsTheMessageThatWaits(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	s.post.goAway(1000)
	require.NoError(t, s.open())
	var live workflows.LiveState
	s.eventually(func() bool {
		var err error
		live, err = workflows.Live(s.within(time.Minute), s.client, converter.GetDefaultDataConverter(), s.id)
		require.NoError(t, err)
		return len(live.Pending) == 1 && live.Pending[0].Attempt > 1
	}, "no activity is tried again")
	require.Equal(t, returns.Requested, live.Status)
	require.Equal(t, returns.RoleReviewer, live.WaitingFor)
	require.Equal(t, "SendMessages", live.Pending[0].Activity)
	require.Contains(t, live.Pending[0].LastError, errAway.Error())
	require.Equal(t, workflows.TroubleMail, live.Pending[0].Trouble)
	require.NotNil(t, live.Pending[0].NextAttempt)
	require.NotEmpty(t, live.RunID)
	require.Positive(t, live.HistoryEvents)
}

func TestRunning_ReturnOpensAndEnds_IsListedMeanwhile(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	listed := func() (ids []string) {
		for running, err := range workflows.Running(s.within(time.Minute), s.client, s.queue, workflows.KindReturn) {
			require.NoError(t, err)
			ids = append(ids, running.ID)
		}
		return ids
	}
	status := func() string {
		status, running, err := workflows.State(s.within(time.Minute), s.client, workflows.KindReturn, s.id)
		require.NoError(t, err)
		return fmt.Sprint(status, " ", running)
	}
	require.Empty(t, listed())
	require.Equal(t, " false", status())
	require.NoError(t, s.open())
	require.Equal(t, "requested true", status())
	s.eventually(func() bool { return slices.Equal(listed(), []string{s.id}) }, "it is never listed")
	s.decide(returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	require.NoError(t, s.ends(returns.Cancelled))
	require.Equal(t, " false", status())
	s.eventually(func() bool { return len(listed()) == 0 }, "it is listed after its end")
}

func TestState_ComplaintHeldGoodsAndBatch_SayHowTheyStand(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	says := func(kind workflows.Kind, id string) string {
		state, running, err := workflows.State(s.within(wait), s.client, kind, id)
		require.NoError(t, err)
		return fmt.Sprint(state, " ", running)
	}
	lists := func(kind workflows.Kind, id string) {
		s.eventually(func() bool {
			for running, err := range workflows.Running(s.within(wait), s.client, s.queue, kind) {
				require.NoError(t, err)
				return running.ID == id
			}
			return false
		}, "the %s of %s is never listed", kind, id)
	}
	s.rejected()
	require.Equal(t, " false", says(workflows.KindDispute, s.id))
	s.complain()
	require.Equal(t, "open true", says(workflows.KindDispute, s.id))
	lists(workflows.KindDispute, s.id)
	s.decideHeld(returns.ActionReceiveLate, lateLamp())
	require.Equal(t, "decide_stray true", says(workflows.KindHeld, s.id))
	lists(workflows.KindHeld, s.id)
	s.sell(1)
	in := s.batch(sales(1)...)
	_, err := s.command(in, returns.BatchPause, returns.BatchDecision{})
	require.NoError(t, err)
	require.Equal(t, " true", says(workflows.KindBatch, in.BatchID))
	lists(workflows.KindBatch, in.BatchID)
	s.decideComplaint(returns.ActionDecideComplaint, decideIt(returns.RoleAdmin, returns.ComplaintDismiss))
	s.disputeEnds(returns.DisputeDismissed)
	require.Equal(t, " false", says(workflows.KindDispute, s.id))
}

func TestLive_DatabaseIsCutOff_ShowsTheDecisionThatWaits(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	require.NoError(t, s.open())
	s.decide(returns.ActionReview, approve())
	s.eventually(func() bool { return s.mails(s.id) == "requested sent, approved sent" }, "the mail is not sent")
	restore := s.cutOff()
	err := workflows.Decide(s.within(2*time.Second), s.client, s.id, returns.ActionConfirm, "d-1", confirm())
	requireRefusal(t, err, returns.CodeUnavailable)
	live, err := workflows.Live(s.within(time.Minute), s.client, converter.GetDefaultDataConverter(), s.id)
	require.NoError(t, err)
	require.Equal(t, returns.Approved, live.Status)
	require.Len(t, live.Pending, 1)
	require.Equal(t, "Confirm", live.Pending[0].Activity)
	require.Greater(t, live.Pending[0].Attempt, 1)
	require.NotEmpty(t, live.Pending[0].LastError)
	require.Equal(t, workflows.TroubleDatabase, live.Pending[0].Trouble)

	restore()
	require.NoError(t, s.try(returns.ActionConfirm, "d-1", confirm()))
	require.Equal(t, "open review confirm", s.trail(s.id))
}
