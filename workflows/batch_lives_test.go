package workflows_test

import (
	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/workflows"
)

// batchLives are ways a batch can go; the stack's id becomes the batch's.
func batchLives() map[string]func(*stack) {
	return map[string]func(*stack){
		"batch-opened-and-decided": func(s *stack) {
			s.sell(8)
			in := s.batch(append(sales(8), "NOBODY")...)
			_, err := s.command(in, returns.BatchPause, returns.BatchDecision{})
			require.NoError(s.t, err)
			_, err = s.command(in, returns.BatchReview, returns.BatchDecision{Decision: "reject"})
			requireRefusal(s.t, err, returns.CodeInvalid)
			require.NoError(s.t, s.client.SignalWorkflow(s.within(wait), workflows.BatchID(in.BatchID), "", "pause", nil))
			s.eventually(func() bool { return s.value(`select count(*)::text from batch_decisions where reason <> ''`) == "1" }, "the refusal is not written down")
			_, err = s.command(in, returns.BatchResume, returns.BatchDecision{})
			require.NoError(s.t, err)
			s.batchIs(in, "done: 8 opened, 1 refused, 0 rejected, 0 cancelled, 0 waiting")
			require.NoError(s.t, s.client.GetWorkflow(s.within(wait), workflows.BatchID(in.BatchID), "").Get(s.within(wait), nil))
			s.id = in.BatchID
		},
		"batch-reviewed-and-confirmed": func(s *stack) {
			s.sell(7)
			in := s.batch(sales(7)...)
			s.startBatch(in)
			s.batchIs(in, "done: 7 opened, 0 refused, 0 rejected, 0 cancelled, 0 waiting")
			require.NoError(s.t, s.client.GetWorkflow(s.within(wait), workflows.BatchID(in.BatchID), "").Get(s.within(wait), nil))
			_, err := s.command(in, returns.BatchReview, returns.BatchDecision{Decision: "approve"})
			require.NoError(s.t, err)
			s.eventually(func() bool { return s.decided(in, 1) == "7 of 7 taken, 0 refused, 0 cancelled, 0 waiting" }, "not reviewed")
			require.NoError(s.t, s.client.GetWorkflow(s.within(wait), workflows.BatchID(in.BatchID), "").Get(s.within(wait), nil))
			s.id = in.BatchID
		},
		"batch-cancelled": func(s *stack) {
			s.sell(20)
			in := s.batch(sales(20)...)
			in.Parallel = 2
			_, err := s.command(in, returns.BatchCancel, returns.BatchDecision{})
			require.NoError(s.t, err)
			require.NoError(s.t, s.client.GetWorkflow(s.within(wait), workflows.BatchID(in.BatchID), "").Get(s.within(wait), nil))
			s.id = in.BatchID
		},
	}
}
