package api

import (
	"time"

	"golang.org/x/text/language"

	"backhaul/locales"
	"backhaul/returns"
)

// explainWait says in one sentence whom an open return waits for, until when,
// and what happens then; nil once the return has ended.
func explainWait(tag language.Tag, view *Return) *string {
	if view.WaitingFor == nil {
		return nil
	}
	sentence := ""
	who, until := locales.Name(tag, *view.WaitingFor), ""
	then := returns.Action("")
	if view.Deadline != nil && view.Then != nil {
		until, then = view.Deadline.UTC().Format(time.RFC3339), returns.Action(*view.Then)
	}
	switch then {
	case returns.ActionRemind:
		sentence = say(tag, "The return waits for: %s, until %s; then they are reminded.", who, until)
	case returns.ActionEscalate:
		sentence = say(tag, "The return waits for: %s, until %s; then an administrator is told.", who, until)
	case returns.ActionApprove:
		sentence = say(tag, "The return waits for: %s, until %s; then the policy approves it.", who, until)
	case returns.ActionExpire:
		sentence = say(tag, "The return waits for: %s, until %s; then it expires.", who, until)
	case returns.ActionComplete:
		sentence = say(tag, "The return waits for: %s, until %s; then it is complete.", who, until)
	default: // nothing more happens by itself
		sentence = say(tag, "The return waits for: %s.", who)
	}
	return &sentence
}

// say is a sentence that is no refusal.
func say(tag language.Tag, format string, args ...string) string {
	return locales.Field(tag, returns.FieldError{Format: format, Args: args})
}
