package workflows_test

import (
	"github.com/stretchr/testify/require"

	"backhaul/integrations/payments"
	"backhaul/returns"
	"backhaul/workflows"
)

// moneyLives are the ways a refund can go that is not one payment to a bank.
func moneyLives() map[string]func(*stack) {
	return map[string]func(*stack){
		"to-store-credit": func(s *stack) {
			s.keepsFor(returns.RefundToStoreCredit, nil)
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			s.acknowledged()
			require.Equal(s.t, "1", s.value(`select count(*)::text from store_credit_movements`))
		},
		"paid-and-watched": func(s *stack) { // its watch begins, and ends with the return
			s.exec(`update payments set provider = 'bank'`)
			s.keepsFor(returns.RefundToOriginal, nil)
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			s.acknowledged()
		},
		"to-an-exchange": func(s *stack) {
			s.exec(`update payments set provider = 'bank'`)
			s.keepsFor(returns.RefundToExchange, &returns.ExchangeRequest{Lines: []returns.ExchangeLine{
				{SKU: "SPARE", Quantity: 1, UnitPrice: returns.Money{Minor: 100, Currency: "GBP"}},
			}})
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			s.knows(returns.Refunded)
			requireRefusal(s.t, s.try(returns.ActionAcknowledge, "early", returns.Acknowledge{By: by("", returns.RoleCustomer)}), returns.CodeTransition)
			s.exec(`insert into stock_movements (key, sku, bucket, quantity, reason, actor_id, at) values ('in', 'SPARE', 'available', 1, 'bought', 'x', now())`)
			s.decide(returns.ActionDecideRefund, finance(returns.RefundRetry))
			s.acknowledged()
			require.Equal(s.t, "released", s.value(`select status from exchanges`))
		},
		"split-and-one-part-retried": func(s *stack) {
			s.exec(`insert into payments (order_number, seq, provider, captured) select order_number, 2, 'bank', captured - 100 from payments`)
			s.exec(`update payments set provider = 'bank', captured = 100 where seq = 1`)
			s.bank.says = []payments.Outcome{{State: payments.Settled, Reference: "bank 1"}, {State: payments.Failed, Reason: "the account is closed"}}
			s.keepsFor(returns.RefundToOriginal, nil)
			s.decide(returns.ActionDecideRefund, finance(returns.RefundApprove))
			s.eventually(func() bool { return s.value(`select state from refund_tasks`) == string(returns.TaskManualPayout) }, "no part fails")
			s.eventually(func() bool { // as soon as the workflow knows it too
				return s.try(returns.ActionDecideRefund, "retry", finance(returns.RefundRetry)) == nil
			}, "the part cannot be retried")
			s.acknowledged()
			require.Equal(s.t, "settled 1, settled 2", s.value(`select string_agg(state || ' ' || attempt, ', ' order by payment_seq) from refund_parts`))
		},
	}
}

// keepsFor lets the customer keep the goods; what is refunded goes to another
// place than usual, and waits for finance.
func (s *stack) keepsFor(to returns.RefundTo, exchange *returns.ExchangeRequest) {
	s.t.Helper()
	require.NoError(s.t, s.open(func(in *workflows.Input) {
		in.Request.Method, in.Request.RefundTo, in.Request.Exchange = returns.MethodKeepItem, to, exchange
	}))
	s.decide(returns.ActionReview, approve())
	s.decide(returns.ActionConfirm, confirm())
}

func (s *stack) acknowledged() {
	s.t.Helper()
	s.knows(returns.Refunded)
	s.decide(returns.ActionAcknowledge, returns.Acknowledge{By: by("", returns.RoleCustomer)})
	require.NoError(s.t, s.ends(returns.Completed))
}
