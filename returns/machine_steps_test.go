package returns_test

import (
	"time"

	"pgregory.net/rapid"

	"backhaul/returns"
)

// What anybody may try, with any content. Each draws a decision that may be
// valid, may come too late, or may make no sense.

var (
	anyMethod = evenly(
		returns.MethodPickup, returns.MethodPickup, returns.MethodDropOff, returns.MethodInStore, returns.MethodKeepItem, "pigeon",
	)
	anyDisposition = evenly(
		returns.Restock, returns.Refurbish, returns.Quarantine, returns.Scrap, returns.ReturnToVendor,
		returns.ReturnToCustomer, returns.Missing, "eaten",
	)
	anyLineNo      = evenly(1, 1, 1, 2, 2, 2, 3)
	anyUnits       = evenly(1, 1, 1, 1, 1, 2, 2, 2, 3, 4, 0, -1)
	anyNote        = evenly("so it is", "so it is", "")
	anyNumber      = evenly("", "A", "B")
	anyRequestLine = rapid.Custom(func(t *rapid.T) returns.RequestLine {
		return returns.RequestLine{
			LineNo: anyLineNo.Draw(t, "line"), Quantity: anyUnits.Draw(t, "units"),
			Reason: evenly("damaged", "damaged", "damaged", "changed_mind", "changed_mind", "changed_mind", "changed_mind", "bored").Draw(t, "reason"),
		}
	})
	anyMoney = rapid.Custom(func(t *rapid.T) *returns.Money {
		currency := evenly("GBP", "GBP", "GBP", "GBP", "GBP", "EUR").Draw(t, "currency")
		return &returns.Money{Minor: rapid.OneOf(rapid.Int64Range(-1, 100), rapid.Int64Range(0, 4000)).Draw(t, "minor"), Currency: currency}
	})
	anyReviewLine = rapid.Custom(func(t *rapid.T) returns.ReviewLine {
		return returns.ReviewLine{
			LineNo:           anyLineNo.Draw(t, "line"),
			ApprovedQuantity: rapid.Ptr(anyUnits, true).Draw(t, "units"),
			ApprovedAmount:   maybe(t, anyMoney, "amount"),
		}
	})
)

// evenly picks each of the values as often as the others. rapid.SampledFrom
// prefers the first ones, so that few returns would come far.
func evenly[T any](values ...T) *rapid.Generator[T] {
	return rapid.Custom(func(t *rapid.T) T {
		at := 0
		for range 8 {
			at *= 2
			if rapid.Bool().Draw(t, "bit") {
				at++
			}
		}
		return values[at%len(values)]
	})
}

// oneIn is true once in n times.
func oneIn(t *rapid.T, n int, label string) bool {
	one := make([]bool, n)
	one[n-1] = true
	return evenly(one...).Draw(t, label)
}

// maybe draws the value half of the time, and nil otherwise.
func maybe[T any](t *rapid.T, generator *rapid.Generator[*T], label string) *T {
	if rapid.Bool().Draw(t, "has "+label) {
		return generator.Draw(t, label)
	}
	return nil
}

// some draws a few values, most often one.
func some[T any](t *rapid.T, generator *rapid.Generator[T], label string) []T {
	values := []T{}
	for range evenly(0, 1, 1, 2).Draw(t, "how many "+label) {
		values = append(values, generator.Draw(t, label))
	}
	return values
}

func anyOrder() *rapid.Generator[*returns.Order] {
	return rapid.Custom(func(t *rapid.T) *returns.Order {
		order := mugsAndLamp()
		order.ShippingPaid = rapid.Int64Range(0, 500).Draw(t, "shipping")
		for i := range order.Lines {
			line := &order.Lines[i]
			line.Quantity = evenly(1, 2, 3, 4, 5).Draw(t, "bought")
			line.Goods, line.Tax = rapid.Int64Range(0, 6000).Draw(t, "goods"), rapid.Int64Range(0, 1200).Draw(t, "tax")
			line.TaxIncluded = rapid.Bool().Draw(t, "gross")
			line.Discount = evenly[int64](0, 100, 2500).Draw(t, "discount")
		}
		order.DiscountMinimum = evenly[int64](0, 3000, 12000).Draw(t, "minimum")
		return order
	})
}

func anyPolicy() *rapid.Generator[returns.Policy] {
	return rapid.Custom(func(t *rapid.T) returns.Policy {
		policy := thirtyDays()
		policy.Confirm = evenly(returns.ConfirmAuto, returns.ConfirmByStaff, returns.ConfirmByCustomer).Draw(t, "confirm")
		policy.RestockAt = evenly(returns.RestockAtInspection, returns.RestockAtConfirmation).Draw(t, "restock")
		policy.AutoApprove, policy.RefundShipping = rapid.Bool().Draw(t, "auto"), rapid.Bool().Draw(t, "shipping back")
		policy.TakeDiscountBack = rapid.Bool().Draw(t, "discount back")
		policy.ReturnShipping = map[string]int64{"GBP": evenly[int64](0, 100, 9000).Draw(t, "sending back")}
		policy.ApprovalLimits = map[returns.Role]returns.PerCurrency{returns.RoleFinance: {"GBP": evenly[int64](2000, 100000).Draw(t, "finance limit")}}
		policy.FourEyesAbove = returns.PerCurrency{"GBP": evenly[int64](1500, 100000).Draw(t, "four eyes")}
		policy.RestockingFees = []returns.RestockingFee{
			{Reason: "changed_mind", Percent: evenly(0, 15, 100).Draw(t, "fee")},
			{Condition: "worn", Percent: 40},
		}
		policy.Tolerance = returns.Tolerance{Percent: evenly(0, 0, 50).Draw(t, "tolerance")}
		policy.GoodsTerms = returns.GoodsTerms{
			SilentAfterHours: evenly(0, 20, 100).Draw(t, "silent after"),
			OnExpiry:         evenly("", returns.OnExpiryRemindOnly, returns.OnExpiryApprove).Draw(t, "on expiry"),
		}
		return policy
	})
}

// anyone is mostly somebody who may take the action, and sometimes anybody.
func anyone(t *rapid.T, action returns.Action) returns.By {
	roles := append(returns.DoersOf(action), returns.RoleAdmin)
	if oneIn(t, 10, "anybody") {
		roles = append(returns.Roles(), returns.RoleSystem)
	}
	return as(evenly(roles...).Draw(t, "role"))
}

func system() returns.By { return returns.By{ID: returns.NewID("dec"), Actor: returns.System()} }

func (m *machine) review(t *rapid.T, s *story) {
	d := returns.Review{
		By: anyone(t, returns.ActionReview), Note: anyNote.Draw(t, "note"),
		Decision: evenly(
			returns.DecisionApprove, returns.DecisionReject, returns.DecisionRequestInfo, returns.DecisionCounterOffer, "shrug",
		).Draw(t, "decision"),
		Lines: some(t, anyReviewLine, "lines"),
	}
	if rapid.Bool().Draw(t, "has offer") {
		d.Offer = &returns.Offer{
			Amount: maybe(t, anyMoney, "amount"), KeepItem: rapid.Bool().Draw(t, "keep"),
			Lines: some(t, anyReviewLine, "offered lines"),
		}
	}
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) { return r.Review(d, m.order, m.now) })
}

func (m *machine) answer(t *rapid.T, s *story) {
	d := returns.Answer{
		By: anyone(t, returns.ActionAnswer), Note: anyNote.Draw(t, "note"), Accept: rapid.Ptr(rapid.Bool(), true).Draw(t, "accept"),
	}
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) { return r.Answer(d, m.order, m.now) })
}

func (m *machine) confirm(t *rapid.T, s *story) {
	d, stale := returns.Confirm{By: anyone(t, returns.ActionConfirm)}, oneIn(t, 4, "stale")
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) {
		d.Digest = r.Digest()
		if stale {
			d.Digest = "0123456789abcdef"
		}
		return r.Confirm(d, m.now)
	})
}

func (m *machine) cancel(t *rapid.T, s *story) {
	d := returns.Cancel{By: anyone(t, returns.ActionCancel)}
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) { return r.Cancel(d, m.now) })
}

func (m *machine) pickup(t *rapid.T, s *story) {
	d := returns.SchedulePickup{
		By: anyone(t, returns.ActionSchedulePickup), Another: oneIn(t, 3, "another"), Replaces: evenly(0, 0, 0, 1, 2).Draw(t, "replaces"),
	}
	booked := returns.Shipment{Key: "pickup", TrackingNumber: anyNumber.Draw(t, "number"), ByHand: rapid.Bool().Draw(t, "by hand")}
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) { return r.SchedulePickup(d, booked, m.now) })
}

func (m *machine) carrier(t *rapid.T, s *story) {
	d := returns.CarrierEvent{
		By: anyone(t, returns.ActionCarrierEvent), TrackingNumber: anyNumber.Draw(t, "number"),
		Event: evenly(logistics...).Draw(t, "event"), EventID: evenly("", "e1", "e2", "e3", "e4").Draw(t, "event id"),
	}
	if rapid.Bool().Draw(t, "late") {
		d.OccurredAt = ptr(m.now.Add(-time.Duration(rapid.IntRange(-30, 200).Draw(t, "hours late")) * time.Hour))
	}
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) { return r.ReportCarrier(d, m.now) })
}

func (m *machine) receive(t *rapid.T, s *story) {
	d := returns.Receive{By: anyone(t, returns.ActionReceive)}
	for range evenly(0, 1, 1, 1, 2).Draw(t, "counts") {
		d.Lines = append(d.Lines, returns.CountedLine{
			LineNo: anyLineNo.Draw(t, "line"), Quantity: anyUnits.Draw(t, "units"), Damaged: evenly(0, 0, 0, 1).Draw(t, "damaged"),
		})
	}
	if oneIn(t, 4, "strays") {
		d.Strays = []returns.Stray{{
			SKU: evenly("MUG", "TOY", "").Draw(t, "stray"), Quantity: anyUnits.Draw(t, "stray units"),
			Disposition: evenly(returns.Disposition(""), returns.Restock, returns.Quarantine, returns.Missing).Draw(t, "stray to"),
		}}
	}
	if rapid.Bool().Draw(t, "all") {
		d.Lines = nil
		for _, line := range s.r().Lines {
			d.Lines = append(d.Lines, returns.CountedLine{LineNo: line.LineNo, Quantity: line.Approved - line.Units.Arrived - line.Units.Missing})
		}
	}
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) { return r.Receive(d, m.now) })
}

func (m *machine) inspect(t *rapid.T, s *story) {
	d := returns.Inspect{By: anyone(t, returns.ActionInspect)}
	for range evenly(0, 1, 1, 1, 2).Draw(t, "counts") {
		d.Lines = append(d.Lines, returns.InspectedLine{
			LineNo: anyLineNo.Draw(t, "line"), Quantity: anyUnits.Draw(t, "units"), Disposition: anyDisposition.Draw(t, "disposition"),
			Condition: evenly("", "opened", "worn").Draw(t, "condition"), WrongSKU: evenly("", "", "", "TOY").Draw(t, "wrong item"),
		})
	}
	if rapid.Bool().Draw(t, "all") {
		d.Lines = inspectRest(t, s.r())
	}
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) { return r.Inspect(d, m.order, m.now) })
}

func (m *machine) requestRefund(t *rapid.T, s *story) {
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) { return r.RequestRefund(system(), m.order, m.now) })
}

func (m *machine) decideRefund(t *rapid.T, s *story) {
	d := returns.DecideRefund{
		By: anyone(t, returns.ActionDecideRefund), Reference: anyNumber.Draw(t, "reference"), Note: anyNote.Draw(t, "note"),
		Action: evenly(
			returns.RefundApprove, returns.RefundReject, returns.RefundMarkPaid, returns.RefundRetry, "burn",
		).Draw(t, "action"),
		Amount: maybe(t, anyMoney, "amount"),
	}
	d.Payment = evenly(0, 0, 0, 1, 2).Draw(t, "payment")
	d.Actor.ID = evenly("Ann", "Bob").Draw(t, "who")
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) { return r.DecideRefund(d, m.order, m.now) })
}

func (m *machine) provider(t *rapid.T, s *story) {
	outcome := returns.ProviderOutcome{Reference: anyNumber.Draw(t, "reference"), State: evenly(
		returns.ProviderByHand, returns.ProviderPending, returns.ProviderSettled, returns.ProviderFailed, returns.ProviderDoubtful,
	).Draw(t, "state"), Payment: evenly(0, 1, 2, 3).Draw(t, "payment")}
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) { return r.ProviderSays(system(), outcome, m.now) })
}

func (m *machine) close(t *rapid.T, s *story) {
	d := returns.Close{By: anyone(t, returns.ActionClose), Outcome: evenly(
		returns.SentBack, returns.WrittenOff, returns.Completed,
	).Draw(t, "outcome")}
	if s.r().Status() == returns.Received && rapid.Bool().Draw(t, "says where") {
		d.Lines = inspectRest(t, s.r())
	}
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) { return r.Close(d, m.now) })
}

func (m *machine) deadline(t *rapid.T, s *story) {
	stale := oneIn(t, 4, "stale")
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) {
		at := m.now
		if r.Wait.Deadline != nil && !stale {
			at = *r.Wait.Deadline
		}
		if at.After(m.now) {
			m.now = at // no timer is early
		}
		return r.PassDeadline(system(), at, s.order, m.now)
	})
}

func (m *machine) callOff(t *rapid.T, s *story) {
	m.try(t, s, func(r *returns.Return) (*returns.Change, error) { return r.CallOff(system(), m.now), nil })
}

// inspectRest gives everything that arrived a disposition and writes the rest missing.
func inspectRest(t *rapid.T, r *returns.Return) []returns.InspectedLine {
	var inspected []returns.InspectedLine
	for _, line := range r.Lines {
		if open := line.Units.Arrived - line.Units.Disposed(); open > 0 {
			disposition := evenly(
				returns.Restock, returns.Refurbish, returns.Quarantine, returns.Scrap, returns.ReturnToVendor, returns.ReturnToCustomer,
			).Draw(t, "disposition")
			inspected = append(inspected, returns.InspectedLine{LineNo: line.LineNo, Quantity: open, Disposition: disposition})
		}
		if missing := line.Approved - line.Units.Arrived - line.Units.Missing; missing > 0 {
			inspected = append(inspected, returns.InspectedLine{LineNo: line.LineNo, Quantity: missing, Disposition: returns.Missing})
		}
	}
	return inspected
}
