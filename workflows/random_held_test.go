package workflows_test

import (
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/workflows"
)

// paidInParts has the order paid by one to three payments, some to a bank.
func (c *crowd) paidInParts() {
	shares := pick(c, []int{5100}, []int{2100, 3000}, []int{900, 1200, 3000})
	c.exec(`update payments set captured = $1, provider = $2`, shares[0], pick(c, "manual", "manual", "bank"))
	for i, share := range shares[1:] {
		c.exec(`insert into payments (order_number, seq, provider, reference, captured) values ('ORD-1', $1, $2, $3, $4)`,
			i+2, pick(c, "manual", "bank"), "pay_"+string(rune('2'+i)), share)
	}
}

// afterTheEnd sends decisions about goods that the shop holds of the ended return,
// those that came late among them, until nothing is held any more.
func (c *crowd) afterTheEnd() {
	c.newRun(c.t, c.env.Now().Add(hour))
	c.after(0, func() { c.send(sent{returns.ActionReceiveLate, c.late()}) })
	age := hour
	for range 15 {
		c.after(age, func() { c.send(c.anythingHeld()) })
		age += time.Duration(1+c.IntN(100)) * hour
	}
	for range 30 {
		c.after(age, func() { c.send(c.towardsNothingHeld()) })
		age += hour
	}
	c.env.ExecuteWorkflow(workflows.HeldGoods, workflows.HeldInput{ReturnID: c.id})
	require.True(c.t, c.env.IsWorkflowCompleted(), "the goods were held for ever: %s", c.trail(c.id))
	require.NoError(c.t, c.env.GetWorkflowError(), "%s: %s", c.trail(c.id), c.value(`select coalesce(string_agg(concat_ws(' ', seq, tracking_number, state, settled, contents), '; ' order by seq), '')
		from shipments where return_id = $1 and direction = 'outbound'`, c.id))
	require.Equal(c.t, "0", c.value(`select count(*)::text from held_goods`), c.trail(c.id))
	c.check()
}

// late is a lamp or a vase, and now and then an article of no line.
func (c *crowd) late() returns.Receive {
	d := returns.Receive{By: by("", returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1 + c.IntN(2), Quantity: 1}}}
	if c.oneIn(3) {
		d.Strays = []returns.Stray{{SKU: "TOY", Quantity: 1 + c.IntN(2)}}
	}
	return d
}

func (c *crowd) anythingHeld() sent {
	action := pick(c, returns.ActionReceiveLate, returns.ActionDecideStray, returns.ActionDecideStray,
		returns.ActionSendBack, returns.ActionSendBack, returns.ActionReportSendBack, returns.ActionReportSendBack, returns.ActionDecideSendBack)
	roles := append(returns.DoersOf(action), returns.RoleAdmin)
	if c.oneIn(12) {
		roles = returns.Roles()
	}
	by := c.someone(roles...)
	switch action {
	case returns.ActionReceiveLate:
		late := c.late()
		late.By = by
		return sent{action, late}
	case returns.ActionDecideStray:
		return sent{action, returns.DecideStray{By: by, StrayID: c.stray(), Disposition: c.disposition(), Note: c.note()}}
	case returns.ActionSendBack:
		return sent{action, returns.SendBack{By: by, Carrier: pick(c, "SF", "Express"), TrackingNumber: pick(c, "", "OUT1", "OUT2")}}
	case returns.ActionReportSendBack:
		return sent{action, returns.CarrierEvent{By: by, TrackingNumber: pick(c, "", "OUT1", "OUT2"), Event: pick(c,
			returns.HandedOver, returns.LogisticsInTransit, returns.Delivered, returns.FailedAttempt, returns.Lost, returns.Refused)}}
	default:
		return sent{action, returns.DecideSendBack{By: by, Note: c.note(), Decision: pick(c,
			returns.SendBackKeepTrying, returns.SendBackDispose, returns.SendBackRestock, returns.SendBackWriteOff)}}
	}
}

// stray is one that waits for a decision, or none that is there.
func (c *crowd) stray() string {
	return c.value(`select coalesce((select id from return_strays where return_id = $1 and status = 'open' order by id limit 1), 'none')`, c.id)
}

// towardsNothingHeld is what leaves less to hold, whatever has been: strays are
// decided, what a carrier has on its way arrives or is lost, the rest is given up.
func (c *crowd) towardsNothingHeld() sent {
	reviewer := by("", returns.RoleReviewer)
	if stray := c.stray(); stray != "none" {
		return sent{returns.ActionDecideStray, returns.DecideStray{By: reviewer, StrayID: stray, Disposition: returns.Restock}}
	}
	if c.oneIn(2) {
		return sent{returns.ActionReportSendBack, returns.CarrierEvent{
			By: by("", returns.RoleLogistics), Event: pick(c, returns.Delivered, returns.Delivered, returns.Lost),
			TrackingNumber: c.value(`select coalesce((select tracking_number from shipments
				where return_id = $1 and direction = 'outbound' and not settled order by seq limit 1), '')`, c.id),
		}}
	}
	return sent{returns.ActionDecideSendBack, returns.DecideSendBack{
		By: reviewer, Decision: pick(c, returns.SendBackDispose, returns.SendBackWriteOff, returns.SendBackRestock), Note: "enough",
	}}
}
