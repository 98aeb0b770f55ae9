// Package payments gives money back through whoever took it.
//
// [Provider] is two calls: look a refund up, and create it. Everything about
// money that can go wrong on the way (a lost answer, a retry a day later, a
// success that fails in a week) is decided by how those two are used, and
// package paymentstest holds every provider to it.
//
// It may import returns. Start at [Provider].
package payments
