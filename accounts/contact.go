package accounts

import (
	"crypto/sha256"
	"crypto/subtle"
	"strings"
	"unicode"
)

// enoughDigits is how many of a phone number's last digits have to be the same,
// where one is written with its country's code and the other without.
const enoughDigits = 8

// IsContact reports whether what a customer typed is the order's e-mail address
// or phone number. It does the same work whatever it is told, and compares
// hashes, so that the time it takes says nothing of how near a guess was. An
// order without either has no contact that is right.
func IsContact(typed, email, phone string) bool {
	asEmail := same(address(typed), address(email))
	mine, theirs := digits(typed), digits(phone)
	shorter := min(len(mine), len(theirs))
	asPhone := same(mine[len(mine)-shorter:], theirs[len(theirs)-shorter:])
	return (asEmail && email != "") || (asPhone && shorter >= enoughDigits)
}

func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

func address(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// digits leaves out how a number is written, and the zero before it.
func digits(text string) string {
	only := strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII || !unicode.IsDigit(r) {
			return -1
		}
		return r
	}, text)
	return strings.TrimLeft(only, "0")
}
