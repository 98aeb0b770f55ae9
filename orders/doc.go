// Package orders takes orders in: one at a time, as the shop system sends them,
// or many from a CSV or NDJSON file.
//
// What was paid is worked out once, here, and stored per line; refunds start
// from that and never from price times quantity. A shop may send the same order
// as often as it likes, but what is being returned of it stays as it was sold.
//
// It serves the API and the commands import and dev. It may import returns and
// db. Start at [Put] and [Import].
package orders
