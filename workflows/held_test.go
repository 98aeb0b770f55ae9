package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/workflows"
)

// heldEnds runs the workflow of held goods to its end: nothing is held any more.
func (j *journey) heldEnds() {
	j.t.Helper()
	j.env.ExecuteWorkflow(workflows.HeldGoods, workflows.HeldInput{ReturnID: j.id})
	require.True(j.t, j.env.IsWorkflowCompleted(), "the goods were held for ever")
	require.NoError(j.t, j.env.GetWorkflowError())
	require.Equal(j.t, "0", j.value(`select count(*)::text from held_goods`))
}

// rejectedWithGoods is a journey whose goods arrived before the return was
// rejected, an hour ago: one lamp waits to go back.
func rejectedWithGoods(t *testing.T) *journey {
	t.Helper()
	j := newJourney(t)
	j.update(hour, returns.ActionReceive, returns.Receive{By: by("", returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}}})
	j.update(2*hour, returns.ActionReview, returns.Review{By: by("", returns.RoleReviewer), Decision: returns.DecisionReject, Note: "worn"})
	j.ends(returns.Rejected)
	j.newRun(t, opening.Add(3*hour))
	return j
}

func sendBack() returns.SendBack {
	return returns.SendBack{By: by("", returns.RoleLogistics), Carrier: "SF", TrackingNumber: "OUT-1"}
}

func decideSendBack(decision string) returns.DecideSendBack {
	return returns.DecideSendBack{By: by("", returns.RoleReviewer), Decision: decision, Note: "as agreed"}
}

func lateLamp() returns.Receive {
	return returns.Receive{By: by("", returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}}}
}

func TestHeldGoods_RejectedGoods_AreSentBackAndTheCustomerIsTold(t *testing.T) {
	t.Parallel()
	j := rejectedWithGoods(t)
	booked := j.update(0, returns.ActionSendBack, sendBack())
	j.signal(day, returns.ActionReportSendBack, scan(returns.HandedOver))
	j.signal(2*day, returns.ActionReportSendBack, scan(returns.Delivered))
	j.heldEnds()
	require.Equal(t, returns.ActionReportSendBack, booked.took(t).Held.Due)
	require.Equal(t, "open receive review send_back report_send_back report_send_back", j.trail(j.id))
	require.Contains(t, j.mails(j.id), "send_back_booked sent, send_back_delivered sent")
	require.Equal(t, "0", j.value(`select quantity::text from stock_levels where sku = 'LAMP' and bucket = 'send_back'`))
	require.Equal(t, "rejected", j.value(`select status from returns`))
}

func TestHeldGoods_NobodyFetchesTheParcel_APersonIsAskedAfterThirtyDaysAndDisposes(t *testing.T) {
	t.Parallel()
	j := rejectedWithGoods(t)
	j.update(0, returns.ActionSendBack, sendBack())
	asked := j.seen(31 * day)
	j.update(40*day, returns.ActionDecideSendBack, decideSendBack(returns.SendBackDispose))
	j.heldEnds()
	require.Equal(t, returns.RoleReviewer, asked.Held.WaitingFor)
	require.Equal(t, "open receive review send_back ask_send_back remind_held remind_held decide_send_back call_off_pickup", j.trail(j.id))
	require.Equal(t, "1", j.value(`select quantity::text from stock_levels where sku = 'LAMP' and bucket = 'scrap'`))
	require.Contains(t, j.mails(j.id), "send_back_ended sent")
}

func TestHeldGoods_LateArrivalAtACancelledReturn_WaitsForAPersonAndIsRestocked(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.update(hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	j.newRun(t, opening.Add(day))
	j.update(0, returns.ActionReceiveLate, lateLamp())
	refused := j.update(hour, returns.ActionDecideStray, returns.DecideStray{By: by("", returns.RoleWarehouse), StrayID: "x", Disposition: returns.Restock})
	j.after(2*day, func() {
		j.env.SignalWorkflow(string(returns.ActionDecideStray), returns.DecideStray{
			By: by("", returns.RoleReviewer), Disposition: returns.Restock, StrayID: j.value(`select id from return_strays`),
		})
	})
	j.heldEnds()
	refused.refused(t, returns.CodeForbidden)
	require.Equal(t, "open cancel receive_late remind_held decide_stray", j.trail(j.id))
	require.Equal(t, "1", j.value(`select quantity::text from stock_levels where sku = 'LAMP' and bucket = 'available'`))
	require.Equal(t, "cancelled", j.value(`select status from returns`))
}

func TestHeldGoods_NothingIsHeld_TheWorkflowEndsByItself(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.update(hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	j.newRun(t, opening.Add(day))
	refused := j.update(0, returns.ActionSendBack, sendBack())
	j.signal(0, returns.ActionReceiveLate, body(`{"lines":[]}`))
	j.heldEnds()
	refused.refused(t, returns.CodeTransition)
	require.Equal(t, "open cancel [receive_late]", j.trail(j.id))
	require.Less(t, j.env.Now().Sub(opening.Add(day)), 2*time.Minute)
}

func TestReturn_UnitGoesBackToTheCustomer_ItsOwnWorkflowBooksWhileTheRefundGoesOn(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	require.NoError(t, s.open())
	s.decide(returns.ActionReview, approve())
	s.decide(returns.ActionConfirm, confirm())
	s.decide(returns.ActionReceive, receive())
	s.decide(returns.ActionInspect, inspectWith(returns.Restock, returns.ReturnToCustomer))
	s.decideHeld(returns.ActionSendBack, sendBack())
	s.decide(returns.ActionReview, approve())
	s.decideHeld(returns.ActionReportSendBack, returns.CarrierEvent{By: by("", returns.RoleLogistics), Event: returns.Delivered})
	s.heldEnds()
	s.decide(returns.ActionDecideRefund, finance(returns.RefundMarkPaid))
	s.decide(returns.ActionAcknowledge, returns.Acknowledge{By: by("", returns.RoleCustomer)})
	require.NoError(t, s.ends(returns.Completed))
	require.Equal(t, "0", s.value(`select quantity::text from stock_levels where sku = 'VASE' and bucket = 'send_back'`))
}

// inspectWith gives the lamp and the two vases their dispositions.
func inspectWith(lamp, vases returns.Disposition) returns.Inspect {
	return returns.Inspect{By: by("", returns.RoleWarehouse), Lines: []returns.InspectedLine{
		{LineNo: 1, Quantity: 1, Disposition: lamp}, {LineNo: 2, Quantity: 2, Disposition: vases},
	}}
}

func (s *stack) decideHeld(action returns.Action, decision any) {
	s.t.Helper()
	require.NoError(s.t, workflows.DecideHeld(s.within(wait), s.client, s.queue, s.id, action, returns.NewID("dec"), decision), action)
}

func (s *stack) heldEnds() {
	s.t.Helper()
	require.NoError(s.t, s.client.GetWorkflow(s.within(wait), workflows.HeldID(s.id), "").Get(s.within(wait), nil))
	require.Equal(s.t, "0", s.value(`select count(*)::text from held_goods`))
}
