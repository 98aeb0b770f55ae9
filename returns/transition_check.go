package returns

import (
	"slices"
	"strings"
)

// This file holds actions and moves against the table of transition.go, and says
// what is possible instead.

// CheckAction refuses an action that the actor's role may not take
// ([CodeForbidden]) or that the status does not hold ([CodeTransition]).
func CheckAction(status Status, action Action, role Role) error {
	if !role.MayDo(action) {
		return Refuse(CodeForbidden, "the role %s may not %s a return", role, action)
	}
	for _, move := range moves {
		if move.From == status && move.Action == action {
			return nil
		}
	}
	return notAllowed(status, action)
}

// checkMove refuses a change of status that the table does not hold.
func checkMove(from Status, action Action, to Status) error {
	for _, move := range moves {
		if move.From == from && move.Action == action && slices.Contains(move.To, to) {
			return nil
		}
	}
	return notAllowed(from, action)
}

func notAllowed(status Status, action Action) *Error {
	// To claim a return is possible, but no way on for who wanted something else.
	allowed := slices.DeleteFunc(status.AllowedActions(), func(a Action) bool {
		return a == ActionClaim || a == ActionRelease || a == ActionAssign
	})
	if len(allowed) == 0 {
		refusal := Refuse(CodeTransition, "the return is %s: nothing more can be decided, and %s is refused", status, action)
		return refusal
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	refusal := Refuse(CodeTransition, "the return is %s: %s is not possible now, but %s is", status, action, strings.Join(names, ", "))
	refusal.Allowed = allowed
	return refusal
}
