package identity

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"backhaul/returns"
)

// claims is what a provider says of somebody.
type claims map[string]any

// at finds a claim by its name, which may hold dots, or else by a path of names
// with dots between them. It is nil when there is none.
func (c claims) at(path string) any {
	if value, there := c[path]; there {
		return value
	}
	name, rest, deeper := strings.Cut(path, ".")
	if inner, ok := c[name].(map[string]any); ok && deeper {
		return claims(inner).at(rest)
	}
	return nil
}

// role is the first of the shop's mapping that the claim gives; a claim is one
// text or a list of them.
func (s Settings) role(c claims) (returns.Role, bool) {
	var values []any
	switch claim := c.at(s.RoleClaim).(type) {
	case string:
		values = []any{claim}
	case []any:
		values = claim
	}
	for _, mapped := range s.Roles {
		if slices.Contains(values, any(mapped.Value)) {
			return mapped.Role, true
		}
	}
	return "", false
}

// name is how the trail and other people will know them.
func (c claims) name() string {
	return cmp.Or(c.text("name"), c.text("preferred_username"), c.text("email"), c.text("sub"))
}

// email is only believed when the provider has verified it: whoever may write
// down any address there would get somebody else's mail.
func (c claims) email() string {
	address := c.text("email")
	if verified := c["email_verified"]; verified != true && verified != "true" || !addressed.MatchString(address) {
		return ""
	}
	return address
}

var addressed = regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)

// text is a claim in one line of at most 200 characters.
func (c claims) text(name string) string {
	value, _ := c[name].(string)
	value = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, value))
	if runes := []rune(value); len(runes) > 200 {
		return string(runes[:200])
	}
	return value
}
