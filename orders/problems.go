package orders

import (
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"backhaul/returns"
	"backhaul/sheets"
)

// problems collects everything that is wrong with an order, so that it can be
// put right in one go.
type problems struct {
	fields []returns.FieldError
}

func (p *problems) add(field, code, format string, args ...any) {
	p.fields = append(p.fields, returns.RefuseField(field, code, format, args...).Fields...)
}

// err is nil when nothing was wrong; else the first problem gives the text.
func (p *problems) err() error {
	if len(p.fields) == 0 {
		return nil
	}
	return &returns.Error{
		Code: returns.CodeInvalid, Format: p.fields[0].Format, Args: p.fields[0].Args, Fields: p.fields,
	}
}

func (p *problems) customer(in Customer) Customer {
	out := Customer{
		ID:       p.key("customer.id", in.ID),
		Name:     p.text("customer.name", in.Name, 200),
		Email:    strings.TrimSpace(p.text("customer.email", in.Email, 254)),
		Phone:    p.text("customer.phone", in.Phone, 50),
		Country:  p.text("customer.country", in.Country, 60),
		Language: in.Language,
	}
	if out.Email != "" {
		// A bare address and nothing else, so that it can stand in a header.
		if parsed, err := mail.ParseAddress(out.Email); err != nil || parsed.Address != out.Email {
			p.add("customer.email", "not_an_address", "%s is not an e-mail address", sheets.Quote(out.Email))
		}
	}
	switch out.Language {
	case "":
		out.Language = "en"
		if slices.Contains([]string{"cn", "chn", "china", "中国"}, strings.ToLower(strings.TrimSpace(out.Country))) {
			out.Language = "zh-CN"
		}
	case "en", "zh-CN":
	default:
		p.add("customer.language", "unknown_language", "%s is not a language that is written here; choose en or zh-CN", sheets.Quote(out.Language))
	}
	return out
}

// key checks a number or code that things are looked up by: 1 to 100 visible
// characters, none of which could make two keys look alike unseen.
func (p *problems) key(field, text string) string {
	text = Key(text)
	switch {
	case text == "":
		p.add(field, "required", "%s is missing", field)
	case utf8.RuneCountInString(text) > 100:
		p.add(field, "too_long", "%s has more than %s characters", field, 100)
	case !utf8.ValidString(text) || strings.TrimSpace(text) != text || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }):
		p.add(field, "invisible_character", "%s holds characters that cannot be seen, or begins or ends with a space: %s", field, sheets.Quote(text))
	}
	return text
}

// CheckKey checks an SKU or another code that things are looked up by, as orders
// are checked, and gives it in its one spelling.
func CheckKey(field, text string) (string, error) {
	var p problems
	checked := p.key(field, text)
	return checked, p.err()
}

// text checks words for people: anything that can be printed, on one line.
func (p *problems) text(field, text string, limit int) string {
	switch {
	case utf8.RuneCountInString(text) > limit:
		p.add(field, "too_long", "%s has more than %s characters", field, limit)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		p.add(field, "control_character", "%s holds line breaks or other control characters: %s", field, sheets.Quote(text))
	}
	return text
}

// amount reads an optional amount that may not be negative.
func (p *problems) amount(field string, price *Price, currency string) int64 {
	if price == nil || !p.ownCurrency(field, *price, currency) {
		return 0
	}
	money, err := returns.ParseMoney(price.Amount, currency)
	if err != nil || money.Minor < 0 {
		p.wrongAmount(field, price.Amount, err)
		return 0
	}
	return money.Minor
}

func (p *problems) ownCurrency(field string, price Price, currency string) bool {
	if price.Currency != "" && price.Currency != currency {
		p.add(field, "wrong_currency", "the order is in %s, not %s", currency, price.Currency)
		return false
	}
	return true
}

// wrongAmount gives the domain's refusal the field of the order it is about.
func (p *problems) wrongAmount(field, amount string, err error) {
	//nolint:errorlint // it comes straight from the domain, never wrapped
	if refusal, ok := err.(*returns.Error); ok {
		code := string(refusal.Code)
		if len(refusal.Fields) > 0 {
			code = refusal.Fields[0].Code
		}
		p.fields = append(p.fields, returns.FieldError{Field: field, Code: code, Format: refusal.Format, Args: refusal.Args})
		return
	}
	p.add(field, "out_of_range", "the amount %s is negative", amount)
}
