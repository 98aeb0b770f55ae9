package workflows_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"

	"backhaul/returns"
	"backhaul/workflows"
)

func TestForget_AReturnThatHasEnded_LeavesNoHistory_AndARunningOneStays(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	histories := workflows.Histories{Client: s.client, Namespace: "default"}
	forget := func() error { return histories.Forget(s.within(time.Minute), s.id) }
	require.NoError(t, s.open())
	require.NoError(t, workflows.WriteRemark(s.within(time.Minute), s.client, s.queue, "remark-1", workflows.RemarkInput{
		ReturnID: s.id, Note: &returns.Note{By: by("remark-1", returns.RoleSupport), Text: "Ana Marsh called"},
	}))
	s.eventually(func() bool {
		err := forget()
		return err != nil && err.Error() == "the workflow return/"+s.id+" still runs"
	}, "a running return must not be forgotten")
	s.decide(returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	require.NoError(t, s.ends(returns.Cancelled))

	// Temporal's list, and its deletion, are some moments behind.
	s.eventually(func() bool {
		return forget() == nil && s.gone(workflows.WorkflowID(s.id)) && s.gone("remark/"+s.id+"/remark-1")
	}, "the histories are still there")
	require.NoError(t, forget(), "a second time there is nothing to do")
}

func (s *stack) gone(workflowID string) bool {
	_, err := s.client.DescribeWorkflow(s.t.Context(), workflowID, "")
	_, missing := errors.AsType[*serviceerror.NotFound](err)
	return missing
}
