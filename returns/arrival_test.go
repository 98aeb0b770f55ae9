package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func restockModes(t *testing.T, test func(t *testing.T, mode func(*returns.Opening))) {
	t.Helper()
	for _, restockAt := range []returns.RestockAt{returns.RestockAtInspection, returns.RestockAtConfirmation} {
		t.Run(string(restockAt), func(t *testing.T) {
			t.Parallel()
			test(t, terms(func(p *returns.Terms) { p.RestockAt = restockAt }))
		})
	}
}

func TestEarlyGoods_StayUnderReview_AndGoOnWhenConfirmed(t *testing.T) {
	t.Parallel()
	restockModes(t, func(t *testing.T, mode func(*returns.Opening)) {
		for _, status := range []returns.Status{returns.Requested, returns.InfoNeeded, returns.CounterOffered, returns.Approved} {
			s := opens(t, mode).until(status)
			s.receive(returns.CountedLine{LineNo: 1, Quantity: 1})
			require.Equal(t, status, s.r().Status(), "whoever decides it still does")
			require.Equal(t, 1, s.units(returns.BucketArrived), "it is in the house, and not for sale yet")
			require.Contains(t, s.r().Attention.String(), "before the return was confirmed")
			require.Equal(t, []string{"customer:received"}, s.told())
			switch status {
			case returns.InfoNeeded:
				s.answer(returns.Answer{Note: "here"})
			case returns.CounterOffered:
				s.answer(returns.Answer{Accept: ptr(false)})
			default:
			}
			if s.r().Status() == returns.Requested {
				s.approve()
			}
			s.confirm()
			require.Equal(t, returns.Received, s.r().Status())
			s.receive(returns.CountedLine{LineNo: 1, Quantity: 1})
			s.inspectAll(returns.Restock)
			require.Equal(t, 2, s.units(returns.BucketAvailable))
			s.until(returns.Completed)
		}
	})
}

func TestEarlyGoods_OfAReturnThatEnds_GoBack(t *testing.T) {
	t.Parallel()
	restockModes(t, func(t *testing.T, mode func(*returns.Opening)) {
		for name, end := range map[string]func(*story){
			"rejected":  func(s *story) { s.review(returns.Review{Decision: returns.DecisionReject, Note: "worn"}) },
			"cancelled": func(s *story) { s.cancel() },
			"expired": func(s *story) {
				for !s.r().Status().Ended() {
					s.passDeadline()
				}
			},
		} {
			s := opens(t, mode)
			s.receive(returns.CountedLine{LineNo: 1, Quantity: 2})
			end(s)
			require.Equal(t, returns.Status(name), s.r().Status())
			require.Equal(t, []returns.Stray{{
				SKU: "MUG", Quantity: 2, Disposition: returns.ReturnToCustomer, LineNo: 1, Note: "arrived before it was agreed to",
			}}, s.last.Strays)
			require.Contains(t, s.last.Movements, returns.Movement{SKU: "MUG", Bucket: returns.BucketSendBack, Quantity: 2})
			requireNothingLeft(t, s)
		}
	})
}

func TestEarlyGoods_MoreThanIsApproved_GoBack(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.receive(returns.CountedLine{LineNo: 1, Quantity: 2})
	s.approve(returns.ReviewLine{LineNo: 1, ApprovedQuantity: ptr(1)})
	require.Equal(t, 1, s.last.Strays[0].Quantity)
	require.Equal(t, 1, s.r().Lines[0].Units.Arrived)

	s = opens(t)
	s.receive(returns.CountedLine{LineNo: 1, Quantity: 2})
	s.offer(returns.Offer{KeepItem: true})
	s.answer(returns.Answer{Accept: ptr(true)})
	require.Equal(t, 2, s.last.Strays[0].Quantity, "the customer keeps the goods, so they get them back")
	require.Equal(t, returns.GoodsNone, s.r().Tracks.Goods)
	s.until(returns.Completed)
}

func TestReceive_MoreThanApproved_AreStrays_NotRefunded(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InTransit)
	s.take(returns.Receive{
		Lines:  []returns.CountedLine{{LineNo: 1, Quantity: 2}},
		Strays: []returns.Stray{{SKU: "MUG", Quantity: 1}, {SKU: "TOY", Quantity: 2, Disposition: returns.Quarantine}},
	})
	require.Contains(t, s.r().Attention.String(), "not approved")
	require.Contains(t, s.last.Movements, returns.Movement{SKU: "MUG", Bucket: returns.BucketSendBack, Quantity: 1})
	require.Contains(t, s.last.Movements, returns.Movement{SKU: "TOY", Bucket: returns.BucketQuarantine, Quantity: 2})
	s.inspectAll(returns.Restock)
	s.requestRefund()
	require.Equal(t, int64(2400), s.r().Task.Amounts.Total)
}

func TestReceive_OnlyStrays_TheApprovedUnitsAreStillToCome(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InTransit)
	s.take(returns.Receive{Strays: []returns.Stray{{SKU: "TOY", Quantity: 1, LineNo: 1}}})
	require.Equal(t, returns.Received, s.r().Status())
	s.inspect(returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Missing})
	require.Equal(t, returns.Received, s.r().Status(), "one may still come")
	s.inspect(returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Missing})
	require.Equal(t, returns.Inspected, s.r().Status())
	require.Equal(t, returns.RoleReviewer, s.r().Wait.For)
	s.review(returns.Review{Decision: returns.DecisionReject, Note: "another article came"})
	require.Equal(t, returns.Rejected, s.r().Status())
}

func TestReceive_BadStrays_AreRefused(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InTransit)
	for field, stray := range map[string]returns.Stray{
		"strays[0].sku":         {Quantity: 1},
		"strays[0].quantity":    {SKU: "TOY"},
		"strays[0].line_no":     {SKU: "TOY", Quantity: 1, LineNo: 9},
		"strays[0].disposition": {SKU: "TOY", Quantity: 1, Disposition: returns.Missing},
	} {
		_, err := clone(s.r()).Receive(returns.Receive{By: as(returns.RoleWarehouse), Strays: []returns.Stray{stray}}, noon)
		var refusal *returns.Error
		require.ErrorAs(t, err, &refusal)
		require.Equal(t, field, refusal.Fields[0].Field)
	}
	_, err := clone(s.r()).Receive(returns.Receive{
		By: as(returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1, Damaged: 2}},
	}, noon)
	requireField(t, err, "lines[0].damaged", "out_of_range")
}

func TestReceive_DamagedOnItsWay_IsForTheCarrierToPay(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InTransit)
	s.receive(returns.CountedLine{LineNo: 1, Quantity: 2, Damaged: 1})
	require.Equal(t, 1, s.r().Lines[0].Units.Damaged)
	require.Contains(t, s.r().Attention.String(), "damaged")
	require.Contains(t, s.told(), "logistics:staff_task")
	s.inspectAll(returns.Scrap)
	require.Equal(t, returns.ActionRequestRefund, s.r().Next(), "it is not the customer's fault")
}

func TestInspect_AnotherArticleLayInTheParcel_IsSetApart(t *testing.T) {
	t.Parallel()
	restockModes(t, func(t *testing.T, mode func(*returns.Opening)) {
		s := opens(t, mode).until(returns.Received)
		s.inspect(
			returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Restock},
			returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.ReturnToCustomer, WrongSKU: "TOY"},
		)
		require.Equal(t, returns.Units{Arrived: 2, Available: 1, WrongItem: 1}, s.r().Lines[0].Units)
		require.Contains(t, s.last.Movements, returns.Movement{SKU: "TOY", Bucket: returns.BucketSendBack, Quantity: 1})
		require.Equal(t, 1, s.units(returns.BucketAvailable))
		require.Equal(t, int64(1200), s.r().Estimate.Total)
		require.Equal(t, 2, s.order.Lines[0].Returnable(), "the true one may still come back")
	})
}
