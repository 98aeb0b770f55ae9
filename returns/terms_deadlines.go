package returns

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// deadlines holds what happens when nobody acts against the transition table:
// every wait needs an end, in order, and one that the status allows.
func (c *termsCheck) deadlines(t Terms) {
	for _, status := range slices.Sorted(maps.Keys(t.Deadlines)) {
		field := "deadlines." + string(status)
		if !slices.Contains(Statuses(), status) || status.Ended() {
			c.problems.add(RefuseField(field, "unknown_status", "nobody waits in the status %s", strconv.Quote(string(status))))
			continue
		}
		c.steps(field, status, t.Deadlines[status])
	}
	for _, status := range Statuses() {
		if !status.Ended() && len(t.Deadlines[status]) == 0 {
			c.problems.add(RefuseField("deadlines."+string(status), "required", "say what happens when nobody acts while a return is %s", status))
		}
	}
	if steps := t.Deadlines[Refunded]; len(steps) > 0 && steps[len(steps)-1].Then != ActionComplete {
		c.problems.add(RefuseField("deadlines.refunded", "required", "the last deadline of a refunded return must complete it"))
	}
}

func (c *termsCheck) steps(field string, status Status, steps []Deadline) {
	hours := 0
	for i, step := range steps {
		at := fmt.Sprintf("%s[%d]", field, i)
		if step.Hours <= hours || step.Hours > maxDeadlineHours {
			c.problems.add(RefuseField(at+".hours", "out_of_range", "the hours must be more than %s and at most %s", hours, maxDeadlineHours))
		}
		hours = max(hours, step.Hours)
		allowed := timed(status)
		if !slices.Contains(allowed, step.Then) {
			c.problems.add(RefuseField(at+".then", "not_allowed", "%s is not possible here; choose one of %s", strconv.Quote(string(step.Then)), joined(allowed)))
			continue
		}
		moves := !slices.Contains([]Action{ActionRemind, ActionEscalate}, step.Then)
		if moves && i < len(steps)-1 {
			c.problems.add(RefuseField(fmt.Sprintf("%s[%d]", field, i+1), "never_reached", "after %s nothing waits any more; make that the last deadline", step.Then))
		}
	}
}

// timed lists what time may do in the status.
func timed(status Status) (actions []Action) {
	for _, move := range moves {
		byTime := slices.Contains([]Action{ActionRemind, ActionEscalate, ActionExpire, ActionApprove, ActionComplete}, move.Action)
		// What waits for a replacement is reminded of by itself, not by the policy.
		release := status == Refunded && move.Action == ActionRemind
		if move.From == status && byTime && !release {
			actions = append(actions, move.Action)
		}
	}
	return actions
}

func joined[T ~string](words []T) string {
	texts := make([]string, len(words))
	for i, word := range words {
		texts[i] = string(word)
	}
	return strings.Join(texts, ", ")
}
