package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

func TestReturn_ToAnExchange_ShowsTheReplacementAndWhoOwesWhat(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := returns.NewID("ret")
	_, err := b.steps(time.Now()).Open(t.Context(), activities.OpenInput{
		ReturnID: id, By: by(returns.RoleSupport), Request: returns.Request{
			OrderNumber: "A-1", Method: returns.MethodPickup, RefundTo: returns.RefundToExchange,
			Lines: []returns.RequestLine{{LineNo: 1, Quantity: 1, Reason: "changed_mind", Condition: "unopened", Fields: map[string]any{"size": "M"}}},
			Exchange: &returns.ExchangeRequest{Lines: []returns.ExchangeLine{
				{SKU: "BOWL", Quantity: 2, UnitPrice: returns.Money{Minor: 50_000, Currency: "GBP"}},
			}},
		},
	})
	require.NoError(t, err)
	view := b.as(returns.RoleSupport).get("/v1/returns/" + id).ok()
	exchange, ok := view["exchange"].(object)
	require.True(t, ok, "%v", view["exchange"])
	require.Equal(t, "planned", exchange["status"])
	require.Equal(t, object{"amount": "1000.00", "currency": "GBP"}, exchange["value"])
	require.Equal(t, object{"amount": "0.00", "currency": "GBP"}, exchange["shop_owes"])
	require.NotEqual(t, object{"amount": "0.00", "currency": "GBP"}, exchange["customer_owes"])
	require.Len(t, exchange["lines"], 1)
}

func TestOpen_ExchangeThatCannotBe_NamesTheInput(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	for field, line := range map[string]object{
		"exchange.lines[0].unit_price.amount": {"sku": "BOWL", "quantity": 1, "unit_price": object{"amount": "1.001", "currency": "GBP"}},
		"exchange.lines[0].quantity":          {"sku": "BOWL", "quantity": 0, "unit_price": object{"amount": "1.00", "currency": "GBP"}},
	} {
		b.as(returns.RoleSupport).post("/v1/returns", object{
			"order_number": "A-1", "method": "pickup", "refund_to": "exchange", "exchange": object{"lines": []object{line}},
			"lines": []object{{"line_no": 1, "quantity": 1, "reason": "late", "condition": "opened"}},
		}).refused(http.StatusUnprocessableEntity, "invalid", field)
	}
}
