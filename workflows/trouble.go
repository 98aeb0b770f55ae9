package workflows

import (
	"slices"

	enumspb "go.temporal.io/api/enums/v1"
	failurepb "go.temporal.io/api/failure/v1"
	workflowpb "go.temporal.io/api/workflow/v1"

	"backhaul/activities"
)

// Trouble is the kind of thing that keeps a step from being done, as far as the
// step and its last error tell. Every kind wants something else of a person.
type Trouble string

// Kinds of trouble.
const (
	// TroubleNone is a step that is under way and has not failed.
	TroubleNone Trouble = ""
	// TroubleNoWorker is a step that waits for a worker.
	TroubleNoWorker Trouble = "no_worker"
	// TroubleTooSlow is a worker that ended, or did not answer in time.
	TroubleTooSlow Trouble = "too_slow"
	// TroubleFault is a fault of the program.
	TroubleFault    Trouble = "fault"
	TroubleDatabase Trouble = "database"
	// TroubleAskedToWait is a provider that says when to come back.
	TroubleAskedToWait Trouble = "asked_to_wait"
	TroubleMail        Trouble = "mail"
	TroublePayment     Trouble = "payment"
	TroubleCarrier     Trouble = "carrier"
	TroubleOther       Trouble = "other"
)

// troubleOutside is what a step deals with besides the database, which is to blame
// for what the error does not tell.
var troubleOutside = map[string]Trouble{
	"SendMessages": TroubleMail,
	"PayRefund":    TroublePayment, "CheckRefund": TroublePayment,
	"SchedulePickup": TroubleCarrier, "CallOffPickups": TroubleCarrier, "SendBack": TroubleCarrier,
}

// troubleOf names what keeps a step from being done.
func troubleOf(pending *workflowpb.PendingActivityInfo) Trouble {
	failure := pending.GetLastFailure()
	if failure == nil {
		if pending.GetState() == enumspb.PENDING_ACTIVITY_STATE_SCHEDULED {
			return TroubleNoWorker
		}
		return TroubleNone
	}
	for cause := failure; cause != nil; cause = cause.GetCause() {
		if trouble := troubleIn(cause); trouble != TroubleNone {
			return trouble
		}
	}
	if trouble, known := troubleOutside[pending.GetActivityType().GetName()]; known {
		return trouble
	}
	return TroubleOther
}

// troubleIn is what an error tells by itself. Temporal keeps the name of its type.
func troubleIn(failure *failurepb.Failure) Trouble {
	kind := failure.GetApplicationFailureInfo().GetType()
	switch {
	case failure.GetTimeoutFailureInfo() != nil:
		return TroubleTooSlow
	case kind == "PanicError":
		return TroubleFault
	case kind == activities.RetryLater:
		return TroubleAskedToWait
	case slices.Contains([]string{"ConnectError", "PgError", "ParseConfigError"}, kind):
		return TroubleDatabase
	}
	return TroubleNone
}
