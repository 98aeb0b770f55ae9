package verify_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/verify"
)

// broken is one thing that is wrong in a town where all else is right. In its
// texts <name> stands for the id of a return and [name] for its first refund's.
type broken struct {
	name    string
	check   string // the one that must find it
	subject string // and what it must name
	sql     string // breaks it, with triggers and foreign keys off
	// also lists other checks that cannot but notice too.
	also []string
}

func TestRun_OneThingBroken_IsNamed(t *testing.T) {
	t.Parallel()
	healthy := build(t, town)
	all := slices.Concat(brokenUnits, brokenGoods, brokenMoney, brokenFinance, brokenApprovals, brokenTrail, brokenAudit, brokenStatus, brokenComplaints, brokenHeld, brokenReports, brokenBatches, brokenWebhooks)
	everyCheckIsBroken(t, healthy, all)
	for _, b := range all {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			s := healthy.clone(t)
			breaking := "set local session_replication_role = replica; " + texts(b.sql)
			if b.check != "figures of reports" { // what is broken on purpose is not to show there, too
				breaking += "; select report_rebuild()"
			}
			s.exec(breaking)
			report, err := verify.Run(t.Context(), s.pool, nil)
			require.NoError(t, err)
			found := map[string][]verify.Finding{}
			for _, check := range report.Checks {
				if check.Found > 0 {
					found[check.Name] = check.Findings
				}
			}
			require.ElementsMatch(t, append([]string{b.check}, b.also...), names(found), "%v", found)
			for _, finding := range found[b.check] {
				require.Equal(t, texts(b.subject), finding.Subject)
				require.NotEmpty(t, finding.Detail)
			}
		})
	}
}

// everyCheckIsBroken catches a check that no test has seen failing. Those that
// ask outside the database have tests of their own.
func everyCheckIsBroken(t *testing.T, healthy cloneable, all []broken) {
	report, err := verify.Run(t.Context(), healthy.clone(t).pool, nil)
	require.NoError(t, err)
	requireOK(t, report)
	for _, check := range report.Checks {
		seen := slices.ContainsFunc(all, func(b broken) bool { return b.check == check.Name })
		require.True(t, seen || check.Skipped != "", "no test breaks what %q checks", check.Name)
	}
}

func names(found map[string][]verify.Finding) []string {
	var names []string
	for name := range found {
		names = append(names, name)
	}
	return names
}

// texts writes ids in place of names.
func texts(text string) string {
	text = strings.ReplaceAll(text, "{month}", time.Now().UTC().Format("2006-01"))
	text = returnName.ReplaceAllStringFunc(text, func(name string) string { return id(strings.Trim(name, "<>")) })
	return refundName.ReplaceAllStringFunc(text, func(name string) string {
		return returns.RefundTaskID(id(strings.Trim(name, "[]")), 1)
	})
}

var (
	returnName = regexp.MustCompile(`<[a-z]+>`)
	refundName = regexp.MustCompile(`\[[a-z]+\]`)
)
