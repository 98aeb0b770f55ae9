package returns

import "slices"

// Action is what somebody does to a return. The names are wire format: they are
// the Temporal Updates and Signals, the `allowed_actions` of the API and the
// kinds of the audit events.
type Action string

// What people and integrations do.
const (
	ActionReview         Action = "review"
	ActionAnswer         Action = "answer"
	ActionConfirm        Action = "confirm"
	ActionCancel         Action = "cancel"
	ActionSchedulePickup Action = "schedule_pickup"
	ActionCarrierEvent   Action = "carrier_event"
	ActionReceive        Action = "receive"
	ActionInspect        Action = "inspect"
	ActionDecideRefund   Action = "decide_refund"
	ActionClose          Action = "close"
	ActionClaim          Action = "claim"
	ActionRelease        Action = "release"
	ActionAssign         Action = "assign"
	ActionAcknowledge    Action = "acknowledge"
)

// What is said about a return, in any status and without moving it.
const (
	ActionNote              Action = "note"
	ActionFeedback          Action = "feedback"
	ActionComplain          Action = "complain"
	ActionAnswerComplaint   Action = "answer_complaint"
	ActionEscalateComplaint Action = "escalate_complaint"
	ActionDecideComplaint   Action = "decide_complaint"
)

// What is done about goods that the shop holds and may not keep, beside the
// return and after its end; see held.go.
const (
	ActionReceiveLate    Action = "receive_late"
	ActionDecideStray    Action = "decide_stray"
	ActionSendBack       Action = "send_back"
	ActionReportSendBack Action = "report_send_back"
	ActionDecideSendBack Action = "decide_send_back"
	// ActionRemindHeld and ActionAskSendBack are the service's own: by timer.
	ActionRemindHeld  Action = "remind_held"
	ActionAskSendBack Action = "ask_send_back"
)

// What the service itself does: by policy, by timer, or on a provider's word.
const (
	ActionOpen Action = "open"
	// ActionImport takes in a return that has ended in a former system. Like
	// [ActionOpen] it begins a trail, and no status leads to it.
	ActionImport        Action = "import"
	ActionRequestRefund Action = "request_refund"
	ActionSettleRefund  Action = "settle_refund"
	ActionRemind        Action = "remind"
	// ActionApprove approves in the policy's name what nobody reviewed in time.
	ActionApprove  Action = "approve"
	ActionEscalate Action = "escalate"
	ActionExpire   Action = "expire"
	ActionComplete Action = "complete"
	// ActionRemindComplaint reminds whoever a complaint waits for.
	ActionRemindComplaint Action = "remind_complaint"
	// ActionReportSilent notes that nothing was heard of a parcel for too long.
	ActionReportSilent Action = "report_silent"
	// ActionReleaseReplacement lets the replacement of an exchange go, in the step
	// that finds the money settled and the goods there.
	ActionReleaseReplacement Action = "release_replacement"
	// ActionCallOffPickup tells a carrier of a void booking. It moves nothing, so
	// that no row of the table holds it.
	ActionCallOffPickup Action = "call_off_pickup"
)

// Move is one row of the transition table: in this status, this action may
// lead to these statuses.
type Move struct {
	From   Status
	Action Action
	To     []Status
}

// moves is the state machine. The workflow's validators, `allowed_actions`, the
// console's buttons and the diagram in the docs are all read from it. A move it
// does not hold is refused and changes nothing.
var moves = []Move{
	{Requested, ActionReview, []Status{Approved, Rejected, InfoNeeded, CounterOffered}},
	{Requested, ActionCancel, []Status{Cancelled}},
	{Requested, ActionClaim, []Status{Requested}},
	{Requested, ActionRelease, []Status{Requested}},
	{Requested, ActionAssign, []Status{Requested}},
	{Requested, ActionReceive, []Status{Requested}},
	{Requested, ActionRemind, []Status{Requested}},
	{Requested, ActionApprove, []Status{Approved}},
	{Requested, ActionEscalate, []Status{Requested}},
	{Requested, ActionExpire, []Status{Expired}},

	{InfoNeeded, ActionAnswer, []Status{Requested}},
	{InfoNeeded, ActionReview, []Status{Approved, Rejected, InfoNeeded, CounterOffered}},
	{InfoNeeded, ActionCancel, []Status{Cancelled}},
	{InfoNeeded, ActionClaim, []Status{InfoNeeded}},
	{InfoNeeded, ActionRelease, []Status{InfoNeeded}},
	{InfoNeeded, ActionAssign, []Status{InfoNeeded}},
	{InfoNeeded, ActionReceive, []Status{InfoNeeded}},
	{InfoNeeded, ActionRemind, []Status{InfoNeeded}},
	{InfoNeeded, ActionEscalate, []Status{InfoNeeded}},
	{InfoNeeded, ActionExpire, []Status{Expired}},

	{CounterOffered, ActionAnswer, []Status{Approved, Requested}},
	{CounterOffered, ActionReview, []Status{Approved, Rejected, InfoNeeded, CounterOffered}},
	{CounterOffered, ActionCancel, []Status{Cancelled}},
	{CounterOffered, ActionClaim, []Status{CounterOffered}},
	{CounterOffered, ActionRelease, []Status{CounterOffered}},
	{CounterOffered, ActionAssign, []Status{CounterOffered}},
	{CounterOffered, ActionReceive, []Status{CounterOffered}},
	{CounterOffered, ActionRemind, []Status{CounterOffered}},
	{CounterOffered, ActionEscalate, []Status{CounterOffered}},
	{CounterOffered, ActionExpire, []Status{Expired}},

	{Approved, ActionConfirm, []Status{Confirmed, Received}},
	{Approved, ActionCancel, []Status{Cancelled}},
	{Approved, ActionReceive, []Status{Approved}},
	{Approved, ActionRemind, []Status{Approved}},
	{Approved, ActionEscalate, []Status{Approved}},
	{Approved, ActionExpire, []Status{Expired}},

	{Confirmed, ActionSchedulePickup, []Status{PickupScheduled}},
	// A late scan may show that a parcel which seemed called off waits for its courier.
	{Confirmed, ActionCarrierEvent, []Status{Confirmed, PickupScheduled, InTransit}},
	{Confirmed, ActionReceive, []Status{Received}},
	{Confirmed, ActionRequestRefund, []Status{RefundPending, Refunded}},
	{Confirmed, ActionCancel, []Status{Cancelled}},
	{Confirmed, ActionRemind, []Status{Confirmed}},
	{Confirmed, ActionEscalate, []Status{Confirmed}},
	{Confirmed, ActionExpire, []Status{Expired}},

	{PickupScheduled, ActionSchedulePickup, []Status{PickupScheduled}},
	{PickupScheduled, ActionCarrierEvent, []Status{PickupScheduled, InTransit, Confirmed}},
	{PickupScheduled, ActionReceive, []Status{Received}},
	{PickupScheduled, ActionCancel, []Status{Cancelled}},
	{PickupScheduled, ActionRemind, []Status{PickupScheduled}},
	{PickupScheduled, ActionEscalate, []Status{PickupScheduled}},
	{PickupScheduled, ActionExpire, []Status{Expired}},

	{InTransit, ActionCarrierEvent, []Status{InTransit, PickupScheduled, Confirmed}},
	{InTransit, ActionSchedulePickup, []Status{InTransit}},
	{InTransit, ActionReview, []Status{RefundPending, Refunded}},
	{InTransit, ActionReportSilent, []Status{InTransit}},
	{InTransit, ActionClaim, []Status{InTransit}},
	{InTransit, ActionRelease, []Status{InTransit}},
	{InTransit, ActionAssign, []Status{InTransit}},
	{InTransit, ActionReceive, []Status{Received}},
	{InTransit, ActionCancel, []Status{Cancelled}},
	{InTransit, ActionClose, []Status{WrittenOff}},
	{InTransit, ActionRemind, []Status{InTransit}},
	{InTransit, ActionEscalate, []Status{InTransit}},

	{Received, ActionReceive, []Status{Received}},
	{Received, ActionCarrierEvent, []Status{Received}},
	{Received, ActionSchedulePickup, []Status{Received}},
	{Received, ActionClose, []Status{SentBack, WrittenOff}},
	{Received, ActionReportSilent, []Status{Received}},
	{Received, ActionInspect, []Status{Received, Inspected}},
	{Received, ActionRemind, []Status{Received}},
	{Received, ActionEscalate, []Status{Received}},

	{Inspected, ActionRequestRefund, []Status{RefundPending, Refunded}},
	{Inspected, ActionReview, []Status{RefundPending, Refunded, SentBack, Rejected}},
	{Inspected, ActionClose, []Status{SentBack, WrittenOff}},
	{Inspected, ActionClaim, []Status{Inspected}},
	{Inspected, ActionRelease, []Status{Inspected}},
	{Inspected, ActionAssign, []Status{Inspected}},
	{Inspected, ActionRemind, []Status{Inspected}},
	{Inspected, ActionEscalate, []Status{Inspected}},

	{RefundPending, ActionDecideRefund, []Status{RefundPending, Refunded, Inspected}},
	{RefundPending, ActionSettleRefund, []Status{RefundPending, Refunded}},
	{RefundPending, ActionRemind, []Status{RefundPending}},
	{RefundPending, ActionEscalate, []Status{RefundPending}},

	// It stays when a provider that was silent has answered after finance paid.
	{Refunded, ActionSettleRefund, []Status{RefundPending, Refunded}},
	// The money is settled, but the replacement of an exchange was not available.
	{Refunded, ActionDecideRefund, []Status{Refunded}},
	{Refunded, ActionRemind, []Status{Refunded}},
	{Refunded, ActionReleaseReplacement, []Status{Refunded}},
	{Refunded, ActionAcknowledge, []Status{Completed}},
	{Refunded, ActionComplete, []Status{Completed}},

	// A refund that fails days after "success" opens even what had ended.
	{Completed, ActionSettleRefund, []Status{RefundPending, Completed}},
}

// doers says which roles may take an action at all. An admin may take every one.
var doers = map[Action][]Role{
	ActionReview:         {RoleReviewer},
	ActionAnswer:         {RoleCustomer, RoleSupport, RoleReviewer},
	ActionConfirm:        {RoleReviewer, RoleSupport, RoleCustomer},
	ActionCancel:         {RoleCustomer, RoleSupport, RoleReviewer},
	ActionSchedulePickup: {RoleLogistics, RoleSupport},
	ActionCarrierEvent:   {RoleLogistics, RoleWarehouse, RoleIntegration},
	ActionReceive:        {RoleWarehouse},
	ActionInspect:        {RoleWarehouse},
	ActionDecideRefund:   {RoleFinance},
	ActionClose:          {RoleReviewer},
	ActionClaim:          {RoleReviewer},
	ActionRelease:        {RoleReviewer},
	ActionAssign:         {RoleReviewer},
	ActionAcknowledge:    {RoleCustomer, RoleSupport},
	ActionNote:           {RoleSupport, RoleReviewer, RoleFinance, RoleWarehouse, RoleLogistics},
	ActionFeedback:       {RoleCustomer, RoleSupport},

	ActionComplain:          {RoleCustomer, RoleSupport},
	ActionAnswerComplaint:   {RoleSupport, RoleReviewer},
	ActionEscalateComplaint: {RoleCustomer, RoleSupport},
	ActionDecideComplaint:   {RoleSupport, RoleReviewer},

	ActionReceiveLate:    {RoleWarehouse},
	ActionDecideStray:    {RoleReviewer},
	ActionSendBack:       {RoleLogistics, RoleSupport},
	ActionReportSendBack: {RoleLogistics, RoleWarehouse, RoleIntegration},
	ActionDecideSendBack: {RoleReviewer},
}

// stays holds the actions that move no return, so that the table has no row of
// them; complaints have a table of their own, in dispute.go.
var stays = []Action{
	ActionNote, ActionFeedback, ActionComplain, ActionAnswerComplaint, ActionEscalateComplaint, ActionDecideComplaint,
	ActionRemindComplaint, ActionCallOffPickup,
	ActionReceiveLate, ActionDecideStray, ActionSendBack, ActionReportSendBack, ActionDecideSendBack,
	ActionRemindHeld, ActionAskSendBack,
}

// Begins reports whether the action begins a return's trail.
func (a Action) Begins() bool { return a == ActionOpen || a == ActionImport }

// Stays reports whether the action leaves the status as it is, whatever it is.
func (a Action) Stays() bool { return slices.Contains(stays, a) }

// Moves returns the transition table.
func Moves() []Move { return slices.Clone(moves) }

// DecisionActions returns every action that a person or an integration takes.
func DecisionActions() []Action {
	return []Action{
		ActionReview, ActionAnswer, ActionConfirm, ActionCancel, ActionSchedulePickup, ActionCarrierEvent,
		ActionReceive, ActionInspect, ActionDecideRefund, ActionClose,
		ActionClaim, ActionRelease, ActionAssign, ActionAcknowledge, ActionNote, ActionFeedback,
		ActionComplain, ActionAnswerComplaint, ActionEscalateComplaint, ActionDecideComplaint,
		ActionReceiveLate, ActionDecideStray, ActionSendBack, ActionReportSendBack, ActionDecideSendBack,
	}
}

// DoersOf returns the roles that may take the action, besides the admin.
func DoersOf(action Action) []Role { return slices.Clone(doers[action]) }

// MayDo reports whether the role may take the action, whatever the status.
func (r Role) MayDo(action Action) bool {
	if r == RoleSystem {
		return true
	}
	people, isDecision := doers[action]
	return isDecision && (r == RoleAdmin || slices.Contains(people, r))
}

// AllowedActions lists what people may do in the status.
func (s Status) AllowedActions() []Action {
	var allowed []Action
	for _, move := range moves {
		if _, isDecision := doers[move.Action]; isDecision && move.From == s {
			allowed = append(allowed, move.Action)
		}
	}
	return allowed
}

// AllowedFor lists what the role may do in the status.
func (s Status) AllowedFor(role Role) []Action {
	allowed := []Action{}
	for _, action := range s.AllowedActions() {
		if role.MayDo(action) {
			allowed = append(allowed, action)
		}
	}
	return allowed
}
