package orders

import (
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
	"backhaul/returns"
)

// cardAndCredit pays the plain order, 54.08, with a card and store credit.
func cardAndCredit(in *Input) {
	in.Payments = []InputPayment{
		{Provider: "psp", Reference: "pay_1", Method: returns.PaidByCard, Captured: Price{Amount: "50.00"}},
		{Method: returns.PaidByStoreCredit, Captured: Price{Amount: "4.08", Currency: "GBP"}},
	}
}

func paidWith(t *testing.T, pool *pgxpool.Pool) string {
	t.Helper()
	var text string
	require.NoError(t, pool.QueryRow(t.Context(), `select string_agg(concat_ws(' ', seq, provider, method, reference, captured), ', ' order by seq)
		from payments where order_number = '536367'`).Scan(&text))
	return text
}

func TestPut_SeveralPayments_AreKeptUntilOthersAreSent(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	put := func(change func(*Input), want Outcome) {
		t.Helper()
		outcome, err := Put(t.Context(), pool, plain(change))
		require.NoError(t, err)
		require.Equal(t, want, outcome)
	}
	put(cardAndCredit, Created)
	both := "1 psp card pay_1 5000, 2 store_credit store_credit  408"
	require.Equal(t, both, paidWith(t, pool))
	put(cardAndCredit, Unchanged)
	put(nil, Unchanged) // as a file without payments says nothing of them
	require.Equal(t, both, paidWith(t, pool))
	_, err := Put(t.Context(), pool, plain(func(in *Input) { in.ShippingPaid = &Price{Amount: "1.00"} }))
	requireProblem(t, err, "payments", "sum_differs")
	require.Equal(t, both, paidWith(t, pool))
	put(func(in *Input) { in.Payment = &Payment{Provider: "psp", Reference: "pay_2"} }, Updated)
	require.Equal(t, "1 psp card pay_2 5408", paidWith(t, pool))
}

func TestPut_PaymentWithRefunds_StaysAsItIs(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	_, err := Put(t.Context(), pool, plain(cardAndCredit))
	require.NoError(t, err)
	refunds(t, pool)
	for name, change := range map[string]func(*Input){
		"removed":          func(in *Input) { in.Payment = &Payment{Provider: "psp", Reference: "pay_1"} },
		"another provider": func(in *Input) { cardAndCredit(in); in.Payments[1].Provider = "manual" },
		"less than was refunded": func(in *Input) {
			cardAndCredit(in)
			in.Payments[0].Captured.Amount, in.Payments[1].Captured.Amount = "53.09", "0.99"
		},
	} {
		_, err := Put(t.Context(), pool, plain(change))
		require.Equal(t, CodeLineInUse, returns.CodeOf(err), "%s: %v", name, err)
	}
	outcome, err := Put(t.Context(), pool, plain(func(in *Input) {
		cardAndCredit(in)
		in.Payments[0].Reference, in.Payments[0].Captured.Amount, in.Payments[1].Captured.Amount = "pay_3", "53.08", "1.00"
	}))
	require.NoError(t, err)
	require.Equal(t, Updated, outcome)
	require.Equal(t, "1 psp card pay_3 5308, 2 store_credit store_credit  100", paidWith(t, pool))
}

// refunds gives the second payment a refund of 1.00.
func refunds(t *testing.T, pool *pgxpool.Pool) {
	t.Helper()
	for _, sql := range []string{
		`set session_replication_role = replica`,
		`insert into refund_parts (task_id, order_number, payment_seq, amount, exchanged, state, attempt, by_hand)
			values ('rfd_x', '536367', 2, 100, 0, 'planned', 1, false)`,
		`update payments set refunded = 100 where seq = 2`,
		`set session_replication_role = default`,
	} {
		_, err := pool.Exec(t.Context(), sql)
		require.NoError(t, err)
	}
}

func TestPut_PaymentsThatCannotBe_NameTheField(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change      func(*Input)
		field, code string
	}{
		"both forms":         {func(in *Input) { in.Payment = &Payment{Provider: "psp", Reference: "x"} }, "payment", "not_here"},
		"an unknown method":  {func(in *Input) { in.Payments[0].Method = "shells" }, "payments[0].method", "unknown_method"},
		"no provider's name": {func(in *Input) { in.Payments[0].Provider = "A B" }, "payments[0].provider", "not_a_name"},
		"credit by card": {func(in *Input) {
			in.Payments[1] = InputPayment{Provider: "store_credit", Method: returns.PaidByCard, Captured: in.Payments[1].Captured}
		}, "payments[1].method", "not_here"},
		"nothing":            {func(in *Input) { in.Payments[1].Captured.Amount = "0.00" }, "payments[1].captured", "out_of_range"},
		"another currency":   {func(in *Input) { in.Payments[1].Captured.Currency = "EUR" }, "payments[1].captured", "wrong_currency"},
		"too many":           {func(in *Input) { in.Payments = make([]InputPayment, 21) }, "payments", "out_of_range"},
		"another sum":        {func(in *Input) { in.Payments[1].Captured.Amount = "4.09" }, "payments", "sum_differs"},
		"a sum beyond money": {func(in *Input) { in.Payments[1].Captured.Amount = "90071992547409.91" }, "payments", "out_of_range"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Put(t.Context(), dbtest.New(t), plain(func(in *Input) { cardAndCredit(in); tt.change(in) }))
			requireProblem(t, err, tt.field, tt.code)
		})
	}
}

// requireProblem holds that the order was refused for the field.
func requireProblem(t *testing.T, err error, field, code string) {
	t.Helper()
	var refusal *returns.Error
	require.ErrorAs(t, err, &refusal)
	var fields []string
	for _, problem := range refusal.Fields {
		fields = append(fields, problem.Field+" "+problem.Code)
	}
	require.Contains(t, fields, field+" "+code, "%v", err)
}
