package activities_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

func (s *shop) bucket(sku string, bucket returns.Bucket) string {
	s.t.Helper()
	return s.value(`select coalesce(sum(quantity), 0)::text from stock_levels where sku = $1 and bucket = $2`, sku, bucket)
}

func (s *shop) stray(returnID string) string {
	s.t.Helper()
	return s.value(`select id from return_strays where return_id = $1 and status = 'open' order by event_seq limit 1`, returnID)
}

func late(id string, quantity int) returns.Receive {
	return returns.Receive{By: by(id, returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: quantity}}}
}

func TestSendBack_UnitNotAccepted_LeavesTheStockWhenDelivered(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(until("Inspect", 1)...)
	require.Equal(t, "1", s.bucket("LAMP", returns.BucketSendBack))
	snapshot := s.do("SendBack", activities.Input[returns.SendBack]{ReturnID: first, Decision: returns.SendBack{
		By: by("sb", returns.RoleLogistics), Carrier: "Express",
	}})
	require.Equal(t, returns.ActionReportSendBack, snapshot.Held.Due)
	require.Equal(t, returns.RoleLogistics, snapshot.Held.WaitingFor)
	require.Equal(t, `outbound [{"sku": "LAMP", "quantity": 1}]`, s.value(`select direction || ' ' || contents from shipments order by seq desc limit 1`))
	require.Equal(t, "1 High Street", s.express.booked[len(s.express.booked)-1].To.Address)
	snapshot = s.do("ReportSendBack", activities.Input[returns.CarrierEvent]{ReturnID: first, Decision: returns.CarrierEvent{
		By: by("d", returns.RoleIntegration), Event: returns.Delivered, EventID: "e1",
		TrackingNumber: s.value(`select tracking_number from shipments where direction = 'outbound'`),
	}})
	require.Nil(t, snapshot.Held)
	require.Equal(t, "0", s.bucket("LAMP", returns.BucketSendBack))
	require.Equal(t, "0", s.value(`select count(*)::text from held_goods`))
	require.Contains(t, s.value(`select string_agg(kind, ' ') from notifications where audience = 'customer'`), "send_back_booked send_back_delivered")
}

func TestReceiveLate_CancelledReturn_IsTakenInOnceAndStaysCancelled(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(openStep(second, returns.RequestLine{LineNo: 1, Quantity: 2, Reason: "changed_mind"}),
		does("Cancel", second, returns.Cancel{By: by("x", returns.RoleCustomer)}))
	closed := s.value(`select closed_at::text from returns where id = $1`, second)
	snapshot := s.play(does("ReceiveLate", second, late("l1", 2)))
	require.Equal(t, returns.Cancelled, snapshot.Status)
	require.Equal(t, returns.ActionDecideStray, snapshot.Held.Due)
	require.Equal(t, "2", s.bucket("LAMP", returns.BucketArrived))

	s.play(does("DecideStray", second, returns.DecideStray{By: by("d1", returns.RoleReviewer), StrayID: s.stray(second), Disposition: returns.Restock}))
	require.Equal(t, "0 2", s.bucket("LAMP", returns.BucketArrived)+" "+s.bucket("LAMP", returns.BucketAvailable))
	require.Equal(t, "placed restock", s.value(`select status || ' ' || disposition from return_strays`))
	require.Equal(t, closed, s.value(`select closed_at::text from returns where id = $1`, second), "it does not end twice")
	require.Equal(t, "0", s.value(`select count(*)::text from refund_tasks`))
}

func TestDecideStray_ByAnotherReturn_MustBeOneThatExpectsTheGoods(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(openStep(second, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "changed_mind"}),
		does("Cancel", second, returns.Cancel{By: by("x", returns.RoleCustomer)}), does("ReceiveLate", second, late("l1", 1)))
	decide := func(newReturn string) (returns.Snapshot, error) {
		return s.run("DecideStray", activities.Input[returns.DecideStray]{ReturnID: second, Decision: returns.DecideStray{
			By: by("to "+newReturn, returns.RoleReviewer), StrayID: s.stray(second), NewReturnID: newReturn,
		}})
	}
	_, err := decide(third)
	refused(t, err, returns.CodeInvalid)
	s.play(openStep(third, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "changed_mind"}))
	snapshot, err := decide(third)
	require.NoError(t, err)
	require.Nil(t, snapshot.Held)
	require.Equal(t, "0", s.bucket("LAMP", returns.BucketArrived))
	require.Equal(t, third, s.value(`select new_return_id from return_strays where status = 'new_return'`))
}
