package returns

import (
	"slices"
	"strings"
	"time"
)

// Policy is a version of the shop's rules, as data. A return pins the version
// it was opened under, so that changing the rules never changes a running case.
type Policy struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Terms
}

// Terms are the rules of a policy version. [Terms.Validate] says what may stand
// in them.
type Terms struct {
	Name string `json:"name"`
	// TimeZone is the shop's, in which a window's last day ends.
	TimeZone string   `json:"time_zone"`
	Windows  []Window `json:"windows"`
	// FinalSaleSKUs and ExcludedCategories cannot be returned, whatever the reason.
	FinalSaleSKUs      []string `json:"final_sale_skus,omitempty"`
	ExcludedCategories []string `json:"excluded_categories,omitempty"`
	// Photos is how many photos a reason asks for.
	Photos map[string]int `json:"photos,omitempty"`
	// Rules are judged line by line, after the clauses above.
	Rules []Rule `json:"rules,omitempty"`
	// AutoApprove approves without a reviewer what passes every clause.
	AutoApprove bool `json:"auto_approve,omitempty"`
	// Confirm says who gives the second confirmation: auto, staff or customer.
	Confirm   string    `json:"confirm"`
	RestockAt RestockAt `json:"restock_at"`
	// ReturnShipping is what the customer pays for sending goods back, when the
	// customer pays at all.
	ReturnShipping PerCurrency `json:"return_shipping,omitempty"`
	// ReturnShippingPaidBy says, per reason, who pays for sending goods back:
	// customer or shop. A reason that it lacks is paid by whose doing it is.
	ReturnShippingPaidBy map[string]string `json:"return_shipping_paid_by,omitempty"`
	RestockingFees       []RestockingFee   `json:"restocking_fees,omitempty"`
	// RefundShipping gives the outbound shipping back with the last unit when
	// the return is the shop's doing.
	RefundShipping bool `json:"refund_shipping,omitempty"`
	// RefundShippingAlways gives it back whatever the reason, as the right of
	// withdrawal of the EU demands.
	RefundShippingAlways bool `json:"refund_shipping_always,omitempty"`
	// TakeDiscountBack takes the discount of kept goods back when they no longer
	// reach the minimum that the order's discount asked for; see discount.go.
	TakeDiscountBack bool `json:"take_discount_back,omitempty"`
	// Tolerance is how far the inspected amount may be from the approved one
	// before a new decision is asked for.
	Tolerance Tolerance `json:"tolerance,omitzero"`
	// AutoRefundLimit is up to what amount the policy itself approves a refund
	// that is what was approved, to the penny. Without a limit finance decides.
	AutoRefundLimit PerCurrency `json:"auto_refund_limit,omitempty"`
	// ApprovalLimits is the most that a role may approve of a refund. A role
	// that it lacks has no limit.
	ApprovalLimits map[Role]PerCurrency `json:"approval_limits,omitempty"`
	// FourEyesAbove is the amount above which a refund needs a second approval,
	// by somebody else. A currency that it lacks needs none.
	FourEyesAbove PerCurrency `json:"four_eyes_above,omitempty"`
	// FinanceMayOverrideAfterHours is how long a payment provider must not have
	// answered before finance may pay by hand what it may have paid; zero is
	// [DefaultOverrideHours].
	FinanceMayOverrideAfterHours int `json:"finance_may_override_after_hours,omitempty"`
	// RequesterMayNotRefund keeps whoever opened a return from approving its refund.
	RequesterMayNotRefund bool `json:"requester_may_not_refund,omitempty"`
	// ComplaintDays is how long a return may be complained about after it came
	// into a status; nil means what dispute.go says: thirty days after a refund,
	// seven after another end.
	ComplaintDays map[Status]int `json:"complaint_days,omitempty"`
	// ComplaintDeadlines says, per state of a complaint, what happens when nobody
	// acts; nil means what dispute.go says.
	ComplaintDeadlines map[DisputeState][]Deadline `json:"complaint_deadlines,omitempty"`
	// ClaimMinutes is how long a reviewer's claim keeps others from deciding;
	// zero is [DefaultClaimMinutes].
	ClaimMinutes int `json:"claim_minutes,omitempty"`
	// Deadlines says, per status, what happens when nobody acts, in order.
	Deadlines map[Status][]Deadline `json:"deadlines"`
	GoodsTerms
}

// Window is how long goods may be sent back. Empty Reason or Category matches
// every one; the first window that matches counts.
type Window struct {
	Reason   string `json:"reason,omitempty"`
	Category string `json:"category,omitempty"`
	Days     int    `json:"days"`
	// Anchor is the day the window counts from. That day is day zero, and the
	// last day counts to its end in the shop's zone.
	Anchor string `json:"anchor"`
}

// The days a window may count from.
const (
	AnchorOrdered   = "ordered"
	AnchorShipped   = "shipped"
	AnchorDelivered = "delivered"
)

// Who pays for sending goods back.
const (
	PaidByCustomer = "customer"
	PaidByShop     = "shop"
)

// RestockingFee is a percentage of the goods without tax. Empty Reason or
// Condition matches every one; the first fee that matches counts.
type RestockingFee struct {
	Reason    string `json:"reason,omitempty"`
	Condition string `json:"condition,omitempty"`
	Percent   int    `json:"percent"`
}

// Tolerance is a difference that needs no new decision: within Percent of the
// approved amount, or within the fixed amount for the currency. Its zero value
// tolerates nothing.
type Tolerance struct {
	Percent int         `json:"percent,omitempty"`
	Amount  PerCurrency `json:"amount,omitempty"`
}

// Deadline is what happens when a status has waited for some hours.
type Deadline struct {
	Hours int `json:"hours"`
	// Then is remind, escalate, expire, complete or, while a return is
	// requested, approve.
	Then Action `json:"then"`
}

// Allows reports whether an amount is near enough to the approved one, both in
// minor units of the currency.
func (t Tolerance) Allows(currency string, approved, found int64) bool {
	difference := max(approved-found, found-approved)
	return difference == 0 || difference <= mulDiv(approved, int64(t.Percent), 100) || t.Amount.covers(currency, difference)
}

// customerPays reports who pays for sending the line back.
func (t Terms) customerPays(line *Line) bool {
	if payer, said := t.ReturnShippingPaidBy[line.Reason]; said {
		return payer == PaidByCustomer
	}
	return line.ByCustomer
}

// autoRefunds reports whether the policy itself approves the refund: it is what
// was approved, not above the limit, and no second pair of eyes is asked for.
// Money for goods that stay with the customer is not paid unless a person has
// approved the return, nor is what finance has looked at once.
func (t Terms) autoRefunds(r *Return, refund Amounts) bool {
	if r.Approval.Amount == nil || *r.Approval.Amount != refund.Money(refund.Total) {
		return false
	}
	if r.Method == MethodKeepItem && r.Approval.By.Role == RoleSystem {
		return false
	}
	if refund.CustomerOwes > 0 || t.needsTwo(refund.Money(refund.ToPay())) {
		return false
	}
	return t.AutoRefundLimit.covers(r.Currency, refund.ToPay())
}

func (t Terms) restockingPercent(reason, condition string) int {
	for _, fee := range t.RestockingFees {
		if (fee.Reason == "" || fee.Reason == reason) && (fee.Condition == "" || fee.Condition == condition) {
			return fee.Percent
		}
	}
	return 0
}

// windowFor is the first window that matches.
func (t Terms) windowFor(category, reason string) (Window, bool) {
	i := slices.IndexFunc(t.Windows, func(w Window) bool {
		return (w.Reason == "" || w.Reason == reason) && (w.Category == "" || strings.EqualFold(w.Category, category))
	})
	if i < 0 {
		return Window{}, false
	}
	return t.Windows[i], true
}

func (t Terms) zone() *time.Location {
	if zone, err := time.LoadLocation(t.TimeZone); err == nil {
		return zone
	}
	return time.UTC
}
