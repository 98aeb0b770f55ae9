package locales

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"

	"backhaul/returns"
)

// texts holds every text in every language but English, which is the key.
var texts = build(map[language.Tag]map[string]string{Chinese: chinese})

func build(tables map[language.Tag]map[string]string) catalog.Catalog {
	builder := catalog.NewBuilder(catalog.Fallback(English))
	for tag, table := range tables {
		for english, text := range table {
			if err := builder.SetString(tag, english, text); err != nil {
				panic("locales: " + english + ": " + err.Error()) // the tables are part of the program
			}
		}
	}
	return builder
}

// Text says format in the language, its verbs filled in order. A text that the
// language lacks comes in English.
func Text(tag language.Tag, format string, args ...string) string {
	if tag == English {
		return returns.Text(format, args)
	}
	values := make([]any, len(args))
	for i, arg := range args {
		values[i] = arg
	}
	return message.NewPrinter(tag, message.Catalog(texts)).Sprintf(format, values...)
}

// Error says a refusal in the language. Where it names a status, an action or a
// role, that is said as people know it.
func Error(tag language.Tag, refusal *returns.Error) string {
	args := refusal.Args
	if refusal.Code == returns.CodeTransition || refusal.Code == returns.CodeForbidden {
		args = speak(tag, args)
	}
	return Text(tag, refusal.Format, args...)
}

// Field says what is wrong with one input.
func Field(tag language.Tag, problem returns.FieldError) string {
	return Text(tag, problem.Format, problem.Args...)
}

// Attention says why a person should look; empty when nobody needs to.
func Attention(tag language.Tag, attention returns.Attention) string {
	args := speak(tag, attention.Args)
	if attention.Because != nil {
		args = append(slices.Clone(args), Attention(tag, *attention.Because))
	}
	return Text(tag, attention.Format, args...)
}

// speak replaces the machine names in args, alone or in a list, by the words
// people use. English readers get them as they are, to look up in the API.
func speak(tag language.Tag, args []string) []string {
	if tag == English {
		return args
	}
	spoken := make([]string, len(args))
	for i, arg := range args {
		spoken[i] = arg
		if names, known := namesOf(strings.Split(arg, ", ")); known {
			spoken[i] = strings.Join(names, "、")
		}
	}
	return spoken
}

func namesOf(words []string) (names []string, known bool) {
	for _, word := range words {
		name, known := nameOf[word]
		if !known {
			return nil, false
		}
		names = append(names, name)
	}
	return names, true
}
