// Package fakepsp is a payment provider that is not there: an HTTP server that
// pays nobody, with every trouble a real one has, and the client for it.
//
// It stands in for a real provider in tests and in `backhaul dev`. Its protocol
// is the least that Backhaul needs of one: create a refund under a key, look a
// key up, and send a signed webhook when a refund changes. How a refund goes is
// told by the payment's reference: see [Mode]. What it knows is gone when it stops.
//
// It may import returns, payments and webhooks. Start at [Server] and [Client].
package fakepsp
