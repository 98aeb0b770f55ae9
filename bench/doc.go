// Package bench measures how fast lists, searches and reports answer at size: the
// API itself over a generated database, without a network between.
//
// Start at [Measure]; `make bench-size` runs it for a thousand, a hundred thousand
// and a million returns and writes docs/performance.md.
package bench
