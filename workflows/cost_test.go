package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
)

// cost is what one return takes up at Temporal.
type cost struct {
	events int
	// Of these Temporal Cloud bills each as an action.
	starts, updates, signals, timers, activities int
}

func (c cost) actions() int { return c.starts + c.updates + c.signals + c.timers + c.activities }

// costOf counts. An activity is billed for every try; an Update that the
// validator refused, and a query, are billed too, but leave no event.
func costOf(history *historypb.History) (c cost) {
	c.events = len(history.GetEvents())
	for _, event := range history.GetEvents() {
		switch event.GetEventType() {
		case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED:
			c.starts++
		case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
			c.updates++
		case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED:
			c.signals++
		case enumspb.EVENT_TYPE_TIMER_STARTED:
			c.timers++
		case enumspb.EVENT_TYPE_ACTIVITY_TASK_STARTED:
			c.activities += int(event.GetActivityTaskStartedEventAttributes().GetAttempt())
		default:
		}
	}
	return c
}

// TestReturn_FromRequestToLastMessage_CostsWhatTheDocsSay counts an ordinary
// return that finance pays by hand: eight decisions and seven messages.
func TestReturn_FromRequestToLastMessage_CostsWhatTheDocsSay(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	lives()["paid-by-hand"](s)
	history := s.history()
	cost := costOf(history)
	t.Logf("one complete return: %d history events; %d billable actions: %d start, %d updates, %d signals, %d timers, %d activity tries",
		cost.events, cost.actions(), cost.starts, cost.updates, cost.signals, cost.timers, cost.activities)
	require.Equal(t, 1, cost.starts)
	require.Equal(t, 9, cost.updates, "the opening and eight decisions")
	require.LessOrEqual(t, cost.activities, 22)
	require.LessOrEqual(t, cost.actions(), 45)
	require.LessOrEqual(t, cost.events, 200)

	fired := 0
	for _, event := range history.GetEvents() {
		if event.GetEventType() == enumspb.EVENT_TYPE_TIMER_FIRED {
			fired++
		}
	}
	require.Equal(t, 1, fired, "a wait that was answered leaves no timer behind; only the last one ends by the clock")
}
