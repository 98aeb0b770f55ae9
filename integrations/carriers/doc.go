// Package carriers books the way back: a pickup at the customer's door, or a
// label, with the carrier that the shop works with.
//
// [Carrier] is two calls, on purpose. What a carrier tells afterwards (scans,
// failed attempts, a lost parcel) comes in as an [Event], whether by webhook, by
// poll or by a clerk, so an adapter needs no method for it; prices and rates do
// not decide anything in a return. [Manual] is the carrier that needs no
// contract: a logistics clerk books by phone or on the web and reports it;
// package httpcarrier books by machine, and package carrierstest holds every
// carrier to the contract.
//
// It may import returns. Start at [Carrier].
package carriers
