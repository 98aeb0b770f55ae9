package activities_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

// bad is an activity that must be refused, and how.
type bad struct {
	why  string
	step step
	code returns.Code
}

// TestRefusal_LeavesEveryTableAsItWas tries what each stage of the story does
// not allow. A refusal is final, has the code that callers know, and neither
// writes anything nor reaches a bank or a carrier.
func TestRefusal_LeavesEveryTableAsItWas(t *testing.T) {
	t.Parallel()
	for stage, tt := range map[string]struct {
		after []step
		bad   []bad
	}{
		"before the opening":  {nil, badOpenings()},
		"no such return":      {nil, onUnknownReturn()},
		"requested":           {until("Open", 1), whileRequested()},
		"info needed":         {until("Review", 1), whileInfoNeeded()},
		"approved":            {until("RecordRefusal", 1), whileApproved()},
		"confirmed":           {until("Confirm", 1), whileConfirmed()},
		"pickup scheduled":    {until("SchedulePickup", 3), whilePickupScheduled()},
		"received":            {until("Receive", 1), whileReceived()},
		"inspected":           {until("Inspect", 1), whileInspected()},
		"waiting for finance": {until("RequestRefund", 1), whileFinanceDecides()},
		"refunded":            {until("PayRefund", 1), onceRefunded()},
		"completed":           {until("Acknowledge", 1), onceCompleted()},
	} {
		t.Run(stage, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.play(tt.after...)
			before, paid, booked := s.dump(), s.bank.paid(), len(s.express.booked)
			for _, bad := range tt.bad {
				_, err := s.run(bad.step.activity, bad.step.input(s))
				require.Error(t, err, bad.why)
				refused(t, err, bad.code)
				require.Equal(t, before, s.dump(), "%s changed something", bad.why)
			}
			require.Equal(t, paid, s.bank.paid(), "a refusal moved money")
			require.Len(t, s.express.booked, booked, "a refusal booked a pickup")
		})
	}
}

// tooEarly takes steps of the story that are still to come.
func tooEarly(activities ...string) (all []bad) {
	for _, activity := range activities {
		steps := until(activity, 1)
		all = append(all, bad{"too early to " + activity, steps[len(steps)-1], returns.CodeTransition})
	}
	return all
}

func badOpenings() []bad {
	line := func(quantity int, reason string) returns.RequestLine {
		return returns.RequestLine{LineNo: 1, Quantity: quantity, Reason: reason}
	}
	changed := func(change func(*activities.OpenInput)) step {
		in := openInput(first, line(1, "changed_mind"))
		change(&in)
		return with("Open", in)
	}
	long := "" // chance cannot be compressed
	for range 200 {
		long += returns.NewID("id")
	}
	return []bad{
		{"unknown order", changed(func(in *activities.OpenInput) { in.Request.OrderNumber = "ORD-9" }), returns.CodeNotFound},
		{"somebody else's order", changed(func(in *activities.OpenInput) { in.OwnOrdersOf = "C-2" }), returns.CodeNotFound},
		{"no lines", openStep(first), returns.CodeInvalid},
		{"more than bought", openStep(first, line(4, "changed_mind")), returns.CodeQuantity},
		{"nothing", openStep(first, line(0, "changed_mind")), returns.CodeInvalid},
		{"less than nothing", openStep(first, line(-1, "changed_mind")), returns.CodeInvalid},
		{"unknown reason", openStep(first, line(1, "bad karma")), returns.CodeInvalid},
		{"one line twice", openStep(first, line(1, "late"), line(1, "late")), returns.CodeInvalid},
		{"unknown line", openStep(first, returns.RequestLine{LineNo: 9, Quantity: 1, Reason: "late"}), returns.CodeInvalid},
		{"unknown method", changed(func(in *activities.OpenInput) { in.Request.Method = "teleport" }), returns.CodeInvalid},
		{"unknown photo", changed(func(in *activities.OpenInput) { in.Request.Evidence = []string{"evi_" + first[4:]} }), returns.CodeInvalid},
		{"a note that no database takes", changed(func(in *activities.OpenInput) { in.Request.Note = "nul \x00 byte" }), returns.CodeInvalid},
		{"an id that no index takes", changed(func(in *activities.OpenInput) { in.By.ID = long }), returns.CodeInvalid},
	}
}

// onUnknownReturn leaves out what asks for a return by its messages only.
func onUnknownReturn() (all []bad) {
	for _, step := range everyStep() {
		if !slices.Contains([]string{"Open", "Answer", "PassDeadline", "PassComplaintDeadline", "SendMessages", "RaiseAttention"}, step.activity) {
			all = append(all, bad{step.activity, step, returns.CodeNotFound})
		}
	}
	deadline := activities.Deadline{By: by("bad", returns.RoleSystem), At: opening}
	return append(all,
		bad{"PassDeadline", does("PassDeadline", first, deadline), returns.CodeNotFound},
		bad{"PassComplaintDeadline", does("PassComplaintDeadline", first, deadline), returns.CodeNotFound},
		bad{"Answer", does("Answer", first, returns.Answer{By: by("bad", returns.RoleCustomer), Note: "?"}), returns.CodeNotFound})
}

func whileRequested() []bad {
	quantity := func(n int) []returns.ReviewLine { return []returns.ReviewLine{{LineNo: 1, ApprovedQuantity: &n}} }
	amount := func(minor int64, currency string) []returns.ReviewLine {
		return []returns.ReviewLine{{LineNo: 1, ApprovedAmount: &returns.Money{Minor: minor, Currency: currency}}}
	}
	review := func(decision string, lines []returns.ReviewLine) step {
		return does("Review", first, returns.Review{By: by("bad", returns.RoleReviewer), Decision: decision, Lines: lines})
	}
	none := append(quantity(0), returns.ReviewLine{LineNo: 2, ApprovedQuantity: new(int)})
	answer := returns.Answer{By: by("bad", returns.RoleCustomer), Note: "Blue"}
	otherDeadline := activities.Deadline{By: by("bad", returns.RoleSystem), At: opening.Add(time.Hour)}
	return append(tooEarly("Confirm", "SchedulePickup", "ReportCarrier", "Inspect", "RequestRefund", "DecideRefund", "PayRefund"), []bad{
		{"an answer to no question", does("Answer", first, answer), returns.CodeTransition},
		{"the warehouse reviews", does("Review", first, returns.Review{By: by("bad", returns.RoleWarehouse), Decision: "approve"}), returns.CodeForbidden},
		{"unknown decision", review("maybe", nil), returns.CodeInvalid},
		{"rejected without a word", review(returns.DecisionReject, nil), returns.CodeInvalid},
		{"asked without a question", review(returns.DecisionRequestInfo, nil), returns.CodeInvalid},
		{"an offer of nothing", review(returns.DecisionCounterOffer, nil), returns.CodeInvalid},
		{"more than requested", review(returns.DecisionApprove, quantity(3)), returns.CodeInvalid},
		{"nothing approved", review(returns.DecisionApprove, none), returns.CodeInvalid},
		{"more than paid", review(returns.DecisionApprove, amount(3601, "GBP")), returns.CodeAmount},
		{"another currency", review(returns.DecisionApprove, amount(1, "USD")), returns.CodeInvalid},
		{"another deadline", does("PassDeadline", first, otherDeadline), returns.CodeConflict},
	}...)
}

func whileInfoNeeded() []bad {
	answer := func(d returns.Answer) step {
		d.By = by("bad", returns.RoleCustomer)
		return does("Answer", first, d)
	}
	return []bad{
		{"an empty answer", answer(returns.Answer{}), returns.CodeInvalid},
		{"an unknown photo", answer(returns.Answer{Evidence: []string{"evi_" + second[4:]}}), returns.CodeInvalid},
	}
}
