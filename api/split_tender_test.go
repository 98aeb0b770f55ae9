package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
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
	steps := b.steps(now)
	b.review(id, returns.Review{Decision: returns.DecisionApprove})
	_, err := steps.Confirm(t.Context(), activities.Input[returns.Confirm]{ReturnID: id, Decision: returns.Confirm{By: by(returns.RoleSupport)}})
	require.NoError(t, err)
	_, err = steps.Receive(t.Context(), activities.Input[returns.Receive]{ReturnID: id, Decision: returns.Receive{
		By: by(returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}},
	}})
	require.NoError(t, err)
	_, err = steps.Inspect(t.Context(), activities.Input[returns.Inspect]{ReturnID: id, Decision: returns.Inspect{
		By: by(returns.RoleWarehouse), Lines: []returns.InspectedLine{{LineNo: 1, Quantity: 1, Disposition: returns.Restock}},
	}})
	require.NoError(t, err)
	_, err = steps.RequestRefund(t.Context(), activities.Input[returns.By]{ReturnID: id, Decision: by(returns.RoleSystem)})
	require.NoError(t, err)

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
