package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"backhaul/returns"
)

// Limits of one expression and of judging it. Cost is CEL's: about one for each
// step, more for long texts and lists.
const (
	maxLength    = 2_000
	maxNodes     = 500
	maxDepth     = 32
	maxCost      = 20_000
	maxMemory    = 1 << 20
	maxTotalCost = 1_000_000
)

// Set is the compiled rules of one policy version. It may be used by many at once.
type Set struct{ rules []compiled }

type compiled struct {
	rule    returns.Rule
	program cel.Program
	// looksAt are the fields that the expression names, "line.sku".
	looksAt []string
}

// Compile checks and compiles rules. What is wrong is refused at its place:
// rules[0].when, with line, column and offset.
func Compile(list []returns.Rule) (*Set, error) {
	environment, err := newEnvironment()
	if err != nil {
		return nil, err
	}
	set, refusal := &Set{}, &returns.Error{}
	for i, rule := range list {
		one, wrong := compile(environment, fmt.Sprintf("rules[%d].when", i), rule)
		if wrong != nil && len(refusal.Fields) == 0 {
			*refusal = *wrong
		} else if wrong != nil {
			refusal.Fields = append(refusal.Fields, wrong.Fields...)
		}
		set.rules = append(set.rules, one)
	}
	if len(refusal.Fields) > 0 {
		return nil, refusal
	}
	return set, nil
}

func newEnvironment() (*cel.Env, error) {
	registry, err := types.NewRegistry()
	if err != nil {
		return nil, err
	}
	options := []cel.EnvOption{
		cel.CustomTypeAdapter(registry), cel.CustomTypeProvider(vocabulary{registry}),
		cel.ParserExpressionSizeLimit(maxLength), cel.ParserRecursionLimit(maxDepth),
		cel.ExpressionNodeLimit(maxNodes), cel.ExpressionNestingDepthLimit(maxDepth), cel.RegexProgramSizeLimit(200),
		cel.DefaultUTCTimeZone(true),
		cel.ASTValidators(
			cel.ValidateDurationLiterals(), cel.ValidateTimestampLiterals(), cel.ValidateRegexLiterals(),
			cel.ValidateHomogeneousAggregateLiterals(), cel.ValidateComprehensionNestingLimit(2)),
	}
	for variable := range variables {
		options = append(options, cel.Variable(variable, cel.ObjectType(typePrefix+variable)))
	}
	return cel.NewEnv(options...)
}

func compile(environment *cel.Env, field string, rule returns.Rule) (compiled, *returns.Error) {
	if !utf8.ValidString(rule.When) {
		return compiled{}, returns.RefuseField(field, "wrong_expression", "the rule is not UTF-8")
	}
	checked, issues := environment.Compile(rule.When)
	if issues != nil && issues.Err() != nil {
		return compiled{}, at(field, rule.When, issues)
	}
	if checked.OutputType() != cel.BoolType {
		return compiled{}, returns.RefuseField(field, "not_a_condition", "the rule must be true or false, and it is of the type %s", checked.OutputType())
	}
	program, err := environment.Program(checked,
		cel.CostLimit(maxCost), cel.MemoryLimit(maxMemory), cel.EvalOptions(cel.OptTrackCost), cel.InterruptCheckFrequency(100))
	if err != nil {
		return compiled{}, returns.RefuseField(field, "wrong_expression", "the rule cannot be run: %s", err)
	}
	return compiled{rule: rule, program: program, looksAt: fieldsIn(checked)}, nil
}

// at refuses an expression at each place where something is wrong.
func at(field, expression string, issues *cel.Issues) *returns.Error {
	refusal := &returns.Error{Code: returns.CodeInvalid}
	for _, wrong := range issues.Errors() {
		line, column := max(wrong.Location.Line(), 1), max(wrong.Location.Column(), 0)+1
		refused := returns.RefuseField(field, "wrong_expression", "line %s, character %s: %s", line, column, tidy(wrong.Message))
		refused.Fields[0].Position = &returns.Position{Line: line, Column: column, Offset: offset(expression, line, column)}
		if len(refusal.Fields) == 0 {
			refusal.Format, refusal.Args = refused.Format, refused.Args
		}
		refusal.Fields = append(refusal.Fields, refused.Fields...)
	}
	if len(refusal.Fields) == 0 {
		return returns.RefuseField(field, "wrong_expression", "the rule cannot be run: %s", issues.Err())
	}
	return refusal
}

func tidy(message string) string { return strings.ReplaceAll(message, typePrefix, "") }

// offset counts the characters before a place, both of whose parts begin at 1.
func offset(expression string, line, column int) int {
	lines := strings.SplitAfter(expression, "\n")
	before := 0
	for i := 0; i < line-1 && i < len(lines); i++ {
		before += len([]rune(lines[i]))
	}
	return min(before+column-1, len([]rune(expression)))
}

// fieldsIn lists what the expression looks at, so that a verdict can show it.
func fieldsIn(checked *cel.Ast) (names []string) {
	visit := ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() != ast.SelectKind || e.AsSelect().Operand().Kind() != ast.IdentKind {
			return
		}
		variable, name := e.AsSelect().Operand().AsIdent(), e.AsSelect().FieldName()
		path := variable + "." + name
		if _, known := variables[variable][name]; known && !slices.Contains(names, path) {
			names = append(names, path)
		}
	})
	ast.PostOrderVisit(checked.NativeRep().Expr(), visit)
	return names
}

var errCost = errors.New("judging the rules takes too long")
