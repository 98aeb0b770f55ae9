package forms

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"backhaul/returns"
)

// refusal says in words for people what the library says in words of JSON Schema.
func refusal(field string, broken *jsonschema.ValidationError) []returns.FieldError {
	switch wrong := broken.ErrorKind.(type) {
	case *kind.Required:
		var missing []returns.FieldError
		for _, name := range wrong.Missing {
			path := field + "." + name
			missing = append(missing, returns.RefuseField(path, "required", "%s is missing", path).Fields...)
		}
		return missing
	case *kind.AdditionalProperties:
		var unknown []returns.FieldError
		for _, name := range wrong.Properties {
			unknown = append(unknown, returns.RefuseField(field+"."+name, "unknown_field", "the form has no such field").Fields...)
		}
		return unknown
	case *kind.Type:
		return returns.RefuseField(field, "wrong_type", "a JSON value of the type %s is needed here", strings.Join(wrong.Want, ", ")).Fields
	case *kind.Enum:
		return returns.RefuseField(field, "not_allowed", "%s is not possible here; choose one of %s", shown(wrong.Got), choices(wrong.Want)).Fields
	case *kind.Minimum:
		return returns.RefuseField(field, "out_of_range", "the number must be at least %s", decimal(wrong.Want)).Fields
	case *kind.Maximum:
		return returns.RefuseField(field, "out_of_range", "the number must be at most %s", decimal(wrong.Want)).Fields
	case *kind.MinLength:
		return returns.RefuseField(field, "too_short", "the text has fewer than %s characters", wrong.Want).Fields
	case *kind.MaxLength:
		return returns.RefuseField(field, "too_long", "the text has more than %s characters", wrong.Want).Fields
	case *kind.Pattern:
		return returns.RefuseField(field, "wrong_format", "%s does not have the form that is wanted here: %s", shown(wrong.Got), wrong.Want).Fields
	case *kind.Format:
		return returns.RefuseField(field, "wrong_format", "%s does not have the form that is wanted here: %s", shown(wrong.Got), wrong.Want).Fields
	case *kind.MinItems:
		return returns.RefuseField(field, "required", "at least %s is needed here", wrong.Want).Fields
	case *kind.MaxItems:
		return returns.RefuseField(field, "too_many", "more than %s are not possible here", wrong.Want).Fields
	}
	return returns.RefuseField(field, "invalid", "the form does not allow this: %s", inEnglish(broken)).Fields
}

func decimal(number *big.Rat) string {
	if number.IsInt() {
		return number.Num().String()
	}
	value, _ := number.Float64()
	return strconv.FormatFloat(value, 'f', -1, 64)
}

func choices(want []any) string {
	texts := make([]string, len(want))
	for i, choice := range want {
		texts[i] = fmt.Sprint(choice)
	}
	return strings.Join(texts, ", ")
}

// shown writes a value that somebody sent, and not more of it than helps.
func shown(value any) string {
	const enough = 100
	text := fmt.Sprint(value)
	if runes := []rune(text); len(runes) > enough {
		text = string(runes[:enough]) + "…"
	}
	return strconv.Quote(text)
}
