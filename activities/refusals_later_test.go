package activities_test

import (
	"backhaul/returns"
)

// What TestRefusal_LeavesEveryTableAsItWas tries once a return is approved.

func whileApproved() []bad {
	confirm := func(id string, role returns.Role, digest string) step {
		return does("Confirm", first, returns.Confirm{By: by(id, role), Digest: digest})
	}
	again := returns.Review{By: by("bad", returns.RoleReviewer), Decision: returns.DecisionApprove}
	return append(tooEarly("Inspect", "RequestRefund", "PayRefund"), []bad{
		{"a second approval", does("Review", first, again), returns.CodeTransition},
		{"other content than was seen", confirm("bad", returns.RoleSupport, "0123456789abcdef"), returns.CodeContentChanged},
		{"the customer confirms", confirm("bad", returns.RoleCustomer, ""), returns.CodeForbidden},
		{"a decision that was refused before", confirm("no", returns.RoleSupport, ""), returns.CodeTransition},
	}...)
}

func whileConfirmed() []bad {
	reversed := pickup("bad", "Express")
	reversed.WindowStart, reversed.WindowEnd = reversed.WindowEnd, reversed.WindowStart
	byWarehouse := pickup("bad", "Express")
	byWarehouse.Actor.Role = returns.RoleWarehouse
	unknown := returns.CarrierEvent{By: by("bad", returns.RoleLogistics), Event: "teleported"}
	return append(tooEarly("Inspect", "DecideRefund", "PayRefund"), []bad{
		{"a pickup that ends before it starts", does("SchedulePickup", first, reversed), returns.CodeInvalid},
		{"a pickup by the warehouse", does("SchedulePickup", first, byWarehouse), returns.CodeForbidden},
		{"an unknown event", does("ReportCarrier", first, unknown), returns.CodeInvalid},
	}...)
}

func whilePickupScheduled() []bad {
	confirm := returns.Confirm{By: by("bad", returns.RoleSupport)}
	return append(tooEarly("Inspect", "RequestRefund", "PayRefund"), bad{
		"a second confirmation", does("Confirm", first, confirm), returns.CodeTransition,
	})
}

func whileReceived() []bad {
	receive := returns.Receive{By: by("bad", returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 2, Quantity: 1}}}
	inspect := func(line returns.InspectedLine) step {
		return does("Inspect", first, returns.Inspect{By: by("bad", returns.RoleWarehouse), Lines: []returns.InspectedLine{line}})
	}
	return append(tooEarly("RequestRefund", "DecideRefund", "PayRefund"), []bad{
		{"one more than approved", does("Receive", first, receive), returns.CodeQuantity},
		{"inspected more than arrived", inspect(returns.InspectedLine{LineNo: 2, Quantity: 2, Disposition: returns.Restock}), returns.CodeQuantity},
		{"missing though it arrived", inspect(returns.InspectedLine{LineNo: 2, Quantity: 1, Disposition: returns.Missing}), returns.CodeQuantity},
		{"unknown disposition", inspect(returns.InspectedLine{LineNo: 2, Quantity: 1, Disposition: "eaten"}), returns.CodeInvalid},
		{"cancelled after it arrived", does("Cancel", first, returns.Cancel{By: by("bad", returns.RoleCustomer)}), returns.CodeTransition},
	}...)
}

func whileInspected() []bad {
	elsewhere := returns.Close{By: by("bad", returns.RoleReviewer), Outcome: returns.Completed}
	return append(tooEarly("DecideRefund", "PayRefund"), bad{
		"an outcome that is none", does("Close", first, elsewhere), returns.CodeInvalid,
	})
}

func whileFinanceDecides() []bad {
	decide := func(role returns.Role, d returns.DecideRefund) step {
		d.By = by("bad", role)
		return does("DecideRefund", first, d)
	}
	return append(tooEarly("PayRefund"), []bad{
		{"the reviewer pays", decide(returns.RoleReviewer, returns.DecideRefund{Action: returns.RefundApprove}), returns.CodeForbidden},
		{"another task", decide(returns.RoleFinance, returns.DecideRefund{Action: returns.RefundApprove, TaskID: returns.RefundTaskID(first, 2)}), returns.CodeTransition},
		{"paid without a reference", decide(returns.RoleFinance, returns.DecideRefund{Action: returns.RefundMarkPaid}), returns.CodeInvalid},
		{"rejected without a word", decide(returns.RoleFinance, returns.DecideRefund{Action: returns.RefundReject}), returns.CodeInvalid},
		{"a retry of what did not fail", decide(returns.RoleFinance, returns.DecideRefund{Action: returns.RefundRetry}), returns.CodeTransition},
		{"unknown action", decide(returns.RoleFinance, returns.DecideRefund{Action: "ponder"}), returns.CodeInvalid},
	}...)
}

func onceRefunded() []bad {
	return []bad{
		{"paid a second time", does("PayRefund", first, by("bad", returns.RoleSystem)), returns.CodeTransition},
		{"requested a second time", does("RequestRefund", first, by("bad", returns.RoleSystem)), returns.CodeTransition},
	}
}

func onceCompleted() []bad {
	return append(onceRefunded(), []bad{
		{"a review", does("Review", first, returns.Review{By: by("bad", returns.RoleReviewer), Decision: returns.DecisionApprove}), returns.CodeTransition},
		{"a parcel", does("Receive", first, returns.Receive{By: by("bad", returns.RoleWarehouse)}), returns.CodeTransition},
		{"a cancellation", does("Cancel", first, returns.Cancel{By: by("bad", returns.RoleCustomer)}), returns.CodeTransition},
		{"an empty note", does("AddNote", first, returns.Note{By: by("bad", returns.RoleSupport)}), returns.CodeInvalid},
		{"six stars", does("Rate", first, returns.Feedback{By: by("bad", returns.RoleCustomer), Rating: 6}), returns.CodeInvalid},
		{"a complaint without words", does("Complain", first, returns.Complaint{By: by("bad", returns.RoleCustomer)}), returns.CodeInvalid},
		{"an answer to no complaint", does("AnswerComplaint", first, returns.AnswerComplaint{By: by("bad", returns.RoleSupport), Text: "no"}), returns.CodeTransition},
		{"a decision about no complaint", does("DecideComplaint", first, returns.DecideComplaint{
			By: by("bad", returns.RoleAdmin), Decision: returns.ComplaintUphold, Note: "yes",
		}), returns.CodeTransition},
	}...)
}
