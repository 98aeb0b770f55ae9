package returns_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestOpen_ReservesItsUnitsAndWaitsForAReviewer(t *testing.T) {
	t.Parallel()
	s := opens(t)
	require.Equal(t, returns.Requested, s.r().Status())
	require.Equal(t, []returns.Hold{{LineNo: 1, Reserved: 2}}, s.last.Holds)
	require.Empty(t, s.last.Movements)
	require.Equal(t, []string{"customer:requested"}, s.told())
	require.Equal(t, returns.RoleReviewer, s.r().Wait.For)
	require.Equal(t, noon.Add(24*time.Hour), *s.r().Wait.Deadline)
	require.Equal(t, returns.ActionRemind, s.r().Wait.Then)
	require.Nil(t, s.r().Approval)
	require.Equal(t, int64(2400), s.r().Estimate.Total)
	require.Equal(t, "MUG", s.r().Lines[0].SKU)
	require.Equal(t, 1, s.order.Lines[0].Returnable())
}

func TestOpen_PolicyApproves_IsApprovedByTheService(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.AutoApprove = true }))
	require.Equal(t, returns.Approved, s.r().Status())
	require.Equal(t, returns.System(), s.r().Approval.By)
	require.Equal(t, []string{"customer:approved"}, s.told())
	require.Equal(t, returns.RoleReviewer, s.r().Wait.For, "staff confirm")

	s = opens(t, terms(func(p *returns.Terms) { p.AutoApprove, p.Confirm = true, returns.ConfirmAuto }))
	require.Equal(t, returns.ActionConfirm, s.r().Next())
	require.Equal(t, returns.RoleSystem, s.r().Wait.For)
}

func TestOpen_PolicyTurnsItAway_HoldsNothing(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.FinalSaleSKUs = []string{"MUG"} }))
	require.Equal(t, returns.Rejected, s.r().Status())
	require.Empty(t, s.last.Holds)
	require.Equal(t, []string{"customer:rejected"}, s.told())
	require.Equal(t, 3, s.order.Lines[0].Returnable())
}

func TestOpen_StaffOverride_GoesToReview(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.FinalSaleSKUs = []string{"MUG"} }),
		func(in *returns.Opening) { in.By = as(returns.RoleSupport) })
	require.Equal(t, returns.Requested, s.r().Status())
	require.Equal(t, returns.ClauseAdvice, s.r().Verdict.Clauses[1].Outcome)
}

func TestOpen_AnothersOrder_LooksLikeNoOrder(t *testing.T) {
	t.Parallel()
	in := opening(mugsAndLamp())
	in.OwnOrdersOf = "somebody else"
	in.Request.Lines = nil // not even what is wrong with the request is told
	_, _, err := returns.Open(in)
	require.Equal(t, returns.OrderNotFound("1001"), err)
	require.Equal(t, returns.CodeNotFound, returns.CodeOf(err))

	in = opening(mugsAndLamp())
	in.OwnOrdersOf = "carla"
	_, _, err = returns.Open(in)
	require.NoError(t, err)
}

func TestOpen_TheLastUnit_IsGivenOnce(t *testing.T) {
	t.Parallel()
	s := opens(t)
	last := lines(returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "damaged"})
	s.shop.opens(last)
	_, _, err := returns.Open(opening(s.order, last))
	require.EqualError(t, err, "line 1 of order 1001: 1 asked for, but only 0 of 3 can still be returned")
	require.Equal(t, returns.CodeQuantity, returns.CodeOf(err))
	require.Equal(t, 3, s.order.Lines[0].Reserved, "a refusal changes nothing")

	s.cancel()
	s.shop.opens(last)
}

func TestOpen_BadRequests_NameTheInput(t *testing.T) {
	t.Parallel()
	later, sooner := noon.Add(2*time.Hour), noon
	for name, tt := range map[string]struct {
		change      func(*returns.Request)
		field, code string
	}{
		"no lines":             {func(q *returns.Request) { q.Lines = nil }, "lines", "required"},
		"no method":            {func(q *returns.Request) { q.Method = "" }, "method", "unknown_method"},
		"an unknown method":    {func(q *returns.Request) { q.Method = "pigeon" }, "method", "unknown_method"},
		"an empty exchange":    {func(q *returns.Request) { q.RefundTo = returns.RefundToExchange }, "exchange.lines", "required"},
		"a window in reverse":  {func(q *returns.Request) { q.Pickup = &returns.PickupDetails{WindowStart: &later, WindowEnd: &sooner} }, "pickup.window_end", "window_reversed"},
		"a window of no time":  {func(q *returns.Request) { q.Pickup = &returns.PickupDetails{WindowStart: &later, WindowEnd: &later} }, "pickup.window_end", "window_reversed"},
		"no units":             {func(q *returns.Request) { q.Lines[0].Quantity = 0 }, "lines[0].quantity", "out_of_range"},
		"negative units":       {func(q *returns.Request) { q.Lines[0].Quantity = -1 }, "lines[0].quantity", "out_of_range"},
		"units beyond sense":   {func(q *returns.Request) { q.Lines[0].Quantity = 1_000_001 }, "lines[0].quantity", "out_of_range"},
		"more than bought":     {func(q *returns.Request) { q.Lines[0].Quantity = 4 }, "lines[0].quantity", "quantity_exceeded"},
		"no reason":            {func(q *returns.Request) { q.Lines[0].Reason = "" }, "lines[0].reason", "unknown_reason"},
		"an unknown reason":    {func(q *returns.Request) { q.Lines[0].Reason = "bored" }, "lines[0].reason", "unknown_reason"},
		"an unknown line":      {func(q *returns.Request) { q.Lines[0].LineNo = 9 }, "lines[0].line_no", "unknown_line"},
		"a negative line":      {func(q *returns.Request) { q.Lines[0].LineNo = -1 }, "lines[0].line_no", "unknown_line"},
		"neither line nor SKU": {func(q *returns.Request) { q.Lines[0].LineNo = 0 }, "lines[0].sku", "unknown_sku"},
		"an unknown SKU":       {func(q *returns.Request) { q.Lines[0].LineNo, q.Lines[0].SKU = 0, "CUP" }, "lines[0].sku", "unknown_sku"},
		"the wrong SKU":        {func(q *returns.Request) { q.Lines[0].SKU = "LAMP" }, "lines[0].sku", "wrong_sku"},
		"a line twice":         {func(q *returns.Request) { q.Lines = append(q.Lines, q.Lines[0]) }, "lines[1]", "duplicate_line"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := opening(mugsAndLamp())
			tt.change(&in.Request)
			r, change, err := returns.Open(in)
			require.Nil(t, r)
			require.Nil(t, change)
			var refusal *returns.Error
			require.ErrorAs(t, err, &refusal)
			require.Len(t, refusal.Fields, 1)
			require.Equal(t, tt.field, refusal.Fields[0].Field)
			require.Equal(t, tt.code, refusal.Fields[0].Code)
		})
	}
}

func TestOpen_SeveralProblems_AreToldTogether(t *testing.T) {
	t.Parallel()
	_, _, err := returns.Open(opening(mugsAndLamp(), lines(
		returns.RequestLine{LineNo: 1, Quantity: 9, Reason: "damaged"},
		returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "bored"},
		returns.RequestLine{LineNo: 7, Quantity: 1, Reason: "damaged"},
	)))
	var refusal *returns.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, returns.CodeInvalid, refusal.Code, "an input that is wrong in itself comes before one that is too late")
	var fields []string
	for _, field := range refusal.Fields {
		fields = append(fields, field.Field+": "+field.Message())
	}
	require.Equal(t, []string{
		"lines[0].quantity: line 1 of order 1001: 9 asked for, but only 3 of 3 can still be returned",
		`lines[1].reason: "bored" is not a reason; choose one of damaged, changed_mind`,
		"lines[2].line_no: order 1001 has no line 7",
	}, fields)
	require.Equal(t, `"bored" is not a reason; choose one of damaged, changed_mind`, refusal.Error())
}

// mugsOnThreeLines has the same SKU at one price on lines 1 and 2, and line 3
// at the price that is given.
func mugsOnThreeLines(third int64) *returns.Order {
	order := mugsAndLamp()
	order.Lines = []returns.OrderLine{
		{LineNo: 1, SKU: "MUG", Quantity: 2, Goods: 2000, Tax: 400, Returned: 1},
		{LineNo: 2, SKU: "MUG", Quantity: 3, Goods: 3000, Tax: 600},
		{LineNo: 3, SKU: "MUG", Quantity: 1, Goods: third, Tax: third / 5},
	}
	return order
}

func TestOpen_BySKU_TakesUnitsFromTheLinesInOrder(t *testing.T) {
	t.Parallel()
	bySKU := func(quantity int) func(*returns.Opening) {
		return lines(returns.RequestLine{SKU: "MUG", Quantity: quantity, Reason: "damaged"})
	}
	for quantity, want := range map[int][]returns.Hold{
		1: {{LineNo: 1, Reserved: 1}},
		3: {{LineNo: 1, Reserved: 1}, {LineNo: 2, Reserved: 2}},
		5: {{LineNo: 1, Reserved: 1}, {LineNo: 2, Reserved: 3}, {LineNo: 3, Reserved: 1}},
	} {
		s := newShop(t, mugsOnThreeLines(1000)).opens(bySKU(quantity))
		require.Equal(t, want, s.last.Holds, "%d units", quantity)
	}

	_, _, err := returns.Open(opening(mugsOnThreeLines(1000), bySKU(6)))
	require.EqualError(t, err, "line 3 of order 1001: 2 asked for, but only 1 of 1 can still be returned")

	_, _, err = returns.Open(opening(mugsOnThreeLines(900), bySKU(1)))
	requireField(t, err, "lines[0].sku", "ambiguous_sku")

	s := newShop(t, mugsOnThreeLines(900)).opens(lines(returns.RequestLine{LineNo: 3, SKU: "MUG", Quantity: 1, Reason: "damaged"}))
	require.Equal(t, []returns.Hold{{LineNo: 3, Reserved: 1}}, s.last.Holds, "the line's number settles it")
}

func TestOpen_BySKU_NothingLeft_IsRefused(t *testing.T) {
	t.Parallel()
	order := mugsOnThreeLines(1000)
	for i := range order.Lines {
		order.Lines[i].Returned = order.Lines[i].Quantity
	}
	_, _, err := returns.Open(opening(order, lines(returns.RequestLine{SKU: "MUG", Quantity: 1, Reason: "damaged"})))
	require.EqualError(t, err, "line 3 of order 1001: 1 asked for, but only 0 of 1 can still be returned")
}
