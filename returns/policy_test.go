package returns_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// at reads a moment, "2026-03-29 23:59:59" in a zone.
func at(t *testing.T, moment, zone string) time.Time {
	t.Helper()
	location, err := time.LoadLocation(zone)
	require.NoError(t, err)
	parsed, err := time.ParseInLocation(time.DateTime, moment, location)
	require.NoError(t, err)
	return parsed
}

// verdict judges one mug against a policy that is changed from thirtyDays.
func verdict(by returns.Role, now time.Time, photos int, order *returns.Order, change func(*returns.Terms)) returns.Verdict {
	policy := thirtyDays()
	if change != nil {
		change(&policy.Terms)
	}
	lines := []returns.Line{{LineNo: 1, SKU: "MUG", Requested: 1, Approved: 1, Reason: "damaged"}}
	return policy.Evaluate(returns.Case{
		Order: order, Lines: lines, Request: returns.Request{Evidence: make([]string, photos)},
		By: returns.Actor{ID: "x", Role: by}, Now: now,
	})
}

// clause returns the outcome and the facts of the verdict's clause.
func clause(t *testing.T, v returns.Verdict, name string) (outcome string, facts map[string]string) {
	t.Helper()
	for _, c := range v.Clauses {
		if c.Clause == name {
			return c.Outcome, c.Facts
		}
	}
	require.Fail(t, "the verdict has no clause "+name)
	return "", nil
}

func TestPolicy_TheLastDay_CountsToItsEndInTheShopsZone(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		shop, delivered string
		days            int
		lastMoment      string // in the shop's zone, too
		lastDay         string
	}{
		"London, summer time begins meanwhile": {"Europe/London", "2026-03-02 09:00:00", 30, "2026-04-01 23:59:59", "2026-04-01"},
		"London, winter time begins meanwhile": {"Europe/London", "2026-10-10 23:30:00", 30, "2026-11-09 23:59:59", "2026-11-09"},
		"the last day has 23 hours":            {"Europe/Berlin", "2026-02-27 10:00:00", 30, "2026-03-29 23:59:59", "2026-03-29"},
		"the last day has 25 hours":            {"Europe/Berlin", "2026-09-25 10:00:00", 30, "2026-10-25 23:59:59", "2026-10-25"},
		"the day after has no midnight":        {"America/Santiago", "2025-08-07 10:00:00", 30, "2025-09-06 23:59:59", "2025-09-06"},
		"the last day has no midnight":         {"America/Santiago", "2025-08-08 10:00:00", 30, "2025-09-07 23:59:59", "2025-09-07"},
		"seven days, Shanghai":                 {"Asia/Shanghai", "2026-03-01 08:00:00", 7, "2026-03-08 23:59:59", "2026-03-08"},
		"delivered a second before midnight":   {"Asia/Shanghai", "2026-03-01 23:59:59", 7, "2026-03-08 23:59:59", "2026-03-08"},
		"delivered at midnight":                {"Asia/Shanghai", "2026-03-02 00:00:00", 7, "2026-03-09 23:59:59", "2026-03-09"},
		"over a leap day":                      {"UTC", "2028-02-15 12:00:00", 14, "2028-02-29 23:59:59", "2028-02-29"},
		"from a leap day, a year":              {"UTC", "2028-02-29 12:00:00", 365, "2029-02-28 23:59:59", "2029-02-28"},
		"no leap day this year":                {"UTC", "2026-02-15 12:00:00", 14, "2026-03-01 23:59:59", "2026-03-01"},
		"over the new year":                    {"UTC", "2026-12-20 12:00:00", 30, "2027-01-19 23:59:59", "2027-01-19"},
		"the day of delivery only":             {"UTC", "2026-03-02 12:00:00", 0, "2026-03-02 23:59:59", "2026-03-02"},
		"a zone that nobody knows is UTC":      {"Mars/Olympus", "2026-03-02 12:00:00", 30, "2026-04-01 23:59:59", "2026-04-01"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			zone := tt.shop
			if zone == "Mars/Olympus" {
				zone = "UTC"
			}
			order := mugsAndLamp()
			delivered := at(t, tt.delivered, zone).UTC()
			order.DeliveredAt = &delivered
			window := func(p *returns.Terms) {
				p.TimeZone, p.Windows = tt.shop, []returns.Window{{Days: tt.days, Anchor: "delivered"}}
			}
			last := at(t, tt.lastMoment, zone).UTC()

			outcome, facts := clause(t, verdict(returns.RoleCustomer, last, 0, order, window), "window")
			require.Equal(t, returns.ClausePass, outcome, "the last day counts to its end")
			require.Equal(t, tt.lastDay, facts["last_day"])
			require.Equal(t, tt.lastDay, facts["today"])
			require.Equal(t, tt.delivered[:len(time.DateOnly)], facts["anchor"])

			outcome, _ = clause(t, verdict(returns.RoleCustomer, last.Add(time.Second), 0, order, window), "window")
			require.Equal(t, returns.ClauseFail, outcome, "the next day is too late")
		})
	}
}

func TestPolicy_DeliveryUnknown_GoesToAPersonOnceTheOrderedWindowIsOver(t *testing.T) {
	t.Parallel()
	order := mugsAndLamp()
	order.DeliveredAt = nil
	auto := func(p *returns.Terms) { p.AutoApprove = true }

	v := verdict(returns.RoleCustomer, order.OrderedAt.AddDate(0, 0, 30), 0, order, auto)
	outcome, facts := clause(t, v, "window")
	require.Equal(t, returns.ClausePass, outcome, "within the window even if it was delivered at once")
	require.Equal(t, "ordered", facts["counted_from"])
	require.Equal(t, returns.VerdictApprove, v.Decision)

	v = verdict(returns.RoleCustomer, order.OrderedAt.AddDate(0, 0, 31), 0, order, auto)
	outcome, _ = clause(t, v, "window")
	require.Equal(t, returns.ClauseUnknown, outcome)
	require.Equal(t, returns.VerdictReview, v.Decision, "neither approved nor turned away")
}

func TestPolicy_AnchorOrdered_IgnoresTheDelivery(t *testing.T) {
	t.Parallel()
	order := mugsAndLamp()
	ordered := func(p *returns.Terms) { p.Windows = []returns.Window{{Days: 30, Anchor: "ordered"}} }
	outcome, facts := clause(t, verdict(returns.RoleCustomer, order.OrderedAt.AddDate(0, 0, 31), 0, order, ordered), "window")
	require.Equal(t, returns.ClauseFail, outcome)
	require.Equal(t, "ordered", facts["counted_from"])
}

func TestPolicy_TheFirstWindowThatMatches_Counts(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		windows []returns.Window
		days    string
	}{
		"by reason, first":        {[]returns.Window{{Reason: "damaged", Days: 60}, {Days: 30}}, "60"},
		"any reason stands first": {[]returns.Window{{Days: 30}, {Reason: "damaged", Days: 60}}, "30"},
		"another reason":          {[]returns.Window{{Reason: "changed_mind", Days: 7}, {Days: 30}}, "30"},
		"by category":             {[]returns.Window{{Category: "Kitchen", Days: 14}, {Days: 30}}, "14"},
		"another category":        {[]returns.Window{{Category: "home", Days: 14}, {Days: 30}}, "30"},
		"both must match":         {[]returns.Window{{Reason: "damaged", Category: "home", Days: 14}, {Days: 30}}, "30"},
		"none matches":            {[]returns.Window{{Reason: "changed_mind", Days: 14}}, "0"},
		"there are none":          {nil, "0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := verdict(returns.RoleCustomer, noon, 0, mugsAndLamp(), func(p *returns.Terms) { p.Windows = tt.windows })
			outcome, facts := clause(t, v, "window")
			require.Equal(t, tt.days, facts["days"])
			require.Equal(t, tt.days == "0", outcome == returns.ClauseFail, "without a window nothing comes back")
		})
	}
}

func TestPolicy_FailedClause_BindsACustomerAndAdvisesStaff(t *testing.T) {
	t.Parallel()
	tooLate := noon.AddDate(0, 0, 60)
	auto := func(p *returns.Terms) { p.AutoApprove = true }
	for role, want := range map[returns.Role]struct{ decision, outcome string }{
		returns.RoleCustomer:    {returns.VerdictReject, returns.ClauseFail},
		returns.RoleSupport:     {returns.VerdictReview, returns.ClauseAdvice},
		returns.RoleReviewer:    {returns.VerdictReview, returns.ClauseAdvice},
		returns.RoleAdmin:       {returns.VerdictReview, returns.ClauseAdvice},
		returns.RoleIntegration: {returns.VerdictReview, returns.ClauseAdvice},
		returns.RoleSystem:      {returns.VerdictReject, returns.ClauseFail},
	} {
		v := verdict(role, tooLate, 0, mugsAndLamp(), auto)
		outcome, _ := clause(t, v, "window")
		require.Equal(t, want.decision, v.Decision, role)
		require.Equal(t, want.outcome, outcome, role)
	}
}

func TestPolicy_FinalSaleAndExcludedCategories_CannotBeReturned(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*returns.Terms)
		want   string
	}{
		"by SKU":                      {func(p *returns.Terms) { p.FinalSaleSKUs = []string{"CUP", "MUG"} }, returns.ClauseFail},
		"another SKU":                 {func(p *returns.Terms) { p.FinalSaleSKUs = []string{"LAMP", "mug"} }, returns.ClausePass},
		"by category, in any case":    {func(p *returns.Terms) { p.ExcludedCategories = []string{"KITCHEN"} }, returns.ClauseFail},
		"another category":            {func(p *returns.Terms) { p.ExcludedCategories = []string{"home", ""} }, returns.ClausePass},
		"neither SKUs nor categories": {nil, returns.ClausePass},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := verdict(returns.RoleCustomer, noon, 0, mugsAndLamp(), tt.change)
			outcome, facts := clause(t, v, "final_sale")
			require.Equal(t, tt.want, outcome)
			require.Equal(t, tt.want == returns.ClauseFail, v.Decision == returns.VerdictReject)
			require.Equal(t, map[string]string{"sku": "MUG", "category": "kitchen"}, facts)
		})
	}
}

func TestPolicy_TooFewPhotos_GoToAPerson(t *testing.T) {
	t.Parallel()
	twoPhotos := func(p *returns.Terms) { p.AutoApprove, p.Photos = true, map[string]int{"damaged": 2} }
	for given, want := range []string{returns.VerdictReview, returns.VerdictReview, returns.VerdictApprove, returns.VerdictApprove} {
		v := verdict(returns.RoleCustomer, noon, given, mugsAndLamp(), twoPhotos)
		require.Equal(t, want, v.Decision, "%d photos", given)
		_, facts := clause(t, v, "photos")
		require.Equal(t, "2", facts["needed"])
	}
}

func TestPolicy_AutoApprove_OnlyWhatPassesEveryClauseOfEveryLine(t *testing.T) {
	t.Parallel()
	policy := thirtyDays()
	both := returns.Case{
		Order: mugsAndLamp(), Lines: []returns.Line{{LineNo: 1, Reason: "damaged"}, {LineNo: 2, Reason: "changed_mind"}},
		By: returns.Actor{ID: "carla", Role: returns.RoleCustomer}, Now: noon,
	}

	require.Equal(t, returns.VerdictReview, policy.Evaluate(both).Decision, "people decide")
	policy.AutoApprove = true
	v := policy.Evaluate(both)
	require.Equal(t, returns.VerdictApprove, v.Decision)
	require.Len(t, v.Clauses, 6, "three clauses a line, each with its facts")
	require.Equal(t, "thirty", v.PolicyID)
	require.Equal(t, 1, v.PolicyVersion)

	policy.FinalSaleSKUs = []string{"LAMP"}
	require.Equal(t, returns.VerdictReject, policy.Evaluate(both).Decision, "one line fails")
	policy.FinalSaleSKUs, policy.Photos = nil, map[string]int{"changed_mind": 1}
	require.Equal(t, returns.VerdictReview, policy.Evaluate(both).Decision, "one line is open")
}
