package returns_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func anEvent() returns.Event {
	return returns.Event{
		ReturnID: "ret_1", Seq: 2, Action: returns.ActionReview, DecisionID: "dec_1",
		Actor: returns.Actor{ID: "rita", Role: returns.RoleReviewer, Name: "Rita"},
		From:  returns.Requested, To: returns.Approved, Data: json.RawMessage(`{"decision":"approve"}`), At: noon,
	}
}

func TestEvent_Hash_ChangesWithEveryField(t *testing.T) {
	t.Parallel()
	previous := []byte("the hash before")
	seen := map[string]string{}
	for name, change := range map[string]func(*returns.Event){
		"as it is":         func(*returns.Event) {},
		"the return":       func(e *returns.Event) { e.ReturnID = "ret_2" },
		"the sequence":     func(e *returns.Event) { e.Seq = 3 },
		"the action":       func(e *returns.Event) { e.Action = returns.ActionCancel },
		"the decision":     func(e *returns.Event) { e.DecisionID = "dec_2" },
		"who":              func(e *returns.Event) { e.Actor.ID = "ana" },
		"in which role":    func(e *returns.Event) { e.Actor.Role = returns.RoleAdmin },
		"by which name":    func(e *returns.Event) { e.Actor.Name = "Ana" },
		"where from":       func(e *returns.Event) { e.From = returns.InfoNeeded },
		"where to":         func(e *returns.Event) { e.To = returns.Rejected },
		"the data":         func(e *returns.Event) { e.Data = json.RawMessage(`{"decision":"reject"}`) },
		"the refusal":      func(e *returns.Event) { e.Refused = "too late" },
		"a microsecond":    func(e *returns.Event) { e.At = e.At.Add(time.Microsecond) },
		"a field's border": func(e *returns.Event) { e.ReturnID, e.DecisionID = "ret_", "1dec_1" },
	} {
		event := anEvent()
		change(&event)
		hash := string(event.Hash(previous))
		require.Len(t, hash, 32)
		require.Empty(t, seen[hash], "%s gives the hash of another event", name)
		seen[hash] = name
	}
	event := anEvent()
	require.NotEqual(t, event.Hash(previous), event.Hash([]byte("another")), "it is chained to the event before")
}

func TestEvent_Hash_IsTheSameAfterStorage(t *testing.T) {
	t.Parallel()
	// PostgreSQL keeps microseconds and gives times back in another zone.
	event := anEvent()
	event.At = noon.Add(123456789 * time.Nanosecond)
	stored := event
	stored.At = event.At.Truncate(time.Microsecond).In(time.FixedZone("", -5*3600))
	require.Equal(t, event.Hash(nil), stored.Hash(nil))
}
