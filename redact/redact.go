// Package redact keeps out of logs what does not belong there: passwords, tokens
// and other secrets, e-mail addresses and telephone numbers. Code that logs takes
// care of it itself; this is for what it cannot see, such as a driver's error that
// quotes its connection string, or a mail server's that quotes the recipient.
//
// It imports nothing of ours. Start at [Handler].
package redact

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
)

// gone stands where something was.
const gone = "[redacted]"

// secretKeys are attributes whose value is secret whatever it looks like. An
// attribute "token" is none: it holds a token's id.
var secretKeys = []string{"authorization", "cookie", "passwd", "password", "secret", "private_key", "payload_keys", "api_key"}

// patterns find what is secret or somebody's own inside a text, and what of it
// stays: a reader still has to see what the line is about.
var patterns = []struct {
	find *regexp.Regexp
	with string
}{
	// The password of a URL, up to the last @ before the host ends, as people forget to escape it.
	{regexp.MustCompile(`(\b[a-z][a-z0-9+.-]*://[^\s:/@]*):[^\s/]*@`), "${1}:" + gone + "@"},
	// key=value and "key": "value", as in connection strings, queries, headers and JSON.
	{regexp.MustCompile(`(?i)\b(password|passwd|pwd|secret|api[_-]?key|access[_-]?token|id[_-]?token|refresh[_-]?token|client[_-]?secret|code_verifier)(["']?\s*[=:]\s*)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s&,;"')]+)`), "${1}${2}" + gone},
	{regexp.MustCompile(`(?i)\b((?:set-)?cookie["']?\s*[:=]\s*\[?)[^\r\n\]]+`), "${1}" + gone},
	{regexp.MustCompile(`(?i)\b(bearer|basic|digest)\s+[A-Za-z0-9+/=._~-]{6,}`), "${1} " + gone},
	// Our own tokens and cookies, 256 bits in base32, and the secrets of Standard Webhooks.
	{regexp.MustCompile(`\b((?:[a-z]+_)?)[a-z2-7]{52}\b`), "${1}" + gone},
	{regexp.MustCompile(`\bwhsec_[A-Za-z0-9+/=_-]{8,}`), "whsec_" + gone},
	{regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*`), gone}, // a JSON Web Token
	{regexp.MustCompile(`[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`), "[e-mail]"},
	// With a country's code; a Chinese mobile number; with the zero of a trunk.
	{regexp.MustCompile(`\+\d[\d ().-]{6,}\d`), "[phone]"},
	{regexp.MustCompile(`\b1[3-9]\d(?:[ -]?\d{4}){2}\b`), "[phone]"},
	{regexp.MustCompile(`\b0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}\b`), "[phone]"},
}

// Text returns the text without what does not belong into a log.
func Text(text string) string {
	for _, p := range patterns {
		text = p.find.ReplaceAllString(text, p.with)
	}
	return text
}

// Handler hands records on to another handler, redacted: the message, and the
// values of all attributes, however deep in groups.
func Handler(next slog.Handler) slog.Handler { return handler{next} }

type handler struct{ next slog.Handler }

// Enabled asks the other handler.
func (h handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

// Handle redacts one record.
func (h handler) Handle(ctx context.Context, record slog.Record) error {
	redacted := slog.NewRecord(record.Time, record.Level, Text(record.Message), record.PC)
	record.Attrs(func(a slog.Attr) bool {
		redacted.AddAttrs(attr(a))
		return true
	})
	return h.next.Handle(ctx, redacted)
}

// WithAttrs redacts what all later records carry.
func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return handler{h.next.WithAttrs(all(attrs))}
}

// WithGroup hands the name on.
func (h handler) WithGroup(name string) slog.Handler { return handler{h.next.WithGroup(name)} }

func all(attrs []slog.Attr) []slog.Attr {
	redacted := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		redacted[i] = attr(a)
	}
	return redacted
}

func attr(a slog.Attr) slog.Attr {
	value := a.Value.Resolve()
	if value.Kind() == slog.KindGroup {
		return slog.Attr{Key: a.Key, Value: slog.GroupValue(all(value.Group())...)}
	}
	if isSecret(a.Key) {
		return slog.String(a.Key, gone)
	}
	switch value.Kind() {
	case slog.KindString:
		return slog.String(a.Key, Text(value.String()))
	case slog.KindAny:
		return slog.String(a.Key, Text(words(value.Any())))
	default: // numbers, times and truths are nobody's
		return slog.Attr{Key: a.Key, Value: value}
	}
}

func isSecret(key string) bool {
	key = strings.ReplaceAll(strings.ToLower(key), "-", "_")
	for _, secret := range secretKeys {
		if strings.HasSuffix(key, secret) {
			return true
		}
	}
	return false
}

// words is a value as the handlers would write it.
func words(value any) string {
	switch v := value.(type) {
	case error:
		return v.Error()
	case fmt.Stringer:
		return v.String()
	case []byte:
		return string(v)
	}
	if text, err := json.Marshal(value); err == nil {
		return strings.Trim(string(text), `"`)
	}
	return fmt.Sprintf("%+v", value)
}
