package returns

// Other systems are told of every event of a return, under a name that says
// where the return is now: what webhook subscriptions choose from.

// MessageUpdated is the kind of message of an event that did not move the headline.
const MessageUpdated = "return.updated"

// MessageKind names what happened when an event moved a return from one status to
// another: return.approved, or return.updated when it stayed.
func MessageKind(from, to Status) string {
	if from == to {
		return MessageUpdated
	}
	return "return." + string(to)
}

// MessageKinds returns every kind there is, in the order a return passes through them.
func MessageKinds() []string {
	var kinds []string
	for _, status := range Statuses() {
		kinds = append(kinds, MessageKind("", status))
	}
	return append(kinds, MessageUpdated)
}
