package returns

import "time"

// Snapshot is what the workflow remembers of a return between two steps: enough
// to refuse a decision at once and to know what to do next. Everything else
// stays in the database.
type Snapshot struct {
	ReturnID  string `json:"return_id"`
	RMANumber string `json:"rma_number"`
	Status    Status `json:"status"`
	Tracks    Tracks `json:"tracks"`
	// Version counts the steps that changed the return.
	Version int `json:"version"`
	// Next is the step the service takes by itself now, or "".
	Next Action `json:"next,omitempty"`
	// WaitingFor, Deadline and Then are the return's [Wait].
	WaitingFor Role       `json:"waiting_for,omitempty"`
	Deadline   *time.Time `json:"deadline,omitempty"`
	Then       Action     `json:"then,omitempty"`
	// Messages tells that the step left messages to send.
	Messages bool `json:"messages,omitempty"`
	// CallOff tells that carriers do not know yet of void bookings.
	CallOff bool `json:"call_off,omitempty"`
	// UnderWay names the refund task that a provider has accepted and not
	// settled: somebody has to ask what became of it.
	UnderWay string `json:"under_way,omitempty"`
	// Unanswered names the refund task of which a provider does not say what
	// became: it is asked again and again.
	Unanswered string `json:"unanswered,omitempty"`
	// Paid names the refund task that a provider says it has paid. It may still
	// fail: a bank can send it back days later.
	Paid string `json:"paid,omitempty"`
	// Dispute is what a complaint waits for; nil while there is none.
	Dispute *DisputeWait `json:"dispute,omitempty"`
	// Held is what held goods wait for; nil while there are none.
	Held *HeldWait `json:"held,omitempty"`
}

// HeldWait is what held goods wait for, as [Snapshot] says it of the return.
type HeldWait struct {
	Due        Action     `json:"due"`
	WaitingFor Role       `json:"waiting_for,omitempty"`
	Deadline   *time.Time `json:"deadline,omitempty"`
	Then       Action     `json:"then,omitempty"`
}

// DisputeWait is what an open complaint waits for, as [Snapshot] says it of the
// return.
type DisputeWait struct {
	WaitingFor Role       `json:"waiting_for,omitempty"`
	Deadline   *time.Time `json:"deadline,omitempty"`
	Then       Action     `json:"then,omitempty"`
}

// Snapshot returns what the workflow must remember.
func (r *Return) Snapshot() Snapshot {
	underWay := ""
	if r.Task.UnderWay() {
		underWay = r.Task.ID
	}
	unanswered := ""
	if r.Task.unanswered() {
		unanswered = r.Task.ID
	}
	paid := ""
	if r.Task.paidByProvider() && r.RefundTo != RefundToStoreCredit {
		paid = r.Task.ID
	}
	snapshot := Snapshot{
		ReturnID: r.ID, RMANumber: r.RMANumber, Status: r.Status(), Tracks: r.Tracks, Version: r.Version,
		Next: r.Next(), WaitingFor: r.Wait.For, Deadline: r.Wait.Deadline, Then: r.Wait.Then,
		CallOff: len(r.ToCallOff()) > 0, UnderWay: underWay, Unanswered: unanswered, Paid: paid,
	}
	if d := r.Dispute; d != nil {
		snapshot.Dispute = &DisputeWait{WaitingFor: d.Wait.For, Deadline: d.Wait.Deadline, Then: d.Wait.Then}
	}
	if h := r.Held; h != nil {
		snapshot.Held = &HeldWait{Due: h.Due, WaitingFor: h.Wait.For, Deadline: h.Wait.Deadline, Then: h.Wait.Then}
	}
	return snapshot
}
