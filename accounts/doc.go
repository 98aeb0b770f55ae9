// Package accounts is who may come in: users and their passwords, the sessions
// of those who signed in, API tokens, and the growing delay for those who guess.
//
// Every secret is random with 256 bits and stored as a SHA-256, or is a password
// and stored as Argon2id; none can be read back. What a role may do is api's.
package accounts
