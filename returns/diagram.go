package returns

import "strings"

//go:generate go test -run ^TestDiagram_ . -update

// Diagram draws the transition table as a mermaid state diagram. Moves that stay
// in their status (a reminder, a second parcel) are left out. docs/states.md
// holds a copy, which a test compares and go generate writes.
func Diagram() string {
	var out strings.Builder
	out.WriteString("stateDiagram-v2\n")
	for _, opened := range []Status{Requested, Approved, Rejected} { // as the policy says
		writeArrow(&out, "[*]", string(opened), string(ActionOpen))
	}
	for _, ended := range Statuses() {
		if ended.Ended() { // in a former system
			writeArrow(&out, "[*]", string(ended), string(ActionImport))
		}
	}
	for _, from := range Statuses() {
		for _, to := range Statuses() {
			if actions := actionsBetween(from, to); from != to && len(actions) > 0 {
				writeArrow(&out, string(from), string(to), strings.Join(actions, ", "))
			}
		}
		if from.Ended() {
			writeArrow(&out, string(from), "[*]", "")
		}
	}
	return out.String()
}

func actionsBetween(from, to Status) []string {
	var actions []string
	for _, move := range moves {
		for _, end := range move.To {
			if move.From == from && end == to {
				actions = append(actions, string(move.Action))
			}
		}
	}
	return actions
}

func writeArrow(out *strings.Builder, from, to, label string) {
	out.WriteString("    " + from + " --> " + to)
	if label != "" {
		out.WriteString(": " + label)
	}
	out.WriteByte('\n')
}
