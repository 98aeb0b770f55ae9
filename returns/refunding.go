package returns

import (
	"fmt"
	"strconv"
	"time"
)

// RefundTask is one attempt to give the money back, and the work item of
// finance while a person has to act on it.
type RefundTask struct {
	ID  string
	Seq int
	// State is the money track's, or rejected when finance refused the task.
	State   TaskState
	Amounts Amounts
	// ApprovedBy is who let this money flow; nil until somebody did.
	ApprovedBy *Actor
	// ByHand tells that no machine pays: finance does, and records the reference.
	ByHand bool
	// Reference is the provider's, or what finance noted when paying by hand.
	Reference string
	Note      string
}

// TaskState is where one refund task stands.
type TaskState string

// The states of a task. Those of the money track keep their names.
const (
	TaskAwaitingFinance TaskState = TaskState(AwaitingFinance)
	TaskSubmitted       TaskState = TaskState(Submitted)
	TaskSettled         TaskState = TaskState(Settled)
	TaskFailedRetryable TaskState = TaskState(FailedRetryable)
	TaskFailedFinal     TaskState = TaskState(FailedFinal)
	TaskManualPayout    TaskState = TaskState(ManualPayout)
	TaskLateFailed      TaskState = TaskState(LateFailed)
	TaskRejected        TaskState = "rejected"
)

// Open reports whether finance or a provider still has to act.
func (s TaskState) Open() bool {
	switch s {
	case TaskAwaitingFinance, TaskSubmitted, TaskFailedRetryable, TaskFailedFinal, TaskManualPayout:
		return true
	case TaskSettled, TaskLateFailed, TaskRejected:
	}
	return false
}

// RequestRefund fixes the amount and opens the refund task. An amount of zero
// is settled at once: there is nothing to pay.
func (r *Return) RequestRefund(by By, order *Order, now time.Time) (*Change, error) {
	change, err := r.begin(ActionRequestRefund, by, now, nil)
	if err != nil {
		return nil, err
	}
	if r.Next() != ActionRequestRefund {
		return nil, Refuse(CodeTransition, "no refund is due: the return is %s and waits for %s", r.Status(), r.Wait.For)
	}
	if err := r.requestRefund(change, order); err != nil {
		return nil, err
	}
	return r.finish(change)
}

func (r *Return) requestRefund(change *Change, order *Order) error {
	if r.Approval == nil {
		return Refuse(CodeTransition, "no approval of the return is recorded, so nothing can be refunded")
	}
	amounts := r.Compute(order)
	seq := 1
	if r.Task != nil {
		seq = r.Task.Seq + 1
	} else if r.Method == MethodKeepItem {
		r.settleUnits(change) // no inspection will
	}
	r.Estimate = amounts
	r.Task = &RefundTask{ID: RefundTaskID(r.ID, seq), Seq: seq, State: TaskAwaitingFinance, Amounts: amounts}
	r.Tracks.Refund = AwaitingFinance
	byPolicy := false
	switch {
	case amounts.Total == 0:
		r.Task.State, r.Task.ApprovedBy = TaskSettled, &r.Approval.By
		r.Tracks.Refund = Settled
		change.notify(RoleCustomer, "refunded")
	case seq == 1 && change.Action == ActionRequestRefund && r.Policy.autoRefunds(r, amounts):
		policy := System()
		byPolicy = true
		r.Task.State, r.Task.ApprovedBy = TaskSubmitted, &policy
		r.Tracks.Refund = Submitted
		change.notify(RoleCustomer, "refund_pending")
	default:
		change.notify(RoleCustomer, "refund_pending")
	}
	change.RefundHold = 1
	for _, line := range amounts.Lines {
		change.Holds = append(change.Holds, Hold{
			LineNo: line.LineNo, RefundedUnits: line.Quantity, RefundedGoods: line.Goods, RefundedTax: line.Tax,
		})
	}
	change.Data = map[string]any{"task_id": r.Task.ID, "amounts": amounts, "approved_by_policy": byPolicy}
	return nil
}

// RefundTaskID is derived from the return and the sequence of the attempt, so
// that a repeated step finds the same task and a provider sees the same key.
func RefundTaskID(returnID string, seq int) string {
	return "rfd_" + returnID[len("ret_"):] + "_" + strconv.Itoa(seq)
}

// reviewInspected is the new decision that is asked for when finance refused
// the refund, or when the inspection left nothing to refund.
func (r *Return) reviewInspected(change *Change, d Review, order *Order) (*Change, error) {
	switch d.Decision {
	case DecisionApprove:
		if r.acceptedUnits() == 0 {
			return nil, Refuse(CodeTransition, "no unit was accepted, so there is nothing to refund; close the return instead")
		}
		agreed, err := r.withAmounts(d.Lines, order)
		if err != nil {
			return nil, err
		}
		r.Lines = agreed
		r.Estimate = r.Compute(order)
		r.approvedBy(d.Actor, change.At)
		if err := r.requestRefund(change, order); err != nil {
			return nil, err
		}
		change.Data = map[string]any{"decision": d, "task_id": r.Task.ID, "amounts": r.Task.Amounts}
	case DecisionReject:
		if d.Note == "" {
			return nil, RefuseField("note", "required", "say why nothing is refunded; the customer reads it")
		}
		r.giveBack(change)
		r.Tracks.Stage = StageSentBack
		change.notify(RoleCustomer, "rejected")
	default:
		return nil, RefuseField("decision", "unknown_decision", "after the inspection a return can be approved with an amount, or rejected; %s is neither", strconv.Quote(d.Decision))
	}
	return r.finish(change)
}

// withAmounts takes agreed amounts only: the inspection has settled the
// quantities, and an amount is for the units it accepted.
func (r *Return) withAmounts(exceptions []ReviewLine, order *Order) ([]Line, error) {
	amounts := make([]ReviewLine, len(exceptions))
	for i, exception := range exceptions {
		amounts[i] = ReviewLine{LineNo: exception.LineNo, ApprovedAmount: exception.ApprovedAmount}
		line, found := r.line(exception.LineNo)
		if quantity := exception.ApprovedQuantity; found && quantity != nil && *quantity != r.accepted(line) {
			return nil, RefuseField(fmt.Sprintf("lines[%d].approved_quantity", i), "settled",
				"%s units of line %s were accepted; that can no longer be changed to %s, only the amount can",
				r.accepted(line), line.LineNo, *quantity)
		}
	}
	lines, err := r.withExceptions(amounts, order)
	if err != nil {
		return nil, err
	}
	for _, exception := range amounts {
		for i := range lines {
			accepted := r.accepted(&lines[i])
			if lines[i].LineNo == exception.LineNo && exception.ApprovedAmount != nil && accepted > 0 {
				// Stored for all approved units, as always: the accepted ones' share of it is the amount.
				agreed := share(exception.ApprovedAmount.Minor, lines[i].Approved, accepted)
				lines[i].Agreed = &agreed
			}
		}
	}
	return lines, nil
}

// DecideRefund applies finance's decision about the open task.
func (r *Return) DecideRefund(d DecideRefund, now time.Time) (*Change, error) {
	change, err := r.begin(ActionDecideRefund, d.By, now, d)
	if err != nil {
		return nil, err
	}
	task := r.Task
	if d.TaskID != "" && d.TaskID != task.ID {
		return nil, Refuse(CodeTransition, "the task %s is closed; %s is the open one of this return", d.TaskID, task.ID)
	}
	switch d.Action {
	case RefundApprove:
		return r.approveRefund(change)
	case RefundMarkPaid:
		if d.Reference == "" {
			return nil, RefuseField("reference", "required", "give the reference of the payment, such as the bank's")
		}
		task.Reference, task.Note = d.Reference, d.Note
		if task.ApprovedBy == nil {
			task.ApprovedBy = &d.Actor
		}
		return r.settle(change)
	case RefundReject:
		if d.Note == "" {
			return nil, RefuseField("note", "required", "say why the refund is refused; the reviewer decides anew")
		}
		return r.rejectRefund(change, d.Note)
	case RefundRetry:
		return r.retryRefund(change)
	}
	return nil, RefuseField("action", "unknown_action", "%s is not an action; choose approve, reject, mark_paid or retry", strconv.Quote(d.Action))
}

func (r *Return) approveRefund(change *Change) (*Change, error) {
	if err := r.moveTask(TaskSubmitted); err != nil {
		return nil, err
	}
	r.Task.ApprovedBy = &change.By.Actor
	return r.finish(change)
}

// ProviderSays records what the payment provider answered to an approved task.
func (r *Return) ProviderSays(by By, outcome ProviderOutcome, now time.Time) (*Change, error) {
	change, err := r.begin(ActionSettleRefund, by, now, outcome)
	if err != nil {
		return nil, err
	}
	if r.Task.ApprovedBy == nil {
		return nil, Refuse(CodeTransition, "nobody has approved the refund %s yet, so that no provider can have paid it", r.Task.ID)
	}
	r.Task.Reference = outcome.Reference
	switch outcome.State {
	case ProviderByHand:
		r.Task.ByHand = true
	case ProviderPending:
	case ProviderSettled:
		return r.settle(change)
	case ProviderFailed:
		if err := r.moveTask(TaskFailedFinal); err != nil {
			return nil, err
		}
		r.Attention = "the refund failed: " + outcome.Reason
		change.notify(RoleFinance, "refund_failed")
	}
	return r.finish(change)
}

// ProviderOutcome is what a payment provider says of a refund.
type ProviderOutcome struct {
	State     ProviderState `json:"state"`
	Reference string        `json:"reference,omitempty"`
	Reason    string        `json:"reason,omitempty"`
}

// ProviderState is where a refund stands with its provider.
type ProviderState string

// The states of a refund at a provider.
const (
	ProviderByHand  ProviderState = "by_hand"
	ProviderPending ProviderState = "pending"
	ProviderSettled ProviderState = "settled"
	ProviderFailed  ProviderState = "failed"
)

// settle records that the money has reached the customer.
func (r *Return) settle(change *Change) (*Change, error) {
	if err := r.moveTask(TaskSettled); err != nil {
		return nil, err
	}
	change.notify(RoleCustomer, "refunded")
	return r.finish(change)
}

// rejectRefund frees the amount and asks the reviewer for a new decision.
func (r *Return) rejectRefund(change *Change, note string) (*Change, error) {
	if !r.Tracks.Refund.CanFollow(Computed) {
		return nil, Refuse(CodeTransition, "the refund is %s and can no longer be refused", r.Tracks.Refund)
	}
	r.Task.State, r.Task.Note = TaskRejected, note
	r.Tracks.Refund = Computed
	r.Attention = "finance refused the refund: " + note
	change.RefundHold = -1
	for _, line := range r.Task.Amounts.Lines {
		change.Holds = append(change.Holds, Hold{
			LineNo: line.LineNo, RefundedUnits: -line.Quantity, RefundedGoods: -line.Goods, RefundedTax: -line.Tax,
		})
	}
	return r.finish(change)
}

func (r *Return) retryRefund(change *Change) (*Change, error) {
	if err := r.moveTask(TaskAwaitingFinance); err != nil {
		return nil, err
	}
	r.Task.Reference, r.Task.ByHand = "", false // so that approving it sends it again
	return r.finish(change)
}

// moveTask moves the task and the money track together.
func (r *Return) moveTask(next TaskState) error {
	if !r.Tracks.Refund.CanFollow(RefundState(next)) {
		return Refuse(CodeTransition, "the refund is %s; %s cannot follow", r.Tracks.Refund, next)
	}
	r.Task.State = next
	r.Tracks.Refund = RefundState(next)
	return nil
}
