package payments_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/payments"
	"backhaul/integrations/payments/paymentstest"
	"backhaul/returns"
)

func TestManual_KeepsTheContract(t *testing.T) {
	t.Parallel()
	paymentstest.Run(t, func(*testing.T) paymentstest.Subject {
		return paymentstest.Subject{Provider: payments.Manual{}, Payment: "bank transfer"}
	})
}

func TestManual_Refund_IsLeftToFinance(t *testing.T) {
	t.Parallel()
	outcome, err := payments.Manual{}.Refund(t.Context(), payments.Refund{
		Key: "refund:ret_1:1", Payment: "bank transfer", Amount: returns.Money{Minor: 849, Currency: "USD"}, ReturnID: "ret_1",
	})
	require.NoError(t, err)
	require.Equal(t, payments.Outcome{State: payments.ByHand}, outcome)
}
