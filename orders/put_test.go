package orders

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/db"
	"backhaul/db/dbtest"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// read returns what is stored of the plain order.
func read(t *testing.T, pool *pgxpool.Pool) (sqlc.Order, []sqlc.OrderLine, int64) {
	t.Helper()
	order, err := db.Queries.OrderGet(t.Context(), pool, "536367")
	require.NoError(t, err)
	lines, err := db.Queries.OrderLinesGet(t.Context(), pool, "536367")
	require.NoError(t, err)
	var captured int64
	require.NoError(t, pool.QueryRow(t.Context(), "select captured from payments where order_number = '536367'").Scan(&captured))
	return order, lines, captured
}

// hold reserves units of line 1, as an open return does.
func hold(t *testing.T, pool *pgxpool.Pool, reserved, returned int, refundedGoods int64) {
	t.Helper()
	require.NoError(t, db.Queries.OrderLineHold(t.Context(), pool, sqlc.OrderLineHoldParams{
		OrderNumber: "536367", LineNo: 1, Reserved: reserved, Returned: returned, RefundedGoods: refundedGoods,
	}))
}

func TestPut_TheSameOrderAgain_ChangesNothing(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	outcome, err := Put(t.Context(), pool, plain(nil))
	require.NoError(t, err)
	require.Equal(t, Created, outcome)
	first, _, captured := read(t, pool)
	require.Equal(t, int64(5408), captured)

	outcome, err = Put(t.Context(), pool, plain(nil))
	require.NoError(t, err)
	require.Equal(t, Unchanged, outcome)
	second, _, _ := read(t, pool)
	require.Equal(t, first, second)
}

func TestPut_AnotherVersion_ReplacesLinesAndPayment(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	_, err := Put(t.Context(), pool, plain(func(in *Input) {
		in.Lines = append(in.Lines, InputLine{LineNo: 2, SKU: "22745", Quantity: 6, UnitPrice: Price{Amount: "2.1"}})
	}))
	require.NoError(t, err)

	outcome, err := Put(t.Context(), pool, plain(func(in *Input) {
		in.Customer.Email = "ana@example.org"
		in.Lines[0].Quantity = 10
	}))
	require.NoError(t, err)
	require.Equal(t, Updated, outcome)
	order, lines, captured := read(t, pool)
	require.Equal(t, "ana@example.org", order.CustomerEmail)
	require.Len(t, lines, 1)
	require.Equal(t, int64(1690), captured)
}

func TestPut_LineWithReturns_KeepsWhatTheReturnRestsOn(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change      func(*Input)
		code        returns.Code
		field, says string
	}{
		"fewer units than are held": {
			func(in *Input) { in.Lines[0].Quantity = 4 }, returns.CodeQuantity, "lines[0].quantity",
			"line 1 of order 536367: 5 units are being returned or came back, so it cannot shrink to 4",
		},
		"fewer shipped than are held": {
			func(in *Input) { in.Lines[0].Shipped = new(4) }, CodeLineInUse, "lines[0].shipped_quantity",
			"line 1 of order 536367: 5 units are being returned or came back, so not just 4 can have been shipped",
		},
		"line removed": {
			func(in *Input) { in.Lines[0].LineNo = 2 }, CodeLineInUse, "lines", "line 1 of order 536367 has returns and cannot be removed",
		},
		"another SKU": {
			func(in *Input) { in.Lines[0].SKU = "X" }, CodeLineInUse, "lines[0].sku", "line 1 of order 536367 has returns: its SKU 84879 cannot become X",
		},
		"another price": {
			func(in *Input) { in.Lines[0].UnitPrice.Amount = "1.70" }, CodeLineInUse, "lines[0].unit_price",
			"line 1 of order 536367 has returns: what was paid for it cannot change any more",
		},
		"a discount afterwards": {
			func(in *Input) { in.Lines[0].Discount = price("1") }, CodeLineInUse, "lines[0].unit_price",
			"line 1 of order 536367 has returns: what was paid for it cannot change any more",
		},
		"another currency": {
			func(in *Input) { in.Currency = "EUR" }, CodeLineInUse, "currency", "order 536367 has returns: its currency GBP cannot become EUR",
		},
		"another customer": {
			func(in *Input) { in.Customer.ID = "1" }, CodeLineInUse, "customer.id", "order 536367 has returns: its customer 13047 cannot become 1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pool := dbtest.New(t)
			_, err := Put(t.Context(), pool, plain(nil))
			require.NoError(t, err)
			hold(t, pool, 3, 2, 845)
			before, linesBefore, _ := read(t, pool)

			_, err = Put(t.Context(), pool, plain(tt.change))
			refusal, ok := errors.AsType[*returns.Error](err)
			require.True(t, ok, "refused, but with %v", err)
			require.Equal(t, tt.code, refusal.Code)
			require.Equal(t, tt.field, refusal.Fields[0].Field)
			require.Equal(t, tt.says, refusal.Error())
			after, linesAfter, _ := read(t, pool)
			require.Equal(t, before, after)
			require.Equal(t, linesBefore, linesAfter)
		})
	}
}

func TestPut_DiscountWithReturns_KeepsItsMinimum(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	discounted := func(minimum string) Input {
		return plain(func(in *Input) { in.Discount, in.DiscountMinimum = price("4.08"), price(minimum) })
	}
	_, err := Put(t.Context(), pool, discounted("50"))
	require.NoError(t, err)
	hold(t, pool, 3, 2, 845)
	outcome, err := Put(t.Context(), pool, discounted("50.00"))
	require.NoError(t, err)
	require.Equal(t, Unchanged, outcome)
	_, err = Put(t.Context(), pool, discounted("49.99"))
	require.ErrorContains(t, err, "order 536367 has returns: the minimum of its discount cannot change any more")
	require.Equal(t, CodeLineInUse, returns.CodeOf(err))
}

func TestPut_LineWithReturns_MayGrowAndShrinkDownToWhatIsHeld(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	_, err := Put(t.Context(), pool, plain(nil))
	require.NoError(t, err)
	hold(t, pool, 3, 2, 0)
	for _, quantity := range []int{40, 5} {
		outcome, err := Put(t.Context(), pool, plain(func(in *Input) { in.Lines[0].Quantity = quantity }))
		require.NoError(t, err)
		require.Equal(t, Updated, outcome)
	}
}

func TestPut_ManyAtOnce_LeaveOneOrder(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	var wait sync.WaitGroup
	outcomes := make(chan Outcome, 8)
	for range cap(outcomes) {
		wait.Go(func() {
			outcome, err := Put(t.Context(), pool, plain(nil))
			if err == nil {
				outcomes <- outcome
			}
		})
	}
	wait.Wait()
	close(outcomes)
	created := 0
	for outcome := range outcomes {
		if outcome == Created {
			created++
		}
	}
	require.Equal(t, 1, created)
	_, lines, captured := read(t, pool)
	require.Len(t, lines, 1)
	require.Equal(t, int64(5408), captured)
}

func TestPut_WithoutADate_IsRefused(t *testing.T) {
	t.Parallel()
	_, err := Put(t.Context(), nil, plain(func(in *Input) { in.OrderedAt = time.Time{} }))
	require.Equal(t, returns.CodeInvalid, returns.CodeOf(err))
}

func TestPut_ShippedUnits_AreKeptUntilTheShopSaysOtherwise(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	for _, tt := range []struct {
		shipped *int
		outcome Outcome
	}{{new(7), Created}, {new(7), Unchanged}, {new(0), Updated}, {nil, Updated}, {nil, Unchanged}} {
		outcome, err := Put(t.Context(), pool, plain(func(in *Input) { in.Lines[0].Shipped = tt.shipped }))
		require.NoError(t, err)
		require.Equal(t, tt.outcome, outcome)
		_, lines, _ := read(t, pool)
		require.Equal(t, tt.shipped, lines[0].ShippedQuantity)
	}
	for _, shipped := range []int{-1, 33} {
		_, err := Put(t.Context(), pool, plain(func(in *Input) { in.Lines[0].Shipped = &shipped }))
		refusal, ok := errors.AsType[*returns.Error](err)
		require.True(t, ok, "%d is refused", shipped)
		require.Equal(t, "lines[0].shipped_quantity", refusal.Fields[0].Field)
	}
}
