// Package paymentstest holds a payment provider to the contract of
// [payments.Provider]. A new provider is done when [Run] passes against its
// sandbox or its fake server, with Paid telling what truly moved.
package paymentstest
