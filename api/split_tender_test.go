package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// paidByTwo is the order's body with a card payment of 9.00 and store credit.
func paidByTwo() object {
	body := orderBody()
	body["payments"] = []object{
		{"provider": "psp", "reference": "pay_1", "method": "card", "captured": "9.00"},
		{"method": "store_credit", "captured": object{"amount": "80.00", "currency": "GBP"}},
	}
	return body
}

func TestOrder_PaidByTwo_ShowsThePaymentsAndThePartsOfItsRefund(t *testing.T) {
	t.Parallel()
	b := setup(t)
	order := b.as(returns.RoleIntegration).put("/v1/orders/A-1", paidByTwo()).ok()
	require.Len(t, order["payments"], 2)
	require.Equal(t, order, b.as(returns.RoleIntegration).put("/v1/orders/A-1", paidByTwo()).ok(), "a repeat changes nothing")
	b.as(returns.RoleIntegration).put("/v1/orders/A-1", func() object {
		body := paidByTwo()
		body["payments"].([]object)[0]["captured"] = "9.01"
		return body
	}()).refused(422, "invalid")

	id := b.open("A-1", 1, now)
	b.toFinance(id, now)

	parts := b.as(returns.RoleFinance).get("/v1/returns/" + id).ok()["refund"].(object)["parts"].([]any)
	require.Len(t, parts, 2)
	card, credit := parts[0].(object), parts[1].(object)
	require.Equal(t, object{"amount": "9.00", "currency": "GBP"}, card["amount"])
	require.Equal(t, "pay_1 psp card planned", card["payment_reference"].(string)+" "+card["provider"].(string)+" "+card["method"].(string)+" "+card["state"].(string))
	require.Equal(t, object{"amount": "1.00", "currency": "GBP"}, credit["to_pay"])
	require.Equal(t, "store_credit", credit["provider"])
	task := b.as(returns.RoleFinance).get("/v1/refund-tasks?return=" + id).ok()["items"].([]any)[0].(object)
	require.Equal(t, parts, task["parts"])
	refunded := b.as(returns.RoleFinance).get("/v1/orders/A-1").ok()["payments"].([]any)[0].(object)["refunded"]
	require.Equal(t, object{"amount": "9.00", "currency": "GBP"}, refunded)
}
