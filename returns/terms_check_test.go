package returns_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// wrong lists the fields that the terms are refused for, changed from thirtyDays.
func wrong(t *testing.T, change func(*returns.Terms)) (fields []string) {
	t.Helper()
	policy := thirtyDays()
	change(&policy.Terms)
	err := policy.Validate([]string{"damaged", "changed_mind"})
	if err == nil {
		return nil
	}
	refusal, ok := errors.AsType[*returns.Error](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, returns.CodeInvalid, refusal.Code)
	for _, field := range refusal.Fields {
		require.NotContains(t, field.Message(), "%!", "a verb was not filled")
		fields = append(fields, field.Field)
	}
	return fields
}

func TestTerms_WhatCannotBeMeant_IsRefusedByItsPath(t *testing.T) {
	t.Parallel()
	rule := returns.Rule{Name: "big", When: "true", Then: "review", Because: returns.Because{En: "big", Zh: "大"}}
	for name, tt := range map[string]struct {
		change func(*returns.Terms)
		fields []string
	}{
		"the plain policy":         {func(*returns.Terms) {}, nil},
		"no name":                  {func(p *returns.Terms) { p.Name = "" }, []string{"name"}},
		"no zone":                  {func(p *returns.Terms) { p.TimeZone = "" }, []string{"time_zone"}},
		"the machine's zone":       {func(p *returns.Terms) { p.TimeZone = "Local" }, []string{"time_zone"}},
		"a zone that nobody knows": {func(p *returns.Terms) { p.TimeZone = "Mars/Olympus" }, []string{"time_zone"}},
		"nobody confirms":          {func(p *returns.Terms) { p.Confirm = "nobody" }, []string{"confirm"}},
		"restocked never":          {func(p *returns.Terms) { p.RestockAt = "never" }, []string{"restock_at"}},
		"no windows":               {func(p *returns.Terms) { p.Windows = nil }, []string{"windows"}},
		"201 windows":              {func(p *returns.Terms) { p.Windows = make([]returns.Window, 201) }, []string{"windows"}},
		"days below zero":          {func(p *returns.Terms) { p.Windows[0].Days = -1 }, []string{"windows[0].days"}},
		"more than ten years":      {func(p *returns.Terms) { p.Windows[0].Days = 3661 }, []string{"windows[0].days"}},
		"from no day":              {func(p *returns.Terms) { p.Windows[0].Anchor = "yesterday" }, []string{"windows[0].anchor"}},
		"a reason that nobody has": {func(p *returns.Terms) { p.Windows[0].Reason = "bored" }, []string{"windows[0].reason"}},
		"a window never reached": {func(p *returns.Terms) {
			p.Windows = append(p.Windows, returns.Window{Reason: "damaged", Anchor: "shipped"})
		}, []string{"windows[1]"}},
		"an empty SKU":            {func(p *returns.Terms) { p.FinalSaleSKUs = []string{"A", ""} }, []string{"final_sale_skus[1]"}},
		"an empty category":       {func(p *returns.Terms) { p.ExcludedCategories = []string{""} }, []string{"excluded_categories[0]"}},
		"10,001 SKUs":             {func(p *returns.Terms) { p.FinalSaleSKUs = slices.Repeat([]string{"A"}, 10_001) }, []string{"final_sale_skus"}},
		"201 categories":          {func(p *returns.Terms) { p.ExcludedCategories = slices.Repeat([]string{"A"}, 201) }, []string{"excluded_categories"}},
		"photos for no reason":    {func(p *returns.Terms) { p.Photos = map[string]int{"bored": 1} }, []string{"photos.bored"}},
		"21 photos":               {func(p *returns.Terms) { p.Photos = map[string]int{"damaged": 21} }, []string{"photos.damaged"}},
		"paid by nobody":          {func(p *returns.Terms) { p.ReturnShippingPaidBy = map[string]string{"damaged": "nobody"} }, []string{"return_shipping_paid_by.damaged"}},
		"51 rules":                {func(p *returns.Terms) { p.Rules = slices.Repeat([]returns.Rule{rule}, 51) }, []string{"rules"}},
		"a rule twice":            {func(p *returns.Terms) { p.Rules = []returns.Rule{rule, rule} }, []string{"rules[1].name"}},
		"a rule without anything": {func(p *returns.Terms) { p.Rules = []returns.Rule{{}} }, []string{"rules[0].name", "rules[0].when", "rules[0].then", "rules[0].because.en", "rules[0].because.zh"}},
		"a rule in capitals":      {func(p *returns.Terms) { p.Rules = []returns.Rule{rule}; p.Rules[0].Name = "Big" }, []string{"rules[0].name"}},
		"a fee above the price":   {func(p *returns.Terms) { p.RestockingFees = []returns.RestockingFee{{Percent: 101}} }, []string{"restocking_fees[0].percent"}},
		"a fee for no reason":     {func(p *returns.Terms) { p.RestockingFees = []returns.RestockingFee{{Reason: "bored"}} }, []string{"restocking_fees[0].reason"}},
		"201 fees":                {func(p *returns.Terms) { p.RestockingFees = make([]returns.RestockingFee, 201) }, []string{"restocking_fees"}},
		"shipping in no currency": {func(p *returns.Terms) { p.ReturnShipping = returns.PerCurrency{"ZZZ": 1} }, []string{"return_shipping.ZZZ"}},
		"shipping below zero":     {func(p *returns.Terms) { p.ReturnShipping = returns.PerCurrency{"GBP": -1} }, []string{"return_shipping.GBP"}},
		"a limit beyond all":      {func(p *returns.Terms) { p.FourEyesAbove = returns.PerCurrency{"GBP": 1 << 62} }, []string{"four_eyes_above.GBP"}},
		"tolerance above the amount": {func(p *returns.Terms) {
			p.Tolerance = returns.Tolerance{Percent: 101, Amount: returns.PerCurrency{"X": 1}}
		}, []string{"tolerance.percent", "tolerance.amount.X"}},
		"claimed for two days": {func(p *returns.Terms) { p.ClaimMinutes = 2881 }, []string{"claim_minutes"}},
		"never overridden":     {func(p *returns.Terms) { p.FinanceMayOverrideAfterHours = 2161 }, []string{"finance_may_override_after_hours"}},
		"the warehouse approves": {func(p *returns.Terms) {
			p.ApprovalLimits = map[returns.Role]returns.PerCurrency{"warehouse": {"GBP": 1}}
		}, []string{"approval_limits.warehouse"}},
		"finance in no currency": {func(p *returns.Terms) { p.ApprovalLimits = map[returns.Role]returns.PerCurrency{"finance": {"X": 1}} }, []string{"approval_limits.finance.X"}},
		"two pairs of eyes, or none": {func(p *returns.Terms) {
			p.AutoRefundLimit, p.FourEyesAbove = returns.PerCurrency{"GBP": 101}, returns.PerCurrency{"GBP": 100}
		}, []string{"auto_refund_limit.GBP"}},
		"a status that nobody has":  {func(p *returns.Terms) { p.Deadlines["lost"] = p.Deadlines[returns.Approved] }, []string{"deadlines.lost"}},
		"an end that goes on":       {func(p *returns.Terms) { p.Deadlines[returns.Expired] = p.Deadlines[returns.Approved] }, []string{"deadlines.expired"}},
		"nothing ever happens":      {func(p *returns.Terms) { delete(p.Deadlines, returns.Requested) }, []string{"deadlines.requested"}},
		"refunded for ever":         {deadline(returns.Refunded, 0, returns.Deadline{Hours: 1, Then: "remind"}), []string{"deadlines.refunded[0].then", "deadlines.refunded"}},
		"at once":                   {deadline(returns.Approved, 0, returns.Deadline{Hours: 0, Then: "remind"}), []string{"deadlines.approved[0].hours"}},
		"out of order":              {deadline(returns.Approved, 1, returns.Deadline{Hours: 24, Then: "escalate"}), []string{"deadlines.approved[1].hours"}},
		"after more than a year":    {deadline(returns.Approved, 2, returns.Deadline{Hours: 8785, Then: "expire"}), []string{"deadlines.approved[2].hours"}},
		"what nobody can do":        {deadline(returns.Approved, 2, returns.Deadline{Hours: 99, Then: "explode"}), []string{"deadlines.approved[2].then"}},
		"received goods expire":     {deadline(returns.Received, 1, returns.Deadline{Hours: 99, Then: "expire"}), []string{"deadlines.received[1].then"}},
		"approved is approved":      {deadline(returns.Approved, 2, returns.Deadline{Hours: 99, Then: "approve"}), []string{"deadlines.approved[2].then"}},
		"requested may be approved": {deadline(returns.Requested, 2, returns.Deadline{Hours: 99, Then: "approve"}), nil},
		"reminded after the end":    {deadline(returns.Approved, 1, returns.Deadline{Hours: 30, Then: "expire"}), []string{"deadlines.approved[2]"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.fields, wrong(t, tt.change))
		})
	}
}

// deadline puts another step in the place of a status's i-th.
func deadline(status returns.Status, i int, step returns.Deadline) func(*returns.Terms) {
	return func(p *returns.Terms) {
		p.Deadlines[status] = slices.Clone(p.Deadlines[status])
		p.Deadlines[status][i] = step
	}
}

func TestPerCurrency_IsDecimalTextInJSON(t *testing.T) {
	t.Parallel()
	amounts := returns.PerCurrency{"GBP": 1234, "JPY": 1500, "KWD": 1}
	text, err := json.Marshal(amounts)
	require.NoError(t, err)
	require.JSONEq(t, `{"GBP":"12.34","JPY":"1500","KWD":"0.001"}`, string(text))
	var back returns.PerCurrency
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, amounts, back)
	for _, bad := range []string{`{"GBP":12.34}`, `{"GBP":"12.345"}`, `{"JPY":"0.5"}`, `{"ZZZ":"1"}`, `{"GBP":"1e3"}`, `["GBP"]`} {
		require.Error(t, json.Unmarshal([]byte(bad), &back), bad)
	}
}

// FuzzTerms holds that whatever is sent as a policy is either refused in words,
// or survives being stored and judges without a panic.
func FuzzTerms(f *testing.F) {
	plain, err := json.Marshal(thirtyDays().Terms)
	require.NoError(f, err)
	for _, seed := range []string{
		string(plain), `{}`, `null`, `{"windows":[{"days":-1}]}`, `{"return_shipping":{"GBP":"1.00"}}`,
		strings.Replace(string(plain), `"name"`, `"auto_refund_limit":{"JPY":"5"},"four_eyes_above":{"JPY":"4"},"name"`, 1),
		strings.Replace(string(plain), `"name"`, `"approval_limits":{"finance":{"GBP":"9.99"}},"tolerance":{"percent":5},"name"`, 1),
		strings.Replace(string(plain), `"Europe/London"`, `"../../etc/passwd"`, 1),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var terms returns.Terms
		if json.Unmarshal(text, &terms) != nil {
			return
		}
		if err := terms.Validate([]string{"damaged", "changed_mind"}); err != nil {
			refusal, ok := errors.AsType[*returns.Error](err)
			require.True(t, ok)
			require.NotEmpty(t, refusal.Fields)
			for _, field := range refusal.Fields {
				require.NotContains(t, field.Message(), "%!")
			}
			return
		}
		stored, err := json.Marshal(terms)
		require.NoError(t, err)
		var back returns.Terms
		require.NoError(t, json.Unmarshal(stored, &back), "what was valid can be read again")
		require.NoError(t, back.Validate([]string{"damaged", "changed_mind"}))
		in := opening(mugsAndLamp())
		in.ID, in.Policy = returns.NewReturnID("fuzz", "1"), returns.Policy{ID: "fuzz", Version: 1, Terms: terms}
		r, _, err := returns.Open(in)
		require.NoError(t, err)
		require.LessOrEqual(t, r.Estimate.Total, int64(2400), "no more than was paid for the two mugs")
		require.True(t, r.Status().Ended() || r.Wait.Deadline != nil, "an open return waits for a time")
	})
}
