package workflows

import (
	"errors"
	"fmt"

	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/workflow"

	"backhaul/activities"
	"backhaul/returns"
)

// BatchID is the id of a batch's workflow.
func BatchID(batchID string) string { return "batch/" + batchID }

// BatchInput is what a batch's workflow is started with.
type BatchInput struct {
	BatchID string `json:"batch_id"`
	// Parallel is how many returns are opened or decided at the same time.
	Parallel int `json:"parallel"`
	// RowsPerRun is after how many rows the story goes on in a fresh history.
	RowsPerRun int `json:"rows_per_run"`
	// Signals is how many had come when the history before this one was cut.
	Signals int `json:"signals,omitempty"`
}

// rowsPerStep is how many rows one activity takes: few, so that a pause is quick
// and a step that a killed worker leaves behind is soon done again.
const rowsPerStep = 5

// Batch opens a return for every row of a batch, and takes decisions about many of
// them to each. It remembers nothing that counts: what is to be done next stands in
// the database, so that a history can be cut and a worker killed at any moment, and
// a batch whose workflow has ended is started again by the next decision.
func Batch(ctx workflow.Context, in BatchInput) (returns.BatchState, error) {
	b := &batch{in: in, turn: workflow.NewMutex(ctx)}
	if err := b.listen(ctx); err != nil {
		return "", err
	}
	for done := 0; ; {
		b.news = false
		work, err := call(quick(ctx), act.NextBatchRows, activities.BatchStretch{BatchID: in.BatchID, Most: in.stretch()})
		if err != nil {
			return b.state, passOn(err)
		}
		b.state = work.State
		switch {
		case len(work.Rows) > 0:
			if err := b.work(ctx, work); err != nil {
				return b.state, err
			}
			done += len(work.Rows)
		case b.state == returns.BatchPaused:
			if err := workflow.Await(ctx, func() bool { return b.news }); err != nil {
				return b.state, err
			}
		default:
			if err := workflow.Await(ctx, func() bool { return b.news || b.idle(ctx) }); err != nil || !b.news {
				return b.state, err
			}
		}
		if done >= in.stretch() || workflow.GetInfo(ctx).GetContinueAsNewSuggested() {
			if err := workflow.Await(ctx, func() bool { return b.idle(ctx) }); err != nil {
				return b.state, err
			}
			next := in
			next.Signals += b.signals
			return b.state, workflow.NewContinueAsNewError(ctx, Batch, next)
		}
	}
}

// stretch is how many rows are worked on between two looks at the database.
func (in BatchInput) stretch() int { return max(in.RowsPerRun, 1) }

// batch is one batch's workflow.
type batch struct {
	in    BatchInput
	state returns.BatchState
	// news tells that something was decided since the last look at the database.
	news bool

	turn     workflow.Mutex // one decision at a time
	handling int            // signals being worked on
	signals  int            // signals in this history, for the ids of bare ones
	inboxes  []workflow.ReceiveChannel
}

// work takes the rows in as many lanes as may run side by side. A pause or a
// cancellation stops every lane after the step it is at.
func (b *batch) work(ctx workflow.Context, work activities.BatchWork) error {
	step, next, stop := act.OpenBatchRows, 0, false
	if work.Seq > 0 {
		step = act.DecideBatchRows
	}
	var failed error
	lanes := workflow.NewWaitGroup(ctx)
	for lane := range max(b.in.Parallel, 1) {
		lanes.Add(1)
		workflow.GoNamed(ctx, fmt.Sprintf("lane-%d", lane+1), func(ctx workflow.Context) {
			defer lanes.Done()
			for next < len(work.Rows) && !stop && b.works(work) {
				rows := work.Rows[next:min(next+rowsPerStep, len(work.Rows))]
				next += len(rows)
				err := workflow.ExecuteActivity(rowWork(ctx), step, activities.BatchRows{BatchID: b.in.BatchID, Seq: work.Seq, Rows: rows}).Get(ctx, nil)
				if err != nil {
					failed, stop = passOn(err), true
				}
			}
		})
	}
	lanes.Wait(ctx)
	return failed
}

// works reports whether the rows are still to be worked on. What is decided about
// a cancelled batch's returns is carried out all the same.
func (b *batch) works(work activities.BatchWork) bool {
	return b.state == work.State && b.state != returns.BatchPaused
}

// listen makes the batch answer to its commands, as Updates and as Signals of the
// same names.
func (b *batch) listen(ctx workflow.Context) error {
	var errs []error
	for _, action := range returns.BatchActions() {
		errs = append(errs, b.command(ctx, action))
	}
	return errors.Join(errs...)
}

func (b *batch) command(ctx workflow.Context, action returns.BatchAction) error {
	inbox := workflow.GetSignalChannel(ctx, string(action))
	b.inboxes = append(b.inboxes, inbox)
	workflow.GoNamed(ctx, string(action), func(ctx workflow.Context) {
		for {
			// Received raw, since the SDK drops what it cannot read without a word.
			var raw converter.RawValue
			if !inbox.Receive(ctx, &raw) {
				return
			}
			b.handling++
			b.signaled(ctx, action, raw)
			b.handling--
		}
	})
	return workflow.SetUpdateHandlerWithOptions(ctx, string(action),
		func(ctx workflow.Context, d returns.BatchDecision) (activities.BatchTaken, error) {
			identify(&d.By, workflow.GetCurrentUpdateInfo(ctx).ID)
			return b.take(ctx, action, d)
		},
		workflow.UpdateHandlerOptions{
			Validator: func(d returns.BatchDecision) error {
				err := d.Check(action)
				if refusal, ok := errors.AsType[*returns.Error](err); ok {
					return activities.Refusal(refusal)
				}
				return err // the state is looked at where it is true: in the step's transaction
			},
		})
}

// take has a decision stored. The state follows at once, so that lanes stop.
func (b *batch) take(ctx workflow.Context, action returns.BatchAction, d returns.BatchDecision) (activities.BatchTaken, error) {
	if err := b.turn.Lock(ctx); err != nil {
		return activities.BatchTaken{}, err
	}
	defer b.turn.Unlock()
	taken, err := call(quick(ctx), act.DecideBatch, activities.BatchCommand{BatchID: b.in.BatchID, Action: action, Decision: d})
	if err != nil {
		return taken, passOn(err)
	}
	b.state, b.news = taken.State, true
	return taken, nil
}

// signaled takes a command that came as a Signal; its refusal is written down,
// since its sender gets no answer.
func (b *batch) signaled(ctx workflow.Context, action returns.BatchAction, raw converter.RawValue) {
	b.signals++
	d, err := read[returns.BatchDecision](raw)
	identify(&d.By, fmt.Sprintf("signal:%s:%d", action, b.in.Signals+b.signals))
	if err == nil {
		_, err = b.take(ctx, action, d)
	}
	if err == nil {
		return
	}
	if err := workflow.ExecuteActivity(quick(ctx), act.RecordBatchRefusal, activities.BatchRefusal{
		BatchCommand: activities.BatchCommand{BatchID: b.in.BatchID, Action: action, Decision: d}, Reason: reasonOf(err),
	}).Get(ctx, nil); err != nil {
		workflow.GetLogger(ctx).Error("a refused signal could not be recorded", "action", action, "error", err)
	}
}

// idle reports a quiet moment: no command is under way, and no Signal lies unread.
func (b *batch) idle(ctx workflow.Context) bool {
	for _, inbox := range b.inboxes {
		if inbox.Len() > 0 {
			return false
		}
	}
	return b.handling == 0 && workflow.AllHandlersFinished(ctx)
}
