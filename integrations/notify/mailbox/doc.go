// Package mailbox is an SMTP server that keeps what it gets and delivers
// nothing. `backhaul dev` runs it so that every mail can be read as an .eml file;
// the tests run it so that mail goes over a real connection, and tell it to fail.
//
// It is for this machine only: it takes mail from anyone, for anyone.
//
// Start at [Start].
package mailbox
