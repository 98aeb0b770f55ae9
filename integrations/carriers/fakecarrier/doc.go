// Package fakecarrier is a carrier that is not there: an HTTP server that sends
// nobody, prints labels, and has every trouble a real one has.
//
// It is the other side of package httpcarrier, in tests and in `backhaul dev`.
// How a booking goes is told by the customer's address: see [Mode]. What happens
// to a parcel is told to it by hand ([Server.Scan], POST /scans), and it tells
// the shop by signed webhook. What it knows is gone when it stops.
//
// It may import carriers, httpcarrier and webhooks. Start at [Server].
package fakecarrier
