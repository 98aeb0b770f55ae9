package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// oneOfTwo inspects two mugs of which one is accepted.
func oneOfTwo(s *story) *story {
	s.until(returns.Received).inspect(
		returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Restock},
		returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.ReturnToCustomer},
	)
	return s
}

func TestInspect_AnotherAmountThanApproved_GoesBackToTheReviewer(t *testing.T) {
	t.Parallel()
	s := oneOfTwo(opens(t))
	require.Equal(t, returns.Inspected, s.r().Status())
	require.Equal(t, returns.RoleReviewer, s.r().Wait.For)
	require.Equal(t, []string{"reviewer:staff_task"}, s.told())
	require.Equal(t, &returns.Difference{
		Approved: *pounds(2400), Found: *pounds(1200), Lines: []returns.LineDifference{{LineNo: 1, Approved: 2, Accepted: 1}},
	}, s.r().Difference)
	s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
		return r.RequestRefund(returns.By{ID: "auto", Actor: returns.System()}, s.order, noon)
	})
	s.approve()
	require.Equal(t, int64(1200), s.r().Task.Amounts.Total)
}

func TestInspect_WithinTheTolerance_IsRefundedByItself(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		tolerance returns.Tolerance
		asks      bool
	}{
		{returns.Tolerance{}, true},
		{returns.Tolerance{Percent: 49}, true},
		{returns.Tolerance{Percent: 50}, false},
		{returns.Tolerance{Amount: returns.PerCurrency{"GBP": 1199}}, true},
		{returns.Tolerance{Amount: returns.PerCurrency{"GBP": 1200}}, false},
		{returns.Tolerance{Amount: returns.PerCurrency{"EUR": 1200}}, true},
	} {
		s := oneOfTwo(opens(t, terms(func(p *returns.Terms) { p.Tolerance = tt.tolerance })))
		require.Equal(t, tt.asks, s.r().Difference != nil, "%+v", tt.tolerance)
		require.Equal(t, tt.asks, s.r().Next() == "", "%+v", tt.tolerance)
	}
}

func TestInspect_InAWorseCondition_CostsThatConditionsFee(t *testing.T) {
	t.Parallel()
	fees := terms(func(p *returns.Terms) {
		p.RestockingFees = []returns.RestockingFee{{Condition: "worn", Percent: 50}, {Condition: "opened", Percent: 10}}
	})
	s := opens(t, fees, func(in *returns.Opening) { in.Request.Lines[0].Condition = "opened" })
	require.Equal(t, int64(200), s.r().Estimate.RestockingFee)
	s.until(returns.Received).inspect(
		returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Restock, Condition: "sealed"},
		returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Restock, Condition: "worn"},
	)
	require.Equal(t, int64(100+500), s.r().Estimate.RestockingFee, "the better one costs what the customer named")
	require.NotNil(t, s.r().Difference)
	require.Empty(t, s.r().Difference.Lines, "it is the fee that differs, not the units")
}

func TestClose_OfWhatArrived_SaysWhereEachUnitGoes(t *testing.T) {
	t.Parallel()
	restockModes(t, func(t *testing.T, mode func(*returns.Opening)) {
		received := func() *story {
			s := opens(t, mode, lines(returns.RequestLine{LineNo: 1, Quantity: 3, Reason: "damaged"})).until(returns.InTransit)
			s.receive(returns.CountedLine{LineNo: 1, Quantity: 2})
			s.inspect(returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Scrap})
			return s
		}
		s := received()
		_, err := clone(s.r()).Close(returns.Close{By: as(returns.RoleReviewer), Outcome: returns.WrittenOff}, noon)
		requireField(t, err, "lines", "units_open")
		s.closes(returns.Close{Outcome: returns.WrittenOff, Lines: []returns.InspectedLine{{LineNo: 1, Quantity: 1, Disposition: returns.Quarantine}}})
		require.Equal(t, returns.WrittenOff, s.r().Status())
		require.Equal(t, []string{"customer:closed"}, s.told())
		require.Equal(t, returns.Units{Arrived: 2, Scrap: 1, Quarantine: 1, Missing: 1}, s.r().Lines[0].Units)
		require.Equal(t, 1, s.order.Lines[0].Returnable())

		s = received()
		s.closes(returns.Close{Outcome: returns.SentBack})
		require.Equal(t, returns.SentBack, s.r().Status())
		require.Equal(t, 2, s.units(returns.BucketSendBack))
		require.Equal(t, s.before, s.order.Lines)
	})
}

func TestClose_OfAKeptItem_IsNeverSentBack(t *testing.T) {
	t.Parallel()
	s := opens(t, method(returns.MethodKeepItem)).until(returns.RefundPending)
	s.finance(returns.RefundReject)
	_, err := clone(s.r()).Close(returns.Close{By: as(returns.RoleReviewer), Outcome: returns.SentBack}, noon)
	requireField(t, err, "outcome", "nothing_arrived")
	written := clone(s.r())
	s.review(returns.Review{Decision: returns.DecisionReject, Note: "no"})
	require.Equal(t, returns.Rejected, s.r().Status())
	require.Equal(t, s.before, s.order.Lines)
	require.NotNil(t, written)
}

func TestKeepItem_AskedByACustomer_IsDecidedByAPerson(t *testing.T) {
	t.Parallel()
	auto := terms(func(p *returns.Terms) { p.AutoApprove = true; p.OnExpiry = returns.OnExpiryApprove })
	require.Equal(t, returns.Approved, opens(t, auto).r().Status())
	s := opens(t, auto, method(returns.MethodKeepItem))
	require.Equal(t, returns.Requested, s.r().Status())
	require.Equal(t, returns.VerdictReview, s.r().Verdict.Decision)
	require.Equal(t, "keep_item", s.r().Verdict.Clauses[len(s.r().Verdict.Clauses)-1].Clause)
	for s.r().Wait.Deadline != nil {
		require.NotEqual(t, returns.ActionApprove, s.r().Wait.Then, "time does not approve it either")
		s.passDeadline()
	}
}

func TestExpiry_DoesWhatThePolicySays(t *testing.T) {
	t.Parallel()
	for onExpiry, want := range map[string]returns.Status{
		"": returns.Expired, returns.OnExpiryExpire: returns.Expired,
		returns.OnExpiryRemindOnly: returns.Requested, returns.OnExpiryApprove: returns.Approved,
	} {
		s := opens(t, terms(func(p *returns.Terms) { p.OnExpiry = onExpiry }))
		for s.r().Status() == returns.Requested && s.r().Wait.Deadline != nil {
			s.passDeadline()
		}
		require.Equal(t, want, s.r().Status(), onExpiry)
	}
	s := opens(t, terms(func(p *returns.Terms) { p.OnExpiry = returns.OnExpiryApprove })).until(returns.Approved)
	for !s.r().Status().Ended() {
		s.passDeadline()
	}
	require.Equal(t, returns.Expired, s.r().Status(), "only what waits for a reviewer is approved by time")
}
