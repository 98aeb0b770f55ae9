package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestNote_InAnyStatus_MovesNothingAndAnswersNothing(t *testing.T) {
	t.Parallel()
	for _, status := range []returns.Status{returns.Requested, returns.InTransit, returns.Refunded, returns.Completed} {
		s := opens(t).until(status)
		wait := s.r().Wait
		if !status.Ended() {
			s.r().Attention = returns.Attend("look", "somebody should look")
		}
		attention := s.r().Attention
		s.did(s.r().AddNote(returns.Note{By: as(returns.RoleSupport), Text: "called her"}, s.now))
		require.Equal(t, status, s.r().Status())
		require.Equal(t, wait, s.r().Wait)
		require.Equal(t, attention, s.r().Attention)
		require.Empty(t, s.told())
	}
	_, err := opens(t).r().AddNote(returns.Note{By: as(returns.RoleSupport)}, noon)
	requireField(t, err, "text", "required")
	_, err = opens(t).r().AddNote(returns.Note{By: as(returns.RoleCustomer), Text: "hello"}, noon)
	require.Equal(t, returns.CodeForbidden, returns.CodeOf(err))
}

func TestFeedback_IsOneToFiveOnceItIsOver(t *testing.T) {
	t.Parallel()
	rate := func(rating int) func(*returns.Return) (*returns.Change, error) {
		return func(r *returns.Return) (*returns.Change, error) {
			return r.Rate(returns.Feedback{By: as(returns.RoleCustomer), Rating: rating}, noon)
		}
	}
	s := opens(t)
	s.refuses(returns.CodeTransition, rate(5))
	s.until(returns.Refunded)
	for _, wrong := range []int{0, 6, -1} {
		_, err := rate(wrong)(clone(s.r()))
		requireField(t, err, "rating", "out_of_range")
	}
	s.did(rate(1)(s.r()))
	require.Equal(t, returns.Refunded, s.r().Status())
	s.until(returns.Completed).did(rate(5)(s.r()))
}

func TestAcknowledge_CustomerHasTheMoney_CompletesTheReturnAtOnce(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	acknowledge := func(r *returns.Return) (*returns.Change, error) {
		return r.Acknowledge(returns.Acknowledge{By: as(returns.RoleCustomer)}, s.now)
	}
	s.refuses(returns.CodeTransition, acknowledge)
	s.until(returns.Refunded).did(acknowledge(s.r()))
	require.Equal(t, returns.Completed, s.r().Status())
}

func TestAllowedBeside_IsWhatWouldBeTaken(t *testing.T) {
	t.Parallel()
	s := opens(t)
	require.Equal(t, []returns.Action{}, s.r().Tracks.AllowedBeside(returns.RoleCustomer))
	require.Equal(t, []returns.Action{returns.ActionNote}, s.r().Tracks.AllowedBeside(returns.RoleWarehouse))
	s.until(returns.Completed)
	require.Equal(t, []returns.Action{returns.ActionFeedback, returns.ActionComplain}, s.r().Tracks.AllowedBeside(returns.RoleCustomer))
	s.complains().answersComplaint()
	require.Equal(t, []returns.Action{returns.ActionFeedback, returns.ActionComplain, returns.ActionEscalateComplaint},
		s.r().Tracks.AllowedBeside(returns.RoleCustomer))
	s.did(s.r().EscalateComplaint(returns.EscalateComplaint{By: as(returns.RoleCustomer)}, s.now))
	require.Equal(t, []returns.Action{returns.ActionNote, returns.ActionFeedback}, s.r().Tracks.AllowedBeside(returns.RoleSupport))
	require.Contains(t, s.r().Tracks.AllowedBeside(returns.RoleAdmin), returns.ActionDecideComplaint)
}
