// Package httpcarrier books with a carrier that speaks a small HTTP protocol:
//
//	GET    /bookings?key=…  the booking with this key, or 404
//	POST   /bookings        books, or answers with what the key has booked already
//	DELETE /bookings?key=…  calls it off: 204, or 409 when the carrier has the parcel
//	GET    /labels?key=…    the label, a PNG or a PDF, or 404 when there is none
//
// A refusal is 409 for a key that was used otherwise or called off, and 422 with
// a [Refusal] for what the carrier will not do. 429 and 5xx mean later. What
// happens to the parcel the carrier sends to our signed webhook.
//
// It is for a shop's own courier, and for a gateway before a carrier whose own
// interface is another. Package fakecarrier is the other side of it, for trials.
//
// It may import returns and carriers. Start at [Client].
package httpcarrier
