package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCheck_Exceptions_NameTestsThatExist(t *testing.T) {
	t.Parallel()
	problems, said := checkIn(t, map[string]string{"docs/exceptions.md": "| What | Shown by |\n|---|---|\n| A | `TestGone` |\n"})
	require.Equal(t, "docs/exceptions.md: there is no test TestGone\n", said)
	require.Equal(t, 1, problems)
}

func TestCheck_Holes_NameTestsThatExist(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ row, said string }{
		"a test":               {"| A | B | `TestIt_Works` |", ""},
		"two tests":            {"| A | B | `TestIt_Works`, `FuzzIt` |", ""},
		"a reason":             {"| A | B | Not yet: nobody asked. |", ""},
		"a test that is gone":  {"| A | B | `TestIt_Works`, `TestGone` |", "docs/holes.md: there is no test TestGone\n"},
		"no test in test code": {"| A | B | `TestElsewhere` |", "docs/holes.md: there is no test TestElsewhere\n"},
		"half a name":          {"| A | B | `TestIt` |", "docs/holes.md: there is no test TestIt\n"},
		"nothing":              {"| A | B | |", "docs/holes.md: \"A\" names no test; name one, or say why after \"Not yet: \"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			problems, said := checkIn(t, map[string]string{
				"docs/holes.md":   "| Where | What | Shown by |\n|---|---|---|\n" + tt.row + "\n",
				"it/it_test.go":   "package it\n\nfunc TestIt_Works(t *testing.T) {}\n\nfunc FuzzIt(f *testing.F) {}\n",
				"it/elsewhere.go": "package it\n\nfunc TestElsewhere() {}\n",
			})
			require.Equal(t, tt.said, said)
			require.Equal(t, tt.said != "", problems > 0)
		})
	}
}
