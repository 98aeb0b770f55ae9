package notify

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"backhaul/locales"
	"backhaul/returns"
)

// Words are a shop's own words for an occasion: the subject, and the body with one
// paragraph a line. They name what is filled in as {{rma_number}}; see [Placeholders].
// A paragraph that names something that is not known in a mail is left out of it.
type Words struct {
	Subject string `json:"subject"`
	Body    string `json:"body"`
}

// Bounds of words, in characters.
const (
	maxSubject = 200
	maxBody    = 4000
)

// fillings are what words may name, and what of a mail stands for it.
var fillings = map[string]func(*shown) *string{
	"shop_name":       func(s *shown) *string { return &s.ShopName },
	"customer_name":   func(s *shown) *string { return &s.CustomerName },
	"rma_number":      func(s *shown) *string { return &s.RMANumber },
	"order_number":    func(s *shown) *string { return &s.OrderNumber },
	"amount":          func(s *shown) *string { return &s.Amount },
	"reference":       func(s *shown) *string { return &s.Reference },
	"note":            func(s *shown) *string { return &s.Note },
	"deadline":        func(s *shown) *string { return &s.Deadline },
	"carrier":         func(s *shown) *string { return &s.Carrier },
	"window":          func(s *shown) *string { return &s.Window },
	"tracking_number": func(s *shown) *string { return &s.TrackingNumber },
	"status":          func(s *shown) *string { return &s.Status },
	"waiting_for":     func(s *shown) *string { return &s.WaitingFor },
	"attention":       func(s *shown) *string { return &s.Attention },
}

// Placeholders returns what words may name between {{ and }}, sorted.
func Placeholders() []string {
	names := make([]string, 0, len(fillings))
	for name := range fillings {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

var placeholder = regexp.MustCompile(`\{\{([^{}]*)\}\}`)

// Check refuses words that no mail could be written with, by the field that is wrong.
func (w Words) Check() error {
	if strings.ContainsAny(w.Subject, "\r\n") {
		return returns.RefuseField("subject", "invalid", "the subject is one line")
	}
	for _, part := range []struct {
		field, text string
		most        int
	}{{"subject", w.Subject, maxSubject}, {"body", w.Body, maxBody}} {
		if strings.TrimSpace(part.text) == "" {
			return returns.RefuseField(part.field, "required", "%s is missing", part.field)
		}
		if utf8.RuneCountInString(part.text) > part.most {
			return returns.RefuseField(part.field, "too_long", "%s has more than %s characters", part.field, part.most)
		}
		for _, found := range placeholder.FindAllStringSubmatch(part.text, -1) {
			if name := strings.TrimSpace(found[1]); fillings[name] == nil {
				return returns.RefuseField(part.field, "unknown_placeholder", "%s is no placeholder; a mail can name %s", found[0], strings.Join(Placeholders(), ", "))
			}
		}
		if rest := placeholder.ReplaceAllString(part.text, ""); strings.Contains(rest, "{{") || strings.Contains(rest, "}}") {
			return returns.RefuseField(part.field, "invalid", "a placeholder is begun and not ended, or ended and not begun; write it as %s", "{{rma_number}}")
		}
	}
	return nil
}

// fill writes one text with what is known. It reports false when the text names
// something that is not. What is filled in is never read for placeholders.
func fill(text string, with *shown) (string, bool) {
	whole := true
	filled := placeholder.ReplaceAllStringFunc(text, func(found string) string {
		value := ""
		if of := fillings[strings.TrimSpace(found[2:len(found)-2])]; of != nil {
			value = *of(with)
		}
		whole = whole && value != ""
		return value
	})
	return filled, whole
}

// put takes the words' place in a mail. Where nothing of them is left for want of
// what they name, the mail keeps what it comes with.
func (w Words) put(mail *composed, with *shown) {
	subject, _ := fill(w.Subject, with)
	if subject = oneLine(subject); subject != "" {
		mail.Subject = subject
	}
	var body []string
	for line := range strings.Lines(w.Body) {
		if filled, whole := fill(line, with); whole {
			body = append(body, paragraphs(filled)...)
		}
	}
	if len(body) > 0 {
		mail.Paragraphs = body
	}
}

// Draft is what a template comes with, in the form of words: a beginning for a
// shop's own. What the template says only at times is there as it mostly is.
func Draft(name Template, language string) (Words, error) {
	texts, known := loadTemplates().texts[textKey{locales.Match(language), name}]
	if !known {
		return Words{}, unsendable("there is no template %q", name)
	}
	var named shown
	for word, of := range fillings {
		*of(&named) = "{{" + word + "}}"
	}
	say := speaker{texts: texts}
	words := Words{Subject: strings.TrimSpace(say.words("subject", named)), Body: strings.Join(paragraphs(say.words("body", named)), "\n")}
	if say.err != nil {
		return Words{}, fmt.Errorf("drafting the words of %s: %w", name, say.err)
	}
	return words, nil
}
