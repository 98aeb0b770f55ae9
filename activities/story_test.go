package activities_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/integrations/payments"
	"backhaul/returns"
)

// step is one activity with its input, which may depend on what is stored.
type step struct {
	activity string
	input    func(*shop) any
}

func (s step) String() string { return s.activity }

// first, second and third are the returns of the story.
var first, second, third = story(1), story(2), story(3)

func story(n int) string { return returns.NewReturnID("C-1", fmt.Sprint(n)) }

// everyStep is the life of three returns that passes through every activity: one
// is refunded, one is cancelled, one is lost on its way.
func everyStep() []step {
	photo := "evi_" + first[4:]
	return []step{
		openStep(first, returns.RequestLine{LineNo: 1, Quantity: 2, Reason: "changed_mind"},
			returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "changed_mind"}),
		does("Review", first, returns.Review{By: by("q", returns.RoleReviewer), Decision: returns.DecisionRequestInfo, Note: "Which color?"}),
		{"PassDeadline", deadlineOf(first, "w1")},
		{"Answer", func(s *shop) any {
			s.photo(photo, nil)
			return activities.Input[returns.Answer]{ReturnID: first, Decision: returns.Answer{
				By: by("a", returns.RoleCustomer), Note: "Blue", Evidence: []string{photo},
			}}
		}},
		does("Assign", first, returns.AssignReview{By: by("yours", returns.RoleAdmin), UserID: "reviewer"}),
		does("Release", first, returns.ReleaseReview{By: by("nobody's", returns.RoleAdmin)}),
		does("Claim", first, returns.ClaimReview{By: by("mine", returns.RoleReviewer)}),
		does("Review", first, returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove}),
		with("RecordRefusal", activities.RefusalInput{
			ReturnID: first, By: by("no", returns.RoleReviewer), Action: returns.ActionReview,
			Data: json.RawMessage(`{"decision":"approve"}`), Reason: "the return is approved already",
		}),
		does("Confirm", first, returns.Confirm{By: by("c", returns.RoleSupport)}),
		does("SchedulePickup", first, pickup("p1", "")),
		does("SchedulePickup", first, pickup("p2", "Express")),
		does("CallOffPickups", first, by("v1", returns.RoleSystem)),
		does("SchedulePickup", first, pickup("p3", "Express")),
		does("CallOffPickups", first, by("v2", returns.RoleSystem)),
		does("ReportCarrier", first, returns.CarrierEvent{By: by("scan", returns.RoleLogistics), Event: returns.LogisticsInTransit}),
		does("Receive", first, returns.Receive{By: by("r", returns.RoleWarehouse), Lines: []returns.CountedLine{
			{LineNo: 1, Quantity: 2}, {LineNo: 2, Quantity: 1},
		}}),
		does("Inspect", first, returns.Inspect{By: by("i", returns.RoleWarehouse), Lines: []returns.InspectedLine{
			{LineNo: 1, Quantity: 1, Disposition: returns.Restock},
			{LineNo: 1, Quantity: 1, Disposition: returns.ReturnToCustomer},
			{LineNo: 2, Quantity: 1, Disposition: returns.Scrap, Condition: "broken"},
		}}),
		does("RequestRefund", first, by("rr", returns.RoleSystem)),
		does("DecideRefund", first, returns.DecideRefund{By: by("f", returns.RoleFinance), Action: returns.RefundApprove}),
		does("PayRefund", first, by("pay", returns.RoleSystem)),
		{"CheckRefund", func(s *shop) any {
			s.bank.says(payments.Failed) // days after it had said settled
			return activities.Input[activities.RefundCheck]{ReturnID: first, Decision: activities.RefundCheck{
				By: by("late", returns.RoleSystem), TaskID: returns.RefundTaskID(first, 1),
			}}
		}},
		does("DecideRefund", first, returns.DecideRefund{By: by("f2", returns.RoleFinance), Action: returns.RefundMarkPaid, Reference: "BACS 7"}),
		with("SendMessages", first),
		with("RaiseAttention", activities.AttentionInput{ReturnID: first, Attention: returns.Attend("look", "somebody should look")}),
		does("Acknowledge", first, returns.Acknowledge{By: by("w2", returns.RoleCustomer)}),
		openStep(second, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "changed_mind"}),
		with("AddNote", activities.Input[returns.Note]{ReturnID: first, Decision: returns.Note{
			By: by("note", returns.RoleSupport), Text: "She called; all is well",
		}}),
		does("Rate", first, returns.Feedback{By: by("stars", returns.RoleCustomer), Rating: 5}),
		does("Complain", first, returns.Complaint{By: by("angry", returns.RoleCustomer), Text: "one vase is missing"}),
		{"PassComplaintDeadline", complaintDeadlineOf(first, "unanswered")},
		does("AnswerComplaint", first, returns.AnswerComplaint{By: by("calm", returns.RoleSupport), Text: "it was broken"}),
		does("EscalateComplaint", first, returns.EscalateComplaint{By: by("angrier", returns.RoleCustomer)}),
		does("DecideComplaint", first, returns.DecideComplaint{
			By: by("fair", returns.RoleAdmin), Decision: returns.ComplaintUphold, Note: "we could not show it",
		}),
		does("Cancel", second, returns.Cancel{By: by("x", returns.RoleCustomer), Reason: "I like it after all"}),

		openStep(third, returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "late"}),
		does("Review", third, returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove}),
		does("Confirm", third, returns.Confirm{By: by("c", returns.RoleSupport)}),
		does("ReportCarrier", third, returns.CarrierEvent{By: by("scan", returns.RoleLogistics), Event: returns.HandedOver}),
		does("Close", third, returns.Close{By: by("end", returns.RoleReviewer), Outcome: returns.WrittenOff, Note: "lost at sea"}),

		{"PassHeldDeadline", heldDeadlineOf(first, "hw")},
		does("SendBack", first, returns.SendBack{By: by("sb", returns.RoleLogistics), TrackingNumber: "OUT-1"}),
		does("ReportSendBack", first, returns.CarrierEvent{By: by("sb-scan", returns.RoleLogistics), Event: returns.HandedOver}),
		does("ReportSendBack", first, returns.CarrierEvent{By: by("sb-refused", returns.RoleLogistics), Event: returns.Refused}),
		does("DecideSendBack", first, returns.DecideSendBack{By: by("sb-end", returns.RoleReviewer), Decision: returns.SendBackDispose, Note: "she wants it no more"}),
		does("ReceiveLate", second, returns.Receive{By: by("late", returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}}}),
		{"DecideStray", func(s *shop) any {
			return activities.Input[returns.DecideStray]{ReturnID: second, Decision: returns.DecideStray{
				By: by("stray", returns.RoleReviewer), Disposition: returns.Restock,
				StrayID: s.value(`select coalesce(min(id), 'none') from return_strays where return_id = $1`, second),
			}}
		}},
	}
}

// until are the steps of the story up to and with the nth run of an activity.
func until(activity string, nth int) []step {
	steps := everyStep()
	for i, step := range steps {
		if step.activity != activity {
			continue
		}
		if nth--; nth == 0 {
			return steps[:i+1]
		}
	}
	panic("the story has no such " + activity)
}

func openStep(returnID string, lines ...returns.RequestLine) step {
	return with("Open", openInput(returnID, lines...))
}

func openInput(returnID string, lines ...returns.RequestLine) activities.OpenInput {
	return activities.OpenInput{
		ReturnID: returnID, By: by("open", returns.RoleCustomer), OwnOrdersOf: "C-1",
		Request: returns.Request{
			OrderNumber: "ORD-1", Lines: lines, Method: returns.MethodPickup,
			Pickup: &returns.PickupDetails{Address: "1 High Street"},
		},
	}
}

func with(activity string, input any) step {
	return step{activity, func(*shop) any { return input }}
}

func does[D any](activity, returnID string, decision D) step {
	return with(activity, activities.Input[D]{ReturnID: returnID, Decision: decision})
}

func by(id string, role returns.Role) returns.By {
	if role == returns.RoleSystem {
		return returns.By{ID: id, Actor: returns.System()}
	}
	return returns.By{ID: id, Actor: returns.Actor{ID: string(role) + "-1", Role: role}}
}

func pickup(id, carrier string) returns.SchedulePickup {
	start := opening.AddDate(0, 0, 1)
	end := start.Add(2 * time.Hour)
	return returns.SchedulePickup{By: by(id, returns.RoleLogistics), Carrier: carrier, WindowStart: &start, WindowEnd: &end}
}

// complaintDeadlineOf passes the deadline that the complaint waits for.
func complaintDeadlineOf(returnID, id string) func(*shop) any {
	return func(s *shop) any {
		var at time.Time
		require.NoError(s.t, s.books.QueryRow(s.t.Context(), `select wait_deadline from disputes where return_id = $1`, returnID).Scan(&at))
		return activities.Input[activities.Deadline]{
			ReturnID: returnID, Decision: activities.Deadline{By: by(id, returns.RoleSystem), At: at},
		}
	}
}

// deadlineOf passes the deadline that the return waits for.
func deadlineOf(returnID, id string) func(*shop) any {
	return func(s *shop) any {
		var at time.Time
		require.NoError(s.t, s.books.QueryRow(s.t.Context(), `select wait_deadline from returns where id = $1`, returnID).Scan(&at))
		return activities.Input[activities.Deadline]{
			ReturnID: returnID, Decision: activities.Deadline{By: by(id, returns.RoleSystem), At: at},
		}
	}
}

// heldDeadlineOf passes the deadline that held goods wait for.
func heldDeadlineOf(returnID, id string) func(*shop) any {
	return func(s *shop) any {
		var at time.Time
		row := s.books.QueryRow(s.t.Context(), `select coalesce((select wait_deadline from held_goods where return_id = $1), 'epoch')`, returnID)
		require.NoError(s.t, row.Scan(&at))
		return activities.Input[activities.Deadline]{
			ReturnID: returnID, Decision: activities.Deadline{By: by(id, returns.RoleSystem), At: at},
		}
	}
}

// photo stores an uploaded photo, for a customer or for anyone.
func (s *shop) photo(id string, customer *string) {
	s.t.Helper()
	s.exec(`insert into evidence (id, content_type, size, sha256, width, height, uploaded_by, customer_id, created_at)
		values ($1, 'image/png', 1, repeat('0', 64), 1, 1, 'C-1', $2, $3) on conflict do nothing`, id, customer, opening)
}

// exported lists the activities by reflection, as a worker registers them.
func exported() (names []string) {
	activity := reflect.TypeFor[*activities.Activities]()
	for i := range activity.NumMethod() {
		names = append(names, activity.Method(i).Name)
	}
	return names
}
