// Package returns is the domain: what a return is, what may happen to it, and
// what is owed for it.
//
// It is pure: values in, values out. It imports only the standard library,
// reads no clock (time comes in as an argument) and knows nothing of SQL, HTTP
// or Temporal, so that every rule of the business can be read and tested here
// alone.
//
// Start at [Return], the aggregate, and at the transition table in
// transition.go. The words are those of the field: see docs/domain.md.
package returns
