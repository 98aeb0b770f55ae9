package api

import (
	"context"

	"golang.org/x/text/language"

	"backhaul/workflows"
)

// LiveView is what a return's workflow is doing, for people who look into it.
type LiveView struct {
	workflows.LiveState
	Pending []PendingStep `json:"pending"`
}

// PendingStep is a step under way, or one that is tried again.
type PendingStep struct {
	workflows.PendingActivity
	// Hint says what the trouble means and what a person can do; empty while
	// there is none.
	Hint string `json:"hint,omitempty"`
}

// GetReturnLive asks the running workflow.
func (s *server) GetReturnLive(ctx context.Context, r GetReturnLiveRequestObject) (GetReturnLiveResponseObject, error) {
	found, err := findReturn(ctx, s.DB, r.ID)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, s.DecisionTimeout)
	defer cancel()
	live, err := workflows.Live(ctx, s.Temporal, s.Payloads.Converter(), found.Return.ID)
	view := LiveView{LiveState: live, Pending: make([]PendingStep, len(live.Pending))}
	for i, pending := range live.Pending {
		view.Pending[i] = PendingStep{PendingActivity: pending, Hint: hint(callOf(ctx).language, pending.Trouble)}
	}
	return GetReturnLive200JSONResponse(view), err
}

// hint says what it means that a step is not done, and what a person can do.
func hint(tag language.Tag, trouble workflows.Trouble) string {
	switch trouble {
	case workflows.TroubleNone:
		return ""
	case workflows.TroubleNoWorker:
		return say(tag, "No worker has taken this step yet. If that lasts, see that `backhaul worker` runs, and run more of them if they are busy.")
	case workflows.TroubleTooSlow:
		return say(tag, "The worker that had this step ended, or took too long. The step is tried again by itself; if that happens again, see the worker's log and its machine.")
	case workflows.TroubleFault:
		return say(tag, "This is a fault of the program. Nothing is lost, and the step is tried again; report last_error with the worker's log, and update once it is repaired.")
	case workflows.TroubleDatabase:
		return say(tag, "PostgreSQL cannot be reached, or does not do what it was asked. The return goes on by itself once it does; see that the server runs, and that DATABASE_URL is right.")
	case workflows.TroubleAskedToWait:
		return say(tag, "The payment provider asks to come back later. Nothing is to be done: it is asked again at next_attempt.")
	case workflows.TroubleMail:
		return say(tag, "The mail server is away, or does not take the message. Only the mail is late, and it goes out once the server takes it; see last_error and BACKHAUL_SMTP_URL.")
	case workflows.TroublePayment:
		return say(tag, "The payment provider does not answer, or answers with an error. It is asked again under the same key, so that nothing is paid twice; see last_error and the provider's status page.")
	case workflows.TroubleCarrier:
		return say(tag, "The carrier does not answer, or answers with an error. It is asked again by itself, and nothing is booked twice; see last_error, or call the carrier if it is urgent.")
	default:
		return say(tag, "This step failed and is tried again by itself. If last_error stays the same, show it, with the worker's log, to an administrator.")
	}
}
