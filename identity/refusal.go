package identity

// Reason says in a word why somebody did not come in. The sign-in page has a
// sentence for each, so that a word is all that stands in its address.
type Reason string

// The reasons.
const (
	// Away: the provider does not answer, or does not know this service. The log says which.
	Away Reason = "provider_away"
	// Declined: the provider says no, or the person has called it off there.
	Declined Reason = "provider_declined"
	// Unproven: something in the answer is not what it must be, or came too late.
	Unproven Reason = "not_proven"
	// NoRole: the provider knows them, and the shop gives them no role.
	NoRole Reason = "no_role"
)

// Refusal is why a sign-in has not come to its end.
type Refusal struct {
	Reason Reason
	// Subject is who has no role, when that is the reason; it is proven.
	Subject string
	// Cause is for the log, not for whoever signs in.
	Cause error
}

func (r *Refusal) Error() string { return string(r.Reason) + ": " + r.Cause.Error() }

// Unwrap returns the cause.
func (r *Refusal) Unwrap() error { return r.Cause }
