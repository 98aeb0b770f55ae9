package returns

import "slices"

// Status is the headline of a return: the one word that lists, customers and
// reports show. It is never set by hand but derived from the tracks by
// [Tracks.Headline].
type Status string

// The statuses, in the order a return passes through them.
const (
	Requested       Status = "requested"
	InfoNeeded      Status = "info_needed"
	CounterOffered  Status = "counter_offered"
	Approved        Status = "approved"
	Confirmed       Status = "confirmed"
	PickupScheduled Status = "pickup_scheduled"
	InTransit       Status = "in_transit"
	Received        Status = "received"
	Inspected       Status = "inspected"
	RefundPending   Status = "refund_pending"
	Refunded        Status = "refunded"
	Completed       Status = "completed"
	Rejected        Status = "rejected"
	Cancelled       Status = "cancelled"
	Expired         Status = "expired"
	SentBack        Status = "sent_back"
	WrittenOff      Status = "written_off"
)

// Statuses returns every status, in order.
func Statuses() []Status {
	return []Status{
		Requested, InfoNeeded, CounterOffered, Approved, Confirmed, PickupScheduled, InTransit, Received,
		Inspected, RefundPending, Refunded, Completed, Rejected, Cancelled, Expired, SentBack, WrittenOff,
	}
}

// Ended reports whether the return is over: nothing waits, nothing is reserved.
func (s Status) Ended() bool {
	return slices.Contains([]Status{Completed, Rejected, Cancelled, Expired, SentBack, WrittenOff}, s)
}

// Role says what a person or system may do. The names are those of the tokens.
type Role string

// The roles.
const (
	RoleAdmin       Role = "admin"
	RoleReviewer    Role = "reviewer"
	RoleFinance     Role = "finance"
	RoleWarehouse   Role = "warehouse"
	RoleLogistics   Role = "logistics"
	RoleSupport     Role = "support"
	RoleAuditor     Role = "auditor"
	RoleIntegration Role = "integration"
	RoleCustomer    Role = "customer"
	// RoleSystem acts by policy and by timer. No token carries it.
	RoleSystem Role = "system"
)

// Roles returns every role a token can carry.
func Roles() []Role {
	return []Role{
		RoleAdmin, RoleReviewer, RoleFinance, RoleWarehouse, RoleLogistics,
		RoleSupport, RoleAuditor, RoleIntegration, RoleCustomer,
	}
}

// Actor is who acts. It is written into the audit trail as it was at the time.
type Actor struct {
	ID   string `json:"id"`
	Role Role   `json:"role"`
	Name string `json:"name,omitempty"`
}

// System is the actor of everything that the policy and the timers do.
func System() Actor { return Actor{ID: "backhaul", Role: RoleSystem, Name: "Backhaul"} }

// IsStaff reports whether the actor works for the shop, so that the policy
// advises where it would bind a customer.
func (a Actor) IsStaff() bool { return a.Role != RoleCustomer && a.Role != RoleSystem }
