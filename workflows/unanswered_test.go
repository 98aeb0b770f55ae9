package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/verify"
)

// clean holds that verify finds nothing amiss in the books.
func (j *journey) clean() {
	j.t.Helper()
	report, err := verify.Run(j.t.Context(), j.db, nil)
	require.NoError(j.t, err)
	for _, check := range report.Checks {
		if check.Name != "overdue waits" && check.Name != "waits of held goods" { // by the machine's clock
			require.Zero(j.t, check.Found, "%s: %v", check.Name, check.Findings)
		}
	}
}

// dead is a return whose refund is approved and whose provider does not answer.
func dead(t *testing.T) *journey {
	t.Helper()
	j := newJourney(t)
	j.exec(`update payments set provider = 'bank'`)
	j.toInspection()
	j.after(6*hour+time.Minute, func() { j.bank.goAway(1000) })
	j.update(7*hour, returns.ActionDecideRefund, finance(returns.RefundApprove))
	j.after(8*hour, func() {
		require.Equal(t, "the payment provider does not answer since 2026-03-02T16:00:00Z", j.attention(j.id))
		j.clean()
	})
	return j
}

func override() returns.DecideRefund {
	d := finance(returns.RefundMarkPaid)
	d.Override = true
	return d
}

func TestRefund_ProviderDoesNotAnswer_IsAskedUntilItDoes(t *testing.T) {
	t.Parallel()
	j := dead(t)
	early := j.update(8*hour, returns.ActionDecideRefund, override())
	j.after(30*hour, func() { j.bank.goAway(0) })
	paid := j.seen(35 * hour)
	j.ends(returns.Completed)
	early.refused(t, returns.CodeTransition) // at once: the refund does not hold the return's turn
	require.Equal(t, returns.Refunded, paid.Status)
	require.Len(t, j.bank.paid, 1)
	require.Empty(t, j.attention(j.id))
	j.clean()
}

func TestRefund_ProviderDoesNotAnswerForADay_FinancePaysByHand(t *testing.T) {
	t.Parallel()
	j := dead(t)
	paid := j.update(32*hour, returns.ActionDecideRefund, override())
	j.after(40*hour, func() { j.bank.goAway(0) })
	closed := j.seen(45 * hour)
	j.ends(returns.Completed)
	require.Equal(t, returns.RefundTaskID(j.id, 1), paid.took(t).Unanswered, "the provider is asked all the same")
	require.Empty(t, closed.Unanswered, "it never had the refund")
	require.Empty(t, j.bank.paid, "and does not get it any more")
	require.Equal(t, "settled 2200", j.tasks())
	require.Empty(t, j.attention(j.id))
	j.clean()
}

func TestRefund_ProviderPaidAndFinanceTooWhileItWasSilent_APersonReconciles(t *testing.T) {
	t.Parallel()
	j := dead(t)
	j.update(32*hour, returns.ActionDecideRefund, override())
	j.after(40*hour, func() {
		j.bank.goAway(0)
		j.bank.hadPaid(j.key())
	})
	j.after(45*hour, func() {
		require.Contains(t, j.attention(j.id), "paid twice?")
		j.clean()
	})
	j.ends(returns.Completed)
	require.Equal(t, "settled 2200", j.tasks())
	require.Equal(t, "2200", j.value(`select refunded::text from payments`), "it counts once")
	j.clean()
}
