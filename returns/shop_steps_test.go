package returns_test

import (
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// The steps of a story, each taken by somebody who may take it. What a test
// does not say is the plain case: everything approved, received and restocked.

func (s *story) review(d returns.Review) *returns.Change {
	d.By = as(returns.RoleReviewer)
	return s.did(s.r().Review(d, s.order, s.now))
}

func (s *story) approve(exceptions ...returns.ReviewLine) *returns.Change {
	return s.review(returns.Review{Decision: returns.DecisionApprove, Lines: exceptions})
}

func (s *story) offer(offer returns.Offer) *returns.Change {
	return s.review(returns.Review{Decision: returns.DecisionCounterOffer, Offer: &offer})
}

func (s *story) answer(d returns.Answer) *returns.Change {
	d.By = as(returns.RoleCustomer)
	return s.did(s.r().Answer(d, s.order, s.now))
}

func (s *story) confirm() *returns.Change {
	return s.did(s.r().Confirm(returns.Confirm{By: as(returns.RoleSupport)}, s.now))
}

func (s *story) cancel() *returns.Change {
	return s.did(s.r().Cancel(returns.Cancel{By: as(returns.RoleCustomer)}, s.now))
}

func (s *story) book(trackingNumber string) *returns.Change {
	booked := returns.Shipment{Key: "pickup", TrackingNumber: trackingNumber, ByHand: true}
	return s.did(s.r().SchedulePickup(returns.SchedulePickup{By: as(returns.RoleLogistics)}, booked, s.now))
}

func (s *story) carrier(event returns.LogisticsState, trackingNumber string) *returns.Change {
	d := returns.CarrierEvent{By: as(returns.RoleIntegration), Event: event, TrackingNumber: trackingNumber}
	return s.did(s.r().ReportCarrier(d, s.now))
}

func (s *story) receive(counted ...returns.CountedLine) *returns.Change {
	return s.did(s.r().Receive(returns.Receive{By: as(returns.RoleWarehouse), Lines: counted}, s.now))
}

func (s *story) inspect(inspected ...returns.InspectedLine) *returns.Change {
	return s.did(s.r().Inspect(returns.Inspect{By: as(returns.RoleWarehouse), Lines: inspected}, s.order, s.now))
}

func (s *story) requestRefund() *returns.Change {
	return s.did(s.r().RequestRefund(returns.By{ID: "auto", Actor: returns.System()}, s.order, s.now))
}

func (s *story) finance(action string) *returns.Change {
	d := returns.DecideRefund{
		By: as(returns.RoleFinance), TaskID: s.r().Task.ID, Action: action, Reference: "bank 1", Note: "as agreed",
	}
	return s.did(s.r().DecideRefund(d, s.order, s.now))
}

func (s *story) providerSays(state returns.ProviderState) *returns.Change {
	outcome := returns.ProviderOutcome{State: state, Reference: "re_1", Reason: "card closed"}
	return s.did(s.r().ProviderSays(returns.By{ID: "auto", Actor: returns.System()}, outcome, s.now))
}

func (s *story) close(outcome returns.Status) *returns.Change {
	return s.did(s.r().Close(returns.Close{By: as(returns.RoleReviewer), Outcome: outcome}, s.now))
}

// passDeadline lets the time of the wait run out.
func (s *story) passDeadline() *returns.Change {
	require.NotNil(s.t, s.r().Wait.Deadline, "nothing is awaited until a time in %s", s.r().Status())
	s.now = *s.r().Wait.Deadline
	return s.did(s.r().PassDeadline(returns.By{ID: "timer", Actor: returns.System()}, s.now, s.order, s.now))
}

// until takes the main line's steps until the return has the status.
func (s *story) until(target returns.Status) *story {
	for steps := 0; s.r().Status() != target; steps++ {
		require.Less(s.t, steps, 12, "the main line does not lead to %s; it stands at %s", target, s.r().Status())
		s.step(target)
		s.now = s.now.Add(time.Hour)
	}
	return s
}

func (s *story) step(target returns.Status) {
	switch s.r().Status() {
	case returns.Requested:
		switch target {
		case returns.InfoNeeded:
			s.review(returns.Review{Decision: returns.DecisionRequestInfo, Note: "a photo, please"})
		case returns.CounterOffered:
			s.offer(returns.Offer{KeepItem: true})
		default:
			s.approve()
		}
	case returns.Approved:
		s.confirm()
	case returns.Confirmed:
		if s.r().Method == returns.MethodKeepItem {
			s.requestRefund()
		} else {
			s.book("TRACK-1")
		}
	case returns.PickupScheduled:
		s.carrier(returns.HandedOver, "TRACK-1")
	case returns.InTransit:
		s.receiveAll()
	case returns.Received:
		s.inspectAll(returns.Restock)
	case returns.Inspected:
		s.requestRefund()
	case returns.RefundPending:
		if s.r().Task.State == returns.TaskAwaitingFinance {
			s.finance(returns.RefundApprove)
		} else {
			s.finance(returns.RefundMarkPaid)
		}
	case returns.Refunded:
		s.passDeadline()
	default:
		require.Fail(s.t, "no step leads on", "from %s", s.r().Status())
	}
}

// receiveAll counts in what was approved, in one parcel.
func (s *story) receiveAll() {
	var counted []returns.CountedLine
	for _, line := range s.r().Lines {
		if line.Approved > 0 {
			counted = append(counted, returns.CountedLine{LineNo: line.LineNo, Quantity: line.Approved})
		}
	}
	s.receive(counted...)
}

// inspectAll gives everything that arrived one disposition.
func (s *story) inspectAll(disposition returns.Disposition) {
	var inspected []returns.InspectedLine
	for _, line := range s.r().Lines {
		if open := line.Units.Arrived - line.Units.Disposed(); open > 0 {
			inspected = append(inspected, returns.InspectedLine{LineNo: line.LineNo, Quantity: open, Disposition: disposition})
		}
	}
	s.inspect(inspected...)
}

func (s *story) take(d returns.Receive) *returns.Change {
	d.By = as(returns.RoleWarehouse)
	return s.did(s.r().Receive(d, s.now))
}

func (s *story) fact(id string, event returns.LogisticsState, trackingNumber string, at time.Time) *returns.Change {
	return s.did(s.r().ReportCarrier(returns.CarrierEvent{
		By: as(returns.RoleIntegration), Event: event, EventID: id, TrackingNumber: trackingNumber, OccurredAt: &at,
	}, s.now))
}

func (s *story) schedule(d returns.SchedulePickup, trackingNumber string) *returns.Change {
	d.By = as(returns.RoleLogistics)
	return s.did(s.r().SchedulePickup(d, returns.Shipment{Key: "pickup", TrackingNumber: trackingNumber, ByHand: true}, s.now))
}

func (s *story) closes(d returns.Close) *returns.Change {
	d.By = as(returns.RoleReviewer)
	return s.did(s.r().Close(d, s.now))
}
