package verify_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/verify"
)

var someReport = verify.Report{
	At: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC),
	Checks: []verify.Check{
		{Name: "units within bought", Invariant: 1, Looked: 1204, Findings: []verify.Finding{}},
		{
			Name: "stock levels", Invariant: 3, Looked: 88, Found: 3,
			Findings: []verify.Finding{{Subject: "stock of MUG at main, scrap", Detail: "the level is 2, but the movements add up to 1"}},
		},
		{Name: "workflows", Invariant: 6, Findings: []verify.Finding{}, Skipped: "Temporal was not asked"},
	},
}

func TestReport_Text_HasATableAndThenTheFindings(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	require.NoError(t, someReport.WriteText(&text))
	require.Equal(t, `INVARIANT  CHECK                LOOKED AT  FOUND
1          units within bought  1204       0
3          stock levels         88         3
6          workflows            -          skipped: Temporal was not asked

Invariant 3, stock levels:
  stock of MUG at main, scrap: the level is 2, but the movements add up to 1
  and 2 more

Violations: 3. As of 2026-03-02T12:00:00Z.
`, text.String())
}

func TestReport_NothingFound_SaysSo(t *testing.T) {
	t.Parallel()
	report := verify.Report{At: someReport.At, Checks: someReport.Checks[:1]}
	var text bytes.Buffer
	require.NoError(t, report.WriteText(&text))
	require.True(t, report.OK())
	require.Contains(t, text.String(), "\nAll invariants hold. As of 2026-03-02T12:00:00Z.\n")
}

func TestReport_JSON_CanBeReadBack(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	require.NoError(t, someReport.WriteJSON(&text))
	var read verify.Report
	require.NoError(t, json.Unmarshal(text.Bytes(), &read))
	require.Equal(t, someReport, read)
}
