package workflows

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"backhaul/activities"
	"backhaul/returns"
)

// Names of the update that waits for the opening, and of the query.
const (
	UpdateOpen = "open"
	QueryState = "state"
)

// listen makes the return answer: to decisions as Updates, which tell the
// caller at once whether they took, to the same decisions as Signals, whose
// refusal is written into the audit trail, and to queries.
func (r *flow) listen(ctx workflow.Context) error {
	r.hearPayments(ctx)
	return errors.Join(
		workflow.SetUpdateHandler(ctx, UpdateOpen, r.awaitOpening),
		decision(ctx, r, returns.ActionReview, act.Review),
		decision(ctx, r, returns.ActionAnswer, act.Answer),
		decision(ctx, r, returns.ActionConfirm, act.Confirm),
		decision(ctx, r, returns.ActionCancel, act.Cancel),
		decision(ctx, r, returns.ActionSchedulePickup, act.SchedulePickup),
		decision(ctx, r, returns.ActionCarrierEvent, act.ReportCarrier),
		decision(ctx, r, returns.ActionReceive, act.Receive),
		decision(ctx, r, returns.ActionInspect, act.Inspect),
		decision(ctx, r, returns.ActionDecideRefund, act.DecideRefund),
		decision(ctx, r, returns.ActionClose, act.Close),
		decision(ctx, r, returns.ActionClaim, act.Claim),
		decision(ctx, r, returns.ActionRelease, act.Release),
		decision(ctx, r, returns.ActionAssign, act.Assign),
		decision(ctx, r, returns.ActionAcknowledge, act.Acknowledge),
		workflow.SetQueryHandler(ctx, QueryState, func() (returns.Snapshot, error) { return r.Snapshot, nil }),
	)
}

// awaitOpening answers the caller who started the return.
func (r *flow) awaitOpening(ctx workflow.Context) (returns.Snapshot, error) {
	err := workflow.Await(ctx, func() bool { return r.opened || r.refused != nil })
	if err == nil && r.refused != nil {
		err = passOn(r.refused)
	}
	if err == nil {
		err = workflow.Await(ctx, r.settled)
	}
	return r.Snapshot, err
}

// identified is a decision that knows its id and who took it.
type identified[D any] interface {
	*D
	Identity() *returns.By
}

// decision listens for one decision, as an Update and as a Signal of the same
// name, and has the activity carry it out.
func decision[D any, P identified[D]](
	ctx workflow.Context, r *flow, action returns.Action,
	activity func(context.Context, activities.Input[D]) (returns.Snapshot, error),
) error {
	once := func(ctx workflow.Context, d D) error {
		return r.exclusively(ctx, func() error {
			if err := r.allows(action, P(&d)); err != nil {
				return err // somebody else was first
			}
			snapshot, err := call(optionsFor(ctx, action), activity, activities.Input[D]{ReturnID: r.ReturnID, Decision: d})
			if err != nil {
				return passOn(err)
			}
			r.accept(snapshot)
			return nil
		})
	}
	take := func(ctx workflow.Context, d D) error {
		return r.patiently(ctx, action, d, func() error { return once(ctx, d) })
	}

	inbox := workflow.GetSignalChannel(ctx, string(action))
	r.inboxes = append(r.inboxes, inbox)
	workflow.GoNamed(ctx, string(action), func(ctx workflow.Context) {
		for {
			// Received raw, since the SDK drops what it cannot read without a word.
			var raw converter.RawValue
			if !inbox.Receive(ctx, &raw) {
				return
			}
			d, err := read[D](raw)
			r.signaled(ctx, action, P(&d).Identity(), raw, func() error {
				if err != nil {
					return err
				}
				return take(ctx, d)
			})
		}
	})

	return workflow.SetUpdateHandlerWithOptions(ctx, string(action),
		func(ctx workflow.Context, d D) (returns.Snapshot, error) {
			identify(P(&d).Identity(), workflow.GetCurrentUpdateInfo(ctx).ID)
			err := take(ctx, d)
			if err == nil {
				err = workflow.Await(ctx, r.settled)
			}
			return r.Snapshot, err
		},
		workflow.UpdateHandlerOptions{
			Validator: func(d D) error {
				identify(P(&d).Identity(), "")
				if r.opened && r.turn.IsLocked() {
					return nil // a step is under way that may change the answer; it is given when it is this decision's turn
				}
				return r.allows(action, P(&d))
			},
		})
}

// allows refuses what the status or the actor's role does not.
func (r *flow) allows(action returns.Action, d interface{ Identity() *returns.By }) error {
	if !r.opened {
		return activities.Refusal(returns.Refuse(returns.CodeUnavailable, "the return is still being opened; try again in a moment"))
	}
	err := r.check(action, d.Identity().Actor.Role)
	if refusal, ok := errors.AsType[*returns.Error](err); ok {
		return activities.Refusal(refusal)
	}
	return err
}

// check asks the table that the action stands in.
func (r *flow) check(action returns.Action, role returns.Role) error {
	if action.Stays() {
		return returns.CheckBeside(r.Tracks.Dispute, action, role)
	}
	return returns.CheckAction(r.Status, action, role)
}

// signaled takes a decision that came as a Signal. Its sender gets no answer,
// so that a refusal goes into the audit trail.
func (r *flow) signaled(ctx workflow.Context, action returns.Action, by *returns.By, raw converter.RawValue, take func() error) {
	r.signals++
	identify(by, fmt.Sprintf("signal:%s:%d", action, r.signals))
	r.handling++
	defer func() { r.handling-- }()
	if err := workflow.Await(ctx, func() bool { return r.opened || r.refused != nil }); err != nil || r.refused != nil {
		return
	}
	err := take()
	if err == nil {
		return
	}
	data := json.RawMessage(raw.Payload().GetData())
	if !json.Valid(data) {
		data = nil
	}
	if err := workflow.ExecuteActivity(quick(ctx), act.RecordRefusal, activities.RefusalInput{
		ReturnID: r.ReturnID, By: *by, Action: action, Data: data, Reason: reasonOf(err),
	}).Get(ctx, nil); err != nil {
		workflow.GetLogger(ctx).Error("a refused signal could not be recorded", "action", action, "error", err)
	}
}

// read reads what came with a Signal. One without any input is a decision that
// says nothing more than its name.
func read[D any](raw converter.RawValue) (d D, err error) {
	if raw.Payload() == nil {
		return d, nil
	}
	if err := converter.GetDefaultDataConverter().FromPayload(raw.Payload(), &d); err != nil {
		var none D // rather than the part that could be read
		return none, activities.Refusal(returns.Refuse(returns.CodeInvalid, "the signal's input cannot be read: %s", err))
	}
	return d, nil
}

// operator is who sends a Signal that does not say who sends it: somebody with
// access to Temporal itself.
func operator() returns.Actor {
	return returns.Actor{ID: "temporal", Role: returns.RoleAdmin, Name: "Temporal signal"}
}

// identify fills in what a bare message leaves out. Nobody outside may act as
// the system.
func identify(by *returns.By, id string) {
	if by.ID == "" {
		by.ID = id
	}
	if by.Actor.ID == "" || by.Actor.Role == returns.RoleSystem || by.Actor.Role == "" {
		by.Actor = operator()
	}
}

// passOn takes a refusal out of the activity's error, so that the caller of an
// Update gets the refusal itself.
func passOn(err error) error {
	if refusal, ok := activities.AsRefusal(err); ok {
		return activities.Refusal(refusal)
	}
	return err
}

// reasonOf is the sentence in which a person reads why something failed.
func reasonOf(err error) string {
	if refusal, ok := activities.AsRefusal(err); ok {
		return refusal.Error()
	}
	if application, ok := errors.AsType[*temporal.ApplicationError](err); ok {
		return application.Message()
	}
	return err.Error()
}
