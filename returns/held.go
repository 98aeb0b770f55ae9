package returns

import (
	"cmp"
	"slices"
	"time"
)

// Held is what the shop holds of a return and may not keep on its own account:
// units that go back to the customer, and goods that came when nobody expected
// any more. It waits for somebody beside the return, which has often ended.
type Held struct {
	// Units stand in the bucket send_back in the return's name, sorted by SKU.
	// They stand there until the customer has them: so long they are the shop's
	// to account for, and never for sale.
	Units []HeldUnits
	// Since is when units began to wait, or when a person last said to keep
	// trying; the policy's term counts from it. Zero without units.
	Since time.Time
	// Asked tells that a person must decide what becomes of the units.
	Asked bool
	// Due is what whoever is waited for is to do: decide_stray,
	// decide_send_back, send_back or, by the carrier, report_send_back.
	Due  Action
	Wait Wait
}

// HeldUnits is a number of units of an article.
type HeldUnits struct {
	SKU      string `json:"sku"`
	Quantity int    `json:"quantity"`
}

// OpenStray is goods that came late and wait in the bucket arrived for a
// person's word.
type OpenStray struct {
	ID string
	Stray
}

// firstReminderOfHeld and reminderOfHeld are how long somebody may sit on held
// goods before the first reminder, and between the next ones.
const (
	firstReminderOfHeld = 24 * time.Hour
	reminderOfHeld      = 7 * 24 * time.Hour
)

// heldActions move no return, but what is held of it.
var heldActions = []Action{
	ActionReceiveLate, ActionDecideStray, ActionSendBack, ActionReportSendBack, ActionDecideSendBack,
	ActionRemindHeld, ActionAskSendBack,
}

// OfHeld reports whether the action is about held goods.
func (a Action) OfHeld() bool { return slices.Contains(heldActions, a) }

// CheckBeside refuses an action that moves no return when the role may not take
// it or, where it is about a complaint, when the complaint does not allow it.
func CheckBeside(state DisputeState, action Action, role Role) error {
	if !action.OfHeld() {
		return CheckComplaint(state, action, role)
	}
	if !role.MayDo(action) {
		return Refuse(CodeForbidden, "the role %s may not %s a return", role, action)
	}
	return nil
}

// hold brings up to date what is held, after all that the change moved.
func (r *Return) hold(change *Change) {
	was := Held{}
	if r.Held != nil {
		was = *r.Held
	}
	now := was
	now.Units = slices.Clone(was.Units)
	for _, m := range change.Movements {
		if m.Bucket == BucketSendBack {
			now.add(m.SKU, m.Quantity)
		}
	}
	if len(now.Units) == 0 {
		now.Since, now.Asked = time.Time{}, false
	} else if len(was.Units) == 0 {
		now.Since = change.At
	}
	if len(now.Units) == 0 && len(r.OpenStrays) == 0 {
		r.Held = nil
		if change.Action.OfHeld() && r.Status().Ended() && r.Tracks.Dispute != DisputeUpheld {
			r.Attention = Attention{} // it was about these goods
		}
		return
	}
	r.Held = &now
	r.waitHeld(was.Due, change.At)
}

// add adds units, and leaves out articles of which none are left.
func (h *Held) add(sku string, quantity int) {
	i, found := slices.BinarySearchFunc(h.Units, sku, func(u HeldUnits, sku string) int { return cmp.Compare(u.SKU, sku) })
	if !found {
		h.Units = slices.Insert(h.Units, i, HeldUnits{SKU: sku})
	}
	if h.Units[i].Quantity += quantity; h.Units[i].Quantity == 0 {
		h.Units = slices.Delete(h.Units, i, i+1)
	}
}

// waitHeld says who is to act about held goods, and until when.
func (r *Return) waitHeld(wasDue Action, now time.Time) {
	h := r.Held
	var owner Role
	switch {
	case len(r.OpenStrays) > 0:
		h.Due, owner = ActionDecideStray, RoleReviewer
	case h.Asked:
		h.Due, owner = ActionDecideSendBack, RoleReviewer
	case len(r.loose()) > 0:
		h.Due, owner = ActionSendBack, RoleLogistics
	default:
		h.Due, owner = ActionReportSendBack, RoleLogistics
	}
	if h.Due != wasDue || h.Wait.Since.IsZero() {
		h.Wait = Wait{Since: now}
	}
	h.Wait.For = owner
	h.Wait.Deadline, h.Wait.Then = nil, ""
	if h.Due != ActionReportSendBack {
		at := h.Wait.Since.Add(firstReminderOfHeld + time.Duration(h.Wait.Passed)*reminderOfHeld)
		h.Wait.Deadline, h.Wait.Then = &at, ActionRemindHeld
	}
	if term := h.Since.AddDate(0, 0, r.Policy.sendBackDays()); len(h.Units) > 0 && !h.Asked {
		if h.Wait.Deadline == nil || !term.After(*h.Wait.Deadline) {
			h.Wait.Deadline, h.Wait.Then = &term, ActionAskSendBack
		}
	}
}

// PassHeldDeadline does what the wait of held goods announced. It gives no change
// when that wait has moved on since: the return's own steps move it too.
func (r *Return) PassHeldDeadline(by By, deadline, now time.Time) (*Change, error) {
	if r.Held == nil || r.Held.Wait.Deadline == nil || !r.Held.Wait.Deadline.Equal(deadline) {
		return nil, nil //nolint:nilnil // nothing is to be done
	}
	wait := r.Held.Wait
	change, err := r.say(wait.Then, by, now, map[string]any{"waiting_for": wait.For, "deadline": deadline, "due": r.Held.Due})
	if err != nil {
		return nil, err
	}
	switch r.Held.Due {
	case ActionDecideStray:
		r.attend("strays_late", "goods that came late wait for a decision; see the strays")
	case ActionSendBack:
		r.attend("goods_to_send_back", "goods wait to be sent back to the customer; book a parcel")
	default:
		r.attend("send_back_failed", "goods could not be sent back to the customer; keep trying, dispose of them or restock them")
	}
	role := wait.For
	if wait.Then == ActionAskSendBack {
		r.attend("send_back_overdue", "goods have waited too long to go back to the customer; keep trying, dispose of them or restock them")
		r.Held.Asked, role = true, RoleReviewer
	} else {
		r.Held.Wait.Passed++
	}
	change.notify(role, "staff_task")
	r.hold(change)
	return change, nil
}
