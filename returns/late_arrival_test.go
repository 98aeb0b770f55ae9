package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// comesLate takes goods in that nobody expects, and numbers the strays as the
// database would.
func (s *story) comesLate(d returns.Receive) *returns.Change {
	d.By = as(returns.RoleWarehouse)
	change := s.did(s.r().ReceiveLate(d, s.now))
	for i := range s.r().OpenStrays {
		s.r().OpenStrays[i].ID = "str_" + string(rune('a'+i))
	}
	return change
}

func (s *story) decideStray(d returns.DecideStray, other *returns.OtherReturn) *returns.Change {
	d.By = as(returns.RoleReviewer)
	return s.did(s.r().DecideStray(d, other, s.now))
}

// ends are the ways in which a return can be over when its goods come.
func ends() map[returns.Status]func(*story) {
	return map[returns.Status]func(*story){
		returns.Rejected:   func(s *story) { s.review(returns.Review{Decision: returns.DecisionReject, Note: "worn"}) },
		returns.Cancelled:  func(s *story) { s.until(returns.InTransit).cancel() },
		returns.Expired:    func(s *story) { s.expire() },
		returns.WrittenOff: func(s *story) { s.until(returns.InTransit).close(returns.WrittenOff) },
		returns.Completed:  func(s *story) { s.until(returns.Completed) },
		returns.Refunded:   func(s *story) { s.lostAndRefunded() },
	}
}

func (s *story) expire() {
	for !s.r().Status().Ended() {
		s.passDeadline()
	}
}

// lostAndRefunded refunds a parcel that its carrier has lost.
func (s *story) lostAndRefunded() {
	s.until(returns.InTransit)
	s.carrier(returns.Lost, "TRACK-1")
	s.review(returns.Review{Decision: returns.DecisionApprove})
	s.until(returns.Refunded)
}

func TestLateGoods_OfAReturnThatIsOver_AreTakenInOnceAndWaitForAPerson(t *testing.T) {
	t.Parallel()
	for status, end := range ends() {
		s := opens(t)
		end(s)
		require.Equal(t, status, s.r().Status())
		refunded, task := s.refunded, s.r().Task
		s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
			return r.Receive(returns.Receive{By: as(returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}}}, s.now)
		})
		s.comesLate(returns.Receive{Lines: []returns.CountedLine{{LineNo: 1, Quantity: 2}}, TrackingNumber: "TRACK-1"})
		require.Equal(t, status, s.r().Status(), "the return stays where it is")
		require.Equal(t, []returns.Movement{{SKU: "MUG", Bucket: returns.BucketArrived, Quantity: 2}}, s.last.Movements)
		require.Contains(t, s.r().Attention.String(), "goods came when the return was "+string(status))
		require.Equal(t, []string{"reviewer:staff_task"}, s.told())
		requireHeld(t, s, returns.ActionDecideStray, returns.RoleReviewer)
		require.Equal(t, refunded, s.refunded, "nothing is refunded for it")

		s.decideStray(returns.DecideStray{StrayID: "str_a", Disposition: returns.Restock}, nil)
		require.Equal(t, []returns.Movement{
			{SKU: "MUG", Bucket: returns.BucketArrived, Quantity: -2}, {SKU: "MUG", Bucket: returns.BucketAvailable, Quantity: 2},
		}, s.last.Movements, "the stock is raised once")
		require.Nil(t, s.r().Held)
		require.Equal(t, refunded, s.refunded)
		require.Equal(t, task, s.r().Task)
		s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
			return r.DecideStray(returns.DecideStray{By: as(returns.RoleReviewer), StrayID: "str_a", Disposition: returns.Scrap}, nil, s.now)
		})
	}
}

func TestLateGoods_SentBack_GoIntoAParcelToTheCustomer(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.cancel()
	s.comesLate(returns.Receive{Strays: []returns.Stray{{SKU: "TOY", Quantity: 1}}})
	s.decideStray(returns.DecideStray{StrayID: "str_a", Disposition: returns.ReturnToCustomer}, nil)
	requireHeld(t, s, returns.ActionSendBack, returns.RoleLogistics)
	s.sendsBack("OUT-1")
	s.sentBack(returns.Delivered, "OUT-1")
	require.Nil(t, s.r().Held)
	require.Empty(t, s.r().Attention)
}

func TestLateGoods_TakenOverByANewReturn_LeaveThisOne(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.cancel()
	s.comesLate(returns.Receive{Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}}})
	other := s.shop.opens().until(returns.InTransit)
	for _, bad := range []*returns.OtherReturn{
		nil,
		{ID: s.r().ID, OrderNumber: "1001", Status: returns.InTransit},
		{ID: other.r().ID, OrderNumber: "1002", Status: returns.InTransit},
		{ID: other.r().ID, OrderNumber: "1001", Status: returns.Refunded},
	} {
		_, err := clone(s.r()).DecideStray(returns.DecideStray{By: as(returns.RoleReviewer), StrayID: "str_a", NewReturnID: "ret_x"}, bad, noon)
		requireField(t, err, "new_return_id", "unknown_return")
	}
	s.decideStray(returns.DecideStray{StrayID: "str_a", NewReturnID: other.r().ID},
		&returns.OtherReturn{ID: other.r().ID, OrderNumber: "1001", Status: other.r().Status()})
	require.Equal(t, []returns.Movement{{SKU: "MUG", Bucket: returns.BucketArrived, Quantity: -1}}, s.last.Movements)
	other.receive(returns.CountedLine{LineNo: 1, Quantity: 1})
	require.Equal(t, 1, other.units(returns.BucketArrived), "it counts them in, and only once")
}

func TestLateGoods_BadDecision_NamesTheField(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.cancel()
	s.comesLate(returns.Receive{Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}}})
	for code, d := range map[string]returns.DecideStray{
		"required": {}, "unknown_disposition": {Disposition: returns.Missing},
	} {
		d.By, d.StrayID = as(returns.RoleReviewer), "str_a"
		_, err := clone(s.r()).DecideStray(d, nil, noon)
		requireField(t, err, "disposition", code)
	}
	d := returns.DecideStray{By: as(returns.RoleReviewer), StrayID: "str_a", Disposition: returns.Scrap, NewReturnID: "ret_x"}
	_, err := clone(s.r()).DecideStray(d, nil, noon)
	requireField(t, err, "disposition", "required")
}

func TestLateGoods_OfAReturnThatExpectsThem_AreCountedInAsEver(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InTransit)
	text := s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
		return r.ReceiveLate(returns.Receive{By: as(returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}}}, noon)
	})
	require.Contains(t, text, "still expects goods")
	s.until(returns.Completed)
	_, err := clone(s.r()).ReceiveLate(returns.Receive{By: as(returns.RoleWarehouse)}, noon)
	requireField(t, err, "lines", "required")
	_, err = clone(s.r()).ReceiveLate(returns.Receive{By: as(returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 9, Quantity: 1}}}, noon)
	requireField(t, err, "lines[0].line_no", "unknown_line")
}

func TestLateGoods_NobodyDecides_TheReviewerIsReminded(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.cancel()
	s.comesLate(returns.Receive{Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}}})
	for range 3 {
		s.passHeldDeadline()
		require.Equal(t, returns.ActionRemindHeld, s.last.Action)
		require.Equal(t, []string{"reviewer:staff_task"}, s.told())
	}
}
