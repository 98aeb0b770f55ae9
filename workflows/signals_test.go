package workflows_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"

	"backhaul/returns"
)

// body is what a person types into the Temporal UI, or a script sends: the API's
// body, without id and without actor.
func body(text string) json.RawMessage { return json.RawMessage(text) }

func TestSignals_OfEveryDecision_DoWhatTheUpdatesDo(t *testing.T) {
	t.Parallel()
	reject := finance(returns.RefundReject)
	reject.Reference = ""
	for name, payloads := range map[string]map[returns.Action]any{
		"with the full payload": {
			returns.ActionAnswer: returns.Answer{By: by("s-answer", returns.RoleCustomer), Note: "Blue"}, returns.ActionReview: approve(),
			returns.ActionConfirm: confirm(), returns.ActionSchedulePickup: book(), returns.ActionCarrierEvent: scan(returns.HandedOver),
			returns.ActionReceive: receive(), returns.ActionInspect: inspect(), returns.ActionDecideRefund: reject,
			returns.ActionClose: returns.Close{By: by("s-close", returns.RoleReviewer), Outcome: returns.SentBack},
		},
		"with the API's body alone": {
			returns.ActionAnswer: body(`{"note":"Blue"}`), returns.ActionReview: body(`{"decision":"approve"}`), returns.ActionConfirm: body(`{}`),
			returns.ActionSchedulePickup: body(`{"carrier":"SF","tracking_number":"SF1"}`), returns.ActionCarrierEvent: body(`{"event":"handed_over"}`),
			returns.ActionReceive:      body(`{"lines":[{"line_no":1,"quantity":1},{"line_no":2,"quantity":2}]}`),
			returns.ActionInspect:      body(`{"lines":[{"line_no":1,"quantity":1,"disposition":"restock"},{"line_no":2,"quantity":2,"disposition":"scrap"}]}`),
			returns.ActionDecideRefund: body(`{"action":"reject","note":"as agreed"}`), returns.ActionClose: body(`{"outcome":"sent_back"}`),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j := newJourney(t)
			j.signal(1*hour, returns.ActionReview, body(`{"decision":"request_info","note":"Which color?"}`))
			for i, action := range []returns.Action{
				returns.ActionAnswer, returns.ActionReview, returns.ActionConfirm, returns.ActionSchedulePickup, returns.ActionCarrierEvent,
				returns.ActionReceive, returns.ActionInspect, returns.ActionDecideRefund, returns.ActionClose,
			} {
				j.signal(time.Duration(i+2)*hour, action, payloads[action])
			}
			j.ends(returns.SentBack)
			require.Equal(t, "open review answer review confirm schedule_pickup carrier_event receive inspect request_refund decide_refund close", j.trail(j.id))
		})
	}
}

func TestSignal_SaysNotWhoSendsIt_IsTheOperators(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.signal(1*hour, returns.ActionReview, body(`{"decision":"approve"}`))
	j.signal(2*hour, returns.ActionCancel, nil) // as from the Temporal UI, with no input at all
	j.ends(returns.Cancelled)
	require.Equal(t, "signal:review:1 temporal admin, signal:cancel:2 temporal admin", j.value(
		`select string_agg(decision_id || ' ' || actor_id || ' ' || actor_role, ', ' order by seq) from return_events where seq > 1`))
}

func TestSignal_IsRefused_StandsInTheTrailAndTheReturnGoesOn(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.signal(1*hour, returns.ActionConfirm, body(`{}`))                                              // not possible now
	j.signal(2*hour, returns.ActionReview, returns.Review{By: by("w-1", returns.RoleWarehouse)})     // not this role
	j.signal(3*hour, returns.ActionReview, body(`{"id":"r-1","decision":"reject"}`))                 // not without a note
	j.signal(4*hour, returns.ActionReview, body(`{"id":"r-1","decision":"reject","note":"worn"}`))   // not under a used id
	j.signal(5*hour, returns.ActionReview, body(`{"id":"nul","decision":"reject","note":"\u0000"}`)) // not storable
	j.signal(6*hour, returns.ActionCancel, body(`{"reason":"enough"}`))
	j.ends(returns.Cancelled)
	require.Equal(t, "open [confirm] [review] [review] [review] cancel", j.trail(j.id))
	refusals := j.value(`select string_agg(decision_id || ': ' || refused, E'\n' order by seq) from return_events where refused <> ''`)
	require.Contains(t, refusals, "signal:confirm:1: the return is requested: confirm is not possible now, but review, cancel, receive is")
	require.Contains(t, refusals, "w-1: the role warehouse may not review a return")
	require.Contains(t, refusals, "r-1: say why the return is rejected")
	require.Contains(t, refusals, "nul: the input holds a value that cannot be stored")
	require.JSONEq(t, `{"id":"r-1","decision":"reject"}`, j.value(`select data::text from return_events where decision_id = 'r-1'`), "as it came in")
}

func TestSignal_ArrivesTwice_ChangesNothingTheSecondTime(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	for i := range 3 {
		j.signal(time.Duration(i+1)*hour, returns.ActionReview, body(`{"id":"once","decision":"approve"}`))
	}
	j.signal(5*hour, returns.ActionCancel, body(`{}`))
	j.ends(returns.Cancelled)
	require.Equal(t, "open review cancel", j.trail(j.id))
}

func TestSignal_SentBeforeTheReturnIsOpen_IsTaken(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.env.SetOnActivityStartedListener(func(info *activity.Info, _ context.Context, _ converter.EncodedValues) {
		if info.ActivityType.Name == "Open" {
			j.env.SignalWorkflow(string(returns.ActionReview), body(`{"decision":"approve"}`))
		}
	})
	approved := j.seen(time.Minute)
	j.signal(1*hour, returns.ActionCancel, body(`{}`))
	j.ends(returns.Cancelled)
	require.Equal(t, returns.Approved, approved.Status)
}

// What cannot be read is on record, and no part of it is taken for the next.
func TestSignal_CannotBeRead_StandsInTheTrailAndTheNextIsTaken(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.signal(1*hour, returns.ActionReview, body(`{"decision":"reject","note":"worn","lines":"none"}`))
	j.signal(2*hour, returns.ActionReview, []int{1, 2, 3})
	j.signal(3*hour, returns.ActionReview, "approve")
	j.signal(4*hour, returns.ActionReview, []byte{0xff, 0x00})
	j.signal(5*hour, returns.ActionReview, body(`{"lines":[]}`))
	j.signal(6*hour, returns.ActionReview, body(`{"decision":"approve"}`))
	approved := j.seen(7 * hour)
	j.signal(8*hour, returns.ActionCancel, body(`{}`))
	j.ends(returns.Cancelled)
	require.Equal(t, returns.Approved, approved.Status)
	require.Equal(t, "open [review] [review] [review] [review] [review] review cancel", j.trail(j.id))
	require.JSONEq(t, `{"decision":"reject","note":"worn","lines":"none"}`, j.value(`select data::text from return_events where seq = 2`))
	require.Equal(t, "admin", j.value(`select string_agg(distinct actor_role, ' ') from return_events where refused <> ''`))
}

func TestSignals_ComeInAFlood_AreTakenOneByOne(t *testing.T) {
	t.Parallel()
	j := newJourney(t)
	j.update(1*hour, returns.ActionReview, approve())
	j.update(2*hour, returns.ActionConfirm, confirm())
	j.after(3*hour, func() {
		for i := range 30 {
			j.env.SignalWorkflow(string(returns.ActionCarrierEvent), body(fmt.Sprintf(`{"id":"scan-%d","event":"in_transit"}`, i%20)))
		}
	})
	j.update(4*hour, returns.ActionCancel, returns.Cancel{By: by("", returns.RoleCustomer)})
	j.ends(returns.Cancelled)
	require.Equal(t, "20", j.value(`select count(*)::text from return_events where action = 'carrier_event'`))
}
