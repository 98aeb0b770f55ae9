// Package reconcile compares what a payment provider or a bank says was paid with
// the refunds that count as paid here: each of them should be in their file once,
// with the same amount, and the file should hold nothing else.
//
// It only reads. match.go is the arithmetic of one reference, on values alone;
// [Run] reads the file, asks the database and hands out row after row.
//
// It serves the API. It may import returns, db, sheets, and imports for how a row
// is refused. Start at [Match].
package reconcile
