package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func asked(order string, quantity int) object {
	return object{
		"order_number": order, "method": "pickup",
		"lines": []object{{"line_no": 1, "quantity": quantity, "reason": "changed_mind", "condition": "unopened"}},
	}
}

func TestPreview_SaysWhatOpeningWouldSay_AndChangesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	support := b.as(returns.RoleSupport)
	before := support.get("/v1/orders/A-1").ok()

	seen := support.post("/v1/returns/preview", asked("A-1", 1)).ok()

	require.Equal(t, before, support.get("/v1/orders/A-1").ok(), "nothing is reserved")
	require.Empty(t, items(support.get("/v1/returns?order=A-1").ok()))
	opened := support.get("/v1/returns/" + b.open("A-1", 1, now)).ok()
	require.Equal(t, opened["verdict"], seen["verdict"])
	require.Equal(t, opened["status"], seen["status"])
	require.Equal(t, opened["refund"].(object)["estimate"], seen["refund"].(object)["estimate"])
}

func TestPreview_OfWhatCannotBeAsked_IsRefusedInTheSameWay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	support := b.as(returns.RoleSupport)
	support.post("/v1/returns/preview", asked("A-1", 6)).refused(409, "quantity_exceeded", "lines[0].quantity")
	support.post("/v1/returns/preview", asked("none", 1)).refused(404, "not_found", "order_number")
	b.user("usr-other", returns.RoleCustomer, "99999")
	b.withToken("token-usr-other").post("/v1/returns/preview", asked("A-1", 1)).refused(404, "not_found", "order_number")
	b.as(returns.RoleWarehouse).post("/v1/returns/preview", asked("A-1", 1)).refused(403, "forbidden")
}

func TestMessages_OfAReturn_AreThoseToItsCustomer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 1, now)
	sent := items(b.as(returns.RoleSupport).get("/v1/returns/" + id + "/messages").ok())
	require.NotEmpty(t, sent)
	require.Equal(t, "ana@example.org", sent[0]["recipient"])
	require.Nil(t, sent[0]["outcome"], "nobody has sent it yet")
	b.as(returns.RoleCustomer).get("/v1/returns/"+id+"/messages").refused(403, "forbidden")
}
