package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"backhaul/returns"
)

// Timeouts and retries are set here and nowhere else, named for the kind of
// work. No step has a limit of attempts: what is away delays a return and never
// fails it. What must not be tried again says so by its type.

// quick is one transaction on our own database.
func quick(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: 15 * time.Second, // above the pool's lock and connect timeouts
		RetryPolicy:         retries(200*time.Millisecond, 30*time.Second),
	})
}

// provider is a call to a carrier or a payment provider.
func provider(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		RetryPolicy:         retries(time.Second, 10*time.Minute),
	})
}

// mail is a few messages through an SMTP server, which may greylist for minutes.
func mail(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: 2 * time.Minute,
		RetryPolicy:         retries(2*time.Second, 15*time.Minute),
	})
}

// rowWork opens or decides a few returns of a batch, each through its own workflow.
// The heartbeat is what a killed worker leaves out, so that another goes on soon.
func rowWork(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: 10 * time.Minute,
		HeartbeatTimeout:    15 * time.Second,
		RetryPolicy:         retries(time.Second, 30*time.Second),
	})
}

// optionsFor picks the kind of work a decision is.
func optionsFor(ctx workflow.Context, action returns.Action) workflow.Context {
	if action == returns.ActionSchedulePickup || action == returns.ActionSendBack {
		return provider(ctx)
	}
	return quick(ctx)
}

func retries(first, longest time.Duration) *temporal.RetryPolicy {
	return &temporal.RetryPolicy{
		InitialInterval:        first,
		BackoffCoefficient:     2,
		MaximumInterval:        longest,
		NonRetryableErrorTypes: refusals(),
	}
}

// refusals are the answers of the domain, which stay the same on every try.
func refusals() []string {
	return []string{
		string(returns.CodeInvalid), string(returns.CodeNotFound), string(returns.CodeForbidden),
		string(returns.CodeTransition), string(returns.CodeQuantity), string(returns.CodeAmount),
		string(returns.CodeContentChanged), string(returns.CodeConflict), string(returns.CodeStock),
	}
}
