package returns

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Return is one return of one order: the aggregate that every decision is
// applied to. A method changes the value and returns the [Change] to be stored
// with it in one transaction, or refuses: then nothing is to be stored, and the
// value, which may be half changed, is to be dropped.
type Return struct {
	ID          string
	RMANumber   string
	OrderNumber string
	CustomerID  string
	Currency    string
	Method      Method
	RefundTo    RefundTo
	// CreditTo is the customer who gets the store credit; empty for the one who bought.
	CreditTo string
	// Exchange is the replacement; nil unless the refund goes to an exchange.
	Exchange    *Exchange
	Note        string
	Pickup      *PickupDetails
	RequestedBy Actor
	Lines       []Line
	Tracks      Tracks
	Policy      Policy
	Verdict     Verdict
	Offer       *Offer
	// Approval is the last decision that let money flow; nil before one.
	Approval  *Approval
	Shipments []Shipment
	// SendBacks are the parcels that went out to the customer.
	SendBacks []Shipment
	// Held is what the shop holds and may not keep; nil for nothing.
	Held *Held
	// OpenStrays came late and wait for a person's word.
	OpenStrays []OpenStray
	Estimate   Amounts
	Task       *RefundTask
	// Difference is set when the inspection came to another amount than was
	// approved, so that the reviewer decides anew.
	Difference *Difference
	Wait       Wait
	// Assignment is the reviewer in whose hands the return is; nil for nobody's.
	Assignment *Assignment
	// Attention says why a person should look; zero when all is well.
	Attention Attention
	// Dispute is the customer's complaint; nil while there is none.
	Dispute  *Dispute
	OpenedAt time.Time
	// ClosedAt is when the return ended; nil while it is open.
	ClosedAt *time.Time
	Version  int
}

// Line is one order line of the return.
type Line struct {
	LineNo      int
	SKU         string
	Description string
	Requested   int
	// Approved units are expected; before a review it equals Requested.
	Approved int
	// Agreed is the amount for all approved units when a person set one, minor
	// units with tax; nil leaves it to the arithmetic.
	Agreed    *int64
	Reason    string
	Condition string
	Note      string
	Fields    map[string]any
	Units     Units
	// Found is in which condition the inspection found accepted units, where it
	// said so.
	Found []FoundCondition
	// ByCustomer tells whose doing the reason is, as it was when opened.
	ByCustomer bool
}

// Approval is who approved the return, when, and which amount.
type Approval struct {
	By Actor     `json:"by"`
	At time.Time `json:"at"`
	// Amount is what was to be refunded then; nil in approvals from before it
	// was kept.
	Amount *Money `json:"amount,omitempty"`
}

// Status returns the headline.
func (r *Return) Status() Status { return r.Tracks.Headline() }

// Change is everything a step writes besides the return's own row.
type Change struct {
	Action   Action
	By       By
	From, To Status
	At       time.Time
	// Data is what the audit trail keeps of the decision.
	Data any
	// Holds changes what the order has reserved, returned and refunded.
	Holds []Hold
	// PaymentHolds changes what of the order's payments is refunded or on its way,
	// RefundedShipping what of the outbound shipping, and WithheldDiscount what is
	// withheld of the order's discount, in minor units.
	PaymentHolds     []PaymentHold
	RefundedShipping int64
	WithheldDiscount int64
	// ClosedTask is the refund task before the return's own, when this step
	// closed it: it failed after it had been reported as paid.
	ClosedTask *RefundTask
	Movements  []Movement
	// Strays are goods that came and were not approved, and Inspected is what was
	// said of units: both are written down as they stand here.
	Strays    []Stray
	Inspected []InspectedLine
	// Decided says what strays have come to that were open.
	Decided []DecidedStray
	Notices []Notice
}

// Hold is a change of the counters of one order line. Reserved and Returned
// are units; the refund counters are units and minor units.
type Hold struct {
	LineNo        int
	Reserved      int
	Returned      int
	RefundedUnits int
	RefundedGoods int64
	RefundedTax   int64
}

// PaymentHold is a change of what one payment of the order has refunded or on
// its way, in minor units.
type PaymentHold struct {
	Payment  int
	Refunded int64
}

// Notice asks for a message to be sent. The kind names the template.
type Notice struct {
	Kind string
	To   Role
}

// notify tells whoever must know: the customer, or the staff of a role.
func (c *Change) notify(to Role, kind string) {
	c.Notices = append(c.Notices, Notice{Kind: kind, To: to})
}

// begin checks that the actor may take the action now. Whatever asked for a
// person's look is answered by any step that does something about the return.
func (r *Return) begin(action Action, by By, now time.Time, data any) (*Change, error) {
	if err := CheckAction(r.Status(), action, by.Actor.Role); err != nil {
		return nil, err
	}
	switch action {
	case ActionRemind, ActionClaim, ActionRelease, ActionAssign: // nothing is done about it yet
	default:
		r.Attention = Attention{}
	}
	return &Change{Action: action, By: by, From: r.Status(), At: now, Data: data}, nil
}

// finish derives the headline, holds it against the transition table and sets
// what the return waits for next.
func (r *Return) finish(c *Change) (*Change, error) {
	c.To = r.Status()
	r.endExchange()
	r.hold(c)
	if err := checkMove(c.From, c.Action, c.To); err != nil {
		return nil, err
	}
	since, passed := r.Wait.Since, r.Wait.Passed
	if c.From != c.To || c.restartsWait() {
		since, passed = c.At, 0
	}
	r.Wait = r.waitIn(c.To, since, passed)
	return c, nil
}

// restartsWait reports whether deadlines count anew though the status stays.
func (c *Change) restartsWait() bool {
	switch c.Action {
	case ActionSchedulePickup:
		return c.To == PickupScheduled
	case ActionReview:
		return true
	case ActionCarrierEvent:
		return c.To == InTransit // the parcel is not silent
	default:
		return false
	}
}

// line returns the return's line with the number.
func (r *Return) line(lineNo int) (*Line, bool) {
	for i := range r.Lines {
		if r.Lines[i].LineNo == lineNo {
			return &r.Lines[i], true
		}
	}
	return nil, false
}

// approvedBy records an approval of the estimate as it stands.
func (r *Return) approvedBy(actor Actor, at time.Time) {
	r.Approval = &Approval{By: actor, At: at, Amount: &Money{Minor: r.Estimate.Total, Currency: r.Currency}}
}

// goods says how far the units of all lines have come.
func (r *Return) goods() GoodsState {
	for _, line := range r.Lines {
		if line.outstanding() > 0 || line.Units.Arrived > line.Units.Disposed() {
			return r.Tracks.Goods
		}
	}
	return GoodsInspected
}

// accepted is how many units of the line are refunded.
func (r *Return) accepted(line *Line) int {
	if r.Method == MethodKeepItem {
		return line.Approved
	}
	return line.Units.Accepted()
}

// Digest identifies the exact lines and amounts that a confirmation is over.
func (r *Return) Digest() string {
	type content struct {
		LineNo, Approved int
	}
	lines := make([]content, len(r.Lines))
	for i, line := range r.Lines {
		lines[i] = content{line.LineNo, line.Approved}
	}
	text, err := json.Marshal(struct {
		Return string
		Method Method
		Lines  []content
		Amount Amounts
	}{r.ID, r.Method, lines, r.Estimate})
	if err != nil {
		panic("returns: the digest's content cannot be written as JSON: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}
