package workflows_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/integrations/payments"
	"backhaul/returns"
	"backhaul/verify"
)

// TestReturn_WhateverIsSent_TheInvariantsHoldInTheDatabase sends real returns
// whatever people, carriers and clocks may send, sensible or not, as Updates and
// as Signals, and has verify look at the database after every step. Whatever has
// been, each return must come to an end in the end, and after it the goods that the
// shop holds of it. The order is paid by one to three payments.
//
//	BACKHAUL_SEQUENCES=500 bin/devstack exec --postgres-only -- go test -run WhateverIsSent ./workflows/
//
// A sequence is told by its number: the same number sends the same.
func TestReturn_WhateverIsSent_TheInvariantsHoldInTheDatabase(t *testing.T) {
	t.Parallel()
	sequences := 16
	if testing.Short() {
		sequences = 4
	}
	if more := os.Getenv("BACKHAUL_SEQUENCES"); more != "" {
		var err error
		sequences, err = strconv.Atoi(more)
		require.NoError(t, err)
	}
	for number := range sequences {
		t.Run(fmt.Sprint("sequence ", number), func(t *testing.T) {
			t.Parallel()
			c := newCrowd(t, uint64(number))
			c.sendEverything()
			status, err := c.run()
			require.NoError(t, err, "it is %s: %s", c.status(), c.trail(c.id))
			require.True(t, status.Ended())
			c.check()
			c.afterTheEnd()
			t.Logf("%s after %d sent, %d taken, %d refused: %s", status, c.sent, c.taken, c.refused, c.trail(c.id))
		})
	}
}

// crowd is everybody who may send something to one return.
type crowd struct {
	*journey
	*rand.Rand
	taken, refused int
}

func newCrowd(t *testing.T, number uint64) *crowd {
	t.Helper()
	c := &crowd{journey: newJourney(t), Rand: rand.New(rand.NewPCG(number, 2026))}
	c.policy(func(terms *returns.Terms) {
		terms.AutoApprove = c.oneIn(3)
		terms.Confirm = pick(c, returns.ConfirmAuto, returns.ConfirmByStaff, returns.ConfirmByCustomer)
		terms.RestockAt = pick(c, returns.RestockAtInspection, returns.RestockAtConfirmation)
		terms.RefundShipping = c.oneIn(2)
		terms.ReturnShipping = returns.PerCurrency{"GBP": pick[int64](c, 0, 300, 99900)}
		terms.RestockingFees = []returns.RestockingFee{{Reason: "changed_mind", Percent: pick(c, 0, 15, 100)}}
		if c.oneIn(2) {
			terms.AutoRefundLimit = returns.PerCurrency{"GBP": pick[int64](c, 0, 1500, 99900)}
		}
		if c.oneIn(3) {
			terms.FourEyesAbove = returns.PerCurrency{"GBP": pick[int64](c, 0, 1500)}
		}
		terms.RequesterMayNotRefund = c.oneIn(3)
		terms.TakeDiscountBack = c.oneIn(2)
	})
	c.exec(`update orders set discount_minimum = $1`, pick(c, 0, 2000, 9000))
	c.exec(`update order_lines set order_discount = $1 * line_no`, pick(c, 0, 150, 700))
	c.input.Request.Method = pick(c, returns.MethodPickup, returns.MethodPickup, returns.MethodDropOff, returns.MethodInStore, returns.MethodKeepItem)
	c.paidInParts()
	if c.oneIn(3) {
		c.exec(`update payments set provider = 'bank'`)
		c.bank.away = c.IntN(3)
		for range c.IntN(4) {
			c.bank.says = append(c.bank.says, pick(c,
				payments.Outcome{State: payments.Failed, Reason: "the card is gone", Reference: "bank f"},
				payments.Outcome{State: payments.Pending, Reference: "bank p"},
				payments.Outcome{State: payments.Settled, Reference: "bank x", Amount: &returns.Money{Minor: 1, Currency: "EUR"}}))
		}
	}
	if c.oneIn(4) {
		c.post.goAway(c.IntN(6))
	}
	return c
}

func (c *crowd) oneIn(n int) bool { return c.IntN(n) == 0 }

func pick[T any](c *crowd, of ...T) T { return of[c.IntN(len(of))] }

// sendEverything sends forty times something, and then what leads to an end.
func (c *crowd) sendEverything() {
	age := time.Duration(0)
	for range 40 {
		age += time.Duration(1+c.IntN(20)) * hour
		c.after(age, func() { c.send(c.anything()) })
	}
	for range 20 {
		age += hour
		c.after(age, func() { c.send(c.towardsTheEnd()) })
	}
}

// sent is one decision on its way.
type sent struct {
	action   returns.Action
	decision any
}

func (c *crowd) send(what sent) {
	c.check() // what came before has been done by now
	if what.action == "" {
		return
	}
	c.sent++
	if c.oneIn(5) {
		c.env.SignalWorkflow(string(what.action), what.decision)
		return
	}
	heard := &answer{}
	c.env.UpdateWorkflow(string(what.action), fmt.Sprint("update-", c.sent), heard, what.decision)
	c.after(time.Second, func() {
		if !heard.done {
			return // a provider is away and the decision waits
		}
		if heard.err == nil {
			c.taken++
			return
		}
		_, refusal := activities.AsRefusal(heard.err)
		require.True(c.t, refusal, "%s: %v", what.action, heard.err)
		c.refused++
	})
}

// check has verify look at everything.
func (c *crowd) check() {
	report, err := verify.Run(c.t.Context(), c.db, nil)
	require.NoError(c.t, err)
	for _, check := range report.Checks {
		if check.Name == "overdue waits" || check.Name == "waits of held goods" {
			continue // it goes by the machine's clock, and the return by the environment's
		}
		require.Zero(c.t, check.Found, "%s: %v\nafter: %s", check.Name, check.Findings, c.trail(c.id))
	}
}

func (c *crowd) status() returns.Status {
	return returns.Status(c.value(`select coalesce((select status from returns where id = $1), '')`, c.id))
}

// anything is mostly what the status allows, from somebody who may send it.
func (c *crowd) anything() sent {
	actions := c.status().AllowedActions()
	if len(actions) == 0 || c.oneIn(6) {
		actions = returns.DecisionActions()
	}
	if !c.oneIn(8) && len(actions) > 1 { // a return that is cancelled at once says little
		actions = without(actions, returns.ActionCancel)
	}
	actions = slices.DeleteFunc(slices.Clone(actions), returns.Action.Stays) // notes and complaints go to workflows of their own
	action := pick(c, actions...)
	roles := append(returns.DoersOf(action), returns.RoleAdmin)
	if c.oneIn(12) {
		roles = returns.Roles()
	}
	return sent{action, c.decision(action, c.someone(roles...))}
}

// someone is one of two people of a role.
func (c *crowd) someone(roles ...returns.Role) returns.By {
	by := by("", pick(c, roles...))
	if c.oneIn(2) {
		by.Actor.ID = string(by.Actor.Role) + "-2"
	}
	return by
}

func without(actions []returns.Action, left ...returns.Action) []returns.Action {
	return slices.DeleteFunc(slices.Clone(actions), func(a returns.Action) bool { return slices.Contains(left, a) })
}

// towardsTheEnd is what brings the return nearer to an end, whatever has been.
func (c *crowd) towardsTheEnd() sent {
	switch c.status() {
	case returns.Received:
		return sent{returns.ActionInspect, c.inspectRest()}
	case returns.Inspected:
		return sent{returns.ActionClose, returns.Close{By: by("", returns.RoleReviewer), Outcome: returns.WrittenOff, Note: "enough"}}
	case returns.RefundPending:
		c.bank.settleAll() // no refund is on its way for ever
		return sent{returns.ActionDecideRefund, returns.DecideRefund{
			By:     c.someone(returns.RoleFinance),
			Action: pick(c, returns.RefundApprove, returns.RefundMarkPaid, returns.RefundMarkPaid, returns.RefundRetry), Reference: "BANK-END", Note: "the end",
			Payment: pick(c, 0, 0, 1, 2, 3),
		}}
	case returns.Refunded:
		return sent{} // its deadline completes it
	default:
		return sent{returns.ActionCancel, returns.Cancel{By: by("", returns.RoleSupport)}}
	}
}
