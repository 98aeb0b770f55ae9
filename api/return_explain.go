package api

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/text/language"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/locales"
	"backhaul/returns"
)

// This file says in the reader's words why a return is where it is: what each
// clause of the verdict found is in verdict_explain.go, what it waits for here.

// withExplanations adds the sentences to returns.
func withExplanations(ctx context.Context, tx pgx.Tx, views []Return) error {
	tag := callOf(ctx).language
	reasons, err := reasonLabels(ctx, tx, tag)
	if err != nil {
		return err
	}
	for i := range views {
		view := &views[i]
		view.Explanation = explainWait(tag, view)
		for j := range view.Verdict.Clauses {
			clause := &view.Verdict.Clauses[j]
			clause.Explanation = explainClause(tag, &clause.Clause, reasons)
		}
	}
	return nil
}

// reasonLabels maps the codes of all reasons to what the language calls them.
func reasonLabels(ctx context.Context, conn sqlc.DBTX, tag language.Tag) (map[string]string, error) {
	reasons, err := db.Queries.ReasonsAll(ctx, conn)
	if err != nil {
		return nil, err
	}
	labels := make(map[string]string, len(reasons))
	for _, reason := range reasons {
		labels[reason.Code] = reason.LabelEn
		if tag == locales.Chinese {
			labels[reason.Code] = reason.LabelZh
		}
	}
	return labels, nil
}

// explainWait says in a sentence or two whom an open return waits for, until when,
// and what happens then; nil once the return has ended.
func explainWait(tag language.Tag, view *Return) *string {
	if view.WaitingFor == nil {
		return nil
	}
	until, then := "", returns.Action("")
	if view.Deadline != nil && view.Then != nil {
		until, then = spokenTime(*view.Deadline), returns.Action(*view.Then)
	}
	sentence := ""
	if *view.WaitingFor == returns.RoleSystem {
		sentence = explainOwnStep(tag, until, then)
	} else {
		sentence = explainOwner(tag, locales.Name(tag, *view.WaitingFor), until, then)
	}
	return &sentence
}

func explainOwner(tag language.Tag, who, until string, then returns.Action) string {
	switch then {
	case returns.ActionRemind:
		return say(tag, "The return waits for: %s, until %s; then they are reminded.", who, until)
	case returns.ActionEscalate:
		return say(tag, "The return waits for: %s, until %s; then an administrator is told.", who, until)
	case returns.ActionApprove:
		return say(tag, "The return waits for: %s, until %s; then the policy approves it.", who, until)
	case returns.ActionExpire:
		return say(tag, "The return waits for: %s, until %s; then it expires.", who, until)
	case returns.ActionComplete:
		return say(tag, "The return waits for: %s, until %s; then it is complete.", who, until)
	case returns.ActionReportSilent:
		return say(tag, "The return waits for: %s. If nothing is heard of the parcel until %s, the carrier is to be asked.", who, until)
	default: // nothing more happens by itself
		return say(tag, "The return waits for: %s.", who)
	}
}

// explainOwnStep is for the moments in which no person has to act.
func explainOwnStep(tag language.Tag, until string, then returns.Action) string {
	switch then {
	case returns.ActionEscalate:
		return say(tag, "Nobody has to act: the service takes the next step by itself. If it has not until %s, an administrator is told.", until)
	case returns.ActionExpire:
		return say(tag, "Nobody has to act: the service takes the next step by itself. If it has not until %s, the return expires.", until)
	default:
		return say(tag, "Nobody has to act: the service takes the next step by itself.")
	}
}

// spokenTime writes a moment for people, to the minute and with its zone.
func spokenTime(at time.Time) string { return at.UTC().Format("2006-01-02 15:04 MST") }

// say is a sentence that is no refusal.
func say(tag language.Tag, format string, args ...string) string {
	return locales.Field(tag, returns.FieldError{Format: format, Args: args})
}
