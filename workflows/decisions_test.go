package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestDecision_StatusDoesNotHoldIt_IsRejectedWithWhatIsAllowed(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	early := j.update(1*hour, returns.ActionConfirm, confirm())
	j.update(2*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	refusal := early.refused(t, returns.CodeTransition)
	require.True(t, early.rejected, "by the validator: nothing is in the history")
	require.Equal(t, []returns.Action{returns.ActionReview, returns.ActionCancel, returns.ActionReceive}, refusal.Allowed)
	require.Equal(t, "open cancel", j.trail(j.id))
}

func TestDecision_RoleMayNot_IsRejected(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	warehouse := approve()
	warehouse.Actor.Role = returns.RoleWarehouse
	refused := j.update(1*hour, returns.ActionReview, warehouse)
	j.update(2*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	refused.refused(t, returns.CodeForbidden)
	require.True(t, refused.rejected)
}

// The service's own name is no way to do what the service may.
func TestDecision_SentAsTheSystem_IsTheOperators(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	asSystem := approve()
	asSystem.Actor = returns.System()
	j.update(1*hour, returns.ActionReview, asSystem)
	j.update(2*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	require.Equal(t, "temporal admin", j.value(`select actor_id || ' ' || actor_role from return_events where action = 'review'`))
}

func TestDecision_DomainRefusesIt_SenderReadsWhyAndItIsNotRepeated(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	tooMany := 9
	lines := []returns.ReviewLine{{LineNo: 1, ApprovedQuantity: &tooMany}}
	bad := j.update(1*hour, returns.ActionReview, returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionApprove, Lines: lines})
	good := j.update(2*hour, returns.ActionReview, approve())
	j.update(3*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	refusal := bad.refused(t, returns.CodeInvalid)
	require.False(t, bad.rejected, "the validator knows the status only")
	require.Equal(t, "lines[0].approved_quantity", refusal.Fields[0].Field)
	require.Equal(t, returns.Approved, good.took(t).Status)
	require.Equal(t, "open review cancel", j.trail(j.id))
}

func TestDecision_TwoApproveAtOnce_OneIsToldThatItIsDone(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	one, two := &answer{}, &answer{}
	j.after(hour, func() {
		j.env.UpdateWorkflow("review", "ana", one, approve())
		j.env.UpdateWorkflow("review", "ben", two, approve())
	})
	j.update(2*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	require.Equal(t, returns.Approved, one.took(t).Status)
	require.False(t, two.rejected, "both were possible when they came")
	refusal := two.refused(t, returns.CodeTransition)
	require.Contains(t, refusal.Allowed, returns.ActionConfirm)
	require.Equal(t, "open review cancel", j.trail(j.id))
}

func TestDecision_ApproveAndCancelAtOnce_BothAreInOrder(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	cancelled, approved := &answer{}, &answer{}
	j.after(hour, func() {
		j.env.UpdateWorkflow("cancel", "customer", cancelled, returns.Cancel{By: by("", returns.RoleCustomer)})
		j.env.UpdateWorkflow("review", "reviewer", approved, approve())
	})
	j.ends(returns.Cancelled)
	cancelled.took(t)
	approved.refused(t, returns.CodeTransition)
	require.Equal(t, "0", j.reserved())
}

func TestDecision_ArrivesTwice_ChangesNothingTheSecondTime(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	one := j.updateAs(1*hour, "key-1", returns.ActionReview, approve())
	again := j.updateAs(1*hour+time.Minute, "key-1", returns.ActionReview, approve())
	confirmed := j.updateAs(2*hour, "key-2", returns.ActionConfirm, confirm())
	much := j.updateAs(3*hour, "key-2", returns.ActionConfirm, confirm())
	j.update(4*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	one.took(t)
	again.took(t)
	require.Equal(t, confirmed.took(t), much.took(t))
	require.Equal(t, "open review confirm cancel", j.trail(j.id))
	require.Equal(t, "key-1 key-2", j.value(`select string_agg(decision_id, ' ' order by seq) from return_events where action in ('review', 'confirm')`))
}

func TestDecision_SentBeforeTheReturnIsOpen_IsToldToTryAgain(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	early := j.update(0, returns.ActionReview, approve())
	j.update(1*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	early.refused(t, returns.CodeUnavailable)
}

func TestOpen_Answered_TellsTheCallerHowItStands(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	opened := j.update(0, "open", nil)
	j.update(1*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	snapshot := opened.took(t)
	require.Equal(t, returns.Requested, snapshot.Status)
	require.Equal(t, j.id, snapshot.ReturnID)
	require.Equal(t, j.value(`select rma_number from returns`), snapshot.RMANumber)
}
