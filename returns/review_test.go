package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func ptr[T any](value T) *T { return &value }

func pounds(minor int64) *returns.Money { return &returns.Money{Minor: minor, Currency: "GBP"} }

func TestReview_Approve_RecordsWhoAndTellsTheCustomer(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.approve()
	require.Equal(t, returns.Approved, s.r().Status())
	require.Empty(t, s.last.Holds)
	require.Empty(t, s.last.Movements)
	require.Equal(t, []string{"customer:approved"}, s.told())
	require.Equal(t, &returns.Approval{By: s.last.By.Actor, At: noon, Amount: &returns.Money{Minor: 2400, Currency: "GBP"}}, s.r().Approval)
	require.Equal(t, returns.RoleReviewer, s.r().Wait.For)
}

func TestReview_PartialApproval_ReleasesTheOtherUnits(t *testing.T) {
	t.Parallel()
	s := opens(t, lines(
		returns.RequestLine{LineNo: 1, Quantity: 3, Reason: "damaged"}, returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "damaged"},
	))
	s.approve(returns.ReviewLine{LineNo: 1, ApprovedQuantity: ptr(1)}, returns.ReviewLine{LineNo: 2, ApprovedQuantity: ptr(0)})
	require.Equal(t, []returns.Hold{{LineNo: 1, Reserved: -2}, {LineNo: 2, Reserved: -1}}, s.last.Holds)
	require.Equal(t, int64(1200), s.r().Estimate.Total)
	require.Equal(t, 2, s.order.Lines[0].Returnable())
	s.until(returns.Completed)
	require.Equal(t, int64(1000), s.order.Lines[0].RefundedGoods)
	require.Zero(t, s.order.Lines[1].RefundedGoods)
}

func TestReview_AgreedAmount_IsWhatIsRefunded(t *testing.T) {
	t.Parallel()
	s := opens(t, terms(func(p *returns.Terms) { p.RestockingFees = []returns.RestockingFee{{Percent: 50}} }))
	s.approve(returns.ReviewLine{LineNo: 1, ApprovedAmount: pounds(1800)})
	require.Equal(t, int64(1800), s.r().Estimate.Total)
	s.until(returns.Refunded)
	require.Equal(t, int64(1800), s.r().Task.Amounts.Total)
}

func TestReview_OtherDecisions(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.review(returns.Review{Decision: returns.DecisionRequestInfo, Note: "a photo, please"})
	require.Equal(t, returns.InfoNeeded, s.r().Status())
	require.Equal(t, []string{"customer:info_needed"}, s.told())
	require.Equal(t, returns.RoleCustomer, s.r().Wait.For)

	s.answer(returns.Answer{Evidence: []string{"evi_1"}})
	require.Equal(t, returns.Requested, s.r().Status())
	require.Equal(t, returns.RoleReviewer, s.r().Wait.For)

	s.review(returns.Review{Decision: returns.DecisionReject, Note: "washed"})
	require.Equal(t, returns.Rejected, s.r().Status())
	require.Equal(t, []string{"customer:rejected"}, s.told())
	require.Equal(t, []returns.Hold{{LineNo: 1, Reserved: -2}}, s.last.Holds)
}

func TestReview_BadDecisions_NameTheInput(t *testing.T) {
	t.Parallel()
	s := opens(t)
	exception := func(line returns.ReviewLine) returns.Review {
		return returns.Review{Decision: returns.DecisionApprove, Lines: []returns.ReviewLine{line}}
	}
	offer := func(o *returns.Offer) returns.Review {
		return returns.Review{Decision: returns.DecisionCounterOffer, Offer: o}
	}
	for name, tt := range map[string]struct {
		decision    returns.Review
		field, code string
	}{
		"no decision":              {returns.Review{}, "decision", "unknown_decision"},
		"an unknown decision":      {returns.Review{Decision: "shrug"}, "decision", "unknown_decision"},
		"a rejection without why":  {returns.Review{Decision: returns.DecisionReject}, "note", "required"},
		"a question without words": {returns.Review{Decision: returns.DecisionRequestInfo}, "note", "required"},
		"a line of another return": {exception(returns.ReviewLine{LineNo: 2}), "lines[0].line_no", "unknown_line"},
		"more than requested":      {exception(returns.ReviewLine{LineNo: 1, ApprovedQuantity: ptr(3)}), "lines[0].approved_quantity", "out_of_range"},
		"negative units":           {exception(returns.ReviewLine{LineNo: 1, ApprovedQuantity: ptr(-1)}), "lines[0].approved_quantity", "out_of_range"},
		"nothing at all":           {exception(returns.ReviewLine{LineNo: 1, ApprovedQuantity: ptr(0)}), "lines", "nothing_approved"},
		"another currency":         {exception(returns.ReviewLine{LineNo: 1, ApprovedAmount: &returns.Money{Minor: 1, Currency: "EUR"}}), "lines[0].approved_amount", "wrong_currency"},
		"a negative amount":        {exception(returns.ReviewLine{LineNo: 1, ApprovedAmount: pounds(-1)}), "lines[0].approved_amount", "out_of_range"},
		"no offer":                 {offer(nil), "offer", "required"},
		"an empty offer":           {offer(&returns.Offer{}), "offer", "required"},
		"an offer in euros":        {offer(&returns.Offer{Amount: &returns.Money{Minor: 1, Currency: "EUR"}}), "offer.amount", "wrong_currency"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.decision.By = as(returns.RoleReviewer)
			_, err := clone(s.r()).Review(tt.decision, s.order, noon)
			requireField(t, err, tt.field, tt.code)
		})
	}
	for _, decision := range []returns.Review{
		exception(returns.ReviewLine{LineNo: 1, ApprovedAmount: pounds(3601)}), offer(&returns.Offer{Amount: pounds(3601)}),
	} {
		decision.By = as(returns.RoleReviewer)
		require.Equal(t, "36.01 GBP is more than the 36.00 GBP that was paid and not yet refunded",
			s.refuses(returns.CodeAmount, func(r *returns.Return) (*returns.Change, error) { return r.Review(decision, s.order, noon) }))
	}
	twice := returns.Review{By: as(returns.RoleReviewer), Decision: returns.DecisionApprove, Lines: []returns.ReviewLine{{LineNo: 1}, {LineNo: 1}}}
	_, err := clone(s.r()).Review(twice, s.order, noon)
	requireField(t, err, "lines[1].line_no", "unknown_line")
}

func TestOffer_Accepted_IsApprovedByTheReviewerWhoMadeIt(t *testing.T) {
	t.Parallel()
	s := opens(t, lines(
		returns.RequestLine{LineNo: 1, Quantity: 2, Reason: "damaged"}, returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "damaged"},
	), terms(func(p *returns.Terms) { p.RestockingFees = []returns.RestockingFee{{Percent: 15}} }))
	s.offer(returns.Offer{Amount: pounds(2000), KeepItem: true})
	offeredBy := s.last.By.Actor
	require.Equal(t, returns.CounterOffered, s.r().Status())
	require.Equal(t, []string{"customer:counter_offered"}, s.told())
	require.Nil(t, s.r().Approval)

	s.answer(returns.Answer{Accept: ptr(true)})
	require.Equal(t, returns.Approved, s.r().Status())
	require.Equal(t, offeredBy, s.r().Approval.By)
	require.Equal(t, returns.MethodKeepItem, s.r().Method)
	require.Equal(t, int64(2000), s.r().Estimate.Total, "what was offered, without fees")
	require.Equal(t, []int64{571, 1429}, []int64{*s.r().Lines[0].Agreed, *s.r().Lines[1].Agreed}, "24.00 to 60.00")

	s.until(returns.Completed)
	require.Equal(t, int64(2000), s.r().Task.Amounts.Total)
	require.Equal(t, 2, s.order.Lines[0].Returned, "a kept item cannot be asked back again")
	require.Zero(t, s.units(returns.BucketAvailable))
}

func TestOffer_AboveTheArithmetic_IsPaidInFull(t *testing.T) {
	t.Parallel()
	s := opens(t, lines(
		returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "damaged"}, returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "damaged"},
	))
	s.offer(returns.Offer{Amount: pounds(9500)}) // of 12.00 + 60.00, where 36.00 + 60.00 were paid
	s.answer(returns.Answer{Accept: ptr(true)})
	require.Equal(t, int64(9500), s.r().Estimate.Total)
	s.until(returns.Refunded)
	require.Equal(t, int64(9500), s.r().Task.Amounts.Total)
}

func TestOffer_FewerUnits_ReleasesTheOthersOnceAccepted(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.offer(returns.Offer{Lines: []returns.ReviewLine{{LineNo: 1, ApprovedQuantity: ptr(1)}}})
	require.Empty(t, s.last.Holds)
	s.answer(returns.Answer{Accept: ptr(true)})
	require.Equal(t, []returns.Hold{{LineNo: 1, Reserved: -1}}, s.last.Holds)
}

func TestOffer_Declined_GoesBackToReview(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.offer(returns.Offer{Amount: pounds(500)})
	_, err := clone(s.r()).Answer(returns.Answer{By: as(returns.RoleCustomer), Note: "hm"}, s.order, noon)
	requireField(t, err, "accept", "required")
	s.answer(returns.Answer{Accept: ptr(false)})
	require.Equal(t, returns.Requested, s.r().Status())
	require.Nil(t, s.r().Offer)
	require.Equal(t, int64(2400), s.r().Estimate.Total)
}

func TestOffer_AnotherDecision_TakesItsPlace(t *testing.T) {
	t.Parallel()
	s := opens(t)
	s.offer(returns.Offer{Amount: pounds(500)})
	s.offer(returns.Offer{Amount: pounds(700)})
	require.Equal(t, int64(700), s.r().Offer.Amount.Minor)
	s.approve()
	require.Nil(t, s.r().Offer)
	require.Equal(t, int64(2400), s.r().Estimate.Total)
}

func TestAnswer_WithoutContent_IsRefused(t *testing.T) {
	t.Parallel()
	s := opens(t).until(returns.InfoNeeded)
	_, err := clone(s.r()).Answer(returns.Answer{By: as(returns.RoleCustomer)}, s.order, noon)
	requireField(t, err, "note", "required")
}
