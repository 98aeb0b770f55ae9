package verify_test

import (
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
	"backhaul/returns"
	"backhaul/verify"
)

// temporal stands for the real one: the status of each return's running workflow,
// and of each kind beside them what it says of itself.
type temporal struct {
	running map[string]returns.Status
	beside  map[verify.Kind]map[string]string
	// listed are runs that the list still shows though they have ended.
	listed  []string
	since   time.Time
	away    error
	whenAsk func(id string)
}

func (f *temporal) Running(_ context.Context, kind verify.Kind) iter.Seq2[verify.Running, error] {
	return func(yield func(verify.Running, error) bool) {
		ids := slices.Concat(slices.Collect(maps.Keys(f.beside[kind])), f.listed)
		if kind == verify.KindReturn {
			ids = slices.Concat(slices.Collect(maps.Keys(f.running)), f.listed)
		}
		for _, id := range ids {
			if !yield(verify.Running{ID: id, Since: f.since}, nil) {
				return
			}
		}
	}
}

func (f *temporal) State(_ context.Context, kind verify.Kind, id string) (string, bool, error) {
	if f.whenAsk != nil {
		f.whenAsk(id)
	}
	if kind != verify.KindReturn {
		state, running := f.beside[kind][id]
		return state, running, f.away
	}
	status, running := f.running[id]
	return string(status), running, f.away
}

// followed is a town of two returns in which nothing has happened for an hour,
// and the Temporal that goes with it.
func followed(t *testing.T) (*shop, *temporal) {
	s := newShop(t, dbtest.New(t))
	s.order("open", 3)
	s.order("ended", 3)
	s.opens("open", "open", 1, 0)
	s.opens("ended", "ended", 1, 0).review(returns.Review{Decision: returns.DecisionReject, Note: "worn"})
	s.exec(`update returns set updated_at = updated_at - interval '1 hour', closed_at = closed_at - interval '1 hour'`)
	s.exec(`update notifications set done_at = done_at - interval '1 hour'`)
	return s, &temporal{running: map[string]returns.Status{id("open"): returns.Requested}, since: time.Now().Add(-time.Hour)}
}

// disagreements are what the check of the workflows finds.
func disagreements(t *testing.T, s *shop, live verify.Workflows) []verify.Finding {
	t.Helper()
	return findings(t, s, live, "workflows")
}

// findings are what the named check finds; no other finds anything.
func findings(t *testing.T, s *shop, live verify.Workflows, name string) []verify.Finding {
	t.Helper()
	report, err := verify.Run(t.Context(), s.pool, live)
	require.NoError(t, err)
	check := checkNamed(t, report, name)
	require.Empty(t, check.Skipped)
	require.Positive(t, check.Looked)
	require.Equal(t, report.Found(), check.Found, "no other check finds anything")
	return check.Findings
}

func TestRun_WorkflowsAgree_IsOK(t *testing.T) {
	t.Parallel()
	s, live := followed(t)
	require.Empty(t, disagreements(t, s, live))
}

func TestRun_WorkflowsDisagree_NamesTheReturn(t *testing.T) {
	t.Parallel()
	gone := returns.NewReturnID("verify", "never stored")
	for name, tt := range map[string]struct {
		spoil           func(*temporal)
		subject, detail string
	}{
		"no workflow runs for an open return": {
			func(f *temporal) { delete(f.running, id("open")) },
			"return " + id("open"), "it is requested and no workflow runs for it: no decision can reach it and no deadline will pass",
		},
		"the workflow has another status": {
			func(f *temporal) { f.running[id("open")] = returns.Approved },
			"return " + id("open"), "its row is requested, but its workflow is approved",
		},
		"the workflow of an ended return still runs": {
			func(f *temporal) { f.running[id("ended")] = returns.Rejected },
			"return " + id("ended"), "it is rejected, which is an end, but its workflow still runs and is rejected",
		},
		"a workflow runs for a return that is not stored": {
			func(f *temporal) { f.running[gone] = returns.Requested },
			"return " + gone, `a workflow runs for it and is "requested", but the database has no such return`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, live := followed(t)
			tt.spoil(live)
			require.Equal(t, []verify.Finding{{Subject: tt.subject, Detail: tt.detail}}, disagreements(t, s, live))
		})
	}
}

func TestRun_WorkflowsDisagreeForAMoment_IsOK(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*shop, *temporal){
		"a step has just committed": func(s *shop, f *temporal) {
			s.exec(`update returns set updated_at = now() where id = $1`, id("open"))
			f.running[id("open")] = returns.Approved
		},
		"the ended return has messages to send": func(s *shop, f *temporal) {
			s.exec(`update notifications set done_at = null, outcome = null where return_id = $1`, id("ended"))
			f.running[id("ended")] = returns.Rejected
		},
		"the last message has just been sent": func(s *shop, f *temporal) {
			s.exec(`update notifications set done_at = now() where return_id = $1`, id("ended"))
			f.running[id("ended")] = returns.Rejected
		},
		"the ended return has a carrier to call off": func(s *shop, f *temporal) {
			s.exec(`insert into shipments (return_id, seq, key, state, by_hand) values ($1, 1, 'k', 'voided', true)`, id("ended"))
			f.running[id("ended")] = returns.Rejected
		},
		"the list of running workflows is behind": func(_ *shop, f *temporal) {
			f.listed = append(f.listed, id("ended"), returns.NewReturnID("verify", "refused"))
		},
		"a return is just being opened": func(_ *shop, f *temporal) {
			f.running[returns.NewReturnID("verify", "opening")] = ""
			f.since = time.Now()
		},
		"the return moves on while it is looked at": func(s *shop, f *temporal) {
			f.running[id("open")] = returns.InfoNeeded
			f.whenAsk = func(string) {
				s.exec(`update returns set version = version + 1 where id = $1`, id("open"))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, live := followed(t)
			spoil(s, live)
			require.Empty(t, disagreements(t, s, live))
		})
	}
}

func TestRun_TemporalIsAway_IsAnErrorAndNoFinding(t *testing.T) {
	t.Parallel()
	s, live := followed(t)
	live.away = errors.New("connection refused")
	_, err := verify.Run(t.Context(), s.pool, live)
	require.ErrorContains(t, err, "the check of workflows could not be made: asking the workflow of return "+id("open")+": connection refused")
}
