// Package db is the way to PostgreSQL: the pool, transactions, the migrations,
// and under sqlc the generated queries.
//
// SQL lives in queries, one file per noun; `make generate` turns it into
// package sqlc. The schema lives in migrations and holds the invariants of a
// return as constraints. Read migrations/0001 first.
//
// It may import returns and its own sqlc, nothing else of ours.
package db
