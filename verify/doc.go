// Package verify re-checks every invariant of the domain against what is stored,
// and says what it finds in words that a person can act on. It is what
// `backhaul verify` runs; it changes nothing.
//
// The database does the comparing, set by set, in one read-only snapshot, so
// that it may run beside a busy service and over a million returns. Two things
// are worked out again in Go, because the domain's own code must say what is
// right: the hashes of the audit trail, in one ordered pass, and the headline
// status. What lies outside the database is asked afterwards, through
// [Workflows] and [PhotoStore].
//
// Start at [Run]. There is one file per group of checks; the SQL is in
// db/queries/verify_*.sql. It may import returns and db.
package verify
