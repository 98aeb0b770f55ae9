package activities_test

import (
	"errors"
	"strconv"
	"sync"
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
	require.Equal(t, "the replacement cannot be released; too few units are available of: VASE 1/2", s.attention())
	s.stocked(2)
	retry := does("DecideRefund", first, returns.DecideRefund{By: by("again", returns.RoleFinance), Action: returns.RefundRetry})
	s.play(retry, retry)
	require.Equal(t, "released 1", s.value(vases))
	require.Equal(t, "refunded", s.value(`select status from returns`))
	require.Empty(t, s.attention())
	require.Empty(t, s.bank.paid())
	require.Equal(t, "1", s.value(`select count(*)::text from stock_movements where reason = 'release_replacement'`))
}

func TestRelease_OfAReplacement_IsAnEventOfItsOwn(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.stocked(2)
	s.exchangeDue(500)
	s.play(does("DecideRefund", first, returns.DecideRefund{By: by("f", returns.RoleFinance), Action: returns.RefundApprove}))
	snapshot := s.do("PayRefund", activities.Input[returns.By]{ReturnID: first, Decision: by("pay", returns.RoleSystem)})
	require.Equal(t, "settle_refund release_replacement", s.value(`select string_agg(action, ' ' order by seq)
		from (select * from return_events order by seq desc limit 2) e`))
	require.Equal(t, "refunded refunded VASE pay system", s.value(`select concat_ws(' ', status_from, status_to,
		data->'lines'->0->>'sku', data->>'decision_id', actor_role) from return_events where action = 'release_replacement'`))
	require.Equal(t, s.value(`select count(*)::text from return_events`), strconv.Itoa(snapshot.Version), "each change is an event")
}

// Two customers are to get the last two vases: one does, the other's return says
// what is missing, and no step fails.
func TestRelease_OfTheLastUnits_AtTheSameMoment_OneGetsThem(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.stocked(2)
	s.order("ORD-2")
	ids := []string{first, returns.NewReturnID("activities", "the other")}
	for i, id := range ids {
		opened := openInput(id, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "changed_mind"})
		opened.Request.OrderNumber = []string{"ORD-1", "ORD-2"}[i]
		opened.Request.RefundTo, opened.Request.Method = returns.RefundToExchange, returns.MethodKeepItem
		opened.Request.Exchange = &returns.ExchangeRequest{Lines: []returns.ExchangeLine{
			{SKU: "VASE", Quantity: 2, UnitPrice: returns.Money{Minor: 500, Currency: "GBP"}},
		}}
		s.play(with("Open", opened), does("Review", id, returns.Review{By: by("ok"+id, returns.RoleReviewer), Decision: returns.DecisionApprove}),
			does("Confirm", id, returns.Confirm{By: by("c"+id, returns.RoleSupport)}), does("RequestRefund", id, by("rr"+id, returns.RoleSystem)))
	}
	var group sync.WaitGroup
	errs := make([]error, len(ids))
	for i, id := range ids {
		group.Go(func() {
			_, errs[i] = s.run("DecideRefund", activities.Input[returns.DecideRefund]{ReturnID: id, Decision: returns.DecideRefund{
				By: by("paid", returns.RoleFinance), Action: returns.RefundMarkPaid, Reference: "BANK-1",
			}})
		})
	}
	group.Wait()
	require.NoError(t, errors.Join(errs...))
	require.Equal(t, "planned released", s.value(`select string_agg(status, ' ' order by status) from exchanges`))
	require.Equal(t, "replacement_short VASE 0/2", s.value(`select attention ->> 'code' || ' ' || (attention #>> '{args,0}') from returns where attention is not null`))
	require.Equal(t, "0", s.value(`select quantity::text from stock_levels where sku = 'VASE' and bucket = 'available'`))
}

// The return of a vase was put on the shelf, and went out again as somebody's
// replacement: sending it back to its customer after all is refused in words.
func TestReview_GoodsWereGivenOutMeanwhile_IsRefusedWithWhatToDo(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	opened := openInput(first, returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "changed_mind"})
	s.play(with("Open", opened), does("Review", first, returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove}),
		does("Confirm", first, returns.Confirm{By: by("c", returns.RoleSupport)}),
		does("Receive", first, returns.Receive{By: by("r", returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 2, Quantity: 1}}}),
		does("Inspect", first, returns.Inspect{By: by("i", returns.RoleWarehouse), Lines: []returns.InspectedLine{{LineNo: 2, Quantity: 1, Disposition: returns.Restock}}}),
		does("RequestRefund", first, by("rr", returns.RoleSystem)),
		does("DecideRefund", first, returns.DecideRefund{By: by("f", returns.RoleFinance), Action: returns.RefundReject, Note: "not ours"}))
	s.exec(`insert into stock_movements (key, sku, bucket, quantity, reason, actor_id, at) values ('out', 'VASE', 'available', -1, 'sold', 'x', now())`)
	before := s.dump()
	reject := activities.Input[returns.Review]{ReturnID: first, Decision: returns.Review{
		By: by("no", returns.RoleReviewer), Decision: returns.DecisionReject, Note: "not ours",
	}}
	_, err := s.run("Review", reject)
	refused(t, err, returns.CodeStock)
	require.ErrorContains(t, err, "1 units of VASE would leave the stock available, which holds 0: others have taken them meanwhile; correct the stock by an adjustment")
	require.Equal(t, before, s.dump())
	s.exec(`insert into stock_movements (key, sku, bucket, quantity, reason, actor_id, at) values ('found', 'VASE', 'available', 1, 'found', 'x', now())`)
	require.Equal(t, returns.SentBack, s.do("Review", reject).Status)
}
