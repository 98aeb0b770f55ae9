package returns

import "time"

// GoodsTerms are the rules of a policy about parcels and goods.
type GoodsTerms struct {
	// PickupAttempts is how often a courier may come in vain before logistics
	// and the customer are told; 0 means three.
	PickupAttempts int `json:"pickup_attempts,omitempty"`
	// SilentAfterHours is how long a parcel under way may go without a scan
	// before somebody must ask the carrier; 0 asks never.
	SilentAfterHours int `json:"silent_after_hours,omitempty"`
	// OnExpiry says what happens where a deadline would expire the return:
	// expire (also when empty), remind_only, or approve, which approves what
	// still waits for a reviewer and nothing speaks against, and expires the rest.
	OnExpiry string `json:"on_expiry,omitempty"`
	// SendBackDays is how long goods may wait to get back to their customer before
	// a person must decide what becomes of them; 0 means thirty.
	SendBackDays int `json:"send_back_days,omitempty"`
}

// What a policy may say of goods at most.
const (
	maxPickupAttempts   = 100
	maxSilentAfterHours = 24 * 365
	maxSendBackDays     = 365
)

// goods holds the rules about parcels and goods to what can be meant.
func (c *termsCheck) goods(t GoodsTerms) {
	c.between("pickup_attempts", t.PickupAttempts, 0, maxPickupAttempts)
	c.between("silent_after_hours", t.SilentAfterHours, 0, maxSilentAfterHours)
	c.between("send_back_days", t.SendBackDays, 0, maxSendBackDays)
	if t.OnExpiry != "" {
		c.oneOf("on_expiry", t.OnExpiry, OnExpiryExpire, OnExpiryRemindOnly, OnExpiryApprove)
	}
}

// What a policy may do with a return whose time has run out.
const (
	OnExpiryExpire     = "expire"
	OnExpiryRemindOnly = "remind_only"
	OnExpiryApprove    = "approve"
)

func (t GoodsTerms) pickupAttempts() int {
	if t.PickupAttempts > 0 {
		return t.PickupAttempts
	}
	return 3
}

func (t GoodsTerms) sendBackDays() int {
	if t.SendBackDays > 0 {
		return t.SendBackDays
	}
	return 30
}

// silence is how long a parcel may go without a scan; 0 is forever.
func (t GoodsTerms) silence() time.Duration { return time.Duration(t.SilentAfterHours) * time.Hour }

// expiry is what a deadline that would expire the return does instead, where
// the policy says so. Nobody keeps goods without a person's word.
func (r *Return) expiry(status Status) Action {
	switch {
	case r.Policy.OnExpiry == OnExpiryRemindOnly:
		return ActionRemind
	case r.Policy.OnExpiry == OnExpiryApprove && status == Requested && r.Method != MethodKeepItem:
		return ActionApprove
	}
	return ActionExpire
}

// silentFrom is when the first of the parcels under way will have been silent
// for too long.
func (r *Return) silentFrom(status Status) (at time.Time, watched bool) {
	if status != InTransit && status != Received {
		return at, false
	}
	for i := range r.Shipments {
		from, watches := r.Shipments[i].silentFrom(r.Policy.silence())
		if watches && (!watched || from.Before(at)) {
			at, watched = from, true
		}
	}
	return at, watched
}
