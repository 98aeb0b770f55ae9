package locales

import (
	"slices"

	"golang.org/x/text/language"
)

// The languages people are spoken to in.
var (
	English = language.English
	Chinese = language.MustParse("zh-CN")
)

// Supported returns every language, the one for everybody else first.
func Supported() []language.Tag { return slices.Clone(supported) }

var (
	supported = []language.Tag{English, Chinese}
	matcher   = language.NewMatcher(supported)
)

// Match picks the language for an Accept-Language header, or for a single tag
// such as a customer's "zh-CN". What it cannot read is English. Traditional
// Chinese is served Simplified, as nearer than English.
func Match(acceptLanguage string) language.Tag {
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return English
	}
	_, index, confidence := matcher.Match(wanted...)
	if confidence == language.No {
		return English
	}
	return supported[index] // without what the matcher adds, such as -u-rg-…
}
