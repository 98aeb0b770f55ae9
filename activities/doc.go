// Package activities holds the business steps of a return. One step is one
// transaction: the guarded change of the return, its audit event, its stock
// movements and the messages it intends are written together or not at all.
//
// Every step may run more than once, since a worker can die after its commit.
// It runs under the id of its decision, which is unique in the audit trail: a
// repeat finds the event, changes nothing and answers with the return as it is.
//
// The rules are those of package returns; this package loads, asks it, and
// stores. It may import returns, db and the integrations' value types, never
// workflows or api. Start at step.go.
package activities
