package rules_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/rules"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// facts are those of two mugs out of three, delivered ten days ago; options change them.
func facts(options ...func(*returns.Facts)) returns.Facts {
	delivered := noon.AddDate(0, 0, -10)
	order := &returns.Order{
		Number: "1001", Currency: "GBP", OrderedAt: noon.AddDate(0, 0, -14), DeliveredAt: &delivered, ShippingPaid: 500,
		Lines: []returns.OrderLine{{LineNo: 1, SKU: "MUG", Category: "Kitchen", Quantity: 3, Goods: 3000, Tax: 600}},
	}
	c := &returns.Case{
		Order: order, Refund: returns.Amounts{Total: 2400}, Now: noon,
		Lines:    []returns.Line{{LineNo: 1, SKU: "MUG", Requested: 2, Reason: "damaged", Condition: "opened", Fields: map[string]any{"part": "handle", "shards": 3.0}}},
		Request:  returns.Request{Method: returns.MethodPickup, Evidence: []string{"evi_1"}},
		Customer: returns.Customer{ID: "carla", Country: "China", Orders: 4, Returns: 2},
		By:       returns.Actor{ID: "carla", Role: returns.RoleCustomer},
	}
	f := returns.Facts{Case: c, Policy: returns.Policy{ID: "p", Version: 1, Terms: returns.Terms{TimeZone: "Europe/London"}}, Line: &c.Lines[0], Sold: &order.Lines[0]}
	for _, option := range options {
		option(&f)
	}
	return f
}

func rule(when string) returns.Rule {
	return returns.Rule{Name: "some", When: when, Then: returns.VerdictReview}
}

// judged compiles the expressions as rules and judges the facts once.
func judged(t *testing.T, f returns.Facts, expressions ...string) returns.Ruling {
	t.Helper()
	list := make([]returns.Rule, len(expressions))
	for i, expression := range expressions {
		list[i] = rule(expression)
		list[i].Name = expression
	}
	set, err := rules.Compile(list)
	require.NoError(t, err)
	return set.Judge()(f)
}

func TestRule_SeesOrderLineCustomerAndRequest(t *testing.T) {
	t.Parallel()
	for _, expression := range []string{
		`order.number == "1001" && order.currency == "GBP" && order.paid == 4100 && order.lines == 1`,
		`order.delivered_at - order.ordered_at == duration("96h")`,
		`order.days_since_ordered == 14 && order.days_since_delivered == 10`,
		`!has(order.shipped_at) && !has(order.days_since_shipped) && has(order.delivered_at)`,
		`line.line_no == 1 && line.sku == "MUG" && line.category == "kitchen" && line.description == ""`,
		`line.bought == 3 && line.quantity == 2 && line.paid == 3600 && !line.by_customer`,
		`line.reason in ["damaged", "defective"] && line.condition == "opened"`,
		`line.fields.part == "handle" && line.fields["shards"] > 2 && !("size" in line.fields)`,
		`customer.id == "carla" && customer.country == "China" && customer.orders == 4 && customer.returns == 2`,
		`request.method == "pickup" && request.photos == 1 && request.lines == 1 && request.refund == 2400 && !request.by_staff && request.note == ""`,
		`line.sku.matches("^M[A-Z]+$") && line.sku.startsWith("M")`,
	} {
		ruling := judged(t, facts(), expression)
		require.Empty(t, ruling.Failed, expression)
		require.NotNil(t, ruling.Rule, expression)
	}
}

func TestRules_TheFirstThatIsTrue_Decides(t *testing.T) {
	t.Parallel()
	ruling := judged(t, facts(), `line.quantity > 2`, `line.quantity > 1 && order.paid > 1000`, `true`)
	require.Equal(t, `line.quantity > 1 && order.paid > 1000`, ruling.Rule.Name)
	require.Equal(t, map[string]string{"line.quantity": "2", "order.paid": "4100"}, ruling.Saw, "only what it looked at")
	require.Nil(t, judged(t, facts(), `false`).Rule)
}

func TestRule_ThatCannotBeJudged_SaysWhyAndStopsTheRest(t *testing.T) {
	t.Parallel()
	undelivered := facts(func(f *returns.Facts) { f.Order.DeliveredAt = nil })
	for name, tt := range map[string]struct {
		facts      returns.Facts
		expression string
		failed     string
	}{
		"the delivery is not known": {undelivered, `order.days_since_delivered < 7`, "order.days_since_delivered is not known yet"},
		"a field nobody filled in":  {facts(), `line.fields.size == "M"`, "no such key: size"},
		"another type than thought": {facts(), `line.fields.part > 3`, "no such overload"},
		"division by nothing":       {facts(), `1 / (line.quantity - 2) > 0`, "division by zero"},
		"too much of it":            {facts(func(f *returns.Facts) { f.Line.Fields["many"] = make([]any, 100_000) }), `line.fields.many.all(x, x == null)`, "limit exceeded"},
	} {
		ruling := judged(t, tt.facts, tt.expression, `true`)
		require.Contains(t, ruling.Failed, tt.failed, name)
		require.Equal(t, tt.expression, ruling.Rule.Name, "the rule after it is not tried, whatever it says")
	}
}

func TestRules_OfAThousandLines_ShareOneBudget(t *testing.T) {
	t.Parallel()
	f := facts(func(f *returns.Facts) { f.Line.Fields["many"] = make([]any, 2_000) })
	set, err := rules.Compile([]returns.Rule{rule(`line.fields.many.exists(x, x == 1)`)})
	require.NoError(t, err)
	judge, failed := set.Judge(), 0
	for range 1_000 {
		if judge(f).Failed != "" {
			failed++
		}
	}
	require.Positive(t, failed, "the last lines go to a person")
	require.Less(t, failed, 1_000)
	require.Empty(t, set.Judge()(f).Failed, "the next request begins anew")
}

func TestCompile_WhatIsWrong_IsRefusedAtTheCharacter(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		expression string
		message    string
		position   returns.Position
	}{
		"an unknown field":        {`order.color == "red"`, "undefined field 'color'", returns.Position{Line: 1, Column: 6, Offset: 5}},
		"an unknown variable":     {`true && ordr.paid > 1`, "undeclared reference to 'ordr'", returns.Position{Line: 1, Column: 9, Offset: 8}},
		"text and number":         {`line.quantity > "two"`, "no matching overload", returns.Position{Line: 1, Column: 15, Offset: 14}},
		"in the second line":      {"true &&\nline.sku == 1", "no matching overload", returns.Position{Line: 2, Column: 10, Offset: 17}},
		"behind Chinese":          {`"红色" == line.color`, "undefined field 'color'", returns.Position{Line: 1, Column: 13, Offset: 12}},
		"a sentence cut off":      {`line.sku == `, "Syntax error", returns.Position{Line: 1, Column: 13, Offset: 12}},
		"no day at all":           {`order.ordered_at > timestamp("yesterday")`, "timestamp", returns.Position{Line: 1, Column: 30, Offset: 29}},
		"a pattern that is none":  {`line.sku.matches("(")`, "matches", returns.Position{Line: 1, Column: 18, Offset: 17}},
		"an order out of nothing": {`backhaul.order{number: "1"} == order`, "", returns.Position{Line: 1, Column: 1, Offset: 0}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := rules.Compile([]returns.Rule{rule("true"), rule(tt.expression)})
			if tt.message == "" && err == nil {
				require.NotEmpty(t, judged(t, facts(), tt.expression).Failed)
				return
			}
			refusal, ok := errors.AsType[*returns.Error](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, returns.CodeInvalid, refusal.Code)
			wrong := refusal.Fields[0]
			require.Equal(t, "rules[1].when", wrong.Field)
			require.Contains(t, wrong.Message(), tt.message)
			require.Equal(t, tt.position, *wrong.Position, wrong.Message())
		})
	}
}

func TestCompile_WhatIsNoCondition_OrTooLarge_IsRefused(t *testing.T) {
	t.Parallel()
	for name, expression := range map[string]string{
		"a number":          `1 + 1`,
		"anything":          `line.fields.part`,
		"too long":          `line.sku == "` + strings.Repeat("x", 2_000) + `"`,
		"too deep":          strings.Repeat("(", 200) + "true" + strings.Repeat(")", 200),
		"too many parts":    strings.TrimSuffix(strings.Repeat("true||", 300), "||"),
		"loops within":      `[1].all(a, [1].all(b, [1].all(c, true)))`,
		"nothing":           ``,
		"a NUL":             "line.sku == \"a\" \x00",
		"not even UTF-8":    "line.sku == \"\xff\"",
		"a huge repetition": `line.sku.matches("(((a{100}){100}){100})")`,
	} {
		_, err := rules.Compile([]returns.Rule{rule(expression)})
		require.Equal(t, returns.CodeInvalid, returns.CodeOf(err), name)
	}
}

func TestCompile_NamesEveryWrongRule(t *testing.T) {
	t.Parallel()
	_, err := rules.Compile([]returns.Rule{rule("order.x"), rule("true"), rule("line.y && line.z")})
	refusal, _ := errors.AsType[*returns.Error](err)
	var fields []string
	for _, field := range refusal.Fields {
		fields = append(fields, field.Field)
	}
	require.Equal(t, []string{"rules[0].when", "rules[2].when", "rules[2].when"}, fields)
}

func TestCache_CompilesAVersionOnce(t *testing.T) {
	t.Parallel()
	var cache rules.Cache
	policy := returns.Policy{ID: "p", Version: 1, Terms: returns.Terms{Rules: []returns.Rule{rule("true")}}}
	first, err := cache.Of(policy)
	require.NoError(t, err)
	again, err := cache.Of(policy)
	require.NoError(t, err)
	require.Same(t, first, again)
	policy.Version = 2
	other, err := cache.Of(policy)
	require.NoError(t, err)
	require.NotSame(t, first, other)
}

// FuzzRules holds that any text is either refused in words or a rule that ends
// soon and says yes, no, or why it cannot.
func FuzzRules(f *testing.F) {
	for _, seed := range []string{
		`line.quantity > 2`, `order.days_since_delivered < 7 && line.by_customer`, `line.fields.part.matches("h.*")`,
		`[1, 2, 3].map(x, x * 2).exists(y, y == line.quantity)`, `has(order.shipped_at) ? true : line.paid > 100`,
		`order == line`, `dyn(order).paid`, `line.fields.all(k, k != "")`, `"a" + "b" == line.sku`, `duration("1h") > duration("2h")`,
		`{"a": [1,2]}["a"][line.quantity] == 2`, `type(order) == order`, `line.sku.matches("(a+)+$")`, `b"\xff" == b""`, `-9223372036854775808 / -1 == 0`,
		`timestamp("0001-01-01T00:00:00Z") < order.ordered_at`, `string(order.ordered_at) == ""`, `1u - 2u == 0u`, `[[[[]]]] == []`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		started := time.Now()
		set, err := rules.Compile([]returns.Rule{rule(expression)})
		if err != nil {
			refusal, ok := errors.AsType[*returns.Error](err)
			require.True(t, ok, "%v", err)
			require.NotEmpty(t, refusal.Fields)
			for _, field := range refusal.Fields {
				require.NotContains(t, field.Format, "%!")
				if field.Position != nil {
					require.GreaterOrEqual(t, field.Position.Offset, 0)
					require.LessOrEqual(t, field.Position.Offset, len([]rune(expression)))
				}
			}
		} else {
			ruling := set.Judge()(facts())
			if ruling.Failed != "" {
				require.NotNil(t, ruling.Rule)
			}
		}
		require.Less(t, time.Since(started), 5*time.Second, "the worker has more to do")
	})
}
