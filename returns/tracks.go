package returns

import "slices"

// Tracks holds where a return stands, each side of it apart: what people have
// decided, where the parcels are, what became of the goods, of the money and of
// a complaint. A single line of states breaks on two parcels or on a refund
// that fails a week after "success"; these do not.
type Tracks struct {
	Stage     Stage          `json:"stage"`
	Logistics LogisticsState `json:"logistics"`
	Goods     GoodsState     `json:"goods"`
	Refund    RefundState    `json:"refund"`
	Dispute   DisputeState   `json:"dispute"`
}

// Stage is how far people's decisions about the return have come.
type Stage string

// The stages. Between confirmed and an end the other tracks tell the story.
const (
	StageRequested      Stage = "requested"
	StageInfoNeeded     Stage = "info_needed"
	StageCounterOffered Stage = "counter_offered"
	StageApproved       Stage = "approved"
	StageConfirmed      Stage = "confirmed"
	StageCompleted      Stage = "completed"
	StageRejected       Stage = "rejected"
	StageCancelled      Stage = "cancelled"
	StageExpired        Stage = "expired"
	StageSentBack       Stage = "sent_back"
	StageWrittenOff     Stage = "written_off"
)

// LogisticsState is where a parcel is; the track shows the parcel that most
// needs somebody.
type LogisticsState string

// The logistics track.
const (
	LogisticsNone      LogisticsState = "none"
	LabelIssued        LogisticsState = "label_issued"
	PickupBooked       LogisticsState = "pickup_booked"
	HandedOver         LogisticsState = "handed_over"
	LogisticsInTransit LogisticsState = "in_transit"
	Delivered          LogisticsState = "delivered"
	FailedAttempt      LogisticsState = "failed_attempt"
	Silent             LogisticsState = "silent"
	Lost               LogisticsState = "lost"
	Voided             LogisticsState = "voided"
	// Refused: the warehouse did not take the parcel, and it goes back.
	Refused LogisticsState = "refused"
)

// GoodsState sums up the units of all lines; see [Units] for the numbers.
type GoodsState string

// The goods track.
const (
	GoodsNone      GoodsState = "none"
	GoodsExpected  GoodsState = "expected"
	GoodsArrived   GoodsState = "arrived"
	GoodsInspected GoodsState = "inspected"
)

// RefundState is where the money is.
type RefundState string

// The money track.
const (
	NotDue          RefundState = "not_due"
	Computed        RefundState = "computed"
	AwaitingFinance RefundState = "awaiting_finance"
	Submitted       RefundState = "submitted"
	Settled         RefundState = "settled"
	FailedRetryable RefundState = "failed_retryable"
	FailedFinal     RefundState = "failed_final"
	ManualPayout    RefundState = "manual_payout"
	LateFailed      RefundState = "late_failed"
)

// DisputeState is where a complaint stands.
type DisputeState string

// The dispute track.
const (
	DisputeNone      DisputeState = "none"
	DisputeOpen      DisputeState = "open"
	DisputeAnswered  DisputeState = "answered"
	DisputeEscalated DisputeState = "escalated"
	DisputeUpheld    DisputeState = "upheld"
	DisputeDismissed DisputeState = "dismissed"
)

// Headline derives the status. Before goods and money move it is the stage;
// then money speaks before goods, and goods before the parcel.
func (t Tracks) Headline() Status {
	if t.Stage != StageConfirmed {
		return Status(t.Stage)
	}
	switch t.Refund {
	case Settled:
		return Refunded
	case AwaitingFinance, Submitted, FailedRetryable, FailedFinal, ManualPayout, LateFailed:
		return RefundPending
	case Computed:
		return Inspected // finance refused it: the amount stands, the decision is asked anew
	case NotDue:
	}
	switch t.Goods {
	case GoodsInspected:
		return Inspected
	case GoodsArrived:
		return Received
	case GoodsNone, GoodsExpected:
	}
	switch t.Logistics {
	case HandedOver, LogisticsInTransit, Delivered, Silent, Lost:
		return InTransit
	case LabelIssued, PickupBooked, FailedAttempt:
		return PickupScheduled
	case LogisticsNone, Voided, Refused:
	}
	return Confirmed
}

// The moves each track allows. A carrier may skip scans, so logistics lists
// every state that can truly follow, not only the next one.
var (
	logisticsMoves = map[LogisticsState][]LogisticsState{
		LogisticsNone:      {LabelIssued, PickupBooked, HandedOver, LogisticsInTransit, Delivered},
		LabelIssued:        {PickupBooked, HandedOver, LogisticsInTransit, Delivered, Voided},
		PickupBooked:       {PickupBooked, FailedAttempt, HandedOver, LogisticsInTransit, Delivered, Lost, Voided},
		FailedAttempt:      {FailedAttempt, PickupBooked, LabelIssued, HandedOver, LogisticsInTransit, Delivered, Voided},
		HandedOver:         {LogisticsInTransit, Delivered, Silent, Lost, Refused, Voided},
		LogisticsInTransit: {LogisticsInTransit, FailedAttempt, Delivered, Silent, Lost, Refused, Voided},
		Silent:             {LogisticsInTransit, Delivered, Lost, Refused, Voided},
		Lost:               {LogisticsInTransit, Delivered, Refused, Voided},
		Delivered:          {PickupBooked, HandedOver, LogisticsInTransit, Refused},
		Refused:            {LogisticsInTransit, Delivered, Voided},
		// The courier may come although he was called off.
		Voided: {LabelIssued, PickupBooked, HandedOver, LogisticsInTransit, Delivered},
	}
	refundMoves = map[RefundState][]RefundState{
		NotDue:          {Computed},
		Computed:        {AwaitingFinance, Settled},
		AwaitingFinance: {Submitted, Settled, Computed, ManualPayout},
		Submitted:       {Settled, FailedRetryable, FailedFinal, ManualPayout},
		FailedRetryable: {Submitted, AwaitingFinance, ManualPayout, Settled, Computed},
		FailedFinal:     {ManualPayout, AwaitingFinance, Settled, Computed},
		ManualPayout:    {Settled, AwaitingFinance, Submitted},
		Settled:         {LateFailed, ManualPayout},
		LateFailed:      {AwaitingFinance},
	}
	disputeMoves = map[DisputeState][]DisputeState{
		DisputeNone:      {DisputeOpen},
		DisputeOpen:      {DisputeAnswered, DisputeEscalated, DisputeUpheld, DisputeDismissed},
		DisputeAnswered:  {DisputeOpen, DisputeEscalated, DisputeUpheld, DisputeDismissed},
		DisputeEscalated: {DisputeUpheld, DisputeDismissed},
	}
)

// CanFollow reports whether next may follow the state.
func (s LogisticsState) CanFollow(next LogisticsState) bool {
	return slices.Contains(logisticsMoves[s], next)
}

// CanFollow reports whether next may follow the state.
func (s RefundState) CanFollow(next RefundState) bool { return slices.Contains(refundMoves[s], next) }

// CanFollow reports whether next may follow the state.
func (s DisputeState) CanFollow(next DisputeState) bool {
	return slices.Contains(disputeMoves[s], next)
}
