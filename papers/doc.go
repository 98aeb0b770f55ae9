// Package papers makes what is printed: the packing slip that a customer lays
// into the parcel, and the labels that the warehouse sticks on what it has
// inspected. Both are PDF and carry the RMA number as a QR code.
//
// The Chinese font comes along in font/ (see subset.sh there); what it has no
// sign for is printed as 〓, the printers' mark for a missing one.
//
// It may import returns and locales. Start at [PackingSlip] and [ShelfLabels].
package papers
