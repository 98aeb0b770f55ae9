package activities_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

// exchangeDue has a lamp of 12.00 exchanged for two vases at the price each;
// the refund's task is open.
func (s *shop) exchangeDue(price int64) {
	s.t.Helper()
	opened := openInput(first, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "changed_mind"})
	opened.Request.RefundTo, opened.Request.Method = returns.RefundToExchange, returns.MethodKeepItem
	opened.Request.Exchange = &returns.ExchangeRequest{Lines: []returns.ExchangeLine{
		{SKU: "VASE", Quantity: 2, UnitPrice: returns.Money{Minor: price, Currency: "GBP"}},
	}}
	s.play(with("Open", opened), does("Review", first, returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove}),
		does("Confirm", first, returns.Confirm{By: by("c", returns.RoleSupport)}), does("RequestRefund", first, by("rr", returns.RoleSystem)))
}

func (s *shop) stocked(units int) {
	s.exec(`insert into stock_movements (key, sku, bucket, quantity, reason, actor_id, at) values ('in' || $1::int, 'VASE', 'available', $1, 'bought', 'x', now())`, units)
}

const vases = `select (select status from exchanges) || ' ' || coalesce((select quantity from stock_levels where sku = 'VASE' and bucket = 'available'), 0)`

func TestPayRefund_OfAnExchange_PaysTheDifferenceAndReleasesTheGoodsOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.stocked(3)
	s.exchangeDue(500)
	s.play(does("DecideRefund", first, returns.DecideRefund{By: by("f", returns.RoleFinance), Action: returns.RefundApprove}))
	pay := activities.Input[returns.By]{ReturnID: first, Decision: by("pay", returns.RoleSystem)}
	require.Equal(t, returns.Refunded, s.do("PayRefund", pay).Status)
	after := s.dump()
	require.Equal(t, returns.Refunded, s.do("PayRefund", pay).Status)
	require.Equal(t, after, s.dump(), "a repeat changes nothing")
	require.Len(t, s.bank.paid(), 1)
	require.Equal(t, int64(200), s.bank.paid()[0].Amount.Minor, "12.00 less goods of 10.00")
	require.Equal(t, "released 1", s.value(vases))
	require.Equal(t, "1200 1200 1000", s.value(`select p.refunded || ' ' || t.amount || ' ' || t.exchanged from payments p, refund_tasks t`))
}

func TestDecideRefund_CustomerPaidForTheExchange_ReleasesOnceItIsInStock(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.stocked(1)
	s.exchangeDue(700)
	s.play(does("DecideRefund", first, returns.DecideRefund{By: by("m", returns.RoleFinance), Action: returns.RefundMarkPaid, Reference: "card 7"}))
	require.Equal(t, "planned 1", s.value(vases), "not one vase leaves when two are wanted")
	require.Equal(t, "refunded the replacement cannot be released: 2 × VASE wanted, 1 available", s.value(`select status || ' ' || attention from returns`))
	s.stocked(2)
	retry := does("DecideRefund", first, returns.DecideRefund{By: by("again", returns.RoleFinance), Action: returns.RefundRetry})
	s.play(retry, retry)
	require.Equal(t, "released 1", s.value(vases))
	require.Equal(t, "refunded ", s.value(`select status || ' ' || attention from returns`))
	require.Empty(t, s.bank.paid())
	require.Equal(t, "1", s.value(`select count(*)::text from stock_movements where key like 'exchange:%'`))
}
