package api_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"backhaul/activities"
	"backhaul/returns"
)

// setupReports is a shop that sold twelve articles in January, of which two mugs
// are to come back and a lamp was refused.
func setupReports(t *testing.T) *bundle {
	t.Helper()
	b := setup(t)
	b.order("A-1")
	b.order("A-2")
	b.open("A-1", 2, now)
	refused := b.open("A-2", 1, now)
	_, err := b.steps(now.Add(90*60e9)).Review(t.Context(), activities.Input[returns.Review]{ReturnID: refused, Decision: returns.Review{
		By: by(returns.RoleReviewer), Decision: returns.DecisionReject, Note: "worn",
	}})
	require.NoError(t, err)
	return b
}

func (b *bundle) report(path string) object {
	b.t.Helper()
	return b.as(returns.RoleFinance).get("/v1/reports/" + path).ok()
}

func first(report object, list string) object { return report[list].([]any)[0].(object) }

func TestReports_Summary_HoldsReturnedAgainstSold(t *testing.T) {
	t.Parallel()
	report := setupReports(t).report("summary?from=2026-01-01&to=2026-01-31")
	require.Equal(t, object{"from": "2025-12-01", "to": "2025-12-31"}, report["before"])
	goods := report["goods"].(object)
	require.Equal(t, []any{12.0, 3.0, 0.0, 2.0}, []any{goods["sold_units"], goods["requested_units"], goods["returned_units"], goods["lines"]})
	require.Equal(t, []any{object{"amount": "170.00", "currency": "GBP"}}, goods["sold"])
	require.Zero(t, goods["return_rate"])
	outcomes := report["outcomes"].(object)
	require.Equal(t, []any{2.0, 1.0, 0.0}, []any{outcomes["returns"], outcomes["rejected_by_hand"], outcomes["approved_by_hand"]})
	require.Nil(t, report["goods_before"].(object)["return_rate"], "nothing was sold then")
}

func TestReports_ReasonsAndProducts_AreSharesOfAllThatComesBack(t *testing.T) {
	t.Parallel()
	b := setupReports(t)
	reason := first(b.report("reasons?from=2026-01-01&to=2026-01-31"), "items")
	require.Equal(t, []any{"changed_mind", "Changed mind", 3.0, 1.0}, []any{reason["key"], reason["name"], reason["requested_units"], reason["share"]})
	products := b.report("products?from=2026-01-01&to=2026-01-31&sort=sold")["items"].([]any)
	require.Len(t, products, 2)
	mug := products[0].(object)
	require.Equal(t, []any{"MUG", "Mug", 10.0, 3.0}, []any{mug["key"], mug["name"], mug["sold_units"], mug["requested_units"]})
	require.Len(t, b.report("products?from=2026-01-01&to=2026-01-31&limit=1")["items"], 1)
	require.Empty(t, b.report("products?from=2026-01-01&to=2026-01-31&currency=EUR")["items"])
	require.Equal(t, "", first(b.report("products?group=category&from=2026-01-01&to=2026-01-31"), "items")["key"])
}

func TestReports_Trend_HasNoGapsAndAveragesOverAWeek(t *testing.T) {
	t.Parallel()
	b := setupReports(t)
	report := b.report("trend?from=2026-01-01&to=2026-01-31&by=product&key=MUG")
	items := report["items"].([]any)
	require.Len(t, items, 31)
	require.Nil(t, items[5].(object)["moving_average"])
	require.InDelta(t, 3.0/7, items[9].(object)["moving_average"].(object)["requested_units"], 1e-9)
	require.Equal(t, 3.0, items[9].(object)["requested_units"])
	weeks := b.report("trend?from=2026-01-01&to=2026-01-31&group=week")["items"].([]any)
	require.Equal(t, []any{"2026-W01", 5}, []any{weeks[0].(object)["period"], len(weeks)})
	months := b.report("trend?from=2025-12-15&to=2026-01-31&group=month")["items"].([]any)
	require.Equal(t, []any{"2025-12", "2026-01", 2.0}, []any{months[0].(object)["period"], months[1].(object)["period"], months[1].(object)["returns"]})
}

func TestReports_CycleTimesAndReviewers_SayHowLongItTook(t *testing.T) {
	t.Parallel()
	b := setupReports(t)
	report := b.report("cycle-times?from=2026-01-01&to=2026-01-31")
	step, waiting := first(report, "steps"), first(report, "waiting")
	require.Equal(t, []any{"requested", 1.0}, []any{step["status"], step["count"]})
	require.InEpsilon(t, 5400, step["median_seconds"], 0.022)
	require.Equal(t, []any{"requested", "reviewer", 1.0, 0.0}, []any{waiting["status"], waiting["waiting_for"], waiting["returns"], waiting["overdue"]})
	reviewer := first(b.report("reviewers?from=2026-01-01&to=2026-01-31"), "items")
	require.Equal(t, []any{"usr-reviewer", "Dev usr-reviewer", 1.0, 1.0, 0.0},
		[]any{reviewer["key"], reviewer["name"], reviewer["decided"], reviewer["rejected"], reviewer["approved"]})
}

func TestReports_AllOthers_AnswerAsPromised(t *testing.T) {
	t.Parallel()
	b := setupReports(t)
	policy := first(b.report("policies?from=2026-01-10&to=2026-01-10"), "items")
	require.Equal(t, []any{"plain-30", 1.0, 2.0}, []any{policy["policy_id"], policy["version"], policy["returns"]})
	customer := first(b.report("customers?from=2026-01-01&to=2026-01-31"), "items")
	require.Equal(t, []any{"13047", "Ana Marsh", 2.0, 12.0, 1.0}, []any{customer["key"], customer["name"], customer["returns"], customer["sold_units"], customer["rejected"]})
	require.Empty(t, customer["unusual"])
	require.Len(t, b.report("dispositions")["items"], 9)
	require.Empty(t, b.report("refunds")["items"])
	require.Empty(t, b.report("carriers")["items"])
	require.Equal(t, 0.0, b.report("complaints")["complaints"])
}

func TestReports_PeriodThatIsNone_IsRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, period := range []string{"from=2026-02-30", "from=2026-01-02&to=2026-01-01", "from=1999-01-01&to=2026-01-01", "to=today"} {
		b.as(returns.RoleAdmin).get("/v1/reports/summary?"+period).refused(422, "invalid")
	}
	b.as(returns.RoleWarehouse).get("/v1/reports/summary").refused(403, "forbidden")
	b.as(returns.RoleCustomer).get("/v1/reports/customers").refused(403, "forbidden")
}

func TestReports_Export_IsAWorkbookWithChartsOrAPage(t *testing.T) {
	t.Parallel()
	b := setupReports(t)
	answer := b.as(returns.RoleAuditor).get("/v1/reports/export?from=2026-01-01&to=2026-01-31")
	require.Equal(t, 200, answer.status)
	book, err := excelize.OpenReader(bytes.NewReader(answer.body))
	require.NoError(t, err)
	require.Len(t, book.GetSheetList(), 12)
	sold, err := book.GetCellValue("Products", "E3")
	require.NoError(t, err)
	require.Equal(t, "10", sold, "mugs, after the lamp")
	charts := 0
	book.Pkg.Range(func(name, _ any) bool {
		if strings.HasPrefix(name.(string), "xl/charts/chart") {
			charts++
		}
		return true
	})
	require.GreaterOrEqual(t, charts, 6)

	page := b.as(returns.RoleAuditor).get("/v1/reports/export?format=html&from=2026-01-01&to=2026-01-31")
	require.Contains(t, string(page.body), "<td>MUG Mug")
	require.Contains(t, string(page.body), "<td>12</td>")
}
