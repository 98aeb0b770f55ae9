package activities_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

// reached is a place that a return can come to before its goods are received.
type reached struct {
	name   string
	status returns.Status
	// steps lead there, after the request.
	steps func(id string) []step
	// keeps asks for a refund without goods.
	keeps bool
}

// beforeReceipt lists every place before the receipt, so that each can be undone.
func beforeReceipt() []reached {
	review := func(d returns.Review) func(string) step {
		d.By = by("review "+d.Decision, returns.RoleReviewer)
		return func(id string) step { return does("Review", id, d) }
	}
	answer := func(accept *bool) func(string) step {
		return func(id string) step {
			return does("Answer", id, returns.Answer{By: by("answer", returns.RoleCustomer), Note: "blue", Accept: accept})
		}
	}
	claim := func(id string) step {
		return does("Claim", id, returns.ClaimReview{By: by("mine", returns.RoleReviewer)})
	}
	confirm := func(id string) step { return does("Confirm", id, returns.Confirm{By: by("c", returns.RoleSupport)}) }
	booking := func(decision, carrier string, another bool) func(string) step {
		d := pickup(decision, carrier)
		d.Another = another
		return func(id string) step { return does("SchedulePickup", id, d) }
	}
	scan := func(event returns.LogisticsState) func(string) step {
		return func(id string) step {
			return does("ReportCarrier", id, returns.CarrierEvent{By: by("scan "+string(event), returns.RoleLogistics), Event: event})
		}
	}
	one, yes, no := 1, true, false
	approve := review(returns.Review{Decision: returns.DecisionApprove})
	ask := review(returns.Review{Decision: returns.DecisionRequestInfo, Note: "Which color?"})
	fewer := review(returns.Review{Decision: returns.DecisionApprove, Lines: []returns.ReviewLine{{LineNo: 1, ApprovedQuantity: &one}}})
	offer := review(returns.Review{Decision: returns.DecisionCounterOffer, Offer: &returns.Offer{
		Amount: &returns.Money{Minor: 900, Currency: "GBP"}, Lines: []returns.ReviewLine{{LineNo: 1, ApprovedQuantity: &one}},
	}})
	keep := review(returns.Review{Decision: returns.DecisionCounterOffer, Offer: &returns.Offer{KeepItem: true}})
	confirmed := []func(string) step{approve, confirm}
	booked := append(slices.Clone(confirmed), booking("p1", "Express", false))
	moving := append(slices.Clone(booked), scan(returns.HandedOver))

	place := func(name string, status returns.Status, steps ...func(string) step) reached {
		return reached{name: name, status: status, steps: func(id string) (list []step) {
			for _, step := range steps {
				list = append(list, step(id))
			}
			return list
		}}
	}
	then := func(before []func(string) step, steps ...func(string) step) []func(string) step {
		return append(slices.Clone(before), steps...)
	}
	places := []reached{
		place("requested", returns.Requested),
		place("claimed by a reviewer", returns.Requested, claim),
		place("asked a question", returns.InfoNeeded, ask),
		place("answered", returns.Requested, ask, answer(nil)),
		place("offered less", returns.CounterOffered, offer),
		place("declined the offer", returns.Requested, offer, answer(&no)),
		place("took the offer", returns.Approved, offer, answer(&yes)),
		place("offered to keep it", returns.CounterOffered, keep),
		place("approved", returns.Approved, approve),
		place("approved in part", returns.Approved, fewer),
		place("confirmed", returns.Confirmed, confirmed...),
		place("confirmed in part", returns.Confirmed, fewer, confirm),
		place("confirmed an offer to keep it", returns.Confirmed, keep, answer(&yes), confirm),
		place("booked by hand", returns.PickupScheduled, then(confirmed, booking("p1", "", false))...),
		place("booked", returns.PickupScheduled, booked...),
		place("booked anew", returns.PickupScheduled, then(booked, booking("p2", "Express", false))...),
		place("booked two parcels", returns.PickupScheduled, then(booked, booking("p2", "Express", true))...),
		place("courier found nobody", returns.PickupScheduled, then(booked, scan(returns.FailedAttempt))...),
		place("courier came again", returns.PickupScheduled, then(booked, scan(returns.FailedAttempt), booking("p2", "Express", false))...),
		place("handed over", returns.InTransit, moving...),
		place("in transit", returns.InTransit, then(moving, scan(returns.LogisticsInTransit))...),
		place("lost", returns.InTransit, then(moving, scan(returns.Lost))...),
		place("refused at the door", returns.Confirmed, then(moving, scan(returns.Refused))...),
	}
	keeps := place("confirmed without goods", returns.Confirmed, confirmed...)
	keeps.keeps = true
	return append(places, keeps)
}

// ending undoes a return.
type ending struct {
	name string
	end  returns.Status
	from []returns.Status
	// rare marks another person who does the same; once is enough.
	rare bool
	do   func(s *shop, id string)
}

// endings lists everybody who may undo a return before its goods are received.
func endings() []ending {
	open := []returns.Status{
		returns.Requested, returns.InfoNeeded, returns.CounterOffered, returns.Approved, returns.Confirmed,
		returns.PickupScheduled, returns.InTransit,
	}
	list := []ending{
		{"the reviewer rejects", returns.Rejected, open[:3], false, func(s *shop, id string) {
			s.do("Review", activities.Input[returns.Review]{ReturnID: id, Decision: returns.Review{
				By: by("reject", returns.RoleReviewer), Decision: returns.DecisionReject, Note: "worn",
			}})
		}},
		{"the reviewer writes it off", returns.WrittenOff, open[6:], false, func(s *shop, id string) {
			s.do("Close", activities.Input[returns.Close]{ReturnID: id, Decision: returns.Close{
				By: by("close", returns.RoleReviewer), Outcome: returns.WrittenOff, Note: "it never came",
			}})
		}},
		{"nobody does anything and it expires", returns.Expired, open[1:6], false, func(s *shop, id string) {
			for turn := range 9 {
				var at time.Time
				require.NoError(s.t, s.books.QueryRow(s.t.Context(), `select wait_deadline from returns where id = $1`, id).Scan(&at))
				s.clock.Store(&at)
				d := activities.Deadline{By: by(fmt.Sprint("time ", turn), returns.RoleSystem), At: at}
				if s.do("PassDeadline", activities.Input[activities.Deadline]{ReturnID: id, Decision: d}).Status == returns.Expired {
					s.at(0)
					return
				}
			}
			s.t.Fatal("it never expires")
		}},
	}
	for _, role := range []returns.Role{returns.RoleCustomer, returns.RoleSupport, returns.RoleReviewer, returns.RoleAdmin} {
		list = append(list, ending{string(role) + " cancels", returns.Cancelled, open, role != returns.RoleCustomer, func(s *shop, id string) {
			s.do("Cancel", activities.Input[returns.Cancel]{ReturnID: id, Decision: returns.Cancel{By: by("cancel", role), Reason: "no"}})
		}})
	}
	return list
}

// ofTheReturn are the tables that tell the story of a return, reports of it
// among them, which verify holds against the story. Everything else is
// what the shop has, and is left as it was by a return that is undone.
var ofTheReturn = []string{
	"returns", "return_lines", "return_events", "shipments", "exchanges", "exchange_lines", "notifications", "stock_movements",
	"changes", "report_changes", "report_figures",
}

// TestUndo_AtEveryStageBeforeReceipt_LeavesNothingBehind opens returns of one
// order, brings each to a place before the receipt of its goods, and ends it
// there in every way that the place allows. The next one begins where the last
// one ended: what is not given back is missing soon.
func TestUndo_AtEveryStageBeforeReceipt_LeavesNothingBehind(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		restock returns.RestockAt
		payout  returns.RefundTo
	}{
		{returns.RestockAtInspection, returns.RefundToOriginal},
		{returns.RestockAtConfirmation, returns.RefundToOriginal},
		{returns.RestockAtInspection, returns.RefundToStoreCredit},
		{returns.RestockAtConfirmation, returns.RefundToExchange},
	} {
		t.Run(string(tt.restock)+" "+string(tt.payout), func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.exec(`set local session_replication_role = replica; update policies set terms = terms || '{"restock_at": "` + string(tt.restock) + `"}'`)
			s.withNeighbors()
			before, undone := s.belongings(), 0
			for _, place := range beforeReceipt() {
				for _, ending := range endings() {
					if !slices.Contains(ending.from, place.status) || ending.rare && tt.payout != returns.RefundToOriginal {
						continue
					}
					undone++
					what := place.name + ", then " + ending.name
					id := story(100 + undone)
					require.Equal(t, place.status, s.bring(id, place, tt.payout).Status, what)
					ending.do(s, id)
					s.do("CallOffPickups", activities.Input[returns.By]{ReturnID: id, Decision: by("void", returns.RoleSystem)})
					require.Equal(t, string(ending.end), s.value(`select status from returns where id = $1`, id), what)
					require.Equal(t, before, s.belongings(), what)
					s.nothingLeft(id, what)
				}
			}
			require.Greater(t, undone, 50, "too few places and endings to believe it")
		})
	}
}

// withNeighbors has another return of the same order under way, and stock on the
// shelves, so that there is something to disturb.
func (s *shop) withNeighbors() {
	s.t.Helper()
	s.stocked(7)
	s.play(openStep(first, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "changed_mind"}),
		does("Review", first, returns.Review{By: by("ok", returns.RoleReviewer), Decision: returns.DecisionApprove}),
		does("Confirm", first, returns.Confirm{By: by("c", returns.RoleSupport)}),
		does("SchedulePickup", first, pickup("p1", "Express")))
}

// bring opens a return of all units that the order has left, and brings it to the place.
func (s *shop) bring(id string, place reached, payout returns.RefundTo) returns.Snapshot {
	s.t.Helper()
	opened := openInput(id, returns.RequestLine{LineNo: 1, Quantity: 2, Reason: "changed_mind"},
		returns.RequestLine{LineNo: 2, Quantity: 2, Reason: "changed_mind"})
	opened.Request.RefundTo = payout
	if place.keeps {
		opened.Request.Method, opened.Request.Pickup = returns.MethodKeepItem, nil
	}
	if payout == returns.RefundToExchange {
		opened.Request.Exchange = &returns.ExchangeRequest{Lines: []returns.ExchangeLine{
			{SKU: "VASE", Quantity: 2, UnitPrice: returns.Money{Minor: 500, Currency: "GBP"}},
		}}
	}
	return s.play(append([]step{with("Open", opened)}, place.steps(id)...)...)
}

// belongings is all that the database holds but the stories of returns: what of
// each order line is reserved and returned, payments, refund tasks, store credit.
func (s *shop) belongings() string {
	s.t.Helper()
	return s.dumpWithout(append(slices.Clone(ofTheReturn), "stock_levels")...) + s.value(
		`select string_agg(sku || ' ' || location || ' ' || bucket || ' ' || quantity, E'\n' order by sku, location, bucket)
		from stock_levels where quantity <> 0`)
}

// nothingLeft holds that the return itself keeps nothing: no unit in any bucket,
// no booking that its carrier still takes for wanted, no replacement.
func (s *shop) nothingLeft(id, what string) {
	s.t.Helper()
	require.Equal(s.t, "0", s.value(`select count(*)::text from (
		select 1 from stock_movements where return_id = $1 group by sku, location, bucket having sum(quantity) <> 0) moved`, id), what)
	for _, booking := range s.express.booked {
		if booking.ReturnID == id {
			require.Contains(s.t, s.express.void, booking.Key, what)
		}
	}
	require.Equal(s.t, "0", s.value(`select count(*)::text from shipments where return_id = $1 and not called_off`, id), what)
	require.Equal(s.t, "0", s.value(`select count(*)::text from exchanges where return_id = $1 and status <> 'cancelled'`, id), what)
	require.Equal(s.t, "0", s.value(`select count(*)::text from returns where id = $1 and wait_for is not null`, id), what)
}
