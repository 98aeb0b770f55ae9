package returns_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestConfirm_BooksTheGoodsAsExpected(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Approved)
	s.confirm()
	require.Equal(t, returns.Confirmed, s.r().Status())
	require.Equal(t, []returns.Movement{{LineNo: 1, SKU: "MUG", Bucket: returns.BucketExpected, Quantity: 2}}, s.last.Movements)
	require.Empty(t, s.last.Holds)
	require.Equal(t, []string{"customer:confirmed"}, s.told())
	require.Equal(t, returns.RoleLogistics, s.r().Wait.For)
	require.Equal(t, returns.Action(""), s.r().Next())
}

func TestConfirm_IsOverTheExactLinesAndAmounts(t *testing.T) {
	t.Parallel()
	s := opens(t)
	requested := s.r().Digest()
	s.approve(returns.ReviewLine{LineNo: 1, ApprovedAmount: pounds(2000)})
	approved := s.r().Digest()
	require.NotEqual(t, requested, approved, "another amount is other content")
	require.Equal(t, approved, clone(s.r()).Digest())

	told := s.refuses(returns.CodeContentChanged, func(r *returns.Return) (*returns.Change, error) {
		return r.Confirm(returns.Confirm{By: as(returns.RoleSupport), Digest: requested}, noon)
	})
	require.Contains(t, told, "read the return again")
	s.did(s.r().Confirm(returns.Confirm{By: as(returns.RoleSupport), Digest: approved}, noon))
}

func TestDigest_ChangesWithWhateverIsConfirmed(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.Approved)
	digest := s.r().Digest()
	for name, change := range map[string]func(*returns.Return){
		"the return":   func(r *returns.Return) { r.ID += "x" },
		"the method":   func(r *returns.Return) { r.Method = returns.MethodDropOff },
		"the units":    func(r *returns.Return) { r.Lines[0].Approved-- },
		"the line":     func(r *returns.Return) { r.Lines[0].LineNo++ },
		"the total":    func(r *returns.Return) { r.Estimate.Total-- },
		"a fee":        func(r *returns.Return) { r.Estimate.RestockingFee++ },
		"the currency": func(r *returns.Return) { r.Estimate.Currency = "EUR" },
	} {
		other := clone(s.r())
		change(other)
		require.NotEqual(t, digest, other.Digest(), name)
	}
	same := clone(s.r())
	same.Attention, same.Version, same.Note = returns.Attend("look", "look"), 9, "scribble"
	require.Equal(t, digest, same.Digest(), "what is not confirmed does not count")
}

func TestConfirm_ByTheCustomer_OnlyWhereThePolicySays(t *testing.T) {
	t.Parallel()
	byCustomer := func(r *returns.Return) (*returns.Change, error) {
		return r.Confirm(returns.Confirm{By: as(returns.RoleCustomer)}, noon)
	}
	s := opens(t).until(returns.Approved)
	s.refuses(returns.CodeForbidden, byCustomer)

	s = opens(t, terms(func(p *returns.Terms) { p.Confirm = returns.ConfirmByCustomer })).until(returns.Approved)
	require.Equal(t, returns.RoleCustomer, s.r().Wait.For)
	s.did(byCustomer(s.r()))
	require.Equal(t, returns.Confirmed, s.r().Status())
}

func TestConfirm_ByThePolicy_IsTheServicesNextStep(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.Confirm = returns.ConfirmAuto })).until(returns.Approved)
	require.Equal(t, returns.ActionConfirm, s.r().Next())
	require.Equal(t, returns.RoleSystem, s.r().Wait.For)
	s.did(s.r().Confirm(returns.Confirm{By: returns.By{ID: "auto", Actor: returns.System()}}, noon))
	require.Equal(t, returns.Confirmed, s.r().Status())
}

func TestEscalate_TheServicesOwnStep_DoesNotSayThatItWaitsForItself(t *testing.T) {
	t.Parallel()
	s := opens(t, method(returns.MethodKeepItem)).until(returns.Confirmed)
	since := s.r().Wait.Since
	s.passDeadline()
	s.passDeadline()
	require.Equal(t, returns.ActionEscalate, s.last.Action)
	require.Equal(t, "overdue: the service has not taken its next step since "+since.Format(time.RFC3339)+"; see the return's live view", s.r().Attention.String())
}

func TestConfirm_KeepItem_ExpectsNoGoods(t *testing.T) {
	t.Parallel()
	s := opens(t, method(returns.MethodKeepItem)).until(returns.Confirmed)
	require.Empty(t, s.last.Movements)
	require.Equal(t, returns.ActionRequestRefund, s.r().Next())
	require.Equal(t, returns.RoleSystem, s.r().Wait.For)
	for _, step := range []func(*returns.Return) (*returns.Change, error){
		func(r *returns.Return) (*returns.Change, error) {
			return r.SchedulePickup(returns.SchedulePickup{By: as(returns.RoleLogistics)}, returns.Shipment{}, noon)
		},
		func(r *returns.Return) (*returns.Change, error) {
			return r.ReportCarrier(returns.CarrierEvent{By: as(returns.RoleLogistics), Event: returns.HandedOver}, noon)
		},
		func(r *returns.Return) (*returns.Change, error) {
			counted := []returns.CountedLine{{LineNo: 1, Quantity: 1}}
			return r.Receive(returns.Receive{By: as(returns.RoleWarehouse), Lines: counted}, noon)
		},
	} {
		require.Contains(t, s.refuses(returns.CodeTransition, step), "the customer keeps the goods")
	}
}

func TestConfirm_WaitsForWhoeverBringsTheParcel(t *testing.T) {
	t.Parallel()
	for m, want := range map[returns.Method]returns.Role{
		returns.MethodPickup: returns.RoleLogistics, returns.MethodDropOff: returns.RoleCustomer, returns.MethodInStore: returns.RoleCustomer,
	} {
		require.Equal(t, want, opens(t, method(m)).until(returns.Confirmed).r().Wait.For, m)
	}
}

// beforeArrival are the statuses in which a return can still be undone.
var beforeArrival = []returns.Status{
	returns.Requested, returns.InfoNeeded, returns.CounterOffered, returns.Approved, returns.Confirmed,
	returns.PickupScheduled, returns.InTransit,
}

// requireNothingLeft: the books are as if the return had never been.
func requireNothingLeft(t *testing.T, s *story) {
	t.Helper()
	require.Equal(t, s.before, s.order.Lines)
	for slot, units := range s.stock {
		require.Zero(t, units, "%+v", slot)
	}
	for _, shipment := range s.r().Shipments {
		require.Equal(t, returns.Voided, shipment.State)
	}
}

func TestCancel_BeforeArrival_LeavesNothing(t *testing.T) {
	t.Parallel()
	for _, status := range beforeArrival {
		for _, restockAt := range []returns.RestockAt{returns.RestockAtInspection, returns.RestockAtConfirmation} {
			t.Run(string(status)+", restocked at "+string(restockAt), func(t *testing.T) {
				t.Parallel()
				s := opens(t, terms(func(p *returns.Terms) { p.RestockAt = restockAt }), lines(
					returns.RequestLine{LineNo: 1, Quantity: 3, Reason: "damaged"}, returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "damaged"},
				))
				if status != returns.Requested && status != returns.InfoNeeded && status != returns.CounterOffered {
					s.approve(returns.ReviewLine{LineNo: 1, ApprovedQuantity: ptr(1)}, returns.ReviewLine{LineNo: 2, ApprovedQuantity: ptr(0)})
				}
				s.until(status).cancel()
				require.Equal(t, returns.Cancelled, s.r().Status())
				require.Equal(t, []string{"customer:cancelled"}, s.told())
				requireNothingLeft(t, s)
			})
		}
	}
}

func TestCancel_OnceGoodsArrived_IsRefused(t *testing.T) {
	t.Parallel()
	for _, status := range []returns.Status{
		returns.Received, returns.Inspected, returns.RefundPending, returns.Refunded, returns.Completed,
	} {
		opens(t).until(status).refuses(returns.CodeTransition, func(r *returns.Return) (*returns.Change, error) {
			return r.Cancel(returns.Cancel{By: as(returns.RoleAdmin)}, noon)
		})
	}
}

func TestCancel_CallsOffEveryBooking_AndTellsLogisticsOfThoseMadeByHand(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.PickupScheduled)
	require.Empty(t, s.r().ToCallOff())
	s.cancel()
	require.Len(t, s.r().ToCallOff(), 1)
	require.True(t, s.r().Snapshot().CallOff)

	s.did(s.r().CallOff(returns.By{ID: "auto", Actor: returns.System()}, s.now), nil)
	require.Equal(t, []string{"logistics:pickup_called_off"}, s.told())
	require.Empty(t, s.r().ToCallOff())
	s.did(s.r().CallOff(returns.By{ID: "again", Actor: returns.System()}, s.now), nil)
	require.Empty(t, s.told(), "asked once")
}
