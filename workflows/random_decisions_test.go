package workflows_test

import (
	"context"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// What a crowd sends. Most of it fits the return as it stands, since what makes
// no sense is refused at once and says little.

// lineState is one line of the return as the database has it.
type lineState struct{ no, approved, arrived, disposed, missing int }

func (c *crowd) lines() []lineState {
	rows, err := c.db.Query(context.WithoutCancel(c.t.Context()), `
		select line_no, approved, arrived, available + refurbish + quarantine + scrap + vendor + send_back, missing
		from return_lines where return_id = $1 order by line_no`, c.id)
	require.NoError(c.t, err)
	defer rows.Close()
	var lines []lineState
	for rows.Next() {
		var line lineState
		require.NoError(c.t, rows.Scan(&line.no, &line.approved, &line.arrived, &line.disposed, &line.missing))
		lines = append(lines, line)
	}
	require.NoError(c.t, rows.Err())
	return lines
}

func (c *crowd) decision(action returns.Action, by returns.By) any {
	switch action {
	case returns.ActionReview:
		return c.review(by)
	case returns.ActionAnswer:
		yes := c.oneIn(2)
		return returns.Answer{By: by, Note: c.note(), Accept: pick(c, &yes, &yes, nil)}
	case returns.ActionConfirm:
		return returns.Confirm{By: by, Digest: pick(c, "", "", "", "stale")}
	case returns.ActionCancel:
		return returns.Cancel{By: by, Reason: c.note()}
	case returns.ActionSchedulePickup:
		return returns.SchedulePickup{By: by, Carrier: pick(c, "SF", "Express"), TrackingNumber: pick(c, "", "SF1", "SF2")}
	case returns.ActionCarrierEvent:
		return returns.CarrierEvent{By: by, TrackingNumber: pick(c, "", "SF1", "SF2"), Event: pick(c,
			returns.HandedOver, returns.LogisticsInTransit, returns.Delivered, returns.FailedAttempt, returns.Lost, returns.Silent)}
	case returns.ActionReceive:
		return c.receive(by)
	case returns.ActionInspect:
		return c.inspection(by)
	case returns.ActionDecideRefund:
		d := returns.DecideRefund{By: by, Note: c.note(), Reference: pick(c, "", "BANK-1"), Action: pick(c,
			returns.RefundApprove, returns.RefundApprove, returns.RefundMarkPaid, returns.RefundReject, returns.RefundRetry)}
		if d.Action == returns.RefundMarkPaid || d.Action == returns.RefundRetry {
			d.Payment = pick(c, 0, 0, 1, 2, 3)
		}
		if c.oneIn(5) {
			d.Amount = c.amount()
		}
		return d
	case returns.ActionAssign:
		return returns.AssignReview{By: by, UserID: pick(c, "reviewer", "nobody")}
	case returns.ActionClose:
		return returns.Close{By: by, Outcome: pick(c, returns.SentBack, returns.WrittenOff, returns.Completed), Note: c.note()}
	default: // a decision that says nothing more than its name
		return map[string]any{"actor": by.Actor}
	}
}

func (c *crowd) note() string { return pick(c, "so it is", "so it is", "so it is", "") }

func (c *crowd) review(by returns.By) returns.Review {
	d := returns.Review{By: by, Note: c.note(), Decision: pick(c,
		returns.DecisionApprove, returns.DecisionApprove, returns.DecisionApprove, returns.DecisionApprove,
		returns.DecisionRequestInfo, returns.DecisionCounterOffer, returns.DecisionReject)}
	if c.oneIn(3) {
		d.Lines = c.exceptions()
	}
	if d.Decision == returns.DecisionCounterOffer {
		d.Offer = &returns.Offer{KeepItem: c.oneIn(3), Lines: c.exceptions()}
		if c.oneIn(2) {
			d.Offer.Amount = c.amount()
		}
	}
	return d
}

func (c *crowd) exceptions() []returns.ReviewLine {
	var exceptions []returns.ReviewLine
	for _, line := range c.lines() {
		if c.oneIn(2) {
			continue
		}
		exception := returns.ReviewLine{LineNo: line.no}
		if c.oneIn(2) {
			quantity := c.IntN(line.approved + 2)
			exception.ApprovedQuantity = &quantity
		}
		if c.oneIn(3) {
			exception.ApprovedAmount = c.amount()
		}
		exceptions = append(exceptions, exception)
	}
	return exceptions
}

func (c *crowd) amount() *returns.Money {
	return &returns.Money{Minor: pick[int64](c, 0, 1, 700, 1500, 2200, 9900), Currency: pick(c, "GBP", "GBP", "GBP", "EUR")}
}

func (c *crowd) receive(by returns.By) returns.Receive {
	d := returns.Receive{By: by}
	for _, line := range c.lines() {
		open := line.approved - line.arrived - line.missing
		if c.oneIn(8) {
			open++ // one too many
		}
		if units := open - c.IntN(2); units > 0 {
			d.Lines = append(d.Lines, returns.CountedLine{LineNo: line.no, Quantity: units})
		}
	}
	return d
}

func (c *crowd) inspection(by returns.By) returns.Inspect {
	d := returns.Inspect{By: by}
	for _, line := range c.lines() {
		if open := line.arrived - line.disposed; open > 0 {
			d.Lines = append(d.Lines, returns.InspectedLine{
				LineNo: line.no, Quantity: 1 + c.IntN(open), Condition: pick(c, "", "opened", "damaged"), Disposition: c.disposition(),
			})
		}
		if missing := line.approved - line.arrived - line.missing; missing > 0 && c.oneIn(2) {
			d.Lines = append(d.Lines, returns.InspectedLine{LineNo: line.no, Quantity: missing, Disposition: returns.Missing})
		}
	}
	return d
}

func (c *crowd) disposition() returns.Disposition {
	return pick(c, returns.Restock, returns.Restock, returns.Restock, returns.Refurbish, returns.Quarantine, returns.Scrap,
		returns.ReturnToVendor, returns.ReturnToCustomer)
}

// inspectRest gives all that arrived a disposition and writes the rest missing.
func (c *crowd) inspectRest() returns.Inspect {
	d := returns.Inspect{By: by("", returns.RoleWarehouse)}
	for _, line := range c.lines() {
		if open := line.arrived - line.disposed; open > 0 {
			d.Lines = append(d.Lines, returns.InspectedLine{LineNo: line.no, Quantity: open, Disposition: c.disposition()})
		}
		if missing := line.approved - line.arrived - line.missing; missing > 0 {
			d.Lines = append(d.Lines, returns.InspectedLine{LineNo: line.no, Quantity: missing, Disposition: returns.Missing})
		}
	}
	return d
}
