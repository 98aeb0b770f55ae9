package notify

import (
	"fmt"
	"net/url"
	"strings"
	"text/template"
	"unicode"

	"golang.org/x/text/language"

	"backhaul/locales"
)

// Render writes the mail as it would be sent, in the template's own words. The
// locale may be any language tag. Data that cannot be put into a mail is a
// permanent error.
func Render(name Template, locale string, data Data) (subject, text, html string, err error) {
	return RenderWith(nil, name, locale, data)
}

// RenderWith writes the mail in the shop's own words, where there are any.
func RenderWith(own *Words, name Template, locale string, data Data) (subject, text, html string, err error) {
	mail, err := compose(name, locales.Match(locale), data, own)
	if err != nil {
		return "", "", "", err
	}
	set := loadTemplates()
	var plain, page strings.Builder
	if err := set.layout.Execute(&plain, mail); err != nil {
		return "", "", "", fmt.Errorf("writing the text of a mail, %s: %w", name, err)
	}
	if err := set.html.Execute(&page, mail); err != nil {
		return "", "", "", fmt.Errorf("writing the HTML of a mail, %s: %w", name, err)
	}
	return mail.Subject, plain.String(), page.String(), nil
}

// composed is a mail in words, before it is laid out as text and as HTML, so
// that the two cannot say different things.
type composed struct {
	Language   string
	Subject    string
	Greeting   string
	Paragraphs []string
	TrackURL   string
	Action     string
	ItemsTitle string
	Items      []string
	Facts      []fact
	Colon      string
	Signoff    string
}

type fact struct{ Label, Value string }

func compose(name Template, locale language.Tag, data Data, own *Words) (composed, error) {
	texts, known := loadTemplates().texts[textKey{locale, name}]
	if !known {
		return composed{}, unsendable("there is no template %q", name)
	}
	if data.RMANumber == "" {
		return composed{}, unsendable("a mail needs the return's number, so that people know what it is about")
	}
	if err := checkLink(data.TrackURL); err != nil {
		return composed{}, err
	}
	data = data.readable()
	shown, err := wordsOf(locale, data)
	if err != nil {
		return composed{}, err
	}
	say := speaker{texts: texts}
	mail := composed{
		Language:   locale.String(),
		Subject:    strings.TrimSpace(say.words("subject", shown)),
		Greeting:   say.words("greeting", shown),
		Paragraphs: paragraphs(say.words("body", shown)),
		TrackURL:   data.TrackURL,
		Action:     say.words("action", shown),
		ItemsTitle: say.words("items", shown),
		Facts:      say.facts(shown),
		Colon:      say.words("colon", shown),
		Signoff:    say.words("signoff", shown),
	}
	for _, line := range data.Lines {
		mail.Items = append(mail.Items, say.words("item", line))
	}
	if say.err != nil {
		return composed{}, fmt.Errorf("writing a mail, %s: %w", name, say.err)
	}
	if own != nil {
		own.put(&mail, &shown)
	}
	if strings.ContainsFunc(mail.Subject, unicode.IsControl) {
		return composed{}, unsendable("the subject %q holds a line break or control character", mail.Subject)
	}
	return mail, nil
}

// shown is [Data] in words.
type shown struct {
	ShopName, CustomerName, RMANumber, OrderNumber, Amount, Reference, Note  string
	Deadline, Carrier, Window, TrackingNumber, Status, WaitingFor, Attention string
	KeepItem, StoreCredit, Gift, Exchange                                    bool
}

func wordsOf(locale language.Tag, data Data) (shown, error) {
	amount, err := Amount(locale, data.Amount)
	if err != nil {
		return shown{}, unsendable("%v", err)
	}
	return shown{
		ShopName: data.ShopName, CustomerName: data.CustomerName, RMANumber: data.RMANumber, OrderNumber: data.OrderNumber,
		Amount: amount, Reference: data.Reference, Note: data.Note,
		Deadline: moment(locale, data.Deadline), Carrier: data.Carrier,
		Window: window(locale, data.WindowStart, data.WindowEnd), TrackingNumber: data.TrackingNumber,
		Status: locales.Name(locale, data.Status), WaitingFor: locales.Name(locale, data.WaitingFor),
		KeepItem: data.KeepItem, StoreCredit: data.StoreCredit, Gift: data.Gift, Exchange: data.Exchange, Attention: locales.Attention(locale, data.Attention),
	}, nil
}

// speaker says one text after another and keeps the first error.
type speaker struct {
	texts *template.Template
	err   error
}

func (s *speaker) words(name string, data any) string {
	var out strings.Builder
	if err := s.texts.ExecuteTemplate(&out, name, data); err != nil && s.err == nil {
		s.err = err
	}
	return out.String()
}

// facts lists what people look up, leaving out what is not known yet.
func (s *speaker) facts(data shown) (facts []fact) {
	for _, candidate := range []struct{ label, value string }{
		{"label_rma", data.RMANumber},
		{"label_order", data.OrderNumber},
		{"label_carrier", data.Carrier},
		{"label_window", data.Window},
		{"label_tracking", data.TrackingNumber},
		{"label_reference", data.Reference},
	} {
		if candidate.value != "" {
			facts = append(facts, fact{s.words(candidate.label, data), candidate.value})
		}
	}
	return facts
}

func paragraphs(body string) (lines []string) {
	for line := range strings.Lines(body) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func checkLink(link string) error {
	if link == "" {
		return nil
	}
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return unsendable("the link %q does not lead to a page: it must begin with https:// or http://", link)
	}
	return nil
}
