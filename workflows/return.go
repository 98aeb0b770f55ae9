package workflows

import (
	"go.temporal.io/sdk/workflow"

	"backhaul/activities"
	"backhaul/returns"
)

// Input is what a return's workflow is started with.
type Input struct {
	ReturnID string          `json:"return_id"`
	By       returns.By      `json:"by"`
	Request  returns.Request `json:"request"`
	// OwnOrdersOf, when set, is the customer who may return only their own goods.
	OwnOrdersOf string `json:"own_orders_of,omitempty"`
	// Resume is set when a long history was cut and the story goes on; Signals is
	// how many had come by then.
	Resume  *returns.Snapshot `json:"resume,omitempty"`
	Signals int               `json:"signals,omitempty"`
}

// Return is the life of one return, from the request to the refund and the
// last message: review → confirm → restock → logistics pickup → refund →
// customer notification.
//
// Whose turn it is, is data: [returns.Snapshot.Next] names the step that is the
// service's own. Otherwise somebody else is to act: reviewer, customer,
// carrier, warehouse or finance, by one of the decisions.
func Return(ctx workflow.Context, in Input) (returns.Status, error) {
	r, err := open(ctx, in)
	if err != nil {
		return "", err
	}
	for {
		if err := r.live(ctx); err != nil {
			return r.Status, err
		}
		if err := r.leave(ctx); err != nil || r.Status.Ended() {
			return r.Status, err
		} // else a refund that counted as paid has failed while the last messages went out
	}
}

// live takes the return's steps until it has ended.
func (r *flow) live(ctx workflow.Context) (err error) {
	for !r.Status.Ended() {
		switch r.Next {
		case returns.ActionConfirm: // the policy asks for no second person
			err = r.confirm(ctx)
		case returns.ActionRequestRefund: // goods are inspected, or stay with the customer
			err = r.requestRefund(ctx)
		case returns.ActionSettleRefund: // finance has approved
			err = r.payRefund(ctx)
		default:
			err = r.wait(ctx)
		}
		if err != nil {
			return err
		}
		if r.historyIsLong(ctx) {
			return r.continueAsNew(ctx)
		}
	}
	return nil
}

// flow is one return's workflow: what it remembers of the return, and who is
// at work on it right now.
type flow struct {
	in Input
	returns.Snapshot

	opened  bool
	refused error // why the return was never opened

	turn     workflow.Mutex // one step at a time
	handling int            // signals being worked on
	signals  int            // signals so far, for the ids of bare ones
	inboxes  []workflow.ReceiveChannel
	busy     int // messages and call-offs under way
	booked   int // pickups and parcels to the customer that were booked
	unused   []activities.UnusedBooking
	heldTold string // what the workflow of held goods was last told
	halted   bool   // a step of the service was refused; a person must act
}

// open sets the handlers, before anything blocks, and then the return itself:
// units reserved, policy evaluated, or refused.
func open(ctx workflow.Context, in Input) (*flow, error) {
	r := &flow{in: in, turn: workflow.NewMutex(ctx), signals: in.Signals}
	if err := r.listen(ctx); err != nil {
		return nil, err
	}
	if in.Resume != nil {
		r.opened = true
		r.accept(*in.Resume)
	} else {
		snapshot, err := call(quick(ctx), act.Open, activities.OpenInput{
			ReturnID: in.ReturnID, By: in.By, Request: in.Request, OwnOrdersOf: in.OwnOrdersOf,
		})
		if err != nil {
			r.refused = err
			if waitErr := workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) }); waitErr != nil {
				return nil, waitErr
			}
			return nil, passOn(err)
		}
		r.opened = true
		r.accept(snapshot)
	}
	workflow.Go(ctx, r.sendMessages)
	workflow.Go(ctx, r.callOffPickups)
	workflow.Go(ctx, r.dropBookings)
	workflow.Go(ctx, r.pollRefund)
	workflow.Go(ctx, r.watchRefund)
	workflow.Go(ctx, r.askUnanswered)
	workflow.Go(ctx, r.tellHeld)
	return r, nil
}

// accept remembers the return as a step left it. Steps that run side by side
// may answer out of order; the newer one counts.
func (r *flow) accept(snapshot returns.Snapshot) {
	if snapshot.Version < r.Version {
		return
	}
	r.Snapshot = snapshot
}

// leave ends the workflow once nothing is under way any more.
func (r *flow) leave(ctx workflow.Context) error {
	return workflow.Await(ctx, func() bool { return r.idle(ctx) && !r.Messages && !r.CallOff && r.heldNews() == r.heldTold })
}

// idle reports a quiet moment: nothing is under way, and no Signal lies unread,
// which would be lost.
func (r *flow) idle(ctx workflow.Context) bool {
	for _, inbox := range r.inboxes {
		if inbox.Len() > 0 {
			return false
		}
	}
	return r.handling == 0 && r.busy == 0 && len(r.unused) == 0 && workflow.AllHandlersFinished(ctx)
}

// historyIsLong reports whether the story should go on in a fresh history, and
// can: it takes a quiet moment.
func (r *flow) historyIsLong(ctx workflow.Context) bool {
	return workflow.GetInfo(ctx).GetContinueAsNewSuggested() && r.idle(ctx) && !r.Status.Ended()
}

func (r *flow) continueAsNew(ctx workflow.Context) error {
	next := r.in
	next.Resume, next.Signals = &r.Snapshot, r.signals
	return workflow.NewContinueAsNewError(ctx, Return, next)
}
