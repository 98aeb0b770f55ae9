package returns

import (
	"slices"
	"strconv"
)

// This file is about batches: many returns that are opened, reviewed and
// confirmed in one go. A batch never does what could not be done to each of its
// returns by itself; it only spares people the repetition.

// BatchState is whether a batch is at work.
type BatchState string

// The states. A batch that is done goes to work again when something is decided
// about its returns; one that is cancelled opens no more of them.
const (
	BatchRunning   BatchState = "running"
	BatchPaused    BatchState = "paused"
	BatchDone      BatchState = "done"
	BatchCancelled BatchState = "cancelled"
)

// BatchStates lists all states.
func BatchStates() []BatchState {
	return []BatchState{BatchRunning, BatchPaused, BatchDone, BatchCancelled}
}

// RowOutcome is what became of one row of a batch.
type RowOutcome string

// The outcomes. Rejected rows could not be read; refused ones were read, and the
// return was refused. A row that is opening may have its return already.
const (
	RowWaiting   RowOutcome = "waiting"
	RowOpening   RowOutcome = "opening"
	RowOpened    RowOutcome = "opened"
	RowRefused   RowOutcome = "refused"
	RowRejected  RowOutcome = "rejected"
	RowCancelled RowOutcome = "cancelled"
)

// RowOutcomes lists all outcomes.
func RowOutcomes() []RowOutcome {
	return []RowOutcome{RowWaiting, RowOpening, RowOpened, RowRefused, RowRejected, RowCancelled}
}

// RowAnswer is what became of a decision about a batch at one of its rows.
type RowAnswer string

// The answers.
const (
	AnswerWaiting   RowAnswer = "waiting"
	AnswerTaken     RowAnswer = "taken"
	AnswerRefused   RowAnswer = "refused"
	AnswerCancelled RowAnswer = "cancelled"
)

// BatchAction is something to be done with a batch.
type BatchAction string

// The actions. Review and confirm are decisions about the returns in it.
const (
	BatchPause   BatchAction = "pause"
	BatchResume  BatchAction = "resume"
	BatchCancel  BatchAction = "cancel"
	BatchReview  BatchAction = "review"
	BatchConfirm BatchAction = "confirm"
)

// batchActions says in which states an action can be done and who may do it.
var batchActions = map[BatchAction]struct {
	from []BatchState
	by   []Role
}{
	BatchPause:   {[]BatchState{BatchRunning}, []Role{RoleAdmin, RoleReviewer, RoleSupport}},
	BatchResume:  {[]BatchState{BatchPaused}, []Role{RoleAdmin, RoleReviewer, RoleSupport}},
	BatchCancel:  {[]BatchState{BatchRunning, BatchPaused}, []Role{RoleAdmin, RoleReviewer, RoleSupport}},
	BatchReview:  {BatchStates(), DoersOf(ActionReview)},
	BatchConfirm: {BatchStates(), []Role{RoleAdmin, RoleReviewer, RoleSupport}},
}

// BatchActions lists all actions.
func BatchActions() []BatchAction {
	return []BatchAction{BatchPause, BatchResume, BatchCancel, BatchReview, BatchConfirm}
}

// BatchDoersOf lists who may do the action.
func BatchDoersOf(action BatchAction) []Role { return slices.Clone(batchActions[action].by) }

// CheckBatchAction refuses an action that the state or the role does not allow.
func CheckBatchAction(state BatchState, action BatchAction, role Role) error {
	rule, known := batchActions[action]
	switch {
	case !known:
		return Refuse(CodeInvalid, "there is nothing called %s that could be done with a batch", strconv.Quote(string(action)))
	case !slices.Contains(rule.by, role) && role != RoleAdmin:
		return Refuse(CodeForbidden, "the role %s may not %s a batch", role, action)
	case !slices.Contains(rule.from, state):
		return Refuse(CodeTransition, "the batch is %s; it is too late, or too early, to %s it", state, action)
	}
	return nil
}

// BatchDecision is one thing decided about a batch: to pause, resume or cancel
// it, or one review or confirmation for the returns of all its rows or some.
type BatchDecision struct {
	By
	// Decision is that of a review: approve, reject or request_info.
	Decision string `json:"decision,omitempty"`
	Note     string `json:"note,omitempty"`
	// Rows and Statuses choose among the opened rows; without either, all.
	Rows     []int    `json:"rows,omitempty"`
	Statuses []Status `json:"statuses,omitempty"`
}

// Check refuses a decision that says nothing, or what cannot be said of many
// returns at once.
func (d BatchDecision) Check(action BatchAction) error {
	if action != BatchReview {
		return nil
	}
	switch d.Decision {
	case DecisionApprove:
		return nil
	case DecisionReject, DecisionRequestInfo:
		if d.Note == "" {
			return RefuseField("note", "required", "say in a note why, or what is missing; the customers read it")
		}
		return nil
	}
	return RefuseField("decision", "unknown_decision", "the review of a batch says approve, reject or request_info, not %s", strconv.Quote(d.Decision))
}

// Of is what the decision says about one return: the decision's name and its
// input. Its id is derived, so that a second try finds the first.
func (d BatchDecision) Of(action BatchAction, id string) (Action, any) {
	by := By{ID: id, Actor: d.Actor}
	if action == BatchConfirm {
		return ActionConfirm, Confirm{By: by}
	}
	return ActionReview, Review{By: by, Decision: d.Decision, Note: d.Note}
}
