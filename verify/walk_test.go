package verify_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/db/dbtest"
	"backhaul/integrations/payments"
	"backhaul/returns"
	"backhaul/verify"
)

// TestRun_WhateverPeopleDo_IsOK lets people do anything at all to the returns of
// a few orders, sensible or not. Whatever takes must leave every invariant whole.
func TestRun_WhateverPeopleDo_IsOK(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			w := walkers(t, seed)
			for range 4 {
				for range 500 {
					w.step()
				}
				report, err := verify.Run(t.Context(), w.pool, nil)
				require.NoError(t, err)
				requireOK(t, report)
			}
			require.GreaterOrEqual(t, len(w.seen), 14, "too few statuses were passed to say anything: %v", w.seen)
			require.Positive(t, w.seen[returns.Refunded])
		})
	}
}

// walk is what people have done so far.
type walk struct {
	*shop
	chance  *rand.Rand
	orders  int
	returns []returns.Snapshot
	seen    map[returns.Status]int
}

func walkers(t *testing.T, seed uint64) *walk {
	w := &walk{shop: newShop(t, dbtest.New(t)), chance: rand.New(rand.NewPCG(seed, 7)), seen: map[returns.Status]int{}}
	w.steps.Payments["manual"] = &moody{w}
	return w
}

// step opens a return, or does something to one that is there.
func (w *walk) step() {
	if len(w.returns) == 0 || w.chance.IntN(8) == 0 {
		w.open()
		return
	}
	at := w.chance.IntN(len(w.returns))
	if r := w.returns[at]; r.Status.Ended() && !r.CallOff && w.chance.IntN(10) > 0 {
		at = len(w.returns) - 1 // rather one that is likely to be open
	}
	snapshot, err := w.decide(w.returns[at])
	if w.took(err) {
		w.returns[at] = snapshot
		w.seen[snapshot.Status]++
	}
}

// took reports whether the step did, and lets nothing but a refusal stop one.
func (w *walk) took(err error) bool {
	w.t.Helper()
	if _, refused := activities.AsRefusal(err); refused {
		return false
	}
	require.NoError(w.t, err)
	return true
}

func (w *walk) open() {
	if w.orders == 0 || w.chance.IntN(3) == 0 {
		w.orders++
		w.order(fmt.Sprint(w.orders), w.chance.IntN(33))
		w.policy(fmt.Sprintf(`{"restock_at": %q, "tolerance": {"percent": %d}, "auto_approve": %t, "confirm": "auto", "refund_shipping": true,
			"return_shipping": {"GBP": %q}, "restocking_fees": [{"reason": "changed_mind", "percent": %d}]}`,
			pick(w, "inspection", "confirmation"), pick(w, 0, 50), w.maybe(), returns.Money{Minor: int64(w.chance.IntN(900)), Currency: "GBP"}.Decimal(), w.chance.IntN(30)))
	}
	in := activities.OpenInput{
		ReturnID: returns.NewID("ret"), By: by(pick(w, returns.RoleCustomer, returns.RoleSupport)),
		Request: returns.Request{
			OrderNumber: fmt.Sprint(1 + w.chance.IntN(w.orders)),
			Method:      pick(w, returns.MethodPickup, returns.MethodDropOff, returns.MethodInStore, returns.MethodKeepItem),
		},
	}
	for line := 1; line <= 2; line++ {
		if w.maybe() || line == 2 && len(in.Request.Lines) == 0 {
			in.Request.Lines = append(in.Request.Lines, returns.RequestLine{
				LineNo: line, Quantity: 1 + w.chance.IntN(3), Reason: pick(w, "late", "changed_mind", "damaged"),
			})
		}
	}
	snapshot, err := w.steps.Open(w.t.Context(), in)
	if w.took(err) {
		w.returns = append(w.returns, snapshot)
		w.seen[snapshot.Status]++
	}
}

// decide does one of the things that the status may allow, of which the service's
// own steps are some.
func (w *walk) decide(r returns.Snapshot) (returns.Snapshot, error) {
	var actions []returns.Action
	for _, move := range returns.Moves() {
		if move.From == r.Status {
			actions = append(actions, move.Action)
		}
	}
	if r.CallOff {
		actions = append(actions, returns.ActionCallOffPickup)
	}
	if len(actions) == 0 || w.chance.IntN(20) == 0 {
		return r, w.steps.RecordRefusal(w.t.Context(), activities.RefusalInput{
			ReturnID: r.ReturnID, By: by(returns.RoleSupport), Action: returns.ActionReceive, Reason: "too late",
		})
	}
	switch action := actions[w.chance.IntN(len(actions))]; action {
	case returns.ActionReview:
		return act(w, r, w.steps.Review, w.review())
	case returns.ActionAnswer:
		accept := w.maybe()
		return act(w, r, w.steps.Answer, returns.Answer{By: by(returns.RoleCustomer), Accept: &accept, Note: "here it is"})
	case returns.ActionConfirm:
		return act(w, r, w.steps.Confirm, returns.Confirm{By: by(returns.RoleSupport)})
	case returns.ActionCancel:
		if w.chance.IntN(8) > 0 {
			return r, nil // or few would get far
		}
		return act(w, r, w.steps.Cancel, returns.Cancel{By: by(returns.RoleCustomer)})
	case returns.ActionSchedulePickup:
		return act(w, r, w.steps.SchedulePickup, returns.SchedulePickup{By: by(returns.RoleLogistics), Another: w.maybe()})
	case returns.ActionCarrierEvent:
		return act(w, r, w.steps.ReportCarrier, returns.CarrierEvent{By: by(returns.RoleIntegration), Event: pick(w,
			returns.HandedOver, returns.LogisticsInTransit, returns.Delivered, returns.FailedAttempt, returns.Lost, returns.Refused, returns.Voided)})
	case returns.ActionReceive:
		return act(w, r, w.steps.Receive, w.receipt())
	case returns.ActionInspect:
		return act(w, r, w.steps.Inspect, returns.Inspect{By: by(returns.RoleWarehouse), Lines: []returns.InspectedLine{{
			WrongSKU: pick(w, "", "", "", "TOY"), Condition: pick(w, "", "worn"),
			LineNo: 1 + w.chance.IntN(2), Quantity: 1 + w.chance.IntN(2), Disposition: pick(w, returns.Restock, returns.Refurbish,
				returns.Quarantine, returns.Scrap, returns.ReturnToVendor, returns.ReturnToCustomer, returns.Missing),
		}}})
	case returns.ActionDecideRefund:
		return act(w, r, w.steps.DecideRefund, returns.DecideRefund{
			By: by(returns.RoleFinance), Reference: "bank", Note: "note",
			Action: pick(w, returns.RefundApprove, returns.RefundApprove, returns.RefundReject, returns.RefundMarkPaid, returns.RefundRetry),
		})
	case returns.ActionClose:
		return act(w, r, w.steps.Close, returns.Close{By: by(returns.RoleReviewer), Outcome: pick(w, returns.SentBack, returns.WrittenOff)})
	case returns.ActionRequestRefund:
		return act(w, r, w.steps.RequestRefund, bySystem())
	case returns.ActionSettleRefund:
		return act(w, r, w.steps.PayRefund, bySystem())
	case returns.ActionCallOffPickup:
		return act(w, r, w.steps.CallOffPickups, bySystem())
	default: // remind, escalate, expire, complete
		if r.Deadline == nil || w.chance.IntN(6) > 0 {
			return r, nil
		}
		return act(w, r, w.steps.PassDeadline, activities.Deadline{By: bySystem(), At: *r.Deadline})
	}
}

func (w *walk) receipt() returns.Receive {
	d := returns.Receive{By: by(returns.RoleWarehouse), Lines: []returns.CountedLine{
		{LineNo: 1 + w.chance.IntN(2), Quantity: 1 + w.chance.IntN(3), Damaged: w.chance.IntN(2)},
	}}
	if w.chance.IntN(4) == 0 {
		d.Strays = []returns.Stray{{SKU: pick(w, "MUG", "TOY"), Quantity: 1, Disposition: pick(w, "", returns.Quarantine)}}
	}
	return d
}

func (w *walk) review() returns.Review {
	d := returns.Review{By: by(returns.RoleReviewer), Note: "note", Decision: pick(w, returns.DecisionApprove, returns.DecisionApprove,
		returns.DecisionApprove, returns.DecisionReject, returns.DecisionRequestInfo, returns.DecisionCounterOffer)}
	var lines []returns.ReviewLine
	if w.maybe() {
		line := returns.ReviewLine{LineNo: 1 + w.chance.IntN(2)}
		if quantity := w.chance.IntN(3); w.maybe() {
			line.ApprovedQuantity = &quantity
		}
		if w.maybe() {
			line.ApprovedAmount = w.amount()
		}
		lines = append(lines, line)
	}
	if d.Decision != returns.DecisionCounterOffer {
		d.Lines = lines
		return d
	}
	d.Offer = &returns.Offer{Lines: lines, KeepItem: w.maybe()}
	if w.maybe() {
		d.Offer.Amount = w.amount()
	}
	return d
}

func (w *walk) amount() *returns.Money {
	return &returns.Money{Minor: w.chance.Int64N(4000), Currency: "GBP"}
}

func (w *walk) maybe() bool { return w.chance.IntN(2) == 0 }

func pick[T any](w *walk, choices ...T) T { return choices[w.chance.IntN(len(choices))] }

func act[D any](
	w *walk, r returns.Snapshot, step func(context.Context, activities.Input[D]) (returns.Snapshot, error), d D,
) (returns.Snapshot, error) {
	return step(w.t.Context(), activities.Input[D]{ReturnID: r.ReturnID, Decision: d})
}

// moody is a payment provider that answers as it likes.
type moody struct{ walk *walk }

func (m *moody) Refund(context.Context, payments.Refund) (payments.Outcome, error) {
	return payments.Outcome{
		State:     pick(m.walk, payments.ByHand, payments.Pending, payments.Settled, payments.Failed),
		Reference: "re_1", Reason: "card closed",
	}, nil
}

func (*moody) Lookup(context.Context, string) (payments.Outcome, bool, error) {
	return payments.Outcome{}, false, nil
}
