package returns

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// idAlphabet is Crockford's base 32 in lower case: no i, l, o, u.
var idAlphabet = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// rmaAlphabet leaves out what people misread on paper and on the phone:
// 0/O, 1/I/L, U/V, 5/S, 8/B. Its size, 23, is prime, so that the check
// character catches every single wrong character and every swap of neighbors.
const rmaAlphabet = "234679ACDEFGHJKMNPQRTWX"

// NewReturnID derives the id of a return from who asks and the key of the
// request, so that a repeated request finds the same return. Without a key the
// id is random.
func NewReturnID(actorID, idempotencyKey string) string {
	if idempotencyKey == "" {
		return NewID("ret")
	}
	sum := sha256.Sum256([]byte("return\x00" + actorID + "\x00" + idempotencyKey))
	return "ret_" + idAlphabet.EncodeToString(sum[:16])
}

// NewDecisionID derives the id of a decision in the same way: it becomes the
// Temporal UpdateID and the unique key of the audit event.
func NewDecisionID(actorID, idempotencyKey string) string {
	if idempotencyKey == "" {
		return NewID("dec")
	}
	sum := sha256.Sum256([]byte("decision\x00" + actorID + "\x00" + idempotencyKey))
	return "dec_" + idAlphabet.EncodeToString(sum[:16])
}

// NewID returns a random 128 bit id with a prefix that says what it names.
func NewID(prefix string) string {
	var raw [16]byte
	rand.Read(raw[:]) // never fails since Go 1.24
	return prefix + "_" + idAlphabet.EncodeToString(raw[:])
}

// RMANumber is the number people read, print and say: RMA-7K4PQ-92QXD. It is
// derived from the return's id; attempt separates the rare collisions.
func RMANumber(returnID string, attempt int) string {
	sum := sha256.Sum256([]byte{byte(attempt)}) //nolint:gosec // a collision after 255 others does not come
	sum = sha256.Sum256(append([]byte(returnID), sum[:]...))
	body := make([]byte, 9)
	for i := range body {
		body[i] = rmaAlphabet[int(sum[i])%len(rmaAlphabet)]
	}
	text := string(body) + string(rmaCheck(string(body)))
	return "RMA-" + text[:5] + "-" + text[5:]
}

// ParseRMANumber reads a number as people type it: any case, with or without
// dashes, spaces or the prefix. It reports false when the check character does
// not fit.
func ParseRMANumber(typed string) (string, bool) {
	text := strings.NewReplacer("-", "", " ", "").Replace(strings.ToUpper(strings.TrimSpace(typed)))
	if len(text) == len("RMA")+10 { // a number may itself begin with these letters
		text = strings.TrimPrefix(text, "RMA")
	}
	if len(text) != 10 {
		return "", false
	}
	for i := range len(text) {
		if strings.IndexByte(rmaAlphabet, text[i]) < 0 {
			return "", false
		}
	}
	if rmaCheck(text[:9]) != text[9] {
		return "", false
	}
	return "RMA-" + text[:5] + "-" + text[5:], true
}

// rmaCheck is a weighted sum modulo the alphabet's prime size.
func rmaCheck(body string) byte {
	sum := 0
	for i := range len(body) {
		sum += (i + 1) * strings.IndexByte(rmaAlphabet, body[i])
	}
	return rmaAlphabet[sum%len(rmaAlphabet)]
}
