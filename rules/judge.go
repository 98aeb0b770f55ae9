package rules

import (
	"fmt"
	"strings"
	"sync"

	"cel.dev/cel-go/common/types"

	"backhaul/returns"
)

// Judge returns what the domain asks for each line of one request. All lines
// together may cost no more than [maxTotalCost], so that an order of a thousand
// lines cannot hold a worker up.
func (s *Set) Judge() func(returns.Facts) returns.Ruling {
	left := uint64(maxTotalCost)
	return func(facts returns.Facts) returns.Ruling {
		for i := range s.rules {
			one := &s.rules[i]
			matches, cost, err := one.judge(&facts, left)
			left -= min(cost, left)
			if err != nil {
				return returns.Ruling{Rule: &one.rule, Saw: one.saw(&facts), Failed: err.Error()}
			}
			if matches {
				return returns.Ruling{Rule: &one.rule, Saw: one.saw(&facts)}
			}
		}
		return returns.Ruling{}
	}
}

// judge evaluates one rule. A panic of an expression is that rule's failure, not
// the worker's end.
func (c *compiled) judge(facts *returns.Facts, left uint64) (matches bool, cost uint64, err error) {
	if left == 0 {
		return false, 0, errCost
	}
	defer func() {
		if problem := recover(); problem != nil {
			matches, cost, err = false, maxCost, fmt.Errorf("the rule failed: %v", problem)
		}
	}()
	variable := map[string]any{"order": facts, "line": facts, "customer": facts, "request": facts}
	value, details, err := c.program.Eval(variable)
	cost = maxCost
	if details != nil && details.ActualCost() != nil {
		cost = max(*details.ActualCost(), 1)
	}
	if err != nil {
		return false, cost, err
	}
	return value == types.True, cost, nil
}

// saw writes down what the expression looks at, as the line had it.
func (c *compiled) saw(facts *returns.Facts) map[string]string {
	saw := map[string]string{}
	for _, path := range c.looksAt {
		variable, name, _ := strings.Cut(path, ".")
		value, err := variables[variable][name].get(*facts)
		switch {
		case err != nil:
			saw[path] = err.Error()
		default:
			saw[path] = shortened(fmt.Sprint(value))
		}
	}
	return saw
}

// shortened keeps a verdict from growing with what a customer wrote.
func shortened(text string) string {
	const enough = 200
	if runes := []rune(text); len(runes) > enough {
		return string(runes[:enough]) + "…"
	}
	return text
}

// Cache keeps the compiled rules of policy versions, which never change. Its
// zero value is ready.
type Cache struct {
	mu   sync.Mutex
	sets map[string]*Set
}

// maxKept is far more versions than open requests ask for at a time.
const maxKept = 100

// Of returns the compiled rules of a stored policy version.
func (c *Cache) Of(policy returns.Policy) (*Set, error) {
	key := fmt.Sprintf("%s/%d", policy.ID, policy.Version)
	c.mu.Lock()
	defer c.mu.Unlock()
	if set, known := c.sets[key]; known {
		return set, nil
	}
	set, err := Compile(policy.Rules)
	if err != nil {
		return nil, err
	}
	if c.sets == nil || len(c.sets) >= maxKept {
		c.sets = map[string]*Set{}
	}
	c.sets[key] = set
	return set, nil
}
