package main

import (
	"context"
	"errors"
	"iter"

	"go.temporal.io/sdk/client"

	"backhaul/verify"
	"backhaul/workflows"
)

// verifyCommand re-checks every invariant against what is stored, and each open
// return against its workflow. It changes nothing.
type verifyCommand struct {
	database
	temporal
	storage
	JSON        bool      `help:"Print the report as JSON."`
	NoWorkflows bool      `help:"Do not ask Temporal."`
	Photos      bool      `help:"Read every photo and hold it against its row."`
	AuditHead   auditHead `help:"An end of the audit trail that was noted earlier, as audit head prints it."`
	logging
}

// errFound makes the exit code say that something was found.
var errFound = errors.New("the books do not agree; see the findings above")

// Run prints the report and fails when it has findings.
func (c verifyCommand) Run(ctx context.Context, out output) error {
	pool, err := c.database.open(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	var live verify.Workflows
	if !c.NoWorkflows {
		flows, err := c.temporal.open(c.storage, out.logger("text"))
		if err != nil {
			return err
		}
		defer flows.Close()
		live = liveWorkflows{flows, c.TaskQueue}
	}
	var options []verify.Option
	if c.Photos {
		store, err := c.storage.open(ctx)
		if err != nil {
			return err
		}
		options = append(options, verify.Photos(store))
	}
	if c.AuditHead.Seq > 0 {
		options = append(options, verify.Anchored(verify.Anchor(c.AuditHead)))
	}
	report, err := verify.Run(ctx, pool, live, options...)
	if err != nil {
		return err
	}
	if c.JSON {
		err = report.WriteJSON(out.stdout)
	} else {
		err = report.WriteText(out.stdout)
	}
	if err == nil && !report.OK() {
		err = errFound
	}
	return err
}

// liveWorkflows asks Temporal for verify.
type liveWorkflows struct {
	client    client.Client
	taskQueue string
}

func (l liveWorkflows) Running(ctx context.Context, kind verify.Kind) iter.Seq2[verify.Running, error] {
	return func(yield func(verify.Running, error) bool) {
		for running, err := range workflows.Running(ctx, l.client, l.taskQueue, workflows.Kind(kind)) {
			if !yield(verify.Running(running), err) {
				return
			}
		}
	}
}

func (l liveWorkflows) State(ctx context.Context, kind verify.Kind, id string) (string, bool, error) {
	return workflows.State(ctx, l.client, workflows.Kind(kind), id)
}
