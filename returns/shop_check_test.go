package returns_test

import (
	"slices"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// check holds the books against the returns: the invariants of the domain that
// must be true after every step, whatever it was. Every test that tells a story
// runs it at each step.
func (s *shop) check() {
	for i := range s.order.Lines {
		s.checkLine(s.order.Lines[i], s.before[i])
	}
	require.LessOrEqual(s.t, s.order.ShippingRefunded, s.order.ShippingPaid, "shipping is given back once")
	s.checkPayment()
	for bucket, units := range s.strays {
		require.Zero(s.t, units, "the movements of strays into %s follow from the strays", bucket)
	}
	for _, r := range s.returns {
		s.checkStatus(r)
		s.checkHeld(r)
		s.checkTask(r)
		for _, line := range r.Lines {
			s.checkStock(r, line)
		}
	}
}

// checkLine: what is reserved, returned and refunded of an order line is what
// its returns say, and never more than was bought and paid.
func (s *shop) checkLine(line, before returns.OrderLine) {
	want := before
	for _, r := range s.returns {
		for _, l := range r.Lines {
			if l.LineNo == line.LineNo {
				reserved, returned := claimed(r, l)
				want.Reserved += reserved
				want.Returned += returned
			}
		}
		if r.Task == nil || !r.Task.State.InEffect() {
			continue
		}
		for _, l := range r.Task.Amounts.Lines {
			if l.LineNo == line.LineNo {
				want.RefundedUnits += l.Quantity
				want.RefundedGoods += l.Goods
				want.RefundedTax += l.Tax
			}
		}
	}
	require.Equal(s.t, want, line, "the counters of order line %d follow from its returns", line.LineNo)
	require.LessOrEqual(s.t, line.Reserved+line.Returned, line.Quantity, "reserved and returned units are bought ones")
	require.LessOrEqual(s.t, line.RefundedUnits, line.Quantity)
	require.LessOrEqual(s.t, line.RefundedGoods, line.Goods, "no more goods refunded than paid")
	require.LessOrEqual(s.t, line.RefundedTax, line.Tax, "no more tax refunded than paid")
	lowest := min(int64(line.Reserved), int64(line.Returned), int64(line.RefundedUnits), line.RefundedGoods, line.RefundedTax)
	require.GreaterOrEqual(s.t, lowest, int64(0), "no counter is negative: %+v", line)
}

// checkPayment: each payment has refunded what the parts of refunds in effect
// say, never more than was captured; a refund is the sum of its lines, its
// shipping and the discount it gives back, and the sum of its parts.
func (s *shop) checkPayment() {
	var want, withheld int64
	held := map[int]int64{}
	for _, r := range s.returns {
		if r.Task == nil {
			continue
		}
		total := r.Task.Amounts.Shipping + r.Task.Amounts.DiscountGivenBack
		for _, l := range r.Task.Amounts.Lines {
			require.Equal(s.t, l.Goods+l.Tax-l.Fee, l.Total)
			require.GreaterOrEqual(s.t, min(l.Goods, l.Tax, l.Fee, l.Total), int64(0), "%+v", l)
			total += l.Total
		}
		require.Equal(s.t, total, r.Task.Amounts.Total, "a refund is the sum of its lines, its shipping and the discount given back")
		require.GreaterOrEqual(s.t, min(r.Task.Amounts.DiscountTakenBack, r.Task.Amounts.DiscountGivenBack), int64(0))
		toPay := r.Task.Amounts.ToPay()
		for _, part := range r.Task.Parts {
			require.GreaterOrEqual(s.t, min(part.ToPay(), part.Exchanged, part.Amount-1), int64(0), "%+v", part)
			total, toPay = total-part.Amount, toPay-part.ToPay()
			if r.Task.State.InEffect() {
				held[part.Payment] += part.Amount
			}
		}
		require.Zero(s.t, total, "a refund is the sum of its parts")
		require.Zero(s.t, toPay, "its money is the sum of theirs")
		if r.Task.State.InEffect() {
			want += r.Task.Amounts.Total
			withheld += r.Task.Amounts.DiscountTakenBack - r.Task.Amounts.DiscountGivenBack
		}
	}
	require.Equal(s.t, withheld, s.order.DiscountWithheld, "of the discount is withheld what the refunds in effect say")
	for _, payment := range s.order.Payments {
		require.Equal(s.t, held[payment.Seq], payment.Refunded, "payment %d has refunded what its parts say", payment.Seq)
		require.GreaterOrEqual(s.t, payment.Left(), int64(0), "no more refunded to payment %d than captured", payment.Seq)
	}
	require.Equal(s.t, want, s.refunded, "the payment has refunded what its refunds in effect say")
}

// claimed is what one return line takes of its order line: reserved while the
// return is under way, returned once its units are settled, and nothing when the
// return ended as if it had not been.
func claimed(r *returns.Return, line returns.Line) (reserved, returned int) {
	status := r.Status()
	keptItem := r.Method == returns.MethodKeepItem
	switch {
	case slices.Contains([]returns.Status{returns.Rejected, returns.Cancelled, returns.Expired}, status):
		return 0, 0
	case keptItem && (status == returns.SentBack || status == returns.WrittenOff):
		return 0, 0
	case keptItem && r.Task != nil:
		return 0, line.Approved
	case r.Tracks.Goods == returns.GoodsInspected:
		return 0, line.Units.Accepted()
	case status == returns.WrittenOff: // lost on its way
		return 0, 0
	}
	return line.Approved, 0
}

func (s *shop) checkStatus(r *returns.Return) {
	require.Contains(s.t, returns.Statuses(), r.Status())
	if !r.Status().Ended() {
		require.NotEmpty(s.t, r.Wait.For, "an open return waits for somebody")
		require.Equal(s.t, r.Wait.Deadline == nil, r.Wait.Then == "", "a deadline says what happens then")
		return
	}
	require.Zero(s.t, r.Wait, "an ended return waits for nobody")
	require.True(s.t, r.Attention.IsZero() || r.Tracks.Dispute == returns.DisputeUpheld || r.Held != nil || r.Task.Doubt != "", "an ended return needs nobody's look")
	for _, line := range r.Lines {
		require.Zero(s.t, s.stock[slot{r.ID, line.LineNo, returns.BucketExpected}], "an ended return expects nothing")
		require.Zero(s.t, s.stock[slot{r.ID, line.LineNo, returns.BucketArrived}], "an ended return leaves nothing uninspected")
	}
}

// checkTask: exactly one refund task is open while the refund is pending, none
// otherwise, and no money moves that nobody approved.
func (s *shop) checkTask(r *returns.Return) {
	open := r.Task != nil && r.Task.State.Open()
	require.Equal(s.t, r.Status() == returns.RefundPending, open, "one open task in %s", r.Status())
	if r.Task == nil {
		return
	}
	require.NotNil(s.t, r.Approval, "no refund without an approval")
	if r.Task.State == returns.TaskSubmitted || r.Task.State == returns.TaskSettled {
		require.NotNil(s.t, r.Task.ApprovedBy, "no money moves without an approval")
	}
	if r.Task.State == returns.TaskRejected {
		require.Equal(s.t, returns.Computed, r.Tracks.Refund)
	} else {
		require.Equal(s.t, string(r.Tracks.Refund), string(r.Task.State), "task and track agree")
	}
}

// checkStock: the movements of a line add up to what its units say.
func (s *shop) checkStock(r *returns.Return, line returns.Line) {
	u := line.Units
	want := map[returns.Bucket]int{}
	if r.Tracks.Goods != returns.GoodsNone {
		want = map[returns.Bucket]int{
			returns.BucketExpected: line.Approved - u.Arrived - u.Missing - u.Lost, returns.BucketArrived: u.Arrived - u.Disposed(),
			returns.BucketAvailable: u.Available, returns.BucketRefurbish: u.Refurbish, returns.BucketQuarantine: u.Quarantine,
			returns.BucketScrap: u.Scrap, returns.BucketVendor: u.Vendor, returns.BucketSendBack: u.SendBack,
		}
	}
	switch status := r.Status(); {
	case slices.Contains([]returns.Status{returns.Requested, returns.InfoNeeded, returns.CounterOffered, returns.Approved}, status):
		want[returns.BucketExpected] = 0 // what came so far came early
	case r.Policy.RestockAt == returns.RestockAtConfirmation:
		want[returns.BucketAvailable] += want[returns.BucketExpected] + want[returns.BucketArrived]
		want[returns.BucketExpected], want[returns.BucketArrived] = 0, 0
	}
	for _, bucket := range returns.Buckets() {
		got := s.stock[slot{r.ID, line.LineNo, bucket}]
		if got != want[bucket] || got < 0 { // not require.Equal: this is asked very often
			require.Failf(s.t, "the movements do not follow from the units", "line %d has %d in %s, its units say %d; status %s",
				line.LineNo, got, bucket, want[bucket], r.Status())
		}
	}
}
