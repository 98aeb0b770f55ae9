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

func TestReturn_OfASaleNoSystemKnew_TheReceiptIsPutFirst(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.as(returns.RoleSupport).post("/v1/returns/preview", asked("till-77", 1)).refused(404, "not_found", "order_number")
	b.as(returns.RoleIntegration).put("/v1/orders/till-77", object{
		"customer": object{"id": "walk-in"}, "currency": "GBP", "ordered_at": now.AddDate(0, 0, -3), "delivered_at": now.AddDate(0, 0, -3),
		"lines": []object{{"line_no": 1, "sku": "MUG", "quantity": 2, "unit_price": "10.00"}},
	}).ok()
	seen := b.as(returns.RoleSupport).post("/v1/returns/preview", asked("till-77", 1)).ok()
	require.Equal(t, "10.00", seen["refund"].(object)["estimate"].(object)["amount"])
}

func TestOrder_WithADiscountThatAskedForAMinimum_ThePreviewTakesItBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	integration, admin := b.as(returns.RoleIntegration), b.as(returns.RoleAdmin)
	sold := object{
		"customer": object{"id": "13047"}, "currency": "GBP", "ordered_at": now.AddDate(0, 0, -3), "delivered_at": now.AddDate(0, 0, -3),
		"discount": "4.00", "discount_minimum": "40.00",
		"lines": []object{{"line_no": 1, "sku": "MUG", "quantity": 4, "unit_price": "10.00"}},
	}
	order := integration.put("/v1/orders/C-1", sold).ok()
	require.Equal(t, object{"amount": "40.00", "currency": "GBP"}, order["discount_minimum"])
	integration.put("/v1/orders/C-2", object{
		"customer": object{"id": "13047"}, "currency": "GBP", "ordered_at": now, "discount": "4.00", "discount_minimum": "40.01",
		"lines": sold["lines"],
	}).refused(422, "invalid", "discount_minimum")

	ask := asked("C-1", 1)
	ask["lines"].([]object)[0]["reason"] = "changed_mind"
	kept := b.as(returns.RoleSupport).post("/v1/returns/preview", ask).ok()["refund"].(object)
	require.Equal(t, "9.00", kept["estimate"].(object)["amount"], "the policy that comes along takes nothing back")
	_, err := b.db.Exec(t.Context(), `set session_replication_role = replica; update policies set terms = terms || '{"take_discount_back": true}'`)
	require.NoError(t, err)
	taken := b.as(returns.RoleSupport).post("/v1/returns/preview", ask).ok()["refund"].(object)
	require.Equal(t, "6.00", taken["estimate"].(object)["amount"])
	require.Equal(t, "3.00", taken["fees"].(object)["discount_taken_back"].(object)["amount"])
	require.Empty(t, items(admin.get("/v1/returns?order=C-1").ok()))
}
