package returns_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// rulings judges two lines, a mug and a lamp, by what the rules say about each SKU.
func rulings(by returns.Role, auto bool, saying map[string]returns.Ruling) returns.Verdict {
	policy := thirtyDays()
	policy.AutoApprove, policy.Rules = auto, []returns.Rule{{Name: "some"}}
	return policy.Evaluate(returns.Case{
		Order: mugsAndLamp(), Lines: []returns.Line{{LineNo: 1, SKU: "MUG"}, {LineNo: 2, SKU: "LAMP"}},
		By: returns.Actor{ID: "x", Role: by}, Now: noon,
		Rules: func(f returns.Facts) returns.Ruling { return saying[f.Sold.SKU] },
	})
}

func ruled(then string) returns.Ruling {
	return returns.Ruling{
		Rule: &returns.Rule{Name: "some", Then: then, Because: returns.Because{En: "so", Zh: "因此"}},
		Saw:  map[string]string{"line.sku": "MUG"},
	}
}

func TestRules_TogetherWithTheClauses_GiveTheVerdict(t *testing.T) {
	t.Parallel()
	failed := returns.Ruling{Rule: &returns.Rule{Name: "some", Then: returns.VerdictApprove}, Failed: "no such key"}
	approve, review, reject := ruled(returns.VerdictApprove), ruled(returns.VerdictReview), ruled(returns.VerdictReject)
	for name, tt := range map[string]struct {
		by        returns.Role
		auto      bool
		mug, lamp returns.Ruling
		want      string
	}{
		"none matches":                         {returns.RoleCustomer, false, returns.Ruling{}, returns.Ruling{}, returns.VerdictReview},
		"none matches, the policy approves":    {returns.RoleCustomer, true, returns.Ruling{}, returns.Ruling{}, returns.VerdictApprove},
		"both approve":                         {returns.RoleCustomer, false, approve, approve, returns.VerdictApprove},
		"one approves":                         {returns.RoleCustomer, false, approve, returns.Ruling{}, returns.VerdictReview},
		"one approves, the policy the other":   {returns.RoleCustomer, true, approve, returns.Ruling{}, returns.VerdictApprove},
		"one asks for a person":                {returns.RoleCustomer, true, approve, review, returns.VerdictReview},
		"one rejects":                          {returns.RoleCustomer, true, approve, reject, returns.VerdictReject},
		"one rejects what staff asked for":     {returns.RoleSupport, true, approve, reject, returns.VerdictReview},
		"one fails":                            {returns.RoleCustomer, true, approve, failed, returns.VerdictReview},
		"one fails, the other rejects":         {returns.RoleCustomer, true, reject, failed, returns.VerdictReject},
		"both fail, though both would approve": {returns.RoleCustomer, true, failed, failed, returns.VerdictReview},
	} {
		v := rulings(tt.by, tt.auto, map[string]returns.Ruling{"MUG": tt.mug, "LAMP": tt.lamp})
		require.Equal(t, tt.want, v.Decision, name)
	}
}

func TestRules_ThatMatch_StandInTheVerdictWithWhatTheySaw(t *testing.T) {
	t.Parallel()
	v := rulings(returns.RoleCustomer, true, map[string]returns.Ruling{
		"MUG":  ruled(returns.VerdictReview),
		"LAMP": {Rule: &returns.Rule{Name: "some", Because: returns.Because{En: "so"}}, Failed: "no such key"},
	})
	require.Len(t, v.Clauses, 8, "three clauses a line, and the rule")
	require.Equal(t, returns.Clause{
		Clause: "rule", LineNo: 1, Outcome: returns.ClauseReview, Rule: "some",
		Because: &returns.Because{En: "so", Zh: "因此"}, Facts: map[string]string{"line.sku": "MUG"},
	}, v.Clauses[3])
	require.Equal(t, returns.Clause{
		Clause: "rule", LineNo: 2, Outcome: returns.ClauseUnknown, Rule: "some", Facts: map[string]string{"failed": "no such key"},
	}, v.Clauses[7])
}

func TestRules_ThatNobodyCanJudge_LeaveEverythingToAPerson(t *testing.T) {
	t.Parallel()
	in := opening(mugsAndLamp(), terms(func(p *returns.Terms) {
		p.AutoApprove, p.Rules = true, []returns.Rule{{Name: "some", When: "true", Then: returns.VerdictApprove}}
	}))
	in.ID = returns.NewReturnID("rules", "1")
	r, _, err := returns.Open(in)
	require.NoError(t, err)
	require.Equal(t, returns.Requested, r.Status())
	outcome, _ := clause(t, r.Verdict, "rule")
	require.Equal(t, returns.ClauseUnknown, outcome)
}

func TestRules_AreJudgedOverTheWholeCase(t *testing.T) {
	t.Parallel()
	var seen []returns.Facts
	in := opening(mugsAndLamp(), terms(func(p *returns.Terms) { p.Rules = []returns.Rule{{Name: "some"}} }))
	in.ID, in.Customer = returns.NewReturnID("rules", "2"), returns.Customer{ID: "carla", Returns: 7}
	in.Rules = func(f returns.Facts) returns.Ruling {
		seen = append(seen, f)
		return returns.Ruling{}
	}
	_, _, err := returns.Open(in)
	require.NoError(t, err)
	require.Len(t, seen, 1)
	require.Equal(t, 7, seen[0].Customer.Returns)
	require.Equal(t, int64(2400), seen[0].Refund.Total, "what would be refunded is known before the verdict")
	require.Equal(t, 2, seen[0].Line.Requested)
	require.Equal(t, 3, seen[0].Sold.Quantity)
	require.Equal(t, 10, seen[0].DaysSince(*seen[0].Order.DeliveredAt))
}

func TestForm_WrongFields_AreRefusedTogetherWithTheRest(t *testing.T) {
	t.Parallel()
	in := opening(mugsAndLamp(), lines(
		returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "damaged", Fields: map[string]any{"part": 7}},
		returns.RequestLine{LineNo: 2, Quantity: 0, Reason: "changed_mind"}))
	in.Reasons = []returns.Reason{{Code: "changed_mind"}, {Code: "damaged", Check: func(field string, filledIn map[string]any) []returns.FieldError {
		require.Equal(t, map[string]any{"part": 7}, filledIn)
		return []returns.FieldError{{Field: field + ".part", Code: "wrong_type", Format: "a JSON value of the type %s is needed here", Args: []string{"string"}}}
	}}}
	_, _, err := returns.Open(in)
	require.EqualError(t, err, "a JSON value of the type string is needed here")
	require.Equal(t, returns.CodeInvalid, returns.CodeOf(err))
	require.Equal(t, []string{"lines[0].fields.part", "lines[1].quantity"}, fieldsOf(err))
}

func fieldsOf(err error) (fields []string) {
	refusal, _ := errors.AsType[*returns.Error](err)
	for _, field := range refusal.Fields {
		fields = append(fields, field.Field)
	}
	return fields
}
