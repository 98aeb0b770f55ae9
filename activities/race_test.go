package activities_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

// atOnce runs all of it at the same moment and returns their errors.
func atOnce(run ...func() error) []error {
	errs := make([]error, len(run))
	var start, done sync.WaitGroup
	start.Add(1)
	for i := range run {
		done.Go(func() {
			start.Wait()
			errs[i] = run[i]()
		})
	}
	start.Done()
	done.Wait()
	return errs
}

func TestOpen_TwoAskForTheLastUnit_OneGetsIt(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	const rounds = 40
	for round := range rounds {
		order := fmt.Sprint("LAST-", round)
		s.order(order)
		open := func(asker int) func() error {
			in := openInput(story(10*round+100+asker), returns.RequestLine{LineNo: 2, Quantity: 2, Reason: "late"})
			in.Request.OrderNumber = order
			return func() error {
				_, err := s.Open(t.Context(), in)
				return err
			}
		}
		winners := 0
		for _, err := range atOnce(open(1), open(2), open(3)) {
			if err == nil {
				winners++
				continue
			}
			refused(t, err, returns.CodeQuantity)
		}
		require.Equal(t, 1, winners, "round %d", round)
	}
	require.Equal(t, "40 80", s.value(`select (select count(*) from returns) || ' ' || (select sum(reserved) from order_lines)`))
}

// A worker that is slow, not dead, lets the same step run twice side by side.
func TestOpen_TheSameReturnFromTwoWorkers_IsOpenedOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for round := range 20 {
		order := fmt.Sprint("SLOW-", round)
		s.order(order)
		in := openInput(story(100+round), returns.RequestLine{LineNo: 2, Quantity: 2, Reason: "late"})
		in.Request.OrderNumber = order
		open := func() error {
			_, err := s.Open(t.Context(), in)
			return err
		}
		for _, err := range atOnce(open, open, open) {
			require.NoError(t, err, "round %d: whoever comes second must find the return", round)
		}
	}
}

// pair opens two returns of one order that name its lines in opposite order.
func (s *shop) pair(round int) [2]string {
	s.t.Helper()
	order := fmt.Sprint("PAIR-", round)
	s.order(order)
	lines := []returns.RequestLine{{LineNo: 1, Quantity: 1, Reason: "late"}, {LineNo: 2, Quantity: 1, Reason: "late"}}
	ids := [2]string{story(1000 + 2*round), story(1001 + 2*round)}
	for i, id := range ids {
		in := openInput(id, lines[i], lines[1-i])
		in.Request.OrderNumber = order
		_, err := s.Open(s.t.Context(), in)
		require.NoError(s.t, err)
	}
	return ids
}

func TestTwoReturnsOfOneOrder_MoveAtOnce_NeitherIsHeldUp(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for round := range 20 {
		ids := s.pair(round)
		both := func(activity string, input func(id string, i int) any) {
			run := func(i int) func() error {
				return func() error {
					_, err := s.run(activity, input(ids[i], i))
					return err
				}
			}
			for _, err := range atOnce(run(0), run(1)) {
				require.NoError(t, err, "round %d, %s", round, activity)
			}
		}
		// Each names the lines the other way round.
		inspected := func(i int) []returns.InspectedLine {
			lines := []returns.InspectedLine{{LineNo: 1, Quantity: 1, Disposition: returns.Restock}, {LineNo: 2, Quantity: 1, Disposition: returns.Restock}}
			return []returns.InspectedLine{lines[i], lines[1-i]}
		}
		both("Review", func(id string, _ int) any {
			return activities.Input[returns.Review]{ReturnID: id, Decision: returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove}}
		})
		both("Confirm", func(id string, _ int) any {
			return activities.Input[returns.Confirm]{ReturnID: id, Decision: returns.Confirm{By: by("c", returns.RoleSupport)}}
		})
		both("Receive", func(id string, i int) any {
			return activities.Input[returns.Receive]{ReturnID: id, Decision: returns.Receive{By: by("r", returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1 + i, Quantity: 1}, {LineNo: 2 - i, Quantity: 1}}}}
		})
		both("Inspect", func(id string, i int) any {
			return activities.Input[returns.Inspect]{ReturnID: id, Decision: returns.Inspect{By: by("i", returns.RoleWarehouse), Lines: inspected(i)}}
		})
		both("RequestRefund", func(id string, _ int) any {
			return activities.Input[returns.By]{ReturnID: id, Decision: by("rr", returns.RoleSystem)}
		})
	}
	require.Equal(t, "40 40", s.value(`select string_agg(quantity::text, ' ' order by sku) from stock_levels where bucket = 'available'`))
	require.Equal(t, "0", s.value(`select sum(quantity)::text from stock_levels where bucket <> 'available'`))
	require.Equal(t, "0 80", s.value(`select sum(reserved) || ' ' || sum(returned) from order_lines`))
}

func TestRefund_TwoWouldGiveBackMoreThanWasPaid_OneIsRefused(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for round := range 20 {
		ids := s.pair(round)
		// Of what was paid only 20.00 was captured, and each return is worth 17.00.
		s.exec(`update payments set captured = 2000 where order_number = $1`, fmt.Sprint("PAIR-", round))
		for _, id := range ids {
			s.play(inspectedSteps(id)...)
		}
		request := func(id string) func() error {
			return func() error {
				_, err := s.RequestRefund(t.Context(), activities.Input[returns.By]{ReturnID: id, Decision: by("rr", returns.RoleSystem)})
				return err
			}
		}
		winners := 0
		for _, err := range atOnce(request(ids[0]), request(ids[1])) {
			if err == nil {
				winners++
				continue
			}
			refused(t, err, returns.CodeAmount)
		}
		require.Equal(t, 1, winners, "round %d", round)
		require.Equal(t, "1700 1700", s.value(`select sum(amount) || ' ' || (select refunded from payments where order_number = $1)
			from refund_tasks where order_number = $1`, fmt.Sprint("PAIR-", round)))
	}
}

// What a part of a line refunds depends on what was refunded before it.
func TestRefund_ThreeThirdsAtOnce_SumToWhatWasPaid(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for round := range 10 {
		order := fmt.Sprint("THIRDS-", round)
		s.order(order)
		s.exec(`update order_lines set goods = 1000, tax = 0 where order_number = $1 and line_no = 1`, order)
		var requests []func() error
		for part := range 3 {
			id := story(2000 + 10*round + part)
			in := openInput(id, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "late"})
			in.Request.OrderNumber, in.Request.Method = order, returns.MethodKeepItem
			s.play(with("Open", in),
				does("Review", id, returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove}),
				does("Confirm", id, returns.Confirm{By: by("c", returns.RoleSupport)}))
			requests = append(requests, func() error {
				_, err := s.RequestRefund(t.Context(), activities.Input[returns.By]{ReturnID: id, Decision: by("rr", returns.RoleSystem)})
				return err
			})
		}
		for _, err := range atOnce(requests...) {
			require.NoError(t, err)
		}
		require.Equal(t, "333 333 334", s.value(`select string_agg(amount::text, ' ' order by amount) from refund_tasks where order_number = $1`, order))
	}
}

// inspectedSteps takes an open return of one unit each of lines 1 and 2 to where
// its refund is due.
func inspectedSteps(id string) []step {
	return []step{
		does("Review", id, returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove}),
		does("Confirm", id, returns.Confirm{By: by("c", returns.RoleSupport)}),
		does("Receive", id, returns.Receive{By: by("r", returns.RoleWarehouse), Lines: []returns.CountedLine{
			{LineNo: 1, Quantity: 1}, {LineNo: 2, Quantity: 1},
		}}),
		does("Inspect", id, returns.Inspect{By: by("i", returns.RoleWarehouse), Lines: []returns.InspectedLine{
			{LineNo: 1, Quantity: 1, Disposition: returns.Restock}, {LineNo: 2, Quantity: 1, Disposition: returns.Restock},
		}}),
	}
}

// Two reviewers at once: one wins, and the other is refused. Who was first, and
// what they decided, is in the audit trail that the refusal is explained from.
func TestReview_TwoReviewersAtOnce_OneWinsAndTheOtherChangesNothing(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for round := range 20 {
		order := fmt.Sprint("BOTH-", round)
		s.order(order)
		id := story(5000 + round)
		in := openInput(id, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "late"})
		in.Request.OrderNumber = order
		_, err := s.Open(t.Context(), in)
		require.NoError(t, err)
		review := func(who, decision string) func() error {
			d := returns.Review{Decision: decision, Note: "seen"}
			d.By = returns.By{ID: who, Actor: returns.Actor{ID: who, Role: returns.RoleReviewer}}
			return func() error {
				_, err := s.Review(t.Context(), activities.Input[returns.Review]{ReturnID: id, Decision: d})
				return err
			}
		}
		errs := atOnce(review("ana", returns.DecisionApprove), review("ben", returns.DecisionReject), review("ana", returns.DecisionApprove))
		won := s.value(`select actor_id || ' ' || (data->>'decision') || ' ' || status_to from return_events where return_id = $1 and action = 'review'`, id)
		switch won {
		case "ana approve approved":
			require.NoError(t, errs[0])
			require.NoError(t, errs[2], "the second arrival of ana's decision is no other decision")
			refused(t, errs[1], returns.CodeTransition)
		case "ben reject rejected":
			require.NoError(t, errs[1])
			refused(t, errs[0], returns.CodeTransition)
			refused(t, errs[2], returns.CodeTransition)
		default:
			require.Fail(t, "neither won", won)
		}
		require.Equal(t, "2", s.value(`select version::text from returns where id = $1`, id))
	}
}

func TestClaim_TwoReviewersAtOnce_OneHoldsIt(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.play(openStep(first, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "late"}))
	claim := func(who string) func() error {
		d := returns.ClaimReview{By: returns.By{ID: who, Actor: returns.Actor{ID: who, Role: returns.RoleReviewer}}}
		return func() error {
			_, err := s.Claim(t.Context(), activities.Input[returns.ClaimReview]{ReturnID: first, Decision: d})
			return err
		}
	}
	errs := atOnce(claim("ana"), claim("ben"))
	loser, holder := errs[0], "ben"
	if loser == nil {
		loser, holder = errs[1], "ana"
	}
	refused(t, loser, returns.CodeConflict)
	require.Equal(t, holder, s.value(`select assignee from returns`))
	require.Contains(t, loser.Error(), holder+" has claimed")
}
