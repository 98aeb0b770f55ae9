package activities_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

func TestEvidence_OnlyAPhotoOfThisCustomerAndOfNoOtherReturn_IsTaken(t *testing.T) {
	t.Parallel()
	photo := func(n int) string { return "evi_" + story(50 + n)[4:] }
	ada, eve := "C-1", "C-2"
	for name, tt := range map[string]struct {
		prepare func(*shop)
		ids     []string
		taken   bool
	}{
		"uploaded by the customer": {func(s *shop) { s.photo(photo(1), &ada) }, []string{photo(1)}, true},
		"uploaded by staff":        {func(s *shop) { s.photo(photo(1), nil) }, []string{photo(1)}, true},
		"named twice":              {func(s *shop) { s.photo(photo(1), &ada) }, []string{photo(1), photo(1)}, true},
		"two photos":               {func(s *shop) { s.photo(photo(1), &ada); s.photo(photo(2), nil) }, []string{photo(1), photo(2)}, true},
		"never uploaded":           {func(*shop) {}, []string{photo(1)}, false},
		"of another customer":      {func(s *shop) { s.photo(photo(1), &eve) }, []string{photo(1)}, false},
		"one good, one not":        {func(s *shop) { s.photo(photo(1), &ada); s.photo(photo(2), &eve) }, []string{photo(1), photo(2)}, false},
		"of another return": {func(s *shop) {
			s.photo(photo(1), &ada)
			s.play(openStep(second, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "late"}))
			s.exec(`update evidence set return_id = $1`, second)
		}, []string{photo(1)}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onOpening := newShop(t)
			tt.prepare(onOpening)
			in := openInput(first, returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "damaged"})
			in.Request.Evidence = tt.ids
			_, err := onOpening.run("Open", in)
			onOpening.requireTaken(err, tt.ids, tt.taken)

			onAnswer := newShop(t)
			tt.prepare(onAnswer)
			onAnswer.play(openStep(first, returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "damaged"}),
				does("Review", first, returns.Review{By: by("q", returns.RoleReviewer), Decision: returns.DecisionRequestInfo, Note: "A photo, please"}))
			answer := returns.Answer{By: by("a", returns.RoleCustomer), Evidence: tt.ids}
			_, err = onAnswer.run("Answer", activities.Input[returns.Answer]{ReturnID: first, Decision: answer})
			onAnswer.requireTaken(err, tt.ids, tt.taken)
		})
	}
}

func (s *shop) requireTaken(err error, ids []string, taken bool) {
	s.t.Helper()
	var attached int
	require.NoError(s.t, s.books.QueryRow(s.t.Context(), `select count(*) from evidence where return_id = $1`, first).Scan(&attached))
	if !taken {
		refused(s.t, err, returns.CodeInvalid)
		require.ErrorContains(s.t, err, "upload it again")
		require.Zero(s.t, attached)
		return
	}
	require.NoError(s.t, err)
	want := map[string]bool{}
	for _, id := range ids {
		want[id] = true
	}
	require.Equal(s.t, len(want), attached)
}
