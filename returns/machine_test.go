package returns_test

import (
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"backhaul/returns"
)

// TestReturns_WhateverIsDecided_TheInvariantsHold lets people, carriers,
// providers and timers do anything to a few returns of one order, sensible or
// not. After every step shop.check holds the books against the returns; a
// refused step must leave them as they were.
func TestReturns_WhateverIsDecided_TheInvariantsHold(t *testing.T) {
	t.Parallel()
	for shop := range 6 {
		t.Run("shop "+strconv.Itoa(shop), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				m := &machine{shop: newShop(t, paidInParts(t, anyOrder().Draw(t, "order"))), policy: anyPolicy().Draw(t, "policy")}
				for range 2 { // else few returns come far
					t.Repeat(map[string]func(*rapid.T){"step": m.step})
				}
			})
		})
	}
}

// machine is a shop whose people do anything at all.
type machine struct {
	*shop
	policy returns.Policy
}

// refusals are the codes that the domain gives. An error of any other kind, or
// none, is a fault.
var refusals = []returns.Code{
	returns.CodeInvalid, returns.CodeForbidden, returns.CodeTransition, returns.CodeQuantity, returns.CodeAmount,
	returns.CodeContentChanged, returns.CodeConflict,
}

// step does anything to some return: most often to one that is open, and most
// often what its status allows.
func (m *machine) step(t *rapid.T) {
	m.shop.t = t
	var open, ended []int
	for i, r := range m.returns {
		if r.Status().Ended() {
			ended = append(ended, i)
		} else {
			open = append(open, i)
		}
	}
	switch {
	case len(open) == 0 || len(open) < 3 && oneIn(t, 10, "open another"):
		m.open(t)
		return
	case len(ended) > 0 && oneIn(t, 20, "ended"):
		open = ended
	}
	s := &story{shop: m.shop, at: evenly(open...).Draw(t, "return")}
	steps := m.steps()
	var likely []returns.Action
	for _, action := range slices.Sorted(maps.Keys(steps)) {
		switch {
		case returns.CheckAction(s.r().Status(), action, returns.RoleSystem) != nil: // unlikely
		case action == returns.ActionCancel || action == returns.ActionRemind: // or everything ends early
			likely = append(likely, action)
		default:
			likely = append(likely, action, action, action, action)
		}
	}
	if len(likely) == 0 || oneIn(t, 5, "unlikely") {
		likely = slices.Sorted(maps.Keys(steps))
	}
	steps[evenly(likely...).Draw(t, "action")](t, s)
}

func (m *machine) steps() map[returns.Action]func(*rapid.T, *story) {
	return map[returns.Action]func(*rapid.T, *story){
		returns.ActionReview: m.review, returns.ActionAnswer: m.answer, returns.ActionConfirm: m.confirm,
		returns.ActionCancel: m.cancel, returns.ActionSchedulePickup: m.pickup, returns.ActionCarrierEvent: m.carrier,
		returns.ActionReceive: m.receive, returns.ActionInspect: m.inspect, returns.ActionRequestRefund: m.requestRefund,
		returns.ActionDecideRefund: m.decideRefund, returns.ActionSettleRefund: m.provider, returns.ActionClose: m.close,
		returns.ActionRemind: m.deadline, returns.ActionComplete: m.deadline, returns.ActionCallOffPickup: m.callOff,
		returns.ActionReportSilent: m.deadline,
	}
}

// try applies a step to a copy of the return, as loading it anew would, and
// keeps the copy only if the step took.
func (m *machine) try(t *rapid.T, s *story, step func(*returns.Return) (*returns.Change, error)) {
	lines, shipping := slices.Clone(m.order.Lines), m.order.ShippingRefunded
	r := clone(s.r())
	from := r.Status()
	change, err := step(r)
	require.Equal(t, lines, m.order.Lines, "a step does not write the order: the caller does")
	if err != nil {
		require.Nil(t, change)
		require.Contains(t, refusals, returns.CodeOf(err), "%s", err)
		m.check()
		require.Equal(t, shipping, m.order.ShippingRefunded)
		return
	}
	m.returns[s.at] = r
	require.Equal(t, from, change.From)
	if change.Action != returns.ActionCallOffPickup {
		require.True(t, slices.ContainsFunc(returns.Moves(), func(move returns.Move) bool {
			return move.From == change.From && move.Action == change.Action && slices.Contains(move.To, change.To)
		}), "%s led from %s to %s, which no row of the table holds", change.Action, change.From, change.To)
	}
	s.did(change, nil)
	m.now = m.now.Add(time.Duration(rapid.IntRange(0, 48).Draw(t, "hours")) * time.Hour)
}

func (m *machine) open(t *rapid.T) {
	before := slices.Clone(m.order.Lines)
	in := opening(m.order)
	in.ID, in.Now, in.Policy, in.By = returns.NewReturnID("machine", strconv.Itoa(len(m.returns)+1)), m.now, m.policy, anyone(t, "open")
	in.Request.Method = anyMethod.Draw(t, "method")
	in.Request.Lines = some(t, anyRequestLine, "lines")
	r, change, err := returns.Open(in)
	require.Equal(t, before, m.order.Lines)
	if err != nil {
		require.Nil(t, r)
		require.Contains(t, refusals, returns.CodeOf(err), "%s", err)
		return
	}
	m.returns = append(m.returns, r)
	(&story{shop: m.shop, at: len(m.returns) - 1}).did(change, nil)
}
