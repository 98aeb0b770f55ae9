package returns

import (
	"fmt"
	"time"
)

// Wait is what an open return waits for: whom, until when, and what happens
// then. Every wait is data that people can read.
type Wait struct {
	// For is the role that is to act; RoleSystem when the next step is the
	// service's own. Empty once the return has ended.
	For Role
	// Since is when the wait began; deadlines count from it.
	Since time.Time
	// Deadline is nil when nothing more happens by itself.
	Deadline *time.Time
	// Then is what happens at the deadline: remind, escalate, approve, expire,
	// complete, report_silent.
	Then Action
	// Passed counts the deadlines of this wait that are behind.
	Passed int
}

// owners says who moves a return on in each status.
var owners = map[Status]Role{
	Requested: RoleReviewer, InfoNeeded: RoleCustomer, CounterOffered: RoleCustomer,
	Confirmed: RoleLogistics, PickupScheduled: RoleLogistics, InTransit: RoleLogistics,
	Received: RoleWarehouse, Inspected: RoleReviewer, RefundPending: RoleFinance, Refunded: RoleCustomer,
}

// waitIn is what the return waits for in the status, when passed deadlines of
// the wait are behind.
func (r *Return) waitIn(status Status, since time.Time, passed int) Wait {
	if status.Ended() {
		return Wait{}
	}
	wait := Wait{For: owners[status], Since: since, Passed: passed}
	switch {
	case r.Next() != "":
		wait.For = RoleSystem
	case status == Approved && r.Policy.Confirm == ConfirmByCustomer:
		wait.For = RoleCustomer
	case status == Approved:
		wait.For = RoleReviewer
	case status == Confirmed && (r.Method == MethodDropOff || r.Method == MethodInStore):
		wait.For = RoleCustomer
	}
	if r.awaitsRelease() {
		deadline := since.Add(time.Duration(passed+1) * reminderOfRelease)
		wait.For, wait.Deadline, wait.Then = RoleFinance, &deadline, ActionRemind
		return wait
	}
	steps := r.Policy.Deadlines[status]
	if passed < len(steps) {
		deadline := since.Add(time.Duration(steps[passed].Hours) * time.Hour)
		wait.Deadline, wait.Then = &deadline, steps[passed].Then
		if wait.Then == ActionExpire {
			wait.Then = r.expiry(status)
		}
	}
	if at, watched := r.silentFrom(status); watched && (wait.Deadline == nil || !at.After(*wait.Deadline)) {
		wait.Deadline, wait.Then = &at, ActionReportSilent
	}
	if wait.Then == ActionApprove && (!r.Verdict.Passed() || !since.Equal(r.OpenedAt)) {
		// Time approves only what nothing speaks against and nobody has looked at.
		wait.Then = ActionEscalate
	}
	return wait
}

// Who gives the second confirmation.
const (
	ConfirmAuto       = "auto"
	ConfirmByStaff    = "staff"
	ConfirmByCustomer = "customer"
)

// Next is the step that the service takes by itself now, or "".
func (r *Return) Next() Action {
	switch r.Status() {
	case Approved:
		if r.Policy.Confirm == ConfirmAuto {
			return ActionConfirm
		}
	case Confirmed:
		if r.Method == MethodKeepItem {
			return ActionRequestRefund
		}
	case Inspected:
		if r.Tracks.Refund == NotDue && r.acceptedUnits() > 0 && r.Difference == nil {
			return ActionRequestRefund
		}
	case RefundPending:
		if r.Task.State == TaskSubmitted && r.Task.ToSend() != nil {
			return ActionSettleRefund
		}
	default: // somebody else's turn, or the end
	}
	return ""
}

func (r *Return) acceptedUnits() int {
	units := 0
	for i := range r.Lines {
		units += r.accepted(&r.Lines[i])
	}
	return units
}

// PassDeadline does what the wait announced. It refuses when the wait has
// moved on since, so that a late timer does nothing.
func (r *Return) PassDeadline(by By, deadline time.Time, order *Order, now time.Time) (*Change, error) {
	if r.Wait.Deadline == nil || !r.Wait.Deadline.Equal(deadline) {
		return nil, Refuse(CodeConflict, "the deadline %s is no longer the return's", deadline.Format(time.RFC3339))
	}
	wait := r.Wait
	change, err := r.begin(wait.Then, by, now, map[string]any{"waiting_for": wait.For, "deadline": deadline})
	if err != nil {
		return nil, err
	}
	switch wait.Then {
	case ActionRemind:
		change.notify(wait.For, reminderFor(wait.For))
	case ActionEscalate:
		change.notify(RoleAdmin, "staff_escalation")
		r.attendOverdue(wait)
	case ActionExpire:
		r.undo(change, StageExpired)
		change.notify(RoleCustomer, "expired")
	case ActionApprove:
		if err := r.approve(change, nil, order, by.Actor); err != nil {
			return nil, err
		}
	case ActionReportSilent:
		r.reportSilent(change)
	case ActionComplete:
		r.Tracks.Stage = StageCompleted
	default:
		return nil, fmt.Errorf("no wait ends with %q", wait.Then)
	}
	change, err = r.finish(change)
	if err == nil && change.From == change.To && wait.Then != ActionReportSilent {
		r.Wait = r.waitIn(change.To, wait.Since, wait.Passed+1)
	}
	return change, err
}

// attendOverdue says who has not acted.
func (r *Return) attendOverdue(wait Wait) {
	since := wait.Since.UTC().Format(time.RFC3339)
	if wait.For == RoleSystem {
		r.attend("overdue", "overdue: the service has not taken its next step since %s; see the return's live view", since)
		return
	}
	r.attend("overdue", "overdue: waits for %s since %s", wait.For, since)
}

func reminderFor(role Role) string {
	if role == RoleCustomer {
		return "customer_reminder"
	}
	return "staff_reminder"
}
