package workflows

import (
	"go.temporal.io/sdk/worker"

	"backhaul/activities"
)

// Register makes a worker run returns.
func Register(w worker.Registry, steps *activities.Activities) {
	w.RegisterWorkflow(Return)
	w.RegisterActivity(steps)
}
