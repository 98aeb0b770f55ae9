// Package rules compiles and judges the rules of a shop's own that stand in a
// policy: expressions in CEL over order, line, customer and request.
//
// A rule is checked when the policy is saved, so that a misspelled field is
// refused then and not found out by a customer. It runs within limits of cost
// and memory. A rule that cannot be judged says so, and the domain sends the
// return to a person.
package rules
