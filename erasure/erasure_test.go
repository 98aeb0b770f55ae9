package erasure_test

import (
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// books is what must not change, whoever is erased. The figures of reports are
// held against it by verify.
const books = `select string_agg(t, E'\n' order by t) from (
	select (r.id, r.status, r.order_number, r.estimate, r.digest, r.version, r.closed_at)::text t from returns r
	union all select (l.return_id, l.requested, l.approved, l.reason, l.arrived, l.available)::text from return_lines l
	union all select o::text from order_lines o
	union all select p::text from payments p
	union all select m::text from stock_movements m
	union all select (t.id, t.amount, t.state, t.reference)::text from refund_tasks t
	union all select (e.return_id, e.seq, e.action, e.decision_id, e.actor_id, e.status_from, e.status_to, e.at, e.hash)::text from return_events e
	union all select (n.id, n.kind)::text from notifications n) x`

func (s *shop) books() (text string) {
	s.t.Helper()
	require.NoError(s.t, s.owner.QueryRow(s.t.Context(), books).Scan(&text))
	return text
}

func TestErase_ARefundedCustomer_LeavesTheBooksAndNothingOfThePerson(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.order("1001", "carla")
	id := s.opens("1001")
	s.refunded(id)
	photo := s.outside(id)
	s.order("1002", "bob")
	s.exec(`update orders set customer_name = 'Bob Stone', customer_email = 'bob@example.org', customer_phone = '' where order_number = '1002'`)
	other := s.opens("1002")
	s.requireClean()
	before := s.dump()
	for _, marker := range markers {
		if marker != kitchen { // that is in the file
			require.NotEmpty(t, places(before, marker), "the test does not put %q anywhere", marker)
		}
	}
	kept := s.books()

	// Bob's return holds the same texts, as opens writes them; it must keep them.
	done := s.erased()
	require.Equal(t, 1, done.Returns)
	require.Equal(t, 1, done.Photos)
	require.Equal(t, kept, s.books(), "the books have changed")
	require.Equal(t, []string{id}, s.histories.forgotten)
	s.requireClean()

	var bobs string
	require.NoError(t, s.owner.QueryRow(t.Context(), `select note || pickup::text from returns where id = $1`, other).Scan(&bobs))
	require.Contains(t, bobs, "my neighbor knows")
	// Without Bob, nothing of her is left anywhere.
	s.removeAll(other)
	after := s.dump()
	for _, marker := range markers {
		require.Empty(t, places(after, marker), marker)
	}
	files, err := os.ReadDir(s.dir)
	require.NoError(t, err)
	require.Empty(t, files, "the photo %s or the label is still there", photo)
}

// removeAll takes a return out of the database, as only its owner can.
func (s *shop) removeAll(id string) {
	s.t.Helper()
	tx, err := s.owner.Begin(s.t.Context())
	require.NoError(s.t, err)
	_, err = tx.Exec(s.t.Context(), `set local session_replication_role = replica`)
	require.NoError(s.t, err)
	for _, table := range []string{"return_events", "notifications", "return_lines", "shipments", "stock_movements"} {
		_, err = tx.Exec(s.t.Context(), `delete from `+table+` where return_id = $1`, id)
		require.NoError(s.t, err)
	}
	_, err = tx.Exec(s.t.Context(), `delete from returns where id = $1`, id)
	require.NoError(s.t, err)
	require.NoError(s.t, tx.Commit(s.t.Context()))
}

func TestErase_ASecondTime_ChangesNothing_UntilSomethingNewIsSaid(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.order("1001", "carla")
	id := s.opens("1001")
	s.refunded(id)
	s.outside(id)
	first := s.erased()
	before := s.dump()
	require.Equal(t, first, s.erased())
	require.True(t, before == s.dump(), "something has changed")

	take(s, id, s.steps.AddNote, returns.Note{By: by(returns.RoleSupport), Text: "Ana Marsh called again"})
	again := s.erased()
	require.NotEqual(t, first.ID, again.ID)
	require.Empty(t, places(s.dump(), "called again"))
	s.requireClean()
}

func TestErase_InterruptedAnywhere_GoesOnToTheSameEnd(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.order("1001", "carla")
	id := s.opens("1001")
	s.refunded(id)
	s.outside(id)
	s.histories.err = errors.New("the workflow still runs")
	asked, err := s.ask()
	require.NoError(t, err)
	_, err = s.places.Run(t.Context(), asked)
	require.ErrorContains(t, err, "still runs")
	s.requireClean()

	waiting, err := s.ask() // finds the one that is under way
	require.NoError(t, err)
	require.Equal(t, asked.ID, waiting.ID)
	require.Contains(t, waiting.Trouble, "still runs")
	s.histories.err = nil
	done := s.erased()
	require.Equal(t, asked.ID, done.ID)
	require.Empty(t, done.Trouble)
	require.Equal(t, 1, done.Photos)
	s.requireClean()
	var announced int
	require.NoError(t, s.owner.QueryRow(t.Context(), `select count(*) from audit_events where kind = 'erasure.redacted'`).Scan(&announced))
	require.Equal(t, 2, announced, "one for the return, one for the visits")
}

func TestErase_WhileAReturnIsOpen_IsRefusedAndChangesNothing(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.order("1001", "carla")
	s.opens("1001")
	before := s.dump()
	_, err := s.ask()
	require.Equal(t, returns.CodeConflict, returns.CodeOf(err))
	require.Regexp(t, `something of theirs is open: RMA-`, err.Error())
	require.True(t, before == s.dump(), "something has changed")
}

func TestErase_SomebodyUnknown_IsRefused(t *testing.T) {
	t.Parallel()
	_, err := newShop(t).ask()
	require.Equal(t, returns.CodeNotFound, returns.CodeOf(err))
}
