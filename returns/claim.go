package returns

import (
	"strconv"
	"time"
)

// DefaultClaimMinutes is how long a claim holds when the policy does not say.
const DefaultClaimMinutes = 30

// ClaimReview takes a return into the hands of the reviewer who claims it.
type ClaimReview struct {
	By
}

// ReleaseReview gives a claimed return back to everybody.
type ReleaseReview struct {
	By
}

// AssignReview puts a return into the hands of a reviewer.
type AssignReview struct {
	By
	UserID string `json:"user_id"`
}

// Assignment is whose hands a return is in. For a while nobody else may decide
// it; after that it still shows who looked last, and anybody may take it over, so
// that a reviewer who has gone home blocks nothing.
type Assignment struct {
	UserID string
	Name   string
	Since  time.Time
	// Until is when the claim lapses.
	Until time.Time
}

// Assignee is a user who may be given a return.
type Assignee struct {
	ID   string
	Name string
	Role Role
}

// Claim puts the return into the hands of who asks.
func (r *Return) Claim(d ClaimReview, now time.Time) (*Change, error) {
	change, err := r.begin(ActionClaim, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if err := r.checkClaim(d.Actor, now); err != nil {
		return nil, err
	}
	r.assign(d.Actor.ID, d.Actor.Name, now)
	return r.finish(change)
}

// Release gives the return back. Only who holds it can, or an admin.
func (r *Return) Release(d ReleaseReview, now time.Time) (*Change, error) {
	change, err := r.begin(ActionRelease, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if r.Assignment == nil {
		return nil, Refuse(CodeConflict, "nobody has claimed this return, so there is nothing to release")
	}
	if r.Assignment.UserID != d.Actor.ID && d.Actor.Role != RoleAdmin {
		return nil, Refuse(CodeConflict, "%s has claimed this return, and only they or an administrator can release it", r.Assignment.who())
	}
	r.Assignment = nil
	return r.finish(change)
}

// Assign puts the return into a colleague's hands; to is the user it names, nil
// when there is none.
func (r *Return) Assign(d AssignReview, to *Assignee, now time.Time) (*Change, error) {
	change, err := r.begin(ActionAssign, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if err := r.checkClaim(d.Actor, now); err != nil {
		return nil, err
	}
	if to == nil {
		return nil, RefuseField("user_id", "unknown_user", "there is no user %s", strconv.Quote(d.UserID))
	}
	if !to.Role.MayDo(ActionReview) {
		return nil, RefuseField("user_id", "not_a_reviewer", "%s is %s and may not review a return", to.ID, to.Role)
	}
	r.assign(to.ID, to.Name, now)
	return r.finish(change)
}

func (r *Return) assign(userID, name string, now time.Time) {
	minutes := r.Policy.ClaimMinutes
	if minutes == 0 {
		minutes = DefaultClaimMinutes
	}
	r.Assignment = &Assignment{UserID: userID, Name: name, Since: now, Until: now.Add(time.Duration(minutes) * time.Minute)}
}

// checkClaim refuses what somebody else than the reviewer who has the return in
// hand would decide. An admin may always.
func (r *Return) checkClaim(by Actor, now time.Time) error {
	held := r.Assignment
	if held == nil || !now.Before(held.Until) || held.UserID == by.ID || by.Role == RoleAdmin || by.Role == RoleSystem {
		return nil
	}
	return Refuse(CodeConflict, "%s has claimed this return since %s; the claim lapses at %s, and until then only they or an administrator decide",
		held.who(), moment(held.Since), moment(held.Until))
}

func (a *Assignment) who() string {
	if a.Name != "" {
		return a.Name
	}
	return a.UserID
}

// moment is a time as refusals name it.
func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }
