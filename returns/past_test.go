package returns_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"backhaul/returns"
)

var (
	pastOpened = time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	pastClosed = time.Date(2026, 2, 9, 0, 0, 0, 0, time.UTC)
	pastNow    = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
)

// soldBefore is an order of 3 lamps for 30.00 with 6.00 tax and 4.00 shipping.
func soldBefore() *returns.Order {
	return &returns.Order{
		Number: "1001", CustomerID: "carl", Currency: "GBP", OrderedAt: pastOpened.AddDate(0, -1, 0), ShippingPaid: 400,
		Lines:    []returns.OrderLine{{LineNo: 1, SKU: "LAMP", Quantity: 3, Goods: 3000, Tax: 600}},
		Payments: []returns.Payment{{Seq: 1, Captured: 3000}, {Seq: 2, Captured: 1000}},
	}
}

func pastRow(number string, status returns.Status, quantity int, disposition returns.Disposition, goods, tax, shipping string) returns.PastRow {
	return returns.PastRow{
		Number: number, OrderNumber: "1001", LineNo: 1, Quantity: quantity, Reason: "late", Status: status,
		OpenedAt: &pastOpened, ClosedAt: &pastClosed, Disposition: disposition, Goods: goods, Tax: tax, RefundedShipping: shipping,
	}
}

func takePast(order *returns.Order, row returns.PastRow) (*returns.Return, *returns.Change, error) {
	reasons := []returns.Reason{{Code: "late", ByCustomer: true}}
	past, err := returns.ReadPast("oldshop", []returns.PastRow{row}, order, reasons, pastNow)
	if err != nil {
		return nil, nil, err
	}
	return returns.ImportPast(returns.Import{
		ID: returns.PastReturnID("oldshop", row.Number), Past: past, Order: order, Reasons: reasons,
		By: returns.By{ID: "import", Actor: returns.Actor{ID: "ada", Role: returns.RoleAdmin}}, Now: pastNow,
	})
}

func TestImportPast_EachEnd_StandsAsItEnded(t *testing.T) {
	t.Parallel()
	for _, status := range returns.Statuses() {
		ret, change, err := takePast(soldBefore(), pastRow("R", status, 2, "", "", "", ""))
		switch {
		case !status.Ended():
			require.ErrorContains(t, err, "has not ended", status)
		case status == returns.Completed:
			require.ErrorContains(t, err, "is not a disposition", status)
		default:
			require.NoError(t, err, status)
			require.Equal(t, status, ret.Status())
			require.Empty(t, change.Holds, "nothing of it counts")
			require.Nil(t, ret.Task)
			require.Equal(t, []any{returns.ActionImport, returns.Status(""), status}, []any{change.Action, change.From, change.To})
		}
		if err == nil {
			require.Equal(t, pastClosed, *ret.ClosedAt)
			require.Zero(t, ret.Wait, "nothing is waited for")
			require.Empty(t, change.Notices, "nobody is written to")
			require.Empty(t, change.Movements, "no goods move")
		}
	}
}

func TestImportPast_Completed_BooksUnitsAndMoneyOfTheOrder(t *testing.T) {
	t.Parallel()
	for disposition, units := range map[returns.Disposition]returns.Units{
		returns.Restock:        {Arrived: 2, Available: 2},
		returns.Scrap:          {Arrived: 2, Scrap: 2},
		returns.ReturnToVendor: {Arrived: 2, Vendor: 2},
		returns.PastLost:       {Lost: 2},
		returns.PastKept:       {},
	} {
		order := soldBefore()
		ret, change, err := takePast(order, pastRow("R", returns.Completed, 2, disposition, "26.00", "4.00", "4.00"))
		require.NoError(t, err)
		order.Hold(change)
		line := order.Lines[0]
		require.Equal(t, units, ret.Lines[0].Units)
		require.Equal(t, []int64{2, 2, 2600, 400}, []int64{int64(line.Returned), int64(line.RefundedUnits), line.RefundedGoods, line.RefundedTax})
		require.Equal(t, []int64{400, 3000, 400}, []int64{order.ShippingRefunded, order.Payments[0].Refunded, order.Payments[1].Refunded})
		require.Equal(t, returns.TaskSettled, ret.Task.State)
		require.Equal(t, disposition == returns.PastKept, ret.Method == returns.MethodKeepItem)
	}
}

// Whatever a former system tells, and in whatever order: no unit comes back twice,
// no money is refunded twice, and what was refused has changed nothing.
func TestImportPast_AnyHistory_NeverTakesMoreThanTheOrderHas(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		order := soldBefore()
		order.Lines[0].Reserved = rapid.IntRange(0, 3).Draw(t, "reserved")
		units, goods, tax, shipping := 0, int64(0), int64(0), int64(0)
		for i := range rapid.IntRange(1, 6).Draw(t, "returns") {
			amount := func(name string, most int) (string, int64) {
				minor := rapid.Int64Range(0, int64(most)).Draw(t, name)
				return returns.Money{Minor: minor, Currency: "GBP"}.Decimal(), minor
			}
			quantity := rapid.IntRange(1, 4).Draw(t, "quantity")
			g, goodsMinor := amount("goods", 3100)
			x, taxMinor := amount("tax", 700)
			s, shippingMinor := amount("shipping", 500)
			_, change, err := takePast(order, pastRow(fmt.Sprint("R-", i), returns.Completed, quantity, returns.Restock, g, x, s))
			if err != nil {
				continue
			}
			order.Hold(change)
			units, goods, tax, shipping = units+quantity, goods+goodsMinor, tax+taxMinor, shipping+shippingMinor
		}
		line := order.Lines[0]
		require.Equal(t, []int64{int64(units), goods, tax, shipping},
			[]int64{int64(line.Returned), line.RefundedGoods, line.RefundedTax, order.ShippingRefunded})
		require.LessOrEqual(t, line.Reserved+line.Returned, line.Quantity)
		require.LessOrEqual(t, line.RefundedGoods, line.Goods)
		require.LessOrEqual(t, line.RefundedTax, line.Tax)
		require.LessOrEqual(t, order.ShippingRefunded, order.ShippingPaid)
		require.Equal(t, goods+tax+shipping, order.Payments[0].Refunded+order.Payments[1].Refunded)
		for _, payment := range order.Payments {
			require.LessOrEqual(t, payment.Refunded, payment.Captured)
		}
	})
}
