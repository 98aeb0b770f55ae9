package generate

import "backhaul/returns"

// story is one way that a return goes. Its weight is in hundredths.
type story struct {
	weight int
	tell   func(*teller)
}

// stories are the ways that returns go, as often as in a shop that is content
// with itself: most are refunded, some end before, some are open.
var stories = []story{
	{58, (*teller).completed},
	{10, func(t *teller) { t.completed(); t.complained() }},
	{6, func(t *teller) { t.open().claimed(); t.after(20).reviewed(returns.DecisionReject) }},
	{5, func(t *teller) { t.toConfirmed(); t.after(9).cancelled() }},
	{3, func(t *teller) {
		t.open().claimed().after(8).reviewed(returns.DecisionApprove)
		t.passed().passed()
	}},
	{4, func(t *teller) { t.toReceived(); t.inspected(returns.Scrap); t.refunded(); t.passed() }},
	{3, func(t *teller) { t.toInTransit(); t.carrier(returns.Lost); t.after(30).writtenOff() }},
	{3, func(t *teller) { t.open() }},
	{2, func(t *teller) { t.toConfirmed() }},
	{2, (*teller).toInTransit},
	{2, (*teller).toReceived},
	{1, func(t *teller) { t.toReceived(); t.inspected(returns.Restock); t.requested() }},
	{1, func(t *teller) { t.toReceived(); t.inspected(returns.Refurbish); t.refunded() }},
}

func (t *teller) completed() {
	t.toReceived()
	t.inspected([]returns.Disposition{returns.Restock, returns.Restock, returns.Refurbish, returns.Quarantine}[t.mold.number%4])
	t.refunded()
	t.after(20)
	take(t, t.steps.Rate, returns.Feedback{By: t.by(returns.RoleCustomer), Rating: 1 + (t.mold.number*7)%5, Comment: "thank you"})
	t.passed()
}

func (t *teller) claimed() *teller {
	t.after(4)
	take(t, t.steps.Claim, returns.ClaimReview{By: t.by(returns.RoleReviewer)})
	t.after(1)
	return take(t, t.steps.AddNote, returns.Note{By: t.by(returns.RoleReviewer), Text: "asked the shop floor"})
}

func (t *teller) reviewed(decision string) *teller {
	return take(t, t.steps.Review, returns.Review{By: t.by(returns.RoleReviewer), Decision: decision, Note: "as the policy says"})
}

func (t *teller) toConfirmed() {
	t.open().claimed().after(6).reviewed(returns.DecisionApprove).after(5)
	take(t, t.steps.Confirm, returns.Confirm{By: t.by(returns.RoleSupport)})
}

func (t *teller) toInTransit() {
	t.toConfirmed()
	t.after(10)
	take(t, t.steps.SchedulePickup, returns.SchedulePickup{By: t.by(returns.RoleLogistics), TrackingNumber: moldTracking})
	t.after(6)
	take(t, t.steps.AddNote, returns.Note{By: t.by(returns.RoleLogistics), Text: "told the driver"})
	if t.mold.number%3 == 0 {
		t.after(12).carrier(returns.FailedAttempt)
	}
	t.after(20).carrier(returns.HandedOver)
	t.after(8).carrier(returns.LogisticsInTransit)
}

func (t *teller) carrier(event returns.LogisticsState) {
	take(t, t.steps.ReportCarrier, returns.CarrierEvent{By: t.by(returns.RoleLogistics), Event: event})
}

// toReceived counts each line in for itself.
func (t *teller) toReceived() {
	t.toInTransit()
	t.after(40).carrier(returns.Delivered)
	for _, line := range t.lines() {
		t.after(2)
		take(t, t.steps.Receive, returns.Receive{By: t.by(returns.RoleWarehouse), Lines: []returns.CountedLine{line}})
	}
}

func (t *teller) inspected(disposition returns.Disposition) {
	for _, line := range t.lines() {
		t.after(5)
		take(t, t.steps.Inspect, returns.Inspect{By: t.by(returns.RoleWarehouse), Lines: []returns.InspectedLine{
			{LineNo: line.LineNo, Quantity: line.Quantity, Condition: "opened", Disposition: disposition},
		}})
	}
}

// lines are the lines of the return with their approved units.
func (t *teller) lines() (lines []returns.CountedLine) {
	if t.err != nil {
		return nil
	}
	rows, err := t.pool.Query(t.ctx, "select line_no, approved from return_lines where return_id = $1 order by line_no", t.mold.returnID)
	if err != nil {
		t.fail(err)
		return nil
	}
	defer rows.Close()
	for rows.Next() {
		var line returns.CountedLine
		t.fail(rows.Scan(&line.LineNo, &line.Quantity))
		lines = append(lines, line)
	}
	t.fail(rows.Err())
	return lines
}

func (t *teller) requested() {
	t.after(0.1)
	take(t, t.steps.RequestRefund, t.by(returns.RoleSystem))
}

func (t *teller) refunded() {
	t.requested()
	t.after(15).finance(returns.RefundApprove)
	t.after(0.1)
	take(t, t.steps.PayRefund, t.by(returns.RoleSystem))
	t.after(6).finance(returns.RefundMarkPaid)
}

func (t *teller) finance(action string) {
	take(t, t.steps.DecideRefund, returns.DecideRefund{By: t.by(returns.RoleFinance), Action: action, Reference: "BACS " + t.mold.rma, Note: "as agreed"})
}

// passed lets the deadline come and does what was announced for it.
func (t *teller) passed() *teller {
	if t.err == nil && t.mold.deadline != nil {
		t.now = *t.mold.deadline
		take(t, t.steps.PassDeadline, deadline(t.by(returns.RoleSystem), *t.mold.deadline))
	}
	return t
}

func (t *teller) cancelled() {
	take(t, t.steps.Cancel, returns.Cancel{By: t.by(returns.RoleCustomer), Reason: "kept after all"})
	t.after(0.1)
}

func (t *teller) writtenOff() {
	take(t, t.steps.Close, returns.Close{By: t.by(returns.RoleReviewer), Outcome: returns.WrittenOff, Note: "the carrier pays"})
}

func (t *teller) complained() {
	t.after(30)
	take(t, t.steps.Complain, returns.Complaint{By: t.by(returns.RoleCustomer), Text: "it took too long"})
	t.after(20)
	take(t, t.steps.AnswerComplaint, returns.AnswerComplaint{By: t.by(returns.RoleSupport), Text: "we are sorry"})
	t.after(20)
	decision := returns.ComplaintDismiss
	if t.mold.number%3 == 0 {
		decision = returns.ComplaintUphold
	}
	take(t, t.steps.DecideComplaint, returns.DecideComplaint{By: t.by(returns.RoleReviewer), Decision: decision, Note: "seen and decided"})
}
