package verify_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
	"backhaul/returns"
	"backhaul/verify"
)

// besides is a town with a complaint, goods to send back and a batch at work, in
// which nothing has happened for an hour, and the Temporal that goes with it.
func besides(t *testing.T) (*shop, *temporal) {
	s := newShop(t, dbtest.New(t))
	for _, name := range []string{"complained", "held", "requested"} {
		s.order(name, 3)
	}
	complained := s.opens("complained", "complained", 1, 0).review(returns.Review{Decision: returns.DecisionReject, Note: "worn"})
	take(complained, s.steps.Complain, returns.Complaint{By: by(returns.RoleCustomer), Text: "never worn"})
	held := s.opens("held", "held", 1, 0).approvedAndConfirmed().pickedUp().receive(1).inspect(returns.ReturnToCustomer)
	take(held, s.steps.Close, returns.Close{By: by(returns.RoleReviewer), Outcome: returns.SentBack, Note: "worn"})
	s.opens("requested", "requested", 1, 0)
	batch(s)
	s.exec(`update batch_rows set outcome = 'waiting', request = '{}', error = null where row = 2`)
	s.exec(`update batches set state = 'running', waiting = 1, refused = 0, updated_at = now() - interval '1 hour'`)
	s.quiet()
	s.exec(`select report_rebuild()`)
	return s, &temporal{
		running: map[string]returns.Status{id("requested"): returns.Requested},
		beside: map[verify.Kind]map[string]string{
			verify.KindDispute: {id("complained"): "open"}, verify.KindHeld: {id("held"): "send_back"}, verify.KindBatch: {theBatch: ""},
		},
		since: time.Now().Add(-time.Hour),
	}
}

// quiet makes all that happened an hour old, and all messages sent.
func (s *shop) quiet() {
	s.exec(`update returns set updated_at = now() - interval '1 hour', closed_at = case when closed_at is not null then now() - interval '1 hour' end`)
	s.exec(`update shipments set called_off = true where state = 'voided'`)
	s.exec(`update notifications set done_at = now() - interval '1 hour', outcome = 'sent'`)
}

// besideFindings are what the check of the workflows beside returns finds.
func besideFindings(t *testing.T, s *shop, live verify.Workflows) []verify.Finding {
	t.Helper()
	return findings(t, s, live, "workflows beside")
}

func TestRun_WorkflowsBesideAgree_IsOK(t *testing.T) {
	t.Parallel()
	s, live := besides(t)
	require.Empty(t, besideFindings(t, s, live))
}

func TestRun_WorkflowsBesideDisagree_NamesWhatTheyAreAbout(t *testing.T) {
	t.Parallel()
	complaint, goods := "complaint about return "+id("complained"), "held goods of return "+id("held")
	for name, tt := range map[string]struct {
		spoil           func(*shop, *temporal)
		subject, detail string
	}{
		"no workflow runs for an open complaint": {
			func(_ *shop, f *temporal) { delete(f.beside, verify.KindDispute) },
			complaint, "it stands at open and no workflow runs for it: no deadline will pass and no decision can reach it",
		},
		"the workflow of a complaint says otherwise": {
			func(_ *shop, f *temporal) { f.beside[verify.KindDispute][id("complained")] = "answered" },
			complaint, "its row says open, but its workflow says answered",
		},
		"the workflow of a dismissed complaint still runs": {
			func(s *shop, f *temporal) {
				take(&one{shop: s, Snapshot: returns.Snapshot{ReturnID: id("complained")}}, s.steps.DecideComplaint,
					returns.DecideComplaint{By: by(returns.RoleAdmin), Decision: returns.ComplaintDismiss, Note: "worn"})
				s.quiet()
			},
			complaint, "nothing of it is open any more, but its workflow still runs",
		},
		"no workflow runs for held goods": {
			func(_ *shop, f *temporal) { delete(f.beside, verify.KindHeld) },
			goods, "it stands at send_back and no workflow runs for it: nobody will be reminded; the next decision about the goods starts one",
		},
		"the workflow of held goods says otherwise": {
			func(_ *shop, f *temporal) { f.beside[verify.KindHeld][id("held")] = "decide_stray" },
			goods, "its row says send_back, but its workflow says decide_stray",
		},
		"the start of a running batch was lost": {
			func(_ *shop, f *temporal) { delete(f.beside, verify.KindBatch) },
			"batch " + theBatch, "it stands at running and no workflow runs for it: no row will be opened or decided; the next decision about it, such as to pause and resume it, starts one",
		},
		"a cancelled batch has a decision to carry out and no workflow": {
			func(s *shop, f *temporal) {
				s.exec(`update batch_rows set outcome = 'cancelled', request = null where row = 2`)
				s.exec(`update batches set state = 'cancelled', waiting = 0, cancelled = 1`)
				s.exec(`update batch_decision_rows set outcome = 'waiting', error = null`)
				s.exec(`update batch_decisions set waiting = 1, refused = 0`)
				delete(f.beside, verify.KindBatch)
			},
			"batch " + theBatch, "it stands at cancelled and no workflow runs for it: no row will be opened or decided; the next decision about it, such as to pause and resume it, starts one",
		},
		"the workflow of a done batch still runs": {
			func(s *shop, _ *temporal) {
				s.exec(`update batch_rows set outcome = 'refused', request = null, error = '{}' where row = 2`)
				s.exec(`update batches set state = 'done', waiting = 0, refused = 1`)
			},
			"batch " + theBatch, "nothing of it is open any more, but its workflow still runs",
		},
		"a workflow runs for a batch that is not stored": {
			func(_ *shop, f *temporal) { f.beside[verify.KindBatch]["bat_gone"] = "" },
			"batch bat_gone", "nothing of it is open any more, but its workflow still runs",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, live := besides(t)
			tt.spoil(s, live)
			require.Equal(t, []verify.Finding{{Subject: tt.subject, Detail: tt.detail}}, besideFindings(t, s, live))
		})
	}
}

func TestRun_WorkflowsBesideDisagreeForAMoment_IsOK(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*shop, *temporal){
		"a step has just committed": func(s *shop, f *temporal) {
			s.exec(`update returns set updated_at = now() where id = $1`, id("complained"))
			delete(f.beside, verify.KindDispute)
		},
		"the batch has just been stored": func(s *shop, f *temporal) {
			s.exec(`update batches set updated_at = now()`)
			delete(f.beside, verify.KindBatch)
		},
		"a batch is paused, and waits or does not": func(s *shop, f *temporal) {
			s.exec(`update batches set state = 'paused'`)
		},
		"the list of running workflows is behind": func(_ *shop, f *temporal) {
			f.listed = append(f.listed, id("requested"), "bat_gone")
		},
		"a complaint is just being opened": func(_ *shop, f *temporal) {
			f.beside[verify.KindDispute][id("requested")] = "none"
			f.since = time.Now()
		},
		"the decided complaint has messages to send": func(s *shop, f *temporal) {
			take(&one{shop: s, Snapshot: returns.Snapshot{ReturnID: id("complained")}}, s.steps.DecideComplaint,
				returns.DecideComplaint{By: by(returns.RoleAdmin), Decision: returns.ComplaintDismiss, Note: "worn"})
			s.exec(`update returns set updated_at = now() - interval '1 hour'`)
		},
		"the complaint moves on while it is looked at": func(s *shop, f *temporal) {
			f.beside[verify.KindDispute][id("complained")] = "answered"
			f.whenAsk = func(of string) {
				if of == id("complained") {
					s.exec(`update returns set version = version + 1 where id = $1`, of)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, live := besides(t)
			spoil(s, live)
			require.Empty(t, besideFindings(t, s, live))
		})
	}
}
