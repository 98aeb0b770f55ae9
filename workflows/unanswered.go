package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"backhaul/returns"
)

// askUnanswered goes on asking a payment provider that does not answer, at growing
// intervals, until it does or the return has ended; after that only a webhook brings
// news. Histories from before there was this name no task that is unanswered, so
// that a replay of them does nothing here.
func (r *flow) askUnanswered(ctx workflow.Context) {
	for {
		if workflow.Await(ctx, func() bool { return r.Unanswered != "" && !r.Status.Ended() }) != nil {
			return
		}
		task := r.Unanswered
		over := func() bool { return r.Unanswered != task || r.Status.Ended() }
		for asked := 0; !over(); asked++ {
			at := workflow.Now(ctx).Add(askAfter(asked))
			passed, err := r.passes(ctx, &at, returns.ActionSettleRefund, over)
			if err != nil {
				return
			}
			if passed {
				r.busy++
				r.askAgain(ctx, task, over)
				r.busy--
			}
		}
	}
}

// askAgain takes the return's turn, since it sends what the provider is found not to
// have: nobody may pay that by hand in the same moment. It is one try, of less than a
// minute.
func (r *flow) askAgain(ctx workflow.Context, task string, over func() bool) {
	_ = r.exclusively(ctx, func() error { // fails only when the workflow is cancelled
		if !over() {
			r.checkRefund(ctx, task, true)
		}
		return nil
	})
}

// askAfter is how long to wait before a provider that does not answer is asked the
// next time.
func askAfter(asked int) time.Duration {
	waits := []time.Duration{5 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour}
	return waits[min(asked, len(waits)-1)]
}
