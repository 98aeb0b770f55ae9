package api_test

import (
	"fmt"
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

// toFinance takes a return to where finance decides, by the steps a worker would take.
func (b *bundle) toFinance(id string, at time.Time) {
	b.t.Helper()
	steps := b.steps(at)
	b.review(id, returns.Review{Decision: returns.DecisionApprove})
	for _, step := range []func() (returns.Snapshot, error){
		func() (returns.Snapshot, error) {
			return steps.Confirm(b.t.Context(), activities.Input[returns.Confirm]{ReturnID: id, Decision: returns.Confirm{By: by(returns.RoleSupport)}})
		},
		func() (returns.Snapshot, error) {
			return steps.Receive(b.t.Context(), activities.Input[returns.Receive]{ReturnID: id, Decision: returns.Receive{
				By: by(returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}},
			}})
		},
		func() (returns.Snapshot, error) {
			return steps.Inspect(b.t.Context(), activities.Input[returns.Inspect]{ReturnID: id, Decision: returns.Inspect{
				By: by(returns.RoleWarehouse), Lines: []returns.InspectedLine{{LineNo: 1, Quantity: 1, Disposition: returns.Restock}},
			}})
		},
		func() (returns.Snapshot, error) {
			return steps.RequestRefund(b.t.Context(), activities.Input[returns.By]{ReturnID: id, Decision: by(returns.RoleSystem)})
		},
	} {
		_, err := step()
		require.NoError(b.t, err)
	}
}

// What the customer gives back pays for the replacement, so that whatever finance
// takes from its worth the customer owes.
func TestReturn_FinanceSetsAnotherAmountForAnExchange_TheDifferenceFollows(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := returns.NewID("ret")
	_, err := b.steps(now).Open(t.Context(), activities.OpenInput{
		ReturnID: id, By: by(returns.RoleSupport), Request: returns.Request{
			OrderNumber: "A-1", Method: returns.MethodInStore, RefundTo: returns.RefundToExchange,
			Lines:    []returns.RequestLine{{LineNo: 1, Quantity: 1, Reason: "late", Condition: "unopened"}},
			Exchange: &returns.ExchangeRequest{Lines: []returns.ExchangeLine{{SKU: "BOWL", Quantity: 1, UnitPrice: returns.Money{Minor: 800, Currency: "GBP"}}}},
		},
	})
	require.NoError(t, err)
	b.toFinance(id, now)
	money := func(amount string) object { return object{"amount": amount, "currency": "GBP"} }
	holds := func(total, shopOwes, customerOwes string, attention any) {
		t.Helper()
		view := b.as(returns.RoleFinance).get("/v1/returns/" + id).ok()
		exchange := view["exchange"].(object)
		require.Equal(t, money("8.00"), exchange["value"])
		require.Equal(t, money(shopOwes), exchange["shop_owes"])
		require.Equal(t, money(customerOwes), exchange["customer_owes"])
		require.Equal(t, money(total), view["refund"].(object)["total"])
		require.Equal(t, attention, view["attention"])
		task := b.as(returns.RoleFinance).get("/v1/refund-tasks?return=" + id).ok()["items"].([]any)[0].(object)
		require.Equal(t, money(total), task["amount"])
		require.Equal(t, money(shopOwes), task["to_pay"])
		require.Equal(t, money(customerOwes), task["to_collect"])
		require.Equal(t, money(total), task["parts"].([]any)[0].(object)["amount"], "all of it is held on the payment")
		require.Equal(t, money(shopOwes), task["parts"].([]any)[0].(object)["to_pay"])
		refunded := b.as(returns.RoleFinance).get("/v1/orders/A-1").ok()["payments"].([]any)[0].(object)["refunded"]
		require.Equal(t, money(total), refunded)
	}
	holds("10.00", "2.00", "0.00", nil)
	sets := func(minor int64) {
		t.Helper()
		_, err := b.steps(now).DecideRefund(t.Context(), activities.Input[returns.DecideRefund]{ReturnID: id, Decision: returns.DecideRefund{
			By: by(returns.RoleFinance), Action: returns.RefundApprove, Amount: &returns.Money{Minor: minor, Currency: "GBP"}, Note: "scratched",
		}})
		require.NoError(t, err)
	}
	owes := "the customer owes %s GBP for the replacement; collect it and record the payment with mark_paid"
	sets(500)
	holds("5.00", "0.00", "3.00", fmt.Sprintf(owes, "3.00"))
	sets(100)
	holds("1.00", "0.00", "7.00", fmt.Sprintf(owes, "7.00"))
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
