package returns

import "time"

// By says which decision this is and who took it. A bare Temporal Signal may
// leave both out; the workflow then fills them in.
type By struct {
	// ID names the decision. The second arrival of one id changes nothing.
	ID    string `json:"id,omitempty"`
	Actor Actor  `json:"actor,omitzero"`
	// Origin is where it came from, as far as the API knows it.
	Origin Origin `json:"origin,omitzero"`
}

// Verdicts of a reviewer.
const (
	DecisionApprove      = "approve"
	DecisionReject       = "reject"
	DecisionRequestInfo  = "request_info"
	DecisionCounterOffer = "counter_offer"
)

// Review is a reviewer's decision. Lines lists exceptions: a line that is not
// named is approved as requested.
type Review struct {
	By
	Decision string       `json:"decision"`
	Lines    []ReviewLine `json:"lines,omitempty"`
	Offer    *Offer       `json:"offer,omitempty"`
	Note     string       `json:"note,omitempty"`
}

// ReviewLine approves fewer units of a line, or another amount than the
// arithmetic gives, for the note's reason.
type ReviewLine struct {
	LineNo           int  `json:"line_no"`
	ApprovedQuantity *int `json:"approved_quantity,omitempty"`
	// ApprovedAmount is what is refunded, tax included, for all approved units
	// of the line; never more than the line has left of what was paid.
	ApprovedAmount *Money `json:"approved_amount,omitempty"`
}

// Offer is what a reviewer proposes instead 协商: an amount, keeping the item,
// fewer units, or several of these.
type Offer struct {
	// By is the reviewer who made the offer, whose approval it is once taken.
	By       Actor        `json:"by,omitzero"`
	Amount   *Money       `json:"amount,omitempty"`
	KeepItem bool         `json:"keep_item,omitempty"`
	Lines    []ReviewLine `json:"lines,omitempty"`
}

// Answer is the customer's reply to a question or to an offer.
type Answer struct {
	By
	Note     string   `json:"note,omitempty"`
	Evidence []string `json:"evidence,omitempty"`
	// Accept answers an offer: true takes it, false sends the return back to review.
	Accept *bool `json:"accept,omitempty"`
}

// Confirm is the second confirmation, over the exact lines and amounts.
type Confirm struct {
	By
	// Digest is the `digest` of the return the confirming person saw. Empty
	// confirms what stands now.
	Digest string `json:"digest,omitempty"`
}

// Cancel withdraws the return.
type Cancel struct {
	By
	Reason string `json:"reason,omitempty"`
}

// SchedulePickup books a pickup, or records one that a clerk booked.
type SchedulePickup struct {
	By
	Carrier        string     `json:"carrier,omitempty"`
	WindowStart    *time.Time `json:"window_start,omitempty"`
	WindowEnd      *time.Time `json:"window_end,omitempty"`
	TrackingNumber string     `json:"tracking_number,omitempty"`
	// Another books one more parcel beside those that are booked; Replaces names
	// the one parcel whose booking this one takes the place of. Without either it
	// takes the place of all that still wait for their courier.
	Another  bool `json:"another,omitempty"`
	Replaces int  `json:"replaces,omitempty"`
}

// CarrierEvent is a fact from a carrier, or from the clerk who called it.
type CarrierEvent struct {
	By
	// Event is the logistics state it reports: handed_over, in_transit,
	// delivered, failed_attempt, lost, refused, voided.
	Event LogisticsState `json:"event"`
	// EventID is the carrier's own; empty when a person reports.
	EventID        string     `json:"event_id,omitempty"`
	TrackingNumber string     `json:"tracking_number,omitempty"`
	OccurredAt     *time.Time `json:"occurred_at,omitempty"`
	Note           string     `json:"note,omitempty"`
}

// Receive counts a parcel in. It is repeated for every parcel.
type Receive struct {
	By
	Lines []CountedLine `json:"lines,omitempty"`
	// Strays came in the parcel too, and were not approved.
	Strays []Stray `json:"strays,omitempty"`
	// TrackingNumber tells which parcel it was, where the label can be read.
	TrackingNumber string   `json:"tracking_number,omitempty"`
	Evidence       []string `json:"evidence,omitempty"`
	Note           string   `json:"note,omitempty"`
}

// CountedLine is a number of units of a line.
type CountedLine struct {
	LineNo   int `json:"line_no"`
	Quantity int `json:"quantity"`
	// Damaged is how many of them had suffered on their way.
	Damaged int `json:"damaged,omitempty"`
}

// Inspect says what became of units that arrived, or that they never came.
type Inspect struct {
	By
	Lines []InspectedLine `json:"lines"`
}

// InspectedLine gives some units of a line a condition and a disposition.
type InspectedLine struct {
	LineNo      int         `json:"line_no"`
	Quantity    int         `json:"quantity"`
	Condition   string      `json:"condition,omitempty"`
	Grade       string      `json:"grade,omitempty"`
	Disposition Disposition `json:"disposition"`
	// WrongSKU is the article that lay in the parcel instead; it goes where
	// Disposition says, and is not refunded.
	WrongSKU string `json:"wrong_sku,omitempty"`
	Note     string `json:"note,omitempty"`
}

// What finance may do with a refund task.
const (
	RefundApprove  = "approve"
	RefundReject   = "reject"
	RefundMarkPaid = "mark_paid"
	RefundRetry    = "retry"
)

// DecideRefund is finance's decision about a refund task.
type DecideRefund struct {
	By
	TaskID    string `json:"task_id"`
	Action    string `json:"action"`
	Reference string `json:"reference,omitempty"`
	Note      string `json:"note,omitempty"`
	// Amount, with approve, is what is refunded instead of what was computed;
	// never more than was paid. Note says why.
	Amount *Money `json:"amount,omitempty"`
	// Payment, with mark_paid and retry, is the sequence of the order's payment
	// whose part of the refund is meant; zero means all that are open.
	Payment int `json:"payment,omitempty"`
	// Override, with mark_paid, pays by hand though the provider may have paid: it
	// has not said for the policy's time. Note says why it is not waited for.
	Override bool `json:"override,omitempty"`
}

// Close ends a return early, after goods moved. Outcome is sent_back or written_off.
type Close struct {
	By
	Outcome Status `json:"outcome"`
	// Lines says where units go that arrived and are not inspected yet.
	Lines []InspectedLine `json:"lines,omitempty"`
	Note  string          `json:"note,omitempty"`
}

// Acknowledge is the customer's word that the refund has come.
type Acknowledge struct {
	By
}

// Identity gives access to the decision's id and actor, whatever the decision.
func (b *By) Identity() *By { return b }
