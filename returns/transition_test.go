package returns_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestMoves_NameKnownStatuses_EachActionOncePerStatus(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, move := range returns.Moves() {
		row := string(move.From) + " " + string(move.Action)
		require.False(t, seen[row], "%s stands twice", row)
		seen[row] = true
		require.Contains(t, returns.Statuses(), move.From)
		require.NotEmpty(t, move.To, row)
		for _, to := range move.To {
			require.Contains(t, returns.Statuses(), to, row)
		}
	}
}

func TestMoves_EndedStatuses_HaveNone(t *testing.T) {
	t.Parallel()
	for _, move := range returns.Moves() {
		if move.From == returns.Completed && move.Action == returns.ActionSettleRefund {
			continue // a refund that fails days after "success"
		}
		require.False(t, move.From.Ended(), "%s leads on from the end %s", move.Action, move.From)
	}
	for _, status := range returns.Statuses() {
		if status.Ended() {
			require.Empty(t, status.AllowedActions())
		}
	}
}

func TestMoves_EveryOpenStatus_CanReachAnEnd(t *testing.T) {
	t.Parallel()
	ends := map[returns.Status]bool{}
	for _, status := range returns.Statuses() {
		ends[status] = status.Ended()
	}
	for range returns.Statuses() { // as many rounds as the longest way has steps
		for _, move := range returns.Moves() {
			for _, to := range move.To {
				ends[move.From] = ends[move.From] || ends[to]
			}
		}
	}
	for _, status := range returns.Statuses() {
		require.True(t, ends[status], "a return that is %s can never end", status)
	}
}

func TestMoves_AreACopy(t *testing.T) {
	t.Parallel()
	table := returns.Moves()
	table[0].Action = "vandalize"
	require.NotEqual(t, table[0], returns.Moves()[0])
}

func TestDoers_EveryDecision_HasSomebodyAndAPlace(t *testing.T) {
	t.Parallel()
	var inTable []returns.Action
	for _, move := range returns.Moves() {
		inTable = append(inTable, move.Action)
	}
	for _, action := range returns.DecisionActions() {
		require.NotEmpty(t, returns.DoersOf(action), "nobody may %s", action)
		require.NotEqual(t, action.Stays(), slices.Contains(inTable, action), "%s", action)
		for _, role := range returns.DoersOf(action) {
			require.Contains(t, returns.Roles(), role, "%s may be done by a role that no token carries", action)
			require.True(t, role.MayDo(action))
		}
	}
}

func TestDoers_TheServicesOwnSteps_AreNobodyElses(t *testing.T) {
	t.Parallel()
	for _, action := range []returns.Action{
		returns.ActionOpen, returns.ActionRequestRefund, returns.ActionSettleRefund, returns.ActionRemind,
		returns.ActionEscalate, returns.ActionExpire, returns.ActionComplete, returns.ActionCallOffPickup,
	} {
		require.Empty(t, returns.DoersOf(action))
		require.True(t, returns.RoleSystem.MayDo(action))
		for _, role := range returns.Roles() {
			require.False(t, role.MayDo(action), "%s may %s", role, action)
		}
	}
}

func TestMayDo_RoleByRole(t *testing.T) {
	t.Parallel()
	for role, want := range map[returns.Role][]returns.Action{
		returns.RoleAdmin: returns.DecisionActions(),
		returns.RoleReviewer: {
			returns.ActionReview, returns.ActionAnswer, returns.ActionConfirm, returns.ActionCancel, returns.ActionClose,
			returns.ActionClaim, returns.ActionRelease, returns.ActionAssign,
			returns.ActionNote, returns.ActionAnswerComplaint, returns.ActionDecideComplaint,
			returns.ActionDecideStray, returns.ActionDecideSendBack,
		},
		returns.RoleFinance: {returns.ActionDecideRefund, returns.ActionNote},
		returns.RoleWarehouse: {
			returns.ActionCarrierEvent, returns.ActionReceive, returns.ActionInspect, returns.ActionNote,
			returns.ActionReceiveLate, returns.ActionReportSendBack,
		},
		returns.RoleLogistics: {
			returns.ActionSchedulePickup, returns.ActionCarrierEvent, returns.ActionNote, returns.ActionSendBack, returns.ActionReportSendBack,
		},
		returns.RoleIntegration: {returns.ActionCarrierEvent, returns.ActionReportSendBack},
		returns.RoleAuditor:     {},
		returns.RoleSupport: {
			returns.ActionAnswer, returns.ActionConfirm, returns.ActionCancel, returns.ActionSchedulePickup,
			returns.ActionAcknowledge, returns.ActionNote, returns.ActionFeedback, returns.ActionComplain,
			returns.ActionAnswerComplaint, returns.ActionEscalateComplaint, returns.ActionDecideComplaint, returns.ActionSendBack,
		},
		returns.RoleCustomer: {
			returns.ActionAnswer, returns.ActionConfirm, returns.ActionCancel,
			returns.ActionAcknowledge, returns.ActionFeedback, returns.ActionComplain, returns.ActionEscalateComplaint,
		},
		"nobody": {},
	} {
		got := []returns.Action{}
		for _, action := range returns.DecisionActions() {
			if role.MayDo(action) {
				got = append(got, action)
			}
		}
		require.ElementsMatch(t, want, got, role)
	}
}

func TestAllowedFor_IsWhatTheStatusAllowsAndTheRoleMayDo(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		status returns.Status
		role   returns.Role
		want   []returns.Action
	}{
		{returns.Requested, returns.RoleReviewer, []returns.Action{
			returns.ActionReview, returns.ActionCancel, returns.ActionClaim, returns.ActionRelease, returns.ActionAssign,
		}},
		{returns.Requested, returns.RoleCustomer, []returns.Action{returns.ActionCancel}},
		{returns.Requested, returns.RoleFinance, []returns.Action{}},
		{returns.InfoNeeded, returns.RoleCustomer, []returns.Action{returns.ActionAnswer, returns.ActionCancel}},
		{returns.Received, returns.RoleWarehouse, []returns.Action{returns.ActionReceive, returns.ActionCarrierEvent, returns.ActionInspect}},
		{returns.Received, returns.RoleCustomer, []returns.Action{}},
		{returns.RefundPending, returns.RoleFinance, []returns.Action{returns.ActionDecideRefund}},
		{returns.Completed, returns.RoleAdmin, []returns.Action{}},
	} {
		require.Equal(t, tt.want, tt.status.AllowedFor(tt.role), "%s in %s", tt.role, tt.status)
	}
	for _, status := range returns.Statuses() {
		require.ElementsMatch(t, status.AllowedActions(), status.AllowedFor(returns.RoleAdmin), status)
		require.NotNil(t, status.AllowedFor(returns.RoleAuditor), "an empty list, not null, on the wire")
	}
}

func TestCheckAction_SaysWhatIsAllowedInstead(t *testing.T) {
	t.Parallel()
	require.NoError(t, returns.CheckAction(returns.Requested, returns.ActionReview, returns.RoleReviewer))

	err := returns.CheckAction(returns.Requested, returns.ActionInspect, returns.RoleWarehouse)
	require.EqualError(t, err, "the return is requested: inspect is not possible now, but review, cancel, receive is")
	var refusal *returns.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, returns.CodeTransition, refusal.Code)
	require.Equal(t, []returns.Action{returns.ActionReview, returns.ActionCancel, returns.ActionReceive}, refusal.Allowed)

	err = returns.CheckAction(returns.Completed, returns.ActionCancel, returns.RoleCustomer)
	require.EqualError(t, err, "the return is completed: nothing more can be decided, and cancel is refused")
	require.Equal(t, returns.CodeTransition, returns.CodeOf(err))

	err = returns.CheckAction(returns.Requested, returns.ActionReview, returns.RoleCustomer)
	require.EqualError(t, err, "the role customer may not review a return")
	require.Equal(t, returns.CodeForbidden, returns.CodeOf(err), "who may not do it learns nothing of the status")
}

func TestCheckAction_AgreesWithTheTable(t *testing.T) {
	t.Parallel()
	allowed := map[returns.Status][]returns.Action{}
	for _, move := range returns.Moves() {
		allowed[move.From] = append(allowed[move.From], move.Action)
	}
	for _, status := range returns.Statuses() {
		for _, action := range append(returns.DecisionActions(), returns.ActionRemind, returns.ActionComplete) {
			err := returns.CheckAction(status, action, returns.RoleSystem)
			require.Equal(t, slices.Contains(allowed[status], action), err == nil, "%s in %s", action, status)
		}
	}
}
