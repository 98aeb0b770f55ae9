package returns

import "time"

// This file holds what people say about a return in any status, also after its
// end: it moves nothing, and stands in the audit trail.

// Note is what staff write down about a return.
type Note struct {
	By
	Text string `json:"text"`
	// VisibleToCustomer shows the note in the customer's view of the trail.
	VisibleToCustomer bool `json:"visible_to_customer,omitempty"`
	// Resolved says that what asked for a person's look has been looked at.
	Resolved bool `json:"resolved,omitempty"`
}

// Feedback is what the customer thought of it.
type Feedback struct {
	By
	// Rating is 1, bad, to 5, good.
	Rating  int    `json:"rating"`
	Comment string `json:"comment,omitempty"`
}

// AddNote writes down what staff note about the return.
func (r *Return) AddNote(d Note, now time.Time) (*Change, error) {
	change, err := r.say(ActionNote, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if d.Text == "" {
		return nil, RefuseField("text", "required", "a note needs a text")
	}
	if d.Resolved {
		r.Attention = Attention{}
	}
	return change, nil
}

// Rate takes the customer's rating, once the money is theirs or the return has
// ended. A later rating takes the place of an earlier one.
func (r *Return) Rate(d Feedback, now time.Time) (*Change, error) {
	change, err := r.say(ActionFeedback, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if d.Rating < 1 || d.Rating > 5 {
		return nil, RefuseField("rating", "out_of_range", "a rating is between 1 and 5, not %s", d.Rating)
	}
	if status := r.Status(); status != Refunded && !status.Ended() {
		return nil, Refuse(CodeTransition, "the return is %s: it can be rated once it is over", status)
	}
	return change, nil
}

// Acknowledge completes a refunded return before its time is over.
func (r *Return) Acknowledge(d Acknowledge, now time.Time) (*Change, error) {
	change, err := r.begin(ActionAcknowledge, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if r.awaitsRelease() {
		return nil, Refuse(CodeTransition, "the replacement has not been released yet, so the return cannot be completed")
	}
	r.Tracks.Stage = StageCompleted
	return r.finish(change)
}

// say begins an action that moves nothing. Its change needs no finish.
func (r *Return) say(action Action, by By, now time.Time, data any) (*Change, error) {
	if !by.Actor.Role.MayDo(action) {
		return nil, Refuse(CodeForbidden, "the role %s may not %s a return", by.Actor.Role, action)
	}
	return &Change{Action: action, By: by, From: r.Status(), To: r.Status(), At: now, Data: data}, nil
}

// AllowedBeside lists what the role may do about the return besides moving it.
func (t Tracks) AllowedBeside(role Role) []Action {
	allowed := []Action{}
	if role.MayDo(ActionNote) {
		allowed = append(allowed, ActionNote)
	}
	status := t.Headline()
	if role.MayDo(ActionFeedback) && (status == Refunded || status.Ended()) {
		allowed = append(allowed, ActionFeedback)
	}
	for _, move := range complaintMoves {
		switch {
		case move.From != t.Dispute || !role.MayDo(move.Action):
		case move.From == DisputeNone && defaultComplaintDays[status] == 0:
		case move.From == DisputeEscalated && role != RoleAdmin:
		default:
			allowed = append(allowed, move.Action)
		}
	}
	return allowed
}
