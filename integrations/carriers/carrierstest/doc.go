// Package carrierstest holds a carrier to the contract of [carriers.Carrier]. A
// new carrier is done when [Run] passes against its sandbox or its fake server,
// with OnOrder telling what truly is booked.
package carrierstest
