// Package generate fills a database of its own with any number of returns, to see
// how lists and reports do at size.
//
// Some hundred returns of the sample's orders are taken through the real steps,
// each one of the ways that returns go: these are the molds. All others are cast from
// them: the same rows with ids, customer and times of their own, and audit trails
// hashed anew, written by COPY. So they pass `backhaul verify` like any other.
//
// Start at [Fill].
package generate
