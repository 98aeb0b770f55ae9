package workflows

import (
	"go.temporal.io/sdk/worker"

	"backhaul/activities"
)

// Register makes a worker run returns, held goods, complaints, remarks, batches and digests.
func Register(w worker.Registry, steps *activities.Activities) {
	w.RegisterWorkflow(Return)
	w.RegisterWorkflow(HeldGoods)
	w.RegisterWorkflow(Dispute)
	w.RegisterWorkflow(Remark)
	w.RegisterWorkflow(Batch)
	w.RegisterWorkflow(Digest)
	w.RegisterActivity(steps)
}
