// Package reports answers how returns go: what comes back of what was sold, why,
// how long it takes, what it costs, and who and what stands out.
//
// Every figure is read from roll-ups that the database keeps in the transaction
// that changes the books (migration 0016), so that a report over a year of a
// million returns reads some thousand rows. docs/reports.md says what each figure
// means; `backhaul verify` holds them against the books.
//
// Start at [Reader]. It may import returns, db and locales.
package reports
