package api_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// credited is a bundle whose customer 13047 has 20.00 GBP of store credit.
func credited(t *testing.T) *bundle {
	t.Helper()
	b, _, id := setupPayments(t)
	_, err := b.db.Exec(t.Context(), `insert into store_credit_movements (key, customer_id, currency, amount, reason, reference, task_id, actor_id, at)
		values ('refund:1', '13047', 'GBP', 2000, 'refund', 'RMA', $1, 'backhaul', $2)`, returns.RefundTaskID(id, 1), now)
	require.NoError(t, err)
	return b
}

func spending(amount string) object {
	return object{"amount": object{"amount": amount, "currency": "GBP"}, "reference": "536999"}
}

const credit = "/v1/store-credits/13047"

func TestStoreCredit_Spent_IsTakenOffOnceHoweverOftenItIsSent(t *testing.T) {
	t.Parallel()
	b := credited(t)
	shop := b.as(returns.RoleIntegration).with("Idempotency-Key", "order 536999")
	for range 2 {
		spent := shop.post(credit+"/spend", spending("12.50")).ok()
		require.Equal(t, object{"amount": "7.50", "currency": "GBP"}, spent["balance"])
	}
	// The answer that was kept for repeats is gone, and the key still holds.
	_, err := b.db.Exec(t.Context(), "delete from idempotency_keys")
	require.NoError(t, err)
	require.Equal(t, object{"amount": "7.50", "currency": "GBP"}, shop.post(credit+"/spend", spending("12.50")).ok()["balance"])
	seen := b.as(returns.RoleCustomer).get(credit).ok()
	require.Equal(t, []any{object{"amount": "7.50", "currency": "GBP"}}, seen["balances"])
	require.Len(t, seen["movements"], 2)
}

func TestStoreCredit_MoreThanTheBalance_IsRefusedAndTakesNothing(t *testing.T) {
	t.Parallel()
	b := credited(t)
	problem := b.as(returns.RoleSupport).post(credit+"/spend", spending("20.01")).refused(409, "credit_insufficient", "amount")
	require.Equal(t, "the customer 13047 has 20.00 GBP of store credit; 20.01 GBP cannot be spent", problem["detail"])
	b.as(returns.RoleSupport).post("/v1/store-credits/999/spend", spending("0.01")).refused(409, "credit_insufficient", "amount")
	b.as(returns.RoleSupport).post(credit+"/spend", spending("0.00")).refused(422, "invalid", "amount")
	b.as(returns.RoleCustomer).post(credit+"/spend", spending("1.00")).refused(403, "forbidden")
	require.Equal(t, []any{object{"amount": "20.00", "currency": "GBP"}}, b.as(returns.RoleFinance).get(credit).ok()["balances"])
}

func TestStoreCredit_TwoSpendTheLastAtOnce_OneIsRefused(t *testing.T) {
	t.Parallel()
	b := credited(t)
	var both sync.WaitGroup
	statuses := make([]int, 2)
	for i := range statuses {
		both.Go(func() { statuses[i] = b.as(returns.RoleIntegration).post(credit+"/spend", spending("15.00")).status })
	}
	both.Wait()
	require.ElementsMatch(t, []int{201, 409}, statuses)
}

func TestStoreCredit_OfAnotherCustomer_IsNotThere(t *testing.T) {
	t.Parallel()
	b := credited(t)
	b.as(returns.RoleCustomer).get("/v1/store-credits/999").refused(404, "not_found")
	require.Empty(t, b.as(returns.RoleSupport).get("/v1/store-credits/999").ok()["balances"])
}
