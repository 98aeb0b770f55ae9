package returns

import (
	"fmt"
	"strconv"
	"time"
)

// Dispute is a customer's complaint 投诉 about how a return went. Its state is
// the return's track ([Tracks.Dispute]); here is what was said, and what it waits
// for. It outlives the return, which may have ended long ago.
type Dispute struct {
	Complaint string
	OpenedAt  time.Time
	Answer    string
	// AnsweredAt is nil until staff have answered.
	AnsweredAt *time.Time
	// Outcome is what was said with the decision.
	Outcome   string
	DecidedBy *Actor
	DecidedAt *time.Time
	Wait      Wait
}

// Complaint is what the customer complains about, or adds after an answer.
type Complaint struct {
	By
	Text string `json:"text"`
}

// AnswerComplaint is the staff's answer to a complaint.
type AnswerComplaint struct {
	By
	Text string `json:"text"`
}

// EscalateComplaint takes a complaint to an administrator.
type EscalateComplaint struct {
	By
	Note string `json:"note,omitempty"`
}

// Decisions about a complaint.
const (
	ComplaintUphold  = "uphold"
	ComplaintDismiss = "dismiss"
)

// DecideComplaint ends a complaint.
type DecideComplaint struct {
	By
	Decision string `json:"decision"`
	Note     string `json:"note"`
}

// ComplaintMove is one row of the complaints' transition table.
type ComplaintMove struct {
	From   DisputeState
	Action Action
	To     []DisputeState
}

// complaintMoves is the state machine of a complaint, as moves is the return's.
var complaintMoves = []ComplaintMove{
	{DisputeNone, ActionComplain, []DisputeState{DisputeOpen}},
	{DisputeOpen, ActionAnswerComplaint, []DisputeState{DisputeAnswered}},
	{DisputeOpen, ActionEscalateComplaint, []DisputeState{DisputeEscalated}},
	{DisputeOpen, ActionDecideComplaint, []DisputeState{DisputeUpheld, DisputeDismissed}},
	{DisputeAnswered, ActionComplain, []DisputeState{DisputeOpen}},
	{DisputeAnswered, ActionEscalateComplaint, []DisputeState{DisputeEscalated}},
	{DisputeAnswered, ActionDecideComplaint, []DisputeState{DisputeUpheld, DisputeDismissed}},
	{DisputeEscalated, ActionDecideComplaint, []DisputeState{DisputeUpheld, DisputeDismissed}},
}

// ComplaintMoves returns the complaints' transition table.
func ComplaintMoves() []ComplaintMove { return append([]ComplaintMove(nil), complaintMoves...) }

// defaultComplaintDays is how long a return may be complained about after it
// came into its status. A completed return counts from its refund.
var defaultComplaintDays = map[Status]int{
	Refunded: 30, Completed: 30, Rejected: 7, Expired: 7, SentBack: 7, WrittenOff: 7,
}

// defaultComplaintDeadlines: staff answer in two days or an administrator takes
// over; an answer that nobody contradicts for a week stands.
var defaultComplaintDeadlines = map[DisputeState][]Deadline{
	DisputeOpen:      {{Hours: 24, Then: ActionRemindComplaint}, {Hours: 48, Then: ActionEscalateComplaint}},
	DisputeAnswered:  {{Hours: 168, Then: ActionDecideComplaint}},
	DisputeEscalated: {{Hours: 24, Then: ActionRemindComplaint}, {Hours: 72, Then: ActionRemindComplaint}},
}

// complaintOwners says who is to act on a complaint.
var complaintOwners = map[DisputeState]Role{
	DisputeOpen: RoleSupport, DisputeAnswered: RoleCustomer, DisputeEscalated: RoleAdmin,
}

// Decided reports whether the complaint is over.
func (s DisputeState) Decided() bool { return s == DisputeUpheld || s == DisputeDismissed }

// CheckComplaint refuses what the actor's role may not do about a complaint, or
// what its state does not hold.
func CheckComplaint(state DisputeState, action Action, role Role) error {
	if !role.MayDo(action) {
		return Refuse(CodeForbidden, "the role %s may not %s a return", role, action)
	}
	for _, move := range complaintMoves {
		if move.From != state || move.Action != action {
			continue
		}
		if state == DisputeEscalated && role != RoleAdmin && role != RoleSystem {
			return Refuse(CodeForbidden, "a complaint that was escalated is an administrator's to decide")
		}
		return nil
	}
	return Refuse(CodeTransition, "the complaint is %s: %s is not possible now", state, action)
}

// ComplaintSince names the statuses whose coming a complaint's days count from.
func (s Status) ComplaintSince() []Status {
	if s == Completed {
		return []Status{Refunded}
	}
	return []Status{s}
}

// Complain opens a complaint, or adds to one that was answered. since is when the
// return came into what is complained about; see [Status.ComplaintSince].
func (r *Return) Complain(d Complaint, since, now time.Time) (*Change, error) {
	change, err := r.beginComplaint(ActionComplain, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if d.Text == "" {
		return nil, RefuseField("text", "required", "say what went wrong")
	}
	if r.Dispute == nil {
		if err := r.checkComplaintTime(since, now); err != nil {
			return nil, err
		}
		r.Dispute = &Dispute{OpenedAt: now}
		change.notify(RoleCustomer, "complaint_received")
	}
	r.Dispute.Complaint = d.Text
	change.notify(RoleSupport, "staff_complaint")
	return r.moveComplaint(change, DisputeOpen)
}

func (r *Return) checkComplaintTime(since, now time.Time) error {
	days := r.Policy.ComplaintDays
	if days == nil {
		days = defaultComplaintDays
	}
	status := r.Status()
	if days[status] == 0 {
		return Refuse(CodeTransition, "the return is %s: there is nothing to complain about yet, or no longer; write to the shop instead", status)
	}
	if until := since.AddDate(0, 0, days[status]); now.After(until) {
		return Refuse(CodeTransition, "the return is %s: complaints about it were possible until %s", status, moment(until))
	}
	return nil
}

// AnswerComplaint gives the customer an answer.
func (r *Return) AnswerComplaint(d AnswerComplaint, now time.Time) (*Change, error) {
	change, err := r.beginComplaint(ActionAnswerComplaint, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if d.Text == "" {
		return nil, RefuseField("text", "required", "write the answer that the customer reads")
	}
	r.Dispute.Answer, r.Dispute.AnsweredAt = d.Text, &change.At
	change.notify(RoleCustomer, "complaint_answered")
	return r.moveComplaint(change, DisputeAnswered)
}

// EscalateComplaint takes the complaint to an administrator.
func (r *Return) EscalateComplaint(d EscalateComplaint, now time.Time) (*Change, error) {
	change, err := r.beginComplaint(ActionEscalateComplaint, d.By, now, d)
	if err != nil {
		return nil, err
	}
	change.notify(RoleAdmin, "staff_complaint")
	return r.moveComplaint(change, DisputeEscalated)
}

// DecideComplaint ends the complaint. One that is upheld asks the shop's staff to
// make it good: the return itself may have ended.
func (r *Return) DecideComplaint(d DecideComplaint, now time.Time) (*Change, error) {
	change, err := r.beginComplaint(ActionDecideComplaint, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if d.Note == "" && d.Actor.Role != RoleSystem {
		return nil, RefuseField("note", "required", "say why; the customer reads it")
	}
	state := DisputeDismissed
	switch d.Decision {
	case ComplaintUphold:
		state = DisputeUpheld
		r.attend("complaint_upheld", "complaint upheld: make it good, by a new return or a refund, and note it as resolved")
	case ComplaintDismiss:
	default:
		return nil, RefuseField("decision", "unknown_decision", "%s is not a decision; choose uphold or dismiss", strconv.Quote(d.Decision))
	}
	r.Dispute.Outcome, r.Dispute.DecidedBy, r.Dispute.DecidedAt = d.Note, &d.Actor, &change.At
	change.notify(RoleCustomer, "complaint_decided")
	return r.moveComplaint(change, state)
}

// PassComplaintDeadline does what the complaint's wait announced.
func (r *Return) PassComplaintDeadline(by By, deadline, now time.Time) (*Change, error) {
	if r.Dispute == nil || r.Dispute.Wait.Deadline == nil || !r.Dispute.Wait.Deadline.Equal(deadline) {
		return nil, Refuse(CodeConflict, "the deadline %s is no longer the return's", deadline.Format(time.RFC3339))
	}
	switch wait := r.Dispute.Wait; wait.Then {
	case ActionRemindComplaint:
		change, err := r.say(ActionRemindComplaint, by, now, map[string]any{"waiting_for": wait.For, "deadline": deadline})
		if err != nil {
			return nil, err
		}
		change.notify(wait.For, "staff_complaint")
		r.Dispute.Wait = r.complaintWait(r.Tracks.Dispute, wait.Since, wait.Passed+1)
		return change, nil
	case ActionEscalateComplaint:
		return r.EscalateComplaint(EscalateComplaint{By: by}, now)
	case ActionDecideComplaint: // nobody contradicted the answer
		return r.DecideComplaint(DecideComplaint{By: by, Decision: ComplaintDismiss}, now)
	default:
		return nil, fmt.Errorf("no complaint's wait ends with %q", wait.Then)
	}
}

func (r *Return) beginComplaint(action Action, by By, now time.Time, data any) (*Change, error) {
	change, err := r.say(action, by, now, data)
	if err == nil {
		err = CheckComplaint(r.Tracks.Dispute, action, by.Actor.Role)
	}
	return change, err
}

func (r *Return) moveComplaint(change *Change, to DisputeState) (*Change, error) {
	if !r.Tracks.Dispute.CanFollow(to) {
		return nil, Refuse(CodeTransition, "the complaint is %s: %s is not possible now", r.Tracks.Dispute, change.Action)
	}
	r.Tracks.Dispute = to
	r.Dispute.Wait = r.complaintWait(to, change.At, 0)
	return change, nil
}

func (r *Return) complaintWait(state DisputeState, since time.Time, passed int) Wait {
	if state.Decided() {
		return Wait{}
	}
	deadlines := r.Policy.ComplaintDeadlines
	if deadlines == nil {
		deadlines = defaultComplaintDeadlines
	}
	wait := Wait{For: complaintOwners[state], Since: since, Passed: passed}
	if steps := deadlines[state]; passed < len(steps) {
		deadline := since.Add(time.Duration(steps[passed].Hours) * time.Hour)
		wait.Deadline, wait.Then = &deadline, steps[passed].Then
	}
	return wait
}
