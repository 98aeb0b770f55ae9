package returns

import (
	"slices"
	"strconv"
	"strings"
)

// RefundTask is one attempt to give the money back, and the work item of
// finance while a person has to act on it.
type RefundTask struct {
	ID  string
	Seq int
	// State is the money track's, or rejected when finance refused the task.
	State   TaskState
	Amounts Amounts
	// Parts split the amount over the order's payments. Where an approved task
	// stands, and ByHand, Reference and Doubt, follow from them.
	Parts []RefundPart
	// FirstApprovedBy is the first of the two people whom the policy asks for.
	FirstApprovedBy *Actor
	// ApprovedBy is who let this money flow; nil until somebody did.
	ApprovedBy *Actor
	// ByHand tells that no machine pays what is left: finance does, or did, and
	// records the reference.
	ByHand bool
	// Reference is the provider's, or what finance noted when paying by hand; of
	// several parts, theirs in a row.
	Reference string
	Note      string
	// Doubt says why the provider's word is not to be trusted, such as another
	// amount than was asked for. A person finds out; until then the amount counts
	// as spent.
	Doubt string
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

// InEffect reports whether the task's amount counts as refunded: it was, is on
// its way, or may be. What is known to have failed gives its amount free.
func (s TaskState) InEffect() bool {
	switch s {
	case TaskAwaitingFinance, TaskSubmitted, TaskManualPayout, TaskSettled:
		return true
	case TaskFailedRetryable, TaskFailedFinal, TaskLateFailed, TaskRejected:
	}
	return false
}

// Failed reports whether the task paid nothing and waits for somebody to try again,
// or for the task that does so already and stands in its place.
func (s TaskState) Failed() bool { return s == TaskFailedRetryable || s == TaskFailedFinal }

// RefundTaskID is derived from the return and the sequence of the attempt, so
// that a repeated step finds the same task and a provider sees the same key.
func RefundTaskID(returnID string, seq int) string {
	return refundTaskPrefix + returnID[len("ret_"):] + "_" + strconv.Itoa(seq)
}

// LooksLikeRefundTaskID reports whether text can be one; whether there is such a task is another question.
func LooksLikeRefundTaskID(text string) bool { return strings.HasPrefix(text, refundTaskPrefix) }

const refundTaskPrefix = "rfd_"

// UnderWay reports whether a provider has accepted the refund, or a part of it,
// and not said yet what became of it.
func (t *RefundTask) UnderWay() bool {
	return t != nil && t.State == TaskSubmitted && t.first(RefundPart.underWay) != nil
}

// next is the task that follows this one, when it is known to have failed.
func (t *RefundTask) next(returnID string, amounts Amounts) *RefundTask {
	return &RefundTask{ID: RefundTaskID(returnID, t.Seq+1), Seq: t.Seq + 1, State: TaskAwaitingFinance, Amounts: amounts}
}

// holding is what a refund task holds of the order and its payments.
type holding struct {
	Amounts
	parts []RefundPart
}

// held is what the task holds; nothing when there is no task, or none in effect.
func (t *RefundTask) held() holding {
	if t == nil || !t.State.InEffect() {
		return holding{}
	}
	return holding{t.Amounts, slices.Clone(t.Parts)}
}

// hold books the difference between what a task held before and holds now.
func (c *Change) hold(before, now holding) {
	c.holdPayments(before.parts, -1)
	c.holdPayments(now.parts, 1)
	c.PaymentHolds = slices.DeleteFunc(c.PaymentHolds, func(h PaymentHold) bool { return h.Refunded == 0 })
	c.RefundedShipping += now.Shipping - before.Shipping
	c.WithheldDiscount += now.withheld() - before.withheld()
	held := map[int]LineAmount{}
	for _, line := range before.Lines {
		held[line.LineNo] = line
	}
	book := func(lineNo int, was, is LineAmount) {
		hold := Hold{
			LineNo: lineNo, RefundedUnits: is.Quantity - was.Quantity,
			RefundedGoods: is.Goods - was.Goods, RefundedTax: is.Tax - was.Tax,
		}
		if hold != (Hold{LineNo: lineNo}) {
			c.Holds = append(c.Holds, hold)
		}
	}
	for _, line := range now.Lines {
		book(line.LineNo, held[line.LineNo], line)
		delete(held, line.LineNo)
	}
	for _, line := range before.Lines {
		if was, left := held[line.LineNo]; left {
			book(line.LineNo, was, LineAmount{})
		}
	}
}

// holdPayments adds, or with sign -1 takes away, what the parts hold of each payment.
func (c *Change) holdPayments(parts []RefundPart, sign int64) {
	for _, part := range parts {
		at := slices.IndexFunc(c.PaymentHolds, func(h PaymentHold) bool { return h.Payment == part.Payment })
		if at < 0 {
			at = len(c.PaymentHolds)
			c.PaymentHolds = append(c.PaymentHolds, PaymentHold{Payment: part.Payment})
		}
		c.PaymentHolds[at].Refunded += sign * part.Amount
	}
}

// follow sums the parts up, and moves the task to where they say it stands.
func (r *Return) follow(change *Change) error {
	task := r.Task
	next := task.byParts()
	if next == TaskSettled {
		task.setParts(PartSettled) // what goods settle goes with the money
	}
	task.sumUp()
	if next == task.State {
		return nil
	}
	return r.moveTask(change, next)
}

// moveTask moves the task and the money track together, and books what the
// task takes or gives free by it.
func (r *Return) moveTask(change *Change, next TaskState) error {
	if !r.Tracks.Refund.CanFollow(RefundState(next)) {
		return Refuse(CodeTransition, "the refund is %s; %s cannot follow", r.Tracks.Refund, next)
	}
	before := r.Task.held()
	r.Task.State = next
	r.Tracks.Refund = RefundState(next)
	change.hold(before, r.Task.held())
	return nil
}
