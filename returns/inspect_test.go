package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestInspect_EachDisposition_GoesToItsBucket(t *testing.T) {
	t.Parallel()
	for disposition, tt := range map[returns.Disposition]struct {
		bucket   returns.Bucket
		accepted int
	}{
		returns.Restock:          {returns.BucketAvailable, 2},
		returns.Refurbish:        {returns.BucketRefurbish, 2},
		returns.Quarantine:       {returns.BucketQuarantine, 2},
		returns.Scrap:            {returns.BucketScrap, 2},
		returns.ReturnToVendor:   {returns.BucketVendor, 2},
		returns.ReturnToCustomer: {returns.BucketSendBack, 0},
	} {
		t.Run(string(disposition), func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.bucket, returns.Dispositions()[disposition])
			s := opens(t).until(returns.Received)
			s.inspectAll(disposition)
			require.Equal(t, returns.Inspected, s.r().Status())
			require.Equal(t, 2, s.units(tt.bucket))
			require.Equal(t, []returns.Hold{{LineNo: 1, Reserved: -2, Returned: tt.accepted}}, s.last.Holds)
			require.Equal(t, int64(tt.accepted)*1200, s.r().Estimate.Total, "what the shop keeps is refunded")
			require.Equal(t, tt.accepted == 0, !s.r().Attention.IsZero())
			require.Equal(t, tt.accepted > 0, s.r().Next() == returns.ActionRequestRefund)
		})
	}
	require.Len(t, returns.Dispositions(), 7, "and missing, which has no bucket")
	require.Empty(t, returns.Dispositions()[returns.Missing])
	for _, bucket := range returns.Dispositions() {
		require.Contains(t, append(returns.Buckets(), ""), bucket)
	}
}

func TestInspect_InParts_IsDoneWhenEveryUnitIsAccountedFor(t *testing.T) {
	t.Parallel()
	s := opens(t, lines(returns.RequestLine{LineNo: 1, Quantity: 3, Reason: "damaged"})).until(returns.InTransit)
	s.receive(returns.CountedLine{LineNo: 1, Quantity: 1})
	s.inspect(returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Scrap})
	require.Equal(t, returns.Received, s.r().Status(), "two are still to come")
	require.Empty(t, s.last.Holds)

	s.receive(returns.CountedLine{LineNo: 1, Quantity: 1})
	s.inspect(
		returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Restock},
		returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Missing},
	)
	require.Equal(t, returns.Inspected, s.r().Status())
	require.Equal(t, []returns.Hold{{LineNo: 1, Reserved: -3, Returned: 2}}, s.last.Holds)
	require.Equal(t, returns.Units{Arrived: 2, Available: 1, Scrap: 1, Missing: 1}, s.r().Lines[0].Units)
	require.Equal(t, int64(2400), s.r().Estimate.Total, "what came is refunded, not what was asked")
	require.Equal(t, 1, s.order.Lines[0].Returnable(), "the missing one may come another time")
}

func TestInspect_NothingAccepted_AsksForADecision(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Received)
	s.inspectAll(returns.ReturnToCustomer)
	require.Equal(t, "no unit was accepted; close the return", s.r().Attention.String())
	require.Equal(t, returns.RoleReviewer, s.r().Wait.For)
	require.Contains(t, s.refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
		return r.Review(returns.Review{By: as(returns.RoleReviewer), Decision: returns.DecisionApprove}, s.order, noon)
	}), "nothing to refund")
	s.close(returns.SentBack)
	require.Equal(t, 2, s.units(returns.BucketSendBack))
	require.Equal(t, 3, s.order.Lines[0].Returnable())
}

func TestInspect_BadCounts_AreRefused(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InTransit)
	s.receive(returns.CountedLine{LineNo: 1, Quantity: 1})
	inspect := func(inspected ...returns.InspectedLine) func(*returns.Return) (*returns.Change, error) {
		return func(r *returns.Return) (*returns.Change, error) {
			return r.Inspect(returns.Inspect{By: as(returns.RoleWarehouse), Lines: inspected}, s.order, noon)
		}
	}
	for name, tt := range map[string]struct {
		inspected   []returns.InspectedLine
		field, code string
	}{
		"nothing inspected":      {nil, "lines", "required"},
		"no units":               {[]returns.InspectedLine{{LineNo: 1, Disposition: returns.Scrap}}, "lines[0].quantity", "out_of_range"},
		"a line not returned":    {[]returns.InspectedLine{{LineNo: 2, Quantity: 1, Disposition: returns.Scrap}}, "lines[0].line_no", "unknown_line"},
		"no disposition":         {[]returns.InspectedLine{{LineNo: 1, Quantity: 1}}, "lines[0].disposition", "unknown_disposition"},
		"an unknown disposition": {[]returns.InspectedLine{{LineNo: 1, Quantity: 1, Disposition: "eaten"}}, "lines[0].disposition", "unknown_disposition"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := inspect(tt.inspected...)(clone(s.r()))
			requireField(t, err, tt.field, tt.code)
		})
	}
	one := returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Restock}
	require.Equal(t, "line 1: 1 units given as restock, but only 0 are open to it", s.refuses(returns.CodeQuantity, inspect(one, one)))
	missing := returns.InspectedLine{LineNo: 1, Quantity: 2, Disposition: returns.Missing}
	require.Equal(t, "line 1: 2 units given as missing, but only 1 are open to it", s.refuses(returns.CodeQuantity, inspect(missing)))
}

func TestRestockAtConfirmation_TheInspectionPostsOnlyTheDifference(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.RestockAt = returns.RestockAtConfirmation }),
		lines(returns.RequestLine{LineNo: 1, Quantity: 3, Reason: "damaged"})).until(returns.Confirmed)
	require.Equal(t, []returns.Movement{{LineNo: 1, SKU: "MUG", Bucket: returns.BucketAvailable, Quantity: 3}}, s.last.Movements)

	s.until(returns.InTransit)
	s.receive(returns.CountedLine{LineNo: 1, Quantity: 2})
	require.Empty(t, s.last.Movements, "they are available already")
	s.inspect(returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Restock})
	require.Empty(t, s.last.Movements)
	s.inspect(
		returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Scrap},
		returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Missing},
	)
	require.Equal(t, []returns.Movement{
		{LineNo: 1, SKU: "MUG", Bucket: returns.BucketAvailable, Quantity: -1},
		{LineNo: 1, SKU: "MUG", Bucket: returns.BucketScrap, Quantity: 1},
		{LineNo: 1, SKU: "MUG", Bucket: returns.BucketAvailable, Quantity: -1},
	}, s.last.Movements)
	require.Equal(t, 1, s.units(returns.BucketAvailable))
}

func TestClose_LostOnItsWay_IsWrittenOffAndUndone(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InTransit)
	s.carrier(returns.Lost, "TRACK-1")
	_, err := clone(s.r()).Close(returns.Close{By: as(returns.RoleReviewer), Outcome: returns.SentBack}, noon)
	requireField(t, err, "outcome", "nothing_arrived")
	s.close(returns.WrittenOff)
	requireNothingLeft(t, s)
}

func TestClose_SentBack_TakesTheGoodsOutOfStock(t *testing.T) {
	t.Parallel()
	for _, restockAt := range []returns.RestockAt{returns.RestockAtInspection, returns.RestockAtConfirmation} {
		s := opens(t, terms(func(p *returns.Terms) { p.RestockAt = restockAt })).until(returns.Received)
		s.inspect(
			returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Restock},
			returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Scrap},
		)
		s.close(returns.SentBack)
		require.Equal(t, 2, s.units(returns.BucketSendBack))
		require.Zero(t, s.units(returns.BucketAvailable))
		require.Zero(t, s.units(returns.BucketScrap))
		require.Equal(t, 3, s.order.Lines[0].Returnable(), "the customer has them and may ask again")
	}
}

func TestClose_WrittenOff_LeavesTheGoodsWhereTheyAre(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Inspected)
	s.close(returns.WrittenOff)
	require.Equal(t, returns.WrittenOff, s.r().Status())
	require.Equal(t, 2, s.units(returns.BucketAvailable))
	require.Equal(t, 1, s.order.Lines[0].Returnable())
	require.Zero(t, s.order.Lines[0].RefundedGoods)
}

func TestClose_OnlyAReviewer_OnlyWithAnOutcome(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Inspected)
	for _, outcome := range []returns.Status{"", returns.Completed, returns.Refunded, returns.Cancelled} {
		_, err := clone(s.r()).Close(returns.Close{By: as(returns.RoleReviewer), Outcome: outcome}, noon)
		requireField(t, err, "outcome", "unknown_outcome")
	}
	for _, role := range []returns.Role{returns.RoleWarehouse, returns.RoleSupport, returns.RoleCustomer, returns.RoleFinance} {
		s.refuses(returns.CodeForbidden, func(r *returns.Return) (*returns.Change, error) {
			return r.Close(returns.Close{By: as(role), Outcome: returns.WrittenOff}, noon)
		})
	}
}
