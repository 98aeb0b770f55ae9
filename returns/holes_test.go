package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// What other systems got wrong with a return as a whole; docs/holes.md says who,
// and names the tests elsewhere that show the rest.

func TestRefund_ThreeAskedForAndTwoArrive_IsForTwo(t *testing.T) {
	t.Parallel()
	s := opens(t, lines(returns.RequestLine{LineNo: 1, Quantity: 3, Reason: "damaged"})).until(returns.InTransit)
	require.Equal(t, int64(3600), s.r().Estimate.Total, "promised for three")
	s.receive(returns.CountedLine{LineNo: 1, Quantity: 2})
	s.inspect(
		returns.InspectedLine{LineNo: 1, Quantity: 2, Disposition: returns.Restock},
		returns.InspectedLine{LineNo: 1, Quantity: 1, Disposition: returns.Missing},
	)
	require.Equal(t, returns.RoleReviewer, s.r().Wait.For, "who is asked again, as it is less than was approved")
	s.approve()
	s.until(returns.Completed)
	require.Equal(t, int64(2400), s.r().Task.Amounts.Total)
	require.Equal(t, 2, s.order.Lines[0].RefundedUnits)
	require.Equal(t, 2, s.units(returns.BucketAvailable))
}

func TestRefund_UntilItIsPaid_TheCustomerIsNotToldThatItIs(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.RefundPending)
	told := func() []string {
		require.NotContains(t, s.told(), "customer:refunded", "the task is %s", s.r().Task.State)
		return s.told()
	}
	told()
	s.finance(returns.RefundApprove)
	told()
	s.providerSays(returns.ProviderPending)
	told()
	s.providerSays(returns.ProviderFailed)
	require.Contains(t, told(), "finance:refund_to_decide")
	s.finance(returns.RefundRetry)
	told()
	s.finance(returns.RefundMarkPaid)
	require.Contains(t, s.told(), "customer:refunded", "now it is")
}

func TestKeptItem_Refunded_RaisesNoStock(t *testing.T) {
	t.Parallel()
	s := opens(t, method(returns.MethodKeepItem)).until(returns.Completed)
	require.Equal(t, int64(2400), s.order.Lines[0].RefundedGoods+s.order.Lines[0].RefundedTax)
	require.Empty(t, s.stock, "goods that nobody sent back are not in stock")
}

func TestOpen_UnitsThatWereNotShipped_CannotComeBack(t *testing.T) {
	t.Parallel()
	order := mugsAndLamp()
	order.Lines[0].Shipped = new(1)
	_, _, err := returns.Open(opening(order)) // asks for two
	var refusal *returns.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, returns.CodeQuantity, refusal.Code)
	require.Equal(t, "line 1 of order 1001: 2 asked for, but only 1 of 3 can still be returned", refusal.Error())
	order.Lines[0].Shipped = new(2)
	_, _, err = returns.Open(opening(order))
	require.NoError(t, err)
}

func TestOpen_ReasonOfOtherGoods_IsRefused(t *testing.T) {
	t.Parallel()
	for category, offered := range map[string]bool{"Clothing": true, "clothing": true, "kitchen": false, "": false} {
		order := mugsAndLamp()
		order.Lines[0].Category = category
		in := opening(order, lines(returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "wrong_size"}))
		in.Reasons = append(in.Reasons, returns.Reason{Code: "wrong_size", Categories: []string{"shoes", "clothing"}})
		_, _, err := returns.Open(in)
		if offered {
			require.NoError(t, err)
			continue
		}
		var refusal *returns.Error
		require.ErrorAs(t, err, &refusal)
		require.Equal(t, "lines[0].reason", refusal.Fields[0].Field)
		require.Equal(t, "not_for_category", refusal.Fields[0].Code)
	}
}
